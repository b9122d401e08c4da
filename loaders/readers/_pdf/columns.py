"""Columns: stretches of a page where lines stand beside each other (letterheads, signatures, pages set in two columns)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from loaders.readers._pdf.lines import Line
from loaders.readers._pdf.paragraphs import paragraphs, set_margins

_GUTTER = 0.9  # of a line's height: the least width between columns
_FAR = 3.2  # of a line's height: a greater distance downwards ends the columns
_AFTER = 1.7  # the same below the last line that has a neighbour
_APART = 4.0  # the same between two stretches on one line that have nothing to do with each other
_NEWSPAPER = 6  # lines in each column from which they are read one after the other
_FULL = 0.6  # share of such lines that fill their column

Row = list[Line]


def blocks(listed: Sequence[Line], usual: tuple[float, float] | None, spacing: float) -> list[list[Line]]:
    """The paragraphs of a page's running lines in reading order. `usual` margins and `spacing` of lines are those of the document."""
    rows = [list(group) for _, group in groupby(listed, key=lambda line: line.words[0].line)]
    found: list[list[Line]] = []
    plain: list[Line] = []
    at = 0
    while at < len(rows):
        end, middle = _region(rows, at)
        if end <= at:
            plain.append(_whole(rows[at]))
            at += 1
            continue
        found += _plain(plain, usual, spacing)
        plain = []
        found += _columns(rows[at:end], middle, spacing)
        at = end
    return found + _plain(plain, usual, spacing)


def _whole(row: Row) -> Line:
    """A row as one line."""
    return row[0] if len(row) == 1 else Line.of([word for line in row for word in line.words], row[0].page)


def _plain(listed: list[Line], usual: tuple[float, float] | None, spacing: float) -> list[list[Line]]:
    set_margins(listed, usual)
    return paragraphs(listed, spacing)


def _sides(row: Row, middle: float) -> tuple[Row, Row]:
    """What stands left and right of the middle of a gutter."""
    return [line for line in row if (line.x0 + line.x1) / 2 <= middle], [line for line in row if (line.x0 + line.x1) / 2 > middle]


def _gutter(row: Row) -> tuple[float, float] | None:
    """The gap between the two halves of a row; None where a number or bullet only stands before its words."""
    if len(row) != 2 or len(row[0].text) < 4 or row[1].x0 - row[0].x1 < row[0].height * _GUTTER:
        return None
    return row[0].x1, row[1].x0


def _region(rows: Sequence[Row], at: int) -> tuple[int, float]:
    """The row behind the columns that begin at row `at` and the middle of their gutter; `at` where none begin."""
    gutter = _gutter(rows[at])
    if gutter is None:
        return at, 0.0
    left, right = gutter
    end = at + 1
    for index in range(at + 1, len(rows)):
        row, above = rows[index], rows[index - 1]
        inner, outer = _sides(row, (left + right) / 2)
        paired = any(all(_sides(below, (left + right) / 2)) for below in rows[index : index + 4])
        if row[0].base - above[0].base > above[0].height * (_FAR if paired else _AFTER):
            break
        nearer = max([left, *(line.x1 for line in inner)]), min([right, *(line.x0 for line in outer)])
        if nearer[1] - nearer[0] < row[0].height * _GUTTER:
            break
        left, right = nearer
        end = index + 1
    apart = right - left > rows[at][0].height * _APART
    return end if end - at > 1 or apart else at, (left + right) / 2


def _columns(rows: Sequence[Row], middle: float, spacing: float) -> list[list[Line]]:
    """The paragraphs of two columns: one column after the other where both run on, else from the top."""
    halves: tuple[list[Line], list[Line]] = ([], [])
    for row in rows:
        for half, side in zip(halves, _sides(row, middle), strict=True):
            if side:
                half.append(_whole(side))
    for half in halves:
        set_margins(half)
    left, right = paragraphs(halves[0], spacing, narrow=True), paragraphs(halves[1], spacing, narrow=True)
    if all(_runs_on(half) for half in halves):
        return left + right
    return sorted(left + right, key=lambda p: (p[0].words[0].line, p[0].x0))


def _runs_on(half: Sequence[Line]) -> bool:
    full = sum(1 for line in half if line.right - line.x1 < line.height)
    return len(half) >= _NEWSPAPER and full >= len(half) * _FULL
