"""Evidence leads back to the place: page, table, row and cell, from the reader through the store to what people and programs see.

Guards against a quote that cannot be found again in a spreadsheet of a thousand rows or a gazette of two hundred pages.
"""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from graph.model import Bundle, Evidence
from graph.store import open_store
from loaders.layout import CELL, LayoutBuilder
from loaders.pipeline import extract
from loaders.readers import pdf, xlsx
from loaders.reading import begin
from tests.pdf_writer import PdfPage, write_pdf
from viz.sources import Source

HEADER = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"]
ROW = ["1", "Xây dựng chuẩn dữ liệu bệnh án", "Bộ Y tế", "Quý III/2026"]


def sheet() -> Bundle:
    """A workbook of one task below a title."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Nhiệm vụ"
    for row in (["Phụ lục"], [], HEADER, ROW):
        page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return extract(xlsx.read(stream.getvalue(), "a.xlsx"), "a", "a.xlsx")


def ruled() -> Bundle:
    """Two pages, a ruled table of one task on the second."""
    first, second = PdfPage(), PdfPage()
    first.text(72, 100, "Phụ lục kèm theo kế hoạch chuyển đổi số của ngành")
    xs, ys = [60, 100, 320, 430, 540], [80, 110, 140]
    second.grid(xs, ys)
    for y, texts in zip((100, 130), (HEADER, ROW), strict=True):
        for x, text in zip(xs, texts, strict=False):
            second.text(x + 4, y, text, size=9)
    return extract(pdf.read(write_pdf([first, second]), "a.pdf"), "a", "a.pdf")


def places(bundle: Bundle) -> dict[str, set[tuple[object, ...]]]:
    """Where each quote stands, over all nodes and edges."""
    found: dict[str, set[tuple[object, ...]]] = {}
    for e in (*(m for n in bundle.nodes for m in n.mentions), *(e for edge in bundle.edges for e in edge.evidence)):
        found.setdefault(e.quote, set()).add((e.page, e.table, e.row, e.cell))
    return found


def test_cells_of_a_spreadsheet() -> None:
    """The task, its lead and the edges between them name the cell they were read from."""
    found = places(sheet())
    assert found["Xây dựng chuẩn dữ liệu bệnh án"] == {(None, 0, 3, "Nhiệm vụ!B4")}
    assert found["Bộ Y tế"] == {(None, 0, 3, "Nhiệm vụ!C4")}


def test_rows_of_a_table_in_a_pdf() -> None:
    """The page and the row, not only of the task but of the lead and of every edge."""
    found = places(ruled())
    assert found["Xây dựng chuẩn dữ liệu bệnh án"] == {(2, 0, 1, None)}
    assert found["Bộ Y tế"] == {(2, 0, 1, None)}


def test_a_stretch_over_cells_and_rows() -> None:
    """Over two cells of a row the row is known, over two rows only the page; a title above the table has its cell alone."""
    builder = LayoutBuilder()
    builder.add("Phụ lục", address="S!A1")
    for row, text, column in ((0, "một", 0), (0, "hai", 1), (1, "ba", 0)):
        builder.add(text, CELL, table=2, row=row, column=column, page=5, address=f"S!{'AB'[column]}{row + 2}")
    reading = begin(builder.build())
    at = {text: reading.text.index(text) for text in ("Phụ", "một", "hai", "ba")}
    assert reading.place(at["Phụ"], at["Phụ"] + 3) == (None, None, None, "S!A1")
    assert reading.place(at["một"], at["một"] + 3) == (5, 2, 0, "S!A2")
    assert reading.place(at["một"], at["hai"] + 3) == (5, 2, 0, None)
    assert reading.place(at["một"], at["ba"] + 2) == (5, None, None, None)


def test_store_keeps_the_place(tmp_path: Path) -> None:
    """What goes into a store comes out of it, the cell too."""
    bundle = sheet()
    with open_store(str(tmp_path / "a.db")) as store:
        store.write(bundle)
        task = next(node for node in bundle.nodes if node.type == "Task")
        (kept,) = store.get_many([task.id]).values()
        assert kept.mentions == task.mentions
    assert Evidence.from_dict(task.mentions[0].as_dict()) == task.mentions[0]


@pytest.mark.parametrize(
    ("place", "vi", "en"),
    [
        ({"page": 3}, "trang 3", "page 3"),
        ({"page": 3, "table": 0, "row": 4}, "trang 3, bảng 1, dòng 5", "page 3, table 1, row 5"),
        ({"table": 0, "row": 6, "cell": "Nhiệm vụ!C7"}, "ô Nhiệm vụ!C7", "cell Nhiệm vụ!C7"),
        ({}, "", ""),
    ],
)
def test_what_people_are_told(place, vi, en) -> None:
    """People count tables and rows from 1, and open a spreadsheet at its cell."""
    source = Source.of({"document": "document:a", "start": 1, "end": 5, "quote": "một", **place})
    assert (source.spot("vi"), source.spot("en")) == (vi, en)
