"""The little language in which the wordings of questions are written, and its translation to regular expressions.

A question is a line of tokens, each followed by a space: words in normal form, `<noun>`, `@af0` for the first thing named (with a
letter for each type it may be) and `#w0` for the first time said. In a pattern

- a word stands for itself; one with accents ('nới') also for itself without any, not for words of other accents (give them in all its
  places in a line); `(a|b c)` for either, `[a|b]` for either or nothing, `<task>` for that noun;
- `~` passes over up to four words, which remain unread;
- `{entity:thing}` is a name of the class `thing` and gives the parameter `entity`, `{_:agency}` one that gives none; `{time}` is a
  time; `{WHO}` is a macro;
- `^` and `$` are the ends of the question; `=> role=lead` at the end of a line gives a parameter outright.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from graph.text import match_form
from queries.data import read
from queries.lexicon import lexicon
from queries.plain import plain

LETTERS = {"Agency": "a", "Database": "b", "Platform": "f", "Programme": "p", "Document": "d"}
"""The letter of each type in the token of a thing that is named."""

CLASSES = {
    "any": "abfpd",
    "agency": "a",
    "asset": "bf",
    "thing": "bfpd",
    "nonagency": "bfpd",
    "managed": "bfp",
    "writing": "dp",
    "document": "d",
    "programme": "p",
}
"""The classes of names that patterns and slots speak of, as letters of types."""

ANYBODY = "_"
"""Stands in a pattern for a parameter that a name there does not give."""

_TOKEN = re.compile(r"[()\[\]|~^$]|\{[^}]+\}|<[^>]+>|[^\s()\[\]|~^$<>{}]+")
_SIMPLE = {"(": "(?:", ")": ")", "[": "(?:", "]": ")?", "|": "|", "^": "^", "$": "$"}


@dataclass(frozen=True, slots=True)
class Cue:
    """One wording: `binds` maps groups of the expression to parameters, `sets` gives parameters outright.

    `needs` holds sets of tokens, of each of which the question must have one for the expression to be worth trying; `spelled`
    tells how words must be written that are given with their accents.
    """

    weight: int
    written: str
    binds: Mapping[str, str]
    sets: Mapping[str, str]
    needs: tuple[frozenset[str], ...]
    spelled: Mapping[str, frozenset[str]]

    @property
    def expression(self) -> re.Pattern[str]:
        """The regular expression, compiled when it is first tried."""
        return _compiled(self.written)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def read_cues(weight: int, lines: str) -> Iterator[Cue]:
    """The cues written one a line."""
    for line in filter(None, map(str.strip, lines.splitlines())):
        pattern, _, settings = line.partition("=>")
        pairs = (setting.strip().split("=", 1) for setting in settings.split(";") if setting.strip())
        folded = re.sub(r"\w+", lambda word: word[0] if word[0].isascii() else plain(word[0]), pattern)
        expression, binds = _expression(folded)
        yield Cue(weight, rf"(?:^|(?<= )){expression}", binds, dict(pairs), tuple(_needs(folded)), _spelled(pattern))


def _spelled(pattern: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word in re.findall(r"\w+", match_form(pattern)):
        if not word.isascii():
            found.setdefault(plain(word), set()).add(word)
    return {folded: frozenset(written) for folded, written in found.items()}


def _expression(pattern: str) -> tuple[str, dict[str, str]]:
    out: list[str] = []
    binds: dict[str, str] = {}
    for number, piece in enumerate(_TOKEN.findall(_with_macros(pattern))):
        if piece in _SIMPLE:
            out.append(_SIMPLE[piece])
        elif piece == "~":
            out.append(rf"(?P<gap{number}>(?:[^@# ]\S* ){{0,4}}?)")
        elif piece == "{time}":
            out.append(r"#[a-z]\d+ ")
        elif piece[0] == "{":
            name, _, kind = piece[1:-1].partition(":")
            binds[f"p{number}"] = name
            out.append(rf"(?P<p{number}>@[a-z]*[{CLASSES[kind]}][a-z]*\d+ )")
        elif piece[0] == "<":
            out.append("(?:" + "|".join(f"<{noun}> " for noun in piece[1:-1].split("|")) + ")")
        else:
            out.append(re.escape(piece) + " ")
    return "".join(out), binds


@cache
def _macros() -> Mapping[str, str]:
    macros: Mapping[str, str] = read("ask", "macros.yaml")
    return macros


def _with_macros(pattern: str) -> str:
    """The pattern with its macros written out and in each group the longer wordings first, so that none hides a longer one."""
    written = _with_nouns(re.sub(r"\{([A-Z]+)\}", lambda match: _macros()[match[1]], pattern))
    return re.sub(r"([(\[])([^()\[\]]+)([)\]])", lambda match: match[1] + _longest_first(match[2]) + match[3], written)


def _with_nouns(pattern: str) -> str:
    """The pattern with every noun of the ontology as the line of tokens has it."""
    return _nouns().sub(lambda match: f"<{lexicon().nouns[tuple(match[0].split())][0]}>", pattern)


@cache
def _nouns() -> re.Pattern[str]:
    phrases = sorted((" ".join(phrase) for phrase in lexicon().nouns), key=len, reverse=True)
    return re.compile(rf"(?<![\w<{{:_])(?:{'|'.join(phrases)})(?![\w>}}:])")


def _longest_first(alternatives: str) -> str:
    outside_nouns = re.split(r"\|(?![^<]*>)", alternatives)
    return "|".join(sorted(outside_nouns, key=lambda wording: -len(wording.split())))


def _needs(pattern: str) -> Iterator[frozenset[str]]:
    """For each element that must be there, the tokens with which it can begin; elements that may begin otherwise are passed over."""
    depth, begins, firsts = 0, True, set[str]()
    group_optional = group_open = False
    for piece in _TOKEN.findall(_with_macros(pattern)):
        if piece in {"(", "["}:
            if depth == 0:
                firsts, group_open, group_optional, begins = set(), False, piece == "[", True
            elif begins:
                group_open = True
            depth += 1
        elif piece in {")", "]"}:
            depth -= 1
            if depth == 0 and not group_optional and not group_open:
                yield frozenset(firsts)
        elif piece == "|":
            begins = begins if depth != 1 else True
        elif piece in {"~", "^", "$"} or piece[0] == "{":
            group_open = group_open or (depth > 0 and begins)
        elif depth == 0:
            yield frozenset([piece])
        elif depth == 1 and begins:
            firsts.add(piece)
            begins = False
