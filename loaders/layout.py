"""What a reader gives: the kept text and its blocks, every character with an offset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

MOST_BLOCKS = 250_000
"""Paragraphs and cells of one document; official ones have some thousand."""
PARAGRAPH, HEADING, CELL, NOTE = "paragraph", "heading", "cell", "note"


class TooManyBlocksError(Exception):
    """A source falls into more blocks than a document does."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the kept text: a paragraph, a heading, a note or a table cell (with its table, row and column, from 0).

    `span_rows` is how many rows a merged cell covers. `page` counts from 1 where the source has pages; `address` names
    a cell of a spreadsheet ('Sheet1!C7'). Notes (footnotes) stand behind the text, out of its running order.
    """

    start: int
    end: int
    kind: str = PARAGRAPH
    table: int | None = None
    row: int | None = None
    column: int | None = None
    span_rows: int = 1
    page: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The kept text of one source and its blocks in reading order. `title` and `published` come from metadata, if any;
    `notes` tell a person what was not read, or read in another way than the file's name says."""

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    published: date | None = None
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class LayoutBuilder:
    """Collects stretches of text into a Layout; blocks are joined by line ends."""

    title: str = ""
    published: date | None = None
    notes: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _length: int = 0

    def add(self, text: str, kind: str = PARAGRAPH, *, address: str = "", **place: int | None) -> None:
        """Append one block at `place` (table, row, column, span_rows, page), without white space at its ends; an empty one is left out."""
        text = text.strip()
        if not text:
            return
        if len(self._blocks) >= MOST_BLOCKS:
            raise TooManyBlocksError
        start = self._length
        self._parts.append(text)
        self._length += len(text) + 1
        self._blocks.append(Block(start, start + len(text), kind, address=address, **place))  # type: ignore[arg-type]

    def add_table(self, table: int, rows: Iterable[Iterable[tuple[str, int, int]]]) -> None:
        """Append a table: rows of (text, column, span_rows)."""
        for row, cells in enumerate(rows):
            for text, column, span_rows in cells:
                self.add(text, CELL, table=table, row=row, column=column, span_rows=span_rows)

    def build(self) -> Layout:
        """The finished layout."""
        return Layout("\n".join(self._parts), tuple(self._blocks), self.title, self.published, tuple(self.notes))
