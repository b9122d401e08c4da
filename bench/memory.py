"""Memory over a long load: documents made up in the official form, one after the other, extracted and written to a store on disk.

    python -m bench memory           1,000 documents
    python bench/memory.py 10000     as many as named

Each document names bodies, systems and documents of its own beside well-known ones, so that a cache that keeps what it has
seen is found out. The slope is fitted to the second half: in the first, caches of fixed size fill.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from graph.registry import registry
from graph.store import open_store
from loaders.pipeline import extract
from loaders.readers import markdown

DOCUMENTS = 1_000
STEPS = 10
BODIES = ("Bộ Công an", "Bộ Y tế", "Bộ Tài chính", "Bộ Nội vụ", "Bộ Khoa học và Công nghệ", "Ủy ban nhân dân thành phố Huế")
SYSTEMS = ("Cơ sở dữ liệu quốc gia về dân cư", "Cổng Dịch vụ công quốc gia", "Trung tâm dữ liệu quốc gia", "VNeID")
SYLLABLES = ("an", "bình", "cát", "đông", "giang", "hà", "khê", "lâm", "minh", "nam", "phú", "quang", "sơn", "tân", "vân", "xuân")


def document(number: int) -> str:
    """A decision with some fifteen tasks, a target and a measurement; the same number gives the same text."""
    r = random.Random(number)
    place = " ".join(r.choice(SYLLABLES).capitalize() for _ in range(3))
    items = "\n\n".join(f"{n}. {_task(r, place)}" for n in range(1, 16))
    return (
        "THỦ TƯỚNG CHÍNH PHỦ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nĐộc lập - Tự do - Hạnh phúc\n\n"
        f"Số: {number}/QĐ-TTg\n\nHà Nội, ngày {r.randint(1, 28)} tháng {r.randint(1, 12)} năm {r.randint(2020, 2026)}\n\n"
        f"QUYẾT ĐỊNH\n\nVề dữ liệu dùng chung của vùng {place}\n\n"
        f"Căn cứ Nghị định số {r.randint(1, 150)}/{r.randint(2015, 2025)}/NĐ-CP;\n\nĐiều 1. Giao nhiệm vụ:\n\n{items}\n\n"
        f"Điều 2. Đến hết năm 2027, tỷ lệ hồ sơ nộp trực tuyến đạt {r.randint(50, 99)}%. Đến nay đã đạt {r.randint(10, 49)}% hồ sơ.\n"
    )


def _task(r: random.Random, place: str) -> str:
    lead, partner = r.sample(BODIES, 2)
    system = r.choice([*SYSTEMS, f"Cơ sở dữ liệu đất đai {place}", f"Nền tảng học liệu {place}"])
    due = f"trước ngày {r.randint(1, 28)} tháng {r.randint(1, 12)} năm {r.randint(2026, 2028)}"
    # Works of their own: a wording that all documents share would make every task a likeness of every other.
    what, where = (" ".join(r.choice(SYLLABLES) for _ in range(4)) for _ in range(2))
    return f"{lead} chủ trì, phối hợp với {partner} kết nối kho {what} vùng {where} số {r.randint(1, 9999)} với {system}, {due}."


def resident() -> float:
    """Megabytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def slope(counts: Sequence[int], megabytes: Sequence[float]) -> float:
    """Megabytes more for each thousand documents, over the second half."""
    half = len(counts) // 2
    return float(np.polyfit(counts[half:], megabytes[half:], 1)[0] * 1000)


def run(count: int = DOCUMENTS) -> None:
    """Measure and print."""
    if not Path("/proc/self/statm").exists():
        print("memory: this system has no /proc, nothing is measured")
        return
    counts, megabytes = [0], [0.0]
    step = max(1, count // STEPS)
    print(f"# memory: {count} documents, about {len(document(1).encode()) / 1000:.0f} kB each, into one store on disk")
    with tempfile.TemporaryDirectory() as folder, open_store(str(Path(folder) / "soak.db")) as store:
        store.write(registry().bundle())
        began = time.perf_counter()
        for number in range(1, count + 1):
            store.write(extract(markdown.read(document(number).encode(), "soak.md"), f"{number}.md", f"{number}.md"))
            if number % step == 0:
                counts.append(number)
                megabytes.append(resident())
                print(f"{number:8} documents {megabytes[-1]:9.1f} MB {number / (time.perf_counter() - began):9.1f} documents/s", flush=True)
    print(f"slope over the second half: {slope(counts, megabytes):.2f} MB for each 1,000 documents")


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS)
