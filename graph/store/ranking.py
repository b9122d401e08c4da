"""In which order search gives what it finds: the same in every store, whatever its engine makes of relevance.

Nodes called exactly so come first, then those with all words of the text, then those with words that begin like its words; within
each of the two those that have them all in their names before the others, the shorter name first. Where there is none of these, those
with any of the words, the rare words counting more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Protocol

from graph.text import fold

_EXACT, _WHOLE, _PREFIX = 3.0, 2.0, 1.0
_NAMED = 0.5
_LOOKED_AT = 20_000
"""Matches of single words that are weighed against each other, at most; words of which there are more do not tell things apart."""


class Finder(Protocol):
    """What an engine finds among the nodes of the wanted types."""

    def called(self, name: str, limit: int) -> list[str]:
        """Nodes called just so, by id."""
        ...

    def having(self, words: Sequence[str], prefix: bool, in_names: bool, limit: int) -> list[tuple[str, int]]:
        """Nodes that have all words, or words that begin so, in their names or anywhere, with how long their name is; by that and id."""
        ...

    def spread(self, words: Sequence[str]) -> tuple[int, dict[str, int]]:
        """How many nodes there are, of whatever type, and how many have each of these words; words of none may be left out."""
        ...

    def any_of(self, weights: Mapping[str, int], limit: int) -> list[tuple[str, int]]:
        """Nodes that have one of the words, with the weight of those they have; by that, how long their name is, and id."""
        ...


def ranked(finder: Finder, text: str, limit: int) -> list[tuple[str, float]]:
    """Ids and scores of the nodes that match `text`, best first."""
    folded = fold(text)
    if not folded or limit <= 0:
        return []
    words = list(dict.fromkeys(folded.split()))
    found = dict.fromkeys(finder.called(folded, limit), _EXACT)
    for base, prefix in ((_WHOLE, False), (_PREFIX, True)):
        for named in (True, False):
            if len(found) < limit:
                for id_, length in finder.having(words, prefix, named, limit + len(found)):
                    found.setdefault(id_, round(base + _NAMED * named + _NAMED / (2 + length), 9))
    if not found and len(words) > 1:
        weights = _weights(*finder.spread(words))
        total = sum(weights.values())
        found = {id_: round(weight / (total + 1), 9) for id_, weight in (finder.any_of(weights, limit) if weights else [])}
    return list(found.items())[:limit]


def _weights(nodes: int, spread: Mapping[str, int]) -> dict[str, int]:
    """How much each word counts: whole numbers, so that sums are the same in any order; the commonest words are left out."""
    weights: dict[str, int] = {}
    looked_at = 0
    for number, word in sorted((number, word) for word, number in spread.items() if number):
        looked_at += number
        if weights and looked_at > _LOOKED_AT:
            break
        weights[word] = round(1000 * math.log(1 + nodes / number))
    return weights
