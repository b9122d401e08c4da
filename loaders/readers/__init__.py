"""Readers: one module a format, found by discovery. A reader names its SUFFIXES and offers `read(data, source) -> Layout`."""

from __future__ import annotations

import importlib
import pkgutil
import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from graph.errors import InputError
from loaders.layout import MOST_BLOCKS, Layout, TooManyBlocksError
from loaders.readers._sniffing import true_suffix

Reader = Callable[[bytes, str], Layout]

LARGEST = 64 * 1024 * 1024
"""Bytes; a file above this is not an official document."""
LARGEST_TEXT = 24 * 1024 * 1024
"""Bytes of a file that is text through and through, in which nothing is packed and no picture stands."""
MOST_CHARACTERS = 5_000_000
"""Characters of kept text: some 2,000 pages. What is said in as many is held in about 450 MB while it is read."""
_TEXTS = (".txt", ".text", ".md", ".markdown", ".csv", ".tsv")


@cache
def readers() -> Mapping[str, Reader]:
    """Every reader by the file suffix it serves."""
    found: dict[str, Reader] = {}
    for info in pkgutil.iter_modules(__path__):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{__name__}.{info.name}")
        found |= dict.fromkeys(module.SUFFIXES, module.read)
    return dict(sorted(found.items()))


def read(path: Path, source: str = "") -> Layout:
    """Read one file as what its content is; raises InputError naming `source` and the reason where it cannot be read."""
    source = source or path.name
    suffix = path.suffix.lower()
    if suffix not in readers():
        raise InputError(source, f"chưa đọc được định dạng '{path.suffix}'; đọc được: {', '.join(readers())}")
    data = _bytes(path, source)
    layout = _layout(data, suffix, source)
    if len(layout.text) > MOST_CHARACTERS:
        told = f"{len(layout.text) / 1e6:.1f}".replace(".", ",")
        raise InputError(source, f"văn bản quá dài ({told} triệu ký tự; tối đa {MOST_CHARACTERS // 1_000_000}); hãy tách thành nhiều tệp")
    if not any(c.isalpha() for c in layout.text):
        raise InputError(source, "tệp không có nội dung chữ")
    return layout


def _layout(data: bytes, suffix: str, source: str) -> Layout:
    true = true_suffix(data, suffix, source)
    if true not in readers():
        raise InputError(source, f"tệp mang đuôi {suffix} nhưng nội dung là {true}, định dạng chưa đọc được")
    if true in _TEXTS and len(data) > LARGEST_TEXT:
        raise InputError(source, f"tệp văn bản quá lớn ({len(data) // 1_000_000} MB; tối đa {LARGEST_TEXT // 1_000_000} MB)")
    try:
        layout = readers()[true](data, source)
    except TooManyBlocksError as error:
        raise InputError(source, f"văn bản có quá nhiều đoạn hoặc ô (hơn {MOST_BLOCKS:,})".replace(",", ".")) from error
    except RecursionError as error:
        raise InputError(source, "các thành phần lồng nhau quá sâu") from error
    except MemoryError as error:
        raise InputError(source, "tệp cần quá nhiều bộ nhớ") from error
    if readers()[true] is readers()[suffix]:
        return layout
    return replace(layout, notes=(*layout.notes, f"tệp mang đuôi {suffix} nhưng nội dung là {true}; đã đọc theo nội dung"))


def _bytes(path: Path, source: str) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError(source, "không phải tệp thường")
        if status.st_size > LARGEST:
            raise InputError(source, f"tệp quá lớn ({status.st_size // 1_000_000} MB; tối đa {LARGEST // 1_000_000} MB)")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(source, f"không mở được tệp: {error.strerror}") from error
    if not data.strip(b" \t\r\n\0"):
        raise InputError(source, "tệp rỗng")
    return data
