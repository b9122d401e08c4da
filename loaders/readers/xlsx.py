"""Excel workbooks (.xlsx): one table a sheet, merged cells, dates as dd/mm/yyyy, cell addresses as evidence."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

from lxml import etree

from graph.errors import InputError
from graph.text import keep, squash
from loaders.layout import HEADING, Layout, LayoutBuilder
from loaders.readers._archives import BROKEN, open_archive, usual
from loaders.readers._cells import Row, check_size, write_sheet

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")

_MOST_COLUMNS = 256
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"')
_HIDDEN = re.compile(rb'<(?:\w+:)?row\b(?=[^>]{0,400}\shidden="(?:1|true)")[^>]{0,400}?\sr="(\d{1,7})"')
_CHUNK = 1 << 20
_LONGEST_TAG = 500  # bytes: what is cut at the end of a chunk is seen again with the next
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DAMAGED = (*BROKEN, etree.XMLSyntaxError, ElementTree.ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError)


def read(data: bytes, source: str) -> Layout:
    """Read a workbook; raises InputError where it is damaged, locked or too large."""
    archive = open_archive(data, source)
    try:
        with warnings.catch_warnings(), archive:
            warnings.simplefilter("ignore")  # features that only change how cells look
            plain = usual(data, archive)
            if plain is data:
                return _layout(data, archive, source)
            with open_archive(plain, source) as remade:
                return _layout(plain, remade, source)
    except _DAMAGED as error:
        raise InputError(source, f"bảng Excel bị hỏng hoặc thiếu thành phần ({squash(str(error))[:120]})") from error


def _layout(data: bytes, archive: zipfile.ZipFile, source: str) -> Layout:
    from openpyxl import load_workbook  # takes a third of a second to load, which most runs do not need

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    builder = LayoutBuilder()
    table = 0
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in shown:
        rows = list(_rows(sheet, source))
        if rows and len(shown) > 1:
            builder.add(keep(sheet.title), HEADING)
        spans, unseen = _spans(archive, sheet)
        if write_sheet(builder, rows, table, keep(sheet.title), spans):
            table += 1
        if count := sum(1 for row in rows if row.number in unseen):
            builder.notes.append(f"trang tính {keep(sheet.title)}: {count} dòng ẩn, vẫn được đọc")
    if hidden := [keep(sheet.title) for sheet in book.worksheets if sheet not in shown]:
        builder.notes.append(f"bỏ qua trang tính ẩn: {', '.join(hidden)}")
    return builder.build()


def _rows(sheet: Any, source: str) -> Iterator[Row]:
    sheet.reset_dimensions()  # often wrong
    count = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS)):
        filled = {
            column: text
            for column, cell in enumerate(cells)
            if cell.value is not None and (text := cell_text(cell.value, cell.number_format or ""))
        }
        count += len(filled)
        check_size(count, source, sheet.title)
        if filled:
            yield Row(number, filled)


def cell_text(value: Any, format: str = "General") -> str:
    """What a cell shows to a Vietnamese reader.

    >>> cell_text(0.805, "0.0%"), cell_text(date(2025, 9, 1), "mm/yyyy"), cell_text(1.5)
    ('80,5%', '09/2025', '1,5')
    """
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return f"{_number(value * 100)}%" if "%" in _LITERAL.sub("", format) else _number(value)
        case datetime() if value.time() != time():
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return _day(value, _LITERAL.sub("", format).lower())
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            return str(value)
    lines = (squash(line) for line in keep(str(value)).split("\n"))
    return "\n".join(line for line in lines if line)


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.10g}".replace(".", ",")


def _day(day: date, format: str) -> str:
    """A date; without its day or month where the cell's format shows none."""
    if "y" in format and "d" not in format:
        return f"{day:%m/%Y}" if "m" in format else f"{day:%Y}"
    return f"{day:%d/%m/%Y}"


def _spans(archive: zipfile.ZipFile, sheet: Any) -> tuple[dict[tuple[int, int], int], set[int]]:
    """How many rows each merged cell covers, by its (row, column), and the hidden rows."""
    from openpyxl.utils import column_index_from_string

    spans: dict[tuple[int, int], int] = {}
    hidden: set[int] = set()
    rest = b""
    with archive.open(sheet._worksheet_path) as part:
        while chunk := part.read(_CHUNK):
            for left, top, _, bottom in _MERGED.findall(rest + chunk):
                spans[int(top) - 1, column_index_from_string(left.decode()) - 1] = max(int(bottom) - int(top) + 1, 1)
            hidden |= {int(row) - 1 for row in _HIDDEN.findall(rest + chunk)}
            rest = chunk[-_LONGEST_TAG:]
    return spans, hidden
