"""Tasks in running text: orders, assignments, requests, and work that a body announces as its own.

A clause becomes a task when it has a verb of work and stands where work is laid down: in a section of orders, after words
of order, or with a body named to lead. Reports of what was done, views, goals and standing duties give none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graph import ids
from graph.text import squash
from loaders.reading import Reading
from loaders.recognise.spans import Mention
from loaders.recognise.words import VERB
from loaders.relate.clauses import Clause, clauses, sentences
from loaders.relate.deadlines import NONE, Deadline, deadline
from loaders.relate import fields
from loaders.relate.draft import Draft
from loaders.relate.links import Linker
from loaders.relate.roles import RoleReader, Roles
from loaders.structure.outline import DASH, ROMAN, TEXT, Mode, Passage

_OPENS = re.compile(
    r"(?:(?:yêu cầu|giao|đề nghị|phân công|đối với)\s+\S|(?:bộ|ủy ban|ubnd|sở|văn phòng|ban|cục|tổng cục|ngân hàng nhà nước|thanh tra|đài|thông tấn|bảo hiểm xã hội|tập đoàn|các\s+(?:bộ|sở|cơ quan|đơn vị|địa phương))\s+[^;.]{0,90}?\s(?:chủ trì|phối hợp|khẩn trương|xây dựng|hoàn thành|hoàn thiện|rà soát|trình|ban hành|nghiên cứu|tham mưu|có trách nhiệm|sớm|tiếp tục|triển khai)(?!\w))"
)
_REPORTS = re.compile(
    r"(?<!\w)(?:đã|cho biết|cho hay|cho rằng|chia sẻ rằng|nhận định|khẳng định|theo báo cáo|trước đó|đến nay|tính đến|hiện nay|ước đạt|năm qua|thời gian qua|kết quả đạt được|đạt kết quả|còn tình trạng|vẫn còn|chưa đáp ứng|góp phần)(?!\w)"
)
_LISTS_TASKS = re.compile(r"(?:nhiệm vụ|công việc|nội dung|giải pháp)[^.:;]{0,60}?(?:gồm|bao gồm|sau|sau đây|như sau|là)\s*:\s*")
_ANNOUNCES = re.compile(r"(?:sẽ|tập trung|dự kiến|đặt mục tiêu|tiếp tục|triển khai đồng bộ)(?!\w)|^(?:trong\s+)?năm 20\d\d")
_IS_SOMETHING = re.compile(r"(?<!\w)là\s+(?:yếu tố|điều kiện|nhiệm vụ|yêu cầu|mục tiêu|một|cơ sở|giải pháp|chìa khóa|nền tảng|động lực|xu thế|bước|việc|cách|khâu)(?!\w)")
_PURPOSE = re.compile(r"^(?:để|nhằm|khi|nếu|trường hợp|trong trường hợp|việc|sau khi|do|vì|bởi|nhờ|qua đó|tuy nhiên|hiện|đến nay)(?!\w)")
_FRAME = re.compile(r"(?:^|\s)(?:(?:trong\s+)?năm\s+(20\d\d))(?=\s*,|\s+là\s|\s*$|\s+của)|(?:của|trong)\s+năm\s+(20\d\d)")
# Acts on the text of another document, as amending documents have them, are no work for anybody.
_ON_TEXT = re.compile(r"(?:bãi bỏ|thay thế cụm từ|thay cụm từ|sửa đổi,? bổ sung|sửa đổi|bổ sung|thay thế|ngưng hiệu lực|đính chính|ban hành kèm theo|phê duyệt)\s+(?:một số|cụm từ|khoản|điểm|điều|mục|dòng|tên|phụ lục|số thứ tự|nội dung|toàn bộ|hiệu lực|(?:đề án|chương trình|chiến lược|kế hoạch|quy chế)\s)|(?:quyết định|nghị quyết|nghị định|chỉ thị|kế hoạch|công điện|thông tư|văn bản)\s+này")
# 'Về đề nghị … : Bộ X nghiên cứu …': what is asked for is only the topic of the conclusion after the colon.
_TOPIC = re.compile(r"về\s+(?:các\s+)?(?:đề nghị|kiến nghị|đề xuất|việc)\s[^:]{10,700}:\s+")
_DISOWNS = re.compile(r"(?:trân trọng|rất mong|xin|hoan nghênh|biểu dương|ghi nhận|đánh giá cao|cảm ơn|chúc mừng)(?!\w)")
_ADDRESSED = re.compile(r"(?:bộ trưởng|thủ trưởng|chủ tịch|giám đốc)")


@dataclass(slots=True)
class _State:
    """What carries over from clause to clause: who was told last, whether orders are being given, the year spoken of."""

    leads: tuple[Mention, ...] = ()
    lead_span: tuple[int, int] | None = None
    ordering: bool = False
    frame: int | None = None
    passage_reports: bool = False
    inherited_due: Deadline = NONE


@dataclass(frozen=True, slots=True)
class Found:
    """A task that was added: its node, where it is told, and the passage index."""

    id: str
    start: int
    end: int
    passage: int
    has_lead: bool
    has_due: bool


class TaskReader:
    """Reads the tasks of one document into a draft."""

    def __init__(self, reading: Reading, draft: Draft, assigner: str) -> None:
        self.reading, self.draft, self.assigner = reading, draft, assigner
        self.roles = RoleReader(reading)
        self.linker = Linker(reading, draft)
        self.state = _State()
        self.found: list[Found] = []
        self.article = not reading.head.official
        self._passages = {p.index: p for p in reading.passages}
        self.section_leads: dict[int, tuple[tuple[Mention, ...], tuple[int, int]]] = {}
        self.section_due: dict[int, Deadline] = {}
        self.told: tuple[tuple[Mention, ...], tuple[int, int] | None] = ((), None)

    def read(self) -> list[Found]:
        """Read every passage; gives the tasks found."""
        for passage in self.reading.passages:
            if passage.block.table is None and self._may_order(passage):
                self._passage(passage)
        return self.found

    def _may_order(self, passage: Passage) -> bool:
        if passage.mode in (Mode.CLOSING, Mode.RECITAL, Mode.VIEWS, Mode.GOALS):
            return False
        return not self.reading.standing_duties

    def _passage(self, passage: Passage) -> None:
        form = self.reading.form
        self._enter(passage)
        self.roles.open_verbs = passage.mode is Mode.ORDERS and any(i in self.section_leads for i in passage.headings)
        field = fields.label(form, passage.start, passage.end)
        if field:
            self._field(passage, *field, passage.end)
            return
        if passage.heading:
            self._heading(passage)
            return
        first = True
        for start, end in sentences(self.reading.text, passage.start, passage.end):
            self._sentence(passage, start, end, first)
            first = False
        if form[passage.start : passage.end].rstrip().endswith(":"):
            self._remember_section(passage)

    def _enter(self, passage: Passage) -> None:
        """Take the subject of the nearest heading that names one; running text keeps the last subject spoken of."""
        form = self.reading.form
        above = [i for i in passage.headings if i in self.section_leads]
        if above:
            self.state.leads, self.state.lead_span = self.section_leads[above[-1]]
        elif not self.article and passage.level < DASH:
            self.state.leads, self.state.lead_span = self.told
        due = [i for i in passage.headings if i in self.section_due]
        self.state.inherited_due = self.section_due[due[-1]] if due else NONE
        if self.article:
            line = form[passage.start : passage.end]
            self.state.passage_reports = bool(_REPORTS.search(line.split(". ")[0])) and not re.search(r"yêu cầu|giao\s|chỉ đạo", line[:160])
            if self.state.passage_reports:
                self.state.ordering = False

    def _heading(self, passage: Passage) -> None:
        """A heading can name who acts ('2. Bộ Công an:') or open a section of tasks."""
        start, end = passage.start, passage.end
        leads, at = self.roles.heading(start, end)
        rest = self.reading.form[at:end].strip(" :.,")
        if self.reading.text[start:end].isupper():  # the issuer's line, a title
            leads = []
        if leads and (not rest or re.fullmatch(r"(?:chủ trì.*|có trách nhiệm.*|chịu trách nhiệm.*|là cơ quan.*|thực hiện.*|tập trung.*|khẩn trương.*|cần.*|phối hợp.*)", rest)):
            self.section_leads[passage.index] = (tuple(leads), (start, end))
            self.state.leads, self.state.lead_span = tuple(leads), (start, end)
            if not passage.numbered:  # it speaks to whoever is told in all that follows
                self.told = (tuple(leads), (start, end))
            self._remember_due(passage)
            return
        if self.article:
            if passage.mode is Mode.ORDERS or re.search(r"nhiệm vụ|giải pháp|yêu cầu", self.reading.form[start:end]):
                self.state.ordering = True
            return
        self.state.leads, self.state.lead_span = self.told

    def _field(self, passage: Passage, name: str, at: int, end: int, tasks: list[Found] | None = None) -> None:
        """Give the value of a labelled field to `tasks`, or to those of its item; an item that is only a title becomes the task."""
        tasks = tasks or self._item_tasks(passage)
        value = (at, end)
        for task in tasks:
            if name in ("lead", "with"):
                self._field_bodies(task, "LED_BY" if name == "lead" else "COORDINATED_WITH", value)
            elif name == "due":
                due = deadline(self.reading, at, end, [], whole=True)
                words = squash(self.reading.text[at:end]).rstrip(" .;")
                self.draft.node(task.id, "Task", "", {"due_on": due.on, "due_text": words, "recurring": due.recurring})
            else:
                self.draft.node(task.id, "Task", "", {"output": squash(self.reading.text[at:end]).rstrip(" .;")})
                self._field_products(task, value)

    def _item_tasks(self, passage: Passage) -> list[Found]:
        """The tasks of the item that a field belongs to: those after its title, or the title itself where it is the work."""
        titles = [i for i in passage.headings if not fields.label(self.reading.form, self._passages[i].start, self._passages[i].end)]
        anchor = titles[-1] if titles else -1
        if anchor < 0 or self._passages[anchor].level <= ROMAN:  # no item of its own: the passage with tasks right before
            last = self.found[-1].passage if self.found else -1
            return [t for t in self.found if t.passage == last]
        tasks = [t for t in self.found if t.passage >= anchor]
        if tasks:
            return tasks
        title = self._passages[anchor]
        roles = self.roles.read(title.start, title.end)
        if roles is None:
            return []
        end = title.start + len(self.reading.text[title.start : title.end].rstrip(" .:;"))
        self._add(title, Clause(title.start, end, (title.start, end), True), roles)
        return self.found[-1:]

    def _field_bodies(self, task: Found, relation: str, value: tuple[int, int]) -> None:
        for mention in self.reading.within(*value):
            if mention.type == "Agency":
                self.draft.mention(mention)
                self.draft.edge(task.id, relation, mention.id, value)

    def _field_products(self, task: Found, value: tuple[int, int]) -> None:
        for mention in self.reading.within(*value):
            if mention.type in ("Programme", "Database", "Platform") and not self.draft.has_edge(task.id, mention.id):
                self.draft.mention(mention)
                self.draft.edge(task.id, "PRODUCES", mention.id, value)

    def _complete(self, clause: Clause) -> None:
        """A clause that only says when, or to whom the result is reported, completes the task before it."""
        task = self.found[-1].id
        due = deadline(self.reading, clause.start, clause.end, self.reading.dated_names(clause.start, clause.end))
        self.draft.node(task, "Task", "", {"due_on": due.on, "due_text": due.words, "recurring": due.recurring}, span=(clause.start, clause.end))
        self.linker.link(task, clause.start, clause.end, (clause.start, clause.end), {self.reading.document, self.assigner})

    def _remember_section(self, passage: Passage) -> None:
        """'Bộ Tài chính giải quyết các vấn đề sau:' gives its subject and deadline to the items below."""
        if self.state.leads and self.state.lead_span and self.state.lead_span[0] >= passage.start:
            self.section_leads[passage.index] = (self.state.leads, self.state.lead_span)
        self._remember_due(passage)

    def _remember_due(self, passage: Passage) -> None:
        due = deadline(self.reading, passage.start, passage.end, self.reading.dated_names(passage.start, passage.end))
        if due.on:
            self.section_due[passage.index] = due

    def _sentence(self, passage: Passage, start: int, end: int, opens: bool) -> None:
        form = self.reading.form
        if topic := _TOPIC.match(form[start:end]):
            start += topic.end()
        sentence = form[start:end]
        if frame := _FRAME.search(sentence):
            self.state.frame = int(frame[1] or frame[2])
        elif not sentence.startswith("theo đó") and opens and not self.article:
            self.state.frame = None
        if _DISOWNS.match(sentence):
            return
        if field := fields.label(form, start, end):
            self._field(passage, *field, end, [t for t in self.found if t.passage == passage.index])
            return
        listed = _LISTS_TASKS.search(sentence)
        if listed and ";" in sentence[listed.end() :] and passage.mode is not Mode.REPORT:
            self._listed(passage, start + listed.end(), end, (start, end))
            return
        reports = _REPORTS.search(sentence[:140]) is not None
        for clause in clauses(self.reading.text, form, start, end, _OPENS):
            if self.found and self.found[-1].passage == passage.index and fields.only_completes(form, clause.start, clause.end, clause.first):
                self._complete(clause)
                continue
            roles = self.roles.read(clause.start, clause.end)
            if roles is None:
                self._names_subject(clause)
                if clause.first and reports and self.article:
                    self.state.ordering = False
                continue
            if roles.ordered and self.article:
                self.state.ordering = True
            if self._is_task(passage, clause, roles, reports):
                self._add(passage, clause, roles)
            elif roles.leads and clause.first and not self.article and passage.mode is Mode.ORDERS:
                self._speak_to(roles, clause)

    def _names_subject(self, clause: Clause) -> None:
        """'b) Bộ Công an: (1) …; (2) …': a clause that is only a subject gives it to the next ones."""
        leads, at = self.roles.heading(clause.start, clause.end)
        if leads and not self.reading.form[at : clause.end].strip(" :."):
            self.state.leads, self.state.lead_span = tuple(leads), (clause.start, clause.end)

    def _listed(self, passage: Passage, start: int, end: int, sentence: tuple[int, int]) -> None:
        """'Năm nhiệm vụ trọng tâm gồm: A; B; và C': each item with a verb is a task."""
        at = start
        for item in re.split(r";", self.reading.text[start:end]):
            first = at + len(item) - len(re.sub(r"^\s*(?:và\s+)?(?:\(\d+\)\s*)?", "", item))
            last = at + len(item.rstrip(" .;"))
            at += len(item) + 1
            if last > first and VERB.match(self.reading.form, first, last):
                roles = Roles((), (), first, True, False, False, first, False)
                self._add(passage, Clause(first, last, sentence, False), roles)

    def _is_task(self, passage: Passage, clause: Clause, roles: Roles, reports: bool) -> bool:
        form = self.reading.form
        opening = form[clause.start : clause.end]
        if _PURPOSE.match(opening) and not roles.leads and not roles.ordered:
            return False
        if roles.exhorts and not self._weighs(roles, clause):
            return False
        if not roles.leads and _IS_SOMETHING.search(opening):
            return False
        if not self.article and not roles.leads and _ON_TEXT.match(form, roles.work, clause.end):
            return False
        if passage.mode is Mode.NORMS:  # standing duties are no tasks; one with a day set for it is
            return bool(roles.leads) and bool(deadline(self.reading, roles.work, clause.sentence[1], self.reading.dated_names(clause.start, clause.sentence[1])).on)
        if passage.mode is Mode.ORDERS and not self.article:
            return True
        if passage.mode is Mode.REPORT and not self.article:
            return False
        if self.article:
            return self._is_task_in_news(clause, roles, reports, opening)
        planned = self.reading.head.kind in ("plan", "programme") and any(not m.group for m in roles.leads)
        return (roles.ordered or roles.chairs or planned or (bool(roles.leads) and roles.adverbs)) and not reports

    def _is_task_in_news(self, clause: Clause, roles: Roles, reports: bool, opening: str) -> bool:
        if self.state.passage_reports and not roles.ordered:
            return False
        if reports and not roles.ordered and clause.first:
            return False
        if roles.ordered or self.state.ordering:
            return bool(roles.leads) or roles.ordered or self.state.ordering
        named = bool(roles.leads) and not any(m.group for m in roles.leads)
        announced = named and (roles.chairs or _ANNOUNCES.search(opening[: max(60, roles.work - clause.start)]) is not None)
        if announced:
            self.state.ordering = True
        return announced

    def _weighs(self, roles: Roles, clause: Clause) -> bool:
        """Whether a verb of encouragement lays down work all the same: a named lead that chairs, a deadline, or a named thing."""
        if (roles.leads and roles.chairs and not all(m.group for m in roles.leads)) or (roles.partners and not self.article):
            return True
        if deadline(self.reading, roles.work, clause.end, self.reading.dated_names(clause.start, clause.end)).on:
            return True
        if self.article:
            return False
        first = VERB.match(self.reading.form, roles.work)  # 'quan tâm giải quyết …': the verb after it is the work
        return first is not None and VERB.match(self.reading.form, first.end() + 1, clause.end) is not None

    def _speak_to(self, roles: Roles, clause: Clause) -> None:
        self.state.leads, self.state.lead_span = roles.leads, (clause.start, roles.subject_end)

    def _add(self, passage: Passage, clause: Clause, roles: Roles) -> None:
        leads, lead_span = roles.leads, (clause.start, clause.end)
        if leads:
            self._speak_to(roles, clause)
        elif self.state.leads:
            leads, lead_span = self.state.leads, self.state.lead_span or lead_span
        due = deadline(self.reading, clause.start, clause.end, self.reading.dated_names(clause.start, clause.end))
        if not due.on and not due.recurring:
            due = self._other_due(clause, due)
        task = self._node(clause, roles, due)
        evidence = (clause.start, clause.end)
        self._assign(task, evidence)
        for lead in leads:
            self.draft.mention(lead)
            self.draft.edge(task, "LED_BY", lead.id, lead_span if lead_span != evidence else evidence)
        for partner in self.roles.partners(roles, clause.end):
            if partner.id not in {m.id for m in leads}:
                self.draft.mention(partner)
                self.draft.edge(task, "COORDINATED_WITH", partner.id, evidence)
        self.linker.link(task, roles.work, clause.end, evidence, {self.reading.document, self.assigner})
        self.found.append(Found(task, clause.start, clause.end, passage.index, bool(leads), bool(due.on)))

    def _assign(self, task: str, evidence: tuple[int, int]) -> None:
        self.draft.edge(self.assigner, "ASSIGNS", task, evidence)

    def _other_due(self, clause: Clause, due: Deadline) -> Deadline:
        """A deadline from around: that of the heading above, or the year that the passage speaks of."""
        if self.state.inherited_due.on:
            return self.state.inherited_due
        if self.article and self.state.frame and not self._ordered_by_document():
            return replace(NONE, on=f"{self.state.frame}-12-31")
        return due

    def _ordered_by_document(self) -> bool:
        return self.assigner != self.reading.document

    def _node(self, clause: Clause, roles: Roles, due: Deadline) -> str:
        text = squash(self.reading.text[roles.work : clause.end]).rstrip(" ,.;:")
        text = text[0].upper() + text[1:]
        core = re.sub(r"\s+", " ", text)
        task = ids.told("Task", self.assigner, core[:160])
        name = text if len(text) <= 160 else text[:157].rsplit(" ", 1)[0] + "…"
        properties: dict[str, str | int | float | bool] = {"text": text, "due_on": due.on, "due_text": due.words, "recurring": due.recurring}
        return self.draft.node(task, "Task", name, properties, span=(clause.start, clause.end))
