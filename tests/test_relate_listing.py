"""The 'lược đồ' of a saved page: labels, directions, and where a list belongs to another document or is none.

Guards against reversed arrows (a label tells the part of the listed document), lists of other documents, headings that only look like
labels, and listed titles read as text of the document.
"""

import pytest

from graph.ontology import ontology
from graph.registry import label_key, relation_labels
from loaders.pipeline import extract
from loaders.readers import html
from tests.extraction import Facts, official, paragraphs, read

OWN, OTHER, LATER = "9901/QĐ-TTg", "9401/QĐ-TTg", "9402/QĐ-TTg"
LISTED = {"own": (f"Quyết định số {OTHER} ngày 01/02/2020", OTHER), "listed": (f"Quyết định số {LATER} ngày 01/02/2027", LATER)}
RELATED = ("BASED_ON", "CITES", "GUIDES", "AMENDS", "REPLACES", "REPEALS", "CORRECTS", "CONSOLIDATES", "SUSPENDS")


def page(*lines: str) -> Facts:
    """A decision with a lược đồ behind it."""
    body = paragraphs("QUYẾT ĐỊNH:", "Điều 1. Ban hành Quy chế kho số.", "Nơi nhận:", "- Như trên.", "Lược đồ", *lines)
    return read(official(body, "decision"))


def test_labels_are_those_of_the_contract() -> None:
    """Every label leads to a relation between documents that is declared, or says that it tells none."""
    assert len(relation_labels()) >= 31
    assert all(key.startswith(("van ban ", "can cu ban hanh")) for key, label in relation_labels().items() if label.relation)
    for key, label in relation_labels().items():
        assert label.acts in ("own", "listed", "date"), key
        if label.relation:
            assert ontology().relation(label.relation).allows("Document", "Document"), key
            assert not label.scope or "scope" in ontology().relation(label.relation).properties, key


LABELS = [
    ("Văn bản căn cứ", (OWN, "BASED_ON", OTHER)),
    ("Căn cứ ban hành (1)", (OWN, "BASED_ON", OTHER)),
    ("Văn bản được hướng dẫn - [1]", (OWN, "GUIDES", OTHER)),
    ("Văn bản HD, QĐ chi tiết", (LATER, "GUIDES", OWN)),
    ("Văn bản quy định chi tiết, hướng dẫn thi hành (1)", (LATER, "GUIDES", OWN)),
    ("Văn bản được sửa đổi bổ sung", (OWN, "AMENDS", OTHER)),
    ("VĂN BẢN SỬA ĐỔI, BỔ SUNG:", (LATER, "AMENDS", OWN)),
    ("Văn bản bị thay thế", (OWN, "REPLACES", OTHER)),
    ("Văn bản thay thế", (LATER, "REPLACES", OWN)),
    ("Văn bản hết hiệu lực", (OWN, "REPLACES", OTHER)),
    ("Văn bản quy định hết hiệu lực", (LATER, "REPLACES", OWN)),
    ("Văn bản bị bãi bỏ một phần", (OWN, "REPEALS", OTHER)),
    ("Văn bản quy định hết hiệu lực 1 phần", (LATER, "REPEALS", OWN)),
    ("Văn bản bị huỷ bỏ", (OWN, "REPEALS", OTHER)),
    ("Văn bản bị đính chính", (OWN, "CORRECTS", OTHER)),
    ("Văn bản đính chính", (LATER, "CORRECTS", OWN)),
    ("Văn bản được hợp nhất", (OWN, "CONSOLIDATES", OTHER)),
    ("Văn bản bị đình chỉ 1 phần", (OWN, "SUSPENDS", OTHER)),
    ("Văn bản tạm ngưng hiệu lực", (LATER, "SUSPENDS", OWN)),
    ("Văn bản được dẫn chiếu", (OWN, "CITES", OTHER)),
]


@pytest.mark.parametrize(("label", "expected"), LABELS, ids=[row[0] for row in LABELS])
def test_labels(label: str, expected: tuple[str, str, str]) -> None:
    """Which way each label points."""
    entry = LISTED["own"][0] if OTHER in expected else LISTED["listed"][0]
    assert page(label, entry, "Văn bản liên quan khác").edges_of(*RELATED) == {expected}


def test_labels_used_both_ways() -> None:
    """'Văn bản dẫn chiếu' means either: only the later document can cite. 'Văn bản hợp nhất' lists the consolidating text."""
    assert page("Văn bản dẫn chiếu", LISTED["own"][0]).edges_of(*RELATED) == {(OWN, "CITES", OTHER)}
    assert page("Văn bản dẫn chiếu", LISTED["listed"][0]).edges_of(*RELATED) == {(LATER, "CITES", OWN)}
    assert page("Văn bản hợp nhất", "Văn bản hợp nhất số 9403/VBHN-VPCP ngày 01/03/2027").edges_of(*RELATED) == {
        ("9403/VBHN-VPCP", "CONSOLIDATES", OWN)
    }


def test_scope_and_evidence() -> None:
    """A part is told by the label; the quotation holds label and document."""
    edge = page("Văn bản bị bãi bỏ một phần", LISTED["own"][0]).edge("REPEALS")
    assert edge.get("scope") == "part"
    assert edge.evidence[0].quote.startswith("Văn bản bị bãi bỏ một phần")
    assert OTHER in edge.evidence[0].quote


def test_several_lists_with_titles_and_dates() -> None:
    """Titles and dates between the entries are no text of the document, and a list goes on behind them."""
    facts = page(
        "Văn bản được hướng dẫn áp dụng (0)",
        "--",
        "Văn bản được thay thế (2)",
        f"Quyết định số {OTHER} ngày 01/02/2020 về Cổng Dịch vụ công quốc gia",
        "Ngày ban hành: 01/02/2020",
        "Quyết định số 9404/QĐ-TTg ngày 02/02/2019",
        "Bộ Công an chủ trì xây dựng kho số trước ngày 01 tháng 9 năm 2026",
        "Căn cứ ban hành (1)",
        "Luật Dữ liệu số 60/2024/QH15",
        "Văn bản liên quan cùng nội dung",
        "Quyết định số 9405/QĐ-TTg ngày 03/02/2019",
    )
    assert facts.edges_of(*RELATED) == {(OWN, "REPLACES", OTHER), (OWN, "REPLACES", "9404/QĐ-TTg"), (OWN, "BASED_ON", "60/2024/QH15")}
    assert facts.tasks == []
    assert not facts.names("Platform")


def test_the_document_shown_is_named() -> None:
    """On a page without the text, the lists are those of the document under 'Văn bản đang xem'; the page itself does nothing."""
    facts = read(
        paragraphs(
            "Cơ sở dữ liệu văn bản",
            "Lược đồ",
            "Văn bản bị thay thế (1)",
            f"Quyết định số {OTHER} ngày 01/02/2020",
            "VĂN BẢN ĐANG XEM",
            "Quyết định số 9406/QĐ-TTg ngày 05/06/2024 về kho số",
            "Văn bản sửa đổi bổ sung (1)",
            f"Quyết định số {LATER} ngày 01/02/2027",
        )
    )
    shown = "9406/QĐ-TTg"
    assert facts.edges_of("REPLACES", "AMENDS") == {(shown, "REPLACES", OTHER), (LATER, "AMENDS", shown)}


NONE = [
    (("Văn bản thay thế", "Cơ quan soạn thảo nêu lý do."), "a heading without documents"),
    (("Văn bản đang xem", f"Quyết định số {OTHER} ngày 01/02/2020", "Văn bản thay thế", LISTED["listed"][0]), "of another document"),
    (("Văn bản liên quan", LISTED["own"][0]), "related in no told way"),
]


@pytest.mark.parametrize(("lines", "comment"), NONE, ids=[row[1] for row in NONE])
def test_no_listing(lines: tuple[str, ...], comment: str) -> None:
    """What tells no relation of the document at hand."""
    assert page(*lines).edges_of("REPLACES", "AMENDS", "REPEALS", "GUIDES") == set(), comment


def test_one_label_alone_is_a_heading() -> None:
    """Without 'Lược đồ' above it, a single label is a heading like any other."""
    body = paragraphs("QUYẾT ĐỊNH:", "Điều 1. Ban hành Quy chế.", "Văn bản thay thế", f"Quyết định số {LATER} ngày 01/02/2027")
    assert read(official(body, "decision")).edges_of("REPLACES") == set()


def test_a_table_of_a_saved_page() -> None:
    """Labels in one column, documents in the next, several in a cell."""
    rows = (
        ("Văn bản căn cứ", "Luật Dữ liệu số 60/2024/QH15<br>Luật Viễn thông số 24/2023/QH15"),
        ("Văn bản bị hết hiệu lực", f"Quyết định số {OTHER} ngày 01/02/2020"),
    )
    table = "".join(f"<tr><td>{label}</td><td>{entries}</td></tr>" for label, entries in rows)
    text = official(paragraphs("QUYẾT ĐỊNH:", "Điều 1. Ban hành Quy chế.", "Nơi nhận:"), "decision")
    body = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
    found = Facts(
        extract(html.read(f"<html><body>{body}<div class='vbLienQuan'><table>{table}</table></div></body></html>".encode(), "x.html"))
    )
    assert found.edges_of("BASED_ON", "REPLACES") == {
        (OWN, "BASED_ON", "60/2024/QH15"),
        (OWN, "BASED_ON", "24/2023/QH15"),
        (OWN, "REPLACES", OTHER),
    }


def test_spellings_of_a_label() -> None:
    """Counts, case, commas and 'huỷ' are no matter."""
    assert label_key("Văn bản bị huỷ bỏ (3)") == label_key("VĂN BẢN BỊ HỦY BỎ:")
    assert label_key("Văn bản sửa đổi bổ sung") == label_key("Văn bản sửa đổi, bổ sung")
