"""Tasks in running text: orders, assignments, requests, and work that a body announces as its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from loaders.reading import Reading
from loaders.recognise.words import VERB
from loaders.relate import fields
from loaders.relate.assigning import reported_document
from loaders.relate.clauses import Clause, clauses, sentences
from loaders.relate.deadlines import NONE, Deadline, deadline
from loaders.relate.draft import Draft, Span
from loaders.relate.judging import Judge
from loaders.relate.roles import RoleReader, Roles
from loaders.relate.task_writing import PRODUCTS, Found, TaskWriter
from loaders.relate.told import ToldReader
from loaders.structure.outline import ROMAN, Mode, Passage

# A clause can begin with words of order, or with a body and a verb of work.
_OPENS = re.compile(
    r"(?:(?:yêu cầu|giao|đề nghị|phân công|đối với)\s+\S|"
    r"(?:bộ|ủy ban|ubnd|sở|văn phòng|ban|cục|tổng cục|ngân hàng nhà nước|thanh tra|đài|thông tấn|bảo hiểm xã hội|tập đoàn|"
    r"các\s+(?:bộ|sở|cơ quan|đơn vị|địa phương))\s+[^;.]{0,90}?\s"
    r"(?:chủ trì|phối hợp|khẩn trương|xây dựng|hoàn thành|hoàn thiện|rà soát|trình|ban hành|nghiên cứu|tham mưu|"
    r"có trách nhiệm|sớm|tiếp tục|triển khai)(?!\w))"
)
_LISTS_TASKS = re.compile(
    r"(?:nhiệm vụ|công việc|nội dung|giải pháp)[^.:;]{0,60}?(?:gồm|bao gồm|sau|sau đây|như sau|như|là)\s*:\s*|"
    r"(?:\d+|hai|ba|bốn|năm|sáu|bảy|tám|một số|các)\s+(?:nhóm\s+)?(?:việc|nhiệm vụ|nội dung|giải pháp)[^.:;]{0,40}:\s*"
)
# The year a passage speaks of: 'Năm 2022, Bộ X tập trung …', 'chủ đề của năm 2023 là …'.
_FRAME = re.compile(r"(?:^|\s)(?:(?:trong\s+)?năm\s+(20\d\d))(?=\s*,|\s+là\s|\s*$|\s+của)|(?:của|trong)\s+năm\s+(20\d\d)")
# 'Về đề nghị … : Bộ X nghiên cứu …': what is asked for is only the topic of the conclusion after the colon.
_TOPIC = re.compile(r"về\s+(?:các\s+)?(?:đề nghị|kiến nghị|đề xuất|việc)\s[^:]{10,700}:\s+")
_ITEM_MARK = re.compile(r"\s*(?:\(?\w{1,3}[).]\s*)")
_DONE_AGAIN = re.compile(r"(?:hoàn thành|hoàn tất)\s+(?:việc\s+)?(?P<what>[^,;.]{6,80}?)\s+(?:trước|trong|chậm nhất|vào|đến)\s")
_COURTESY = re.compile(r"(?:trân trọng|rất mong|xin|hoan nghênh|biểu dương|ghi nhận|đánh giá cao|cảm ơn|chúc mừng)(?!\w)")


class TaskReader:
    """Reads the tasks of one document into a draft. `amended` gives the document whose new text a passage quotes, if any."""

    def __init__(self, reading: Reading, draft: Draft, assigner: str, amended: Callable[[Passage], str]) -> None:
        self.reading, self.amended = reading, amended
        self.roles = RoleReader(reading)
        self.judge = Judge(reading)
        self.told = ToldReader(reading, self.roles)
        self.writer = TaskWriter(reading, draft, assigner)
        self.found: list[Found] = []
        self._passages = {p.index: p for p in reading.passages}
        self._told_by = ""  # a further document that a report has come to, once it names one
        self._frame: tuple[int, int] | None = None  # year, passage that speaks of it

    def read(self) -> list[Found]:
        """Read every passage; gives the tasks found."""
        for passage in self.reading.passages:
            if passage.block.table is None and self.judge.may_order(passage):
                self._passage(passage)
        return self.found

    def _passage(self, passage: Passage) -> None:
        if self.judge.article and (document := reported_document(self.reading, passage.start, passage.end)):
            self._told_by = document
        self.told.enter(passage)
        self.judge.enter(passage)
        self.roles.open_verbs = passage.mode is Mode.ORDERS and self.told.names_who(passage)
        field = fields.label(self.reading.form, passage.start, passage.end)
        if field and field[0] == "content" and self._describes(passage, field[1]):
            return
        if field and field[0] != "content":
            self._field(*field, passage.end, self._item_tasks(passage))
            return
        if passage.heading:
            if not self.told.heading(passage):
                self.judge.heading(passage)
            return
        for start, end in sentences(self.reading.text, passage.start, passage.end):
            self._sentence(passage, start, end)
        if self.reading.form[passage.start : passage.end].rstrip().endswith(":"):
            self.told.opens_list(passage)

    def _sentence(self, passage: Passage, start: int, end: int) -> None:
        form = self.reading.form
        if topic := _TOPIC.match(form[start:end]):
            start += topic.end()
        sentence = form[start:end]
        if "20" in sentence and (frame := _FRAME.search(sentence)):
            self._frame = (int(frame[1] or frame[2]), passage.index)
        if _COURTESY.match(sentence):
            return
        self.judge.introduced(sentence)
        field = fields.label(form, start, end)
        if field and field[0] != "content":
            self._field(*field, end, [t for t in self.found if t.passage == passage.index] or self._item_tasks(passage))
            return
        listed = _LISTS_TASKS.search(sentence) if ":" in sentence else None
        if (
            listed
            and ";" in sentence[listed.end() :]
            and passage.mode is not Mode.REPORT
            and not self.judge.reports(sentence[: listed.start()])
            and self._begins_with_work(start + listed.end(), end)
        ):
            self._listed(passage, start + listed.end(), end, (start, end))
            return
        reports = self.judge.reports(sentence[:140])
        for clause in clauses(self.reading.text, form, start, end, _OPENS, self.roles.tells):
            self._clause(passage, clause, reports)

    def _clause(self, passage: Passage, clause: Clause, reports: bool) -> None:
        span = (clause.start, clause.end)
        if (
            self.found
            and self.found[-1].passage == passage.index
            and (fields.only_completes(self.reading.form, *span, clause.first) or (not clause.first and self._says_when_done(span)))
        ):
            everything = clause.first and fields.dates_all(self.reading.form, clause.start)
            for task in [t for t in self.found if t.passage == passage.index] if everything else self.found[-1:]:
                self.writer.complete(task, span)
            return
        roles = self.roles.read(*span)
        if roles is None:
            self.told.only_subject(clause)
            self.judge.no_work(clause, reports)
        elif self.judge.is_task(passage, clause, roles, reports):
            self._add(passage, clause, roles)
        elif roles.leads and clause.first and self.reading.head.official and passage.mode is Mode.ORDERS:
            self.told.speak_to(roles, clause)

    def _says_when_done(self, span: Span) -> bool:
        """'hoàn thành việc ban hành hướng dẫn trước ngày …' after the task of issuing the guide: its words again, with a date."""
        again = _DONE_AGAIN.match(self.reading.form, *span)
        if again is None or not self._due_in(span).on:
            return False
        told = set(self.reading.form[slice(*self.found[-1].span)].split())
        return all(word in told for word in re.findall(r"\w+", again["what"]))

    def _due_in(self, span: Span) -> Deadline:
        return deadline(self.reading, *span, self.reading.dated_names(*span))

    def _begins_with_work(self, start: int, end: int) -> bool:
        """Whether a list after a colon begins with work of its own: 'theo tinh thần sáu rõ: rõ người, …' explains the work before it."""
        first = _ITEM_MARK.match(self.reading.form, start, end)
        return self.roles.read(first.end() if first else start, end) is not None

    def _listed(self, passage: Passage, start: int, end: int, sentence: Span) -> None:
        """'Năm nhiệm vụ trọng tâm gồm: A; B; và C': each item with a verb is a task of whom the sentence tells."""
        leads, after = self.roles.heading(sentence[0], start)
        if leads:
            self.told.now = (tuple(leads), (sentence[0], after))
        at = start
        for item in self.reading.text[start:end].split(";"):
            first = at + len(item) - len(re.sub(r"^\s*(?:và\s+)?(?:\(\d+\)\s*)?", "", item))
            last = at + len(item.rstrip(" .;"))
            at += len(item) + 1
            if last > first:
                roles = self.roles.read(first, last) or (Roles.bare(first) if VERB.match(self.reading.form, first, last) else None)
                if roles:
                    self._add(passage, Clause(first, last, sentence, False), roles)

    def _add(self, passage: Passage, clause: Clause, roles: Roles) -> None:
        span = (clause.start, clause.end)
        if roles.leads:
            self.told.speak_to(roles, clause)
        if len(self.reading.form[roles.work : clause.end].split()) < 3:
            return
        # 'Bộ trưởng Bộ X chỉ đạo: a) Yêu cầu các doanh nghiệp …': the body of the heading answers for what it asks of a group
        own = roles.leads and not (all(m.group for m in roles.leads) and self.told.names_who(passage))
        leads, lead_span = (roles.leads, span) if own else self.told.by_heading(passage) if roles.leads else self.told.now
        due = self._due(passage, clause)
        assigner = self.amended(passage) if passage.quoted else self._told_by
        task = self.writer.write((roles.work, clause.end), span, due, passage.index, assigner)
        self.writer.bodies(task.id, "LED_BY", list(leads), lead_span or span)
        partners = self.roles.partners(roles, clause.end)
        self.writer.bodies(task.id, "COORDINATED_WITH", partners, span, frozenset(m.id for m in leads))
        self.found.append(task)

    def _due(self, passage: Passage, clause: Clause) -> Deadline:
        """The deadline of a clause: its own, that of the heading above, or the year that the report speaks of."""
        due = self._due_in((clause.start, clause.end))
        if due.on or due.recurring:
            return due
        if self.told.due.on:
            return self.told.due
        announced = self.judge.article and self.writer.assigner == self.reading.document
        if announced and self._frame and passage.index - self._frame[1] <= 1:
            return replace(NONE, on=f"{self._frame[0]}-12-31")
        return due

    def _field(self, name: str, at: int, end: int, tasks: list[Found]) -> None:
        """Give the value of a labelled field to `tasks`."""
        for task in tasks:
            if name == "due":
                due = deadline(self.reading, at, end, [], whole=True)
                self.writer.date(task, replace(due, words=self.reading.text[at:end].strip(" .;")))
            elif name == "output":
                self.writer.output(task.id, (at, end))
            else:
                self.writer.bodies_within(task.id, "LED_BY" if name == "lead" else "COORDINATED_WITH", (at, end))

    def _describes(self, passage: Passage, at: int) -> bool:
        """Take 'Nội dung: …' as the description of the work that the title of its item names; False where the title names none."""
        titles = self._titles(passage)
        if not titles or not self.reading.text[at : passage.end].strip():  # 'Nội dung:' alone heads the items below it
            return False
        tasks = [t for t in self.found if t.passage >= titles[-1].index] or self._title_as_task(titles)
        for task in tasks[:1]:
            self.writer.describe(task, (at, passage.end))
        return bool(tasks)

    def _titles(self, passage: Passage) -> list[Passage]:
        """The headings above a field that are no fields themselves, innermost last; none where there is no item of its own."""
        above = [self._passages[i] for i in passage.headings]
        titles = [p for p in above if not fields.label(self.reading.form, p.start, p.end)]
        return titles if titles and titles[-1].level > ROMAN else []

    def _item_tasks(self, passage: Passage) -> list[Found]:
        """The tasks of the item that a field belongs to: those after its title, or the title itself where it is the work."""
        titles = self._titles(passage)
        if not titles:  # no item of its own: the passage with tasks right before
            return [t for t in self.found if t.passage == self.found[-1].passage]
        return [t for t in self.found if t.passage >= titles[-1].index] or self._title_as_task(titles)

    def _title_as_task(self, titles: list[Passage]) -> list[Found]:
        """The innermost title as work: by its own verb, or, where it only names what is made, by that of the title above it."""
        title, above = titles[-1], titles[-2:-1]
        end = title.start + len(self.reading.text[title.start : title.end].rstrip(" .:;"))
        roles = self.roles.read(title.start, end)
        named = next((m for m in self.reading.within(title.start, end) if m.start == title.start and m.type in PRODUCTS), None)
        if roles is None and not (named and above and VERB.match(self.reading.form, above[0].start)):
            return []
        self._add(title, Clause(title.start, end, (title.start, end), True), roles or Roles.bare(title.start))
        if roles is None and named:
            self.writer.product(self.found[-1], named)
        return self.found[-1:]
