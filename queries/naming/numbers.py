"""Numbers of official documents in plain text: whole ('06/QĐ-TTg') or short ('Thông báo 344')."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from queries.lexicon import lexicon
from queries.plain import plain

_TAIL = r"[a-z][a-z0-9]*(?:\s?&\s?[a-z]+)?(?:\s?[/-]\s?[a-z0-9]+(?:\s?&\s?[a-z]+)?){0,3}"
_WHOLE = re.compile(rf"(?<![\w/.-])(\d{{1,5}}(?:\.\d{{1,2}})?)(?:\s?/\s?((?:19|20)\d\d))?\s?[/-]\s?({_TAIL})(?!\w)")
_ISSUED = r"(?:,? (?:ngay |dated |of )?\d\d?(?:/| thang )\d\d?(?:/| nam )\d{4}|,? nam \d{4})"


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A document number at `start` to `end`, with the kind said before it; `key` is its normal form, `year` the one in it."""

    start: int
    end: int
    number: str
    year: str
    tail: str
    kind: str

    @property
    def whole(self) -> bool:
        """Whether the number is written in full, with its issuer."""
        return bool(self.tail)


def number_key(number: str) -> str:
    """The form in which whole numbers are compared: no accents, case, leading zeros or kinds of dash.

    >>> number_key("06/QĐ–TTg") == number_key("6/qd-ttg")
    True
    """
    return re.sub(r"^0+(?=\d)", "", re.sub(r"[^a-z0-9&.]+", "-", plain(number))).strip("-")


@cache
def _before() -> re.Pattern[str]:
    """A kind of document, written out or short, and 'số' before a number."""
    words = sorted({" ".join(phrase) for phrase in _kinds()}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(words)})s?(?: (?:so|number|no\.?|nos\.?))?\s*$")


@cache
def _kinds() -> dict[tuple[str, ...], str]:
    known = lexicon()
    written = {phrase: kind for phrase, (_, kind) in known.nouns.items() if kind}
    return written | dict(known.number_kinds)


@cache
def _short() -> re.Pattern[str]:
    words = sorted({" ".join(phrase) for phrase, kind in _kinds().items() if kind}, key=len, reverse=True)
    # A year is no number of a document here: 'kế hoạch 2024' is the plan of that year.
    number = r"(?!(?:19|20)\d\d\b)(\d{1,5}(?:\.\d)?)(?:\s?/\s?((?:19|20)\d\d))?(?![\w/%]|[.,]\d)"
    return re.compile(rf"(?<!\w)({'|'.join(words)})(?: (?:so|number|no\.?))?\s?{number}")


def find_numbers(text: str) -> list[NumberSpan]:
    """The document numbers in plain `text`; 'quyết định số' before one belongs to it, and so does its date after it."""
    found: list[NumberSpan] = []
    for match in _WHOLE.finditer(text):
        before = _before().search(text, 0, match.start())
        kind = _kinds()[tuple(before[1].split())] if before else ""
        issued = re.compile(_ISSUED).match(text, match.end())
        year = match[2] or (re.findall(r"\d{4}", issued[0])[-1] if issued else "")
        end = issued.end() if issued else match.end()
        found.append(NumberSpan(before.start() if before else match.start(), end, match[1], year, match[3], kind))
    for match in _short().finditer(text):
        if all(match.end() <= span.start or match.start() >= span.end for span in found):
            found.append(NumberSpan(*match.span(), match[2], match[3] or "", "", _kinds()[tuple(match[1].split())]))
    return sorted(found, key=lambda span: span.start)
