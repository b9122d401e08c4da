"""An Excel workbook: the rows of the answer (or the tasks of the graph), their sources, and the nodes and edges behind them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from graph.errors import QuestionError
from graph.ontology import Label
from viz.content import Content, Format
from viz.flat import Flat, Value, flat_answer, flat_edges, flat_nodes
from viz.sources import Sources
from viz.tables import capital
from viz.tasks import tasks_of
from viz.values import FORMULA_STARTS, printable
from viz.words import say
from viz.zips import repacked

_MOST_ROWS = 1_048_575
_LONGEST = 32_767
"""What a sheet and a cell can hold."""

_HEADING = (Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F3A5F"), Alignment(vertical="center", wrap_text=True))
_TEXT = Alignment(vertical="top", wrap_text=True)
_DATES = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}


def _render(content: Content) -> bytes:
    book = Workbook(write_only=True)
    for name, table in _sheets(content):
        _write(book, say(name, content.language), table, content.language)
    book.properties.title, book.properties.creator = printable(content.title), "Lược đồ"
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue(), content.as_of)


def _sheets(content: Content) -> Iterator[tuple[str, Flat]]:
    language, sources = content.language, Sources()
    answer = content.answer or tasks_of(content.graph, content.as_of)
    table = flat_answer(answer, language)
    numbers = ["".join(f"[{n}]" for n in sources.numbers(row.get("evidence", ()))) for row in answer.rows]
    headings = (*table.headings, say("column_sources", language))
    rows = tuple((*row, own) for row, own in zip(table.rows, numbers, strict=True))
    yield "sheet_result" if content.answer else "sheet_tasks", Flat(headings, rows)
    yield "sheet_sources", _source_table(sources, language)
    yield "sheet_nodes", flat_nodes(content.graph)
    yield "sheet_edges", flat_edges(content.graph)
    yield "sheet_about", Flat((say("column_item", language), say("column_value", language)), tuple(_about(content, len(rows))))


def _source_table(sources: Sources, language: str) -> Flat:
    names = ("column_number", "column_quote", "column_source_document", "column_place")
    rows = ((number, source.quote, source.title(language), source.place(language)) for number, source in enumerate(sources.listed(), 1))
    return Flat(tuple(say(name, language) for name in names), tuple(rows))


def _about(content: Content, rows: int) -> Iterator[tuple[Value, ...]]:
    language, answer = content.language, content.answer
    yield say("about_title", language), printable(content.title)
    if answer is not None:
        yield say("about_understood", language), printable(capital(answer.understood.in_(language)))
        yield say("about_rows", language), rows
        yield from ((say("about_note", language), printable(note.in_(language))) for note in answer.notes)
    yield say("about_as_of", language), content.as_of
    yield say("about_nodes", language), len(content.graph.nodes)
    yield say("about_edges", language), len(content.graph.edges)


def _write(book: Workbook, title: str, table: Flat, language: str) -> None:
    if len(table.rows) > _MOST_ROWS:
        raise QuestionError(f"Quá nhiều dòng cho Excel ({len(table.rows)}): hãy xuất csv hoặc json.", ("csv", "json"))
    sheet: Any = book.create_sheet(title)  # the stubs know less than a write-only sheet can do
    sheet.freeze_panes = "A2"
    for column, width in enumerate(_widths(table), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.append([_heading(sheet, name) for name in table.headings])
    for row in table.rows:
        sheet.append([_cell(sheet, value, language) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.headings))}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _widths(table: Flat) -> list[float]:
    """Room for the middling cell of each column: between 10 and 60 characters."""
    looked_at: Sequence[Sequence[Value]] = table.rows[:200]
    out = []
    for number, heading in enumerate(table.headings):
        lengths = sorted(12 if isinstance(row[number], date) else len(str(row[number] or "")) for row in looked_at)
        usual = lengths[len(lengths) * 3 // 4] if lengths else 0
        out.append(float(min(60, max(10, len(heading) + 4, usual + 2))))
    return out


def _heading(sheet: Any, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill, cell.alignment = _HEADING
    return cell


def _cell(sheet: Any, value: Value, language: str) -> Cell:
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, cast(Any, value))
        if isinstance(value, date):
            cell.number_format = _DATES[language]
        cell.alignment = Alignment(vertical="top")
        return cell
    cell = WriteOnlyCell(sheet, value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…")
    # A text that begins like a formula stays a text, also when somebody edits the cell.
    cell.data_type = "s"
    if value.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    cell.alignment = _TEXT
    return cell


FORMAT = Format(
    "xlsx",
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Label("Bảng tính Excel", "Excel workbook"),
    _render,
)
