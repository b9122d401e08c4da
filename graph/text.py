"""Vietnamese text: one normal form to keep, one to match in place, one to search and one for ids.

`keep` is applied once, when a file is read; every later offset points into its result.
`match_form` has the same length as its input, so a position in it is a position in the kept text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

# Look-alikes of Đ/đ seen in copied text (ETH, African D), and invisible characters, which are dropped.
_LOOKALIKES = {"\xd0": "Đ", "\u0189": "Đ", "\xf0": "đ"} | dict.fromkeys("\xad\u200b\u200c\u200d\ufeff", "")

DASHES = "‐‑‒–—−"
_SAME_LENGTH = dict.fromkeys(DASHES, "-")
_SAME_LENGTH |= dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\n\r\t\v\f", " ")
_SAME_LENGTH |= dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛", "'")

# Old tone placement -> new: the tone of open oa, oe, uy moves to the second vowel's neighbour (hoà -> hòa, thuý -> thúy).
_TONE_PAIRS = {
    old + "": new
    for olds, news in (("oà oá oả oã oạ", "òa óa ỏa õa ọa"), ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"), ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"))
    for old, new in zip(olds.split(), news.split(), strict=True)
}
# 'quý' keeps its tone on y: the u belongs to the consonant. Two classes of letters instead of the pairs: a class of first
# letters is searched four times as fast as an alternation, and the few other pairs it finds stay as they are.
_TONE = re.compile(r"[ou][àáảãạèéẻẽẹỳýỷỹỵ](?<!q..)(?!\w)")

_D = str.maketrans({"đ": "d", "Đ": "D"})
_MARKS = re.compile("[\u0300-\u036f]")
_NOT_WORD = re.compile(r"[\W_]+")


def keep(raw: str) -> str:
    """The text as it is kept: NFC, line ends as \\n, look-alike letters repaired, invisible characters dropped."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", substituted(text, _LOOKALIKES))


def substituted(text: str, table: Mapping[str, str]) -> str:
    """`text` with the characters of `table` replaced; what it puts in must not be among them.

    Twenty times as fast as `str.translate` on Vietnamese: few of the characters stand in a text, and the search for one is a memory scan.
    """
    for old, new in table.items():
        if old in text:
            text = text.replace(old, new)
    return text


def match_form(text: str) -> str:
    """`text` for matching: lower case, plain dashes, quotes and spaces, new tone placement; same length as `text`.

    >>> match_form("Uỷ ban –\\u00a0Hoà")
    'ủy ban - hòa'
    """
    plain = substituted(text, _SAME_LENGTH)
    lowered = plain.lower()
    if len(lowered) != len(text):  # a few foreign capitals grow when lowered: keep those as they are
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in plain)
    return _TONE.sub(lambda m: _TONE_PAIRS.get(m[0], m[0]), lowered)


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
