"""Names of the registry in running text: one Aho-Corasick automaton over the match form, so positions stay those of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from graph.registry import Entry, is_cased, registry
from graph.text import match_form
from loaders.recognise.spans import Mention

# 'Chính phủ số', 'Chính phủ điện tử' is a goal, not the Government; 'Phó Thủ tướng' is not the Prime Minister.
_NOT_AFTER = {
    "agency:chinh-phu": re.compile(r"\s+(?:số|điện tử|kiến tạo|thông minh|mở)\b"),
    "agency:quoc-hoi": re.compile(r"\s+(?:số|điện tử)\b"),
}
_NOT_BEFORE = re.compile(r"(?:\bphó|cựu|nguyên)\s+$")
_NO_WORD = re.compile(r"[\w&]")


@dataclass(frozen=True, slots=True)
class _Surface:
    """One way registry entries are written. `exact` is the spelling an abbreviation must have; '' where case does not matter.
    `since` is the first day on which it means them."""

    entries: tuple[Entry, ...]
    length: int
    exact: str
    since: str


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for entry in registry().entries.values():
        for written in entry.surfaces if entry.node.type != "Document" else ():
            form = match_form(written)
            shared = automaton.get(form).entries if form in automaton else ()
            exact = written if is_cased(written) and not shared else ""
            automaton.add_word(form, _Surface((*shared, entry), len(form), exact, entry.since.get(written, "")))
    automaton.make_automaton()
    return automaton


def names(text: str, form: str, on: str) -> Iterator[Mention]:
    """Every place where a registry name stands as whole words; overlaps are left to the caller.

    `on` is the ISO date of the text ('' if unknown): a name that two bodies had one after the other means the one of that day.
    """
    for last, surface in _automaton().iter(form):
        end = last + 1
        start = end - surface.length
        if (not on or surface.since <= on) and _stands(text, form, start, end, surface):
            node = _of_the_day(surface.entries, on).node
            yield Mention(start, end, node.type, node.id, node.name)


def _of_the_day(entries: tuple[Entry, ...], on: str) -> Entry:
    return next((entry for entry in entries if on and entry.alive(on)), entries[0])


def _stands(text: str, form: str, start: int, end: int, surface: _Surface) -> bool:
    if (start and _NO_WORD.match(form, start - 1)) or (end < len(form) and _NO_WORD.match(form, end)):
        return False
    if surface.exact and text[start:end] != surface.exact:
        return False
    node = surface.entries[0].node
    if node.type in ("Agency", "Programme") and not surface.exact and not text[start].isupper():
        return False
    if node.type != "Agency":
        return True
    after = _NOT_AFTER.get(node.id)
    if after and after.match(form, end):
        return False
    return not _NOT_BEFORE.search(form, max(0, start - 7), start)
