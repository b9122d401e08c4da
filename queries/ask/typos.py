"""Repairing a slip of the pen: a word that nobody knows, one letter from one that is known."""

from __future__ import annotations

from functools import lru_cache

from queries.ask.grammar import vocabulary
from queries.ask.units import Question
from queries.naming.index import NameIndex

_SHORTEST, _LONGEST = 4, 24  # letters; the words one letter off a long one grow with the square of its length
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def corrected(index: NameIndex, question: Question) -> str:
    """The question with unknown words replaced by the only known word one letter away; empty where there is nothing to replace."""
    known = vocabulary() | index.words
    text, changed = question.text, False
    for unit in reversed(question.units):
        if unit.kind == "word" and unit.text.isalpha() and _SHORTEST <= len(unit.text) <= _LONGEST and unit.text not in known:
            near = sorted(word for word in _one_off(unit.text) if word in known)
            if len(near) == 1:
                text, changed = text[: unit.start] + near[0] + text[unit.end :], True
    return text if changed else ""


@lru_cache(maxsize=256)
def _one_off(word: str) -> frozenset[str]:
    """All strings one insertion, deletion, replacement or swap of neighbours away."""
    halves = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    found = {left + right[1:] for left, right in halves if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1}
    found |= {left + letter + right[1:] for left, right in halves if right for letter in _LETTERS}
    found |= {left + letter + right for left, right in halves for letter in _LETTERS}
    return frozenset(found - {word})
