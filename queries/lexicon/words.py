"""The lexicon read from words.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.text import match_form
from queries.data import read
from queries.plain import plain

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by what they do in a question; phrases are tuples of normal words.

    `nouns` maps a phrase to (noun, document kind or ''), `accented_nouns` to how it is written. `fillers` are phrases that carry no
    meaning of their own, without and with accents; `hard` ones are never part of a topic. `light` phrases may be left unread.
    `heads` stand for a kind of agency beside 'nào' or 'các'. `beyond` phrases ask for what no graph answers. A name does not end
    inside one of the `compounds`.
    """

    abbreviations: Mapping[str, Phrase]
    spellings: Mapping[str, str]
    connectors: frozenset[str]
    generic: Mapping[str, frozenset[str]]
    nouns: Mapping[Phrase, tuple[str, str]]
    accented_nouns: Mapping[Phrase, Phrase]
    number_kinds: Mapping[Phrase, str]
    fillers: frozenset[Phrase]
    accented_fillers: frozenset[Phrase]
    hard: frozenset[str]
    hard_english: frozenset[str]
    light: frozenset[Phrase]
    heads: frozenset[str]
    beyond: frozenset[Phrase]
    compounds: frozenset[Phrase]
    longest: int


@cache
def lexicon() -> Lexicon:
    """The lexicon of the project, read once."""
    raw: Mapping[str, Any] = read("lexicon", "words.yaml")
    listed = [(text, noun, "") for noun, texts in raw["nouns"].items() for text in _listed(texts)]
    listed += [(text, "document", kind) for kind, texts in raw["kinds"].items() for text in _listed(texts)]
    nouns = {_phrase(plain(text)): (noun, kind) for text, noun, kind in listed}
    accented = frozenset(_phrase(match_form(text)) for texts in raw["fillers"].values() for text in _listed(texts))
    fillers = frozenset(tuple(map(plain, phrase)) for phrase in accented)
    return Lexicon(
        {short: _phrase(full) for short, full in raw["abbreviations"].items()},
        raw["spellings"],
        _words(raw["connectors"]),
        {group: _words(texts) for group, texts in raw["generic"].items()},
        nouns,
        {_phrase(plain(text)): _phrase(match_form(text)) for text, _, _ in listed},
        {_phrase(text): kind for text, kind in (raw["number_kinds"] | raw["kind_codes"]).items()},
        fillers,
        accented,
        _words(raw["hard"]["vi"]),
        _words(raw["hard"]["en"]),
        frozenset(map(_phrase, _listed(raw["light"]))),
        _words(raw["heads"]),
        frozenset(map(_phrase, _listed(raw["beyond"]))),
        frozenset(map(_phrase, _listed(raw["compounds"]))),
        max(map(len, (*nouns, *fillers))),
    )


def _phrase(text: str) -> Phrase:
    return tuple(text.split())


def _listed(texts: str) -> list[str]:
    return [text.strip() for text in texts.split(",")]


def _words(texts: str) -> frozenset[str]:
    return frozenset(_listed(texts))
