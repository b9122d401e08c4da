"""Whether a clause lays down a task: where it stands, who is told, and in which words."""

from __future__ import annotations

import re

from loaders.reading import Reading
from loaders.recognise.words import VERB
from loaders.relate.clauses import Clause
from loaders.relate.deadlines import deadline
from loaders.relate.roles import Roles
from loaders.structure.outline import Mode, Passage

# Words of a report: what follows was done or is said to be so.
_LOOK_BACK = 1000  # characters: a sentence that goes on for pages is not read anew for each of its clauses
_REPORTS = re.compile(
    r"(?<!\w)(?:đã|cho biết|cho hay|cho rằng|chia sẻ rằng|nhận định|khẳng định|theo báo cáo|trước đó|đến nay|tính đến|hiện nay|ước đạt|"
    r"năm qua|thời gian qua|kết quả đạt được|đạt kết quả|còn tình trạng|vẫn còn|chưa đáp ứng|góp phần)(?!\w)"
)
_ORDERS = re.compile(r"yêu cầu|giao\s|chỉ đạo")
_ANNOUNCES = re.compile(r"(?:sẽ|tập trung|dự kiến|đặt mục tiêu|tiếp tục|triển khai đồng bộ)(?!\w)|^(?:trong\s+)?năm 20\d\d")
_IS_SOMETHING = re.compile(
    r"(?<!\w)(?<!nhất )là\s+(?:yếu tố|điều kiện|nhiệm vụ|yêu cầu|mục tiêu|một|cơ sở(?! dữ liệu)|giải pháp|chìa khóa|"
    r"nền tảng(?! số)|động lực|"
    r"xu thế|bước|việc|cách|khâu)(?!\w)"
)
_ATTENDS = re.compile(r"(?:cùng\s+|tham\s+)?dự(?!\s+(?:án|thảo|báo|toán|kiến))(?!\w)|tại (?:hội nghị|buổi|điểm cầu)[^,;.]{0,60}có\s")
_PURPOSE = re.compile(r"(?:để|nhằm|khi|nếu|trường hợp|trong trường hợp|việc|sau khi|do|vì|bởi|nhờ|qua đó|tuy nhiên|hiện|đến nay)(?!\w)")
# Acts on the text of another document, as amending documents have them, are no work for anybody.
_ON_TEXT = re.compile(
    r"(?:bãi bỏ|thay thế cụm từ|thay cụm từ|sửa đổi,? bổ sung|sửa đổi|bổ sung|thay thế|ngưng hiệu lực|đính chính|"
    r"ban hành kèm theo|phê duyệt)\s+"
    r"(?:một số|cụm từ|khoản|điểm|điều|mục|dòng|tên|phụ lục|số thứ tự|nội dung|toàn bộ|hiệu lực|(?:đề án|"
    r"chương trình|chiến lược|kế hoạch|quy chế)\s)|"
    r"(?:quyết định|nghị quyết|nghị định|chỉ thị|kế hoạch|công điện|thông tư|văn bản)\s+(?:này|số\s)"
)
# 'Văn phòng Chính phủ ban hành Thông báo số …' tells where the orders stand.
_ISSUES = re.compile(
    r"(?:vừa\s+)?(?:ban hành|phát hành|ký|ký ban hành|công bố|phát đi)\s+(?:các\s+)?(?:thông báo|công điện|"
    r"nghị quyết|quyết định|chỉ thị|nghị định|thông tư|kế hoạch|văn bản|công văn)\s+(?:số\s+)?\d"
)
# Who gives orders announces no work of his own by 'tập trung', 'tiếp tục'.
_GIVE_ORDERS = frozenset({"agency:ttg", "agency:chinh-phu", "agency:quoc-hoi"})
_URGED = re.compile(r"(?<!\w)(?:khẩn trương|phải|cần|có trách nhiệm|được giao|sớm|ngay)(?!\w)")
_NO_OBJECT = re.compile(r"\s*(?:[,.;]|và\s|$)")  # 'bảo đảm thống nhất, đồng bộ': no verbs, but how it is to be
_SILENT_MODES = (Mode.CLOSING, Mode.RECITAL, Mode.VIEWS, Mode.GOALS)


class Judge:
    """Decides for one document. In news, `ordering` follows whether the report is telling orders just now."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.article = not reading.head.official
        self.ordering = False
        self._has_ordered = False
        self._passage_reports = False

    def may_order(self, passage: Passage) -> bool:
        """Whether tasks can stand in this passage at all."""
        if self.article:  # the headings of news are no outline
            return passage.mode not in (Mode.CLOSING, Mode.NORMS)
        return passage.mode not in _SILENT_MODES and not self.reading.standing_duties

    def enter(self, passage: Passage) -> None:
        """Look at a passage of news as a whole: one that opens with a report tells no orders."""
        if not self.article:
            return
        line = self.reading.form[passage.start : passage.end]
        self._passage_reports = self.reports(line.split(". ")[0]) and not _ORDERS.search(line[:160])
        if self._passage_reports:
            self.ordering = False

    def heading(self, passage: Passage) -> None:
        """A heading of news such as 'Nhiệm vụ trọng tâm' opens orders."""
        if self.article and (
            passage.mode is Mode.ORDERS or re.search(r"nhiệm vụ|giải pháp|yêu cầu", self.reading.form[passage.start : passage.end])
        ):
            self.ordering = True

    def reports(self, form: str) -> bool:
        """Whether a stretch has words of a report."""
        return _REPORTS.search(form) is not None

    def introduced(self, form: str) -> None:
        """'Về nhiệm vụ cụ thể, Sở X …' opens orders."""
        if self.article and re.match(r"(?:về|trong)\s+(?:các\s+)?nhiệm vụ[^,;:.]{0,50},", form):
            self.ordering = self._has_ordered = True

    def no_work(self, clause: Clause, reports: bool) -> None:
        """A clause without work: in news, a report that opens a sentence ends the telling of orders."""
        if clause.first and reports and self.article:
            self.ordering = False

    def is_task(self, passage: Passage, clause: Clause, roles: Roles, reports: bool) -> bool:
        """Whether the clause lays down a task."""
        if roles.ordered and self.article:
            self.ordering = self._has_ordered = True
        if roles.leads or roles.ordered:
            reports = self.reports(self.reading.form[max(clause.sentence[0], roles.work - _LOOK_BACK) : roles.work])
        if self._says_no_work(clause, roles):
            return False
        if self.article:
            return self._in_news(clause, roles, reports)
        if passage.mode is Mode.NORMS:  # standing duties are no tasks; one with a day set for it is
            return bool(roles.leads) and self._has_deadline(roles.work, clause.sentence[1])
        if passage.mode is Mode.FUNDING:  # who pays from what is told of everybody; a body told to plan and submit it has a task
            return bool(roles.leads) and VERB.match(self.reading.form, roles.work) is not None and not reports
        if passage.mode in (Mode.ORDERS, Mode.REPORT):
            return passage.mode is Mode.ORDERS
        named = any(not m.group for m in roles.leads)
        dated = self.reading.head.kind == "decision" and self._has_deadline(roles.work, clause.sentence[1])
        planned = named and (dated or self.reading.head.kind in ("plan", "programme"))
        return (roles.ordered or roles.chairs or planned or (bool(roles.leads) and roles.adverbs)) and not reports

    def _says_no_work(self, clause: Clause, roles: Roles) -> bool:
        form = self.reading.form
        if _ATTENDS.match(form, clause.start, clause.end) or form[clause.sentence[0] : clause.sentence[1]].rstrip('”" ').endswith("?"):
            return True
        if (roles.exhorts and not self._weighs(roles, clause)) or _ISSUES.match(form, roles.work, clause.end):
            return True
        if roles.leads:
            return False
        if _PURPOSE.match(form, clause.start, clause.end) and not roles.ordered:
            return True
        if _IS_SOMETHING.search(form, clause.start, clause.end):
            return True
        return _ON_TEXT.match(form, roles.work, clause.end) is not None

    def _in_news(self, clause: Clause, roles: Roles, reports: bool) -> bool:
        told = bool(roles.leads) and not all(m.id in _GIVE_ORDERS for m in roles.leads)
        urged = told and _URGED.search(self.reading.form, roles.subject_end, roles.work) is not None
        if not roles.ordered and ((self._passage_reports and not urged) or (reports and clause.first)):
            return False
        if roles.leads and not told and not roles.ordered:
            return False
        if roles.leads and not roles.ordered and all(m.group for m in roles.leads) and VERB.match(self.reading.form, roles.work) is None:
            return False
        if roles.ordered or self.ordering or (told and self._has_ordered):
            return True
        if VERB.match(self.reading.form, roles.work) is None:
            return False
        named = bool(roles.leads) and not any(m.group for m in roles.leads)
        opening = self.reading.form[clause.start : max(clause.start + 60, roles.work)]
        announced = named and (roles.chairs or _ANNOUNCES.search(opening) is not None)
        self.ordering = self.ordering or announced
        return announced

    def _weighs(self, roles: Roles, clause: Clause) -> bool:
        """Whether a verb of encouragement lays down work all the same: a named body to lead it, partners, a deadline, a further verb."""
        if roles.leads and (roles.chairs or (roles.ordered and not self.article)) and not all(m.group for m in roles.leads):
            return True
        if self._has_deadline(roles.work, clause.end):
            return True
        first = VERB.match(self.reading.form, roles.work)  # 'quan tâm giải quyết …': the verb after it is the work
        second = VERB.match(self.reading.form, first.end() + 1, clause.end) if first else None
        works = second is not None and _NO_OBJECT.match(self.reading.form, second.end(), clause.end) is None
        if self.article:
            return works and roles.adverbs and bool(roles.leads) and not all(m.group for m in roles.leads)
        return bool(roles.partners) or works

    def _has_deadline(self, start: int, end: int) -> bool:
        return bool(deadline(self.reading, start, end, self.reading.dated_names(start, end)).on)
