"""Articles that tell what the law lays down: no tasks, no values; news beside them keeps its own.

Guards against the duties of a quoted law, the answers of an advice page and the standing duties of a body read as orders of the day.
"""

import pytest

from tests.extraction import article, names, paragraphs, read

ORDER = "Thủ tướng yêu cầu Bộ Y tế xây dựng danh mục dữ liệu bệnh viện trước ngày 30/6/2026."

EXPLAINS = [
    (
        paragraphs(
            "Căn cứ Điều 5 Nghị định 9990/2025/NĐ-CP quy định trách nhiệm của cơ sở như sau:",
            "1. Xây dựng quy trình lưu trữ hồ sơ.",
            "2. Báo cáo Sở Y tế; phạt tiền từ 500.000 đồng đến 1.000.000 đồng nếu không báo cáo.",
        ),
        "a law quoted after its number",
    ),
    (paragraphs("Điều 7. Trách nhiệm của chủ dữ liệu", "1. Cung cấp dữ liệu cho cơ quan nhà nước."), "an article quoted whole"),
    (
        paragraphs("## Hồ sơ sức khỏe điện tử là gì?", "Người dân yêu cầu bệnh viện cung cấp hồ sơ, bệnh viện phải cung cấp trong 3 ngày."),
        "a reader's question",
    ),
    (
        paragraphs("## Chức năng và nhiệm vụ", "- Tham mưu cho Bộ trưởng; xây dựng kế hoạch dài hạn;", "- Thanh tra dữ liệu."),
        "duties of a body",
    ),
]


@pytest.mark.parametrize(("body", "comment"), EXPLAINS, ids=names(EXPLAINS))
def test_what_the_law_lays_down_is_no_news(body: str, comment: str) -> None:
    """Neither tasks nor values come from it; the same page's order does."""
    told = read(article(paragraphs("Hôm qua, Chính phủ họp bàn về dữ liệu y tế ở các địa phương.", body)))
    assert (told.tasks, told.values("Target"), told.values("Measurement")) == ([], [], []), comment
    both = read(article(paragraphs(ORDER, body, "## Chỉ đạo mới", ORDER.replace("danh mục", "kho"))))
    assert len(both.tasks) == 2, comment


def test_a_title_that_asks_makes_an_advice_page() -> None:
    """All of it explains, whatever headings follow."""
    page = article(
        paragraphs("## Lưu ý khi nộp", "Bộ Y tế yêu cầu người dân cung cấp bản sao."),
        title="Không nộp hồ sơ sức khỏe bị phạt bao nhiêu tiền?",
    )
    assert not read(page).tasks


def test_an_interview_is_no_advice_page() -> None:
    """A reporter's question is answered by plans."""
    told = read(article(paragraphs("## Phóng viên: Thưa ông, kế hoạch sắp tới ra sao?", ORDER)))
    assert len(told.tasks) == 1
