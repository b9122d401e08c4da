"""Acts of documents on documents, in the forms in which they are published: title, enacting words, articles, lists, histories in citations.

Guards against reversed arrows, acts read out of tasks, proposals, conditions, transitional rules and quotations, acts on what a title only
describes, and lists cut short. The known pairs are public facts; the sentences around them are our own.
"""

import pytest

from tests.extraction import article, names, official, paragraphs, read

ACTS = ("AMENDS", "REPLACES", "REPEALS", "SUSPENDS", "CORRECTS", "CONSOLIDATES", "GUIDES", "IMPLEMENTS")
Relations = set[tuple[str, str, str]]
OWN, DECREE, PLAN = "9901/QĐ-TTg", "9904/2026/NĐ-CP", "9906/KH-UBND"
A, B, C = "9301/QĐ-TTg", "9302/QĐ-TTg", "9303/QĐ-TTg"
FIRST = f"Quyết định số {A} ngày 05 tháng 02 năm 2021"
SECOND = f"Quyết định số {B} ngày 06 tháng 3 năm 2022"
THIRD = f"Quyết định số {C} ngày 07 tháng 4 năm 2023"
LAW = "60/2024/QH15"


def acts(text: str) -> Relations:
    """The acts that a text tells."""
    return read(text).edges_of(*ACTS)


ARTICLES = [
    # article of a decision, relations, comment
    (f"Bãi bỏ {FIRST} và {SECOND}.", {(OWN, "REPEALS", A), (OWN, "REPEALS", B)}, "two documents"),
    (
        f"Bãi bỏ {FIRST} của Thủ tướng Chính phủ về kho số; {SECOND} của Thủ tướng Chính phủ về thẻ số.",
        {(OWN, "REPEALS", A), (OWN, "REPEALS", B)},
        "a list with titles",
    ),
    (f"Bãi bỏ toàn bộ {FIRST}.", {(OWN, "REPEALS", A)}, "the whole, said so"),
    (f"Hủy bỏ {FIRST}.", {(OWN, "REPEALS", A)}, "cancels"),
    (f"Bãi bỏ Điều 5, khoản 2 Điều 7 của {FIRST}.", {(OWN, "REPEALS", A)}, "provisions"),
    (f"Bãi bỏ Phụ lục II ban hành kèm theo {FIRST}.", {(OWN, "REPEALS", A)}, "an annex"),
    (f"Bãi bỏ {FIRST} và sửa đổi Điều 2 {SECOND}.", {(OWN, "REPEALS", A), (OWN, "AMENDS", B)}, "two acts in one sentence"),
    (f"Nay bãi bỏ {FIRST}.", {(OWN, "REPEALS", A)}, "solemn"),
    (f"Kể từ ngày 01 tháng 7 năm 2026, bãi bỏ {FIRST}.", {(OWN, "REPEALS", A)}, "a date first"),
    (f"Quyết định này có hiệu lực kể từ ngày ký và bãi bỏ {FIRST}.", {(OWN, "REPEALS", A)}, "with its own effect"),
    (f"Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2026, thay thế {FIRST}.", {(OWN, "REPLACES", A)}, "replaces, with its effect"),
    (f"Quyết định này có hiệu lực từ ngày ký. Bãi bỏ {FIRST}.", {(OWN, "REPEALS", A)}, "a sentence of its own"),
    (f"{FIRST} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", {(OWN, "REPLACES", A)}, "ends"),
    (f"{FIRST} và {SECOND} hết hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2026.", {(OWN, "REPLACES", A), (OWN, "REPLACES", B)}, "two end"),
    (f"Điều 3 và Điều 4 của {FIRST} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", {(OWN, "REPEALS", A)}, "a part ends"),
    (f"{FIRST} chấm dứt hiệu lực kể từ ngày Quyết định này có hiệu lực.", {(OWN, "REPLACES", A)}, "ends, another verb"),
    (f"{FIRST} bị bãi bỏ kể từ ngày 01 tháng 7 năm 2026.", {(OWN, "REPEALS", A)}, "repealed, passive"),
    (f"{FIRST} được thay thế bằng Quyết định này kể từ ngày ký.", {(OWN, "REPLACES", A)}, "replaced by this one"),
    (f"Thay thế cụm từ “kho số” bằng cụm từ “kho dữ liệu” tại Điều 4 {FIRST}.", {(OWN, "AMENDS", A)}, "a phrase is amended"),
    (f"Thay thế cụm từ “{FIRST}” bằng cụm từ “{SECOND}” tại Điều 4 {THIRD}.", {(OWN, "AMENDS", C)}, "numbers inside the phrases"),
    (f"Bổ sung Điều 4a vào sau Điều 4 {FIRST}.", {(OWN, "AMENDS", A)}, "adds"),
    (f"Điều chỉnh thời hạn tại {FIRST}.", {(OWN, "AMENDS", A)}, "adjusts"),
    (f"Đính chính lỗi kỹ thuật tại Phụ lục I kèm theo {FIRST} như sau:", {(OWN, "CORRECTS", A)}, "corrects"),
    (f"Tạm ngưng hiệu lực {FIRST} đến hết năm 2026.", {(OWN, "SUSPENDS", A)}, "suspends"),
    (f"Đình chỉ việc thi hành khoản 2 Điều 3 {FIRST}.", {(OWN, "SUSPENDS", A)}, "stops a part"),
    (
        f"Bãi bỏ {FIRST} về việc gia hạn thực hiện {SECOND} và {THIRD}.",
        {(OWN, "REPEALS", A)},
        "what the repealed one was about stays",
    ),
    (
        f"Sửa đổi Điều 2 {FIRST} đã được sửa đổi, bổ sung bởi {SECOND}.",
        {(OWN, "AMENDS", A), (B, "AMENDS", A)},
        "the history of what is amended",
    ),
    (
        f"Quyết định này có hiệu lực từ ngày ký, thay thế các Quyết định: số {A} ngày 05/02/2021, số {B} ngày 06/3/2022.",
        {(OWN, "REPLACES", A), (OWN, "REPLACES", B)},
        "bare numbers behind their kind",
    ),
    (f"Bãi bỏ các Quyết định sau: {FIRST}; {SECOND}.", {(OWN, "REPEALS", A), (OWN, "REPEALS", B)}, "a list in the sentence"),
    (f"{FIRST} và các quy định trước đây trái với Quyết định này đều bị bãi bỏ.", {(OWN, "REPEALS", A)}, "with all that is contrary"),
    (
        f"Thay thế {FIRST}; bãi bỏ Điều 3 {SECOND} và khoản 2 Điều 1 {THIRD}.",
        {(OWN, "REPLACES", A), (OWN, "REPEALS", B), (OWN, "REPEALS", C)},
        "each part with its document",
    ),
    (
        f"{FIRST} hết hiệu lực kể từ ngày Quyết định này có hiệu lực, trừ quy định tại Điều 5 của {SECOND}.",
        {(OWN, "REPLACES", A)},
        "but for what another lays down",
    ),
    (f"Các nội dung khác của {FIRST} không trái với Quyết định này vẫn có hiệu lực.", set(), "what stays in force"),
    (f"Quyết định này là bộ phận không tách rời của {FIRST}.", set(), "a part of another"),
    (f"Việc sửa đổi {FIRST} do Bộ Y tế thực hiện.", set(), "amending as a subject"),
    (f"Quyết định này không thay thế {FIRST}.", set(), "a denial"),
    (f"Các nhiệm vụ đang làm tiếp tục thực hiện theo {FIRST}.", set(), "transitional"),
    (f"Khi {FIRST} hết hiệu lực thì áp dụng Quyết định này.", set(), "a condition"),
    (f"Trường hợp {FIRST} được sửa đổi, bổ sung thì áp dụng văn bản mới.", set(), "a condition, passive"),
    (f"Đề nghị Chính phủ bãi bỏ {FIRST}.", set(), "a proposal"),
    (f"Bộ Tài chính rà soát, trình bãi bỏ {FIRST} trước ngày 01 tháng 9 năm 2026.", set(), "a task"),
    (f"Bộ Tài chính nghiên cứu sửa đổi {FIRST}.", set(), "another task"),
    (f"Hủy bỏ kết quả đấu thầu theo {FIRST}.", set(), "cancels something else"),
    (f"Bổ sung kinh phí để thực hiện {FIRST}.", set(), "adds money"),
    (f"Đính chính giấy phép đã cấp theo {FIRST}.", set(), "corrects something else"),
    (f"Việc thay thế thiết bị thực hiện theo {FIRST}.", set(), "replaces equipment"),
]


@pytest.mark.parametrize(("provision", "expected", "comment"), ARTICLES, ids=names(ARTICLES))
def test_articles_of_a_decision(provision: str, expected: Relations, comment: str) -> None:
    """What an article does to other documents."""
    assert acts(official(paragraphs("QUYẾT ĐỊNH:", f"Điều 2. {provision}"), "decision")) == expected, comment


@pytest.mark.parametrize("kind", ["plan", "directive", "notice", "dispatch"])
def test_imperatives_in_tasks_are_no_acts(kind: str) -> None:
    """'Sửa đổi Quyết định …' in a plan or a directive is work to be done."""
    assert acts(official(paragraphs("II. NHIỆM VỤ", f"1. Sửa đổi, bổ sung {FIRST} trong quý III năm 2026."), kind)) == set()


def test_annexed_tasks_are_no_acts() -> None:
    """The plan that a decision adopts lists work, not acts of the decision."""
    body = paragraphs("QUYẾT ĐỊNH:", "Điều 1. Ban hành Kế hoạch kèm theo Quyết định này.", "PHỤ LỤC", f"1. Bãi bỏ {FIRST}.")
    assert acts(official(body, "decision")) == set()


TITLES = [
    # kind, title, relations, comment
    ("decree", "Quy định chi tiết một số điều và biện pháp thi hành Luật Dữ liệu", {(DECREE, "GUIDES", LAW)}, "guides, with measures"),
    ("decree", "Về thi hành Luật Dữ liệu", {(DECREE, "GUIDES", LAW)}, "a norm that carries out a law guides it"),
    ("decree", "Quy định chi tiết Điều 5, khoản 2 Điều 7 của Luật Dữ liệu", {(DECREE, "GUIDES", LAW)}, "guides articles"),
    (
        "decree",
        "Sửa đổi, bổ sung một số điều của Nghị định số 73/2019/NĐ-CP ngày 05 tháng 9 năm 2019 và Nghị định số 69/2024/NĐ-CP",
        {(DECREE, "AMENDS", "73/2019/NĐ-CP"), (DECREE, "AMENDS", "69/2024/NĐ-CP")},
        "amends two",
    ),
    (
        "decree",
        "Sửa đổi, bổ sung Nghị định số 9311/2024/NĐ-CP quy định chi tiết một số điều của Luật Viễn thông",
        {(DECREE, "AMENDS", "9311/2024/NĐ-CP"), ("9311/2024/NĐ-CP", "GUIDES", "24/2023/QH15")},
        "amends one that guides a law",
    ),
    ("decision", f"Về việc bãi bỏ {FIRST}", {(OWN, "REPEALS", A)}, "repeals"),
    ("decision", f"Về việc đính chính {FIRST}", {(OWN, "CORRECTS", A)}, "corrects"),
    ("plan", "Triển khai thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024", {(PLAN, "IMPLEMENTS", "57-NQ/TW")}, "carries out"),
    ("plan", "Thi hành Luật Dữ liệu", {(PLAN, "IMPLEMENTS", LAW)}, "carries out a law"),
    ("decision", "Ban hành Danh mục dữ liệu dùng chung theo Luật Dữ liệu", set(), "rests on a law"),
]


@pytest.mark.parametrize(("kind", "title", "expected", "comment"), TITLES, ids=names(TITLES))
def test_titles(kind: str, title: str, expected: Relations, comment: str) -> None:
    """What a title says that the document does."""
    assert acts(official("Điều 1. Phạm vi điều chỉnh", kind, title)) == expected, comment


PAIRS = [
    # sentence of a report, relation
    (
        "Nghị định số 82/2024/NĐ-CP ngày 10/7/2024 sửa đổi, bổ sung Nghị định số 73/2019/NĐ-CP.",
        ("82/2024/NĐ-CP", "AMENDS", "73/2019/NĐ-CP"),
    ),
    ("Nghị định số 73/2019/NĐ-CP được sửa đổi, bổ sung bởi Nghị định số 82/2024/NĐ-CP.", ("82/2024/NĐ-CP", "AMENDS", "73/2019/NĐ-CP")),
    ("Luật Giao dịch điện tử số 20/2023/QH15 thay thế Luật số 51/2005/QH11.", ("20/2023/QH15", "REPLACES", "51/2005/QH11")),
    ("Luật số 51/2005/QH11 bị thay thế bởi Luật Giao dịch điện tử số 20/2023/QH15.", ("20/2023/QH15", "REPLACES", "51/2005/QH11")),
    ("Nghị định số 59/2022/NĐ-CP được thay thế bằng Nghị định số 69/2024/NĐ-CP.", ("69/2024/NĐ-CP", "REPLACES", "59/2022/NĐ-CP")),
    ("Nghị định số 194/2025/NĐ-CP ngày 03/7/2025 bãi bỏ Nghị định số 47/2024/NĐ-CP.", ("194/2025/NĐ-CP", "REPEALS", "47/2024/NĐ-CP")),
    ("Nghị định số 47/2020/NĐ-CP được sửa đổi tại Điều 39 Nghị định số 194/2025/NĐ-CP.", ("194/2025/NĐ-CP", "AMENDS", "47/2020/NĐ-CP")),
    ("Nghị định số 48/2024/NĐ-CP sửa đổi Nghị định số 130/2018/NĐ-CP.", ("48/2024/NĐ-CP", "AMENDS", "130/2018/NĐ-CP")),
    ("Nghị định số 137/2024/NĐ-CP quy định chi tiết Luật Giao dịch điện tử số 20/2023/QH15.", ("137/2024/NĐ-CP", "GUIDES", "20/2023/QH15")),
    (
        "Luật Giao dịch điện tử số 20/2023/QH15 được hướng dẫn bởi Nghị định số 137/2024/NĐ-CP.",
        ("137/2024/NĐ-CP", "GUIDES", "20/2023/QH15"),
    ),
    ("Kế hoạch số 9321/KH-UBND ngày 02/02/2026 triển khai Luật Dữ liệu.", ("9321/KH-UBND", "IMPLEMENTS", LAW)),
    ("Nghị quyết số 71/NQ-CP ngày 01/4/2025 về cập nhật Nghị quyết số 03/NQ-CP ngày 09/01/2025.", ("71/NQ-CP", "AMENDS", "03/NQ-CP")),
    (
        "Nghị định số 69/2024/NĐ-CP có hiệu lực từ 01/7/2024, thay thế Nghị định số 59/2022/NĐ-CP.",
        ("69/2024/NĐ-CP", "REPLACES", "59/2022/NĐ-CP"),
    ),
    (
        "Nghị định số 23/2025/NĐ-CP được ban hành, trong đó bãi bỏ Nghị định số 48/2024/NĐ-CP.",
        ("23/2025/NĐ-CP", "REPEALS", "48/2024/NĐ-CP"),
    ),
    ("Theo Nghị định số 69/2024/NĐ-CP, Nghị định số 59/2022/NĐ-CP hết hiệu lực.", ("69/2024/NĐ-CP", "REPLACES", "59/2022/NĐ-CP")),
    (
        "Nghị định số 59/2022/NĐ-CP hết hiệu lực từ ngày Nghị định số 69/2024/NĐ-CP có hiệu lực.",
        ("69/2024/NĐ-CP", "REPLACES", "59/2022/NĐ-CP"),
    ),
    ("“Nghị định số 69/2024/NĐ-CP thay thế Nghị định số 59/2022/NĐ-CP”, ông nói.", ("69/2024/NĐ-CP", "REPLACES", "59/2022/NĐ-CP")),
    ("Bộ Công an lấy ý kiến dự thảo Nghị định thay thế Nghị định số 13/2023/NĐ-CP.", None),
    ("Luật số 51/2005/QH11 thay thế Luật Giao dịch điện tử số 20/2023/QH15.", None),
    ("Nghị định số 137/2024/NĐ-CP và Luật Giao dịch điện tử số 20/2023/QH15 được phổ biến.", None),
    ("Bộ Tài chính đề nghị sửa đổi Nghị định số 73/2019/NĐ-CP theo Nghị định số 82/2024/NĐ-CP.", None),
]


@pytest.mark.parametrize(("sentence", "expected"), PAIRS, ids=[f"{n}" for n in range(len(PAIRS))])
def test_known_pairs(sentence: str, expected: tuple[str, str, str] | None) -> None:
    """The arrow runs from the acting document, in the active and the passive; an earlier document acts on no later one."""
    assert acts(article(sentence)) == ({expected} if expected else set())


RECITALS = [
    (
        "Căn cứ Nghị định số 73/2019/NĐ-CP ngày 05 tháng 9 năm 2019 của Chính phủ quy định quản lý đầu tư, được sửa đổi, bổ sung bởi "
        "Nghị định số 82/2024/NĐ-CP ngày 10 tháng 7 năm 2024;",
        {("82/2024/NĐ-CP", "AMENDS", "73/2019/NĐ-CP")},
        "amended by, behind the title",
    ),
    (
        "Căn cứ Nghị định số 73/2019/NĐ-CP ngày 05 tháng 9 năm 2019 của Chính phủ; Nghị định số 82/2024/NĐ-CP ngày 10 tháng 7 năm 2024 của "
        "Chính phủ sửa đổi, bổ sung một số điều của Nghị định số 73/2019/NĐ-CP;",
        {("82/2024/NĐ-CP", "AMENDS", "73/2019/NĐ-CP")},
        "the amending one in a part of its own",
    ),
    (
        "Căn cứ Luật Viễn thông số 24/2023/QH15 đã được sửa đổi một số điều theo Luật số 9331/2025/QH15 và Luật số 9332/2025/QH15;",
        {("9331/2025/QH15", "AMENDS", "24/2023/QH15"), ("9332/2025/QH15", "AMENDS", "24/2023/QH15")},
        "amended by two",
    ),
    (
        "Căn cứ Nghị định số 9333/2025/NĐ-CP quy định chi tiết Luật Viễn thông số 24/2023/QH15 được sửa đổi bởi Luật số 9334/2025/QH15;",
        {("9333/2025/NĐ-CP", "GUIDES", "24/2023/QH15"), ("9334/2025/QH15", "AMENDS", "24/2023/QH15")},
        "a law amends the law, not the decree",
    ),
    (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức số 52/2019/QH14;",
        {("52/2019/QH14", "AMENDS", "80/2025/QH15"), ("52/2019/QH14", "AMENDS", "Luật Viên chức")},
        "an amending law",
    ),
]


@pytest.mark.parametrize(("recital", "expected", "comment"), RECITALS, ids=names(RECITALS))
def test_histories_in_recitals(recital: str, expected: Relations, comment: str) -> None:
    """What a recital tells of the documents it cites."""
    assert acts(official(paragraphs(recital, "QUYẾT ĐỊNH:", "Điều 1. Phạm vi"), "decision")) == expected, comment


def test_a_heading_governs_its_list() -> None:
    """'Bãi bỏ các văn bản sau đây:' repeals each document that opens an item, not those it describes."""
    body = paragraphs(
        "Điều 1. Bãi bỏ toàn bộ các quyết định sau đây:",
        f"1. {THIRD} về sửa đổi Điều 2 {SECOND}.",
        f"2. {FIRST} về thẻ số.",
        "Điều 2. Kinh phí theo Quyết định số 9304/QĐ-TTg ngày 01 tháng 6 năm 2024.",
    )
    assert acts(official(body, "decision")) == {(OWN, "REPEALS", C), (C, "AMENDS", B), (OWN, "REPEALS", A)}


def test_a_norm_acts_wherever_its_imperative_stands() -> None:
    """'Bãi bỏ khoản 3 …' in a decree is its act even in an article on duties: norms tell nobody to repeal."""
    body = paragraphs(
        "Điều 9. Trách nhiệm thi hành", "1. Bãi bỏ khoản 3 Điều 15 Nghị định số 59/2022/NĐ-CP.", "2. Bộ Y tế thi hành Nghị định này."
    )
    assert acts(official(body, "decree", "Quy định về dữ liệu")) == {(DECREE, "REPEALS", "59/2022/NĐ-CP")}


def test_enacting_words_name_what_is_amended() -> None:
    """'Chính phủ ban hành Nghị định sửa đổi …' between the recitals and the articles is the decree's own act."""
    body = paragraphs(
        "Căn cứ Luật Dữ liệu;",
        "Chính phủ ban hành Nghị định sửa đổi, bổ sung một số điều của Nghị định số 73/2019/NĐ-CP ngày 05 tháng 9 năm 2019 của Chính phủ.",
    )
    title = "Sửa đổi một số nghị định về dữ liệu"
    assert acts(official(body, "decree", title)) == {(DECREE, "AMENDS", "73/2019/NĐ-CP")}


def test_quoted_new_text_acts_on_nothing() -> None:
    """What stands in quotation marks belongs to the amended document."""
    body = paragraphs(
        f"Điều 1. Sửa đổi Điều 9 {FIRST} như sau:",
        "“Điều 9. Hiệu lực thi hành",
        f"1. Quyết định này thay thế {SECOND}.",
        f"2. Bãi bỏ {THIRD}.”",
    )
    assert acts(official(body, "decision")) == {(OWN, "AMENDS", A)}


def test_a_consolidated_text_repeats_the_acts_of_its_base() -> None:
    """'Quyết định này thay thế …' in a consolidated text was said by its base; its head carries the base's type, its number 'VBHN'."""
    body = paragraphs(
        f"{FIRST} của Thủ tướng Chính phủ về kho số, có hiệu lực kể từ ngày 05 tháng 02 năm 2021, được sửa đổi, bổ sung bởi:",
        f"{SECOND} của Thủ tướng Chính phủ, có hiệu lực kể từ ngày 15 tháng 3 năm 2022.",
        "Căn cứ Luật Dữ liệu;",
        "Điều 1. Ban hành Quy chế kho số.",
        "Điều 2. Quyết định này thay thế Quyết định số 9300/QĐ-TTg ngày 01 tháng 01 năm 2019.",
    )
    facts = read(official(body, "decision", "Về kho số", number="9340/VBHN-VPCP"))
    own = "9340/VBHN-VPCP"
    assert facts.edges_of(*ACTS) == {
        (own, "CONSOLIDATES", A),
        (own, "CONSOLIDATES", B),
        (B, "AMENDS", A),
        (A, "REPLACES", "9300/QĐ-TTg"),
    }
    assert facts.edges_of("BASED_ON") == {(A, "BASED_ON", LAW)}
    assert facts.own.get("kind") == "consolidated"
    assert facts.edge("AMENDS").get("effective_on") == "2022-03-15"


def test_a_programme_carries_out_what_its_name_says() -> None:
    """'Chương trình hành động … thực hiện Nghị quyết số 57-NQ/TW' carries that resolution out, whoever names it."""
    found = acts(article("Họp về Chương trình hành động của Chính phủ thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024."))
    assert found == {("Chương trình hành động của Chính phủ thực hiện Nghị quyết số 57-NQ/TW", "IMPLEMENTS", "57-NQ/TW")}


PROPERTIES = [
    # article, relation, scope, provision, effective_on
    (f"Bãi bỏ Điều 5, khoản 2 Điều 7 của {FIRST}.", "REPEALS", "part", "Điều 5, khoản 2 Điều 7", ""),
    (f"Bãi bỏ Phụ lục II ban hành kèm theo {FIRST}.", "REPEALS", "part", "Phụ lục II", ""),
    (f"Bãi bỏ một phần {FIRST}.", "REPEALS", "part", "", ""),
    (f"Thay thế Quy chế ban hành kèm theo {FIRST}.", "REPLACES", "whole", "", ""),
    (f"Sửa đổi một số điều của {FIRST}.", "AMENDS", "part", "", ""),
    (f"Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2026 và thay thế {FIRST}.", "REPLACES", "whole", "", "2026-07-01"),
    (f"{FIRST} hết hiệu lực kể từ ngày 01 tháng 9 năm 2026.", "REPLACES", "whole", "", "2026-09-01"),
    (f"Quyết định này có hiệu lực thi hành sau 10 ngày kể từ ngày ký và thay thế {FIRST}.", "REPLACES", "whole", "", "2026-03-20"),
    (f"Quyết định này có hiệu lực kể từ ngày ký và bãi bỏ {FIRST}.", "REPEALS", "whole", "", "2026-03-10"),
]


@pytest.mark.parametrize(("provision", "relation", "scope", "part", "since"), PROPERTIES, ids=[str(n) for n in range(len(PROPERTIES))])
def test_part_and_day_of_an_act(provision: str, relation: str, scope: str, part: str, since: str) -> None:
    """An act says whether it is on the whole, on which part, and from when, where the text does."""
    edge = read(official(paragraphs("QUYẾT ĐỊNH:", f"Điều 2. {provision}"), "decision")).edge(relation)
    assert (edge.get("scope"), edge.get("provision"), edge.get("effective_on")) == (scope, part, since)


HOSTILE = [
    ("Bãi bỏ " + " " * 20_000 + FIRST, "blanks"),
    ("Bãi bỏ " + ", ".join(f"khoản {n} Điều {n}" for n in range(3_000)) + f" xanh đỏ {FIRST}", "provisions of nothing"),
    (f"{FIRST} " + "được sửa đổi " * 3_000 + f"bởi {SECOND}", "the same verb again and again"),
    (
        "; ".join(f"Quyết định số {n}/QĐ-TTg" for n in range(1, 1_000)) + " hết hiệu lực kể từ ngày Quyết định này có hiệu lực",
        "a long list",
    ),
    (f"{FIRST} " + "và " * 5_000 + SECOND, "joints without end"),
]


@pytest.mark.parametrize(("provision", "comment"), HOSTILE, ids=names(HOSTILE))
def test_no_text_takes_long(provision: str, comment: str) -> None:
    """Texts made to be slow are read like others: with quadratic patterns each of these takes minutes."""
    assert read(official(paragraphs("QUYẾT ĐỊNH:", f"Điều 2. {provision}."), "decision")).own, comment
