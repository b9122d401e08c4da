"""Tables in news pages and notices, where the main text is found by its density and not by an official head.

Guards against tasks lost because their table was read as lines, and against roles that move into another column under merged cells.
"""

from __future__ import annotations

from loaders.layout import CELL, Layout
from loaders.pipeline import extract
from loaders.readers import html, markdown
from tests.extraction import Facts

BEFORE = "Chiều nay, lãnh đạo Chính phủ họp với các bộ về việc dùng chung dữ liệu y tế, nghe báo cáo về những việc còn vướng ở cơ sở."
AFTER = "Sau cuộc họp, văn phòng gửi bảng phân công đến các cơ quan để cùng theo dõi, hằng tháng tổng hợp những việc đã xong và chưa xong."
HEAD = "<tr><th>TT</th><th>Nhiệm vụ</th><th>Chủ trì</th><th>Phối hợp</th><th>Thời hạn</th></tr>"


def page(table: str) -> Layout:
    """A news page with a table in the middle of its text."""
    title = "Bảng phân công các việc về dữ liệu y tế trong năm nay"
    body = f"<article><h1>{title}</h1><p>{BEFORE}</p><table>{table}</table><p>{AFTER}</p><p>{BEFORE} {AFTER}</p></article>"
    return html.read(f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode(), "a.html")


def rows(layout: Layout) -> list[list[tuple[int | None, int, str]]]:
    """(column, rows covered, text) of the cells by row."""
    found: dict[int | None, list[tuple[int | None, int, str]]] = {}
    for b in layout.blocks:
        if b.kind == CELL:
            found.setdefault(b.row, []).append((b.column, b.span_rows, layout.text[b.start : b.end]))
    return list(found.values())


def test_merged_cells_in_an_article() -> None:
    """A lead over two rows leads both, and the cells beside it stay in their columns."""
    layout = page(
        f"{HEAD}<tr><td>1</td><td>Lập danh mục dữ liệu mở</td><td rowspan='2'>Bộ Y tế</td><td></td><td>6/2026</td></tr>"
        "<tr><td>2</td><td>Nối kho dữ liệu thuốc</td><td>Bộ Công an</td><td>9/2026</td></tr>"
    )
    assert rows(layout)[1:] == [
        [(0, 1, "1"), (1, 1, "Lập danh mục dữ liệu mở"), (2, 2, "Bộ Y tế"), (4, 1, "6/2026")],
        [(0, 1, "2"), (1, 1, "Nối kho dữ liệu thuốc"), (3, 1, "Bộ Công an"), (4, 1, "9/2026")],
    ]
    tasks = Facts(extract(layout, "a", "a.html")).tasks
    assert [(set(t.lead), set(t.partners), t.due) for t in tasks] == [
        ({"Bộ Y tế"}, set(), "2026-06-30"),
        ({"Bộ Y tế"}, {"Bộ Công an"}, "2026-09-30"),
    ]


def test_bars_and_breaks_in_cells() -> None:
    """A bar or a line break inside a cell parts no cell."""
    layout = page(f"{HEAD}<tr><td>1</td><td>Lập danh mục | dữ liệu mở</td><td>Bộ Y tế</td><td>-</td><td>6/2026</td></tr>")
    assert [text for _, _, text in rows(layout)[1]] == ["1", "Lập danh mục | dữ liệu mở", "Bộ Y tế", "-", "6/2026"]


def test_a_table_of_one_row_or_column_is_text() -> None:
    """Frames around text and pictures are no data."""
    layout = page(f"<tr><td>{BEFORE}</td></tr><tr><td>{AFTER}</td></tr>")
    assert rows(layout) == []
    assert BEFORE in layout.text


def test_escapes_and_footnote_marks_in_markdown() -> None:
    """Converters escape any mark, and leave marks of footnotes behind words."""
    layout = markdown.read("Trung tâm R\\&D[^1] dành \\~2% và \\>5% cho thử nghiệm.\n\n[^1]: Ghi chú".encode(), "a.md")
    assert layout.text.startswith("Trung tâm R&D dành ~2% và >5% cho thử nghiệm.")
