"""Document numbers: the State's (203/TB-VPCP), the Party's (57-NQ/TW), the Assembly's (20/2023/QH15), letters (2844/VPCP-KSTT).

The grammar follows Nghị định 30/2020/NĐ-CP, annex III, and the Party's Hướng dẫn 36-HD/VPTW; variants met in
copies (dashes, spaces, ASCII codes, swapped separators) lead to the same parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from graph.registry import document_types, issuer_key, registry, type_code
from graph.text import match_form
from loaders.recognise import dates

_SEGMENT = r"[A-ZĐ](?:[A-Za-zĐđÂÊÔƠƯĂ]|\s?&\s?(?=[A-ZĐ]))*\d{0,2}"
_NUMBER = re.compile(
    rf"(?<![\w/.:\-])(?P<n>\d{{1,5}}(?:\.\d{{1,2}})?)\s?(?P<s>[/-])\s?(?:(?P<y>(?:19|20)\d{{2}})\s?/\s?)?"
    rf"(?P<body>{_SEGMENT}(?:\s?[-/]\s?(?:{_SEGMENT}|(?:19|20)\d{{2}}(?=/)))*)(?!\w)"
)
_ASSEMBLY = re.compile(r"(?P<i>QH|UBTVQH)(?P<term>\d{1,2})$")
_SIGNED = re.compile(r"\s*,?\s*(?:ký\s+|được ban hành\s+)?(?=ngày\s)")
_LETTER_CUE = re.compile(r"(?:công văn|văn bản|số)\s*(?:số\s*)?:?\s*$")
_WORD_OF_KIND = re.compile(
    r"(?P<kind>nghị định|nghị quyết|quyết định|chỉ thị|thông tư liên tịch|thông tư|thông báo|công điện|công văn|"
    r"kế hoạch|chương trình|báo cáo|tờ trình|"
    r"hướng dẫn|kết luận|luật|bộ luật|pháp lệnh|văn bản hợp nhất|văn bản|quy định|quy chế|lệnh)(?:\s+liên tịch)?(?P<no>\s+số)?\s*:?\s*$"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A document number in the text, with its parts in canonical codes.

    `type` is '' for Assembly numbers (laws and resolutions share a series) and for letters. `start` includes the word of
    kind before it ('Nghị định số'); `number_start` is where the number itself begins. `issued_on` is the date that follows it.
    """

    start: int
    number_start: int
    end: int
    number: str
    type: str
    issuer: str
    n: str
    year: int | None
    issued_on: date | None
    kind_word: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What the same number shares in all its spellings."""
        return (self.type, issuer_key(self.issuer), self.n)


def numbers(plain: str, form: str, start: int, end: int) -> Iterator[Number]:
    """The document numbers between two positions of `plain` (dashes and spaces made plain) and `form` (its match form)."""
    for match in _NUMBER.finditer(plain, start, end):
        parts = _parts(match, form)
        if parts is None:
            continue
        type_code, issuer, year = parts
        word = _WORD_OF_KIND.search(form, max(start, match.start() - 40), match.start())
        signed = _signed_on(form, match.end(), end)
        n = ".".join(str(int(part)) for part in match["n"].split("."))
        yield Number(
            word.start() if word else match.start(),
            match.start(),
            match.end(),
            re.sub(r"\s+", "", match[0]),
            type_code,
            issuer,
            n,
            year or (signed.year if signed else None),
            signed,
            word["kind"] if word else "",
        )


def _signed_on(form: str, position: int, end: int) -> date | None:
    """The date of signature said right after a number."""
    lead = _SIGNED.match(form, position)
    if lead is None:
        return None
    found = next(dates.whens(form, lead.end(), min(end, lead.end() + 40), None), None)
    return found.first if found and found.kind == "day" and found.start == lead.end() else None


def _parts(match: re.Match[str], form: str) -> tuple[str, str, int | None] | None:
    """Type code, issuer code and year of a match, or None where it is no document number."""
    body = re.sub(r"\s+", "", match["body"])
    year = int(match["y"]) if match["y"] else None
    segments = re.split(r"[-/]", body)
    inner = next((s for s in segments if s.isdigit()), None)
    if inner:  # '30-NQ/2026/QH16'
        year = int(inner)
        segments = [s for s in segments if not s.isdigit()]
    if assembly := _ASSEMBLY.match(segments[-1]):
        return _assembly(segments, assembly, year)
    code = type_code(segments[0])
    if code in document_types() and len(segments) > 1:
        return code, "-".join(segments[1:]), year
    if match["s"] == "-" or year:
        return None
    return _letter(match, segments, form)


def _assembly(segments: list[str], assembly: re.Match[str], year: int | None) -> tuple[str, str, int | None] | None:
    if year is None and len(segments) == 1:
        return None
    return "", assembly["i"] + assembly["term"], year


def _letter(match: re.Match[str], segments: list[str], form: str) -> tuple[str, str, int | None] | None:
    issuer = segments[0]
    capitals = sum(c.isupper() for c in issuer)
    known = bool(registry().issuer(issuer))
    if len(segments) == 1:
        return (
            ("", issuer, None) if known and capitals > 1 and _LETTER_CUE.search(form, max(0, match.start() - 20), match.start()) else None
        )
    return ("", issuer, None) if (known or capitals > 1) and len(segments[1]) > 1 else None


def kind_of(type_: str, issuer: str, word: str) -> str:
    """The kind of a document by its type code, or by the word before an Assembly number ('Luật', 'Nghị quyết'); 'other' if unsaid."""
    if type_:
        return document_types()[type_].kind
    if _ASSEMBLY.match(issuer):
        return kind_named(word) or "other"
    return "letter"


@cache
def _kinds_by_name() -> dict[str, str]:
    return {match_form(name): kind.kind for kind in document_types().values() for name in kind.names}


def kind_named(words: str) -> str:
    """The kind that `words` (match form) name in full ('quyết định'), or ''."""
    return _kinds_by_name().get(words, "")
