"""CSV for spreadsheets (RFC 4180, UTF-8 with a byte order mark, without which Excel reads Vietnamese as Latin-1).

The rows of an answer under the labels of its columns, with the documents and quotes that prove each; for a graph without a
question its nodes under the names of the JSON export.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from graph.ontology import Label
from viz.content import Content, Format
from viz.flat import Value, flat_answer, flat_nodes
from viz.sources import Source
from viz.values import FORMULA_STARTS, plain
from viz.words import say


def _render(content: Content) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in _rows(content))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf8")


def _rows(content: Content) -> Iterator[Sequence[Value]]:
    answer, language = content.answer, content.language
    if answer is None:
        nodes = flat_nodes(content.graph)
        yield nodes.headings
        yield from nodes.rows
        return
    table = flat_answer(answer, language)
    yield (*table.headings, say("column_source_document", language), say("column_quotes", language))
    for row, values in zip(answer.rows, table.rows, strict=True):
        told = [Source.of(item) for item in row.get("evidence", ())]
        documents = dict.fromkeys(source.title(language) for source in told)
        yield (*values, "; ".join(documents), " | ".join(source.quote for source in told if source.quote))


def _cell(value: Value) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it, as one types it by hand."""
    text = plain(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text


FORMAT = Format("csv", "csv", "text/csv; charset=utf-8", Label("Bảng CSV", "CSV table"), _render)
