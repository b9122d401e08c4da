"""A topic: words that a task, target or indicator must hold, compared without case, and without accents where it is written without.

An English topic is put into Vietnamese by the glossary, since the texts are Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, pairwise, product
from typing import TypeVar

from graph.model import Node
from graph.store import Store
from graph.text import keep, match_form
from queries.data import read
from queries.lexicon import is_vietnamese, lexicon, normal
from queries.lexicon.words import Phrase
from queries.plain import plain
from queries.searching import holding

_T = TypeVar("_T")
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDINGS = 12
_CLOSE = 0.75
"""What is kept fits at least this well beside the best that fits."""


@dataclass(frozen=True, slots=True)
class _Glossary:
    english: Mapping[Phrase, tuple[Phrase, ...]]
    weak: frozenset[Phrase]
    weak_folded: frozenset[Phrase]
    weak_english: frozenset[Phrase]
    dropped: frozenset[str]
    longest: int


@cache
def _glossary() -> _Glossary:
    raw = read("lexicon", "glossary.yaml")
    english = {normal(term): tuple(_words(text) for text in texts.split("|")) for term, texts in raw["english"].items()}
    weak_english = frozenset(normal(text) for text in raw["weak_english"].split(","))
    weak = frozenset(_words(text) for text in raw["weak"].split(","))
    folded = frozenset(tuple(map(plain, phrase)) for phrase in weak)
    return _Glossary(english, weak, folded, weak_english, frozenset(_words(raw["dropped"])), max(map(len, (*english, *weak_english))))


_folded = lru_cache(maxsize=65536)(plain)
"""One word without its accents; texts say the same words again and again."""


@lru_cache(maxsize=65536)
def _words(text: str) -> Phrase:
    """The words of a text as written, in lower case; variants of spelling are made one."""
    return tuple(word.replace("chíp", "chip").replace("tỉ", "tỷ") for word in _WORD.findall(match_form(keep(text))))


@dataclass(frozen=True, slots=True)
class _Wording:
    """One run of words; those in `needed` must be there, the others make the fit better."""

    words: Phrase
    needed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Topic:
    """What something is about: of each part one of its wordings."""

    text: str
    parts: tuple[tuple[_Wording, ...], ...]

    @classmethod
    def read(cls, text: str) -> Topic:
        """The topic that `text` names, in either language, with or without accents."""
        parts = [(_vietnamese(_expanded(text)),)] if is_vietnamese(text) else _english(normal(text))
        return cls(text, tuple(part for part in parts if part[0].words))

    def fit(self, text: str) -> float:
        """How well `text` holds the topic: 0 where a needed word is missing, 1 where all words stand together as in the topic."""
        written = _words(text)
        folded = tuple(map(_folded, written))
        have = frozenset(written) | frozenset(folded)
        pairs = frozenset(pairwise(written)) | frozenset(pairwise(folded))
        fits = [max(_fit(wording, have, pairs) for wording in part) for part in self.parts]
        return min(fits) and sum(fits) / len(fits) if fits else 0.0

    def best(self, items: Iterable[tuple[_T, str]]) -> list[_T]:
        """The items whose text fits, without those that fit much worse than the best."""
        fits = [(item, self.fit(text)) for item, text in items]
        top = max((fit for _, fit in fits), default=0.0)
        return [item for item, fit in fits if fit and fit >= _CLOSE * top]

    def search(self, store: Store, types: Sequence[str]) -> list[Node]:
        """The nodes of some types whose text fits best, by id."""
        found: dict[str, Node] = {}
        for wordings in islice(product(*self.parts), _MOST_WORDINGS):
            words = " ".join(word for wording in wordings for word in wording.words if word in wording.needed)
            found |= {node.id: node for node in holding(store, words, types)}
        return self.best((found[id_], _said(found[id_])) for id_ in sorted(found))


def is_weak(words: Phrase) -> bool:
    """Whether a phrase in normal form says only what is done or how it is counted, in either language."""
    known = _glossary()
    return words in known.weak_folded or words in known.weak_english


def translated(words: Phrase) -> list[Phrase]:
    """English words in Vietnamese, without accents, in each way the glossary knows; nothing where it lacks one of them."""
    known, place, parts = _glossary(), 0, list[tuple[Phrase, ...]]()
    while place < len(words):
        length = next((n for n in range(min(known.longest, len(words) - place), 0, -1) if words[place : place + n] in known.english), 0)
        if length:
            parts.append(known.english[words[place : place + length]])
        elif words[place] not in lexicon().connectors:
            return []
        place += length or 1
    choices = islice(product(*parts), _MOST_WORDINGS)
    return [tuple(plain(word) for wording in choice for word in wording) for choice in choices]


def _said(node: Node) -> str:
    values = (node.name, node.get("text"), node.get("output"), node.get("indicator"), *node.aliases)
    return " . ".join(str(value) for value in values if value)


def _fit(wording: _Wording, have: frozenset[str], pairs: frozenset[tuple[str, str]]) -> float:
    """0 where a needed word is missing or the needed words stand apart ('thời hạn chi tiết' is not about 'thời tiết')."""
    wanted = list(pairwise(wording.words))
    needed = [pair for pair in wanted if wording.needed >= set(pair)]
    if not all(word in have for word in wording.needed) or 2 * sum(pair in pairs for pair in needed) < len(needed):
        return 0.0
    return 0.5 + 0.5 * (sum(pair in pairs for pair in wanted) / len(wanted) if wanted else 1.0)


def _expanded(text: str) -> Phrase:
    """The words of a Vietnamese topic, abbreviations written out."""
    return tuple(part for word in _words(text) for part in lexicon().abbreviations.get(plain(word), (word,)))


def _vietnamese(words: Phrase) -> _Wording:
    """The wording of a Vietnamese topic; weak and dropped words are not needed, unless there are no others."""
    known, needed, place = _glossary(), set[str](), 0
    accented = any(plain(word) != word for word in words)
    weak = known.weak if accented else known.weak_folded
    fillers = {phrase[0] for phrase in lexicon().accented_fillers if len(phrase) == 1}
    dropped = known.dropped | fillers if accented else frozenset(map(plain, known.dropped)) - {"an", "the", "to"}
    while place < len(words):
        length = next((n for n in (3, 2, 1) if words[place : place + n] in weak), 0)
        if not length and words[place] not in dropped:
            needed.add(words[place])
        place += length or 1
    kept = tuple(word for word in words if word not in dropped)
    return _Wording(kept, frozenset(needed or kept))


def _english(words: Phrase) -> list[tuple[_Wording, ...]]:
    """The parts of an English topic, each with the Vietnamese wordings of one entry of the glossary."""
    known, parts, place = _glossary(), list[tuple[_Wording, ...]](), 0
    while place < len(words):
        for length in range(min(known.longest, len(words) - place), 0, -1):
            term = words[place : place + length]
            if term in known.english:
                parts.append(tuple(_Wording(wording, frozenset(wording)) for wording in known.english[term]))
                break
            if term in known.weak_english:
                break
        else:
            length = 1
            if words[place] not in known.dropped and (words[place],) not in lexicon().fillers:
                parts.append((_Wording((words[place],), frozenset({words[place]})),))
        place += length
    return parts
