"""Whatever the input, reading and extraction end in a proven bundle or in an InputError, and lose no visible character.

Guards against texts that crash the loader (cut files, stray table marks, headings without a body, numbers out of range) and
against offsets that slip by one after an unusual character.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.errors import InputError
from graph.text import keep, match_form
from loaders.pipeline import extract, sources
from loaders.readers import plain, read
from loaders.recognise import dates, numbers, quantities
from loaders.relate.clauses import sentences
from tests.extraction import official, unproven

SAMPLES = sources([Path(__file__).resolve().parents[1] / "samples"])
WORDS = [
    "Bộ Công an", "Bộ", "Bộ trưởng", "Bộ Văn hóa, Thể thao và Du lịch", "UBND tỉnh", "Uỷ ban nhân dân thành phố Huế", "Sở Y tế",
    "Thủ tướng", "chủ trì", "phối hợp với", "giao", "yêu cầu", "trình", "xây dựng", "ban hành", "hoàn thành", "kết nối", "với",
    "và", "của", "được", "đã", "chưa", "trước ngày", "trong tháng", "quý", "năm", "giai đoạn", "ngày", "hằng", "Căn cứ", "Điều",
    "khoản", "QUYẾT ĐỊNH:", "Nơi nhận:", "Phụ lục", "I.", "1.", "a)", "-", "Cơ sở dữ liệu quốc gia về", "dân cư", "VNeID",
    "Đề án 06", "Chương trình", "Luật", "Nghị định", "số", "thay thế", "bãi bỏ", "sửa đổi", "(sau đây gọi tắt là", ")",
    "Số: 1/QĐ-TTg", "57-NQ/TW", "20/2023/QH15", "99/99/9999", "31/02/2026", "0/0", "80,2%", "1.234.567", "triệu", "đến", "phấn đấu",
    "đạt", "tỷ lệ", "hồ sơ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Hà Nội,", "|", "||", "| --- |", "#", "**", "“", "”", ";", ":",
    ".", ",", "…", "\u00a0", "\u0301", "İ", "ß", "ﬁ", "😀", "&amp;", "<td>", "</table>", "<p>",
]  # fmt: skip
GAPS = [" ", " ", " ", "\n", "\n\n", "\r\n", "\t", ""]

pairs = st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS))
# Short ones find the odd mark, long ones find rules that meet.
texts = st.one_of(st.lists(pairs, max_size=10), st.lists(pairs, min_size=20, max_size=80)).map(
    lambda found: "".join(a + b for a, b in found)
)
suffixes = st.sampled_from([".txt", ".md", ".html"])
_HIDDEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
# Without the letters of Western Europe, in which texts of old Vietnamese fonts come: those are read as what they meant.
visible = st.text(
    st.one_of(
        st.characters(max_codepoint=0x7E, exclude_categories=_HIDDEN), st.characters(min_codepoint=0x100, exclude_categories=_HIDDEN)
    ),
    max_size=200,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the generated files are written."""
    return tmp_path_factory.mktemp("generated")


def survives(folder: Path, data: bytes, suffix: str) -> None:
    """Reading and extracting end in a proven bundle or in an InputError."""
    path = folder / f"case{suffix}"
    path.write_bytes(data)
    try:
        layout = read(path)
    except InputError:
        return
    for block in layout.blocks:
        assert 0 <= block.start < block.end <= len(layout.text)
    found = extract(layout, "case", path.name)
    records = [*(n.as_dict() for n in found.nodes), *(e.as_dict() for e in found.edges)]
    own = [
        r for r in records if r.get("id") != found.document
    ]  # an unreadable text still has a node of its own, without a title to point at
    assert unproven(own, {found.document: found.text}) == []
    assert all(found.text[u.start : u.end] == u.text for u in found.unresolved)


@given(text=texts, suffix=suffixes)
@example(text="", suffix=".txt")
@example(text="|", suffix=".md")
@example(text="|\n|\n|", suffix=".md")
@example(text="# ", suffix=".md")
@example(text="---\ntitle:", suffix=".md")
@example(text="<table><tr><td rowspan='0'>Bộ Công an</td></tr><tr></tr></table>", suffix=".html")
@example(text="<table><tr><td rowspan='99999999' colspan='x'>Bộ Công an xây dựng</td></tr></table>", suffix=".html")
@example(text="<!-- <p>Bộ Công an</p>", suffix=".html")
def test_any_words(folder: Path, text: str, suffix: str) -> None:
    """Words of the domain in any order, with marks of tables and headings."""
    survives(folder, text.encode(), suffix)


@given(body=texts, kind=st.sampled_from(["decision", "decree", "notice", "plan", "consolidated"]))
def test_any_body_of_a_document(folder: Path, body: str, kind: str) -> None:
    """A sound head above any words: the rules of official documents all apply."""
    survives(folder, official(body, kind).encode(), ".md")


@given(path=st.sampled_from(SAMPLES), ends=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_cut_documents(folder: Path, path: Path, ends: tuple[float, float]) -> None:
    """A document cut at any byte, as after a broken download."""
    data = path.read_bytes()
    first, last = sorted(int(end * len(data)) for end in ends)
    survives(folder, data[first:last], path.suffix)


@given(data=st.binary(max_size=300), suffix=suffixes)
def test_any_bytes(folder: Path, data: bytes, suffix: str) -> None:
    """Bytes that are no text."""
    survives(folder, data, suffix)


@given(text=st.one_of(texts, visible))
def test_plain_reader_loses_nothing(text: str) -> None:
    """Every visible character of a plain text is in the kept text, in order."""
    kept = plain.read(text.encode(), "case.txt").text
    assert "".join(kept.split()) == "".join(keep(text).split())


@given(text=st.one_of(texts, visible))
def test_match_form_has_the_length_of_the_text(text: str) -> None:
    """A position in the match form is a position in the text."""
    kept = keep(text)
    assert len(match_form(kept)) == len(kept)


def test_libraries_are_silent(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What a library has to say about a page is not shown beside the program's own message."""
    with caplog.at_level("WARNING"):
        survives(folder, b"<p></p><td>", ".html")
    assert caplog.records == []


@given(text=texts)
def test_spans_lie_in_the_text(text: str) -> None:
    """What recognisers give points into the text they were given."""
    kept = keep(text)
    form = match_form(kept)
    spans = [(n.start, n.end) for n in numbers.numbers(kept, form, 0, len(kept))]
    spans += [(w.start, w.end) for w in dates.whens(form, 0, len(form), 2026)]
    spans += [(q.start, q.unit_end) for q in quantities.quantities(kept, form, 0, len(kept))]
    spans += list(sentences(kept, 0, len(kept)))
    assert all(0 <= start < end <= len(kept) for start, end in spans)


@given(text=texts)
def test_dates_are_in_order(text: str) -> None:
    """A period does not end before it begins."""
    form = match_form(keep(text))
    assert all(w.first <= w.last for w in dates.whens(form, 0, len(form), 2026))
