"""Quantities: the value in plain digits, what it counts, and its comparator.

Guards against '2.398' read as 2.398, '80,2%' as 802, and ages, ordinals and article numbers taken for values.
"""

import pytest

from graph.text import match_form
from loaders.recognise.quantities import number, quantities


def found(text: str) -> list[tuple[str, float, str]]:
    """(comparator, value, unit) of the quantities of a text."""
    return [(q.comparator, q.value, q.unit) for q in quantities(text, match_form(text), 0, len(text))]


NUMBERS = [("2.398", 2398.0), ("80,2", 80.2), ("1.234.567", 1234567.0), ("1.234,5", 1234.5), ("0,05", 0.05), ("7", 7.0), ("007", 7.0)]


@pytest.mark.parametrize(("written", "value"), NUMBERS)
def test_number(written: str, value: float) -> None:
    """The point parts thousands, the comma decimals."""
    assert number(written) == value


VALUES = [
    ("2.398 hồ sơ", ("=", 2398, "hồ sơ"), "thousands"),
    ("1.234.567 tài khoản", ("=", 1234567, "tài khoản"), "millions with points"),
    ("đạt 80,2%", ("=", 80.2, "%"), "a decimal"),
    ("9/19 sở, ban", ("=", 9, "sở"), "a fraction is of something"),
    ("4.029 vụ lừa đảo", ("=", 4029, "vụ lừa"), "a grouped number is of something"),
    ("đạt 95 %", ("=", 95, "%"), "a space before the sign"),
    ("đạt 95 phần trăm", ("=", 95, "%"), "the sign in words"),
    ("53,62 triệu tài khoản", ("=", 53620000, "tài khoản"), "a magnitude"),
    ("1,5 tỷ lượt truy cập", ("=", 1500000000, "lượt truy cập"), "thousand millions"),
    ("1,5 tỉ lượt truy cập", ("=", 1500000000, "lượt truy cập"), "the other spelling"),
    ("12 nghìn hồ sơ", ("=", 12000, "hồ sơ"), "thousands in words"),
    ("2,5 nghìn tỷ đồng", ("=", 2500000000000, "đồng"), "two magnitudes"),
    ("ít nhất 70 triệu tài khoản", (">=", 70000000, "tài khoản"), "at least"),
    ("tối thiểu 75% hồ sơ", (">=", 75, "%"), "at least, another word"),
    ("không thấp hơn 92%", (">=", 92, "%"), "not lower"),
    ("không quá 5 ngày làm việc", ("<=", 5, "ngày làm việc"), "at most"),
    ("trên 86 triệu thẻ", (">", 86000000, "thẻ"), "more than"),
    ("hơn 100 dịch vụ công", (">", 100, "dịch vụ công"), "more than, another word"),
    ("dưới 3%", ("<", 3, "%"), "less than"),
    ("khoảng 40 nền tảng", ("~", 40, "nền tảng"), "about"),
    ("gần 15 triệu lượt", ("~", 15000000, "lượt"), "nearly"),
    ("58/63 địa phương", ("=", 58, "địa phương"), "a fraction counts its upper part"),
    ("09 bộ, cơ quan", ("=", 9, "bộ, cơ quan"), "a leading zero"),
]


@pytest.mark.parametrize(("text", "expected", "comment"), VALUES, ids=[row[2] for row in VALUES])
def test_value(text: str, expected: tuple[str, float, str], comment: str) -> None:
    """Value, unit and comparator of one quantity."""
    assert found(text) == [expected], comment


NO_VALUES = [
    ("từ đủ 15 tuổi", "an age"),
    ("lần thứ 3", "an ordinal"),
    ("Điều 12 khoản 3", "an article"),
    ("ngày 20/8/2026", "a date"),
    ("Quyết định số 749/QĐ-TTg", "a document"),
    ("phủ sóng 5G", "a generation of networks"),
    ("phiên bản 2.0", "a version"),
    ("đường dây nóng 1900 1234", "a telephone number"),
    ("lúc 9:30", "a time"),
    ("IPv6", "a digit in a word"),
    ("COVID-19", "a digit behind a hyphen"),
    ("năm 2026", "a year"),
]


@pytest.mark.parametrize(("text", "comment"), NO_VALUES, ids=[row[1] for row in NO_VALUES])
def test_no_value(text: str, comment: str) -> None:
    """Numbers that count nothing give no quantity."""
    assert found(text) == [], comment


def test_whole_of_a_fraction() -> None:
    """'58/63 địa phương' tells the whole too."""
    text = "58/63 địa phương"
    assert [q.of for q in quantities(text, match_form(text), 0, len(text))] == [63.0]


def test_several_in_one_sentence() -> None:
    """A sentence with several values gives each with its own unit."""
    text = "có 12 cơ sở dữ liệu, 3.500 dịch vụ công trực tuyến và 80% hồ sơ"
    assert [(v, u) for _, v, u in found(text)] == [(12, "cơ sở dữ liệu"), (3500, "dịch vụ công trực tuyến"), (80, "%")]
