"""A span of days, either end of which may be open."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from graph.ontology import Label

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both included; None leaves that side open."""

    start: date | None = None
    end: date | None = None

    @classmethod
    def of_month(cls, year: int, month: int, months: int = 1) -> Period:
        """`months` whole months from that one; raises ValueError for a month that does not exist."""
        last_year, last_month = _shift(year, month, months - 1)
        return cls(date(year, month, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1]))

    @classmethod
    def of_year(cls, year: int) -> Period:
        """That whole year."""
        return cls.of_month(year, 1, 12)

    @classmethod
    def of_day(cls, day: date) -> Period:
        """That one day."""
        return cls(day, day)

    def __str__(self) -> str:
        return f"{self.start or ''}..{self.end or ''}"

    def bounds(self) -> tuple[str | None, str | None]:
        """Both ends as ISO dates, as `Store.find` takes them."""
        return (self.start.isoformat() if self.start else None, self.end.isoformat() if self.end else None)

    def holds(self, iso: str) -> bool:
        """Whether that ISO date lies within; an empty one never does."""
        low, high = self.bounds()
        return bool(iso) and (low is None or low <= iso) and (high is None or iso <= high)

    @property
    def label(self) -> Label:
        """The period in words, short where it is a month, quarter or year."""
        start, end = self.start, self.end
        if start and end:
            return _closed(start, end)
        if end:
            return Label(f"đến hết ngày {_day(end)}", f"up to {end}")
        return Label(f"từ ngày {_day(start)}", f"from {start}") if start else Label("mọi thời gian", "any time")


def _shift(year: int, month: int, by: int) -> tuple[int, int]:
    years, index = divmod(month - 1 + by, 12)
    return year + years, index + 1


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _closed(start: date, end: date) -> Label:
    if start == end:
        return Label(f"ngày {_day(start)}", f"on {start}")
    if start.day == 1 and start.month == 1 and end == Period.of_year(end.year).end:
        if start.year == end.year:
            return Label(f"năm {start.year}", f"in {start.year}")
        return Label(f"giai đoạn {start.year}-{end.year}", f"in {start.year}-{end.year}")
    if start.day == 1 and Period.of_month(start.year, start.month).end == end:
        return Label(f"tháng {start.month}/{start.year}", f"in {_MONTHS[start.month - 1]} {start.year}")
    if start.day == 1 and start.month % 3 == 1 and Period.of_month(start.year, start.month, 3).end == end:
        quarter = start.month // 3
        return Label(f"quý {('I', 'II', 'III', 'IV')[quarter]}/{start.year}", f"in Q{quarter + 1} {start.year}")
    return Label(f"từ ngày {_day(start)} đến ngày {_day(end)}", f"from {start} to {end}")
