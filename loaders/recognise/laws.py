"""Laws and codes cited by name: with their number beside it, by the date of passing, or by the one in force at the time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.ids import named
from graph.registry import registry
from graph.text import fold, squash
from loaders.recognise import dates
from loaders.recognise.assets import law_names
from loaders.recognise.spans import Mention

if TYPE_CHECKING:
    from loaders.reading import Reading

_NUMBER_FOLLOWS = re.compile(r"\s*,?\s*(?:\(?(?:luật\s+)?số:?\s*)")
_DATE_FOLLOWS = re.compile(r"\s*,?\s*(?:được quốc hội thông qua\s+)?(?=ngày\s)")


def laws(reading: Reading, cited: list[Mention], spans: list[tuple[int, int]]) -> list[Mention]:
    """The laws named in `spans`. Where the number stands right after the name, the cited number gets the name."""
    by_start = {m.start: m for m in cited}
    found = []
    for start, end in spans:
        for first, last, shown in law_names(reading.text, reading.form, start, end):
            found.append(_law(reading, by_start, first, last, shown, end))
    return found


def _law(reading: Reading, cited: dict[int, Mention], start: int, end: int, shown: int, limit: int) -> Mention:
    known_name, end = _known_prefix(reading.text, start, end)
    shown = max(shown, end)
    name = known_name or squash(reading.text[start:end])
    follows = _NUMBER_FOLLOWS.match(reading.form, end, limit)
    number = next((cited[p] for p in ((follows.end(), follows.start()) if follows else ()) if p in cited), None)
    if number is None and follows:
        number = next((m for m in cited.values() if follows.start() <= m.start <= follows.end()), None)
    if number is not None:
        properties = {**number.properties, "kind": "law", "title": name}
        return Mention(start, number.end, "Document", number.id, name, properties)
    meant = _meant(reading, name, end, limit)
    if meant:
        return Mention(start, shown, "Document", meant, name, {"kind": "law", "title": name})
    return Mention(
        start,
        shown,
        "Document",
        named("Document", name),
        name,
        {"kind": "law", "title": name},
        aliases=(squash(reading.text[start:shown]),),
    )


def _known_prefix(text: str, start: int, end: int) -> tuple[str, int]:
    """The longest beginning of the name that the registry knows, and where it ends."""
    words = list(re.finditer(r"\S+", text[start:end]))
    for count in range(len(words), 1, -1):
        until = start + words[count - 1].end()
        known = registry().laws.get(fold(text[start:until]))
        if known:
            return known[0].node.name, until
    return "", end


def _meant(reading: Reading, name: str, end: int, limit: int) -> str:
    """The id of the law meant: the one passed on the date said, or the only one in force on the text's day; '' if unsure."""
    known = registry().laws.get(fold(name), ())
    lead = _DATE_FOLLOWS.match(reading.form, end, limit)
    said = next(dates.whens(reading.form, lead.end(), min(limit, lead.end() + 40), None), None) if lead else None
    if said and said.kind == "day":
        return next((law.id for law in known if law.issued_on == said.first.isoformat()), "")
    day = reading.head.dated
    possible = known if day is None else [law for law in known if law.in_force(day.isoformat())]
    return possible[0].id if len(possible) == 1 else ""
