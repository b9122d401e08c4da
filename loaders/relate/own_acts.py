"""Where the document at hand itself acts: in its title, its enacting words, its articles; not in tasks, conditions or quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from loaders.reading import Reading
from loaders.relate import act_words
from loaders.relate.acts import Act, ActReader, Opening, carrying
from loaders.structure.outline import Mode, Passage

_KINDS = (
    r"(?:bộ luật|luật|pháp lệnh|nghị quyết|nghị định|quyết định|thông tư|chỉ thị|kế hoạch|chương trình|quy chế|quy định|văn bản|công văn)"
)
_NUMBERING = re.compile(r"(?:\s|điều\s{1,9}\d+[a-zđ]?\s{0,9}[.:]|(?:khoản\s{1,9})?\d{1,3}(?:\.\d{1,3})*\s{0,9}[.)]|[a-zđ]{1,2}\)|[-+•*])*")
# Kinds of documents whose articles act on other documents; elsewhere 'Sửa đổi Nghị định …' is work to be done.
_ENACTING = frozenset({"law", "ordinance", "resolution", "decree", "decision", "circular", "regulation", "other"})
_NORMS = frozenset({"law", "ordinance", "decree", "circular"})  # they tell nobody to amend: an imperative is their own act
_FROM_THEN_ON = re.compile(r"(?:kể từ|từ|tính từ)\s{1,9}(?:ngày|thời điểm)\s[^;.]{4,70}?,\s{0,9}")
_SOLEMN = re.compile(r"(?:(?:nay|thống nhất|nhất trí|đồng ý|chấp thuận|quyết định|công bố)\s{1,9}){1,2}")
_THIS = re.compile(rf"(?<!\w){_KINDS}\s{{1,9}}này(?!\w)")
_THIS_ACTS = re.compile(r"\s{1,9}(?:(?:sẽ|chính thức|có hiệu lực[^;.\"]{0,140}?(?:,|;|và|đồng thời)(?:\s{0,9}(?:và|đồng thời))?)\s{1,9})?")
# 'Ban hành Mẫu số 01 kèm theo Nghị định này và bãi bỏ …'
_ENACTED = re.compile(r"(?:ban hành|phê duyệt|công bố|quy định|sửa đổi|bổ sung|bãi bỏ|thay thế)(?!\w)")
_BESIDES = re.compile(r"\s{0,9}(?:;|,|và|;\s{0,9}và)\s{0,9}(?:đồng thời\s{1,9})?")
_MADE = re.compile(rf"ban hành\s{{1,9}}{_KINDS}\s{{1,9}}(?:về\s{{1,9}}(?:việc\s{{1,9}})?)?$")
_TITLE_OPENS = re.compile(r"(?:về\s{1,9}việc|v/v|về|việc)?\s{0,9}")
_ENDS = re.compile(
    rf"(?<!\w)(?P<ends>(?:sẽ\s{{1,9}})?(?:(?:chấm dứt|hết|không còn)\s{{1,9}}hiệu lực(?:\s{{1,9}}thi hành)?))(?!\w)|"
    r"(?P<repealed>(?:được|bị)\s{1,9}(?:bãi bỏ|hủy bỏ))(?!\w)|"
    rf"(?P<replaced>(?:được|bị)\s{{1,9}}thay thế\s{{1,9}}(?:bằng|bởi)\s{{1,9}}{_KINDS}\s{{1,9}}này)|"
    r"(?P<suspended>(?:bị\s{1,9}|được\s{1,9})?(?:tạm\s{1,9})?(?:ngưng|đình chỉ)\s{1,9}(?:hiệu lực|thi hành))"
)
_DATED = r"(?:\s{0,9},?\s{0,9}ngày\s[\d/\s]{6,12}|\s{0,9},?\s{0,9}ngày\s[\w\s]{14,24})?(?:\s{1,9}của\s[\w\s]{4,60}?)?"
_SINCE_ANOTHER = re.compile(
    rf"{_DATED}\s{{1,9}}(?:sẽ\s)?hết hiệu lực(?:\s{{1,9}}thi hành)?\s{{1,9}}(?:kể\s)?(?:từ\s)?(?:ngày|khi)\s{{1,9}}"
)
_STARTS = re.compile(rf"{_DATED}\s{{1,9}}(?:bắt đầu\s)?có hiệu lực")
_BY = re.compile(r"(?<!\w)theo(?:\s{1,9}quy định\s{1,9}(?:tại|của))?\s{1,9}$")
_THEN = re.compile(rf"{_DATED}\s{{0,9}},\s{{0,9}}(?:thì\s{{1,9}})?")
_ENDS_NOW = re.compile(rf"{_DATED}\s{{1,9}}(?:sẽ\s)?hết hiệu lực(?!\s{{1,9}}một phần)")
_ENDED = {"ends": "REPLACES", "repealed": "REPEALS", "replaced": "REPLACES", "suspended": "SUSPENDS"}
_ENDS_FROM = re.compile(
    rf"[^;.]{{0,60}}?(?:(?:kể\s{{1,9}})?từ\s{{1,9}}(?:ngày|thời điểm)|ngày\s{{1,9}}{_KINDS}\s{{1,9}}này|cùng)|"
    r"\s{0,9}:|\s{0,9}[.;]?\s{0,9}$"
)
_CONDITION = re.compile(r"(?<!\w)(?:khi|nếu|trường hợp|cho đến khi|đến khi|trước khi|sau khi|trừ|đã|chưa|không|trước ngày|đến ngày)(?!\w)")
_SUBJECT = re.compile(
    r"\s{0,9}(?:(?:các|những|toàn bộ|mọi)?\s{0,9}(?:quy định|nội dung|thủ tục hành chính|danh mục|văn bản|quy trình)[^;.:\"]{0,160}?"
    r"(?:tại|của|theo|gồm|kèm theo)\s{0,9}(?:các\s{1,9})?)?"
)
_PLURAL_OPENS = re.compile(r"[^.;\"]{0,200}:\s{0,9}$")


class OwnActs:
    """Reads what the document at hand does to others. A heading that ends in ':' governs the items below it."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.acts = reading, ActReader(reading)
        self._by_heading: dict[int, str] = {}

    def title(self) -> Iterator[Act]:
        """The acts of the title: of all kinds, guiding and carrying out among them."""
        span = self.reading.head.title_span
        if not span or not self.reading.head.official:
            return
        first = next(iter(self.acts.named(*span)), None)
        if first is None:
            return
        before = self.acts.blank(span[0], first.start)
        cues = act_words.active(before)
        cue = next((c for c in cues if c.relation != "IMPLEMENTS"), cues[-1] if cues else None)
        opening = Opening(carrying(cue.relation, self.reading.head.kind), span[0] + cue.end) if cue else None
        yield from self.acts.read(*span, opening)

    def sentence(self, passage: Passage, start: int, end: int) -> Iterator[Act]:
        """The acts told in one sentence, those of the document at hand where its words are its own."""
        official = self.reading.head.official
        own = official and not passage.quoted and passage.mode is not Mode.RECITAL
        if not self.acts.named(start, end):
            if own and self.reading.form[end - 1] == ":":
                self._remember(passage, start, end)
            return
        opening = self._opening(passage, start, end) if own else None
        if opening is None and own:
            ended = self._ended(passage, start, end)
            if ended:
                for act in self.acts.read(start, ended[1], ended[0]):
                    # nothing replaces the part of a document that ends
                    partly = act.source is None and act.relation == "REPLACES" and not act.whole
                    yield replace(act, relation="REPEALS") if partly else act
                yield from self.acts.read(ended[1], end)
                return
        if not (official and passage.quoted):
            yield from self.acts.read(start, end, opening)
            yield from self._told_end(start, end)

    def _told_end(self, start: int, end: int) -> Iterator[Act]:
        """'Theo Nghị định A, Nghị định B hết hiệu lực', 'B hết hiệu lực kể từ ngày A có hiệu lực': A replaces B."""
        form, named = self.acts.blank(start, end), self.acts.named(start, end)
        for one, other in pairwise(named):
            between = form[one.end - start : other.start - start]
            if _SINCE_ANOTHER.fullmatch(between) and _STARTS.match(form, other.end - start):
                yield Act(other, "REPLACES", one, whole=True)
            elif _THEN.fullmatch(between) and _ENDS_NOW.match(form, other.end - start) and _BY.search(form, 0, one.start - start):
                yield Act(one, "REPLACES", other, whole=True)

    def _opening(self, passage: Passage, start: int, end: int) -> Opening | None:
        first = next(iter(self.acts.named(start, end)), None)
        if first is None:
            return None
        before = self.acts.blank(start, first.start)
        body = _NUMBERING.match(before)
        at = body.end() if body else 0
        inherited = next((self._by_heading[i] for i in reversed(passage.headings) if i in self._by_heading), "")
        if inherited and (act_words.listed(before[at:]) or act_words.begins_with_part(before[at:])):
            return Opening(inherited, start + at)
        for cue in act_words.active(before):
            if self._own_verb(passage, before, at, cue.start, cue.relation):
                return Opening(cue.relation, start + cue.end)
        return None

    def _own_verb(self, passage: Passage, before: str, at: int, verb: int, relation: str) -> bool:
        """Whether the verb at `verb` is what the document at hand does."""
        lead = before[at:verb]
        for this in _THIS.finditer(before[:verb]):
            if _THIS_ACTS.fullmatch(before, this.end(), verb) or (_ENACTED.match(lead) and _BESIDES.fullmatch(before, this.end(), verb)):
                return True
        if _MADE.search(before[:verb]):
            return True
        if relation == "CORRECTS" and self.reading.head.kind == "letter" and len(lead) < 160 and not _CONDITION.search(lead):
            return True
        if relation in ("GUIDES", "IMPLEMENTS") or not self._enacts(passage):
            return False
        solemn = _FROM_THEN_ON.fullmatch(lead) or _SOLEMN.fullmatch(lead)
        return not lead.strip() or solemn is not None

    def _enacts(self, passage: Passage) -> bool:
        """Whether imperatives here are acts: in the articles of norms and decisions, not where tasks are laid down."""
        return (
            self.reading.head.kind in _ENACTING
            and not passage.annex
            and (passage.mode in (Mode.PLAIN, Mode.NORMS, Mode.VIEWS) or self.reading.head.kind in _NORMS)
            and passage.block.table is None
        )

    def _remember(self, passage: Passage, start: int, end: int) -> None:
        """'Bãi bỏ các văn bản sau đây:' governs what is listed below."""
        form = self.acts.blank(start, end)
        body = _NUMBERING.match(form)
        at = body.end() if body else 0
        if not self._enacts(passage) or not _PLURAL_OPENS.fullmatch(form, at):
            return
        for cue in act_words.verbs(form):
            if self._own_verb(passage, form, at, cue.start, cue.relation):
                self._by_heading[passage.index] = cue.relation
                return
        ends = _ENDS.search(form)
        if ends and not _CONDITION.search(form[: ends.start()]):
            self._by_heading[passage.index] = next(relation for name, relation in _ENDED.items() if ends[name])

    def _ended(self, passage: Passage, start: int, end: int) -> tuple[Opening, int] | None:
        """'Quyết định số A, Quyết định số B hết hiệu lực kể từ ngày …': what ends is told before the verb."""
        named = self.acts.named(start, end)
        form = self.acts.blank(start, end) if named else ""
        ends = _ENDS.search(form)
        if ends is None or not named or named[0].start - start > ends.start():
            return None
        body = _NUMBERING.match(form)
        at = body.end() if body else 0
        lead = form[at : named[0].start - start]
        since = _FROM_THEN_ON.match(lead)
        at += since.end() if since else 0
        lead = form[at : named[0].start - start]
        whole = act_words.listed(lead)
        if not (whole or _SUBJECT.fullmatch(lead)) or _CONDITION.search(form[at : ends.start()][-24:]) or _CONDITION.match(lead.lstrip()):
            return None
        stated = _ENDS_FROM.match(form, ends.end()) is not None
        if not stated or not (self._enacts(passage) or _THIS.search(form)):
            return None
        relation = next(relation for name, relation in _ENDED.items() if ends[name])
        return Opening(relation, start + at), start + ends.start()
