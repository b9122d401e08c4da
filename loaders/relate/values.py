"""Targets and measurements: values to be reached and values reported, each of an indicator that documents share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from graph.text import squash
from loaders.reading import Reading
from loaders.recognise import dates
from loaders.recognise.quantities import Quantity, quantities
from loaders.recognise.words import pair_end
from loaders.relate import value_words as words
from loaders.relate.clauses import sentences
from loaders.relate.draft import Draft
from loaders.relate.tables import TableReader
from loaders.relate.value_kinds import FoundValue, KindReader
from loaders.relate.value_writing import Value, ValueWriter
from loaders.structure.outline import Mode, Passage


class ValueReader:
    """Reads targets and measurements of one document into a draft. `setter` is the document or programme that sets targets,
    `amended` gives the document whose new text a passage quotes, if any."""

    def __init__(self, reading: Reading, draft: Draft, setter: str, tables: TableReader, amended: Callable[[Passage], str]) -> None:
        self.reading, self.tables, self.amended = reading, tables, amended
        self.writer = ValueWriter(draft, setter, reading.document)
        self.kinds = KindReader(reading)
        self.targets: list[tuple[Value, date | None, str]] = []
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

        for value, due, setter in self.targets:
            fuller = [
                v for v, *of in self.targets if _names_nothing(value) and not _names_nothing(v) and _alike(v, value) and of == [due, setter]
            ]
            named = replace(value, indicator=fuller[0].indicator) if len({v.indicator for v in fuller}) == 1 else value
            self.writer.target(named, due, setter)

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
        if words.MISPRINT.search(self.reading.form, start, end):
            return
        past = words.PAST.search(self.reading.form, start, end) is not None
        goes_on = (
            self.goals_told
            and not past
            and (words.GOES_ON.match(self.reading.form, start, end) or words.TO_COME.match(self.reading.form, start)) is not None
        )
        goal = goes_on or (passage.mode is Mode.GOALS and (self.reading.head.official or not past)) or self._listed_goal(passage, start)
        self.goals_told = goes_on
        for value in self._values(found, start, end):
            kind = self.kinds.kind(value, passage, goal, start, end)
            if kind == "target":
                self.goals_told = not self.reading.head.official
                self._target(value, passage, start, end)
            elif kind == "measurement":
                self._measurement(value, start, end)

    def _listed_goal(self, passage: Passage, start: int) -> bool:
        """Whether the sentence opens with a share and a heading above it says that goals follow, whatever headings divide them."""
        above = (self.reading.passages[i].start for i in passage.headings)
        return words.OPENS_SHARE.match(self.reading.form, start) is not None and any(
            words.GOALS_HEADING.match(self.reading.form, at) for at in above
        )

    def _note_goals(self, start: int, end: int) -> None:
        """In news, a sentence that says that goals are set makes those of the next ones; any other ends them."""
        self.goals_told = not self.reading.head.official and words.SETS_GOALS.search(self.reading.form, start, end) is not None
        self.goal_date = None

    def _counts(self, quantity: Quantity, start: int, end: int) -> bool:
        form = self.reading.form
        before = form[max(start, quantity.start - 30) : quantity.start]
        if quantity.comparator == "=" and words.NO_VALUE.search(before) and quantity.unit != "%":
            return False
        # '6 điểm mới' counts nothing that is measured, '88,41 điểm' is a score, '5,3 điểm phần trăm' a difference.
        score = quantity.unit == "điểm" and quantity.value % 1 and not form.startswith(" phần trăm", quantity.unit_end)
        if words.NO_UNIT.match(form, quantity.end, end) and quantity.unit != "%" and not score:
            return False
        if quantity.unit.lower() in words.MONEY and words.RATE.search(form[max(start, quantity.start - 80) : quantity.start]):
            return False
        if (
            quantity.comparator == "="
            and quantity.value < words.LARGE
            and quantity.unit != "%"
            and words.OWNERS.search(form[max(start, quantity.start - 120) : quantity.start])
        ):
            return False
        if (
            quantity.unit == "%"
            and quantity.comparator != "="
            and words.THRESHOLD.search(form[max(start, quantity.start - 120) : quantity.start])
        ):
            return False
        if quantity.unit == "%" and re.match(r"\s*(?:trực tuyến|vốn)(?!\w)", form[quantity.end : end]):
            return False
        if any(m.start <= quantity.start < m.end and not m.group for m in self.reading.within(start, end)):
            return False
        return not (quantity.unit != "%" and words.NEGATED.search(form[quantity.unit_end : min(end, quantity.unit_end + 45)]))

    def _values(self, found: list[Quantity], start: int, end: int) -> Iterator[FoundValue]:
        """Each quantity with the stretch of the sentence that is about it and its indicator."""
        subject = ""
        for index, quantity in enumerate(found):
            first = self._stretch_start(found[index - 1].unit_end if index else start, quantity.start)
            last = self._stretch_end(quantity.unit_end, found[index + 1].start if index + 1 < len(found) else end)
            indicator = self._indicator(quantity, first, last)
            if index and quantity.unit == "%" and words.ELLIPTIC.match(self.reading.form[quantity.unit_end : last].lstrip()):
                indicator = self._of_same(subject, quantity, last) or indicator
            if index and quantity.unit == "%" and words.IN_BRACKETS.fullmatch(self.reading.form, found[index - 1].unit_end, quantity.start):
                indicator = subject
            if quantity.of and indicator == squash(quantity.unit):
                indicator = squash(f"{indicator} {self._predicate(quantity.unit_end, end)}")
            subject = indicator
            if indicator:
                yield FoundValue(quantity, indicator, *self._quote(first, max(last, quantity.unit_end), start, end))

    def _predicate(self, start: int, end: int) -> str:
        """What those counted have done, where that is told of several counts at once."""
        done = words.HAS_DONE.search(self.reading.form, start, end)
        stop = words.AFTER_END.search(self.reading.form, done.start() + 1, done.end()) if done else None
        return self.reading.text[done.start() : stop.start() if stop else done.end()] if done else ""

    def _of_same(self, subject: str, quantity: Quantity, last: int) -> str:
        """The indicator of a share that leaves its subject to the value before: 'bộ đạt cấp độ 4 và 90% đạt cấp độ 5'."""
        if not re.search(r"(?:và|,)\s*$", self.reading.form[: quantity.start][-6:]):
            return ""
        stop = words.AFTER_END.search(self.reading.form, quantity.unit_end, last)
        said = self.reading.text[quantity.unit_end : stop.start() if stop else last].strip()
        of = words.SUBJECT_END.split(f" {subject}", maxsplit=1)[0].strip()
        return squash(f"{of} {said}") if of else ""

    def _quote(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """The clause around a value: the sentence, or its part between semicolons where that is long enough to understand."""
        low = self.reading.form.rfind(";", start, first) + 1 or start
        high = self.reading.form.find(";", last, end)
        high = high if high >= 0 else end
        while low < first and self.reading.text[low].isspace():
            low += 1
        return low, low + len(self.reading.text[low:high].rstrip())

    def _stretch_start(self, low: int, high: int) -> int:
        headed = [m.start() for m in words.HEADED.finditer(self.reading.form, low, high)]
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
        comma = max((m.start() for m in re.finditer(words.LIST_END + r"\s", self.reading.form[low:high])), default=-1)
        comma = low + comma if comma >= 0 else -1
        last = (
            comma
            if comma >= 0 and high < len(self.reading.form) and self.reading.form[high - 1 : high + 1].strip()[-1:].isdigit()
            else high
        )
        return low + len(self.reading.text[low:last].rstrip(" ,;.")) if last > low else low

    def _indicator(self, quantity: Quantity, first: int, last: int) -> str:
        """What is measured: the words counted, else what stands before the number."""
        form, text = self.reading.form, self.reading.text
        stop = words.AFTER_END.search(form, quantity.unit_end, last)
        after = text[quantity.unit_end : stop.start() if stop else last].strip()
        before = words.TRAILING.sub("", words.LEADING.sub("", form[first : quantity.start].strip()))
        before_text = text[first : quantity.start].strip()
        kept = before_text[len(before_text) - len(form[first : quantity.start].strip()) :]
        before = self._cut(kept, before)
        if quantity.unit == "%":
            before = words.STRIVES.sub("", before)
            shares = before and re.search(r"(?<!\w)chiếm\s*$", form[first : quantity.start])  # then the whole stands after, not the thing
            joined = re.search(r"\svà\s*$", form[first : quantity.start]) is not None  # what stands before is another value's
            chosen = (
                after
                if len(after.split()) >= 2
                and not shares
                and (joined or (not re.search(r"tỷ lệ|tỉ lệ|tỷ trọng|chỉ số|mức độ", before.lower()) and len(before.split()) < 4))
                else before or after
            )
            return squash(chosen.removesuffix(" và"))
        unit = quantity.unit
        if re.match(r"\s*(?:được|đã|có|ban hành|phê duyệt|kết nối|tích hợp)(?!\w)", form[quantity.unit_end : last]) or after:
            return squash(f"{unit} {after}".removesuffix(" và"))
        return squash(before) if len(before.split()) >= 2 else squash(f"{unit} {before}")

    def _cut(self, written: str, form: str) -> str:
        """The part of `written` whose match form is `form`."""
        at = written.lower().find(form.lower()) if form else -1
        return written[at : at + len(form)] if at >= 0 else form

    def _target(self, value: FoundValue, passage: Passage, start: int, end: int) -> None:
        due = self._date(value, start, end) or next(
            (self.section_dates[i] for i in reversed(passage.headings) if i in self.section_dates), self.tables.dates.get(passage.index)
        )
        if words.AFTER_YEAR.match(self.reading.form, start):  # by no day
            due = None
        elif self.goals_told:
            due = self.goal_date = due or self.goal_date
        self.targets.append((value.told(), due, self.amended(passage)))

    def _measurement(self, value: FoundValue, start: int, end: int) -> None:
        as_of = self._date(value, start, end) or self.reading.head.dated
        self.writer.measurement(value.told(), as_of)

    def _date(self, value: FoundValue, start: int, end: int) -> date | None:
        """The date right after the value ('90% trong năm 2025'), else the last one before it in its sentence, else one after it."""
        when = list(dates.whens(self.reading.form, start, value.end, self.reading.year))
        names = self.reading.dated_names(start, end)
        when = [
            w
            for w in when
            if not any(s <= w.start < e for s, e in names)
            and not words.COMPARED.search(self.reading.form[max(start, w.start - 16) : w.start])
        ]
        right_after = [w for w in when if w.start >= value.quantity.unit_end and self._adjoins(value.quantity.unit_end, w.start)]
        if right_after:
            return right_after[0].last
        before = [w for w in when if w.end <= value.quantity.start + 1]
        return (before or when)[-1].last if before or when else None

    def _adjoins(self, start: int, end: int) -> bool:
        """Whether nothing but what is counted stands between a value and a date; 'và', commas and numbers lead on to something else."""
        if end - start >= words.NEAR:
            return False
        stops = (m.start() for m in words.LEADS_ON.finditer(self.reading.form, start, end))
        return all(pair_end(self.reading.form, start, at, end) for at in stops)  # 'văn bằng, chứng chỉ' is one thing counted


def _names_nothing(value: Value) -> bool:
    """Whether the indicator is only words of aiming and sharing: 'hướng tới mục tiêu', 'tỷ trọng'."""
    return words.FILLERS.issuperset(value.indicator.lower().split())


def _alike(one: Value, other: Value) -> bool:
    return (one.number, one.unit, one.comparator) == (other.number, other.unit, other.comparator)
