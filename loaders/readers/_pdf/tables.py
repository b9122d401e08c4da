"""Tables as they were before pages broke them: repeated headers dropped, rows and merged cells that go on over a page joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.text import squash
from loaders.layout import CELL, LayoutBuilder
from loaders.readers._pdf.paragraphs import cell_text, pitch
from loaders.readers._pdf.sheets import Ruled

_EDGE = 6.0  # points by which a column's edge may move from page to page
_ITEM = re.compile(r"(?:[-–—+•*]|\(?\w{1,3}[.)])\s")


@dataclass(slots=True)
class Entry:
    """A cell: its text, column, how many rows it covers, and the page on which it begins."""

    text: str
    column: int
    rows: int
    page: int


@dataclass(slots=True)
class Table:
    """A table over one page or more. `xs` are its column edges; `rows` hold the cells that begin in each row."""

    xs: tuple[float, ...]
    rows: list[list[Entry]] = field(default_factory=list)

    @classmethod
    def of(cls, ruled: Ruled, page: int) -> Table:
        """The table of one page."""
        table = cls(ruled.grid.xs, [[] for _ in ruled.grid.ys[1:]])
        usual = pitch([line for cell in ruled.grid.cells for line in ruled.cells.get(cell, [])])
        for cell in ruled.grid.cells:
            text = cell_text(ruled.cells.get(cell, []), cell.box[2] - cell.box[0], usual)
            table.rows[cell.row].append(Entry(text, cell.column, cell.rows, page))
        return table

    def goes_on_in(self, other: Table) -> bool:
        """Whether `other`, on the next page, can be the rest of this table: its columns are among this one's."""
        return bool(self.rows) and self._columns(other) is not None

    def take(self, other: Table) -> None:
        """Append the rest of this table from the next page."""
        columns = self._columns(other) or {}
        rows = [[Entry(e.text, columns[e.column], e.rows, e.page) for e in row] for row in other.rows]
        rows = rows[self._repeated(rows) :]
        if not rows:
            return
        if self._is_broken_row(rows[0]):
            self._join_row(rows[0])
            del rows[0]
        elif any(not entry.text for entry in rows[0]):
            self._stretch(rows[0])
        self.rows += rows

    def _columns(self, other: Table) -> dict[int, int] | None:
        """Which column of this table each of `other` is; None where an edge of it is none of this one's."""
        shift = self.xs[0] - other.xs[0]
        places: list[int] = []
        for edge in other.xs:
            place = next((i for i, own in enumerate(self.xs) if abs(own - edge - shift) <= _EDGE), None)
            if place is None:
                return None
            places.append(place)
        whole = len(set(places)) == len(places) and places[-1] == len(self.xs) - 1
        return dict(enumerate(places)) if whole else None

    def _repeated(self, rows: Sequence[Sequence[Entry]]) -> int:
        """How many of the first rows say the same as this table's own first rows."""
        count = 0
        for old, new in zip(self.rows, rows, strict=False):
            if _said(old) != _said(new) or not any(_said(new)):
                break
            count += 1
        return count if count < len(self.rows) else 0

    def _above(self, column: int) -> Entry | None:
        """The cell of a column that reaches down to the last row."""
        for index in range(len(self.rows) - 1, -1, -1):
            for entry in self.rows[index]:
                if entry.column == column:
                    return entry if index + entry.rows >= len(self.rows) else None
        return None

    def _is_broken_row(self, row: Sequence[Entry]) -> bool:
        """Whether a page ended in the middle of the last row: the rest has no number of its own and begins within a sentence."""
        first = min(row, key=lambda entry: entry.column)
        filled = [entry for entry in row if entry.text]
        if first.text or not filled or not all((above := self._above(entry.column)) and above.text for entry in filled):
            return False
        return any(entry.text[0].islower() and not _ITEM.match(entry.text) for entry in filled)

    def _join_row(self, row: Sequence[Entry]) -> None:
        for entry in row:
            above = self._above(entry.column)
            if above is None:
                continue
            if entry.text:
                above.text += (" " if entry.text[0].islower() or not above.text.endswith((".", ";", ":")) else "\n") + entry.text
            above.rows += entry.rows - 1

    def _stretch(self, row: list[Entry]) -> None:
        """Let merged cells go on: an empty cell at the top of a page is the lower part of the one above."""
        for entry in list(row):
            above = self._above(entry.column)
            if not entry.text and above is not None and above.text:
                above.rows += entry.rows
                row.remove(entry)

    def write(self, builder: LayoutBuilder, number: int) -> None:
        """Write the cells to a layout as table `number`."""
        for index, row in enumerate(self.rows):
            for entry in sorted(row, key=lambda e: e.column):
                builder.add(entry.text, CELL, table=number, row=index, column=entry.column, span_rows=entry.rows, page=entry.page)


def _said(row: Sequence[Entry]) -> list[tuple[int, str]]:
    return [(entry.column, squash(entry.text)) for entry in row]
