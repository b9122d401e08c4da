"""Vietnamese text: one normal form to keep, one to match in place, one to search and one for ids.

`keep` is applied once, when a file is read; every later offset points into its result.
`match_form` has the same length as its input, so a position in it is a position in the kept text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Look-alikes of Đ/đ seen in copied text (ETH, African D), and invisible characters, which are dropped.
_LOOKALIKES = {0xD0: "Đ", 0x189: "Đ", 0xF0: "đ", 0xAD: None, 0x200B: None, 0x200C: None, 0x200D: None, 0xFEFF: None}

_SAME_LENGTH = {ord(c): "-" for c in "‐‑‒–—−"}
_SAME_LENGTH |= {ord(c): " " for c in "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\n\r\t\v\f"}
_SAME_LENGTH |= {ord(c): '"' for c in "“”„‟«»"} | {ord(c): "'" for c in "‘’‚‛"}

# Old tone placement -> new: the tone of open oa, oe, uy moves to the second vowel's neighbour (hoà -> hòa, thuý -> thúy).
_TONE_PAIRS = {
    old + "": new
    for olds, news in (("oà oá oả oã oạ", "òa óa ỏa õa ọa"), ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"), ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"))
    for old, new in zip(olds.split(), news.split(), strict=True)
}
# 'quý' keeps its tone on y: the u belongs to the consonant.
_TONE = re.compile(r"(?<!q)(?:" + "|".join(_TONE_PAIRS) + r")(?!\w)")

_D = str.maketrans({"đ": "d", "Đ": "D"})
_MARKS = re.compile("[\u0300-\u036f]")
_NOT_WORD = re.compile(r"[\W_]+")


def keep(raw: str) -> str:
    """The text as it is kept: NFC, line ends as \\n, look-alike letters repaired, invisible characters dropped."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text.translate(_LOOKALIKES))


def match_form(text: str) -> str:
    """`text` for matching: lower case, plain dashes, quotes and spaces, new tone placement; same length as `text`.

    >>> match_form("Uỷ ban –\\u00a0Hoà")
    'ủy ban - hòa'
    """
    lowered = text.translate(_SAME_LENGTH).lower()
    if len(lowered) != len(text):  # a few foreign capitals grow when lowered: keep those as they are
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text.translate(_SAME_LENGTH))
    return _TONE.sub(lambda m: _TONE_PAIRS[m[0]], lowered)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` for searching: no accents, no case, đ as d, punctuation and spaces as one space.

    >>> fold("Cơ sở  dữ liệu, ĐẤT đai")
    'co so du lieu dat dai'
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_D)))
    return _NOT_WORD.sub(" ", plain).strip().lower()


def slug(text: str) -> str:
    """`text` as part of an id: ASCII letters and digits joined by hyphens.

    >>> slug("73/2019/NĐ-CP")
    '73-2019-nd-cp'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def squash(text: str) -> str:
    """`text` on one line: runs of white space become one space."""
    return " ".join(text.split())
