"""Readers: one module a format, found by discovery. A reader names its SUFFIXES and offers `read(data, source) -> Layout`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from graph.errors import InputError
from loaders.layout import Layout

Reader = Callable[[bytes, str], Layout]

LARGEST = 64 * 1024 * 1024
"""Bytes; a text file above this is not an official document."""


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
    """Read one file; raises InputError naming `source` and the reason where it cannot be read."""
    source = source or path.name
    reader = readers().get(path.suffix.lower())
    if reader is None:
        raise InputError(source, f"chưa đọc được định dạng '{path.suffix}'; đọc được: {', '.join(readers())}")
    layout = reader(_bytes(path, source), source)
    if not any(c.isalpha() for c in layout.text):
        raise InputError(source, "tệp không có nội dung chữ")
    return layout


def _bytes(path: Path, source: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(source, f"tệp quá lớn ({size // 1_000_000} MB; tối đa {LARGEST // 1_000_000} MB)")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(source, f"không mở được tệp: {error.strerror}") from error
    if not data.strip():
        raise InputError(source, "tệp rỗng")
    return data
