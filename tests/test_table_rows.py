"""Rows and headers as ministries and provinces set them: what each says by itself and what it takes from those around it.

Guards against leads lost under group titles, 'như trên' read as a name, days taken from the wrong column, and columns passed over
in silence.
"""

from __future__ import annotations

import pytest

from graph.text import match_form
from loaders.layout import CELL, HEADING, PARAGRAPH, LayoutBuilder
from loaders.pipeline import extraction
from loaders.relate.cells import cell_value
from loaders.structure.columns import Column, column_of
from tests.extraction import Facts, TaskFacts, layout, official
from tests.table_formats import HEAD, read

HEADS = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"]


def tasks(*rows: list[str]) -> list[TaskFacts]:
    """The tasks of a table."""
    return read(rows)[0].tasks


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        *((w, Column.TASK) for w in ("Nhiệm vụ", "Nội dung công việc", "Hoạt động", "Nội dung", "Tên nhiệm vụ", "Tên đề án",
          "Văn bản cần ban hành", "Nhiệm vụ, giải pháp", "Mục tiêu, nhiệm vụ", "Nội dung phối hợp", "Tên nhóm nhiệm vụ/nhiệm vụ")),
        *((w, Column.LEAD) for w in ("Cơ quan chủ trì", "Đơn vị chủ trì", "Chủ trì thực hiện", "Phân công", "Đơn vị thực hiện",
          "Cơ quan thực hiện", "Đầu mối", "Bộ, ngành chủ trì", "Trách nhiệm thực hiện", "Cơ quan chủ trì, phối hợp", "Cơ quan trình")),
        *((w, Column.WITH) for w in ("Phối hợp", "Cơ quan, đơn vị phối hợp", "Đơn vị tham gia", "Đơn vị phối hợp thực hiện")),
        *((w, Column.DUE) for w in ("Thời gian", "Thời hạn", "Lộ trình", "Tiến độ", "Thời gian hoàn thành nhiệm vụ", "Kết thúc")),
        *((w, Column.OUTPUT) for w in ("Sản phẩm", "Kết quả", "Sản phẩm dự kiến", "Kết quả cần đạt (định lượng)", "Hình thức văn bản")),
        *((w, Column.TO) for w in ("Cấp trình", "Trình cấp nào", "Cấp có thẩm quyền phê duyệt")),
        *((w, Column.NUMBER) for w in ("STT", "Số TT", "Mã nhiệm vụ")),
        *((w, Column.INDICATOR) for w in ("Chỉ tiêu", "Tên chỉ tiêu", "Mục tiêu")),
        *((w, Column.UNIT) for w in ("ĐVT", "Đơn vị tính")),
        *((w, Column.YEAR) for w in ("2024", "Năm 2030", "Đến năm 2030", "Giai đoạn 2026-2030")),
        *((w, Column.GOAL) for w in ("Kế hoạch năm 2026", "Mục tiêu đến năm 2025")),
        *((w, Column.RESULT) for w in ("Thực hiện năm 2024", "Kết quả đạt được")),
        *((w, Column.KNOWN) for w in ("Ghi chú", "Kinh phí", "Nguồn kinh phí", "Thời gian bắt đầu", "Mức độ hoàn thành")),
        *((w, Column.GROUP) for w in ("Lĩnh vực", "Nhóm nhiệm vụ")),
        *((w, None) for w in ("Số ngày dự kiến", "Địa danh", "", "(1)")),
    ],
)  # fmt: skip
def test_headers(words, kind) -> None:
    """The head word of a header decides, whatever narrows it."""
    assert column_of(match_form(words))[0] is kind


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("6/2025", "2025-06-30"), ("2025", "2025-12-31"), ("Q3/2025", "2025-09-30"), ("Quý II năm 2026", "2026-06-30"),
        ("T12/2026", "2026-12-31"), ("30.6.2026", "2026-06-30"), ("2026-03-31", "2026-03-31"), ("2025-2027", "2027-12-31"),
        ("Trước 7/2026", "2026-06-30"), ("Trước ngày 15/7/2026", "2026-07-15"),
        ("Dự thảo: 3/2026\nBan hành: 9/2026", "2026-09-30"), ("Từ tháng 3/2026 đến tháng 9/2026", "2026-09-30"),
        ("Từ năm 2026", ""), ("30 ngày kể từ ngày 01/3/2026", ""), ("Sau khi có Luật", ""), ("7", ""),
        ("Theo Quyết định số 06/QĐ-TTg ngày 06/01/2022", ""),
    ],
)  # fmt: skip
def test_days_of_cells(cell, day) -> None:
    """A cell of the deadline column is read whole: bare months and years count, the last of several, no beginning and no number's day."""
    facts, _ = read([["TT", "Nhiệm vụ", "Thời hạn"], ["1", "Lập danh mục dữ liệu mở", cell.replace("\n", "<br>")]])
    (task,) = facts.tasks
    assert task.due == day
    assert facts.of("Task")[0].get("due_text") == cell.replace("\n", " ")


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("≥ 80%", (">=", 80.0, "%")), ("Tối thiểu 12", (">=", 12.0, "")), ("80-100", (">=", 80.0, "")), ("1.250", ("=", 1250.0, "")),
        ("80,5 %", ("=", 80.5, "%")), ("80.5", ("=", 80.5, "")), ("1,5 triệu người", ("=", 1500000.0, "người")),
        ("50 trở lên", (">=", 50.0, "")), ("Hoàn thành", None), ("3 (quý I); 5 (quý II)", None), ("12/63", None), ("-", None),
    ],
)  # fmt: skip
def test_values_of_cells(cell, told) -> None:
    """A bare number is a value; words, fractions and several numbers are none."""
    found = cell_value(cell)
    assert (None if found is None else (found.comparator, found.value, found.unit)) == told


@pytest.mark.parametrize("ditto", ["nt", "-nt-", "Như trên", '"', "〃"])
def test_ditto(ditto) -> None:
    """'Như trên' takes the cell above, in every column."""
    first, second = tasks(
        HEADS,
        ["1", "Lập danh mục dữ liệu mở", "Bộ Y tế", "Bộ Công an", "6/2026"],
        ["2", "Nối kho dữ liệu thuốc", ditto, ditto, ditto],
    )
    assert (second.lead, second.partners, second.due) == (first.lead, first.partners, first.due)


def test_dash_says_nothing() -> None:
    """'-' is no name and takes nothing from above."""
    _, second = tasks(
        HEADS, ["1", "Lập danh mục dữ liệu mở", "Bộ Y tế", "Bộ Công an", "6/2026"], ["2", "Nối kho dữ liệu thuốc", "-", "–", "-"]
    )
    assert (second.lead, second.partners, second.due) == (frozenset(), frozenset(), "")


def test_group_rows_name_who_acts_and_by_when() -> None:
    """A body as a group title leads the rows below it until the next one; a lead of their own prevails; periods date them."""
    found = tasks(
        HEADS,
        ["I", "Bộ Y tế", "", "", ""],
        ["1", "Lập danh mục dữ liệu mở", "", "", ""],
        ["2", "Nối kho dữ liệu thuốc", "Bộ Tài chính", "", ""],
        ["II", "Nhiệm vụ giao Bộ Công an", "", "", ""],
        ["1", "Cấp mã cho cơ sở khám bệnh", "", "", ""],
        ["III", "Nhiệm vụ hoàn thành trong năm 2027", "", "", ""],
        ["1", "Mở cổng dữ liệu thuốc", "", "", ""],
    )
    assert [(t.text, set(t.lead), t.due) for t in found] == [
        ("Lập danh mục dữ liệu mở", {"Bộ Y tế"}, ""),
        ("Nối kho dữ liệu thuốc", {"Bộ Tài chính"}, ""),
        ("Cấp mã cho cơ sở khám bệnh", {"Bộ Công an"}, ""),
        ("Mở cổng dữ liệu thuốc", set(), "2027-12-31"),
    ]


def test_the_whole_of_which_parts_follow_is_no_task() -> None:
    """'1' over '1.1' and '1.2', or over 'a', only names what they are part of."""
    found = tasks(
        HEADS,
        ["1", "Hoàn thiện kho dữ liệu y tế", "", "", ""],
        ["1.1", "Lập danh mục dữ liệu mở", "Bộ Y tế", "", "6/2026"],
        ["1.2", "Nối kho dữ liệu thuốc", "Bộ Y tế", "", "9/2026"],
        ["2", "Cấp mã cho cơ sở khám bệnh", "Bộ Công an", "", "2026"],
    )
    assert [t.text for t in found] == ["Lập danh mục dữ liệu mở", "Nối kho dữ liệu thuốc", "Cấp mã cho cơ sở khám bệnh"]


@pytest.mark.parametrize(
    "cell",
    [
        "Chủ trì: Bộ Y tế; Phối hợp: Bộ Công an, Bộ Nội vụ",
        "Chủ trì: Bộ Y tế<br>Phối hợp: Bộ Công an, Bộ Nội vụ",
        "Bộ Y tế chủ trì, phối hợp với Bộ Công an, Bộ Nội vụ",
        "Bộ Y tế (chủ trì), Bộ Công an, Bộ Nội vụ (phối hợp)",
        "Phối hợp: Bộ Công an, Bộ Nội vụ; Chủ trì: Bộ Y tế",
    ],
)
def test_roles_within_a_cell(cell) -> None:
    """A column 'Phân công' says in its cells who leads and who helps."""
    (task,) = tasks(["TT", "Nội dung công việc", "Phân công", "Thời gian"], ["1", "Lập danh mục dữ liệu mở", cell, "6/2026"])
    assert (set(task.lead), set(task.partners)) == ({"Bộ Y tế"}, {"Bộ Công an", "Bộ Nội vụ"})


def test_several_leads() -> None:
    """Leads one a line all lead."""
    (task,) = tasks(HEADS, ["1", "Lập danh mục dữ liệu mở", "- Bộ Y tế<br>- Bộ Tài chính", "", "2026"])
    assert set(task.lead) == {"Bộ Y tế", "Bộ Tài chính"}


def test_a_lead_that_nobody_knows_is_left_and_told() -> None:
    """A lead cell without a known body is reported, not guessed."""
    facts, _ = read([HEADS, ["1", "Lập danh mục dữ liệu mở", "Đồng chí Hùng", "", "2026"]])
    assert facts.tasks[0].lead == frozenset()
    assert [u.text for u in facts.bundle.unresolved if u.kind == "Agency"] == ["Đồng chí Hùng"]


def test_two_line_header_with_start_and_end() -> None:
    """'Thời gian' over 'Bắt đầu' and 'Kết thúc': the end is the deadline; 'Thực hiện' over 'Phối hợp' and 'Chủ trì', in that order."""
    found = tasks(
        ["TT", "Nhiệm vụ", "Cơ quan thực hiện", "", "Thời gian", ""],
        ["", "", "Phối hợp", "Chủ trì", "Bắt đầu", "Kết thúc"],
        ["1", "Lập danh mục dữ liệu mở", "Bộ Công an", "Bộ Y tế", "3/2026", "6/2026"],
    )
    assert [(set(t.lead), set(t.partners), t.due) for t in found] == [({"Bộ Y tế"}, {"Bộ Công an"}, "2026-06-30")]


def test_years_marked_with_a_cross() -> None:
    """A plan over year columns: the last year marked is the deadline; money by year is no mark."""
    found = tasks(
        ["TT", "Nhiệm vụ", "Chủ trì", "2026", "2027", "2028"],
        ["1", "Lập danh mục dữ liệu mở", "Bộ Y tế", "x", "x", ""],
        ["2", "Nối kho dữ liệu thuốc", "Bộ Y tế", "500", "", ""],
    )
    assert [t.due for t in found] == ["2027-12-31", ""]


def test_header_below_a_title_and_again_on_each_page() -> None:
    """A title in the first row is no column, a header said again no task, and column numbers are no task."""
    found = tasks(
        ["DANH MỤC NHIỆM VỤ NĂM 2026", "", "", "", ""],
        HEADS,
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["1", "Lập danh mục dữ liệu mở", "Bộ Y tế", "", "6/2026"],
        HEADS,
        ["2", "Nối kho dữ liệu thuốc", "Bộ Tài chính", "", "9/2026"],
    )
    assert [(t.text, set(t.lead)) for t in found] == [
        ("Lập danh mục dữ liệu mở", {"Bộ Y tế"}),
        ("Nối kho dữ liệu thuốc", {"Bộ Tài chính"}),
    ]


def test_another_header_in_the_same_table() -> None:
    """A second header with other columns holds for what follows it."""
    found = tasks(
        HEADS,
        ["1", "Lập danh mục dữ liệu mở", "Bộ Y tế", "", "6/2026"],
        ["STT", "Nội dung", "Thời gian", "Chủ trì", "Phối hợp"],
        ["1", "Nối kho dữ liệu thuốc", "9/2026", "Bộ Tài chính", ""],
    )
    assert [(set(t.lead), t.due) for t in found] == [({"Bộ Y tế"}, "2026-06-30"), ({"Bộ Tài chính"}, "2026-09-30")]


def grid(*tables: list[list[str]], between: str = "", spans: dict[tuple[int, int], int] | None = None) -> Facts:
    """Tables with a paragraph between them; `spans` gives the rows that a cell of the first covers."""
    builder = LayoutBuilder()
    for line in HEAD:
        builder.add(line)
    for number, rows in enumerate(tables):
        if number:
            builder.add(between, HEADING if between.isupper() else PARAGRAPH)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                builder.add(text, CELL, table=number, row=r, column=c, span_rows=(spans or {}).get((r, c), 1))
    return Facts(extraction(builder.build(), "a", "a").bundle)


REST = [["2", "Nối kho dữ liệu thuốc", "Bộ Tài chính", "", "9/2026"]]
FIRST = [HEADS, ["1", "Lập danh mục dữ liệu mở", "Bộ Y tế", "", "6/2026"]]


def test_a_table_goes_on_without_header() -> None:
    """A page break in a table, even with a page number in it, does not lose the columns; a heading does."""
    for between in ("", "12", "Trang 3"):
        assert [set(t.lead) for t in grid(FIRST, REST, between=between).tasks] == [{"Bộ Y tế"}, {"Bộ Tài chính"}]
    assert len(grid(FIRST, REST, between="PHỤ LỤC II").tasks) == 1
    assert len(grid(FIRST, [row[:3] for row in REST]).tasks) == 1


def test_a_row_over_two_pages() -> None:
    """The rest of a sentence, without a number of its own, belongs to the row above, with its bodies."""
    facts = grid(
        [
            *FIRST,
            ["2", "Nối kho dữ liệu thuốc của các tỉnh, thành phố", "Bộ Tài chính,", "Bộ Nội vụ", "9/2026"],
            ["", "với kho dữ liệu chung", "Bộ Công an", "", ""],
        ]
    )
    assert [(t.text, set(t.lead)) for t in facts.tasks][1] == (
        "Nối kho dữ liệu thuốc của các tỉnh, thành phố với kho dữ liệu chung",
        {"Bộ Tài chính", "Bộ Công an"},
    )


def test_a_task_merged_over_its_steps() -> None:
    """A task over several rows of products and days is one task, due with the last of them."""
    facts = grid(
        [
            ["TT", "Nhiệm vụ", "Chủ trì", "Sản phẩm", "Thời hạn"],
            ["1", "Lập danh mục dữ liệu mở", "Bộ Y tế", "Dự thảo", "3/2026"],
            ["", "", "", "Quyết định", "9/2026"],
        ],
        spans={(1, 0): 2, (1, 1): 2, (1, 2): 2},
    )
    assert [(set(t.lead), t.due) for t in facts.tasks] == [({"Bộ Y tế"}, "2026-09-30")]


def test_heading_above_the_table_names_who_acts() -> None:
    """A table without a column of leads, below a heading that names one."""
    table = "| TT | Nhiệm vụ | Thời hạn |\n| --- | --- | --- |\n| 1 | Lập danh mục dữ liệu mở | 6/2026 |"
    body = f"Căn cứ Luật Dữ liệu số 60/2024/QH15;\n\nĐiều 1. Ban hành danh mục.\n\nPHỤ LỤC\n\nI. Bộ Y tế\n\n{table}"
    (task,) = Facts(extraction(layout(official(body, "decision"))).bundle).tasks
    assert set(task.lead) == {"Bộ Y tế"}


def test_unread_columns_are_told() -> None:
    """A column that nobody understands is named in the notes, where it holds anything; notes and money are known."""
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Số ngày dự kiến", "Ghi chú", "Bản đồ"],
        ["1", "Lập danh mục dữ liệu mở", "Bộ Y tế", "7", "gấp", ""],
    ]
    assert read(rows)[1] == ("bảng 1: không đọc cột 'Số ngày dự kiến'",)
    assert read(rows, "xlsx")[1] == ("trang tính Phụ lục: không đọc cột 'Số ngày dự kiến'",)


def test_agenda_and_lists_of_people_lay_nothing_on_anybody() -> None:
    """Times of day make an agenda; names and posts make a list of members."""
    assert tasks(["Thời gian", "Nội dung", "Thực hiện", "Đơn vị"], ["8h00 - 8h15", "Đón tiếp đại biểu dự hội nghị", "", "Bộ Y tế"]) == []
    assert tasks(["TT", "Họ và tên", "Đơn vị", "Nhiệm vụ"], ["1", "Nguyễn Văn Mẫu", "Bộ Y tế", "Theo dõi việc nối dữ liệu"]) == []


def test_goals_and_results_of_one_year() -> None:
    """'Kế hoạch' is a target and 'Thực hiện' a measurement; a year that had passed is a result; units and days by group."""
    facts, _ = read(
        [
            ["TT", "Chỉ tiêu", "ĐVT", "Năm 2024", "Kế hoạch năm 2026", "Ước thực hiện năm 2026", "Kinh phí"],
            ["1", "Doanh thu kinh tế số", "Tỷ đồng", "1,5", "2", "1,8", "12"],
        ]
    )
    assert [(n.get("value"), n.get("unit"), n.get("due_on")) for n in facts.of("Target")] == [(2e9, "đồng", "2026-12-31")]
    told = sorted((n.get("value"), n.get("unit"), n.get("as_of")) for n in facts.of("Measurement"))
    assert told == [(1.5e9, "đồng", "2024-12-31"), (1.8e9, "đồng", "2026-12-31")]


def test_group_dates_indicators() -> None:
    """'Đến năm 2030' as a group row dates the values below it; words and ranks with more words give none."""
    facts, _ = read(
        [
            ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì theo dõi"],
            ["I", "Đến năm 2030", "", "", ""],
            ["1", "Tỷ lệ hồ sơ nộp trên mạng", "%", "≥ 90", "Bộ Y tế"],
            ["2", "Xếp hạng dữ liệu mở", "Thứ bậc", "≤ 3 Đông Nam Á", "Bộ Y tế"],
            ["3", "Kho dữ liệu y tế", "Kho", "Hoàn thành", "Bộ Y tế"],
        ]
    )
    assert [(n.get("comparator"), n.get("value"), n.get("due_on")) for n in facts.of("Target")] == [(">=", 90.0, "2030-12-31")]
    assert facts.tasks == []


def test_value_is_proven_by_its_row() -> None:
    """The quote of a value runs from the indicator to the value, and its cell is named too."""
    facts, _ = read([["TT", "Chỉ tiêu", "ĐVT", "2030"], ["1", "Tỷ lệ hồ sơ nộp trên mạng", "%", "90"]], "xlsx")
    (target,) = facts.of("Target")
    assert {(m.quote, m.cell) for m in target.mentions} == {("Tỷ lệ hồ sơ nộp trên mạng\n%\n90", None), ("90", "Phụ lục!D12")}
