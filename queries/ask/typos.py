"""Repairing a slip of the pen: a word that nobody knows, one letter from one that is known; a name with one such word; raw Telex."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from queries.ask.grammar import vocabulary
from queries.ask.units import Question
from queries.lexicon import is_vietnamese, lexicon, split_words
from queries.lexicon.normal import Word, is_syllable
from queries.lexicon.words import Phrase
from queries.naming.index import NameIndex
from queries.plain import plain

_SHORTEST, _LONGEST = 4, 24  # letters; the words one letter off a long one grow with the square of its length
_SHORTEST_IN_NAME = 3
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TELEX = re.compile(r"([b-df-hj-np-tv-xz]*)([aeiouy][a-z]*)")


def corrected(index: NameIndex, question: Question) -> Iterator[str]:
    """The question with its slips repaired, in each way that changes something: typed out of Telex, names, single words."""
    text = question.text
    for repair in (_out_of_telex, _with_names, _with_words):
        repaired = repair(index, text)
        if repaired != text:
            text = repaired
            yield text


def _with_words(index: NameIndex, text: str) -> str:
    """The text with each unknown word replaced by the only known word one letter away."""
    for word in reversed(split_words(text)):
        if _SHORTEST <= len(word.text) <= _LONGEST and _is_unknown(index, word.text):
            near = sorted(other for other in _one_off(word.text) if not _is_unknown(index, other))
            if len(near) == 1:
                text = text[: word.start] + near[0] + text[word.end :]
    return text


def _with_names(index: NameIndex, text: str) -> str:
    """The text with each name that has one word one letter off written as the only name it can be."""
    words, place = split_words(text), 0
    slips: list[tuple[Word, str]] = []
    while place < len(words):
        found = {slip for name in index.beginning((words[place].text,)) if (slip := _slip(words, place, name))}
        if len(found) == 1 and index.at(words, place, text)[0] == place:
            slips += found
        place += 1
    for word, meant in reversed(slips):
        text = text[: word.start] + meant + text[word.end :]
    return text


def _slip(words: list[Word], start: int, name: Phrase) -> tuple[Word, str] | None:
    """The one word that is not as in `name`, with the word meant, where the words from `start` are that name but for one letter."""
    telling = [word for word in words[start:] if word.text not in lexicon().connectors][: len(name)]
    unlike = [(word, meant) for word, meant in zip(telling, name, strict=False) if word.text != meant]
    if len(name) < 2 or len(telling) < len(name) or len(unlike) != 1 or unlike[0][0].text.isdigit():
        return None
    word, meant = unlike[0]
    near = min(len(word.text), len(meant)) >= _SHORTEST_IN_NAME and len(word.text) <= _LONGEST and meant in _one_off(word.text)
    return (word, meant) if near else None


def _out_of_telex(index: NameIndex, text: str) -> str:
    """The text with words typed for an input method that was off ('nhieemj vuj') as the method would have made them, unaccented."""
    made = text
    for word in reversed(split_words(text)):
        typed = plain(text[word.start : word.end])
        match = _TELEX.fullmatch(typed) if _is_unknown(index, word.text) else None
        if match:
            tail = re.sub(r"aa|ee|oo", lambda double: double[0][0], re.sub("[sfrxjw]", "", match[2]))
            meant = match[1].replace("dd", "d") + tail
            if meant != typed and is_syllable(meant) and not _is_unknown(index, meant):
                made = made[: word.start] + meant + made[word.end :]
    return made if is_vietnamese(made) else text


def _is_unknown(index: NameIndex, word: str) -> bool:
    return word.isalpha() and word not in vocabulary() and word not in index.words


@lru_cache(maxsize=256)
def _one_off(word: str) -> frozenset[str]:
    """All strings one insertion, deletion, replacement or swap of neighbours away."""
    halves = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    found = {left + right[1:] for left, right in halves if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1}
    found |= {left + letter + right[1:] for left, right in halves if right for letter in _LETTERS}
    found |= {left + letter + right for left, right in halves for letter in _LETTERS}
    return frozenset(found - {word})
