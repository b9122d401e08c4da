"""Pages of PDFs read in a second, each file in the process of its own that reading a PDF takes.

python -m bench pages            ../shared/corpus/official where it has PDFs
python bench/pages.py FOLDER     another folder
"""

from __future__ import annotations

import sys
import time
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
        count = pages(path)
        print(f"{path.name[:34]:34}{count:6} pages{min(times):9.3f} s{count / min(times):9.1f} pages/s")


if __name__ == "__main__":
    run(Path(sys.argv[1]) if len(sys.argv) > 1 else OFFICIAL)
