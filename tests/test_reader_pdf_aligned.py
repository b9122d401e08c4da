"""PDF tables without upright lines: columns by the space between them.

Guards against annexes whose rows run together as sentences, and against tables seen in letterheads and running text.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.layout import CELL, Layout
from loaders.readers import pdf
from tests.pdf_writer import PdfPage, write_pdf
from tests.table_formats import unruled_pdf
from tests.test_table_formats import TASKS

COLUMNS = (60, 90, 290, 420)


def table(layout: Layout) -> list[list[str]]:
    """The cells by row."""
    rows: dict[tuple[int | None, int | None], list[str]] = {}
    for block in layout.blocks:
        if block.kind == CELL:
            rows.setdefault((block.table, block.row), []).append(layout.text[block.start : block.end])
    return list(rows.values())


def page(*lines: tuple[float, Sequence[str]], rules: Sequence[float] = ()) -> PdfPage:
    """A page of lines, each at its height, its texts in the columns."""
    made = PdfPage()
    for y, texts in lines:
        for x, text in zip(COLUMNS, texts, strict=False):
            if text:
                made.text(x, y, text, size=10)
    for y in rules:
        made.line(50, y, 540, y)
    return made


def read(*pages: PdfPage) -> Layout:
    return pdf.read(write_pdf(pages), "a.pdf")


HEAD = ("TT", "Việc phải làm", "Chủ trì", "Thời hạn")


def test_columns_by_space() -> None:
    """Each text in its column, each line a row."""
    assert table(unruled_pdf(TASKS)) == TASKS


def test_cells_of_several_lines() -> None:
    """Lines nearer than rows are one cell; the number may stand beside any of them."""
    layout = read(
        page(
            (100, HEAD),
            (124, ("", "Lập danh mục dữ liệu mở của", "Bộ Y tế", "")),
            (136, ("1", "các cơ sở khám bệnh", "", "6/2026")),
            (160, ("2", "Nối kho dữ liệu thuốc", "Bộ Tài chính", "9/2026")),
            (184, ("3", "Mở cổng dữ liệu thuốc", "Bộ Công an", "12/2026")),
        )
    )
    assert table(layout) == [
        list(HEAD),
        ["1", "Lập danh mục dữ liệu mở của các cơ sở khám bệnh", "Bộ Y tế", "6/2026"],
        ["2", "Nối kho dữ liệu thuốc", "Bộ Tài chính", "9/2026"],
        ["3", "Mở cổng dữ liệu thuốc", "Bộ Công an", "12/2026"],
    ]


def test_rows_set_as_close_as_lines() -> None:
    """Where all lines stand alike, a row begins with the number in its first column."""
    layout = read(
        page(
            (100, HEAD),
            (114, ("1", "Lập danh mục dữ liệu mở của", "Bộ Y tế", "6/2026")),
            (128, ("", "các cơ sở khám bệnh", "", "")),
            (142, ("2", "Nối kho dữ liệu thuốc", "Bộ Tài chính", "9/2026")),
        )
    )
    assert [row[1] for row in table(layout)] == [
        "Việc phải làm",
        "Lập danh mục dữ liệu mở của các cơ sở khám bệnh",
        "Nối kho dữ liệu thuốc",
    ]


def test_level_lines_only() -> None:
    """Rules between rows, none between columns."""
    rows = ((100, HEAD), (124, ("1", "Lập danh mục", "Bộ Y tế", "6/2026")), (148, ("2", "Nối kho thuốc", "Bộ Công an", "9/2026")))
    assert len(table(read(page(*rows, rules=(86, 110, 134, 158))))) == 3


def test_text_around_the_table_stays_text() -> None:
    """A title above and a sentence below are no cells."""
    made = page((150, HEAD), (174, ("1", "Lập danh mục", "Bộ Y tế", "6/2026")), (198, ("2", "Nối kho thuốc", "Bộ Công an", "9/2026")))
    made.text(60, 110, "PHỤ LỤC. Danh mục việc phải làm", size=10)
    made.text(60, 240, "Các cơ quan báo cáo kết quả trước ngày 30 hằng tháng về Bộ Y tế để tổng hợp.", size=10)
    layout = read(made)
    assert len(table(layout)) == 3
    assert [layout.text[b.start : b.end][:7] for b in layout.blocks if b.kind != CELL] == ["PHỤ LỤC", "Các cơ "]


def test_no_table_in_a_letterhead_or_running_text() -> None:
    """Two columns, and lines with wide gaps that do not stand under each other, are no table."""
    made = PdfPage()
    made.lines(60, 80, ["BỘ Y TẾ", "Số: 12/QĐ-BYT"])
    made.lines(300, 80, ["CỘNG HÒA XÃ HỘI", "Hà Nội, ngày 10 tháng 3"])
    for y, starts in ((200, (60, 150, 300)), (218, (60, 220, 400)), (236, (60, 120, 330))):
        for x in starts:
            made.text(x, y, "chữ rời rạc", size=10)
    assert table(read(made)) == []


def test_cells_set_to_the_middle_and_narrow_gaps() -> None:
    """Lines of neighbouring cells stand between one another, and a long cell comes within half a line's height of the next column."""
    made = PdfPage()
    for x, y, text in (
        (60, 100, "TT"), (180, 100, "Việc phải làm"), (322, 100, "Chủ trì"), (420, 100, "Thời hạn"),
        (90, 130, "Lập danh mục dữ liệu mở cho các cơ sở khám bệ"), (90, 143, "và người dân"), (60, 136.5, "1"), (322, 136.5, "Bộ Y tế"),
        (420, 136.5, "6/2026"),
        (60, 172, "2"), (90, 172, "Nối kho dữ liệu thuốc"), (322, 172, "Bộ Công an"), (420, 172, "9/2026"),
        (60, 205, "II. HOÀN THIỆN QUY ĐỊNH"),
        (60, 235, "3"), (90, 235, "Mở cổng dữ liệu thuốc"), (322, 235, "Bộ Tài chính"), (420, 235, "2027"),
    ):  # fmt: skip
        made.text(x, y, text, size=10)
    assert table(read(made)) == [
        list(HEAD),
        ["1", "Lập danh mục dữ liệu mở cho các cơ sở khám bệ và người dân", "Bộ Y tế", "6/2026"],
        ["2", "Nối kho dữ liệu thuốc", "Bộ Công an", "9/2026"],
        ["II. HOÀN THIỆN QUY ĐỊNH"],
        ["3", "Mở cổng dữ liệu thuốc", "Bộ Tài chính", "2027"],
    ]
