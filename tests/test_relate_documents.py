"""Relations between documents, programmes, assets and bodies, each in its right direction.

Guards against reversed arrows ('được thay thế bởi'), relations read out of a mere mention, a denial or a wish, and acts of
another document ascribed to the one at hand.
"""

import pytest

from tests.extraction import article, names, official, paragraphs, read

ACTS = ("AMENDS", "REPLACES", "REPEALS", "SUSPENDS", "CORRECTS", "CONSOLIDATES", "GUIDES", "IMPLEMENTS", "ADOPTED_BY")
OTHER = "Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020"
OWN, CITED = "9901/QĐ-TTg", "749/QĐ-TTg"

DECISIONS = [
    # provision, relations, comment
    (f"Sửa đổi khoản 1 Mục II Điều 1 của {OTHER}.", {(OWN, "AMENDS", CITED)}, "amends"),
    (f"Quyết định này thay thế {OTHER}.", {(OWN, "REPLACES", CITED)}, "replaces"),
    (f"Bãi bỏ {OTHER}.", {(OWN, "REPEALS", CITED)}, "repeals"),
    (f"Bãi bỏ khoản 2 Điều 3 {OTHER}.", {(OWN, "REPEALS", CITED)}, "repeals a part"),
    (f"Đính chính {OTHER} như sau: tại trang 2, “số 12” sửa thành “số 21”.", {(OWN, "CORRECTS", CITED)}, "corrects"),
    (f"Ngưng hiệu lực thi hành {OTHER} đến hết năm 2026.", {(OWN, "SUSPENDS", CITED)}, "suspends"),
    (f"Ngưng hiệu lực {OTHER} đến hết năm 2026.", {(OWN, "SUSPENDS", CITED)}, "suspends, in short"),
    (f"{OTHER} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", {(OWN, "REPLACES", CITED)}, "ends the effect of another"),
    (f"Kinh phí thực hiện theo {OTHER}.", set(), "a mere mention"),
    (f"Các nội dung khác tại {OTHER} không thay đổi.", set(), "what stays"),
    (f"Giao Bộ Tư pháp nghiên cứu sửa đổi {OTHER}.", set(), "a task to amend amends nothing yet"),
]


@pytest.mark.parametrize(("provision", "expected", "comment"), DECISIONS, ids=names(DECISIONS))
def test_acts_of_a_decision(provision: str, expected: set[tuple[str, str, str]], comment: str) -> None:
    """What an article of a decision does to another document."""
    facts = read(official(paragraphs("Căn cứ Luật Dữ liệu số 60/2024/QH15;", "QUYẾT ĐỊNH:", f"Điều 1. {provision}"), "decision"))
    assert facts.edges_of(*ACTS) == expected, comment


def test_part_and_provision() -> None:
    """An act on a part says which."""
    facts = read(official(paragraphs("QUYẾT ĐỊNH:", f"Điều 1. Bãi bỏ khoản 2 Điều 3 {OTHER}."), "decision"))
    edge = facts.edge("REPEALS")
    assert (edge.get("scope"), edge.get("provision")) == ("part", "khoản 2 Điều 3")


def test_whole() -> None:
    """An act on the whole says so."""
    facts = read(official(paragraphs("QUYẾT ĐỊNH:", f"Điều 1. Quyết định này thay thế {OTHER}."), "decision"))
    assert facts.edge("REPLACES").get("scope") == "whole"


OLD = "Nghị định số 59/2022/NĐ-CP ngày 05 tháng 9 năm 2022"
NEW = "Nghị định số 69/2024/NĐ-CP ngày 25 tháng 6 năm 2024"
LATER, EARLIER = "69/2024/NĐ-CP", "59/2022/NĐ-CP"

TOLD = [
    # sentence, relations, comment
    (f"{NEW} thay thế {OLD}.", {(LATER, "REPLACES", EARLIER)}, "active"),
    (f"{OLD} được thay thế bởi {NEW}.", {(LATER, "REPLACES", EARLIER)}, "passive: the arrow stays"),
    (f"{NEW} bãi bỏ {OLD}.", {(LATER, "REPEALS", EARLIER)}, "repeals"),
    (f"{NEW} sửa đổi, bổ sung {OLD}.", {(LATER, "AMENDS", EARLIER)}, "amends"),
    (f"{OLD} đã được sửa đổi, bổ sung bởi {NEW}.", {(LATER, "AMENDS", EARLIER)}, "passive amendment"),
    (f"Báo cáo nêu {NEW} và {OLD}.", set(), "two mentions"),
    (f"Người dân đề nghị sửa đổi {NEW}.", set(), "a wish"),
    (f"{NEW} chưa thay thế {OLD}.", set(), "a denial"),
    (
        "Chương trình phát triển Chính phủ số được phê duyệt tại Quyết định số 2629/QĐ-TTg ngày 01 tháng 12 năm 2025.",
        {("Chương trình phát triển Chính phủ số", "ADOPTED_BY", "2629/QĐ-TTg")},
        "adopted, passive",
    ),
    (
        "Chương trình phát triển Chính phủ số, Thủ tướng Chính phủ phê duyệt ngày 01/12/2025 tại Quyết định số 2629/QĐ-TTg, đã bắt đầu.",
        {("Chương trình phát triển Chính phủ số", "ADOPTED_BY", "2629/QĐ-TTg")},
        "adopted, with who and when between",
    ),
    (
        "Quyết định số 2629/QĐ-TTg ngày 01 tháng 12 năm 2025 phê duyệt Chương trình phát triển Chính phủ số.",
        {("Chương trình phát triển Chính phủ số", "ADOPTED_BY", "2629/QĐ-TTg")},
        "adopted, active",
    ),
]


@pytest.mark.parametrize(("sentence", "expected", "comment"), TOLD, ids=names(TOLD))
def test_acts_told_by_an_article(sentence: str, expected: set[tuple[str, str, str]], comment: str) -> None:
    """What a news article says that documents did to one another; the article itself does nothing to them."""
    assert read(article(sentence)).edges_of(*ACTS) == expected, comment


def test_recitals() -> None:
    """Each 'Căn cứ' is a basis; a submission ('Theo đề nghị … tại Tờ trình') is none."""
    facts = read(
        official(
            paragraphs(
                "Căn cứ Luật Dữ liệu số 60/2024/QH15;",
                f"Căn cứ {NEW} của Chính phủ;",
                "Theo đề nghị của Bộ trưởng Bộ Công an tại Tờ trình số 9118/TTr-BCA ngày 06 tháng 5 năm 2026.",
                "QUYẾT ĐỊNH:",
                "Điều 1. Quyết định này có hiệu lực từ ngày ký.",
            ),
            "decision",
        )
    )
    assert facts.edges_of("BASED_ON") == {(OWN, "BASED_ON", "60/2024/QH15"), (OWN, "BASED_ON", LATER)}
    assert (OWN, "CITES", "9118/TTr-BCA") in facts.edges


def test_decree_guides_its_law() -> None:
    """'Quy định chi tiết …' in the title guides the law."""
    facts = read(official("Điều 1. Phạm vi điều chỉnh", "decree", "Quy định chi tiết một số điều của Luật Dữ liệu số 60/2024/QH15"))
    assert facts.edges_of(*ACTS) == {("9904/2026/NĐ-CP", "GUIDES", "60/2024/QH15")}


def test_plan_implements_what_it_opens_with() -> None:
    """'Thực hiện Nghị quyết …' at the opening of a plan names what it carries out; later mentions are citations."""
    facts = read(
        official(
            paragraphs(
                "Thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024, Ủy ban nhân dân thành phố ban hành Kế hoạch như sau:",
                f"1. Sở Tài chính bố trí kinh phí theo {OTHER}.",
            ),
            "plan",
        )
    )
    assert facts.edges_of("IMPLEMENTS") == {("9906/KH-UBND", "IMPLEMENTS", "57-NQ/TW")}
    assert ("9906/KH-UBND", "CITES", CITED) in facts.edges


def test_decision_adopts_the_programme_of_its_title() -> None:
    """'Phê duyệt Chiến lược …' adopts it."""
    title = "Phê duyệt Chiến lược dữ liệu y tế giai đoạn 2026 - 2030"
    facts = read(official(paragraphs("QUYẾT ĐỊNH:", f"Điều 1. {title}."), "decision", title))
    assert facts.edges_of("ADOPTED_BY") == {("Chiến lược dữ liệu y tế giai đoạn 2026 - 2030", "ADOPTED_BY", OWN)}


def test_consolidated_text() -> None:
    """A consolidated text brings together a base and its amendments; the amendment amends the base."""
    facts = read(
        official(
            paragraphs(
                f"{OLD} của Chính phủ, có hiệu lực từ ngày 20 tháng 10 năm 2022, được sửa đổi, bổ sung bởi:",
                f"{NEW} của Chính phủ, có hiệu lực từ ngày 01 tháng 7 năm 2024.",
                "Điều 1. Phạm vi điều chỉnh",
            ),
            "consolidated",
            "NGHỊ ĐỊNH Quy định về định danh",
        )
    )
    own = "9908/VBHN-VPQH"
    assert facts.edges_of(*ACTS) == {(own, "CONSOLIDATES", EARLIER), (own, "CONSOLIDATES", LATER), (LATER, "AMENDS", EARLIER)}


ISSUERS = [
    ("Nghị định số 69/2024/NĐ-CP ngày 25 tháng 6 năm 2024", "69/2024/NĐ-CP", "Chính phủ"),
    (OTHER, CITED, "Thủ tướng Chính phủ"),
    ("Thông báo số 203/TB-VPCP ngày 05 tháng 3 năm 2026", "203/TB-VPCP", "Văn phòng Chính phủ"),
    ("Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị", "57-NQ/TW", "Bộ Chính trị"),
]


@pytest.mark.parametrize(("cited", "number", "issuer"), ISSUERS)
def test_issuer_of_a_cited_document(cited: str, number: str, issuer: str) -> None:
    """The code in a number, or 'của …' after it, says who issued it."""
    assert (number, "ISSUED_BY", issuer) in read(article(f"Cuộc họp bàn về {cited}.")).edges


def test_issuer_by_its_initials() -> None:
    """'214/TTr-SKHCN' is of the Sở Khoa học và Công nghệ that the text names; a code that fits none or two stays open."""
    text = "Theo đề nghị của Sở Khoa học và Công nghệ tại Tờ trình số 9414/TTr-SKHCN ngày 20 tháng 02 năm 2026, thành phố quyết định."
    edges = read(official(text, "plan")).edges
    assert ("9414/TTr-SKHCN", "ISSUED_BY", "Sở Khoa học và Công nghệ thành phố Hải Phòng") in edges
    other = text.replace("TTr-SKHCN", "TTr-SXYZ")
    assert not [e for e in read(official(other, "plan")).edges_of("ISSUED_BY") if e[0] == "9414/TTr-SXYZ"]


def test_effect() -> None:
    """The day of effect is that of the document at hand, not that of a cited one."""
    body = paragraphs("QUYẾT ĐỊNH:", "Điều 1. Quyết định này có hiệu lực từ ngày 01 tháng 10 năm 2026.")
    assert read(official(body, "decision")).own.get("effective_on") == "2026-10-01"
    body = paragraphs("QUYẾT ĐỊNH:", "Điều 1. Quyết định này có hiệu lực kể từ ngày ký.")
    assert read(official(body, "decision")).own.get("effective_on") == "2026-03-10"
    body = paragraphs("QUYẾT ĐỊNH:", "Điều 1. Theo luật có hiệu lực từ ngày 01 tháng 7 năm 2026.")
    assert read(official(body, "decision")).own.get("effective_on") == ""


LAND, PEOPLE = "Cơ sở dữ liệu quốc gia về đất đai", "Cơ sở dữ liệu quốc gia về dân cư"
PORTAL, CENTRE = "Cổng Dịch vụ công quốc gia", "Trung tâm dữ liệu quốc gia"
FACTS = ("CONNECTS_TO", "DEPENDS_ON", "MANAGED_BY", "PART_OF", "SUCCEEDED_BY")

STATEMENTS = [
    # sentence, relations, comment
    (f"{LAND} đã kết nối với {PEOPLE}.", {(LAND, "CONNECTS_TO", PEOPLE)}, "connects"),
    (f"{LAND} chưa kết nối với {PEOPLE}.", set(), "a denial"),
    (f"{LAND} và {PEOPLE} đều tốt.", set(), "two mentions"),
    (f"{PEOPLE} được kết nối, chia sẻ với {LAND}, VNeID.", {(PEOPLE, "CONNECTS_TO", LAND), (PEOPLE, "CONNECTS_TO", "VNeID")}, "a list"),
    (f"Kết nối {PEOPLE} với VNeID là việc lớn.", {(PEOPLE, "CONNECTS_TO", "VNeID")}, "the verb first"),
    (f"Việc kết nối giữa {PEOPLE} và VNeID đã xong.", {(PEOPLE, "CONNECTS_TO", "VNeID")}, "'giữa … và …'"),
    (f"VNeID khai thác dữ liệu từ {PEOPLE}.", {("VNeID", "DEPENDS_ON", PEOPLE)}, "draws on"),
    (f"{PORTAL} được đặt tại {CENTRE}.", {(PORTAL, "DEPENDS_ON", CENTRE)}, "rests on"),
    ("VNeID do Bộ Công an quản lý, vận hành.", {("VNeID", "MANAGED_BY", "Bộ Công an")}, "managed, passive"),
    (f"Bộ Công an quản lý {PEOPLE}.", {(PEOPLE, "MANAGED_BY", "Bộ Công an")}, "managed, active: the arrow runs from the asset"),
    (f"{LAND} có cơ quan chủ quản là Bộ Tài chính.", {(LAND, "MANAGED_BY", "Bộ Tài chính")}, "managed, with a noun"),
    (
        "Cục Chuyển đổi số quốc gia thuộc Bộ Khoa học và Công nghệ đã họp.",
        {("Cục Chuyển đổi số quốc gia", "PART_OF", "Bộ Khoa học và Công nghệ")},
        "part of",
    ),
    (
        "Trung tâm Thông tin Y tế Quốc gia của Bộ Y tế đã họp.",
        {("Trung tâm Thông tin y tế Quốc gia", "PART_OF", "Bộ Y tế")},
        "part of, 'của'",
    ),
    (
        "Cục Chuyển đổi số quốc gia của Bộ Khoa học và Công nghệ vận hành VNeID.",
        {("Cục Chuyển đổi số quốc gia", "PART_OF", "Bộ Khoa học và Công nghệ"), ("VNeID", "MANAGED_BY", "Cục Chuyển đổi số quốc gia")},
        "the unit manages, not the body it belongs to",
    ),
    ("VNeID của Bộ Công an đã sẵn sàng.", {("VNeID", "MANAGED_BY", "Bộ Công an")}, "whose it is"),
    ("Lãnh đạo của Bộ Công an dùng VNeID của công dân.", set(), "of no body"),
    ("Bộ Y tế (Bộ Công an hỗ trợ) đã họp.", set(), "a ministry in brackets is no part"),
    (
        "Bộ Thông tin và Truyền thông hợp nhất vào Bộ Khoa học và Công nghệ.",
        {("Bộ Thông tin và Truyền thông", "SUCCEEDED_BY", "Bộ Khoa học và Công nghệ")},
        "merged",
    ),
    (
        "Bộ Tài chính tiếp nhận chức năng của Bộ Kế hoạch và Đầu tư.",
        {("Bộ Kế hoạch và Đầu tư", "SUCCEEDED_BY", "Bộ Tài chính")},
        "taken over: from old to new",
    ),
    ("Bộ Công an họp với Bộ Y tế.", set(), "a meeting"),
]


@pytest.mark.parametrize(("sentence", "expected", "comment"), STATEMENTS, ids=names(STATEMENTS))
def test_statements(sentence: str, expected: set[tuple[str, str, str]], comment: str) -> None:
    """Standing facts about assets and bodies."""
    assert read(article(sentence)).edges_of(*FACTS) == expected, comment


def test_how_and_when() -> None:
    """A dependency says how, a succession says when."""
    assert read(article(f"VNeID khai thác dữ liệu từ {PEOPLE}.")).edge("DEPENDS_ON").get("how") == "uses"
    assert read(article(f"{PORTAL} được đặt tại {CENTRE}.")).edge("DEPENDS_ON").get("how") == "built_on"
    merged = "Bộ Thông tin và Truyền thông hợp nhất vào Bộ Khoa học và Công nghệ từ ngày 01 tháng 3 năm 2025."
    assert read(article(merged)).edge("SUCCEEDED_BY").get("on") == "2025-03-01"


def test_report_tells_what_a_document_replaces() -> None:
    """'Chỉ thị này thay thế …' in a report is an act of the document told of, not of the report."""
    facts = read(
        article(
            "Chủ tịch vừa ký ban hành Chỉ thị số 9931/CT-TTg ngày 02/02/2026 về dữ liệu dùng chung.\n\n"
            "Chỉ thị này thay thế Chỉ thị số 9930/CT-TTg ngày 05/8/2025."
        )
    )
    assert facts.edges_of("REPLACES") == {("9931/CT-TTg", "REPLACES", "9930/CT-TTg")}


def test_recital_in_the_enacting_sentence() -> None:
    """'Căn cứ A; B; …, Ủy ban nhân dân ban hành Kế hoạch …:' names every basis; a title inside a part names none."""
    recital = (
        "Căn cứ Nghị định số 9934/2025/NĐ-CP ngày 09/4/2025 của Chính phủ về chia sẻ dữ liệu; Quyết định số 9935/QĐ-TTg ngày 02/02/2026 "
        "của Thủ tướng Chính phủ về việc thực hiện Luật Dữ liệu, Bộ Y tế ban hành Kế hoạch với các nội dung sau:"
    )
    facts = read(official(f"{recital}\n\nI. NHIỆM VỤ\n\n1. Bộ Y tế ban hành danh mục dùng chung.", "plan"))
    assert {target for _, _, target in facts.edges_of("BASED_ON")} == {"9934/2025/NĐ-CP", "9935/QĐ-TTg"}


def test_a_number_of_several_bodies_is_issued_by_each() -> None:
    """'515/KH-BCA-BNN&MT': both ministries; the unit in a letter's number issues nothing."""
    facts = read(article("Xã làm theo Kế hoạch số 515/KH-BCA-BNN&MT ngày 31/8/2025 và văn bản số 2844/VPCP-KSTT ngày 1/4/2025."))
    assert facts.edges_of("ISSUED_BY") == {
        ("515/KH-BCA-BNN&MT", "ISSUED_BY", "Bộ Công an"),
        ("515/KH-BCA-BNN&MT", "ISSUED_BY", "Bộ Nông nghiệp và Môi trường"),
        ("2844/VPCP-KSTT", "ISSUED_BY", "Văn phòng Chính phủ"),
    }
