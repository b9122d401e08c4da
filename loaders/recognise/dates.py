"""Dates, periods and deadlines: what they say, and the last day they allow.

Every function works on the match form of the text (see graph.text), so positions are positions of the kept text.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

DAY = (
    r"(?:ngày\s+)?(?P<d>\d{1,2})\s*(?:tháng\s+(?P<m>\d{1,2})\s*(?:,\s*)?(?:năm\s+(?P<y>\d{4}))?|"
    r"(?P<sep>[/.\-])\s?(?P<m2>\d{1,2})(?:\s?(?P=sep)\s?(?P<y2>\d{4}))?)"
)
_PATTERNS = (
    ("day", rf"\b{DAY}(?![\d/%])"),
    ("month", r"\btháng\s+(?P<m>\d{1,2})\s*(?:/\s?|-\s?|năm\s+)(?P<y>\d{4})\b"),
    ("month", r"\b(?:trong|hết|cuối|đầu|của)?\s*tháng\s+(?P<m>\d{1,2})(?!\s*(?:đầu|cuối|năm\s+\d|[/\-]\s?\d|\d))(?!\s+(?:đầu|cuối))\b"),
    ("quarter", r"\bquý\s+(?P<q>i{1,3}|iv|[1-4])\s*(?:/\s?|-\s?|năm\s+|,\s*năm\s+)(?P<y>\d{4})\b"),
    ("quarter", r"\bquý\s+(?P<q>i{1,3}|iv|[1-4])\b"),
    ("half", r"\b(?:6|sáu)\s+tháng\s+(?P<h>đầu|cuối)\s+năm(?:\s+(?P<y>\d{4}))?"),
    ("half", r"\bnửa\s+(?P<h>đầu|cuối)\s+năm(?:\s+(?P<y>\d{4}))?"),
    ("range", r"\b(?:giai đoạn\s+|từ năm\s+|năm\s+)?(?P<y1>20\d{2})\s?(?:-|đến năm|đến)\s?(?P<y>20\d{2})\b"),
    ("year", r"\bnăm\s+(?P<y>20\d{2})\b"),
    ("year", r"\bnăm\s+(?P<rel>nay|này|sau|tới)\b"),
)
_GROUP = re.compile(r"\(\?P(<|=)(\w+)")


def _alternative(index: int, kind: str, body: str) -> str:
    """One pattern with its group names made unique; the outer group tells which pattern matched."""
    numbered = _GROUP.sub(lambda m: f"(?P{m[1]}{m[2]}_{index}", body)
    return f"(?P<{kind}_{index}>{numbered})"


_DATE = re.compile("|".join(_alternative(i, kind, body) for i, (kind, body) in enumerate(_PATTERNS)))
_RECURRING = re.compile(
    r"\b(?:hằng|hàng|mỗi|từng|theo)\s+(?P<unit>năm|quý|tháng|tuần|ngày)\b|\bđịnh kỳ(?:\s+(?P<every>\d+)\s+tháng)?|"
    r"\bthường xuyên\b|\b\d+\s+(?:tháng|quý|năm)\s+(?:một|1)\s+lần\b"
)


@dataclass(frozen=True, slots=True)
class When:
    """A date or period in the text. `first` and `last` are its first and last day; `assumed` says that its year came from context."""

    start: int
    end: int
    kind: str
    first: date
    last: date
    assumed: bool = False


def whens(form: str, start: int, end: int, year: int | None) -> Iterator[When]:
    """The dates and periods between two positions; those without a year take `year`, or are left out where it is None."""
    for match in _DATE.finditer(form, start, end):
        found = _read(match, year)
        if found is not None:
            yield found


def _read(match: re.Match[str], year: int | None) -> When | None:
    name = match.lastgroup or ""
    # lastgroup is the last matched group at the outermost level: the pattern's own name
    kind, index = name.rsplit("_", 1)
    part = {key.rsplit("_", 1)[0]: value for key, value in match.groupdict().items() if value is not None and key.endswith(f"_{index}")}
    written = part.get("y") or part.get("y2")
    if written is None and (year is None or (kind == "day" and not _said_to_be_a_day(match))):
        return None
    used = int(written) if written else int(year or 0)
    used += part.get("rel") in ("sau", "tới")
    try:
        first, last = _bounds(kind, part, used)
    except ValueError:
        return None
    if not 1945 <= last.year <= 2100:
        return None
    return When(match.start(), match.end(), kind, first, last, assumed=written is None)


_BEFORE_A_DAY = re.compile(r"(?:ngày|trước|đến|từ|sau|sáng|chiều|tối|hạn|xong|nhất)\s*$")


def _said_to_be_a_day(match: re.Match[str]) -> bool:
    """Whether a day without a year is one: '15/8' after 'trước' is, '8/12' after a count is a fraction."""
    return match[0].startswith("ngày") or bool(_BEFORE_A_DAY.search(match.string, max(0, match.start() - 8), match.start()))


def _bounds(kind: str, part: dict[str, str], year: int) -> tuple[date, date]:
    """First and last day; raises ValueError for a day or month that does not exist."""
    if kind == "day":
        day = date(year, int(part.get("m") or part["m2"]), int(part["d"]))
        return day, day
    if kind == "month":
        return date(year, int(part["m"]), 1), month_end(year, int(part["m"]))
    if kind == "quarter":
        quarter = ROMAN.get(part["q"]) or int(part["q"])
        return date(year, quarter * 3 - 2, 1), month_end(year, quarter * 3)
    if kind == "half":
        return (date(year, 1, 1), date(year, 6, 30)) if part["h"] == "đầu" else (date(year, 7, 1), date(year, 12, 31))
    return date(int(part.get("y1") or year), 1, 1), date(year, 12, 31)


def month_end(year: int, month: int) -> date:
    """The last day of a month; raises ValueError for a month that does not exist."""
    return date(year, month, 1).replace(day=calendar.monthrange(year, month)[1])


def recurring(form: str, start: int, end: int) -> str:
    """The words of a recurring deadline ('hằng tháng', 'định kỳ 6 tháng', 'thường xuyên'), or ''."""
    match = _RECURRING.search(form, start, end)
    return match[0] if match else ""
