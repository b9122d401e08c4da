"""Tasks told by more than one sentence: items of plans with labelled fields, remarks that date the work before them, duties of articles.

Guards against fields read as work of their own, titles that are lost because their verb stands above them, deadlines that stay
with the last of several works, and bodies of a heading that do not reach the items below it.
"""

from tests.extraction import official, paragraphs, read


def test_the_title_of_an_item_is_the_work_and_its_content_describes_it() -> None:
    """'Nội dung: …' under a title is no further task; the other fields belong to the title."""
    plan = read(
        official(
            paragraphs(
                "**II. NỘI DUNG**",
                "1. Xây dựng Cổng thông tin quốc gia về bảo vệ trẻ em",
                "- Nội dung: cổng cung cấp thông tin cho gia đình; tiếp nhận và xử lý phản ánh; hướng dẫn nhà trường.",
                "- Cơ quan thực hiện: Bộ Công an.",
                "- Cơ quan phối hợp: Bộ Y tế.",
                "- Thời hạn ban hành: trước ngày 31 tháng 12 năm 2026.",
            ),
            kind="plan",
        )
    )
    (task,) = plan.tasks
    assert task.lead == {"Bộ Công an"}
    assert task.partners == {"Bộ Y tế"}
    assert task.due == "2026-12-31"
    assert task.makes == {"Cổng thông tin quốc gia về bảo vệ trẻ em"}
    node = plan.of("Task")[0]
    assert any("tiếp nhận và xử lý" in m.quote for m in node.mentions), "the description is evidence of the task"


def test_a_title_that_names_a_product_takes_the_verb_above_it() -> None:
    """'5. Xây dựng Nghị định' with '- Nghị định quy định …' below, each with its own fields."""
    plan = read(
        official(
            paragraphs(
                "**II. NỘI DUNG**",
                "5. Xây dựng văn bản của Chính phủ",
                "- Nghị định quy định về dữ liệu dùng chung của trường học",
                "+ Cơ quan chủ trì: Bộ Y tế.",
                "+ Thời hạn trình: trước ngày 01 tháng 9 năm 2026.",
                "- Nghị định xử phạt vi phạm hành chính trong quản lý dữ liệu của trường học.",
                "+ Cơ quan chủ trì: Bộ Công an.",
            ),
            kind="plan",
        )
    )
    first, second = plan.task("dữ liệu dùng chung"), plan.task("xử phạt")
    assert first.lead == {"Bộ Y tế"}
    assert first.due == "2026-09-01"
    assert second.lead == {"Bộ Công an"}
    assert first.makes == {"Nghị định quy định về dữ liệu dùng chung của trường học"}


def test_content_without_a_title_of_work_is_the_work() -> None:
    """Where the title is only a topic, what the content asks for is the task."""
    plan = read(
        official(
            paragraphs("**II. NỘI DUNG**", "1. Thể chế", "- Nội dung: Rà soát danh mục dữ liệu dùng chung.", "- Cơ quan chủ trì: Bộ Y tế."),
            kind="plan",
        )
    )
    assert plan.task("danh mục dữ liệu dùng chung").lead == {"Bộ Y tế"}


SAID = "Phó Thủ tướng có ý kiến như sau:"


def test_a_remark_about_the_finished_work_dates_it() -> None:
    """'hoàn thành việc ban hành hướng dẫn trước …', 'gửi kết quả …', 'công bố kết quả …' are no further tasks."""
    said = read(
        official(
            paragraphs(
                SAID,
                "1. Bộ Công an ban hành hướng dẫn phân loại dữ liệu; hoàn thành việc ban hành hướng dẫn trước ngày 25 tháng 5 năm 2026; "
                "các bộ, ngành căn cứ hướng dẫn của Bộ Công an tổ chức phân loại dữ liệu đang quản lý; gửi kết quả về Bộ Công an trước "
                "ngày 10 tháng 6 năm 2026; Bộ Công an tổng hợp, xếp hạng dữ liệu cả nước; công bố kết quả trong năm 2026.",
            )
        )
    )
    assert [(t.due, "Bộ Công an" in t.lead) for t in said.tasks] == [("2026-05-25", True), ("2026-06-10", False), ("2026-12-31", True)]


def test_a_remark_on_time_dates_all_works_of_its_item() -> None:
    """'Thời gian hoàn thành trước …' after two works of one item."""
    said = read(
        official(
            paragraphs(
                SAID,
                "1. Bộ Y tế rà soát danh mục bệnh viện; đồng thời, cập nhật danh mục phòng khám. "
                "Thời gian thực hiện hoàn thành xong trước ngày 05 tháng 12 năm 2026.",
            )
        )
    )
    assert [t.due for t in said.tasks] == ["2026-12-05", "2026-12-05"]


def test_papers_just_asked_for_go_where_the_next_sentence_says() -> None:
    """'Các báo cáo trên gửi Bộ X trước ngày …' is no work of its own."""
    said = read(
        official(
            paragraphs(SAID, "1. Bộ Y tế hoàn thiện báo cáo số liệu. Báo cáo nêu trên gửi Bộ Tư pháp trước ngày 05 tháng 12 năm 2026.")
        )
    )
    (task,) = said.tasks
    assert task.to == {"Bộ Tư pháp"}
    assert task.due == "2026-12-05"


def test_who_plans_the_money_has_a_task_in_the_section_on_funding() -> None:
    """Under 'Kinh phí', where it comes from lays nothing on anybody; a body told to plan and submit it does."""
    plan = read(
        official(
            paragraphs(
                "**III. KINH PHÍ**",
                "1. Kinh phí thực hiện Kế hoạch được bố trí từ ngân sách nhà nước hằng năm.",
                "2. Sở Tài chính chủ trì tổng hợp, trình cấp có thẩm quyền bố trí kinh phí chi thường xuyên.",
                "3. Các cơ quan được phân công chủ trì nhiệm vụ theo Kế hoạch này có trách nhiệm lập dự toán hằng năm.",
            ),
            kind="plan",
        )
    )
    assert len(plan.tasks) == 2
    assert plan.task("bố trí kinh phí").lead == {"Sở Tài chính thành phố Hải Phòng"}


def test_an_article_on_the_duties_of_a_body_speaks_to_it() -> None:
    """'Điều 14. Trách nhiệm của Sở …' leads the items below; the name of a chapter stands on its own line."""
    decree = read(
        official(
            paragraphs(
                "**Chương IV**",
                "**TỔ CHỨC THỰC HIỆN**",
                "**Điều 14. Trách nhiệm của Bộ Y tế**",
                "1. Xây dựng danh mục dữ liệu của bệnh viện.",
                "2. Tổ chức tập huấn cho các bệnh viện.",
                "**Điều 15. Trách nhiệm của các đơn vị**",
                "1. Cục Thống kê, Bộ Tài chính có trách nhiệm:",
                "a) Rà soát số liệu hằng quý của bệnh viện;",
            ),
            kind="decree",
        )
    )
    assert decree.task("danh mục dữ liệu").lead == {"Bộ Y tế"} == decree.task("tập huấn").lead
    assert decree.task("số liệu hằng quý").lead == {"Cục Thống kê"}, "the ministry after the comma tells whose unit it is"


def test_each_row_of_one_wording_is_a_task() -> None:
    """Rows that differ only at the end of a long wording are not one."""
    long = (
        "Hoàn thiện triển khai xây dựng, đưa vào khai thác các cơ sở dữ liệu quốc gia và cơ sở dữ liệu chuyên ngành theo lộ trình chung; "
    )
    rows = "".join(
        f"| {i} | {long * 2}phục vụ chuyển đổi số: ({i}) {name} | {lead} | 31/12/2026 |\n"
        for i, name, lead in ((1, "Cơ sở dữ liệu người lao động", "Bộ Nội vụ"), (2, "Cơ sở dữ liệu quốc gia về bảo hiểm", "Bộ Tài chính"))
    )
    said = read(official(f"PHỤ LỤC\n\n| STT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n{rows}"))
    assert [(set(t.lead), set(t.makes)) for t in said.tasks] == [
        ({"Bộ Nội vụ"}, {"Cơ sở dữ liệu người lao động"}),
        ({"Bộ Tài chính"}, {"Cơ sở dữ liệu quốc gia về bảo hiểm"}),
    ]


def test_content_that_only_heads_items_is_no_description() -> None:
    """'Nội dung thực hiện:' alone on its line: the items below it are the work."""
    plan = read(
        official(
            paragraphs("**II. NỘI DUNG**", "1. Thể chế", "- Nội dung thực hiện:", "+ Rà soát danh mục dữ liệu dùng chung của trường học."),
            kind="plan",
        )
    )
    assert [t.text for t in plan.tasks] == ["Rà soát danh mục dữ liệu dùng chung của trường học"]
