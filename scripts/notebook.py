"""Runs docs/notebook.ipynb and writes down what its cells give; `--check` changes nothing and fails where they now give something else."""

from __future__ import annotations

import os
import sys
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_ALIKE = 0.9
"""How much of a cell's output must be the same: sizes of columns and the like differ from release to release of the libraries."""


def ran(path: Path = NOTEBOOK) -> Any:
    """The notebook with the outputs of running it now, without what differs from machine to machine; a cell that fails raises."""
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", record_timing=False, resources={"metadata": {"path": str(path.parent)}}
    )
    client.execute()
    notebook.metadata = nbformat.from_dict(_METADATA)
    return notebook


def differences(kept: Any, now: Any) -> list[str]:
    """The cells whose outputs are no longer about those that are written down."""
    cells = [cell for cell in kept.cells if cell.cell_type == "code"]
    again = [cell for cell in now.cells if cell.cell_type == "code"]
    return [cell.id for cell, other in zip(cells, again, strict=True) if not _alike(_told(cell), _told(other))]


def _told(cell: Any) -> dict[str, str]:
    """What a cell shows, by kind of output."""
    out: dict[str, str] = {}
    for output in cell.outputs:
        shown = {"text/plain": output.text} if output.output_type == "stream" else dict(output.data)
        for kind, text in shown.items():
            out[kind] = out.get(kind, "") + "".join(text)
    return out


def _alike(kept: dict[str, str], now: dict[str, str]) -> bool:
    return kept.keys() == now.keys() and all(_share(kept[kind].split(), now[kind].split()) >= _ALIKE for kind in kept)


def _share(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def main(arguments: list[str]) -> int:
    """Write the outputs, or with --check say which cells are stale."""
    now = ran()
    if arguments == ["--check"]:
        stale = differences(nbformat.read(NOTEBOOK, as_version=4), now)
        print(*(f"docs/notebook.ipynb, {cell}: run `make docs`" for cell in stale), sep="\n", file=sys.stderr)
        return 1 if stale else 0
    nbformat.write(now, NOTEBOOK)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
