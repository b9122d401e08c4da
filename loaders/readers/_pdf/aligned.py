"""Tables that no line rules: columns set apart by space alone, or by level lines only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from loaders.readers._pdf.grids import Cell, Grid
from loaders.readers._pdf.lines import Line, lines
from loaders.readers._pdf.sheets import Ruled, Sheet

_FEWEST = 3
"""Columns, and rows that fill as many, which make a table: two columns are a letterhead or a page set in columns."""
_GAP = 0.5  # of a line's height: the least space between columns; between words it is half of that
_FAR = 3.2  # of a line's height: a greater distance downwards ends the table
_LOOSER = 0.25  # of a line's height, beyond the space between lines of one cell: a greater space parts two rows
_PAD = 2.0  # points around the words

Row = list[Line]
Part = list[Row]
"""The lines, by their height, that make up one row of a table."""


@dataclass(frozen=True, slots=True)
class Band:
    """A column as far as it is known: its edges and the lines of the page (by number) that have words in it."""

    x0: float
    x1: float
    rows: frozenset[int]

    def joined(self, other: Band) -> Band:
        """Both as one column."""
        return Band(min(self.x0, other.x0), max(self.x1, other.x1), self.rows | other.rows)


def take_aligned(found: Sheet) -> None:
    """Move the lines of unruled tables out of a page's running lines, and the tables among its tables."""
    narrow = lines([word for line in found.lines for word in line.words], gap=_GAP)
    for line in narrow:
        line.page = found.number
    rows = [list(group) for _, group in groupby(narrow, key=lambda line: line.words[0].line)]
    at = 0
    taken: set[int] = set()
    while at < len(rows):
        first, parts, bands = _region(rows, at)
        if parts:
            found.tables.append(_ruled(parts, bands))
            taken |= {row[0].words[0].line for part in parts for row in part}
        at = max(first + sum(map(len, parts)), at + 1)
    if taken:
        found.lines = [line for line in found.lines if line.words[0].line not in taken]
        found.tables.sort(key=lambda table: table.grid.ys[0])


def _region(rows: Sequence[Row], at: int) -> tuple[int, list[Part], list[Band]]:
    """The table whose header's fullest line is row `at`: the row it begins at, its rows and columns; no rows where there is none."""
    if len(rows[at]) < _FEWEST:
        return at, [], []
    bands = _with([], rows[at], at) or []
    end = at + 1
    while end < len(rows) and rows[end][0].base - rows[end - 1][0].base <= rows[end - 1][0].height * _FAR:
        grown = _with(bands, rows[end], end)
        if grown is None and not (len(rows[end]) == 1 and _resumes(rows, end, bands)):
            break
        bands, end = grown or bands, end + 1
    first = at
    while first and rows[first][0].base - rows[first - 1][0].base < rows[first][0].height:
        grown = _with(bands, rows[first - 1], first - 1)
        if grown is None:
            break
        bands, first = grown, first - 1
    bands = _settled(bands, at)
    parts = _parted(rows[first:end], bands)
    while parts and len(_filled(parts[-1], bands)) < _FEWEST - 1:
        parts.pop()
    full = sum(1 for part in parts if len(_filled(part, bands)) >= _FEWEST)
    return (first, parts, bands) if full >= _FEWEST else (at, [], [])


def _with(bands: Sequence[Band], row: Row, number: int) -> list[Band] | None:
    """The columns with a row's words in them; None where its words lie over two that other lines keep apart."""
    found = list(bands)
    for line in row:
        own = Band(line.x0, line.x1, frozenset((number,)))
        gap = _GAP * line.height
        touched = [band for band in found if own.x0 - gap < band.x1 and band.x0 < own.x1 + gap]
        if any(a.rows & b.rows for i, a in enumerate(touched) for b in touched[i + 1 :]):
            return None
        for band in touched:
            own = own.joined(band)
        found = sorted([*(band for band in found if band not in touched), own], key=lambda band: band.x0)
    return found if len(found) >= _FEWEST else None


def _resumes(rows: Sequence[Row], at: int, bands: Sequence[Band]) -> bool:
    """Whether the table goes on below a title set over its columns: in one of the next two lines, which fill as many as a row does."""
    return any(len(row) >= _FEWEST and _with(bands, row, -1) for row in rows[at + 1 : at + 3])


def _settled(bands: Sequence[Band], header: int) -> list[Band]:
    """Columns by the header: what stands left or right of a title set in the middle, never beside it, is its column's."""
    found = list(bands)
    at = 0
    while at < len(found):
        if header not in found[at].rows:
            beside = [i for i in (at - 1, at + 1) if 0 <= i < len(found) and not found[i].rows & found[at].rows]
            if beside:
                other = beside[-1]
                found[min(at, other)] = found[at].joined(found[other])
                del found[max(at, other)]
                at = max(at - 1, 0)
                continue
        at += 1
    return found


def _filled(part: Part, bands: Sequence[Band]) -> set[int]:
    """The columns in which a row of the table has words."""
    return {_column(line, bands) for row in part for line in row}


def _column(line: Line, bands: Sequence[Band]) -> int:
    """The column that a stretch begins in, or the first behind where it begins."""
    return next((c for c, band in enumerate(bands) if line.x0 < band.x1), len(bands) - 1)


def _parted(rows: Sequence[Row], bands: Sequence[Band]) -> list[Part]:
    """The lines of each row of the table: parted where they stand wider apart than lines of one cell, or, where all stand alike,
    where the first column is filled. Cells may be set to the middle of their row, so that their lines stand between one another."""
    step = _step(rows, bands)
    lowest = rows[0][0].base
    apart: list[bool] = []
    for row in rows[1:]:
        height = row[0].height
        apart.append(row[0].base - height - lowest > step - height + _LOOSER * height)
        lowest = max(lowest, row[0].base)
    first = [_column(row[0], bands) == 0 for row in rows[1:]]
    parts: list[Part] = [[rows[0]]]
    for row, opens in zip(rows[1:], apart if any(apart) else first, strict=True):
        if opens:
            parts.append([row])
        else:
            parts[-1].append(row)
    return parts


def _step(rows: Sequence[Row], bands: Sequence[Band]) -> float:
    """The least distance between two lines in one column."""
    last: dict[int, float] = {}
    steps: list[float] = []
    for line in (line for row in rows for line in row):
        column = _column(line, bands)
        if last.get(column, line.base) != line.base:
            steps.append(line.base - last[column])
        last[column] = line.base
    return min(steps, default=0.0)


def _ruled(parts: Sequence[Part], bands: Sequence[Band]) -> Ruled:
    """The table as if it were ruled: edges in the middle of the gaps."""
    xs = (bands[0].x0 - _PAD, *((left.x1 + right.x0) / 2 for left, right in pairwise(bands)), bands[-1].x1 + _PAD)
    tops = [min(line.base - line.height for row in part for line in row) for part in parts]
    ys = (*tops, max(line.base for row in parts[-1] for line in row) + _PAD)
    slots = {(r, c): Cell(r, c, 1, 1, (xs[c], ys[r], xs[c + 1], ys[r + 1])) for r in range(len(parts)) for c in range(len(bands))}
    table = Ruled(Grid(xs, ys, slots))
    for r, part in enumerate(parts):
        held: dict[int, list[Line]] = {}
        for line in (line for row in part for line in row):
            held.setdefault(_column(line, bands), []).append(line)
        for column, inside in held.items():
            table.cells[slots[r, column]] = lines([word for line in inside for word in line.words], gap=1e6)
    return table
