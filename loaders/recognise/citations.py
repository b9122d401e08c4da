"""Citations of numbered documents: which issuer and year a number has here, and the short forms that follow it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from graph.model import Scalar
from graph.ontology import ontology
from graph.registry import Province, document_id, registry
from loaders.recognise import local_bodies
from loaders.recognise.heads import Headed
from loaders.recognise.numbers import Number, kind_of
from loaders.recognise.spans import Mention

if TYPE_CHECKING:
    from loaders.reading import Reading

_LOCAL = {"UBND", "HĐND", "TU", "ĐU"}
_SHORT = Headed(
    r"(?<!\w)(?P<kind>nghị quyết|nghị định|quyết định|kế hoạch|chỉ thị|thông báo|kết luận|công điện|"
    r"thông tư)\s+(?:số\s+)?(?P<n>\d{1,4})(?![\w/\-.]|\s*/)",
    (
        "nghị quyết",
        "nghị định",
        "quyết định",
        "kế hoạch",
        "chỉ thị",
        "thông báo",
        "kết luận",
        "công điện",
        "thông tư",
    ),
)
_OF_PLACE = re.compile(
    r"(?:\s*,?\s*ngày\s[^;.]{6,30})?\s*(?:của\s+)?(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân)\s+(?:tỉnh|thành phố|tp\.?)?\s*"
)


_SAID_SHORT = re.compile(
    r"(?<!\w)(?P<kind>nghị quyết|nghị định|quyết định|chỉ thị|kết luận|công điện)\s+(?:số\s+)?(?P<n>\d{1,4})"
    r"(?:/(?P<year>(?:19|20)\d\d))?(?![\w/\-]|\.\d|\s*/)"
)
# Issuers whose series of one kind has one code: kind -> (words for the issuer, type, issuer code, in the Party's form).
_SERIES = {
    "nghị quyết": ((r"chính phủ", "NQ", "CP", False), (r"bộ chính trị|trung ương|ban chấp hành trung ương", "NQ", "TW", True)),
    "quyết định": ((r"thủ tướng(?: chính phủ)?", "QĐ", "TTg", False),),
    "chỉ thị": ((r"thủ tướng(?: chính phủ)?", "CT", "TTg", False), (r"ban bí thư|bộ chính trị", "CT", "TW", True)),
    "kết luận": ((r"bộ chính trị|ban bí thư", "KL", "TW", True),),
    "công điện": ((r"thủ tướng(?: chính phủ)?", "CĐ", "TTg", False),),
    "nghị định": ((r"chính phủ", "NĐ", "CP", False),),
}
_BEFORE = r"(?:^|[\s,.;:(])(?:{by})(?:\s[^,.;:]{{0,40}})?\s(?:ban hành|ký|ký ban hành|ra|có)\s*(?:số\s*)?$"


def _code_said(form: str, match: re.Match[str], start: int, end: int) -> tuple[str, str, bool] | None:
    """Type, issuer code and whether it is the Party's form, of a number whose issuer is named after or before it."""
    for by, type_, issuer, party in _SERIES.get(match["kind"], ()):
        after = re.compile(rf"(?:,?\s+ngày\s[^,;.]{{6,26}})?\s+của\s+(?:{by})(?!\w)").match(form, match.end(), end)
        before = re.search(_BEFORE.format(by=by), form[max(start, match.start() - 70) : match.start()])
        if after or before or (match["kind"] == "nghị định" and match["year"]):
            return type_, issuer, party
    return None


class Citations:
    """The numbers of one reading, resolved."""

    def __init__(self, reading: Reading, found: list[Number]) -> None:
        self.reading, self.found = reading, found

    @cached_property
    def _dates(self) -> dict[tuple[str, str, str], set[int]]:
        """The years said for each number in this text, its own head included."""
        years: dict[tuple[str, str, str], set[int]] = {}
        for number in self._all():
            if number.year:
                years.setdefault(number.key, set()).add(number.year)
        return years

    def _all(self) -> Iterator[Number]:
        if self.reading.head.number:
            yield self.reading.head.number
        yield from self.found

    def own_id(self) -> str:
        """The id of the document being read, by its own number; '' if it states none."""
        number = self.reading.head.number
        if number is None:
            return ""
        year = number.year or (self.reading.head.dated.year if self.reading.head.dated else None)
        return self._id(number, year)

    def mentions(self) -> Iterator[Mention]:
        """Every cited document, its own number in the head included."""
        own = self.reading.head.number
        if own:
            yield self._mention(own, self.own_id(), self.reading.head.dated)
        for number in self.found:
            if own and number.number_start == own.number_start:
                continue
            if own and number.key == own.key and number.year in (None, self._own_year()):
                yield self._mention(number, self.own_id(), self.reading.head.dated)
                continue
            year, signed = self._year(number)
            yield self._mention(number, self._id(number, year), signed)

    def _own_year(self) -> int | None:
        return self.reading.head.number.year if self.reading.head.number and self.reading.head.number.year else self.reading.year

    def _year(self, number: Number) -> tuple[int | None, date | None]:
        """The year of a citation: said with it, said elsewhere in the text, or the only one known that this text can mean."""
        if number.year:
            return number.year, number.issued_on
        said = self._dates.get(number.key, set())
        if len(said) == 1:
            return next(iter(said)), next((n.issued_on for n in self._all() if n.key == number.key and n.issued_on), None)
        known = [k for k in registry().document(number.type, number.issuer, number.n) if self._can_mean(k.issued_on)]
        if not said and len(known) == 1:
            return known[0].year, date.fromisoformat(known[0].issued_on)
        self.reading.leave(number.start, number.end, "Document", "số hiệu không kèm ngày ban hành, có thể thuộc nhiều năm")
        return None, None

    def _can_mean(self, issued_on: str) -> bool:
        """A known document can be meant by a text of its own or the next two years; a text without a date shows nothing."""
        day = self.reading.head.dated
        return bool(issued_on) and day is not None and issued_on <= day.isoformat() and day.year - int(issued_on[:4]) <= 2

    def _id(self, number: Number, year: int | None) -> str:
        """The id, with the place for issuers that every place has."""
        local = number.issuer.split("-")[0] in _LOCAL or number.issuer.startswith("S")
        place = self._place(number) if local and not registry().issuer(number.issuer) else None
        return document_id(number.type, number.issuer, year, number.n, place.slug if place else "")

    def _place(self, number: Number) -> Province | None:
        said = _OF_PLACE.match(self.reading.form, number.end)
        at = local_bodies.place_at(self.reading.form, said.end()) if said else None
        return at[0] if at else self.reading.home

    def _mention(self, number: Number, id_: str, signed: date | None) -> Mention:
        known = registry().entries.get(id_)
        self.reading.issuers[id_] = registry().issuer(number.issuer, number.type)
        kind = kind_of(number.type, number.issuer, number.kind_word)
        label = ontology().document_kinds[kind].vi if kind != "other" else "Văn bản"
        properties: dict[str, Scalar] = {"kind": kind, "number": number.number}
        if signed:
            properties["issued_on"] = signed.isoformat()
        name = known.node.name if known else f"{label} số {number.number}"
        return Mention(number.start, number.end, "Document", id_, name, properties)

    def short_forms(self, spans: list[tuple[int, int]]) -> Iterator[Mention]:
        """'Nghị quyết 57' after '57-NQ/TW' was cited in full: the only one of that kind and number in this text."""
        cited: dict[tuple[str, str], dict[str, Mention]] = {}
        for number, mention in zip(self._cited_numbers, self._cited, strict=True):
            label = ontology().document_kinds[str(mention.properties["kind"])].vi.lower()
            cited.setdefault((label, number.n), {})[mention.id] = mention
        for start, end in spans:
            for match in _SHORT.finditer(self.reading.form, start, end):
                meant = cited.get((match["kind"], str(int(match["n"]))), {})
                if len(meant) == 1:
                    (mention,) = meant.values()
                    yield Mention(match.start(), match.end(), "Document", mention.id, mention.name, mention.properties)

    def by_issuer(self, spans: list[tuple[int, int]]) -> Iterator[Mention]:
        """'Chỉ thị số 33 của Thủ tướng', 'Nghị định 13/2023': numbers whose code only the words around them tell."""
        for start, end in spans:
            for match in _SAID_SHORT.finditer(self.reading.form, start, end):
                code = _code_said(self.reading.form, match, start, end)
                if code is None:
                    continue
                type_, issuer, party = code
                said = int(match["year"]) if match["year"] else None
                written = f"{match['n']}-{type_}/{issuer}" if party else f"{match['n']}/{f'{said}/' if said else ''}{type_}-{issuer}"
                n = str(int(match["n"]))
                number = Number(match.start(), match.start("n"), match.end(), written, type_, issuer, n, said, None, match["kind"])
                year, signed = self._year(number)
                yield self._mention(number, self._id(number, year), signed)

    @cached_property
    def _cited(self) -> list[Mention]:
        return list(self.mentions())

    @cached_property
    def _cited_numbers(self) -> list[Number]:
        own = self.reading.head.number
        rest = [n for n in self.found if not own or n.number_start != own.number_start]
        return [own, *rest] if own else rest
