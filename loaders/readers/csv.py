"""Tables as text (.csv, .tsv): the delimiter is the one that makes rows of equal width."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from graph.errors import InputError
from graph.text import squash
from loaders.layout import Layout, LayoutBuilder
from loaders.readers._cells import Row, check_size, write_sheet
from loaders.readers._decoding import decode

SUFFIXES = (".csv", ".tsv")

_DELIMITERS = ",;\t|"
_SAMPLE = 50  # records


def read(data: bytes, source: str) -> Layout:
    """Read a table of separated values; raises InputError where it is not text or too large."""
    text = decode(data, source)
    declared = text[4] if text[:4].lower() == "sep=" and len(text) > 4 else ""  # Excel's own way to say it
    if declared:
        text = text.partition("\n")[2]
    builder = LayoutBuilder()
    write_sheet(builder, list(_rows(text, declared or _delimiter(text), source)), 0)
    return builder.build()


def _delimiter(text: str) -> str:
    """The delimiter that gives most records the same number of fields, and of those the one that gives most fields."""

    def fitness(delimiter: str) -> tuple[int, int]:
        widths: Counter[int] = Counter()
        try:
            for record, _ in zip(csv.reader(io.StringIO(text), delimiter=delimiter), range(_SAMPLE), strict=False):
                widths[len(record)] += len(record) > 1
        except csv.Error:
            return 0, 0
        width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        return count, width

    return max(_DELIMITERS, key=fitness)


def _rows(text: str, delimiter: str, source: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    cells = 0
    try:
        for number, record in enumerate(reader):
            filled = {column: squash(field) for column, field in enumerate(record) if field.strip()}
            cells += len(filled)
            check_size(cells, source)
            if filled:
                yield Row(number, filled)
    except csv.Error as error:
        raise InputError(source, "bảng CSV bị hỏng: ô quá dài hoặc thiếu dấu nháy kép đóng", f"dòng {reader.line_num}") from error
