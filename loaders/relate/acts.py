"""What documents do to one another: amend, replace, repeal, suspend, correct, consolidate, guide, carry out.

A sentence is read from one cited document to the next. The words between them say that the one before acts on the one behind ('về sửa đổi,
bổ sung'), that it is acted on by it ('được sửa đổi bởi'), that both stand in one list, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.reading import Reading
from loaders.recognise.spans import Mention
from loaders.relate import act_words

_DATE = r"\s{0,9},?\s{0,9}(?:ký\s{1,9})?ngày\s{1,9}\d{1,2}(?:\s{0,9}tháng\s{0,9}|[/.-])\d{1,2}(?:\s{0,9}năm\s{0,9}|[/.-])\d{4}"
_REMARK = r"\s{0,9}\((?:sau đây|dưới đây|gọi)[^()]{0,120}\)"
_ISSUER = (
    r"\s{0,9},?\s{0,9}(?:của|do)\s{1,9}[^;.:()\"]{2,110}?"
    r"(?=\s{1,9}(?:ban hành\s{1,9})?(?:về|quy định|ban hành|phê duyệt|thông qua|sửa đổi|bổ sung|bãi bỏ|thay thế|đính chính|hướng dẫn|"
    r"công bố|điều chỉnh|đã|được|bị|có|hết|thực hiện|triển khai)(?!\w)|\s{0,9}[,;]|\s{1,9}và\s|\s{0,9}$)"
)
_NAMED = re.compile(rf"(?:{_REMARK})?(?:{_DATE})?(?:{_REMARK})?(?:{_ISSUER})?(?:{_REMARK})?")
# Words that open what a document is about.
_ABOUT = re.compile(r"(?:\s|,|về(?!\w)|việc(?!\w)|v/v|đã(?!\w)|sẽ(?!\w)|quy định(?!\w)|ban hành(?!\w)|kế hoạch(?!\w)|chương trình(?!\w))*")
# 'Nghị định A được ban hành, trong đó bãi bỏ …', 'có hiệu lực từ ngày …, thay thế …'
_CAME = re.compile(
    r"\s{0,9},?\s{0,9}(?:(?:đã|vừa|mới|được|sẽ)\s{1,9}){0,3}(?:ban hành|ra đời|có hiệu lực[^;.]{0,80}?)"
    r"\s{0,9},?\s{0,9}(?:(?:và|để|nhằm|trong đó|đã|đồng thời)\s{1,9}){0,2}"
)
_SEPARATOR = re.compile(r";\s{0,9}và(?!\w)|,\s{0,9}và(?!\w)|;|,|(?<!\w)(?:và|cùng)(?!\w)")
_JOINED = re.compile(r"(?:;|,|(?<!\w)và|đồng thời)\s{0,9}$")
_REFUSED = re.compile(r"(?<!\w)(?:không|chưa|không phải)\s{1,9}(?:được\s{1,9})?$")
_AMENDED = re.compile(r"\s{0,9}(?:của|tại)\s{0,9}(?:các\s{1,9}|\d+\s{1,9})?")
_CARRYING = frozenset({"plan", "programme", "decision", "resolution", "directive", "letter", "dispatch", "conclusion", "other"})


@dataclass(frozen=True, slots=True)
class Act:
    """One document acts on another; `source` or `target` None is the document at hand. `about` is where the part acted on is told."""

    source: Mention | None
    relation: str
    target: Mention | None
    whole: bool
    about: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """An act of the document at hand on the first document of a stretch; the words after its verb begin at `rest`."""

    relation: str
    rest: int


@dataclass(frozen=True, slots=True)
class _Thread:
    """An act told so far: `fixed` acts on each document of a list (or, `passive`, each acts on it). `last` is the last one listed;
    `part` says that the list tells where something stands ('nội dung công bố tại A, B')."""

    relation: str
    fixed: Mention | None
    last: Mention
    passive: bool = False
    part: bool = False


class ActReader:
    """Reads the acts told in one stretch of text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def blank(self, start: int, end: int) -> str:
        """The match form of a stretch with what stands in quotation marks blanked: a phrase to be replaced acts on nothing. In a report
        quotation marks hold what somebody said, which tells as much as the rest."""
        if not self.reading.head.official:
            return self.reading.form[start:end]
        form = self.reading.form[start:end]
        return re.sub(r'"[^"]*"', lambda m: '"' + " " * (len(m[0]) - 2) + '"', form) if '"' in form else form

    def named(self, start: int, end: int) -> list[Mention]:
        """The documents and programmes named in a stretch, outside quotation marks, those inside a longer name left out."""
        cited = [m for m in self.reading.within(start, end) if m.type in ("Document", "Programme")]
        form = self.blank(start, end) if cited else ""
        found: list[Mention] = []
        for mention in cited:
            if form[mention.start - start : mention.end - start].isspace():
                continue
            if not found or mention.start >= found[-1].end:
                found.append(mention)
        return found

    def read(self, start: int, end: int, opening: Opening | None = None) -> Iterator[Act]:
        """The acts of a stretch; `opening` says how the document at hand acts on its first document."""
        form, named = self.blank(start, end), self.named(start, end)
        outer: _Thread | None = None
        inner: _Thread | None = None
        for index, mention in enumerate(named):
            at = named[index - 1].end if index else start
            if index == 0:
                thread = _Thread(opening.relation, None, mention) if opening and opening.rest <= mention.start else None
                rest = opening.rest if opening else start
            else:
                thread, rest = self._turn(named[:index], mention, form[at - start : mention.start - start], outer, inner)
                rest += at
            if thread is None or not self._possible(thread, mention):
                inner = None
                continue
            act = self._act(thread, mention, form[rest - start : mention.start - start], rest)
            thread = replace(thread, part=thread.part or not (act.whole or act.about))
            outer, inner = (thread, None) if thread.fixed is None else (outer, thread)
            yield act

    def _turn(
        self, before: list[Mention], mention: Mention, gap: str, outer: _Thread | None, inner: _Thread | None
    ) -> tuple[_Thread | None, int]:
        """The act on or of `mention` by the words before it, and where in them its object begins."""
        last = before[-1]
        told = act_words.passive(gap)
        if told:
            return _Thread(told.relation, _acted_on(before, mention), mention, passive=True), len(gap)
        name = _NAMED.match(gap)
        after = name.end() if name else 0
        cue = next((c for c in act_words.active(gap) if c.start >= after or not gap[: c.start].strip()), None)
        if cue and not _REFUSED.search(gap[: cue.start]):
            actor = self._actor(gap, after, cue.start, last, outer, inner)
            relation = carrying(cue.relation, str(actor.fixed.properties.get("kind"))) if actor and actor.fixed else cue.relation
            if actor is not None and (relation != "IMPLEMENTS" or _can_carry_out(actor.fixed)):
                return replace(actor, relation=relation, last=mention), cue.end
            return None, cue.end
        if _is_amending_law(last) and _AMENDED.fullmatch(gap):
            return _Thread("AMENDS", last, mention), len(gap)
        return self._listed(last, mention, gap, after, outer, inner)

    def _actor(self, gap: str, after: int, verb: int, last: Mention, outer: _Thread | None, inner: _Thread | None) -> _Thread | None:
        """Who does what a verb tells: the document it follows, or, behind 'và', the one that did the act before."""
        if _CAME.fullmatch(gap, after, verb):
            return _Thread("", last, last)
        if _JOINED.search(gap[:verb]) and (outer or inner):
            first = outer or inner
            return first if first and not first.passive else None
        if _ABOUT.fullmatch(gap, after, verb) and gap[after:verb].strip() != ",":
            return _Thread("", last, last)
        return None

    def _listed(
        self, last: Mention, mention: Mention, gap: str, after: int, outer: _Thread | None, inner: _Thread | None
    ) -> tuple[_Thread | None, int]:
        for separator in _SEPARATOR.finditer(gap, after):
            if not act_words.listed(gap[separator.end() :], strong=separator[0].startswith(";")):
                continue
            described = gap[after : separator.start()].strip()
            alike = inner is not None and (not inner.passive or ("title" in last.properties) == ("title" in mention.properties))
            if inner and inner.last is last and alike and not described and self._possible(inner, mention):
                return replace(inner, last=mention), separator.end()
            strong = separator[0].startswith(";") or (outer is not None and outer.last is last) or inner is not None
            if outer and strong and mention.type == "Document":
                return replace(outer, last=mention), separator.end()
            break
        return None, len(gap)

    def _possible(self, thread: _Thread, mention: Mention) -> bool:
        """No document acts on itself or on a later one."""
        source, target = (mention, thread.fixed) if thread.passive else (thread.fixed, mention)
        ids = [m.id if m else self.reading.document for m in (source, target)]
        if ids[0] == ids[1]:
            return False
        dated = [_dated(m) if m else self._own_date() for m in (source, target)]
        if all(dated) and dated[1][: len(dated[0])] > dated[0][: len(dated[1])]:
            return False
        return thread.relation not in ("GUIDES",) or source is None or source.properties.get("kind") != "law"

    def _own_date(self) -> str:
        return self.reading.head.dated.isoformat() if self.reading.head.official and self.reading.head.dated else ""

    def _act(self, thread: _Thread, mention: Mention, rest: str, at: int) -> Act:
        if thread.passive:
            return Act(mention, thread.relation, thread.fixed, whole=thread.relation != "AMENDS")
        partial, span = act_words.part(thread.relation, rest)
        about = (at + span[0], at + span[1]) if span else None
        return Act(thread.fixed, thread.relation, mention, not (partial or thread.part), about)


def _dated(mention: Mention) -> str:
    """The ISO date or the year of a document, '' where neither is known."""
    said = str(mention.properties.get("issued_on") or "")
    year = re.search(r"/((?:19|20)\d\d)/", str(mention.properties.get("number") or ""))
    return said or (year[1] if year else "")


def _series(mention: Mention) -> tuple[str, str]:
    """Kind and issuer code: a document is amended by one of its own issuer (Luật 64/2025/QH15, Điều 8)."""
    code = str(mention.properties.get("number") or "").rsplit("/", 1)[-1]
    return str(mention.properties.get("kind")), re.sub(r"\d+$", "", code)


def _acted_on(before: list[Mention], actor: Mention) -> Mention:
    """Which of the documents named before is meant by 'được sửa đổi bởi': the nearest of the actor's own kind, else the nearest."""
    documents = [m for m in before if m.type == "Document"] or before
    kin = [m for m in documents if _series(m) == _series(actor) and m.id != actor.id]
    alike = [m for m in documents if m.properties.get("kind") == "law"] if actor.properties.get("kind") in ("law", "other") else []
    return (kin or alike or documents)[-1]


def _is_amending_law(mention: Mention) -> bool:
    """Whether a mention is a law passed to amend others: one without number and date is still a bill, which amends nothing."""
    passed = "number" in mention.properties or "issued_on" in mention.properties
    return passed and mention.name.lower().startswith("luật sửa đổi")


def carrying(relation: str, kind: str) -> str:
    """The relation meant by a document of `kind`: where a norm tells of carrying out a law ('về thi hành Luật …'), it guides."""
    return "GUIDES" if relation == "IMPLEMENTS" and kind in ("decree", "circular") else relation


def _can_carry_out(mention: Mention | None) -> bool:
    """Plans, programmes and decisions carry out others; norms do so by guiding."""
    return mention is None or mention.type == "Programme" or mention.properties.get("kind") in _CARRYING
