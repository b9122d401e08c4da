"""Files sent over HTTP into the store, through the same loading as the command line."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from api.state import Service
from graph.errors import InputError
from loaders.report import FileReport

_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST = 150
"""Bytes of a file name kept before its suffix: file systems take 255 in all."""


def suffixes() -> list[str]:
    """The endings of file names that can be read, as '.html'."""
    from loaders.pipeline import SUFFIXES

    return sorted(SUFFIXES)


def safe_name(name: str) -> str:
    """The file name alone, without folders or characters that a file system refuses; raises InputError for none.

    >>> safe_name("../../etc/quyết định.html")
    'quyết định.html'
    """
    stem = _UNFIT.sub("_", PurePosixPath(name.replace("\\", "/")).name).strip(". ")
    if not stem:
        raise InputError(name or "?", "tệp gửi lên không có tên")
    suffix = PurePosixPath(stem).suffix
    return stem.removesuffix(suffix).encode()[:_LONGEST].decode(errors="ignore") + suffix


def take(service: Service, name: str, content: BinaryIO) -> FileReport:
    """Load one file; the report says what became of it, also where it could not be read.

    A file sent again under its name replaces what it said of the same document before, also where it has become shorter;
    another document of that name stands beside it.
    """
    from loaders.pipeline import load

    kept = safe_name(name)
    if PurePosixPath(kept).suffix.lower() not in suffixes():
        raise InputError(kept, f"chưa đọc được loại tệp này; các loại đọc được: {', '.join(suffixes())}")
    with tempfile.TemporaryDirectory(prefix="luocdo-") as folder:
        path = Path(folder) / kept
        with path.open("wb") as stream:
            shutil.copyfileobj(content, stream)
        with service.loading:
            (report,) = load(service.store, [path], lambda _: None, key=lambda said: f"upload/{said.document}/{kept}").files
    service.metrics.loaded(report.outcome)
    return replace(report, source=kept)
