"""Deadlines: which of the dates in a clause says when the work must be done, and the last day it allows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.reading import Reading
from loaders.recognise import dates

_STRONG = re.compile(
    r"(?:hoàn thành|hoàn tất|kết thúc|xong|chậm nhất|muộn nhất|thời hạn|thời gian(?: thực hiện| hoàn thành)?|"
    r"hạn(?: chót| cuối)?|trước|không muộn hơn|không quá)(?:\s*(?:là|:|vào|trong|trước|đến|ngay|cuối|hết|đầu))*\s*$"
)
_PLAIN = re.compile(r"(?:trong|đến hết|hết|vào|đến|tới|ngay trong|cuối|giữa|từ nay đến|ngay từ)\s*(?:đầu\s+|cuối\s+|hết\s+)?$")
_NO_DEADLINE = re.compile(
    r"(?:kể từ|có hiệu lực(?: thi hành)?(?: kể)?(?: từ)?|từ|tính từ|ký|ban hành|họp|cấp|phát biểu|tổ chức vào|"
    r"thành lập|tính đến|số liệu đến|so với|của|nhiệm kỳ|thông qua|diễn ra|theo|kế hoạch|tại phiên họp|báo cáo|"
    r"dự toán|ngân sách|đã giao)\s*$"
)
# 'trình … tại Phiên họp Chính phủ thường kỳ tháng 01 năm 2023': the session to come is when the work must be there.
_SESSION = re.compile(r"(?:trình|báo cáo|xin|cho ý kiến)[^;.]{0,160}?(?:tại|vào)\s+(?:phiên họp|kỳ họp|hội nghị)[^;.,]{0,50}$")
_FROM = re.compile(r"(?:kể từ|từ)\s*$")
_BEFORE = re.compile(r"trước\s*(?:hết\s+)?$")


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is due. `on` is the last day allowed, '' where only words or a rhythm are given."""

    on: str
    words: str
    recurring: str
    start: int
    end: int


NONE = Deadline("", "", "", 0, 0)


def deadline(reading: Reading, start: int, end: int, avoid: list[tuple[int, int]], whole: bool = False) -> Deadline:
    """The deadline said between two positions, outside the spans of `avoid` (names that hold dates).

    `whole` says that the stretch is nothing but a deadline (a table cell, a labelled field).
    """
    form = reading.form
    rhythm = dates.recurring(form, start, end)
    best: tuple[int, int, dates.When] | None = None
    for when in dates.whens(form, start, end, reading.spoken_year):
        if any(s < when.end and when.start < e for s, e in avoid) or _is_rhythm(form, when, end):
            continue
        rank = 2 if whole else _rank(form, start, when)
        if rank and (best is None or rank >= best[0]) and not (when.assumed and _past(reading, when)):
            best = (rank, when.start, when)
    if best is None:
        return Deadline("", "", rhythm, start, end) if rhythm else NONE
    when = best[2]
    first = _cue_start(form, start, when)
    if rhythm and best[0] < 3 and not whole:
        return Deadline("", "", rhythm, start, end)
    return Deadline(
        _last_day(form, first, when).isoformat(), reading.text[first : when.end].strip(), rhythm if whole else "", first, when.end
    )


def _is_rhythm(form: str, when: dates.When, end: int) -> bool:
    """'ngày 20 hằng tháng', 'tháng 12 hằng năm' tell a rhythm, no date."""
    return re.match(r"\s*(?:hằng|hàng|mỗi|của mỗi)\s", form[when.end : min(end, when.end + 12)]) is not None


def _rank(form: str, start: int, when: dates.When) -> int:
    """How surely a date is the deadline: 3 after words of completion, 2 after 'trong', 'đến', 0 where it tells something else."""
    before = form[max(start, when.start - 40) : when.start]
    inside = when.start + len(form[when.start : when.end]) - len(form[when.start : when.end].lstrip())
    opening = form[when.start : when.end]
    if _STRONG.search(before):
        return 3
    if _SESSION.search(form[start : when.start]):
        return 2
    if opening.startswith(("trong ", "hết ", "cuối ")):  # the month pattern takes its preposition in
        return 2
    if _FROM.search(before) or _NO_DEADLINE.search(before):
        return 0
    if _PLAIN.search(before):
        return 2
    return 1 if inside == start or before.rstrip().endswith(",") or not before.strip() else 0


def _cue_start(form: str, start: int, when: dates.When) -> int:
    lead = form[max(start, when.start - 40) : when.start]
    match = _STRONG.search(lead) or _PLAIN.search(lead)
    return max(start, when.start - 40) + match.start() if match else when.start


def _last_day(form: str, first: int, when: dates.When) -> date:
    """'trước' a month, quarter or year ends the day before it; 'trước ngày 20/7' is that day (as the annotation guide has it)."""
    if when.kind != "day" and _BEFORE.search(form, first, when.start):
        return when.first - timedelta(days=1)
    return when.last


def _past(reading: Reading, when: dates.When) -> bool:
    """A date whose year was assumed and that lies before the text itself cannot be what is meant."""
    return reading.head.dated is not None and when.last < reading.head.dated
