"""Workbooks and separated values: the header row, merged cells, what a cell shows, where it stands."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import InputError
from loaders.layout import CELL, HEADING, Layout
from loaders.readers import _cells, csv, xlsx
from loaders.readers.xlsx import cell_text

HEADER = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"]


def workbook() -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Phụ lục"
    return book, sheet


def layout_of(book: openpyxl.Workbook) -> Layout:
    stream = io.BytesIO()
    book.save(stream)
    return xlsx.read(stream.getvalue(), "a.xlsx")


def cells(layout: Layout) -> dict[str, str]:
    return {b.address: layout.text[b.start : b.end] for b in layout.blocks if b.kind == CELL}


def paragraphs(layout: Layout) -> list[str]:
    return [layout.text[b.start : b.end] for b in layout.blocks if b.kind != CELL]


def test_header_is_found_below_the_title_and_cells_keep_their_address() -> None:
    """Guards against the title taken for the header, and evidence that cannot be found again in the file."""
    book, sheet = workbook()
    for row in (["BỘ Y TẾ", None, None, "CỘNG HÒA XÃ HỘI"], [], ["PHỤ LỤC"], ["(Kèm theo Kế hoạch số 12/KH-BYT)"], [], HEADER):
        sheet.append(row)
    sheet.append([1, "Số hóa hồ sơ", "Cục A", date(2026, 3, 31)])
    sheet.append([2, "Mở dữ liệu", None, "Hằng năm"])
    layout = layout_of(book)
    assert paragraphs(layout) == ["BỘ Y TẾ", "CỘNG HÒA XÃ HỘI", "PHỤ LỤC", "(Kèm theo Kế hoạch số 12/KH-BYT)"]
    assert cells(layout)["Phụ lục!D7"] == "31/03/2026"
    assert "Phụ lục!C8" not in cells(layout)
    block = next(b for b in layout.blocks if b.address == "Phụ lục!B8")
    assert (block.table, block.row, block.column) == (0, 7, 1)


def test_merged_cells_cover_their_rows() -> None:
    """Guards against a lead that only the first of its rows has."""
    book, sheet = workbook()
    for row in (HEADER, [1, "a", "Sở Y tế", "2026"], [2, "b"], [3, "c", "Sở Nội vụ", "2026"]):
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    sheet.merge_cells("D2:D4")
    spans = {b.address: b.span_rows for b in layout_of(book).blocks}
    assert spans["Phụ lục!C2"] == 2
    assert spans["Phụ lục!D2"] == 3
    assert spans["Phụ lục!C4"] == 1


def test_each_visible_sheet_is_one_table() -> None:
    """Guards against two sheets read as one table, and hidden lists read as content."""
    book, sheet = workbook()
    sheet.append(HEADER)
    other = book.create_sheet("Chỉ tiêu")
    other.append(["Chỉ tiêu", "Giá trị"])
    hidden = book.create_sheet("Danh mục")
    hidden.append(["x", "y"])
    hidden.sheet_state = "hidden"
    layout = layout_of(book)
    assert [layout.text[b.start : b.end] for b in layout.blocks if b.kind == HEADING] == ["Phụ lục", "Chỉ tiêu"]
    assert {b.table for b in layout.blocks if b.address.startswith("Chỉ tiêu!")} == {1}
    assert layout.notes == ("bỏ qua trang tính ẩn: Danh mục",)
    assert "x" not in layout.text.split()


@pytest.mark.parametrize(
    ("value", "format", "shown"),
    [
        (date(2026, 9, 2), "General", "02/09/2026"),
        (datetime(2026, 9, 2), "dd/mm/yyyy", "02/09/2026"),
        (datetime(2026, 9, 2, 14, 5), "dd/mm/yyyy hh:mm", "02/09/2026 14:05"),
        (date(2026, 9, 1), "mm/yyyy", "09/2026"),
        (date(2026, 1, 1), "yyyy", "2026"),
        (date(2026, 9, 2), '"ngày" dd/mm/yyyy', "02/09/2026"),
        (time(7, 30), "hh:mm", "07:30"),
        (0.8, "0%", "80%"),
        (0.8025, "0.00%", "80,25%"),
        (12, '0"%"', "12"),
        (2.5, "General", "2,5"),
        (53620000.0, "#,##0", "53620000"),
        (0.1 + 0.2, "General", "0,3"),
        (True, "General", "TRUE"),
        ("  Bộ  Y tế \r\n Cục A ", "General", "Bộ Y tế\nCục A"),
    ],
)
def test_what_a_cell_shows(value, format, shown) -> None:
    """Guards against '2026-09-02 00:00:00', 0.8 for 80 % and a decimal point that a Vietnamese reader takes for thousands."""
    assert cell_text(value, format) == shown


def test_a_sheet_too_large_is_refused(monkeypatch) -> None:
    """Guards against a million cells going through the extraction."""
    monkeypatch.setattr(_cells, "MOST_CELLS", 10)
    book, sheet = workbook()
    for _ in range(3):
        sheet.append(HEADER)
    with pytest.raises(InputError, match=r"a\.xlsx \(trang tính Phụ lục\): bảng quá lớn"):
        layout_of(book)
    with pytest.raises(InputError, match="bảng quá lớn"):
        csv.read(b"a,b,c,d\n" * 3, "a.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separated_values(delimiter, encoding) -> None:
    """Guards against a comma inside a cell taken for the delimiter, quoted line ends, and Excel's mark and Unicode text."""
    rows = [
        ["STT", "Nhiệm vụ", "Chủ trì"],
        ["1", f'"Số hóa, mở{delimiter} nối\nhồ sơ"', "Sở Y tế"],
        ["2", '"Lập ""kho"", báo cáo"', "Sở Nội vụ"],
    ]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    layout = csv.read(data, "a.csv")
    first = {"A1": "STT", "B1": "Nhiệm vụ", "C1": "Chủ trì"}
    second = {"A2": "1", "B2": f"Số hóa, mở{delimiter.strip()} nối hồ sơ", "C2": "Sở Y tế"}
    third = {"A3": "2", "B3": 'Lập "kho", báo cáo', "C3": "Sở Nội vụ"}
    assert cells(layout) == first | second | third
    assert {b.table for b in layout.blocks} == {0}


def test_separator_declared_by_excel_and_text_of_one_column() -> None:
    """Guards against 'sep=;' read as a cell, and a list of lines read as a table."""
    assert cells(csv.read(b"sep=;\nSTT;a,b\n1;c,d\n", "a.csv")) == {"A1": "STT", "B1": "a,b", "A2": "1", "B2": "c,d"}
    layout = csv.read("Danh sách\nSở Y tế\nSở Nội vụ".encode(), "a.csv")
    assert paragraphs(layout) == ["Danh sách", "Sở Y tế", "Sở Nội vụ"]
    assert cells(layout) == {}
