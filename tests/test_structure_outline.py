"""The outline: levels of numbering, what a section is for, and how sentences and clauses are divided.

Guards against bullets under the wrong heading, assessments read as orders, and sentences cut at abbreviations, dates and
section numbers.
"""

import re

import pytest

from graph.text import match_form
from loaders.reading import begin
from loaders.relate.clauses import clauses, sentences
from loaders.structure.outline import Mode
from tests.extraction import layout, names, official


def outlined(body: str, kind: str = "notice") -> list[tuple[str, str, str]]:
    """(words, mode, words of the nearest heading) of the passages below the head."""
    reading = begin(layout(official(body, kind)))
    by_index = {p.index: p for p in reading.passages}
    first = next(i for i, p in enumerate(reading.passages) if body.startswith(reading.text[p.block.start : p.block.end]))
    rows = []
    for p in reading.passages[first:]:
        above = by_index[p.headings[-1]] if p.headings else None
        rows.append((reading.text[p.start : p.end], p.mode.value, reading.text[above.start : above.end] if above else ""))
    return rows


def test_nesting() -> None:
    """Roman over Arabic over letter over dash; a lower number closes what stood below it."""
    rows = outlined(
        "I. NHIỆM VỤ\n\n1. Bộ Công an:\n\na) Việc thứ nhất:\n\n- chi tiết của việc.\n\nb) Việc thứ hai.\n\n2. Bộ Y tế:\n\na) Việc thứ ba."
    )
    above = {words: heading for words, _, heading in rows}
    assert above["chi tiết của việc."] == "Việc thứ nhất:"
    assert above["Việc thứ hai."] == "Bộ Công an:"
    assert above["Việc thứ ba."] == "Bộ Y tế:"
    assert above["Bộ Y tế:"] == "NHIỆM VỤ"


def test_decimal_numbers_nest() -> None:
    """'2.1' stands below '2'."""
    rows = outlined("II. GIẢI PHÁP\n\n2. Về dữ liệu\n\n2.1. Làm sạch dữ liệu dân cư.\n\n3. Về nhân lực\n\n3.1. Mở lớp học dữ liệu.", "plan")
    above = {words: heading for words, _, heading in rows}
    assert above["Làm sạch dữ liệu dân cư."] == "Về dữ liệu"
    assert above["Mở lớp học dữ liệu."] == "Về nhân lực"


MODES = [
    ("I. NHIỆM VỤ VÀ GIẢI PHÁP", "notice", Mode.ORDERS),
    ("I. ĐÁNH GIÁ CHUNG", "notice", Mode.REPORT),
    ("I. TÌNH HÌNH THỰC HIỆN", "notice", Mode.REPORT),
    ("I. MỤC TIÊU", "plan", Mode.GOALS),
    ("I. QUAN ĐIỂM", "plan", Mode.VIEWS),
    ("III. TỔ CHỨC THỰC HIỆN", "plan", Mode.ORDERS),
    ("IV. KINH PHÍ", "plan", Mode.FUNDING),
    ("Chương I\n\nQUY ĐỊNH CHUNG", "decree", Mode.NORMS),
]


@pytest.mark.parametrize(("heading", "kind", "mode"), MODES)
def test_mode(heading: str, kind: str, mode: Mode) -> None:
    """A section's title tells what its paragraphs are for."""
    assert outlined(f"{heading}\n\n1. Bộ Y tế ban hành danh mục dùng chung.", kind)[-1][1] == mode.value


def test_recitals_and_closing() -> None:
    """'Căn cứ …' are recitals, and from 'Nơi nhận' on nothing counts."""
    rows = outlined(
        "Căn cứ Luật Dữ liệu số 60/2024/QH15;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành danh mục.\n\nNơi nhận:\n\n- Như Điều 1;\n\nKT. THỦ TƯỚNG",
        "decision",
    )
    modes = {words: mode for words, mode, _ in rows}
    assert modes["Căn cứ Luật Dữ liệu số 60/2024/QH15;"] == "recital"
    assert modes["Như Điều 1;"] == modes["KT. THỦ TƯỚNG"] == "closing"
    assert modes["Ban hành danh mục."] != "closing"


def test_annex_after_the_closing_counts() -> None:
    """An annex follows the signature and belongs to the document."""
    rows = outlined(
        "Điều 1. Ban hành danh mục.\n\nNơi nhận:\n\n- Lưu: VT.\n\nPHỤ LỤC\n\nNHIỆM VỤ\n\n1. Bộ Y tế ban hành danh mục.", "decision"
    )
    assert rows[-1][0] == "Bộ Y tế ban hành danh mục."
    assert rows[-1][1] != "closing"


SENTENCES = [
    ("Bộ Y tế đã họp. Bộ Công an cũng họp.", 2, "two sentences"),
    ("TP. Hà Nội đã họp.", 1, "an abbreviation"),
    ("GS. Nguyễn Văn Mẫu và TS. Trần Thị Mẫu cùng dự.", 1, "academic titles"),
    ("Số liệu v.v. Và nhiều nữa.", 1, "'v.v.'"),
    ("Ngày 05.8.2025 đã họp.", 1, "a date with points"),
    ("Có 2.398 hồ sơ.", 1, "a number with a point"),
    ("Theo Điều 3. Khoản này nêu rõ.", 1, "an article number"),
    ("Ông nói: “Làm ngay.” Mọi người đồng ý.", 2, "a quotation"),
    ("Dòng một\nDòng hai", 2, "a line end"),
    ("Sao lại thế? Vì chậm!", 2, "question and exclamation"),
    ("   ", 0, "nothing"),
]


@pytest.mark.parametrize(("text", "count", "comment"), SENTENCES, ids=names(SENTENCES))
def test_sentences(text: str, count: int, comment: str) -> None:
    """Where sentences end."""
    assert len(list(sentences(text, 0, len(text)))) == count, comment


CLAUSES = [
    ("xây dựng chuẩn; công bố văn bằng, chứng chỉ", ["xây dựng chuẩn", "công bố văn bằng, chứng chỉ"], "a pair stays together"),
    ("xây dựng chuẩn; ban hành danh mục", ["xây dựng chuẩn", "ban hành danh mục"], "a verb after ';'"),
    ("xây dựng chuẩn; danh mục; hồ sơ mẫu", ["xây dựng chuẩn; danh mục; hồ sơ mẫu"], "nouns after ';'"),
    ("(1) xây dựng chuẩn; (2) ban hành danh mục", ["xây dựng chuẩn", "ban hành danh mục"], "numbers in brackets"),
    ("xây dựng chuẩn (xây dựng khung; ban hành mẫu)", ["xây dựng chuẩn (xây dựng khung; ban hành mẫu)"], "';' in brackets"),
    ("xây dựng chuẩn gồm: xây dựng khung; ban hành mẫu", ["xây dựng chuẩn gồm: xây dựng khung; ban hành mẫu"], "parts after 'gồm:'"),
]


@pytest.mark.parametrize(("text", "expected", "comment"), CLAUSES, ids=names(CLAUSES))
def test_clauses(text: str, expected: list[str], comment: str) -> None:
    """A clause begins where a new obligation can."""
    found = [
        text[c.start : c.end] for c in clauses(text, match_form(text), 0, len(text), re.compile("bộ công an"), lambda start, end: False)
    ]
    assert found == expected, comment
