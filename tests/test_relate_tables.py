"""Tables of tasks: columns by their heads, merged cells, group rows, number rows, and tables that hold no tasks.

Guards against rows that lose the lead of a merged cell, group titles counted as tasks, and columns mixed up.
"""

from loaders.pipeline import extract
from loaders.readers import html
from tests.extraction import Facts, official, paragraphs, read

CLOSING = "Nơi nhận:\n\n- Lưu: VT."


def annex(*rows: str) -> Facts:
    """A decision whose annex is a pipe table of `rows`, the first of them the head."""
    width = rows[0].count("|") - 1
    table = "\n".join([rows[0], "|" + " --- |" * width, *rows[1:]])
    return read(official(paragraphs("QUYẾT ĐỊNH:", "Điều 1. Ban hành danh mục.", CLOSING, "PHỤ LỤC", "NHIỆM VỤ", table), "decision"))


HEAD = "| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành | Sản phẩm |"


def test_row() -> None:
    """A row is a task; each column gives its field."""
    facts = annex(HEAD, "| 1 | Xây dựng chuẩn dữ liệu bệnh án | Bộ Y tế | Bộ Công an; Bộ Nội vụ | Quý III/2026 | Thông tư |")
    (task,) = facts.tasks
    assert task.text == "Xây dựng chuẩn dữ liệu bệnh án"
    assert (set(task.lead), set(task.partners), task.due) == ({"Bộ Y tế"}, {"Bộ Công an", "Bộ Nội vụ"}, "2026-09-30")
    assert facts.of("Task")[0].get("output") == "Thông tư"


def test_columns_in_another_order() -> None:
    """The head says which column is which, not its place."""
    facts = annex("| Thời hạn | Đơn vị chủ trì | Nội dung công việc |", "| 30/6/2027 | Bộ Y tế | Xây dựng chuẩn dữ liệu bệnh án |")
    (task,) = facts.tasks
    assert (task.text, set(task.lead), task.due) == ("Xây dựng chuẩn dữ liệu bệnh án", {"Bộ Y tế"}, "2027-06-30")


def test_empty_lead_goes_on_from_above() -> None:
    """An empty cell under a filled one is a merged cell."""
    facts = annex(
        HEAD,
        "| 1 | Xây dựng chuẩn dữ liệu bệnh án | Bộ Y tế | Bộ Công an | Quý III/2026 | Thông tư |",
        "| 2 | Đồng bộ dữ liệu bệnh án | | Bộ Công an | Quý IV/2026 | Báo cáo |",
    )
    assert [set(t.lead) for t in facts.tasks] == [{"Bộ Y tế"}, {"Bộ Y tế"}]


def test_group_row_is_no_task_and_ends_merged_cells() -> None:
    """'II | KẾT NỐI DỮ LIỆU' names a group: it is no task, and no lead is carried over it."""
    facts = annex(
        HEAD,
        "| I | HOÀN THIỆN QUY ĐỊNH | | | | |",
        "| 1 | Xây dựng chuẩn dữ liệu bệnh án | Bộ Y tế | | Quý III/2026 | |",
        "| II | KẾT NỐI DỮ LIỆU | | | | |",
        "| 2 | Đồng bộ dữ liệu bệnh án | | | Quý IV/2026 | |",
    )
    assert [(t.text, set(t.lead)) for t in facts.tasks] == [
        ("Xây dựng chuẩn dữ liệu bệnh án", {"Bộ Y tế"}),
        ("Đồng bộ dữ liệu bệnh án", set()),
    ]


def test_row_that_numbers_the_columns() -> None:
    """'(1) | (2) | (3)' under the head is no task."""
    facts = annex(HEAD, "| (1) | (2) | (3) | (4) | (5) | (6) |", "| 1 | Xây dựng chuẩn dữ liệu bệnh án | Bộ Y tế | | 2026 | |")
    (task,) = facts.tasks
    assert task.due == "2026-12-31"


def test_two_line_head_in_html() -> None:
    """'Cơ quan thực hiện' over 'Chủ trì' and 'Phối hợp': the second row of the head tells the columns."""
    page = (
        "<html><body><p>THỦ TƯỚNG CHÍNH PHỦ</p><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Số: 9901/QĐ-TTg</p>"
        "<p>Hà Nội, ngày 10 tháng 3 năm 2026</p><p>QUYẾT ĐỊNH</p><p>Giao nhiệm vụ về dữ liệu</p><p>Căn cứ Luật Dữ liệu số "
        "60/2024/QH15;</p>"
        "<p>Điều 1. Ban hành danh mục.</p><p>PHỤ LỤC</p><table>"
        "<tr><td rowspan='2'>TT</td><td rowspan='2'>Nhiệm vụ</td><td colspan='2'>Cơ quan thực hiện</td><td rowspan='2'>Thời hạn</td></tr>"
        "<tr><td>Chủ trì</td><td>Phối hợp</td></tr>"
        "<tr><td>1</td><td>Xây dựng chuẩn dữ liệu bệnh án</td><td rowspan='2'>Bộ Y tế</td><td>Bộ Công an</td><td>Quý III/2026</td></tr>"
        "<tr><td>2</td><td>Đồng bộ dữ liệu bệnh án các tuyến</td><td>Bộ Nội vụ</td><td>Quý IV/2026</td></tr>"
        "</table></body></html>"
    )
    facts = Facts(extract(html.read(page.encode(), "x.html"), "x", "x.html"))
    assert [(t.text, set(t.lead), set(t.partners), t.due) for t in facts.tasks] == [
        ("Xây dựng chuẩn dữ liệu bệnh án", {"Bộ Y tế"}, {"Bộ Công an"}, "2026-09-30"),
        ("Đồng bộ dữ liệu bệnh án các tuyến", {"Bộ Y tế"}, {"Bộ Nội vụ"}, "2026-12-31"),
    ]


def test_one_cell_a_line() -> None:
    """Some sites give tables with one cell a line between bars."""
    cells = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"], ["1", "Xây dựng chuẩn dữ liệu bệnh án", "Bộ Y tế", "Quý III/2026"]
    table = "\n".join("|\n" + "\n|\n".join(row) + "\n|" for row in cells)
    facts = read(official(paragraphs("QUYẾT ĐỊNH:", "Điều 1. Ban hành danh mục.", CLOSING, "PHỤ LỤC", table), "decision"))
    (task,) = facts.tasks
    assert (task.text, set(task.lead), task.due) == ("Xây dựng chuẩn dữ liệu bệnh án", {"Bộ Y tế"}, "2026-09-30")


def test_table_without_tasks() -> None:
    """A table of statistics or of contacts lays nothing on anybody."""
    assert annex("| TT | Tỉnh | Số hồ sơ | Ghi chú |", "| 1 | Lào Cai | 1.234 | Xây dựng tốt |").tasks == []
    assert annex("| TT | Họ và tên | Đơn vị | Điện thoại |", "| 1 | Nguyễn Văn Mẫu | Bộ Y tế | 024 3822 5678 |").tasks == []


def test_evidence_names_the_row() -> None:
    """The proof of a task in a table says in which table and row it stands."""
    facts = annex(HEAD, "| 1 | Xây dựng chuẩn dữ liệu bệnh án | Bộ Y tế | | 2026 | |")
    (node,) = facts.of("Task")
    assert [(m.table, m.row, m.quote) for m in node.mentions] == [(0, 1, "Xây dựng chuẩn dữ liệu bệnh án")]


def test_rhythm_in_a_cell() -> None:
    """'Hằng năm' and 'Thường xuyên' in the deadline column are rhythms."""
    facts = annex(
        HEAD,
        "| 1 | Khảo sát mức độ hài lòng của người dân | Bộ Y tế | | Hằng năm | |",
        "| 2 | Hướng dẫn người dân dùng dữ liệu | Bộ Nội vụ | | Thường xuyên | |",
    )
    assert [(t.due, t.recurring.lower()) for t in facts.tasks] == [("", "hằng năm"), ("", "thường xuyên")]
