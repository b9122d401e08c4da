"""Speed of extraction on one core, beside other ways to find names in the same texts, in the same run.

Beside it: the gazetteer alone, the same names as one pattern of `re`, spaCy's EntityRuler with the same names, and a general
Vietnamese NER (on an excerpt). All of these find names only; extraction also reads structure, tasks, dates and relations.

    python -m bench extraction          ../shared/corpus/official where present, else samples/
    python bench/extraction.py FOLDER   another folder

Reading the files is timed by itself: it is bound by the parsers of HTML and Word. A megabyte is 1,000,000 bytes of UTF-8.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import _peers
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
    """Other ways to find names, on the same texts or an excerpt of them, and how many times as fast the whole extraction is."""
    text = "\n".join(layout.text for layout in layouts)
    for name, work in (_peers.own(), _peers.plain_re()):
        compare(name, work, text, speed)
    for package, peer, excerpted in (("spacy", _peers.entity_ruler(), text), ("underthesea", _peers.neural(), excerpt(layouts))):
        if peer is None:
            print(f"{package} is not installed (pip install 'luocdo[bench]'): not compared")
        else:
            compare(peer[0], peer[1], excerpted, speed)


def compare(name: str, work: Callable[[str], object], text: str, speed: float) -> None:
    """Measure one other way."""
    amount = len(text.encode())
    began = time.perf_counter()
    work(text)
    spent = time.perf_counter() - began
    times = speed / (amount / spent)
    print(
        row(name, amount, spent, f"extraction is {times:,.2f} times as fast" if times < 10 else f"extraction is {times:,.0f} times as fast")
    )


if __name__ == "__main__":
    run(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
