"""Expressions of time in running text, with the words that bound them: 'đến hết năm 2024', 'since May 2024', 'từ ... đến ...'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from queries.times.period import Period
from queries.times.units import Unit, find_units, with_year

Bound = Literal["within", "until", "after", "as_of", "ahead", "late"]


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """Time said from `start` to `end` of the text; `bound` tells which words introduced it, 'ahead' that it is so long from today,
    'late' that something is so long late."""

    start: int
    end: int
    period: Period
    bound: Bound


_LINK = re.compile(r"\s*(?:den het|cho den|den|toi|to|and|until|through|-|va)\s*(?:the end of |end of |cuoi |het |ngay |thang |nam )?\s*")
_TO_NOW = re.compile(
    r"[\s,]*(?:(?:cho |tinh )?(?:den|toi) (?:nay|gio|bay gio|hien nay|hien tai)|(?:until|till|to|up to) (?:now|date|the present))\b"
)
_OPENS = re.compile(
    r"(?:\btrong )?\b(?:ke tu|so voi|tu|giua|compared (?:to|with)|from|since|between|giai doan|period|thoi ky|trong khoang)"
    r"(?: ngay| cac nam| nam| the period)?\s*$"
)
_COUNTED_FROM = re.compile(r"\b(?:(?:tinh |ke )?tu|(?:tinh|ke) den|as of|as at|starting|counting from|counted from|from)(?: ngay)?\s*$")
# Tried in this order: the first whose words stand right before the time.
_WORDS: tuple[tuple[Bound, tuple[str, ...]], ...] = (
    ("as_of", (r"(?:tinh|xet|ke|cap nhat|cho) (?:den|toi)(?: het| thoi diem| cuoi| nay| luc)*", r"(?:tai|vao|den) thoi diem")),
    ("as_of", (r"as (?:of|at|on)(?: the)?(?: end of)?", "as per")),
    ("until", (r"(?:cham|muon) nhat(?: la| den| vao| trong| het| truoc)*", r"(?:cho |tu nay )?den(?: het| cuoi| truoc)*")),
    ("until", (r"truoc(?: het| cuoi)*", r"toi(?: het| cuoi)?", r"(?:no|not) later than(?: the)?(?: end of)?")),
    ("until", (r"(?:by|until|till|through|up to|on or before|before)(?: the)?(?: end of)?(?: the)?",)),
    ("after", (r"sau(?: khi)?", r"(?:ke )?tu(?: sau)?", r"so voi|compared (?:to|with)|after|since|from|starting(?: from| in| on)?")),
    ("within", (r"trong(?: vong| nam| ca)?", r"vao(?: dau| cuoi)?", "cuoi|dau|giua|cua|o|cho", r"(?:the )?end of")),
    ("within", (r"(?:in|on|during|within|for|at)(?: the)?(?: end of| course of)?(?: the)?",)),
)
_BOUNDS = tuple((bound, re.compile(rf"(?<!\w)(?:{'|'.join(words)})\s*$")) for bound, words in _WORDS)


def find_times(text: str, today: date) -> list[TimeSpan]:
    """The times said in plain `text` (see `queries.plain`), from left to right; `today` fills in what they leave out."""
    units = list(find_units(text, today))
    anchor = _anchor(text, units)
    if anchor:
        today = anchor.resolve(today.year).end or today
        units = list(find_units(text, today))
    spans: list[TimeSpan] = []
    while units:
        unit = units.pop(0)
        if (now := _TO_NOW.match(text, unit.end)) and (opening := _OPENS.search(text, 0, unit.start)):
            spans.append(TimeSpan(opening.start(), now.end(), Period(with_year(unit, None).resolve(today.year).start, today), "within"))
        elif units and (link := _LINK.fullmatch(text, unit.end, units[0].start)) and _joined(text, unit, units[0], link[0]):
            spans.append(_range(text, unit, units.pop(0), today))
        else:
            span = _single(text, unit, today)
            spans.append(replace(span, period=unit.resolve(today.year), bound="as_of") if unit == anchor else span)
    return spans


def _anchor(text: str, units: Sequence[Unit]) -> Unit | None:
    """The day from which others are counted: 'tuần tới kể từ 20/07/2024', 'trong 30 ngày tới tính từ 01/07/2024'."""
    for unit in units:
        if unit.grain == "day" and unit.year and _COUNTED_FROM.search(text, 0, unit.start) and not _TO_NOW.match(text, unit.end):
            day = unit.resolve(unit.year).end
            if day and any(one.span != other.span for one, other in zip(units, find_units(text, day), strict=False)):
                return None if any(_ends_a_range(text, unit, other) for other in units) else unit
    return None


def _ends_a_range(text: str, unit: Unit, other: Unit) -> bool:
    """Whether `other` is how far a range goes that begins with `unit`: 'từ 01/07/2024 đến hôm nay'."""
    link = _LINK.fullmatch(text, unit.end, other.start) if other.start >= unit.end else None
    return link is not None and _joined(text, unit, other, link[0])


def _joined(text: str, first: Unit, second: Unit, link: str) -> bool:
    """Whether both units are the ends of one range: opened by 'từ', or two of a kind joined by a dash, or a year and the next."""
    if _OPENS.search(text, 0, first.start) or (link.strip() == "-" and first.grain == second.grain):
        return True
    years = first.grain == second.grain == "year" and first.year is not None and second.year == first.year + 1
    return years and link.strip() in {"va", "and"}


def _range(text: str, first: Unit, second: Unit, today: date) -> TimeSpan:
    opening = _OPENS.search(text, 0, first.start)
    start = with_year(first, second.year).resolve(today.year).start
    end = second.resolve(today.year).end
    if start and end and start > end:
        start, end = end, start
    return TimeSpan(opening.start() if opening else first.start, second.end, Period(start, end), "within")


def _single(text: str, unit: Unit, today: date) -> TimeSpan:
    period = unit.resolve(today.year)
    if unit.grain == "late":
        return TimeSpan(unit.start, unit.end, period, "late")
    for bound, pattern in _BOUNDS:
        if match := pattern.search(text, 0, unit.start):
            bound = "ahead" if bound == "within" and unit.grain == "ahead" else bound
            return TimeSpan(match.start(), unit.end, _bounded(period, bound, match[0].split(), unit), bound)
    return TimeSpan(unit.start, unit.end, period, "ahead" if unit.grain == "ahead" else "within")


def _bounded(period: Period, bound: Bound, words: list[str], unit: Unit) -> Period:
    """The period that the bounding words leave: 'đến hết năm 2024' is within that year, 'trước tháng 8' ends in July."""
    whole_year = unit.grain == "year" or (unit.grain == "span" and period.start is not None and period == Period.of_year(period.start.year))
    if bound == "until":
        excluded = bool({"truoc", "before"} & set(words)) and not {"het", "cuoi", "end", "on"} & set(words) and unit.grain != "day"
        if excluded and period.start and period.start != period.end:
            return Period(None, period.start - timedelta(days=1))
        return period if whole_year else Period(None, period.end)
    if bound == "after":
        excluded = bool({"sau", "after"} & set(words)) and period.end is not None
        return Period(period.end + timedelta(days=1) if excluded and period.end else period.start, None)
    return period
