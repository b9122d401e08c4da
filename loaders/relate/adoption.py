"""Which document adopts which programme."""

from __future__ import annotations

import re

from loaders.reading import Reading
from loaders.recognise.spans import Mention
from loaders.relate.draft import Draft

_ADOPTED_WITH = re.compile(
    r"^\s*[”\"]?\s*(?:\([^)]{0,60}\)\s*)?(?:được\s+[\w\s]{0,40})?(?:ban hành|phê duyệt|thông qua)(?:\s+(?:kèm theo|"
    r"tại|theo|bởi|trong))?\s*(?:tại\s+|theo\s+)?$"
)
# 'Chiến lược X, Thủ tướng Chính phủ phê duyệt ngày 2/2 vừa qua tại Quyết định số …'
_ADOPTED_IN = re.compile(
    r"\s*[”\"]?\s*(?:\([^)]{0,60}\)\s*)?,?\s*(?:(?:đã|vừa|được|do|mới)\s+)*"
    r"(?:(?:thủ tướng|chính phủ|bộ chính trị|quốc hội|hội đồng nhân dân|ủy ban nhân dân|ubnd|bộ trưởng)[^,;.]{0,50}?\s+)?(?:đã\s+|vừa\s+)?"
    r"(?:ban hành|phê duyệt|thông qua)(?:\s+ngày\s[^,;.]{3,40}?)?\s+(?:kèm theo|tại|theo|bằng)\s*"
)
_BY_DECISION = re.compile(r"\s*(?:\(|theo|tại)\s*$")
_ADOPTS = re.compile(
    r"^[^;.]{0,70}?\s*(?:phê duyệt|ban hành|về việc phê duyệt|về việc ban hành)(?:\s+kèm theo)?\s*[“\"]?\s*(?:[\w\s]{0,24})?$"
)


class AdoptionReader:
    """Reads ADOPTED_BY into a draft."""

    def __init__(self, reading: Reading, draft: Draft) -> None:
        self.reading, self.draft = reading, draft
        self.own = reading.document

    def read(self, start: int, end: int) -> None:
        """'Chương trình X ban hành kèm theo Quyết định Y', 'Quyết định Y phê duyệt Chương trình X'."""
        form = self.reading.form
        named = [m for m in self.reading.within(start, end) if m.type in ("Programme", "Document")]
        for programme in (m for m in named if m.type == "Programme"):
            after = next((m for m in named if m.type == "Document" and m.start >= programme.end), None)
            gap = form[programme.end : after.start] if after else ""
            if after and (
                _ADOPTED_WITH.match(gap)
                or _ADOPTED_IN.fullmatch(gap)
                or (_BY_DECISION.fullmatch(gap) and after.properties.get("kind") in ("decision", "resolution"))
            ):
                self._adopted(programme, after.id, (programme.start, after.end), after)
                continue
            before = [m for m in named if m.type == "Document" and m.end <= programme.start]
            if before and _ADOPTS.match(form[before[-1].end : programme.start]) and "number" in before[-1].properties:
                self._adopted(programme, before[-1].id, (before[-1].start, programme.end), before[-1])
            elif (
                self.reading.head.official
                and re.search(
                    r"(?:phê duyệt|ban hành(?: kèm theo (?:quyết định|nghị quyết) này)?|thông qua)\s*[“\"]?\s*$",
                    form[max(start, programme.start - 60) : programme.start],
                )
                and self._is_own_act(start)
            ):
                self._adopted(programme, self.own, (start, end), None)

    def _is_own_act(self, start: int) -> bool:
        title = self.reading.head.title_span
        return (title is not None and title[0] <= start < title[1]) or re.match(
            r"(?:điều\s+1\b|ban hành|phê duyệt)", self.reading.form[start : start + 40]
        ) is not None

    def _adopted(self, programme: Mention, document: str, span: tuple[int, int], mention: Mention | None) -> None:
        self.draft.mention(programme)
        if mention:
            self.draft.mention(mention)
        self.draft.edge(programme.id, "ADOPTED_BY", document, span)
