"""Short names that a text defines for itself: '(sau đây gọi tắt là X)', '(PVN)'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.ids import named
from graph.text import fold, squash
from loaders.recognise.spans import Mention, Placed

if TYPE_CHECKING:
    from loaders.reading import Reading

_CALLED = re.compile(
    r"\s*[,(]?\s*\(?\s*(?:sau đây|dưới đây)?\s*(?:được\s+)?(?:gọi|"
    r"viết)\s+(?:tắt\s+)?(?:chung\s+)?là\s*:?\s*[“\"]?(?P<name>[^)”\"“;.]{2,60})[)”\"]?"
)
# '… tại địa chỉ … (sau đây gọi tắt là Hệ thống)': the name stands a few words before, and begins with its short form.
_CALLED_LATER = re.compile(
    r"\((?:sau đây|dưới đây)\s+(?:được\s+)?(?:gọi|viết)\s+(?:tắt\s+)?(?:chung\s+)?là:?\s*[“\"]?(?P<name>[^)”\"“;.]{2,60})[”\"]?\)"
)
# The words between a name and the bracket that gives its short form.
_TO_DEFINITION = re.compile(r"(?P<rest>\s+[^,;:.()\n“”]{2,70}?)\s*\((?:sau đây|dưới đây)\s+(?:gọi|viết)\s")
_NEAR = 160  # characters
_ABBREVIATED = re.compile(r"\s*\((?P<name>[A-ZĐ][A-Za-zĐ&/\-]{1,11}[A-ZĐ])\)")
_IN_WORD = re.compile(r"\w")


def called(reading: Reading, settled: list[Mention]) -> Iterator[Mention]:
    """'(sau đây gọi tắt là X)', '(PVN)': later X stands for what was named before it."""
    taken = Placed(settled)
    ordered = sorted(settled, key=lambda m: m.end)
    named_right_before: dict[int, Mention] = {}
    for mention in ordered:
        match = _definition(reading, mention)
        if match is not None and not mention.group:
            named_right_before[match.end()] = mention
            yield from _stands_for(reading, mention, match, taken)
    for match in _CALLED_LATER.finditer(reading.text):
        before = [m for m in ordered if match.start() - _NEAR <= m.end <= match.start() and "\n" not in reading.text[m.end : match.start()]]
        meant = [m for m in before if fold(m.name).startswith(f"{fold(match['name'])} ") and not m.group]
        if meant and match.end() not in named_right_before:
            yield from _stands_for(reading, meant[-1], match, taken)


def up_to_definition(reading: Reading, mention: Mention) -> Mention:
    """A name goes on to the bracket that gives its short form: 'Cơ sở dữ liệu … theo hợp đồng (sau đây gọi là Hệ thống …)'."""
    further = _TO_DEFINITION.match(reading.text, mention.end) if mention.type in ("Database", "Platform") else None
    if further is None:
        return mention
    name = f"{mention.name} {squash(further['rest'])}"
    return replace(mention, end=further.end("rest"), id=named(mention.type, name), name=name, aliases=(*mention.aliases, mention.name))


def _definition(reading: Reading, mention: Mention) -> re.Match[str] | None:
    """The definition of a short name right behind a mention."""
    match = _CALLED.match(reading.text, mention.end)
    if match is not None and ("sau đây" in match[0] or "tắt" in match[0]):
        return match
    return _ABBREVIATED.match(reading.text, mention.end) if mention.type in ("Agency", "Platform", "Database") else None


def _stands_for(reading: Reading, mention: Mention, match: re.Match[str], taken: Placed) -> Iterator[Mention]:
    short = match["name"].strip(" ,")
    for start in _words_at(reading.text, short, match.end()):
        end = start + len(short)
        if not taken.touches(start, end) and not reading.plain.startswith(" số", end):
            yield replace(mention, start=start, end=end, aliases=(short,) if len(short.split()) > 1 else ())


def _words_at(text: str, words: str, start: int) -> Iterator[int]:
    """Where `words` stand in a text from `start` on, as whole words."""
    at = text.find(words, start) if words else -1
    while at >= 0:
        whole = not _IN_WORD.match(text, at - 1) and not _IN_WORD.match(text, at + len(words))
        if whole:
            yield at
        at = text.find(words, at + (len(words) if whole else 1))
