"""`python -m bench`: every measurement; `python -m bench NAME...`: those named."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import bench


def main(names: list[str]) -> None:
    """Run the measurements named, or all of them."""
    known = [info.name for info in pkgutil.iter_modules(bench.__path__) if not info.name.startswith("_")]
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise SystemExit(f"không có phép đo {', '.join(unknown)}; có: {', '.join(known)}")
    for name in names or known:
        importlib.import_module(f"bench.{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
