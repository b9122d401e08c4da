"""Document numbers: types by code, one spelling for every issuer, and the one id of a document from the parts of its number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graph.ids import numbered
from graph.ontology import Label
from graph.registry.source import read
from graph.text import fold

# Terms of the National Assembly whose number is certain for a whole calendar year; in 2021 and 2026 two terms meet.
_TERMS = {**dict.fromkeys(range(2008, 2011), "12"), **dict.fromkeys(range(2012, 2016), "13"), **dict.fromkeys(range(2017, 2021), "14")}
_TERMS |= dict.fromkeys(range(2022, 2026), "15")

_ASSEMBLY = re.compile(r"(qh|ubtvqh)(\d*)")
_FORMS = (
    re.compile(r"(?P<n>[\d.]+)/(?P<y>\d{4})/(?P<i>(?:QH|UBTVQH)\d+)"),
    re.compile(r"(?P<n>[\d.]+)/(?P<y>\d{4})/(?P<t>[^\W\d]+)-(?P<i>.+)"),
    re.compile(r"(?P<n>[\d.]+)/(?P<t>[^\W\d]+)-(?P<i>.+)"),
    re.compile(r"(?P<n>[\d.]+)-(?P<t>[^\W\d]+)/(?P<i>.+)"),
)


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document: its `code` in numbers ('' for official letters), the `kind` of the ontology, and how it is spelled out.

    `names` are the words written before a number, the longest first; `variants` other writings of the code; `party` an example of
    the Party's order (57-NQ/TW) where the type is used there.
    """

    code: str
    kind: str
    label: Label
    names: tuple[str, ...]
    variants: tuple[str, ...]
    example: str
    party: str
    confidence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberParts:
    """The parts of a canonically written number; `type_code` is '' for laws and resolutions of the assembly."""

    type_code: str
    issuer_code: str
    year: int | None
    number: str


@cache
def document_types() -> Mapping[str, DocumentType]:
    """All document types by code."""
    types = (
        DocumentType(
            row["code"],
            row["kind"],
            Label(row["vi"], row["en"]),
            tuple(row["names"]),
            tuple(row.get("variants", ())),
            row["example"],
            row.get("party", ""),
            row["conf"],
            tuple(row.get("src", "").split()),
        )
        for row in read("document_types")
    )
    return {kind.code: kind for kind in types}


@cache
def type_codes() -> Mapping[str, str]:
    """Every writing of a type code, OCR and ASCII variants included -> the code."""
    found = {code: code for code in document_types() if code}
    found |= {variant: kind.code for kind in document_types().values() for variant in kind.variants}
    return found


def type_code(written: str) -> str:
    """The code meant by `written` ('ND' -> 'NĐ'); unknown ones are given back as they are."""
    return type_codes().get(written, written)


def issuer_key(code: str) -> str:
    """The form in which issuer codes are compared: no accents, '&', spaces or case, so BKH&ĐT, BKHĐT and BKHDT are one.

    TƯ is the Party centre (TW); without its mark it would be TU, a provincial committee.

    >>> issuer_key("BKH&ĐT"), issuer_key("BCA-BNN&MT")
    ('bkhdt', 'bca-bnnmt')
    """
    return "-".join(fold(part.replace("TƯ", "TW")).replace(" ", "") for part in re.split(r"\s*[-‐-―−]\s*", code))


def document_id(type_code: str, issuer_code: str, year: int | None, number: str, place: str = "") -> str:
    """The id of a document from the parts of its number. Whoever makes an id from a number calls this one.

    Type and issuer may be in any writing. The assembly's laws and resolutions share one series and their type cannot be told from
    the number, so it takes no part there; 'QH' without its term gets it from the year. `place` is the slug of the province whose
    local body issued it (UBND, HĐND, TU, Sở ...: the same number exists in every province). `year` is that of the number, else
    of the signature; None where the text gives none.

    >>> document_id("NĐ", "CP", 2019, "73"), document_id("ND", "CP", 2019, "073")
    ('document:nd-cp-2019-73', 'document:nd-cp-2019-73')
    >>> document_id("NQ", "QH15", 2023, "20"), document_id("", "QH", 2023, "20")
    ('document:qh15-2023-20', 'document:qh15-2023-20')
    >>> document_id("QĐ", "UBND", 2025, "11", place="ha-noi")
    'document:qd-ubnd-ha-noi-2025-11'
    """
    issuer = issuer_key(issuer_code)
    if assembly := _ASSEMBLY.fullmatch(issuer):
        body, term = assembly.groups()
        return numbered("", f"{body}{term or _TERMS.get(year or 0, '')}", year, number)
    code = type_codes().get(type_code, type_code)
    return numbered(code, f"{issuer}-{place}" if place else issuer, year, number)


def parse_number(written: str) -> NumberParts:
    """The parts of a number in canonical writing; raises ValueError for anything else. Not for running text.

    >>> parse_number("02-KH/BCĐTW")
    NumberParts(type_code='KH', issuer_code='BCĐTW', year=None, number='02')
    """
    for form in _FORMS:
        if found := form.fullmatch(written):
            parts = found.groupdict()
            return NumberParts(parts.get("t") or "", parts["i"], int(parts["y"]) if parts.get("y") else None, parts["n"])
    raise ValueError(f"not the number of a document: {written!r}")
