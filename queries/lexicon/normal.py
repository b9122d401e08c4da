"""The normal form of words, in which questions, names and the grammar meet.

A word is folded, an abbreviation is written out, an English word is put in the singular and in one spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from graph.text import keep, match_form
from queries.lexicon.words import Phrase, lexicon
from queries.plain import plain

_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"([a-z]+)(\d+)")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?"
    r"(?:uye|uoi|uou|ieu|yeu|oai|oay|uay|oeo|uya|uy|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|ye|a|e|i|o|u|y)"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_KEEP_S = frozenset(["does", "goes", "this", "always", "perhaps", "lgsp"])
"""Words on -s that are no plural; -ss, -us and -is never are."""


@dataclass(frozen=True, slots=True)
class Word:
    """One normal word and where it stands in the text; words of one abbreviation share their place."""

    text: str
    start: int
    end: int


def split_words(text: str) -> list[Word]:
    """The normal words of `text`, which must be in the form of `graph.text.keep`.

    >>> [w.text for w in split_words("CSDL đất đai, databases")]
    ['co', 'so', 'du', 'lieu', 'dat', 'dai', 'database']
    """
    return [Word(word, *match.span()) for match in _WORD.finditer(plain(text)) for word in _normal_token(match[0])]


@lru_cache(maxsize=65536)
def normal(text: str) -> Phrase:
    """The normal words of `text`."""
    return tuple(word for match in _WORD.finditer(plain(keep(text))) for word in _normal_token(match[0]))


@lru_cache(maxsize=65536)
def key(text: str) -> Phrase:
    """What a name is looked up by: its normal words without those that names are told apart without.

    >>> key("Bộ Thông tin và Truyền thông") == key("Bộ Thông tin Truyền thông")
    True
    """
    connectors = lexicon().connectors
    words = normal(text)
    return tuple(word for word in words if word not in connectors) or words


@lru_cache(maxsize=65536)
def spelling(text: str) -> Phrase:
    """The words of a text in lower case with their accents, without those that names are told apart without."""
    return tuple(word for word in _WORD.findall(match_form(keep(text))) if plain(word) not in lexicon().connectors)


def is_spelled(written: Phrase, accented: Phrase) -> bool:
    """Whether words are those of a spelling, each with its accents or with none; of another number they are not compared.

    >>> is_spelled(("có", "quan"), ("cơ", "quan")), is_spelled(("co", "quan"), ("cơ", "quan"))
    (False, True)
    """
    return len(written) != len(accented) or all(word in {other, plain(other)} for word, other in zip(written, accented, strict=True))


def is_vietnamese(text: str) -> bool:
    """Whether a text is Vietnamese: it has its letters, or most of its words are possible Vietnamese syllables.

    >>> is_vietnamese("nhiem vu nao qua han"), is_vietnamese("which tasks are overdue")
    (True, False)
    """
    if re.search("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", keep(text).lower()):
        return True
    words = [word for word in _WORD.findall(plain(text)) if word.isalpha()]
    possible = sum(is_syllable(word) or word in lexicon().abbreviations for word in words)
    return 2 * possible > len(words)


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a folded word could be a Vietnamese syllable."""
    return bool(_SYLLABLE.fullmatch(word))


@lru_cache(maxsize=65536)
def _normal_token(token: str) -> Phrase:
    known = lexicon()
    if token in known.abbreviations:
        return known.abbreviations[token]
    digits = _DIGITS.fullmatch(token)
    if digits and f"{digits[1]}#" in known.abbreviations:
        return tuple(digits[2] if word == "#" else word for word in known.abbreviations[f"{digits[1]}#"])
    word = _singular(token)
    return (known.spellings.get(word, word),)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word in _KEEP_S or not word.isalpha():
        return word
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]
