"""Speed of extraction on one core, beside a general Vietnamese NER on an excerpt of the same text in the same run.

    python -m bench extraction          ../shared/corpus/official where present, else samples/
    python bench/extraction.py FOLDER   another folder

Reading the files is timed by itself: it is bound by the parsers of HTML and Word. A megabyte is 1,000,000 bytes of UTF-8.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from graph.registry import registry
from loaders.layout import Layout
from loaders.pipeline import extract
from loaders.readers import read

ROOT = Path(__file__).resolve().parents[1]
OFFICIAL = ROOT.parent / "shared" / "corpus" / "official"
TEXT_FORMATS = (".txt", ".md", ".html")
ROUNDS = 3
EXCERPT = 20_000  # characters; the NER needs seconds for them


def seconds(work: Callable[[], object]) -> float:
    """The shortest of a few runs of `work`."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def size(layouts: Sequence[Layout]) -> int:
    """Bytes of kept text."""
    return sum(len(layout.text.encode()) for layout in layouts)


def row(name: str, amount: int, spent: float, beside: str = "") -> str:
    """One line of the table."""
    return f"{name:34}{amount / 1e6:9.3f} MB{spent:9.3f} s{amount / 1e6 / spent:11.4f} MB/s   {beside}"


def excerpt(layouts: Sequence[Layout]) -> str:
    """The first characters of the longest text."""
    return max(layouts, key=lambda layout: len(layout.text)).text[:EXCERPT]


def recogniser() -> Callable[[str], object] | None:
    """underthesea's `ner`, warmed up; None where the package is not installed."""
    try:
        from underthesea import ner
    except ImportError:
        return None
    ner("Bộ Công an chủ trì.")
    named: Callable[[str], object] = ner
    return named


def run(folder: Path | None = None) -> None:
    """Measure and print."""
    folder = folder or (OFFICIAL if OFFICIAL.is_dir() else ROOT / "samples")
    files = sorted(p for p in folder.rglob("*") if p.suffix in TEXT_FORMATS and not p.name.startswith("README"))
    if not files:
        raise SystemExit(f"{folder}: không có tệp {', '.join(TEXT_FORMATS)}")
    registry()  # the registry and its automaton are built once a process
    layouts = [read(path) for path in files]
    extract(layouts[0])
    print(f"# extraction: {len(files)} files of {folder.name}, one core, best of {ROUNDS}")
    print(row("read (bytes of the files)", sum(p.stat().st_size for p in files), seconds(lambda: [read(path) for path in files])))
    for path, layout in zip(files, layouts, strict=True):
        print(row(f"extract {path.name[:24]}", size([layout]), seconds(lambda layout=layout: extract(layout))))  # type: ignore[misc]
    spent = seconds(lambda: [extract(layout) for layout in layouts])
    print(row("extract, all", size(layouts), spent))
    beside(layouts, size(layouts) / spent)


def beside(layouts: Sequence[Layout], speed: float) -> None:
    """The NER on an excerpt, and how many times faster extraction is."""
    ner = recogniser()
    if ner is None:
        print("underthesea is not installed (pip install 'luocdo[bench]'): no comparison")
        return
    lines = [line for line in excerpt(layouts).split("\n") if line.strip()]
    amount = len("\n".join(lines).encode())
    began = time.perf_counter()
    for line in lines:
        ner(line)
    spent = time.perf_counter() - began
    print(
        row(
            f"underthesea {version('underthesea')} ner, excerpt",
            amount,
            spent,
            f"extraction is {speed / (amount / spent):,.0f} times as fast",
        )
    )


if __name__ == "__main__":
    run(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
