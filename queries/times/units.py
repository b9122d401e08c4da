"""Single expressions of time in plain text (see `queries.plain`): a day, month, quarter, half year, year or a span from today.

A unit may lack its year ('tháng 7'); `resolve` then takes the one it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from queries.times.period import Period

Grain = Literal["day", "month", "quarter", "half", "year", "span", "ahead", "late"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One expression from `start` to `end` of the text; `month` and `day` as the grain needs, `span` where it is relative."""

    start: int
    end: int
    grain: Grain
    year: int | None = None
    month: int = 1
    day: int = 1
    span: Period | None = None

    def resolve(self, year: int) -> Period:
        """The days meant, in its own year or else in `year`; raises ValueError for a day that does not exist."""
        if self.span:
            return self.span
        year = self.year or year
        if self.grain == "day":
            return Period.of_day(date(year, self.month, self.day))
        months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[self.grain]
        return Period.of_month(year, self.month, months)


_EN = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_EN_MONTH = {name: i for i, name in enumerate(_EN, 1)} | {name[:3]: i for i, name in enumerate(_EN, 1)} | {"sept": 9}
_VI_MONTH = {"gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_VI_MONTH |= {"muoi mot": 11, "muoi hai": 12, "chap": 12}
_ORDINAL = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4, "cuoi": 4, "dau": 1}
_COUNT = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_COUNT |= {word: n for n, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)}
_COUNT |= {"a": 1, "muoi lam": 15, "ba muoi": 30, "thirty": 30}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_N = rf"(?P<n>\d\d?\d?|{'|'.join(sorted(_COUNT, key=len, reverse=True))})"
_MON = "|".join(sorted(_EN_MONTH, key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_OF_YEAR = rf"(?:\s*(?:,|/|-|\.|\bcua\b|\bnam\b|\bof\b|\bin\b|\bthe\b|\byear\b)*\s*{_YEAR})"
_B, _E = r"(?<![\w/.-])", r"(?!\w)(?!/\d)"

_UNITS = "(?:(?P<w>ngay|tuan|thang|quy|nam|day|week|month|quarter|year)s?)"
_LATE = ["cham", "tre", "lui", "muon", "late", "delayed", "delay", "slip", "slips", "slipped", "postponed", "back"]
"""After one of these a number of days tells how long something is late."""

Maker = Callable[["re.Match[str]", date], "Unit"]


def _number(match: re.Match[str], name: str) -> int | None:
    value = match.groupdict().get(name)
    return int(value) if value else None


def _day(match: re.Match[str], _: date) -> Unit:
    month = _EN_MONTH.get(match["m"]) or int(match["m"])
    return Unit(*match.span(), "day", _number(match, "y"), month, int(match["d"]))


def _month(match: re.Match[str], _: date) -> Unit:
    month = _EN_MONTH.get(match["m"]) or _VI_MONTH.get(match["m"]) or int(match["m"])
    return Unit(*match.span(), "month", _number(match, "y"), month)


def _quarter(match: re.Match[str], _: date) -> Unit:
    quarter = _ROMAN.get(match["q"]) or _ORDINAL.get(match["q"]) or int(match["q"])
    return Unit(*match.span(), "quarter", _number(match, "y"), 3 * quarter - 2)


_SECOND_HALF = frozenset({"cuoi", "sau", "second", "2nd", "last", "2"})


def _half(match: re.Match[str], _: date) -> Unit:
    return Unit(*match.span(), "half", _number(match, "y"), 7 if match["h"] in _SECOND_HALF else 1)


def _year(match: re.Match[str], _: date) -> Unit:
    return Unit(*match.span(), "year", int(match["y"]))


_STEP = {"nay": 0, "this": 0, "current": 0, "the": 0, "toi": 1, "sau": 1, "next": 1, "coming": 1, "following": 1}
_STEP |= {"truoc": -1, "qua": -1, "ngoai": -1, "last": -1, "previous": -1}
_SPAN = {"ngay": "day", "tuan": "week", "thang": "month", "quy": "quarter", "nam": "year"}


def _relative(match: re.Match[str], today: date) -> Unit:
    unit = _spanning(_SPAN.get(match["w"], match["w"]), _STEP[match["s"]], today)
    return replace(unit, start=match.start(), end=match.end())


def _spanning(what: str, step: int, today: date) -> Unit:
    if what == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return Unit(0, 0, "span", span=Period(monday, monday + timedelta(days=6)))
    months = {"month": 1, "quarter": 3, "year": 12}[what]
    index = (today.year * 12 + today.month - 1) // months * months + step * months
    return Unit(0, 0, "span", span=Period.of_month(index // 12, index % 12 + 1, months))


def _years(match: re.Match[str], _: date) -> Unit:
    first, last = sorted((int(match["y"]), int(match["z"])))
    return Unit(*match.span(), "span", span=Period.of_month(first, 1, 12 * (last - first + 1)))


def _ahead(match: re.Match[str], today: date) -> Unit:
    return Unit(*match.span(), "ahead", span=Period(today, today + _length(match)))


def _late(match: re.Match[str], today: date) -> Unit:
    return Unit(*match.span(), "late", span=Period(today, today + _length(match)))


def _back(match: re.Match[str], today: date) -> Unit:
    return Unit(*match.span(), "span", span=Period(today - _length(match), today))


def _length(match: re.Match[str]) -> timedelta:
    count, what = _COUNT.get(match["n"]) or int(match["n"]), _SPAN.get(match["w"], match["w"])
    return timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14, "month": 30, "quarter": 91, "year": 365}[what])


def _this(match: re.Match[str], today: date) -> Unit:
    """The year, quarter or month that runs: 'cuối năm', 'the end of the quarter'."""
    return replace(_spanning(_SPAN.get(match["w"], match["w"]), 0, today), start=match.start(), end=match.end())


def _mid(match: re.Match[str], _: date) -> Unit:
    return Unit(*match.span(), "month", _number(match, "y"), 6)


def _today(match: re.Match[str], today: date) -> Unit:
    return Unit(*match.span(), "span", span=Period.of_day(today + timedelta(days=_TODAY[match["s"]])))


def _now(match: re.Match[str], today: date) -> Unit:
    return Unit(*match.span(), "span", span=Period.of_day(today))


_TODAY = {"hom nay": 0, "hom qua": -1, "ngay mai": 1, "bay gio": 0, "today": 0, "tomorrow": 1, "yesterday": -1, "right now": 0}
# 'may' and 'march' are also words: without a year a month in English needs one of these before it.
_BEFORE_MONTH = ["in", "by", "to", "of", "and", "before", "during", "from", "since", "after", "until", "between"]

_RULES: tuple[tuple[re.Pattern[str], Maker], ...] = tuple(
    (re.compile(rule), maker)
    for rule, maker in (
        (rf"{_B}(?:ngay )?(?P<d>\d\d?)\s?[/.-]\s?(?P<m>\d\d?)\s?[/.-]\s?{_YEAR}", _day),
        (rf"{_B}{_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", _day),
        (rf"{_B}(?:ngay )?(?P<d>\d\d?) thang (?P<m>\d\d?){_OF_YEAR}?{_E}", _day),
        (rf"{_B}ngay (?P<d>\d\d?)/(?P<m>\d\d?){_E}", _day),
        *((rf"(?<=\b{word} )(?P<d>\d\d?)/(?P<m>\d\d?){_E}", _day) for word in ("tu", "den", "truoc", "toi")),
        (rf"{_B}(?P<d>\d\d?)(?:st|nd|rd|th)? (?:of )?(?P<m>{_MON})\b{_OF_YEAR}?{_E}", _day),
        (rf"{_B}(?P<m>{_MON}) (?P<d>\d\d?)(?:st|nd|rd|th)?(?!\d){_OF_YEAR}?{_E}", _day),
        (rf"{_B}thang (?P<m>\d\d?)(?:{_OF_YEAR}| nay| toi| sap toi)?{_E}", _month),
        (rf"{_B}thang (?P<m>{'|'.join(sorted(_VI_MONTH, key=len, reverse=True))})(?: nam |/){_YEAR}", _month),
        (rf"{_B}(?P<m>\d\d?)[/-]{_YEAR}{_E}", _month),
        (rf"{_B}{_YEAR}-(?P<m>\d\d)(?![\d-])", _month),
        (rf"{_B}(?P<m>{_MON})\b{_OF_YEAR}{_E}", _month),
        *((rf"(?<=\b{word} )(?P<m>{_MON}){_E}", _month) for word in _BEFORE_MONTH),
        (rf"{_B}quy (?P<q>iv|i{{1,3}}|[1-4]|cuoi|dau)(?: nam)?(?:{_OF_YEAR}| nay)?{_E}", _quarter),
        (rf"{_B}q(?P<q>[1-4]){_OF_YEAR}?{_E}", _quarter),
        (rf"{_B}(?P<q>{'|'.join(_ORDINAL)}) quarter{_OF_YEAR}?{_E}", _quarter),
        (rf"{_B}(?:nua|6 thang|sau thang) (?P<h>dau|cuoi|(?<=nua )sau)(?: nam)?(?:{_OF_YEAR}| nay)?{_E}", _half),
        (rf"{_B}(?:giua(?: nam)?|mid|(?:the )?middle of)[ -]{_YEAR}{_E}", _mid),
        (rf"{_B}(?P<h>first|second|1st|2nd|last) (?:half|six months){_OF_YEAR}?{_E}", _half),
        (rf"{_B}h(?P<h>[12]){_OF_YEAR}{_E}", _half),
        (rf"{_B}(?P<h>[12])h[ /-]?{_YEAR}{_E}", _half),
        (rf"{_B}(?:nam |year )?{_YEAR}{_E}", _year),
        (rf"{_B}(?:(?:trong )?giai doan |nam |period )?{_YEAR}\s?-\s?(?P<z>(?:19|20)\d\d){_E}", _years),
        (rf"{_B}(?P<w>tuan|thang|quy|nam) (?P<s>nay|toi|sau|truoc|ngoai|qua){_E}", _relative),
        (rf"{_B}(?P<s>this|current|next|coming|following|last|previous) (?P<w>week|month|quarter|year){_E}", _relative),
        (rf"{_B}{_N} (?P<w>ngay|tuan|thang|quy|nam) (?:sap toi|toi|tiep theo|nua|sau|toi day){_E}", _ahead),
        (rf"{_B}trong vong {_N} (?P<w>ngay|tuan|thang|quy|nam)(?: toi| nua| sap toi)?{_E}(?! (?:qua|vua|gan|tu))", _ahead),
        (
            rf"{_B}(?:the )?(?:next|coming|within|in) (?:the )?(?:next |coming )?{_N} (?P<w>day|week|fortnight|month|quarter|year)s?{_E}",
            _ahead,
        ),
        (rf"{_B}{_N} (?P<w>day|week|month|year)s? (?:from now|ahead){_E}", _ahead),
        *((rf"(?<=\b{word} )(?:(?:them|lai|mat|khoang|toi|by|about) )?{_N} {_UNITS}{_E}(?! (?:toi|nua|sap|qua))", _late) for word in _LATE),
        (rf"{_B}(?:by )?{_N}[ -]{_UNITS}(?= (?:late|behind|delay|slip|slippage|longer|overrun))", _late),
        (rf"{_B}{_N} (?P<w>ngay|tuan|thang|quy|nam) (?:qua|vua qua|gan day|gan nhat|vua roi){_E}", _back),
        (rf"{_B}(?:the )?(?:last|past|previous) {_N} (?P<w>day|week|month|quarter|year)s?{_E}", _back),
        (rf"(?:(?<=\bcuoi )|(?<=\bhet ))(?P<w>nam|quy|thang|tuan){_E}(?! (?:\d|nay|toi|sau|truoc|ngoai|nam|i|gieng|chap))", _this),
        (rf"(?:(?<=\btu )|(?<=\bso voi ))dau (?P<w>nam|quy|thang)(?: nay)?{_E}(?! (?:\d|sau|toi|truoc))", _this),
        (rf"(?<=\bsince )the (?:start|beginning) of (?:the |this )?(?P<w>year|quarter|month){_E}", _this),
        (rf"(?<=\bend of )(?:the |this )?(?P<w>year|quarter|month|week){_E}", _this),
        (rf"{_B}(?:the )?(?P<w>year|quarter|month)[ -]end{_E}", _this),
        (rf"{_B}(?:ngay (?=hom))?(?P<s>{'|'.join(_TODAY)}){_E}", _today),
        (rf"(?<=\btu )(?:nay|gio|bay gio){_E}", _now),
        (rf"(?<=\bfrom )now(?: on)?{_E}", _now),
    )
)


def find_units(text: str, today: date) -> Iterator[Unit]:
    """The expressions of time in plain `text`, from left to right, the longest where they overlap."""
    found: list[Unit] = []
    for rule, maker in _RULES:
        for match in rule.finditer(text):
            unit = maker(match, today)
            if _exists(unit, today.year):
                found.append(unit)
    end = 0
    for unit in sorted(found, key=lambda u: (u.start, -u.end)):
        if unit.start >= end:
            end = unit.end
            yield unit


def _exists(unit: Unit, year: int) -> bool:
    try:
        unit.resolve(year)
    except ValueError:
        return False
    return True


def with_year(unit: Unit, year: int | None) -> Unit:
    """`unit` in `year` if it names none itself."""
    return unit if unit.year or unit.span or year is None else replace(unit, year=year)
