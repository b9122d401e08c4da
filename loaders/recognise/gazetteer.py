"""Names of the registry in running text: one Aho-Corasick automaton over the match form, so positions stay those of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from graph.model import Node
from graph.registry import Entry, is_cased, registry
from graph.text import match_form, squash
from loaders.recognise.spans import Mention

# 'Chính phủ số', 'Chính phủ điện tử' is a goal, not the Government; 'Phó Thủ tướng' is not the Prime Minister.
_NOT_AFTER = {
    "agency:chinh-phu": re.compile(r"\s+(?:số|điện tử|kiến tạo|thông minh|mở)\b"),
    "agency:quoc-hoi": re.compile(r"\s+(?:số|điện tử)\b"),
}
_NOT_BEFORE = re.compile(r"(?:\bphó(?: thủ tướng)?|cựu|nguyên)\s+$")
_PERIOD = re.compile(r"20\d\d\s*[-–]\s*20\d\d")  # written with and without spaces
_LONG_NAME = 8  # words
_NO_WORD = re.compile(r"[\w&]")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One entry that a written form can mean. `exact` is the spelling an abbreviation must have ('' where case does not matter),
    `since` the first day on which the form means it."""

    entry: Entry
    exact: str
    since: str


@cache
def _automaton() -> ahocorasick.Automaton:
    """Match form -> its length and the entries it can mean."""
    readings: dict[str, list[_Reading]] = {}
    for entry in registry().entries.values():
        for written in entry.surfaces if entry.node.type != "Document" else ():
            reading = _Reading(entry, written if is_cased(written) else "", entry.since.get(written, ""))
            readings.setdefault(match_form(written), []).append(reading)
    automaton = ahocorasick.Automaton()
    for form, meant in readings.items():
        automaton.add_word(form, (len(form), tuple(meant)))
    automaton.make_automaton()
    return automaton


def names(text: str, form: str, on: str) -> Iterator[Mention]:
    """Every place where a registry name stands as whole words; overlaps are left to the caller.

    `on` is the ISO date of the text ('' if unknown): a name that two bodies had one after the other means the one of that day.
    """
    for last, (length, meant) in _automaton().iter(form):
        start, end = last + 1 - length, last + 1
        if (start and _NO_WORD.match(form, start - 1)) or (end < len(form) and _NO_WORD.match(form, end)):
            continue
        possible = [r.entry for r in meant if (not on or r.since <= on) and (not r.exact or text[start:end] == r.exact)]
        if possible:
            node = _of_the_day(possible, on).node
            if _stands(text, form, start, end, node):
                written = squash(text[start:end])
                spaced = node.type == "Programme" and _PERIOD.search(written) is not None and written not in (node.name, *node.aliases)
                yield Mention(start, end, node.type, node.id, node.name, aliases=(written,) if spaced else ())


def _of_the_day(entries: list[Entry], on: str) -> Entry:
    return next((entry for entry in entries if on and entry.alive(on)), entries[0])


def _names_itself(written: str) -> bool:
    """'chương trình Chuyển đổi số quốc gia': a capital further on, or a name too long to be told by chance."""
    return not written.islower() or len(written.split()) >= _LONG_NAME


def _stands(text: str, form: str, start: int, end: int, node: Node) -> bool:
    """Whether the words are used as a name here: with a capital for bodies and programmes, and not as part of another notion."""
    if node.type == "Agency" and not text[start].isupper():
        return False
    if node.type == "Programme" and not (text[start].isupper() or _names_itself(text[start:end])):
        return False
    if node.type != "Agency":
        return True
    after = _NOT_AFTER.get(node.id)
    if after and after.match(form, end):
        return False
    return not _NOT_BEFORE.search(form, max(0, start - 20), start)
