"""What documents do to one another, who issued them, what they adopt; and standing facts about databases and bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graph.text import squash
from loaders.reading import Reading
from loaders.recognise import dates
from loaders.recognise.spans import Mention
from loaders.relate.acts import Act
from loaders.relate.adoption import AdoptionReader
from loaders.relate.clauses import sentences
from loaders.relate.draft import Draft
from loaders.relate.effect import effect
from loaders.relate.issuers import IssuerReader
from loaders.relate.listing import read_listing
from loaders.relate.own_acts import OwnActs
from loaders.relate.recitals import RecitalReader
from loaders.relate.statements import StatementReader
from loaders.structure.outline import ARTICLE, Mode, Passage

_TOLD_ACT = re.compile(
    r"(?<!\w)(?P<kind>quyết định|chỉ thị|nghị định|nghị quyết|thông tư|kế hoạch) này\s+(?:sẽ\s+)?"
    r"(?P<act>thay thế|bãi bỏ|sửa đổi(?:, bổ sung)?)\s+"
)
_TOLD_ACTS = {"tha": "REPLACES", "bãi": "REPEALS", "sửa": "AMENDS"}
_OWN_EFFECT = re.compile(r"(?<!\w)này\s+(?:chính thức\s+)?có hiệu lực")
_FROM_DAY = re.compile(r"(?:hiệu lực(?:\s+thi hành)?|bãi bỏ|thay thế|hủy bỏ)[^;.]{0,30}?\s(?:kể\s+)?từ\s+(?=ngày)")
_IN_FORCE = re.compile(r"[^;]{0,200}?có hiệu lực\s*(?:thi hành\s*)?(?:kể\s+)?từ\s+(?=ngày)")
_CARRIES_OUT = re.compile(r"(?<!\w)(?:thực hiện|triển khai|thi hành|triển khai thực hiện)\s+(?:các\s+)?$")


class DocumentReader:
    """Reads relations between documents, issuers, adoption, management and structure of bodies into a draft."""

    def __init__(self, reading: Reading, draft: Draft) -> None:
        self.reading, self.draft = reading, draft
        self.own = reading.document
        self.effective_on, self.effect_said = effect(reading)
        self.acts, self.recitals, self.adoption = OwnActs(reading), RecitalReader(reading, draft), AdoptionReader(reading, draft)
        self.statements = StatementReader(reading, draft)
        self._amended_at: dict[int, str] = {}
        self.actor = self.own
        """Whose words the articles are: a consolidated text repeats those of its base."""

    def read(self) -> None:
        """Read head, title and every passage."""
        IssuerReader(self.reading, self.draft).read()
        self._consolidated()
        self.recitals.own = self.adoption.own = self.actor
        title = self.reading.head.title_span
        if title and self.reading.head.official:
            self._edges(self.acts.title(), *title)
            self.adoption.read(*title)
        for passage in self.reading.passages:
            if passage.mode is Mode.CLOSING:
                continue
            for start, end in sentences(self.reading.text, passage.block.start, passage.block.end):
                self._sentence(passage, start, end)
        read_listing(self.reading, self.draft)
        self._programmes()
        self._citations()

    def amended(self, passage: Passage) -> str:
        """The document whose new text a passage quotes: that which the nearest heading amends, else the only one amended; '' if unsure."""
        if not passage.quoted:
            return ""
        near = next((self._amended_at[i] for i in (passage.index - 1, *reversed(passage.headings)) if i in self._amended_at), "")
        targets = [id for id in self.draft.targets(self.own, "AMENDS") if id.startswith("document:")]
        return near or (targets[0] if len(targets) == 1 else "")

    def _sentence(self, passage: Passage, start: int, end: int) -> None:
        acts = list(self.acts.sentence(passage, start, end))
        self._edges(acts, start, end)
        own = {
            act.target.id
            for act in acts
            if act.source is None and act.relation == "AMENDS" and act.target and act.target.type == "Document"
        }
        if len(own) == 1:
            self._amended_at[passage.index] = own.pop()
        if passage.mode is Mode.RECITAL:
            self.recitals.recital(start, end)
        elif passage.block.table is None and not self.reading.head.official:
            self._told_acts(start, end)
        elif passage.block.table is None:
            self.recitals.sentence(start, end)
        self.adoption.read(start, end)
        self.statements.read(start, end)

    def _edges(self, acts: Iterable[Act], start: int, end: int) -> None:
        for act in acts:
            for mention in (act.source, act.target):
                if mention:
                    self.draft.mention(mention)
            source, target = (m.id if m else self.actor for m in (act.source, act.target))
            if act.relation in ("GUIDES", "IMPLEMENTS"):
                self.draft.edge(source, act.relation, target, (start, end))
                continue
            provision = squash(self.reading.text[slice(*act.about)]) if act.about else ""
            since = self._since(start, end) if act.source is None else ""
            scope = "whole" if act.whole else "part"
            self.draft.edge(source, act.relation, target, (start, end), scope=scope, provision=provision, effective_on=since)

    def _since(self, start: int, end: int) -> str:
        """The day from which an act of the document at hand works, where its sentence says so."""
        form = self.reading.form
        if _OWN_EFFECT.search(form, start, end):
            return self.effective_on
        stated = _FROM_DAY.search(form, start, end)
        return self._day(stated.end(), end) if stated else ""

    def _day(self, at: int, end: int) -> str:
        when = next(dates.whens(self.reading.form, at, end, None), None)
        return when.first.isoformat() if when and when.kind == "day" and when.start - at < 3 else ""

    def _documents(self, start: int, end: int) -> Iterator[Mention]:
        return (m for m in self.reading.within(start, end) if m.type == "Document" and m.id != self.own)

    def _consolidated(self) -> None:
        """A consolidated text names its base and the amendments before its first article."""
        if not self.reading.head.consolidated:
            return
        for passage in self.reading.passages:
            if passage.level == ARTICLE or passage.mode is Mode.RECITAL:
                return
            for mention in self._documents(passage.block.start, passage.block.end):
                if mention.properties.get("number") and mention.properties.get("kind") != "other":
                    self._brought_together(mention, (passage.block.start, passage.block.end))

    def _brought_together(self, mention: Mention, span: tuple[int, int]) -> None:
        self.draft.mention(mention)
        self.draft.edge(self.own, "CONSOLIDATES", mention.id, span, scope="whole")
        if self.actor == self.own:
            self.actor = mention.id
        elif mention.id != self.actor:
            stated = _IN_FORCE.match(self.reading.form, mention.end, span[1])
            since = self._day(stated.end(), span[1]) if stated else ""
            self.draft.edge(mention.id, "AMENDS", self.actor, span, scope="part", effective_on=since)

    def _told_acts(self, start: int, end: int) -> None:
        """'Chỉ thị này thay thế Chỉ thị số …' in a report: the document told of last before it acts."""
        told = _TOLD_ACT.search(self.reading.form, start, end)
        cited = next(self._documents(told.end(), end), None) if told else None
        if told is None or cited is None or cited.start > told.end() + 1:
            return
        earlier = (m for m in self._documents(0, told.start()) if self.reading.form.startswith(told["kind"], m.start))
        acting = [m for m in earlier if "number" in m.properties and m.id != cited.id]
        if acting:
            self.draft.mention(acting[-1])
            self.draft.mention(cited)
            scope = "part" if told["act"].startswith("sửa") else "whole"
            self.draft.edge(acting[-1].id, _TOLD_ACTS[told["act"][:3]], cited.id, (start, end), scope=scope)

    def _programmes(self) -> None:
        """'Chương trình hành động của Chính phủ thực hiện Nghị quyết số …': a programme that says in its name what it carries out."""
        for programme in (m for m in self.reading.mentions if m.type == "Programme"):
            for mention in self._documents(programme.start, programme.end + 40):
                before = self.reading.form[programme.start : mention.start]
                if mention.start <= programme.end + 1 and _CARRIES_OUT.search(before):
                    self.draft.mention(mention)
                    self.draft.edge(programme.id, "IMPLEMENTS", mention.id, (programme.start, mention.end))

    def _citations(self) -> None:
        """CITES: any document or programme named with no stronger relation from the document at hand."""
        listed = {entry.start for entry in self.reading.listing.listed}
        for mention in self.reading.mentions:
            if mention.start in listed:
                continue
            if mention.type in ("Document", "Programme") and mention.id != self.own and not self.draft.has_edge(self.own, mention.id):
                self.draft.mention(mention)
                self.draft.edge(self.own, "CITES", mention.id, (mention.start, mention.end))
