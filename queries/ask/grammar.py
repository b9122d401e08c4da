"""How questions for each query are worded, read from the YAML files of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from queries.ask.patterns import Cue, read_cues
from queries.lexicon import lexicon
from queries.model import Parameter, Query
from queries.running import catalogue
from queries.written import written


@dataclass(frozen=True, slots=True)
class Grammar:
    """The wordings of one query.

    `nouns` may stand in a question unread; `asks` is the parameter that the thing asked for fills, `asks_kind` the one its kind
    of document fills; `times` maps how a time is bounded to a parameter; `slots` tells in order which parameters take names that no
    cue bound; `text` takes the words that remain.
    """

    query: Query
    cues: tuple[Cue, ...]
    nouns: frozenset[str]
    asks: str
    asks_kind: str
    times: Mapping[str, str]
    slots: Mapping[str, str]
    text: str

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name."""
        return next(parameter for parameter in self.query.parameters if parameter.name == name)

    @property
    def required(self) -> frozenset[str]:
        """The parameters that the query cannot do without."""
        return frozenset(parameter.name for parameter in self.query.parameters if parameter.required)


@cache
def grammars() -> tuple[Grammar, ...]:
    """The grammar of every query, by name."""
    return tuple(_read(query, written(name)["reading"]) for name, query in catalogue().items())


@cache
def vocabulary() -> frozenset[str]:
    """Every word that the grammar and the lexicon know."""
    known = lexicon()
    cues = (cue for grammar in grammars() for cue in grammar.cues)
    words = {word for cue in cues for word in re.findall(r"[a-z]{2,}", cue.written)}
    phrases = (*known.nouns, *known.fillers, *known.light, *known.abbreviations.values())
    return frozenset(words | {word for phrase in phrases for word in phrase} | known.connectors)


def _read(query: Query, data: Mapping[str, Any]) -> Grammar:
    cues = [cue for weight, lines in data["cues"].items() for cue in read_cues(weight, lines)]
    times = {bound: name for name, bounds in data.get("times", {}).items() for bound in bounds.split()}
    nouns = frozenset(noun.strip() for noun in data["nouns"].split(","))
    ordered = tuple(sorted(cues, key=lambda cue: -cue.weight))
    return Grammar(
        query, ordered, nouns, data.get("asks", ""), data.get("asks_kind", ""), times, data.get("slots", {}), data.get("text", "")
    )
