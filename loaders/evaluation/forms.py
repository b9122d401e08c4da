"""The form in which names, anchors and units are compared: letters that one writer uses and another does not make no difference."""

from __future__ import annotations

import re
import unicodedata

_MARKS = {ord(c): "-" for c in "‐‑‒–—―−"} | dict.fromkeys(map(ord, "\"'“”‘’«»"))
_SPELLINGS = (("hoá", "hóa"), ("toà", "tòa"), ("gắn chíp", "gắn chip"))
_SOLID = re.compile(r"\buỷ\b")
_DATABASE = re.compile(r"\bcsdl\b")
_SPACES = re.compile(r"\s+")


def form(text: object) -> str:
    """`text` without case, quotes and outer punctuation, with plain dashes, one tone placement and single spaces.

    >>> form("“CSDL  đất đai”.")
    'cơ sở dữ liệu đất đai'
    """
    said = unicodedata.normalize("NFC", str(text or "")).casefold().translate(_MARKS)
    said = _SOLID.sub("ủy", said)
    for old, new in _SPELLINGS:
        said = said.replace(old, new)
    return _SPACES.sub(" ", _DATABASE.sub("cơ sở dữ liệu", said)).strip(" .,;:")


def choices(text: str) -> frozenset[str]:
    """The forms of 'a|b', any of which will do."""
    return frozenset(form(part) for part in text.split("|"))
