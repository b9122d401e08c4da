"""One sheet of cells to blocks: what stands above the header row is text, the header and what follows is one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.errors import InputError
from loaders.layout import CELL, PARAGRAPH, LayoutBuilder

MOST_CELLS = 240_000
_LOOKED_AT = 60  # rows among which the width of the table is measured
_HEADER_WITHIN = 30  # filled rows
_SHARE = 0.6  # of the width that a header fills
_LONGEST_HEADER = 120  # characters in a header's cell


@dataclass(frozen=True, slots=True)
class Row:
    """The filled cells of a row: text by column; `number` and columns count from 0 as in the file."""

    number: int
    cells: Mapping[int, str]


def write_sheet(
    builder: LayoutBuilder, rows: Sequence[Row], table: int, sheet: str = "", spans: Mapping[tuple[int, int], int] | None = None
) -> bool:
    """Write a sheet; `spans` gives how many rows a merged cell covers by (row, column). Gives whether a table was written."""
    first = _with_lines_above(rows, _header(rows), spans or {})
    for index, row in enumerate(rows):
        for column, text in sorted(row.cells.items()):
            address = _address(sheet, row.number, column)
            if first is None or index < first:
                builder.add(text, PARAGRAPH, address=address)
            else:
                down = (spans or {}).get((row.number, column), 1)
                builder.add(text, CELL, address=address, table=table, row=row.number, column=column, span_rows=down)
    return first is not None


def _header(rows: Sequence[Row]) -> int | None:
    """The index of the header: the first row that names most columns in words. None for a sheet of one column."""
    width = max((len(row.cells) for row in rows[:_LOOKED_AT]), default=0)
    if width < 2:
        return None
    wide = [index for index, row in enumerate(rows[:_HEADER_WITHIN]) if len(row.cells) >= max(2, width * _SHARE)]
    named = [index for index in wide if _names_columns(list(rows[index].cells.values()))]
    return next(iter(named or wide), None)


def _with_lines_above(rows: Sequence[Row], header: int | None, spans: Mapping[tuple[int, int], int]) -> int | None:
    """The first row of a header of several lines: those right above that hold merged cells reaching down to it, or nearly as many cells."""
    while header:
        above, below = rows[header - 1], rows[header]
        reaching = any(row == above.number and row + down > below.number for (row, _), down in spans.items())
        if above.number + 1 != below.number or not (reaching or len(above.cells) > max(2, len(below.cells) // 2)):
            break
        header -= 1
    return header


def _names_columns(texts: Sequence[str]) -> bool:
    words = [text for text in texts if any(c.isalpha() for c in text)]
    return len(words) >= len(texts) * _SHARE and max(map(len, texts)) <= _LONGEST_HEADER and len(set(texts)) == len(texts)


def _address(sheet: str, row: int, column: int) -> str:
    """The address of a cell as spreadsheets show it.

    >>> _address("Sheet1", 6, 27)
    'Sheet1!AB7'
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row + 1}" if sheet else f"{letters}{row + 1}"


def check_size(cells: int, source: str, sheet: str = "") -> None:
    """Raise InputError where a sheet holds more cells than an official document would."""
    if cells > MOST_CELLS:
        raise InputError(source, f"bảng quá lớn (hơn {MOST_CELLS:,} ô)".replace(",", "."), f"trang tính {sheet}" if sheet else "")
