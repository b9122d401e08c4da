"""Roles: who is told to act, with whom, and where the words of the work begin."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.reading import Reading
from loaders.recognise.local_bodies import place_body
from loaders.recognise.spans import Mention
from loaders.recognise.words import ADVERB, EXHORTING_VERB, VERB
from loaders.relate import role_words as words
from loaders.relate.ordering import are_superior, can_order


@dataclass(frozen=True, slots=True)
class Roles:
    """What a clause says of who does what. `lead_span` and `with_span` are where it is said; `work` is where the work begins.

    `ordered` tells that words of order stand in the clause; `chairs` that somebody is named to lead ('chủ trì').
    `exhorts` tells that its verb only encourages.
    """

    leads: tuple[Mention, ...]
    partners: tuple[Mention, ...]
    work: int
    ordered: bool
    chairs: bool
    exhorts: bool
    subject_end: int
    adverbs: bool

    @classmethod
    def bare(cls, work: int) -> Roles:
        """No roles at all: only work that is ordered."""
        return cls((), (), work, True, False, False, work, False)


class RoleReader:
    """Reads the roles of clauses of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.open_verbs = False  # whether a clause without a subject may begin with any verb: below a heading that names who acts
        self.bodies = {m.start: m for m in reading.mentions if m.type == "Agency"}

    def read(self, start: int, end: int) -> Roles | None:
        """The roles of the clause, or None where no obligation can be seen in it."""
        form = self.reading.form
        if passive := self._passive(start, end):
            return passive
        said = words.SAID.match(form, start, end)
        at = self._lead_in(said.end() if said else start, end)
        leads, at, ordered = self.subject(at, end)
        ordered = ordered or (said is not None and (bool(leads) or VERB.match(form, at, end) is not None))
        if leads and (yet := words.NOT_YET_THEN.match(form, at, end)):
            at = yet.end()
        if leads and ordered and words.NOT_YET.match(form, at, end):  # 'yêu cầu 04 cơ quan chưa ban hành kế hoạch, hoàn thành trước …'
            return Roles(tuple(leads), (), at + 1, True, False, False, at, False)
        if leads and words.PAST.match(form, at, end):
            return None
        subject_end = at
        return self._work(tuple(leads), at, end, ordered, subject_end)

    def tells(self, start: int, end: int) -> bool:
        """Whether the stretch opens with a body that it tells to do something."""
        return (self._body_at(start) is not None or words.TITLE.match(self.reading.form, start, end) is not None) and bool(
            (roles := self.read(start, end)) and roles.leads
        )

    def _passive(self, start: int, end: int) -> Roles | None:
        """The work first, then to whom it is given."""
        match = words.PASSIVE.match(self.reading.form, start, end)
        leads, after = self.chain(match.end(), end) if match else ([], start)
        if match is None or not leads:
            return None
        together = words.WITH.match(self.reading.form, after, end)
        partners = self.chain(together.end(), end)[0] if together else []
        return Roles(tuple(leads), tuple(partners), match.start("work"), True, True, False, after, False)

    def _lead_in(self, at: int, end: int) -> int:
        form = self.reading.form
        for _ in range(4):
            if label := words.LABEL.match(form, at, end):
                at = label.end()
            order = words.ORDER.match(form, at, min(end, at + 25))
            if self._body_at(at) or (order and (not order["by"] or can_order(order["by"]))):
                return at
            lead_in = words.LEAD_IN.match(form, at, end)
            if lead_in is None or self._is_work(at, end):
                break
            at = lead_in.end()
        return self._to_body(at, end)

    def _to_body(self, at: int, end: int) -> int:
        """Skip what is left of an introduction ('chính sách, Bộ X …') up to a body close by."""
        form = self.reading.form
        if self._body_at(at) or VERB.match(form, at, end) or ADVERB.match(form, at, end):
            return at
        comma = form.find(", ", at, min(end, at + 80))
        if comma >= 0 and self._body_at(comma + 2) and not VERB.search(form, at, comma):
            return comma + 2
        return at

    def heading(self, start: int, end: int) -> tuple[list[Mention], int]:
        """The bodies that a heading names to act, and where what follows them begins."""
        duties = words.DUTIES_OF.match(self.reading.form, start, end)
        leads, at, _ = self.subject(duties.end() if duties else self._lead_in(start, end), end)
        return leads, at

    def _is_work(self, at: int, end: int) -> bool:
        """'Thực hiện …', 'Trong …' can open the work itself: then no comma-led introduction is dropped."""
        return self.reading.form.startswith("thực hiện", at) and not re.match(
            r"thực hiện (?:nghị quyết|quyết định|chỉ thị|kết luận|nghị định|kế hoạch|luật|công điện|thông báo)[^,;.]*,\s*(?!chia sẻ)",
            self.reading.form[at:end],
        )

    def subject(self, at: int, end: int) -> tuple[list[Mention], int, bool]:
        """The bodies told to act, where they end, and whether words of order introduce them."""
        form = self.reading.form
        towards = words.TOWARDS.match(form, at, end)
        if towards:
            leads, after = self.chain(towards.end(), end)
            if leads:
                order = re.compile(
                    r"\s*[,:]?\s*(?:(?:thủ tướng|phó thủ tướng|chính phủ)\s+(?:chính phủ\s+)?)?(?:yêu cầu|đề nghị|"
                    r"giao|cần|phải)?\s*[,:]?\s*"
                ).match(form, after, end)
                return leads, order.end() if order else after, True
        leads, after = self.chain(at, end)
        order = words.ORDER.match(form, after if leads else at, end)
        if order and order["by"] and not leads and VERB.match(form, at, end):  # 'rà soát văn bản còn yêu cầu …': the verb is the work
            order = None
        if order and leads and (order["by"] or "").lstrip().startswith("được "):  # 'Sở X được UBND tỉnh giao …' has its duty
            return leads, after, True
        if order and (leads or not order["by"] or can_order(order["by"])):
            told, told_end = self.chain(order.end(), end)
            if told and order["cue"] == "chỉ đạo" and leads and not are_superior(leads):
                return leads, order.start("cue"), True  # who directs others to act answers for the work
            if told:
                return told, told_end, True
            if (not leads and not order["by"]) or (leads and are_superior(leads)) or can_order(order["by"] or ""):
                return [], order.end(), True
        if not leads:
            return self._later_order(at, end)
        return leads, after, False

    def _later_order(self, at: int, end: int) -> tuple[list[Mention], int, bool]:
        """'Kết luận cuộc họp chiều 10/7, lãnh đạo Chính phủ giao Bộ X …': the order stands after an introduction."""
        form = self.reading.form
        for cue in words.CUE.finditer(form, at, min(end, at + 220)):
            by = form[at : cue.start()]
            told, told_end = self.chain(cue.end(), end)
            if told and "," in by and can_order(by[by.rfind(",") :]) and not words.PAST_BEFORE.search(by):
                return told, told_end, True
        return [], at, False

    def chain(self, at: int, end: int) -> tuple[list[Mention], int]:
        """The bodies listed from `at` on, heads of bodies standing for them, and where the list ends."""
        form = self.reading.form
        found: list[Mention] = []
        position = at
        while position < end:
            body = self._body_at(position)
            title = words.TITLE.match(form, position, end)
            if body is None and title:
                body = self._body_at(title.end())
            if body is None and found:
                body = place_body(self.reading.text, form, position)
            if body is None or body.end > end:
                break
            found.append(body)
            at = self._after_body(body.start, body.end, end)
            link = words.LINK.match(form, at, end)
            if link is None:
                return found, at
            position = link.end()
            if not (self._body_at(position) or words.TITLE.match(form, position, end) or place_body(self.reading.text, form, position)):
                return found, at
        return found, at

    def partners(self, roles: Roles, end: int) -> list[Mention]:
        """Bodies to work with: those named among the roles, and any after 'phối hợp với' in the words of the work."""
        partners = list(roles.partners)
        for match in words.TOGETHER.finditer(self.reading.form, roles.work, end):
            told, _ = self.chain(match.end(), end)
            partners += [m for m in told if m not in partners]
        return partners

    def _after_body(self, start: int, at: int, end: int) -> int:
        form = self.reading.form
        bracket = re.compile(r"\s*\([^()]{2,80}\)").match(form, at, end)
        at = bracket.end() if bracket else at
        owner = words.OF_BODY.match(form, at, end) or (words.APPOSED.match(form, at, end) if words.UNIT.match(form, start) else None)
        if owner and (body := self._body_at(owner.end())):
            at = body.end
        related = words.RELATED.match(form, at, end)
        return related.end() if related else at

    def _body_at(self, position: int) -> Mention | None:
        form = self.reading.form
        while position < len(form) and form[position] == " ":
            position += 1
        return self.bodies.get(position)

    def _work(self, leads: tuple[Mention, ...], at: int, end: int, ordered: bool, subject_end: int) -> Roles | None:
        """Read 'chủ trì, phối hợp với …' and the adverbs, up to the verb of the work."""
        form = self.reading.form
        partners: list[Mention] = []
        chairs = adverbs = False
        for _ in range(8):
            before = at
            if (leads or partners) and (match := words.DATED.match(form, at, end)):
                at = match.end()
            if match := words.STANDING.match(form, at, end):
                at = match.end()
            if leads and (match := words.WHO_ARE.match(form, at, end)):
                at = match.end()
            if match := words.DUTY.match(form, at, end):
                at, ordered = match.end(), ordered or bool(leads)
            if match := words.LEADS.match(form, at, end):
                at, chairs = match.end(), True
            if match := words.WITH.match(form, at, end) or (words.ALONGSIDE.match(form, at, end) if chairs else None):
                told, after = self.chain(match.end(), end)
                if told:
                    partners += told
                    at = after
                    related = words.RELATED.match(form, at, end) or words.TO_WORK.match(form, at, end)
                    at = related.end() if related else at
            if match := words.JOIN_VERB.match(form, at, end):
                at = match.end() if (at > subject_end or leads) else at
            at = self._on_basis(at, end) if leads else at
            if match := words.FILLER.match(form, at, end):
                at = match.end()
            if (match := _adverb(form, at, end)) and match.end() < end:
                at, adverbs = match.end(), True
            while at < end and form[at] in " ,:":
                at += 1
            if at == before:
                break
        verb = VERB.match(form, at, end)
        if verb is None and not ((leads or ordered or self.open_verbs) and words.OPEN_VERB.match(form, at, end)):
            return None
        if verb and words.NO_WORK.match(form, verb.end(), end):
            return None
        if words.STATE.match(form, at, end):
            return None
        exhorts = EXHORTING_VERB.match(form, at, end) is not None
        return Roles(leads, tuple(partners), at, ordered, chairs or bool(partners), exhorts, subject_end, adverbs)

    def _on_basis(self, at: int, end: int) -> int:
        """Skip 'căn cứ hướng dẫn của Bộ X', 'theo Nghị quyết số …' between a subject and its verb, where a verb follows."""
        basis = words.BASIS.match(self.reading.form, at, end)
        if basis is None:
            return at
        named = next((m for m in self.reading.within(basis.end(), min(end, basis.end() + 60)) if m.type in ("Agency", "Document")), None)
        if named is None or ((gap := self.reading.form[basis.end() : named.start].strip()) and not words.BASIS_OF.fullmatch(gap)):
            return at
        after = self.chain(named.start, end)[1] if named.type == "Agency" else named.end
        return after if VERB.match(self.reading.form, after + 1, end) or ADVERB.match(self.reading.form, after + 1, end) else at


def _adverb(form: str, at: int, end: int) -> re.Match[str] | None:
    """Adverbs before the verb; one that is itself the verb of the work ('tổ chức', 'chỉ đạo') is left to it."""
    match = ADVERB.match(form, at, end)
    if match is None or VERB.match(form, match.end(), end):
        return match
    return re.compile(rf"(?:(?:{_PURE})(?!\w)[\s,:]*)+").match(form, at, end)


_PURE = (
    r"khẩn trương|khẩn thương|sớm|tiếp tục|chủ động|kịp thời|nhanh chóng|thường xuyên|định kỳ|quyết liệt|nghiêm túc|"
    r"đồng thời|cùng với đó|bên cạnh đó|ngoài ra|trước mắt|cũng|cần|phải|sẽ|hãy|tích cực|"
    r"trực tiếp|ngay|theo đó|trước hết|hằng năm|hằng quý|hằng tháng|hàng năm|hàng quý|hàng tháng|có trách nhiệm|"
    r"được giao|có nhiệm vụ|nghiêm"
)
