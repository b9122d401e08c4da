"""Which indicator a wording means: documents word one indicator in several ways, and its id must be the same for all of them."""

from __future__ import annotations

import re

from graph import ids
from graph.identity.content import spelled_out
from graph.text import fold

# A time belongs to the value, not to what is measured.
_TIME = re.compile(
    r"\d+ thang(?: (?:dau|cuoi) nam)?(?: \d{4})?|"
    r"(?:(?:trong|tinh den|den|tu|cua) )?(?:(?:dau|cuoi|het|giua) )?(?:thang|quy|nam|ngay) (?:\d|[ivx]+\b)[\d ]*"
)
_OPENING = re.compile(
    r"^(?:ty le|ti le|ty trong|tong so|so luong|so luot|tong|so|co|cac|nhung|hien|hien nay|da|duoc|ca nuoc|toan quoc)(?: |$)"
)
# Words of grammar and the country, which is meant where no place is named.
_FILLERS = re.compile(r"(?<!\S)(?:da|duoc|cac|nhung|hien nay|hien|tren (?:ca nuoc|toan quoc)|(?:cua |trong )?(?:ca nuoc|toan quoc))(?!\S)")
# What is always the same thing in office language: a file handed in or dealt with online is one of an administrative procedure.
_SAME = (
    (re.compile(r"(?<!\S)(ho so)(?: giai quyet)? thu tuc hanh chinh(?!\S)"), r"\1"),
    (re.compile(r"(?<!\S)(?:nop|giai quyet|xu ly) (truc tuyen)(?!\S)"), r"\1"),
    (re.compile(r"(?<!\S)dinh danh dien tu(?!\S)"), "dinh danh"),
    (re.compile(r"(?<!\S)can cuoc cong dan(?!\S)"), "can cuoc"),
    (re.compile(r"(?<!\S)(?:dan so|nguoi dan|nguoi) truong thanh(?!\S)"), "nguoi truong thanh"),
    (re.compile(r"(?<!\S)nguoi dan,? (?:va )?doanh nghiep(?!\S)"), "nguoi dan doanh nghiep"),
    (re.compile(r"(?<!\S)internet(?!\S)"), ""),
)


def indicator_id(indicator: str, unit: str) -> str:
    """The id of an indicator: its content words without fillers, so that wordings of several documents meet.

    >>> indicator_id("Tỷ lệ hồ sơ TTHC nộp trực tuyến toàn trình", "%")
    'indicator:ho-so-truc-tuyen-toan-trinh-pct'
    """
    words = fold(spelled_out(indicator))
    words = " ".join(_FILLERS.sub(" ", _TIME.sub(" ", words)).split())
    while opening := _OPENING.match(words):
        words = words[opening.end() :]
    for pattern, one in _SAME:
        words = pattern.sub(one, words)
    words = " ".join(words.split())
    return ids.named("Indicator", f"{words or indicator}{' pct' if unit == '%' else ''}")
