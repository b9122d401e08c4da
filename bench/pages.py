"""Pages of PDFs read in a second, each file in the process of its own that reading a PDF takes, beside the bare text of other
libraries in this process, where they are installed (pip install pdfplumber pypdf): they give no paragraphs, and no tables here.

python -m bench pages            ../shared/corpus/official where it has PDFs
python bench/pages.py FOLDER     another folder
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pypdfium2

from bench.extraction import OFFICIAL, ROUNDS
from loaders.readers import read


def pages(path: Path) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def run(folder: Path = OFFICIAL) -> None:
    """Measure and print."""
    files = sorted(folder.rglob("*.pdf"))
    if not files:
        print(f"pages: {folder.name} has no PDF, nothing is measured")
        return
    print(f"# pages: {len(files)} PDFs of {folder.name}, one core, best of {ROUNDS}, the start of the process included")
    for path in files:
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            read(path)
            times.append(time.perf_counter() - began)
        print(row(path.name[:34], pages(path), min(times)))
        for name, text in peers():
            began = time.perf_counter()
            text(path)
            print(row(f"    {name}, text only", pages(path), time.perf_counter() - began))


def row(name: str, count: int, spent: float) -> str:
    """One line of the table."""
    return f"{name:34}{count:6} pages{spent:9.3f} s{count / spent:9.1f} pages/s"


def peers() -> Iterator[tuple[str, Callable[[Path], object]]]:
    """Other libraries that read PDFs, those that are installed."""
    yield f"pypdfium2 {version('pypdfium2')}", lambda path: [p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(path)]
    if find_spec("pypdf"):
        yield f"pypdf {version('pypdf')}", lambda path: [p.extract_text() for p in import_module("pypdf").PdfReader(path).pages]
    if find_spec("pdfplumber"):
        yield f"pdfplumber {version('pdfplumber')}", lambda path: [p.extract_text() for p in import_module("pdfplumber").open(path).pages]


if __name__ == "__main__":
    run(Path(sys.argv[1]) if len(sys.argv) > 1 else OFFICIAL)
