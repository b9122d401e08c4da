"""Bytes to kept text: UTF-8 and UTF-16, refusing what is not text."""

from __future__ import annotations

import codecs

from graph.errors import InputError
from graph.text import keep

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes, source: str) -> str:
    """The kept text of `data`; raises InputError for binary content or another encoding."""
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = "tệp nhị phân, không phải văn bản" if b"\0" in data[:4096] else "không phải mã UTF-8"
        raise InputError(source, reason, f"byte {error.start}") from error
    if "\0" in text:
        raise InputError(source, "tệp nhị phân, không phải văn bản", f"ký tự {text.index(chr(0))}")
    return keep(text)
