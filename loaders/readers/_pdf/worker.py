"""Reads one PDF in a process of its own: PDF bytes on standard input, a layout as JSON on standard output.

A hostile file can only bring down this process, which the caller gives bounds of memory and time.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from loaders.readers._pdf.document import layout
from loaders.readers._pdf.glyphs import Page, read_page
from loaders.readers._pdf.sheets import Sheet, sheet

MOST_PAGES = 2000
MEMORY = 480 * 1024 * 1024
"""Bytes of address space; some 90 MB of it are taken before a file is read."""
SECONDS = 180
_FEWEST_GLYPHS = 50  # of a page that has a text layer; a stamp or a page number is less
_UNREADABLE = 0.3  # share of glyphs without a letter behind them

_LOCKED = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


def convert(data: bytes) -> dict[str, Any]:
    """The answer to one PDF: `error`, or `pages`, those that are pictures (`scanned`) or `damaged`, and the layout."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in _LOCKED
        return {"error": "locked" if locked else "damaged"}
    count = pdfium.FPDF_GetPageCount(document)
    if count > MOST_PAGES:
        return {"error": "pages", "pages": count, "most": MOST_PAGES}
    if not count:
        return {"error": "damaged"}
    reading = _Reading()
    pages = ((number, read_page(document, number)) for number in range(1, count + 1))
    sheets = [sheet for number, page in pages if (sheet := reading.sheet(number, page))]
    found = layout(sheets)
    blocks = [[getattr(block, name) for name in _FIELDS] for block in found.blocks]
    return {
        "pages": count,
        "scanned": reading.scanned,
        "damaged": reading.damaged,
        "garbled": reading.garbled,
        "text": found.text,
        "blocks": blocks,
    }


@dataclass(slots=True)
class _Reading:
    """Lays out page by page, so that the glyphs of only one are held, and keeps count."""

    scanned: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    read: int = 0
    unreadable: int = 0

    @property
    def garbled(self) -> bool:
        """Whether the text layer does not say what the letters are."""
        return self.unreadable > _UNREADABLE * (self.unreadable + self.read)

    def sheet(self, number: int, page: Page | None) -> Sheet | None:
        if page is None:
            self.damaged.append(number)
            return None
        glyphs = sum(map(len, page.glyphs.values()))
        if page.pictured and glyphs < _FEWEST_GLYPHS:
            self.scanned.append(page.number)
        self.read += glyphs
        self.unreadable += page.unreadable
        return sheet(page)


_FIELDS = ("start", "end", "kind", "table", "row", "column", "span_rows", "page")


def _bound() -> None:
    """Bound what this process may take, where the system knows such bounds."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def main() -> None:
    """Answer on standard output."""
    _bound()
    sys.stdout.buffer.write(json.dumps(convert(sys.stdin.buffer.read()), ensure_ascii=False).encode())


if __name__ == "__main__":
    main()
