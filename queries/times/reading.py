"""A day or a period given as a parameter: ISO forms first, then words."""

from __future__ import annotations

import re
from datetime import date

from graph.errors import QuestionError
from graph.text import keep, squash
from queries.plain import plain
from queries.times.finding import find_times
from queries.times.period import Period

_LEFT_OUT = re.compile(r"[\s,.]*")


def read_period(text: str, today: date) -> Period:
    """`text` as a period: 'A..B' with ISO dates (either may be left out), '2024-07', '2024', 'tháng 7 năm 2024', 'quý III/2025'.

    Raises QuestionError where it is none, or where it ends before it begins.
    """
    text = squash(keep(text))
    if ".." in text:
        start, end = (part.strip() for part in text.split("..", 1))
        period = Period(_iso(start), _iso(end))
        if period.start and period.end and period.start > period.end:
            raise QuestionError(f"Khoảng thời gian '{text}' kết thúc trước khi bắt đầu.")
        return period
    form = plain(text)
    for span in find_times(form, today):
        if _LEFT_OUT.fullmatch(form, 0, span.start) and _LEFT_OUT.fullmatch(form, span.end):
            return span.period
    raise QuestionError(f"'{text}' không phải là khoảng thời gian; ví dụ: '2024-07-01..2024-07-31', 'tháng 7 năm 2024', 'quý III/2025'.")


def read_day(text: str, today: date) -> date:
    """`text` as a day: ISO, '01/08/2024', 'hôm nay'; of a longer period its last day. Raises QuestionError where it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    try:
        period = read_period(text, today)
    except QuestionError:
        period = Period()
    if period.end is None:
        raise QuestionError(f"'{text}' không phải là ngày; ví dụ: '2024-08-01' hoặc '01/08/2024'.")
    return period.end


def _iso(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise QuestionError(f"'{text}' không phải là ngày dạng năm-tháng-ngày, ví dụ '2024-07-31'.") from None
