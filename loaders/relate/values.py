"""Targets and measurements: values to be reached and values reported, each of an indicator that documents share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.text import squash
from loaders.reading import Reading
from loaders.recognise import dates
from loaders.recognise.quantities import Quantity, quantities
from loaders.recognise.words import ADVERB, VERB, pair_end
from loaders.relate.clauses import sentences
from loaders.relate.draft import Draft
from loaders.relate.tables import TableReader
from loaders.relate.value_writing import Value, ValueWriter
from loaders.structure.outline import Mode, Passage

_TARGET = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|tiến tới|đến (?:hết )?(?:năm|tháng|quý)|tới năm|bảo đảm|đảm bảo|tối thiểu|ít nhất|"
    r"phải đạt|cần đạt|tăng ít nhất|thuộc nhóm|hướng tới|trước năm|sẽ|dự kiến|mốc cần tới|đạt mức|đạt ở mức|"
    r"xếp hạng|không quá)(?!\w)"
)
_REPORT = re.compile(
    r"(?<!\w)(?:đã|đến nay|tính đến|hiện nay|hiện có|hiện|ước đạt|ước|có|cả nước có|đạt được|toàn quốc có|"
    r"trong năm 20\d\d, |năm 20\d\d, |lũy kế|vượt|tăng trưởng|giảm xuống|được tích hợp|được kết nối|được cấp|là|"
    r"cao hơn|so với|cấp|tiếp nhận|kích hoạt|đạt|chiếm|mới ở mức|chỉ)(?!\w)"
)
_PAST = re.compile(
    r"(?<!\w)(?:đã|đến nay|tính đến|hiện nay|hiện có|ước đạt|lũy kế|cả nước có|toàn quốc có|vượt|được hoàn thành|"
    r"so với (?:cùng kỳ|mục tiêu|năm|mức))(?!\w)"
)
_STRONG_PAST = re.compile(r"(?<!\w)(?:đến nay|tính đến|hiện nay|hiện có|ước đạt|lũy kế|năm qua)(?!\w)")
# The head words of what is measured: the indicator begins with them.
_HEADED = re.compile(
    r"(?<!\w)(?:tỷ lệ|tỉ lệ|tổng số|số lượng|tỷ trọng|mức độ|thời gian|doanh thu|số (?=thẻ|tài khoản|hồ sơ|lượt|"
    r"dịch vụ|doanh nghiệp)|chỉ số|(?<=, )còn khối|khối (?=bộ|tỉnh))"
)
_COMPARED = re.compile(r"(?:so với|cùng kỳ|từ|của)\s*$")
_LARGE = 1000
_NEGATED = re.compile(
    r"(?<!\w)(?:chưa|không|thiếu|còn)(?:\s+\w+){0,2}\s*$|^\s*(?:[\w,]+\s+){0,5}?(?:chưa|còn chậm|không có|không thực hiện)(?!\w)"
)
# Numbers that count meetings, years of age, articles and the like are no values.
_NO_VALUE = re.compile(
    r"(?:lần thứ|phiên|thứ|điều|khoản|điểm|mục|phụ lục|trang|số|bảng|từ|giai đoạn|quý|khóa|cấp độ|mức độ|phiên bản|"
    r"nhiệm kỳ|tập|chương|phần)\s*$"
)
_NO_UNIT = re.compile(
    r"\s*(?:tháng|năm|tuổi|trở lên|giờ|ngày|phiên|hội nghị|cuộc|đợt|buổi|nhóm|trụ cột|tăng cường|đẩy mạnh|rõ|không|"
    r"nội dung|vấn đề|câu|phần|mục|điểm|khoản)(?!\w)"
)
_EXAMPLES = re.compile(r"(?:(?:với|từ|thay vì|hơn) mức|thay vì|từ)\s*$|(?:cao hơn|thấp hơn|vượt|chênh|nhích|tăng thêm)[^,;]{0,40}$")
_MISPRINT = re.compile(r"(?:đọc là|in là|viết là|sửa thành|sửa lại là)(?!\w)")
_LEADING = re.compile(
    r"^(?:(?:phấn đấu|mục tiêu|đến hết|đến|tới|hết|trong|năm|tháng|quý|bảo đảm|đảm bảo|có|đã|đạt|là|tỷ lệ|tỉ lệ|và|"
    r"với|trên|ước|khoảng|tại|được|cũng|hiện|nay|hiện nay|đến nay|tính đến|ngoài ra|đồng thời|bên cạnh đó|trong đó|"
    r"cả nước|toàn quốc|tổng số|số lượng|số|tối thiểu|ít nhất|phải|cần|theo đó|như|khi|các|thì|mới|tích hợp|cấp|"
    r"kích hoạt|tiếp nhận|hơn|gần|:|,|-|\d{4}|\d{1,2}/\d{4})(?!\w)[\s,:]*)+"
)
_TRAILING = re.compile(
    r"(?:[\s,:;.]*(?:đạt|là|có|được|ước đạt|ước|giảm xuống|tăng lên|tăng|giảm|đến|xuống|lên|chiếm|với|hiện nay|hiện|"
    r"đã|khoảng|hơn|trên|dưới|gần|ở|mức|tối thiểu|ít nhất|thấp hơn|cao hơn|lên tới|còn|phải|cần|và|của|cho|đạt ở|"
    r"xấp xỉ|\())+$"
)
_AFTER_END = re.compile(
    r"[;:.()]|,|\s(?:phục vụ|nhằm|để|theo|tại|với|trong đó|bảo đảm|đảm bảo|góp phần|qua|so với|gấp|tăng|vượt|"
    r"cao hơn|vào|trước|từ|đến|trên tổng số|trên cổng|cho công dân|cho người dân|khi|do|và\s+\d|hoàn thành)(?!\w)"
)


# 'Kế hoạch cũng đề ra các mục tiêu cụ thể …': what follows are goals.
_SETS_GOALS = re.compile(r"(?<!\w)(?:đặt|đề|nêu)\s+(?:ra\s+)?(?:các\s+|những\s+|nhiều\s+)?(?:mục tiêu|chỉ tiêu)(?!\w)")
_GOES_ON = re.compile(
    r"(?:đồng thời|theo đó|bên cạnh đó|ngoài ra|cùng với đó|trong đó|cụ thể)(?!\w)|(?:trên |ít nhất |tối thiểu |khoảng )?\d[\d.,]*\s?%"
)
_WILL = re.compile(r"(?<!\w)sẽ(?!\w)")
_ASKED = re.compile(r"(?<!\w)(?:yêu cầu|đề nghị|cần phải)(?!\w)(?:(?!\s(?:hiện|còn|đang)\s)[^;.])*$")
_NEAR = 70  # characters
_LEADS_ON = re.compile(r"[;.(:\d,]|\svà\s|(?<!\w)(?:so với|từ|tăng|giảm)(?!\w)")
_VERB_BEFORE = re.compile(rf"(?<!đã )(?<!\w)(?:{VERB.pattern})$")
_MONEY = frozenset({"đồng", "vnd", "usd", "đồng/năm"})
# Prices, fees, fines and allowances are rates, no results and no goals.
_RATE = re.compile(
    r"(?<!\w)(?:mức (?:chi|thu|phạt|phí|giá|hỗ trợ|đóng|lương)|phạt|(?<!kinh )phí|trợ cấp|phụ cấp|giá vé|thù lao)(?!\w)[^;.]*$"
)


@dataclass(frozen=True, slots=True)
class _Value:
    quantity: Quantity
    indicator: str
    start: int
    end: int

    def told(self) -> Value:
        """The value as it is written into the draft."""
        return Value(self.indicator, self.quantity.comparator, self.quantity.value, self.quantity.unit, ((self.start, self.end),))


class ValueReader:
    """Reads targets and measurements of one document into a draft. `setter` is the document or programme that sets targets,
    `amended` gives the document whose new text a passage quotes, if any."""

    def __init__(self, reading: Reading, draft: Draft, setter: str, tables: TableReader, amended: Callable[[Passage], str]) -> None:
        self.reading, self.tables, self.amended = reading, tables, amended
        self.writer = ValueWriter(draft, setter, reading.document)
        self.section_dates: dict[int, date] = {}
        self.goals_told = False  # in news: whether the sentence before set goals
        self.goal_date: date | None = None  # and by when

    def read(self) -> None:
        """Read every passage of the document proper."""
        for passage in self.reading.passages:
            if passage.mode in (Mode.CLOSING, Mode.RECITAL, Mode.NORMS) or (
                passage.block.table is not None and (passage.end - passage.start < 60 or passage.index in self.tables.values.told)
            ):
                continue
            self._note_date(passage)
            if passage.heading and passage.block.end - passage.block.start < 120:
                continue
            for start, end in sentences(self.reading.text, passage.start, passage.end):
                self._sentence(passage, start, end)

    def _note_date(self, passage: Passage) -> None:
        """A heading such as 'a) Đến năm 2026' dates the targets below it."""
        if not passage.heading and passage.end - passage.start > 100:
            return
        when = list(dates.whens(self.reading.form, passage.start, passage.end, None))
        published = self.reading.head.dated if not self.reading.head.official else None
        if published and when and when[-1].last <= published:  # the day of an article dates no goals
            return
        if when and (passage.heading or self.reading.form[passage.start : passage.end].rstrip().endswith(":")):
            self.section_dates[passage.index] = when[-1].last

    def _sentence(self, passage: Passage, start: int, end: int) -> None:
        found = [q for q in quantities(self.reading.text, self.reading.form, start, end) if self._counts(q, start, end)]
        if not found:
            self._note_goals(start, end)
            return
        if _MISPRINT.search(self.reading.form, start, end):
            return
        past = _PAST.search(self.reading.form, start, end) is not None
        goes_on = self.goals_told and not past and _GOES_ON.match(self.reading.form, start, end) is not None
        goal = goes_on or (passage.mode is Mode.GOALS and (self.reading.head.official or not past))
        self.goals_told = goes_on
        for value in self._values(found, start, end):
            kind = self._kind(value, passage, goal, start, end)
            if kind == "target":
                self.goals_told = not self.reading.head.official
                self._target(value, passage, start, end)
            elif kind == "measurement":
                self._measurement(value, start, end)

    def _note_goals(self, start: int, end: int) -> None:
        """In news, a sentence that says that goals are set makes those of the next ones; any other ends them."""
        self.goals_told = not self.reading.head.official and _SETS_GOALS.search(self.reading.form, start, end) is not None
        self.goal_date = None

    def _counts(self, quantity: Quantity, start: int, end: int) -> bool:
        form = self.reading.form
        before = form[max(start, quantity.start - 30) : quantity.start]
        if _NO_VALUE.search(before) and quantity.unit != "%":
            return False
        # '6 điểm mới' counts nothing that is measured, '88,41 điểm' is a score, '5,3 điểm phần trăm' a difference.
        score = quantity.unit == "điểm" and quantity.value % 1 and not form.startswith(" phần trăm", quantity.unit_end)
        if _NO_UNIT.match(form, quantity.end, end) and quantity.unit != "%" and not score:
            return False
        if quantity.unit.lower() in _MONEY and _RATE.search(form[max(start, quantity.start - 80) : quantity.start]):
            return False
        if quantity.unit == "%" and re.match(r"\s*(?:trực tuyến|vốn)(?!\w)", form[quantity.end : end]):
            return False
        if any(m.start <= quantity.start < m.end and not m.group for m in self.reading.within(start, end)):
            return False
        return not (quantity.unit != "%" and _NEGATED.search(form[quantity.unit_end : min(end, quantity.unit_end + 45)]))

    def _values(self, found: list[Quantity], start: int, end: int) -> Iterator[_Value]:
        """Each quantity with the stretch of the sentence that is about it and its indicator."""
        for index, quantity in enumerate(found):
            first = self._stretch_start(found[index - 1].unit_end if index else start, quantity.start)
            last = self._stretch_end(quantity.unit_end, found[index + 1].start if index + 1 < len(found) else end)
            indicator = self._indicator(quantity, first, last)
            if indicator:
                yield _Value(quantity, indicator, *self._quote(first, max(last, quantity.unit_end), start, end))

    def _quote(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """The clause around a value: the sentence, or its part between semicolons where that is long enough to understand."""
        low = self.reading.form.rfind(";", start, first) + 1 or start
        high = self.reading.form.find(";", last, end)
        high = high if high >= 0 else end
        while low < first and self.reading.text[low].isspace():
            low += 1
        return low, low + len(self.reading.text[low:high].rstrip())

    def _stretch_start(self, low: int, high: int) -> int:
        headed = [m.start() for m in _HEADED.finditer(self.reading.form, low, high)]
        if headed and ";" not in self.reading.form[headed[-1] : high]:
            return headed[-1]
        cut = max(self.reading.form.rfind(mark, low, high) for mark in (";", ", ", ":", " (i", ". "))
        first = cut + 1 if cut >= low else low
        while first < high and self.reading.text[first] in " ,;:.)":
            first += 1
        return first

    def _stretch_end(self, low: int, high: int) -> int:
        """A stretch ends at ';', or at the last comma before the next quantity."""
        stop = self.reading.form.find(";", low, high)
        high = stop if stop >= 0 else high
        comma = self.reading.form.rfind(", ", low, high)
        last = (
            comma
            if comma >= 0 and high < len(self.reading.form) and self.reading.form[high - 1 : high + 1].strip()[-1:].isdigit()
            else high
        )
        return low + len(self.reading.text[low:last].rstrip(" ,;.")) if last > low else low

    def _indicator(self, quantity: Quantity, first: int, last: int) -> str:
        """What is measured: the words counted, else what stands before the number."""
        form, text = self.reading.form, self.reading.text
        stop = _AFTER_END.search(form, quantity.unit_end, last)
        after = text[quantity.unit_end : stop.start() if stop else last].strip()
        before = _TRAILING.sub("", _LEADING.sub("", form[first : quantity.start].strip()))
        before_text = text[first : quantity.start].strip()
        kept = before_text[len(before_text) - len(form[first : quantity.start].strip()) :]
        before = self._cut(kept, before)
        if quantity.unit == "%":
            chosen = (
                after
                if len(after.split()) >= 2
                and not re.search(r"tỷ lệ|tỉ lệ|tỷ trọng|chỉ số|mức độ", before.lower())
                and len(before.split()) < 4
                else before or after
            )
            return squash(chosen)
        unit = quantity.unit
        if re.match(r"\s*(?:được|đã|có|ban hành|phê duyệt|kết nối|tích hợp)(?!\w)", form[quantity.unit_end : last]) or after:
            return squash(f"{unit} {after}")
        return squash(before) if len(before.split()) >= 2 else squash(f"{unit} {before}")

    def _cut(self, written: str, form: str) -> str:
        """The part of `written` whose match form is `form`."""
        at = written.lower().find(form.lower()) if form else -1
        return written[at : at + len(form)] if at >= 0 else form

    def _kind(self, value: _Value, passage: Passage, goal: bool, start: int, end: int) -> str:
        form = self.reading.form
        around = form[start : value.quantity.unit_end]
        local = form[max(value.start, value.quantity.start - 90) : value.quantity.unit_end]
        if _EXAMPLES.search(form[max(start, value.quantity.start - 60) : value.quantity.start]) and value.quantity.comparator == "=":
            return ""
        if (goal and not _STRONG_PAST.search(local)) or _is_rank(form, value):
            return "target"
        if value.quantity.unit == "%" and self._to_come(value, local):
            return "target"
        if self._imperative(passage, start) and not _PAST.search(around):
            return "target" if value.quantity.unit == "%" else ""
        if _PAST.search(local) or (_PAST.search(around) and not _TARGET.search(local)):
            return "measurement"
        if _TARGET.search(around) and not self._reported(around):
            return (
                "target"
                if value.quantity.unit == "%" or value.quantity.comparator in (">=", "<=") or _future(form, start, end, self.reading)
                else ""
            )
        if passage.mode is Mode.ORDERS and self.reading.head.official and self._is_object(value):
            return "target"
        if passage.mode is Mode.ORDERS and self.reading.head.official:
            return "target" if value.quantity.unit == "%" and not _PAST.search(form[start:end]) else ""
        if _REPORT.search(form[start:end]):
            return "measurement"
        telling = value.quantity.unit == "%" or value.quantity.value >= _LARGE  # a large count in news is told as a result
        return "measurement" if telling and (passage.mode is Mode.REPORT or not self.reading.head.official) else ""

    def _to_come(self, value: _Value, local: str) -> bool:
        """Whether a share is told of what will be ('trên 50% doanh nghiệp sẽ dùng …') or is asked for in news ('yêu cầu … 100% hồ sơ')."""
        if _PAST.search(local):
            return False
        ahead = self.reading.form[value.quantity.unit_end : min(value.end, value.quantity.unit_end + _NEAR)]
        told = _WILL.search(re.split(r"[;.:]|, \d", ahead)[0]) is not None
        return told or (not self.reading.head.official and _ASKED.search(local) is not None)

    def _is_object(self, value: _Value) -> bool:
        """Whether a share is what a verb of work is told to reach: 'tái sử dụng 100% dữ liệu đã số hóa'."""
        before = self.reading.form[max(value.start, value.quantity.start - 24) : value.quantity.start].rstrip()
        return value.quantity.unit == "%" and _VERB_BEFORE.search(before) is not None

    def _imperative(self, passage: Passage, start: int) -> bool:
        """Whether the sentence is an order in a news report: it opens with a verb of work."""
        adverb = ADVERB.match(self.reading.form, start)
        return (
            not self.reading.head.official
            and VERB.match(self.reading.form, adverb.end() if adverb else start) is not None
            and "cấp" not in self.reading.form[start : start + 4]
        )

    def _reported(self, around: str) -> bool:
        target, past = [m.start() for m in _TARGET.finditer(around)], [m.start() for m in _PAST.finditer(around)]
        return bool(past) and max(past) > max(target)

    def _target(self, value: _Value, passage: Passage, start: int, end: int) -> None:
        due = self._date(value, start, end) or next(
            (self.section_dates[i] for i in reversed(passage.headings) if i in self.section_dates), self.tables.dates.get(passage.index)
        )
        if self.goals_told:
            due = self.goal_date = due or self.goal_date
        self.writer.target(value.told(), due, self.amended(passage))

    def _measurement(self, value: _Value, start: int, end: int) -> None:
        as_of = self._date(value, start, end) or self.reading.head.dated
        self.writer.measurement(value.told(), as_of)

    def _date(self, value: _Value, start: int, end: int) -> date | None:
        """The date right after the value ('90% trong năm 2025'), else the last one before it in its sentence, else one after it."""
        when = list(dates.whens(self.reading.form, start, value.end, self.reading.year))
        names = self.reading.dated_names(start, end)
        when = [
            w
            for w in when
            if not any(s <= w.start < e for s, e in names) and not _COMPARED.search(self.reading.form[max(start, w.start - 16) : w.start])
        ]
        right_after = [w for w in when if w.start >= value.quantity.unit_end and self._adjoins(value.quantity.unit_end, w.start)]
        if right_after:
            return right_after[0].last
        before = [w for w in when if w.end <= value.quantity.start + 1]
        return (before or when)[-1].last if before or when else None

    def _adjoins(self, start: int, end: int) -> bool:
        """Whether nothing but what is counted stands between a value and a date; 'và', commas and numbers lead on to something else."""
        if end - start >= _NEAR:
            return False
        stops = (m.start() for m in _LEADS_ON.finditer(self.reading.form, start, end))
        return all(pair_end(self.reading.form, start, at, end) for at in stops)  # 'văn bằng, chứng chỉ' is one thing counted


def _is_rank(form: str, value: _Value) -> bool:
    """'thuộc nhóm 30 nước dẫn đầu', 'tăng ít nhất 5 bậc'."""
    return re.search(r"(?:thuộc nhóm|trong nhóm|nhóm|top)\s*$", form[max(0, value.quantity.start - 16) : value.quantity.start]) is not None


def _future(form: str, start: int, end: int, reading: Reading) -> bool:
    day = reading.head.dated
    return any(day is None or w.last > day for w in dates.whens(form, start, end, reading.year))
