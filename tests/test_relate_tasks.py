"""Tasks in running text: who leads, with whom, for whom, what is made and needed; and what is no task.

Guards against partners who lead, tasks without the body that their heading names, one task where the sentence lays down
several (or the reverse), and reports, standing duties and recitals read as orders.
"""

import pytest

from tests.extraction import article, known, names, official, read

SAID = "Phó Thủ tướng có ý kiến như sau:\n\n"

ROLES = [
    # order, lead, partners, comment
    ("Bộ Công an xây dựng chuẩn dữ liệu.", {"Bộ Công an"}, set(), "the subject leads"),
    ("Bộ Công an chủ trì xây dựng chuẩn dữ liệu.", {"Bộ Công an"}, set(), "'chủ trì'"),
    (
        "Bộ Công an chủ trì, phối hợp với Bộ Y tế xây dựng chuẩn dữ liệu.",
        {"Bộ Công an"},
        {"Bộ Y tế"},
        "the body before 'chủ trì, phối hợp với' leads",
    ),
    (
        "Bộ Công an chủ trì, phối hợp với Bộ Y tế, Bộ Tài chính và Bộ Nội vụ xây dựng chuẩn dữ liệu.",
        {"Bộ Công an"},
        {"Bộ Y tế", "Bộ Tài chính", "Bộ Nội vụ"},
        "three partners",
    ),
    ("Bộ Công an phối hợp với Bộ Y tế xây dựng chuẩn dữ liệu.", {"Bộ Công an"}, {"Bộ Y tế"}, "'phối hợp' alone"),
    ("Bộ Công an, Bộ Y tế xây dựng chuẩn dữ liệu.", {"Bộ Công an", "Bộ Y tế"}, set(), "two subjects lead together"),
    ("Giao Bộ Công an xây dựng chuẩn dữ liệu.", {"Bộ Công an"}, set(), "'giao'"),
    ("Giao Bộ Công an chủ trì, phối hợp với Bộ Y tế xây dựng chuẩn dữ liệu.", {"Bộ Công an"}, {"Bộ Y tế"}, "'giao … chủ trì'"),
    ("Yêu cầu Bộ Công an khẩn trương xây dựng chuẩn dữ liệu.", {"Bộ Công an"}, set(), "'yêu cầu' and an adverb"),
    ("Đề nghị Tòa án nhân dân tối cao xây dựng chuẩn dữ liệu.", {"Tòa án nhân dân tối cao"}, set(), "'đề nghị'"),
    ("Thủ tướng Chính phủ giao Bộ Công an xây dựng chuẩn dữ liệu.", {"Bộ Công an"}, set(), "who gives the order does not lead"),
    ("Bộ trưởng Bộ Công an chỉ đạo xây dựng chuẩn dữ liệu.", {"Bộ Công an"}, set(), "the head for the body"),
    ("Bộ Công an có trách nhiệm xây dựng chuẩn dữ liệu.", {"Bộ Công an"}, set(), "'có trách nhiệm'"),
    (
        "Bộ Công an sớm xây dựng chuẩn dữ liệu với sự tham gia của Bộ Y tế.",
        {"Bộ Công an"},
        set(),
        "who takes part is not led by the sentence",
    ),
    ("Bộ Công an được Thủ tướng Chính phủ giao xây dựng chuẩn dữ liệu.", {"Bộ Công an"}, set(), "given work in the passive"),
    (
        "Bộ Công an phối hợp với Bộ Y tế và TP. Hà Nội xây dựng chuẩn dữ liệu.",
        {"Bộ Công an"},
        {"Bộ Y tế", "Ủy ban nhân dân thành phố Hà Nội"},
        "a place in a list of bodies is its people's committee",
    ),
    (
        "Trên cơ sở đề nghị của các bộ, cơ quan liên quan, Bộ Công an xây dựng chuẩn dữ liệu.",
        {"Bộ Công an"},
        set(),
        "who asked does not lead",
    ),
    ("Bộ Công an căn cứ hướng dẫn của Bộ Y tế tổ chức xây dựng chuẩn dữ liệu.", {"Bộ Công an"}, set(), "whose guide it is does not lead"),
    ("Bộ Công an xây dựng chuẩn dữ liệu, trình Bộ Tư pháp thẩm định.", {"Bộ Công an"}, set(), "who examines does not lead"),
]


@pytest.mark.parametrize(("order", "lead", "partners", "comment"), ROLES, ids=names(ROLES))
def test_roles(order: str, lead: set[str], partners: set[str], comment: str) -> None:
    """Lead and partners of one order in a notice of conclusions."""
    task = read(official(f"{SAID}1. {order}")).task("xây dựng chuẩn dữ liệu")
    assert task.lead == lead, comment
    assert task.partners == partners, comment


COUNTS = [
    # order, number of tasks, comment
    ("Bộ Y tế xây dựng chuẩn dữ liệu; ban hành danh mục dùng chung; hướng dẫn các bệnh viện.", 3, "each verb after ';' is a task"),
    ("Bộ Y tế (1) xây dựng chuẩn dữ liệu; (2) ban hành danh mục dùng chung.", 2, "numbered in brackets"),
    (
        "Bộ Y tế xây dựng chuẩn dữ liệu; Cục Thống kê tính toán chỉ số; bảo đảm thống nhất, đồng bộ.",
        2,
        "a body after ';', and no verbs at the end",
    ),
    (
        "Bộ Y tế rà soát nhiệm vụ theo tinh thần ba rõ: rõ người, rõ việc; sớm ban hành danh mục.",
        2,
        "what explains the work before it is no list",
    ),
    ("Bộ Y tế hoàn thiện pháp luật về: khám bệnh; phát triển thuốc; hỗ trợ người nghèo.", 1, "topics of the law are no tasks"),
    (
        "Bộ Y tế công khai các danh mục, nhất là cơ sở dữ liệu bệnh viện; hoàn thành liên thông, nhất là cơ sở dữ liệu thuốc.",
        2,
        "'nhất là cơ sở dữ liệu'",
    ),
    ("Bộ Y tế xây dựng chuẩn dữ liệu, danh mục và hướng dẫn dùng chung.", 1, "several objects of one verb"),
    ("Bộ Y tế xây dựng chuẩn dữ liệu. Bộ Công an ban hành danh mục dùng chung.", 2, "two sentences"),
    ("Bộ Y tế xây dựng chuẩn dữ liệu, hoàn thành trong tháng 7/2026.", 1, "a deadline is no task"),
    ("Bộ Y tế xây dựng chuẩn dữ liệu; hoàn thành trong tháng 7/2026.", 1, "a deadline after ';' is no task"),
    ("Bộ Y tế xây dựng chuẩn dữ liệu (gồm: hồ sơ; đơn thuốc; phiếu khám).", 1, "parts in brackets"),
    ("Bộ Y tế đã xây dựng chuẩn dữ liệu trong năm 2025.", 0, "what was done"),
    ("Bộ Y tế là cơ quan chủ trì lĩnh vực khám chữa bệnh.", 0, "a standing duty"),
    ("Bộ Y tế được hoan nghênh vì làm nhanh.", 0, "praise"),
    ("Việc xây dựng chuẩn dữ liệu còn chậm.", 0, "a finding"),
    ("Trân trọng cảm ơn Bộ Y tế.", 0, "courtesy"),
]


@pytest.mark.parametrize(("order", "count", "comment"), COUNTS, ids=names(COUNTS))
def test_count(order: str, count: int, comment: str) -> None:
    """How many obligations a paragraph lays down."""
    assert len(read(official(f"{SAID}1. {order}")).tasks) == count, comment


def test_bullets_take_the_body_of_their_heading() -> None:
    """'2. Bộ Công an:' leads the bullets below it, up to the next heading."""
    facts = read(
        official(
            f"{SAID}1. Bộ Công an:\n\na) Xây dựng chuẩn dữ liệu.\n\nb) Ban hành danh mục dùng chung.\n\n2. Bộ Y tế:\n\n"
            "a) Đồng bộ dữ liệu bệnh án."
        )
    )
    leads = {t.text: t.lead for t in facts.tasks}
    assert leads == {
        "Xây dựng chuẩn dữ liệu": {"Bộ Công an"},
        "Ban hành danh mục dùng chung": {"Bộ Công an"},
        "Đồng bộ dữ liệu bệnh án": {"Bộ Y tế"},
    }


def test_bullets_under_an_order_word() -> None:
    """'4. Giao Bộ Tài chính:' orders the dashes below it."""
    facts = read(official(f"{SAID}1. Giao Bộ Tài chính:\n\n- Bố trí đủ kinh phí cho việc số hóa;\n\n- Ban hành định mức chi."))
    assert [(t.text, set(t.lead)) for t in facts.tasks] == [
        ("Bố trí đủ kinh phí cho việc số hóa", {"Bộ Tài chính"}),
        ("Ban hành định mức chi", {"Bộ Tài chính"}),
    ]


def test_bullet_with_a_body_of_its_own() -> None:
    """A subject in the bullet itself wins over the heading's."""
    facts = read(official(f"{SAID}1. Bộ Công an:\n\na) Xây dựng chuẩn dữ liệu.\n\n2. Bộ Y tế ban hành danh mục dùng chung."))
    assert facts.task("danh mục").lead == {"Bộ Y tế"}


def test_bare_ministry_leads() -> None:
    """'Bộ' alone is the ministry named before."""
    facts = read(official(f"{SAID}1. Bộ Y tế ban hành danh mục dùng chung. Bộ cần xây dựng chuẩn dữ liệu trong tháng 7/2026."))
    assert facts.task("chuẩn dữ liệu").lead == {"Bộ Y tế"}


LINKS = [
    # order, field, names, comment
    ("Bộ Y tế xây dựng chuẩn dữ liệu, trình Thủ tướng Chính phủ trong tháng 7/2026.", "to", {"Thủ tướng Chính phủ"}, "'trình'"),
    ("Bộ Y tế xây dựng chuẩn dữ liệu, báo cáo Thủ tướng Chính phủ trong tháng 7/2026.", "to", {"Thủ tướng Chính phủ"}, "'báo cáo'"),
    ("Bộ Y tế rà soát chuẩn dữ liệu, gửi Bộ Công an trước ngày 20 tháng 7 năm 2026.", "to", {"Bộ Công an"}, "'gửi'"),
    ("Bộ Y tế xây dựng chuẩn dữ liệu cùng Bộ Công an.", "to", set(), "a partner receives nothing"),
    ("Bộ Y tế xây dựng Cơ sở dữ liệu quốc gia về y tế.", "makes", {"Cơ sở dữ liệu quốc gia về y tế"}, "a database is built"),
    ("Bộ Y tế hoàn thiện Sổ sức khỏe điện tử trên VNeID.", "makes", {"Sổ sức khỏe điện tử"}, "what follows 'trên' is not made"),
    pytest.param(
        "Bộ Y tế hoàn thiện Sổ sức khỏe điện tử trên VNeID.",
        "needs",
        {"VNeID"},
        "what follows 'trên' is needed",
        marks=known("'hoàn thiện A trên B': the platform B on which A stands is not a need of the task"),
    ),
    ("Bộ Y tế khai thác Cơ sở dữ liệu quốc gia về dân cư để cấp thẻ.", "needs", {"Cơ sở dữ liệu quốc gia về dân cư"}, "a database is used"),
    ("Bộ Y tế khai thác Cơ sở dữ liệu quốc gia về dân cư để cấp thẻ.", "makes", set(), "what is used is not made"),
    ("Bộ Tư pháp sửa đổi Nghị định số 47/2020/NĐ-CP ngày 09 tháng 4 năm 2020.", "needs", {"47/2020/NĐ-CP"}, "a document to amend"),
    ("Bộ Y tế triển khai Đề án 06.", "needs", {"Đề án 06"}, "a programme to carry out"),
    (
        "Bộ Y tế kết nối Cơ sở dữ liệu quốc gia về y tế với Trung tâm dữ liệu quốc gia.",
        "needs",
        {"Cơ sở dữ liệu quốc gia về y tế", "Trung tâm dữ liệu quốc gia"},
        "both ends of a connection",
    ),
]


@pytest.mark.parametrize(("order", "field", "expected", "comment"), LINKS, ids=names(LINKS))
def test_links(order: str, field: str, expected: set[str], comment: str) -> None:
    """What a task is about."""
    (task,) = read(official(f"{SAID}1. {order}")).tasks
    assert getattr(task, field) == expected, comment


def test_labelled_fields() -> None:
    """Plans give lead, partners, deadline and output as labelled lines under the work."""
    facts = read(
        official(
            "II. NHIỆM VỤ\n\n1. Xây dựng chuẩn dữ liệu bệnh án\n\n- Cơ quan chủ trì: Sở Y tế.\n\n"
            "- Cơ quan phối hợp: Sở Tài chính, Công an thành phố.\n\n"
            "- Thời gian hoàn thành: tháng 7/2026.\n\n- Sản phẩm: Chuẩn được ban hành.\n\n2. Ban hành danh mục dùng chung\n\n"
            "- Đơn vị chủ trì: Sở Tư pháp.",
            "plan",
        )
    )
    task = facts.task("chuẩn dữ liệu")
    assert task.lead == {"Sở Y tế thành phố Hải Phòng"}
    assert task.partners == {"Sở Tài chính thành phố Hải Phòng", "Công an thành phố Hải Phòng"}
    assert task.due == "2026-07-31"
    assert facts.task("danh mục").lead == {"Sở Tư pháp thành phố Hải Phòng"}
    assert len(facts.tasks) == 2


def test_output_of_a_labelled_field() -> None:
    """'Sản phẩm: …' is kept with its task."""
    facts = read(
        official(
            "II. NHIỆM VỤ\n\n1. Xây dựng chuẩn dữ liệu bệnh án\n\n- Cơ quan chủ trì: Sở Y tế.\n\n- Sản phẩm: Bộ chuẩn được ban hành.",
            "plan",
        )
    )
    (node,) = facts.of("Task")
    assert node.get("output") == "Bộ chuẩn được ban hành"


NO_ORDERS = [
    (
        "decree",
        "Chương I\n\nQUY ĐỊNH CHUNG\n\nĐiều 1. Trách nhiệm\n\n1. Bộ Công an chủ trì, phối hợp với Bộ Y tế quản lý dữ liệu bệnh án.\n\n"
        "2. Cơ quan nhà nước cung cấp dữ liệu cho người dân.",
        "norms of a decree",
    ),
    (
        "decision",
        "Căn cứ Luật Dữ liệu số 60/2024/QH15;\n\nTheo đề nghị của Bộ trưởng Bộ Công an.\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Quyết định này có hiệu lực từ ngày ký.",
        "recitals and effect",
    ),
    (
        "notice",
        "I. ĐÁNH GIÁ CHUNG\n\n1. Bộ Công an đã xây dựng chuẩn dữ liệu. Kết quả tốt.\n\n"
        "2. Các bộ, ngành tích cực triển khai, đạt nhiều kết quả.",
        "an assessment",
    ),
    pytest.param(
        "decree",
        "Điều 1. Hồ sơ\n\n1. Kế hoạch phục chế, trong đó nêu rõ các nội dung: Thông tin cơ bản về hiện vật; đề xuất phương án bảo "
        "quản hiện vật.",
        "contents of a file to be handed in",
        marks=known("'nêu rõ các nội dung: A; B' in a decree is read as a list of tasks"),
    ),
]


@pytest.mark.parametrize(("kind", "body", "comment"), NO_ORDERS, ids=names(NO_ORDERS))
def test_no_orders(kind: str, body: str, comment: str) -> None:
    """Norms, recitals and assessments lay no task on anybody."""
    assert read(official(body, kind)).tasks == [], comment


def test_statute_of_a_body_lays_down_no_tasks() -> None:
    """'chủ trì' in an organisation decree describes standing duties."""
    facts = read(
        official(
            "Điều 1. Nhiệm vụ\n\n1. Cục A chủ trì, phối hợp với Bộ Y tế xây dựng chuẩn dữ liệu.",
            "decision",
            "Quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Cục A",
        )
    )
    assert facts.tasks == []


def test_who_assigns() -> None:
    """The document at hand assigns what it orders."""
    facts = read(official(f"{SAID}1. Bộ Công an xây dựng chuẩn dữ liệu."))
    assert facts.task("chuẩn").by == {"9903/TB-VPCP"}


def test_report_of_a_document_assigns_in_its_name() -> None:
    """A news article that reports a notice tells the notice's tasks, not its own."""
    facts = read(
        article(
            "Văn phòng Chính phủ vừa ban hành Thông báo số 203/TB-VPCP ngày 05 tháng 3 năm 2026. Theo đó, Phó Thủ tướng yêu cầu Bộ Công "
            "an xây dựng chuẩn dữ liệu trong tháng 7/2026."
        )
    )
    assert facts.task("chuẩn dữ liệu").by == {"203/TB-VPCP"}
    assert facts.task("chuẩn dữ liệu").lead == {"Bộ Công an"}


def test_quoted_new_text_belongs_to_the_amended_document() -> None:
    """An amending decision quotes new text: the tasks in it are assigned by the decision that it amends."""
    facts = read(
        official(
            "Căn cứ Luật Dữ liệu số 60/2024/QH15;\n\nQUYẾT ĐỊNH:\n\n"
            "Điều 1. Sửa đổi khoản 2 Điều 1 Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020 như sau:\n\n"
            "“2. Bộ Y tế xây dựng chuẩn dữ liệu bệnh án, hoàn thành trong tháng 12/2026.”\n\nĐiều 2. Tổ chức thực hiện\n\n"
            "1. Bộ Công an cập nhật danh mục dùng chung trong tháng 10/2026.",
            "decision",
            "Sửa đổi, bổ sung một số nội dung của Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020",
        )
    )
    assert facts.task("chuẩn dữ liệu").by == {"749/QĐ-TTg"}
    assert facts.task("danh mục").by == {"9901/QĐ-TTg"}


QUOTED = [
    # paragraphs of an amending decision, who assigns the task in them, comment
    (
        ("1. Sửa đổi khoản 2 Mục I như sau: “2. Nhiệm vụ", "Bộ Y tế xây dựng chuẩn dữ liệu bệnh án, hoàn thành trong tháng 12/2026.”"),
        "749/QĐ-TTg",
        "a quotation that begins in the middle of a block",
    ),
    (
        ("1. Sửa đổi khoản 2 Mục I như sau:", "“2. Nhiệm vụ", "a) Bộ Y tế xây dựng chuẩn dữ liệu bệnh án trong tháng 12/2026.", "b) Hết.”"),
        "749/QĐ-TTg",
        "several blocks",
    ),
    (
        ("1. Sửa đổi khoản 2 Mục I như sau:", "“2. Nhiệm vụ”.", "2. Bộ Y tế xây dựng chuẩn dữ liệu bệnh án trong tháng 12/2026."),
        "9901/QĐ-TTg",
        "behind the quotation",
    ),
]


@pytest.mark.parametrize(("lines", "assigner", "comment"), QUOTED, ids=[row[-1] for row in QUOTED])
def test_where_quoted_new_text_ends(lines: tuple[str, ...], assigner: str, comment: str) -> None:
    """Only what stands between the marks is the amended document's."""
    title = "Sửa đổi, bổ sung một số nội dung của Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020"
    facts = read(official("\n\n".join(("QUYẾT ĐỊNH:", "Điều 1. Sửa đổi một số nội dung", *lines)), "decision", title))
    assert facts.task("chuẩn dữ liệu").by == {assigner}, comment


def test_each_article_amends_its_own_document() -> None:
    """Where several documents are amended, new text belongs to the one that its article names."""
    first, second = "Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020", "Quyết định số 942/QĐ-TTg ngày 15 tháng 6 năm 2021"
    lines = (
        f"Điều 1. Sửa đổi khoản 2 Điều 1 {first} như sau:",
        "“2. Bộ Y tế xây dựng chuẩn dữ liệu bệnh án, hoàn thành trong tháng 12/2026.”",
        f"Điều 2. Sửa đổi khoản 3 Điều 1 {second} như sau:",
        "“3. Bộ Công an ban hành danh mục dùng chung, hoàn thành trong tháng 10/2026.”",
    )
    facts = read(official("\n\n".join(("QUYẾT ĐỊNH:", *lines)), "decision", "Sửa đổi một số quyết định"))
    assert facts.task("chuẩn dữ liệu").by == {"749/QĐ-TTg"}
    assert facts.task("danh mục").by == {"942/QĐ-TTg"}


def test_order_in_an_article_of_a_decision() -> None:
    """'Điều 1. Bộ Y tế xây dựng …, hoàn thành trong …' binds as much as an item of a list."""
    facts = read(official("QUYẾT ĐỊNH:\n\nĐiều 1. Bộ Y tế xây dựng chuẩn dữ liệu bệnh án, hoàn thành trong tháng 12/2026.", "decision"))
    assert facts.task("chuẩn dữ liệu").lead == {"Bộ Y tế"}


def test_text_without_the_closing_mark() -> None:
    """A task quoted in an amendment is told without the marks of the quotation."""
    quoted = "1. Sửa đổi khoản 2 Điều 2 như sau:\n\n“2. Bộ Y tế xây dựng chuẩn dữ liệu bệnh án, hoàn thành trong tháng 12/2026.”"
    facts = read(official(f"QUYẾT ĐỊNH:\n\nĐiều 1. Sửa đổi một số nội dung\n\n{quoted}\n\nĐiều 2. Hiệu lực", "decision"))
    assert facts.task("chuẩn dữ liệu").text == "Xây dựng chuẩn dữ liệu bệnh án, hoàn thành trong tháng 12/2026"


def test_task_evidence_is_its_own_words() -> None:
    """The proof of a task holds the verb and the object, and lies in the text."""
    facts = read(official(f"{SAID}1. Giao Bộ Công an xây dựng chuẩn dữ liệu; Bộ Y tế ban hành danh mục dùng chung."))
    node = next(n for n in facts.of("Task") if "danh mục" in str(n.get("text")))
    assert all("ban hành danh mục" in m.quote for m in node.mentions)
