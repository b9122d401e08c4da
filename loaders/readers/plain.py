"""Plain text: a line is a paragraph; lines wrapped at a fixed width are joined again."""

from __future__ import annotations

import re

from loaders.layout import Layout, LayoutBuilder
from loaders.readers._decoding import decode

SUFFIXES = (".txt", ".text")

# A new paragraph begins here even where the line before is full: numbering, bullets, articles, upper-case heads.
_OPENS = re.compile(
    r"\s*(?:[-+*•–—]\s|\(?[0-9ivxIVX]{1,4}[.)]\s?|[a-zđ]\)|Điều\s+\d|Khoản\s+\d|Chương\s|Mục\s|"
    r"Phụ lục|PHỤ LỤC|Căn cứ|Theo đề nghị|Số:|Nơi nhận)"
)
_FULL = 0.75  # a wrapped line fills most of the width


def read(data: bytes, source: str) -> Layout:
    """Read plain text; raises InputError where it is not text."""
    builder = LayoutBuilder()
    for paragraph in paragraphs(decode(data, source).split("\n")):
        builder.add(paragraph)
    return builder.build()


def paragraphs(lines: list[str]) -> list[str]:
    """Lines joined to paragraphs where the text is wrapped at a fixed width; otherwise each line by itself."""
    width = wrap_width(lines)
    if not width:
        return lines
    joined: list[str] = []
    previous = ""
    for line in lines:
        if joined and len(previous) >= width * _FULL and line.strip() and previous.strip() and not _OPENS.match(line):
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
        previous = line
    return joined


def wrap_width(lines: list[str]) -> int:
    """The width at which the text is wrapped, 0 where it is not: long lines all end near the same column
    and most of them stop in the middle of a sentence."""
    lengths = [len(line) for line in lines if line.strip()]
    width = max(lengths, default=0)
    if not 40 <= width <= 110:
        return 0
    full = [line for line in lines if len(line) >= width * _FULL]
    broken = sum(1 for line in full if line.rstrip()[-1:] not in ".:;!?…")
    return width if len(full) >= max(3, len(lengths) // 4) and broken >= len(full) * 0.5 else 0
