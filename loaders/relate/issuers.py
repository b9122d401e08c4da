"""Who issued a document: its head, the code in its number, or the words behind it."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.model import Scalar
from graph.registry import Province, document_types, local_body, local_kind, registry
from loaders.reading import Reading
from loaders.recognise.spans import Mention
from loaders.relate.draft import Draft

_BY_ISSUER = re.compile(r"\s*(?:,?\s*ngày\s[^,;.“\"]{6,32}?)?\s*(?:của|do)\s+")


def _party_committee(place: Province) -> tuple[str, str, str, dict[str, Scalar]]:
    id_, name = local_body("tu", place)
    return id_, "Agency", name, {"kind": local_kind("tu")}


@lru_cache(maxsize=4096)
def _initials(name: str) -> frozenset[str]:
    """The codes a department can have by its name: its initials without 'và', with and without the name of its place behind it."""
    if not name.startswith(("Sở ", "Ban ", "Chi cục ", "Cục ", "Công an ", "Thanh tra ", "Văn phòng ")):
        return frozenset()
    words = [word for word in re.findall(r"\w+", re.split(r"\s(?:tỉnh|thành phố)\s", name)[0]) if word not in ("và", "về", "của")]
    return frozenset("".join(word[0] for word in words[:count]).upper() for count in range(2, len(words) + 1))


_TYPED = re.compile(r"\d+(?:\.\d+)?/(?:\d{4}/)?(?P<type>[A-ZĐ][A-ZĐa-z]*)-(?P<rest>.+-.+)")


def _joint(number: str) -> list[str]:
    """The issuers of a number that names several: '515/KH-BCA-BNN&MT' is of two ministries."""
    typed = _TYPED.fullmatch(number)
    if typed is None or typed["type"] not in document_types():
        return []
    issuers = [registry().issuer(code, typed["type"]) for code in typed["rest"].split("-")]
    return issuers if all(issuers) else []


class IssuerReader:
    """Reads ISSUED_BY of the document at hand and of the cited ones into a draft."""

    def __init__(self, reading: Reading, draft: Draft) -> None:
        self.reading, self.draft = reading, draft
        self.own = reading.document

    def read(self) -> None:
        """ISSUED_BY: the head for the document at hand; for the cited ones the code in the number, or 'của …' after it."""
        head = self.reading.head
        if head.issuer_span:
            issuer = next((m for m in self.reading.within(*head.issuer_span) if m.type == "Agency" and not m.group), None)
            if issuer:
                self.draft.mention(issuer)
                self.draft.edge(self.own, "ISSUED_BY", issuer.id, head.issuer_span)
        for mention in self.reading.mentions:
            if mention.type == "Document" and "number" in mention.properties:
                self._cited_issuer(mention)

    def _cited_issuer(self, mention: Mention) -> None:
        head = self.reading.head
        if mention.id == self.own and head.issuer_span and any(m.type == "Agency" for m in self.reading.within(*head.issuer_span)):
            return
        number = str(mention.properties["number"])
        agencies = [self.draft.agency(id_) for id_ in _joint(number)] or [self._issuer_of(number, mention)]
        for agency in filter(None, agencies):
            self.draft.mention(mention)
            self.draft.edge(mention.id, "ISSUED_BY", agency, (mention.start, mention.end))

    def _issuer_of(self, number: str, mention: Mention) -> str:
        said = _BY_ISSUER.match(self.reading.form, mention.end)
        body = (
            next((m for m in self.reading.within(said.end(), said.end() + 160) if m.type == "Agency" and m.start == said.end()), None)
            if said
            else None
        )
        known = self.reading.issuers.get(mention.id, "")
        if number.endswith("/TW") and body:
            return self.draft.mention(body)
        if known:
            return self.draft.agency(known)
        if body and not body.group:
            return self.draft.mention(body)
        if re.search(r"UBND$", number) and self.reading.home:
            return self.draft.agency(self.reading.home.agency)
        if re.search(r"/TU$", number) and self.reading.home:
            return self.draft.node(*_party_committee(self.reading.home), span=(mention.start, mention.end))
        return self._by_initials(number)

    def _by_initials(self, number: str) -> str:
        """The only body of the text whose initials stand in the number: '214/TTr-STTTT' is of its Sở Thông tin và Truyền thông."""
        codes = {code for code in re.findall(r"(?<=[/-])[A-ZĐ]{3,}(?![\w])", number) if code not in document_types()}
        meant = (
            {m.id: m for m in self.reading.mentions if m.type == "Agency" and not m.group and _initials(m.name) & codes} if codes else {}
        )
        return self.draft.mention(next(iter(meant.values()))) if len(meant) == 1 else ""
