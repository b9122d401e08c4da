"""Rules that begin with one of a few words: where those words stand is found for all rules in one pass over a text.

Most passages hold the head words of no rule, yet each was searched with each rule's pattern: a third of the time of an extraction.
One Aho-Corasick pass finds the head words of all rules; a pattern is then tried only where its own stand, and finds the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from heapq import merge

import ahocorasick

DIGIT = "\\d"
"""Stands among the head words of a rule that can begin with a number."""
_SHORT = 500  # characters; a pass over a shorter text costs more than the search of one rule
_DIGITS = re.compile(r"\d+")


class Headed:
    """A pattern whose every match begins with one of `heads`, written as in the text it searches; else it finds too little."""

    def __init__(self, pattern: str, heads: Iterable[str]) -> None:
        self.pattern = re.compile(pattern)
        words = {head for head in heads if head != DIGIT}
        self.numbers = DIGIT in heads
        # 'nền tảng số' begins wherever 'nền tảng' does: each place once
        self.words = tuple(sorted(w for w in words if not any(w != other and w.startswith(other) for other in words)))
        self.cased = any(word != word.lower() for word in words)
        rules = _RULES[self.cased]
        rules.append(self)
        self._index = rules.index(self)  # asked for afterwards: another thread may have added one in between

    def finditer(self, text: str, start: int, end: int) -> Iterable[re.Match[str]]:
        """The matches between two positions, as `re.Pattern.finditer` gives them.

        To be called with a whole text (or its whole match form), whose places are kept for the next rules and passages.
        """
        if len(text) < _SHORT:
            return self.pattern.finditer(text, start, end)
        places = _places(text, self.cased, len(_RULES[self.cased]))[self._index]
        first = bisect_left(places, start)
        if first == len(places) or places[first] >= end:
            return ()
        return self._matches(text, places, first, end)

    def _matches(self, text: str, places: Sequence[int], first: int, end: int) -> Iterator[re.Match[str]]:
        at = 0
        for index in range(first, bisect_left(places, end, first)):
            if places[index] >= at and (match := self.pattern.match(text, places[index], end)):
                yield match
                at = match.end()


# Rules on words with capitals search the text itself, the others its match form.
_RULES: dict[bool, list[Headed]] = {False: [], True: []}


@cache
def _automaton(cased: bool, rules: int) -> ahocorasick.Automaton:
    """Head word -> its length and the rules that it heads. `rules` is how many there are: some are made at first use."""
    heads: dict[str, list[int]] = {}
    for index, rule in enumerate(_RULES[cased][:rules]):
        for word in rule.words:
            heads.setdefault(word, []).append(index)
    automaton = ahocorasick.Automaton()
    for word, headed in heads.items():
        automaton.add_word(word, (len(word), tuple(headed)))
    automaton.make_automaton()
    return automaton


@lru_cache(maxsize=2)  # the text being read and its match form
def _places(text: str, cased: bool, rules: int) -> list[list[int]]:
    """Where each rule can begin in a text, in order."""
    places: list[list[int]] = [[] for _ in range(rules)]
    for last, (length, headed) in _automaton(cased, rules).iter(text):
        for index in headed:
            places[index].append(last + 1 - length)
    numbers = [match.start() for match in _DIGITS.finditer(text)] if any(rule.numbers for rule in _RULES[cased]) else []
    for index, rule in enumerate(_RULES[cased][:rules]):
        places[index].sort()  # they come in the order of their ends
        if rule.numbers:
            places[index] = list(merge(places[index], numbers))
    return places
