"""What surrounds the document on a page: nothing in it belongs to the document.

Guards against tasks and bodies read out of teasers, imprints and property boxes, and against an article cut off at a box in
its middle.
"""

import pytest

from tests.extraction import known, names, official, read

LONG = (
    "Bộ Y tế đã trình bày kế hoạch làm sạch dữ liệu khám chữa bệnh tại nhiều bệnh viện, "
    "với sự tham gia của đông đảo cán bộ y tế ở các tuyến trong suốt nhiều tháng qua."
)
TITLE = "# Bản tin về dữ liệu của một ngày làm việc bình thường\n\nNgày đăng: 10/03/2026\n\n"
TEASER = "Bộ Ngoại giao mở cổng dữ liệu mới"

ENDS = [
    ("Tin liên quan", "related news"),
    ("Cùng chuyên mục", "same column"),
    ("Đọc nhiều", "most read"),
    ("Xem thêm", "see more"),
    ("Bình luận (3)", "comments"),
    ("Từ khóa: dữ liệu, y tế", "keywords"),
]


@pytest.mark.parametrize(("line", "comment"), ENDS, ids=names(ENDS))
def test_article_ends_at_its_furniture(line: str, comment: str) -> None:
    """After such a line the page goes on to other articles."""
    facts = read(f"{TITLE}{LONG}\n\n{LONG} Bộ Công an cũng dự.\n\n{line}\n\n{TEASER}\n\n{TEASER}\n")
    assert facts.names("Agency") == {"Bộ Y tế", "Bộ Công an"}, comment


IMPRINTS = [
    ("Cơ quan chủ quản: Bộ Ngoại giao", "the owner"),
    ("Giấy phép hoạt động số 12/GP-BTTTT của Bộ Ngoại giao", "the licence"),
    ("Bản quyền thuộc Bộ Ngoại giao", "the copyright"),
    ("© 2026 Bộ Ngoại giao", "the copyright sign"),
]


@pytest.mark.parametrize(("line", "comment"), IMPRINTS, ids=names(IMPRINTS))
def test_imprint_names_nobody(line: str, comment: str) -> None:
    """The publisher of the page is not in the article."""
    facts = read(f"{TITLE}{LONG}\n\n{LONG}\n\n{line}\n\nĐiện thoại: 024 3822 5678\n")
    assert facts.names("Agency") == {"Bộ Y tế"}, comment


def test_box_in_the_middle_of_an_article() -> None:
    """A box of links is followed by most of the article: it goes on."""
    rest = "\n\n".join(f"{LONG} Bộ {name} cũng dự." for name in ("Công an", "Tài chính", "Nội vụ", "Tư pháp"))
    facts = read(f"{TITLE}{LONG}\n\n{LONG}\n\nTin liên quan\n\nMột tin ngắn khác\n\n{rest}\n")
    assert {"Bộ Công an", "Bộ Tư pháp"} <= facts.names("Agency")


def test_the_same_words_in_running_text_end_nothing() -> None:
    """'đọc thêm', 'bình luận' are common words."""
    facts = read(f"{TITLE}{LONG}\n\n{LONG}\n\nBạn đọc có thể đọc thêm và bình luận về kế hoạch này của ngành.\n\nBộ Công an cũng dự.\n")
    assert "Bộ Công an" in facts.names("Agency")


@known("every short line above the issuer's name is taken for the letterhead: menus and property boxes name bodies")
def test_menu_before_the_head_of_a_document() -> None:
    """A legal site shows menus and a property box above the document."""
    menu = "Trang chủ\n\nBộ Ngoại giao\n\nThuộc tính văn bản\n\nCơ quan ban hành: Bộ Quốc phòng\n\n"
    facts = read(menu + official("Phó Thủ tướng có ý kiến như sau:\n\n1. Bộ Y tế ban hành danh mục dùng chung."))
    assert facts.own.get("number") == "9903/TB-VPCP"
    assert not {"Bộ Ngoại giao", "Bộ Quốc phòng"} & facts.names("Agency")


def test_page_below_a_document() -> None:
    """Related documents under a document are not its own."""
    items = "\n\n".join(f"{n}. Bộ Y tế ban hành danh mục dùng chung số {n} cho các bệnh viện." for n in range(1, 12))
    facts = read(official(f"Phó Thủ tướng có ý kiến như sau:\n\n{items}\n\nTin liên quan\n\n{TEASER}"))
    assert "Bộ Ngoại giao" not in facts.names("Agency")
    assert len(facts.tasks) == 11
