"""Whether a value is to be reached or was reached: by the words around it, the place of its sentence and the day of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from loaders.reading import Reading
from loaders.recognise import dates
from loaders.recognise.quantities import Quantity
from loaders.recognise.words import ADVERB, VERB
from loaders.relate import value_words as words
from loaders.relate.value_writing import Value
from loaders.structure.outline import Mode, Passage


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A quantity with its indicator and the clause `start`:`end` that tells it."""

    quantity: Quantity
    indicator: str
    start: int
    end: int

    def told(self) -> Value:
        """The value as it is written into the draft."""
        return Value(self.indicator, self.quantity.comparator, self.quantity.value, self.quantity.unit, ((self.start, self.end),))


class KindReader:
    """Tells targets from measurements in one document."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def kind(self, value: FoundValue, passage: Passage, goal: bool, start: int, end: int) -> str:
        """`target`, `measurement`, or nothing where the sentence `start`:`end` tells neither; `goal` says that it stands among goals."""
        form = self.reading.form
        around = form[start : value.quantity.unit_end]
        local = form[max(value.start, value.quantity.start - 90) : value.quantity.unit_end]
        if words.EXAMPLES.search(form[max(start, value.quantity.start - 60) : value.quantity.start]) and value.quantity.comparator == "=":
            return ""
        if (goal and not words.STRONG_PAST.search(local)) or _is_rank(form, value):
            return "target"
        if value.quantity.unit == "%" and self._to_come(value, local, start):
            return "target"
        if self._imperative(passage, start) and not words.PAST.search(around):
            return "target" if value.quantity.unit == "%" else ""
        if words.PAST.search(local) or (words.PAST.search(around) and not words.TARGET.search(local)):
            return "measurement"
        if self._done_by(start) and not words.TARGET.search(around):
            return "measurement"
        if words.TARGET.search(around) and not self._reported(around):
            return (
                "target"
                if value.quantity.unit == "%" or value.quantity.comparator in (">=", "<=") or _future(form, start, end, self.reading)
                else ""
            )
        if passage.mode is Mode.ORDERS and self.reading.head.official and self._is_object(value):
            return "target"
        if passage.mode is Mode.ORDERS and self.reading.head.official:
            return "target" if value.quantity.unit == "%" and not words.PAST.search(form[start:end]) else ""
        if words.REPORT.search(form[start:end]) and not self._opens_later(start):
            return "measurement"
        telling = value.quantity.unit == "%" or value.quantity.value >= words.LARGE  # a large count in news is told as a result
        telling = telling or (words.REACHES.search(around) is not None and not words.OWED.search(around))
        return "measurement" if telling and (passage.mode is Mode.REPORT or not self.reading.head.official) else ""

    def _to_come(self, value: FoundValue, local: str, start: int) -> bool:
        """Whether a share is told of what will be ('trên 50% doanh nghiệp sẽ dùng …') or is asked for in news ('yêu cầu … 100% hồ sơ')."""
        if words.PAST.search(local):
            return False
        ahead = self.reading.form[value.quantity.unit_end : min(value.end, value.quantity.unit_end + words.NEAR)]
        told = words.WILL.search(re.split(r"[;.:]|, \d", ahead)[0]) is not None
        after = self._opens_later(start) and not self.reading.head.official
        return told or after or (not self.reading.head.official and words.ASKED.search(local) is not None)

    def _is_object(self, value: FoundValue) -> bool:
        """Whether a share is what a verb of work is told to reach: 'tái sử dụng 100% dữ liệu đã số hóa'."""
        before = self.reading.form[max(value.start, value.quantity.start - 24) : value.quantity.start].rstrip()
        return value.quantity.unit == "%" and words.VERB_BEFORE.search(before) is not None

    def _opens_later(self, start: int) -> bool:
        """Whether the sentence opens with a year or day that ends after the text was written: 'Sau năm 2030, …'."""
        by = self._opening(words.TO_COME, start) or self._opening(words.UP_TO, start)
        return by is not None and self.reading.head.dated is not None and by > self.reading.head.dated

    def _done_by(self, start: int) -> bool:
        """Whether the sentence opens with a day that was past when the text was written: 'Đến hết 24/5, …'."""
        by = self._opening(words.UP_TO, start)
        return by is not None and self.reading.head.dated is not None and by <= self.reading.head.dated

    def _opening(self, pattern: re.Pattern[str], start: int) -> date | None:
        """The last day of the date that a sentence opens with."""
        opening = pattern.match(self.reading.form, start)
        when = next(dates.whens(self.reading.form, start, opening.end(), self.reading.year), None) if opening else None
        return when.last if when else None

    def _imperative(self, passage: Passage, start: int) -> bool:
        """Whether the sentence is an order in a news report: it opens with a verb of work."""
        adverb = ADVERB.match(self.reading.form, start)
        return (
            not self.reading.head.official
            and VERB.match(self.reading.form, adverb.end() if adverb else start) is not None
            and "cấp" not in self.reading.form[start : start + 4]
        )

    def _reported(self, around: str) -> bool:
        target, past = [m.start() for m in words.TARGET.finditer(around)], [m.start() for m in words.PAST.finditer(around)]
        return bool(past) and max(past) > max(target)


def _is_rank(form: str, value: FoundValue) -> bool:
    """'thuộc nhóm 30 nước dẫn đầu', 'tăng ít nhất 5 bậc'."""
    return re.search(r"(?:thuộc nhóm|trong nhóm|nhóm|top)\s*$", form[max(0, value.quantity.start - 16) : value.quantity.start]) is not None


def _future(form: str, start: int, end: int, reading: Reading) -> bool:
    day = reading.head.dated
    return any(day is None or w.last > day for w in dates.whens(form, start, end, reading.year))
