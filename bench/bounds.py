"""Memory and time of the largest documents that are accepted, and of those that are refused, each in a process of its own.

    python -m bench bounds

The baseline is the process with everything loaded and a small document read. Every line is to stay within 512 MB above it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

BOUND = 512  # MB above the baseline
SENTENCE = "Bộ Y tế chủ trì, phối hợp với Bộ Công an xây dựng kho dữ liệu số {} và báo cáo trước ngày 30/6/2026."
MEASURE = """
import re, sys, time
from pathlib import Path
from graph.errors import InputError
from loaders.pipeline import extract
from loaders.readers import plain, read
extract(plain.read("Bộ Y tế chủ trì xây dựng kho dữ liệu.".encode(), "x"))
from loaders.readers import csv, html, markdown, xlsx
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])  # of this program, not of what started it
base, began = peak(), time.perf_counter()
try:
    extract(read(Path(sys.argv[1])))
    outcome = "read"
except InputError as error:
    outcome = error.reason
print((peak() - base) / 1024, time.perf_counter() - began, outcome, sep="|")
"""


def documents() -> Iterator[tuple[str, str]]:
    """Names and contents: dense texts just below the bounds, and others far above them."""
    yield "dense.txt", "\n".join(SENTENCE.format(n) for n in range(47_000))
    yield "dense.html", f"<html><body>{''.join(f'<p>{SENTENCE.format(n)}</p>' for n in range(47_000))}"
    row = "{0};Xây dựng kho dữ liệu số {0} của ngành;Bộ Y tế;6/2026"
    yield "dense.csv", "\n".join(["TT;Nhiệm vụ;Chủ trì;Thời hạn", *(row.format(n) for n in range(59_000))])
    yield "one paragraph.html", f"<html><body><p>{'Bộ Y tế ' * 620_000}"
    yield "no spaces.txt", "x" * 4_900_000
    yield "too many cells.md", f"|{'a|' * 2_000_000}\n"
    yield "60 MB.txt", "\n".join(SENTENCE.format(n) for n in range(440_000))
    yield "60 MB.csv", "\n".join(row.format(n) for n in range(700_000))
    yield "30 MB.html", f"<html><body>{''.join(f'<p>{SENTENCE.format(n)}</p>' for n in range(210_000))}"


def run() -> None:
    """Measure and print."""
    print(f"# bounds: megabytes above the baseline (bound: {BOUND}) and seconds, one core")
    with tempfile.TemporaryDirectory() as folder:
        for name, content in documents():
            path = Path(folder) / name
            path.write_text(content, "utf8")
            done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
            memory, spent, outcome = done.stdout.strip().split("|")
            over = "  OVER" if float(memory) > BOUND else ""
            print(f"{name:20}{path.stat().st_size / 1e6:7.1f} MB{float(memory):8.0f} MB{float(spent):8.1f} s  {outcome}{over}")
            path.unlink()


if __name__ == "__main__":
    run()
