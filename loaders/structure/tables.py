"""Tables as they are meant: their header, rows joined again where a page or a merged cell divides them, rows that only name a group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from graph.text import squash
from loaders.structure.columns import Column, Header, find_header, is_numbering, repeats
from loaders.structure.outline import Mode, Passage

_LOOK = 12  # rows among which the header stands
_ORDINALS = (
    re.compile(r"[A-ZĐ]"),
    re.compile(r"[IVXLC]{1,7}"),
    re.compile(r"\d{1,3}"),
    re.compile(r"\d{1,3}(?:[.,]\d{1,3})+"),
    re.compile(r"[a-zđ]{1,2}"),
    re.compile(r"[-–+•*]"),
)
_INNERMOST = len(_ORDINALS)
_LEADING = re.compile(r"(?P<ordinal>[A-ZĐ]|[IVXLC]{1,7}|\d{1,3}(?:\.\d{1,3})*|[a-zđ]{1,2})[.)]\s*(?=\S)")
_COUNTED = re.compile(r"\d{1,3}[.)]?")  # the number of a row: what it stands in is no header
_NOT_A_ROW = re.compile(r"[\W\d_]*(?:trang)?[\W\d_]*")  # a page number between two halves of a table


@dataclass(slots=True)
class Row:
    """The cells of a row by column, each with all passages that make it up; `ordinal` is its number as written, without marks."""

    index: int
    cells: dict[int, list[Passage]] = field(default_factory=dict)
    ordinal: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its header. `number` counts from 0; `rows` are those below the header, in order."""

    number: int
    header: Header
    rows: tuple[Row, ...]


class TableFinder:
    """Finds the tables of a document that have a header. `text` and `form` are the kept text and its match form."""

    def __init__(self, text: str, form: str) -> None:
        self.text, self.form = text, form

    def tables(self, passages: Sequence[Passage]) -> Iterator[Table]:
        """Every table below its header; one that goes on in the next, without a header of its own, gives it its columns."""
        before: Header | None = None
        last = -1
        for number, rows in self._grids(passages):
            first = next(iter(rows[0].cells.values()))[0].index
            header, at = self._header(rows)
            if header is None and before is not None and self._follows(passages, last, first) and self._fits(before, rows):
                header, at = before, 0
            if header is not None:
                yield from self._parts(number, header, rows[at:])
            before = header
            last = max(p.index for row in rows for parts in row.cells.values() for p in parts)

    def words(self, passage: Passage) -> str:
        """The words of a cell in match form."""
        return squash(self.form[passage.block.start : passage.block.end])

    def _grids(self, passages: Sequence[Passage]) -> Iterator[tuple[int, list[Row]]]:
        cells = [p for p in passages if p.block.table is not None and p.mode is not Mode.CLOSING]
        for table, inside in groupby(cells, key=lambda p: p.block.table):
            rows: list[Row] = []
            for passage in inside:
                if not rows or rows[-1].index != passage.block.row:
                    rows.append(Row(passage.block.row or 0))
                rows[-1].cells.setdefault(passage.block.column or 0, []).append(passage)
            yield table or 0, rows

    def _header(self, rows: Sequence[Row]) -> tuple[Header | None, int]:
        look = rows[:_LOOK]
        spans = [{column: parts[0].block.span_rows for column, parts in row.cells.items()} for row in look]
        found = find_header([self._said(row) for row in look], spans)
        return (found[0], found[1] + found[0].lines) if found else (None, 0)

    def _said(self, row: Row) -> Mapping[int, str]:
        return {column: self.words(parts[0]) for column, parts in row.cells.items()}

    def _follows(self, passages: Sequence[Passage], last: int, first: int) -> bool:
        """Whether nothing but page numbers stands between the end of one table and the beginning of the next."""
        between = passages[last + 1 : first]
        return last >= 0 and all(_NOT_A_ROW.fullmatch(self.form, p.block.start, p.block.end) for p in between)

    def _fits(self, header: Header, rows: Sequence[Row]) -> bool:
        """Whether rows without a header can stand in these columns: as wide, and with words in the column of tasks or indicators."""
        width = max(max(row.cells) for row in rows)
        widest = max(max(header.columns, default=0), max(header.names, default=0))
        named = header.of(Column.TASK, Column.INDICATOR)
        return width == widest and any(column in row.cells for row in rows for column in named)

    def _parts(self, number: int, header: Header, rows: Sequence[Row]) -> Iterator[Table]:
        """The rows below a header; where another header stands among them, what follows it is a table of its own."""
        own: list[Row] = []
        at = 0
        while at < len(rows):
            said = self._said(rows[at])
            if repeats(header, said) or is_numbering(said):
                at += 1
                continue
            anew = find_header([said], [{}]) if len(said) > 2 and at and not any(map(_COUNTED.fullmatch, said.values())) else None
            if anew and len(anew[0].columns) == len(said) and (anew[0].tells_tasks or anew[0].tells_values):
                break
            own.append(rows[at])
            at += 1
        yield Table(number, header, tuple(self._joined(header, own)))
        if at < len(rows):
            other, first = self._header(rows[at:])
            yield from self._parts(number, other or header, rows[at + max(first, 1) :])

    def _joined(self, header: Header, rows: Sequence[Row]) -> Iterator[Row]:
        """The rows with their ordinals; the parts of one that was divided are one."""
        numbers = header.of(Column.NUMBER)
        counted = sum(1 for row in rows if any(c in row.cells for c in numbers)) > len(rows) * 0.6
        waiting: Row | None = None
        for row in rows:
            row.ordinal = self._ordinal(row, numbers)
            if waiting is not None and self._continues(header, waiting, row, counted):
                for column, parts in row.cells.items():
                    waiting.cells.setdefault(column, []).extend(parts)
                continue
            if waiting is not None:
                yield waiting
            waiting = row
        if waiting is not None:
            yield waiting

    def _ordinal(self, row: Row, numbers: Sequence[int]) -> str:
        """The number of a row: the innermost of its numbering columns, else what its first words begin with."""
        written = [self.text[parts[0].block.start : parts[0].block.end].strip(" .()*") for c in numbers if (parts := row.cells.get(c))]
        if written:
            return written[-1]
        first = row.cells[min(row.cells)][0]
        leading = _LEADING.match(self.text, first.block.start, first.block.end)
        return leading["ordinal"] if leading else ""

    def _continues(self, header: Header, above: Row, row: Row, counted: bool) -> bool:
        """Whether a row only goes on with the one above: under its merged task, or in the middle of its sentence without a number."""
        tasks = [c for c in header.of(Column.TASK, Column.INDICATOR) if c in above.cells]
        if not tasks:
            return False
        own = [row.cells[c] for c in tasks if c in row.cells]
        if not own:
            reach = max(above.cells[c][0].block.span_rows for c in tasks)
            return above.index + reach > row.index
        if row.ordinal or not counted:
            return False
        opening = self.text[own[0][0].block.start]
        end = self.text[above.cells[tasks[0]][-1].block.end - 1]
        return opening.islower() and end not in ".;:"


def rank(ordinal: str) -> int:
    """How far in an ordinal stands: 0 for 'A', 1 for 'I', 2 for '1', 3 for '1.1', 4 for 'a', 5 for a dash; more for none.

    >>> [rank(o) for o in ("A", "IV", "12", "1.2", "b", "-", "")]
    [0, 1, 2, 3, 4, 5, 6]
    """
    if ordinal in "IVXLC" and ordinal:
        return 1
    return next((level for level, pattern in enumerate(_ORDINALS) if pattern.fullmatch(ordinal)), _INNERMOST)
