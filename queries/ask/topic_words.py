"""Which of the words that a reading leaves are fillers, and which make a topic."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from graph.text import match_form
from queries.ask.units import Question, Unit
from queries.lexicon import lexicon
from queries.topics import is_weak


def is_filler(question: Question, place: int) -> bool:
    """Whether a word carries no meaning of its own; in a question with accents they are looked at."""
    return place in _fillers(question)


@lru_cache(maxsize=64)
def _fillers(question: Question) -> frozenset[int]:
    known, units = lexicon(), question.units
    phrases = known.accented_fillers if question.vietnamese and question.accented else known.fillers
    found: set[int] = set()
    for start in range(len(units)):
        for length in range(4, 0, -1):
            run = units[start : start + length]
            if len(run) == length and all(unit.kind == "word" for unit in run) and tuple(_form(question, unit) for unit in run) in phrases:
                found |= set(range(start, start + length))
                break
    return frozenset(found)


def _form(question: Question, unit: Unit) -> str:
    """A word as fillers are compared: with accents where the question has them."""
    return match_form(question.text[unit.start : unit.end]) if question.vietnamese and question.accented else unit.text


def is_light(units: Sequence[Unit], place: int) -> bool:
    """Whether a word, alone or with its neighbours, says so little that it may be left unread."""
    if units[place].kind != "word":
        return False
    for length in (1, 2, 3):
        for start in range(max(place - length + 1, 0), place + 1):
            run = units[start : start + length]
            words = tuple(unit.text for unit in run)
            if all(unit.kind == "word" for unit in run) and (words in lexicon().light or is_weak(words)):
                return True
    return False


def remaining_topic(
    question: Question, nouns: Collection[str], left: Sequence[int], openers: Collection[str], *, weak: bool
) -> tuple[str, set[int], bool]:
    """The words of `left` that make a topic, as asked; which units they are; and whether one of the `openers` ('về') opens it.

    A topic is a run of units with at least one word of meaning (a weak one only where `weak`), without the fillers at its ends;
    in a question without accents, where a filler may be a word of the topic ('can' of 'căn cước'), only those that never are.
    """
    taken: set[int] = set()
    stretches: list[str] = []
    told = False
    for run in _runs(left):
        run = _trimmed(question, nouns, run)
        if any(_means(question, nouns, place, weak=weak) for place in run):
            taken |= set(run)
            stretches.append(question.words_of([question.units[place] for place in run]))
            before = " ".join(["", *(unit.text for unit in question.units[max(run[0] - 3, 0) : run[0] + 1]), ""])
            told = told or any(f" {opener} " in before for opener in openers)
    if len(stretches) > 1 and not told:
        return "", set(), False
    return " ".join(stretches), taken, told


def _means(question: Question, nouns: Collection[str], place: int, *, weak: bool) -> bool:
    unit = question.units[place]
    if unit.kind == "noun":
        return unit.text not in nouns
    return (
        unit.kind == "word" and not unit.text.isdigit() and not is_filler(question, place) and (weak or not is_light(question.units, place))
    )


def _runs(places: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _trimmed(question: Question, nouns: Collection[str], run: list[int]) -> list[int]:
    while run and _drops(question, nouns, run[0]):
        run = run[1:]
    while run and _drops(question, nouns, run[-1]):
        run = run[:-1]
    return run


def _drops(question: Question, nouns: Collection[str], place: int) -> bool:
    unit = question.units[place]
    if unit.kind != "word":
        return unit.kind in {"time", "number"} or unit.text in nouns
    return is_filler(question, place) if question.accented else unit.text in lexicon().hard
