"""Quantities: a number with its magnitude, its qualifier and what it counts.

Vietnamese numbers have '.' for thousands and ',' for decimals (2.398; 80,2%); magnitudes multiply (1,5 tỷ = 1500000000).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.text import squash

_MAGNITUDES = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "nghìn tỷ": 10**12,
    "nghìn tỉ": 10**12,
    "triệu tỷ": 10**15,
    "triệu tỉ": 10**15,
}
_COMPARATORS = (
    (">=", r"ít nhất|tối thiểu(?: là)?|trở lên|không thấp hơn|không dưới|từ|đạt tối thiểu"),
    ("<=", r"không quá|tối đa|nhiều nhất|không vượt quá|không cao hơn"),
    (">", r"trên|hơn|vượt"),
    ("<", r"dưới|chưa đến|xuống dưới|thấp hơn"),
    ("~", r"gần|khoảng|xấp xỉ|ước|ước đạt|ước khoảng"),
)
_QUALIFIER = re.compile(r"(?<!\w)(" + "|".join(words for _, words in _COMPARATORS) + r")\s+(?:đạt\s+|là\s+|mức\s+)?$")
_VALUE = re.compile(
    r"(?<![\w/.,\-+])(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?:\s?/\s?(?P<of>\d[\d.]*(?:,\d+)?))?"
    r"(?:\s*(?P<percent>%|phần trăm)|\s+(?P<magnitude>(?:nghìn|triệu) t[ỷỉ]|nghìn|ngàn|triệu|t[ỷỉ](?! (?:lệ|trọng|suất|giá)))(?!\w))?(?!\d|"
    r"/(?!(?:năm|tháng|quý)(?!\w))|-\w|,\d|\.\d)"
)
# What can be counted in a report or target of digital transformation; a number before any other noun is left alone.
_UNITS = (
    "thẻ", "tài khoản", "hồ sơ", "yêu cầu", "cơ sở dữ liệu", "csdl", "hệ thống thông tin", "hệ thống", "dịch vụ công trực tuyến",
    "dịch vụ công", "dịch vụ tiện ích", "dịch vụ", "lượt truy cập", "lượt", "địa phương", "bộ, ngành", "bộ ngành", "bộ, cơ quan", "bộ",
    "doanh nghiệp nhà nước", "doanh nghiệp", "người dân", "người dùng", "người", "hộ gia đình", "hộ", "xã, phường", "xã", "cơ sở y tế",
    "cơ sở khám chữa bệnh", "bệnh viện", "trường", "học sinh", "sinh viên", "nền tảng số", "nền tảng", "thủ tục hành chính", "tthc",
    "thủ tục", "giao dịch", "tiện ích", "thuê bao", "thửa đất", "thửa", "trạm", "văn bản", "nghị định", "quyết định", "chỉ thị", "thông tư",
    "nghị quyết", "giấy tờ", "giấy phép", "tỉnh, thành phố", "tỉnh thành", "tỉnh", "thành phố", "bậc", "nước", "quốc gia", "chỉ tiêu",
    "nhiệm vụ", "bản ghi", "trường thông tin", "chứng thư số", "chữ ký số", "chữ ký", "tổ công nghệ số cộng đồng", "tổ công nghệ số", "máy",
    "điểm", "khu công nghiệp", "đồng", "usd", "gb", "tb", "mbps", "công dân", "nhân khẩu", "cuộc tấn công", "sự cố", "trường hợp",
    "cơ sở khám, chữa bệnh", "cơ sở", "máy chủ", "trung tâm", "cán bộ", "kỹ sư", "chuyên gia", "công chức", "điều kiện kinh doanh", "đkkd",
    "bộ dữ liệu", "tập dữ liệu", "dữ liệu", "thôn, bản", "thôn", "cơ quan, đơn vị", "cơ quan", "đơn vị", "phút", "giây", "ngày làm việc",
    "lần", "mã", "hóa đơn", "sổ", "bản", "thành viên", "sản phẩm", "ứng dụng", "website", "khách hàng", "hợp đồng", "vnd", "km", "gw", "mw",
    "tổ chức", "sở, ban, ngành", "sở, ngành", "chợ", "việc",
)  # fmt: skip
_UNIT = re.compile(
    r"\s*(?!đồng (?:bộ|thời|ý|hành|nghĩa)(?!\w))(?P<unit>"
    + "|".join(sorted((re.escape(u).replace(r"\ ", r"\s+") for u in _UNITS), key=len, reverse=True))
    + r")(?!\w)"
)


# '4,3 triệu và 5,1 triệu khách hàng': both count the same.
_SHARED_UNIT = re.compile(r"\s+và\s+\d[\d.,]*\s+(?:triệu|tỷ|nghìn|ngàn)\s+(?P<unit>[^\W\d]{2,}(?:\s+[^\W\d]{2,})?)(?!\w)")
# Millions, grouped thousands and fractions ('9/19 sở, ban, ngành') are always of something: then any noun is a unit.
_ANY_UNIT = re.compile(
    r"\s+(?!(?:của|so|và|trong|tại|với|trên|theo|để|từ|đến|do|cho|được|là|vào|ngày|năm|tháng|quý|giờ|về|ở|tăng|giảm|cùng|mhz|ghz)(?!\w))"
    r"(?P<unit>[^\W\d]{2,}(?:\s+(?!(?:đã|được|có|phải|sẽ|đang|là)(?!\w))[^\W\d]{2,})?)(?!\w)"
)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_MONTHS = 12  # '2/9' may be a day; '9/19 sở, ban, ngành' is a fraction
# 'Số hồ sơ thu nhận được là 41.236': the counted thing stands before a grouped number that nothing follows.
_COUNTED_BEFORE = re.compile(r"(?<!\w)(?:tổng số|số lượng|số)\s+(?P<unit>[^\W\d]{2,}(?:\s+[^\W\d]{2,})?)[^,;.:()]{0,60}$")


_HEADS = (1000, 10000, 100000)  # so many people that a rate is told of


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in the text. `of` is the whole of a fraction ('58/63'); `unit_end` is where the counted noun ends."""

    start: int
    end: int
    value: float
    unit: str
    comparator: str
    unit_end: int
    of: float | None = None


def number(written: str) -> float:
    """The value of a number as written in Vietnamese.

    >>> number("2.398"), number("80,44")
    (2398.0, 80.44)
    """
    return float(written.replace(".", "").replace(",", "."))


def quantities(text: str, form: str, start: int, end: int) -> Iterator[Quantity]:
    """The quantities between two positions: percentages, and numbers of things that are counted."""
    for match in _VALUE.finditer(form, start, end):
        value = number(match["number"]) * _MAGNITUDES.get(match["magnitude"] or "", 1)
        comparator, first = _comparator(form, start, match.start())
        whole = number(match["of"].rstrip(".")) if match["of"] else None
        if match["percent"]:
            yield Quantity(first, match.end(), value, "%", comparator, match.end(), whole)
            continue
        unit = _UNIT.match(form, match.end(), end) or _unlisted(match, form, start, end)
        if unit is None or (value == 1 and not match["magnitude"]):
            continue
        if unit.end() <= match.start():
            yield Quantity(first, match.end(), value, squash(text[unit.start("unit") : unit.end("unit")]), comparator, match.end(), whole)
            continue
        rate = value % 1 and whole in _HEADS  # '0,7/1.000 dân' is no fraction
        yield Quantity(
            first,
            match.end(),
            round(value, 6),
            squash(f"/{match['of']} {text[unit.start('unit') : unit.end()]}" if rate else text[unit.start("unit") : unit.end()]),
            comparator,
            match.end() if unit.re is _SHARED_UNIT else unit.end(),
            None if rate else whole,
        )


def _unlisted(match: re.Match[str], form: str, start: int, end: int) -> re.Match[str] | None:
    """What a number counts that stands in no list: the words after it, or before it where a sentence or clause ends with it."""
    grouped = _GROUPED.match(match["number"]) is not None
    counted = number(match["of"].rstrip(".")) > _MONTHS if match["of"] else _comparator(form, start, match.start())[0] in (">=", "<=")
    if not (grouped or match["magnitude"] or counted):
        return None
    if match["magnitude"] and (shared := _SHARED_UNIT.match(form, match.end(), end)):
        return shared
    if (grouped or match["magnitude"]) and not form[match.end() : end].lstrip(" )")[:1].strip(" ,;."):
        return _COUNTED_BEFORE.search(form, max(start, match.start() - 90), match.start())
    return _ANY_UNIT.match(form, match.end(), end)


def _comparator(form: str, start: int, position: int) -> tuple[str, int]:
    """The comparator said right before a number, and where the quantity with it begins."""
    before = _QUALIFIER.search(form, max(start, position - 30), position)
    if before is None:
        return "=", position
    sign = next(sign for sign, words in _COMPARATORS if re.fullmatch(words, before[1]))
    return sign, before.start(1)
