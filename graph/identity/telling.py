"""What one document tells of one task: all that is needed to judge whether another document tells the same."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, fields
from functools import cache
from heapq import nsmallest
from typing import Any

from graph.identity.content import Content, content, is_common
from graph.model import Bundle
from graph.registry import registry

_ROLES = ("LED_BY", "PRODUCES", "DEPENDS_ON")
_ORDINAL = re.compile(r"(?:^|[\n|“\"])\s*\|?\s*(\d{1,3})\s*[.)|]?\s*\|?\s*$")
_STEM = re.compile(r"-(?:\d{4}|undated)(?=-[\d_]+$)")
_SKETCH = 6
"""So many of a task's content pairs, those of the smallest digest, stand for all of them where candidates are sought."""
SHARED = 3
"""So many keys two tellings must share to be looked at; what one order says counts twice, what one product says three times."""
FEWEST = 4
"""With fewer pairs of content words two orders are never taken to speak of one task."""


@dataclass(frozen=True, slots=True, order=True)
class Telling:
    """A task as one document tells it. `day` is the date of the document ('' if unknown), `orders` the documents that lay the task
    down, `amends` those that the telling document amends, `since` the day from which it does; `number` is the item's in its list."""

    document: str
    task: str
    text: str
    day: str = ""
    due_on: str = ""
    due_text: str = ""
    recurring: str = ""
    number: str = ""
    official: bool = False
    orders: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    since: str = ""

    @property
    def content(self) -> Content:
        """What the words are about."""
        return content(self.text, self.due_text)

    @property
    def own(self) -> bool:
        """Whether the document that tells the task is the one that lays it down."""
        return self.document in self.orders

    def as_dict(self) -> dict[str, Any]:
        """The filled fields, for keeping."""
        return {name: value for name in _FIELDS if (value := getattr(self, name))}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Telling:
        """The reverse of `as_dict`."""
        values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
        return cls(**values)


_FIELDS = tuple(field.name for field in fields(Telling))


def tellings(bundle: Bundle) -> list[Telling]:
    """The tasks that a document tells, by id."""
    own = next((node for node in bundle.nodes if node.id == bundle.document), None)
    if own is None:
        return []
    ends: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for edge in bundle.edges:
        if edge.type in _ROLES:
            ends[edge.source][edge.type].add(edge.target)
        elif edge.type == "ASSIGNS":
            ends[edge.target]["ASSIGNS"].add(edge.source)
        elif edge.type == "AMENDS" and edge.source == bundle.document:
            ends[edge.source]["AMENDS"].add(edge.target)
    amends = tuple(sorted(ends[bundle.document]["AMENDS"]))
    day = str(own.get("issued_on"))
    found = []
    for node in sorted((n for n in bundle.nodes if n.type == "Task"), key=lambda n: n.id):
        role = ends[node.id]
        objects = role["DEPENDS_ON"] | role["PRODUCES"]
        found.append(
            Telling(
                bundle.document,
                node.id,
                str(node.get("text") or node.name),
                day,
                str(node.get("due_on")),
                str(node.get("due_text")),
                str(node.get("recurring")),
                _number(bundle, node.mentions[0].start) if node.mentions else "",
                own.get("kind") not in ("", "article"),
                tuple(sorted(role["ASSIGNS"])),
                tuple(sorted(role["LED_BY"])),
                tuple(sorted(role["PRODUCES"])),
                tuple(sorted(objects - role["ASSIGNS"])),
                amends,
                str(own.get("effective_on") or day) if amends else "",
            )
        )
    return found


def _number(bundle: Bundle, start: int) -> str:
    """The number that stands right before a task, in its line or in the cell before: '9. …', '| 9 | …'."""
    match = _ORDINAL.search(bundle.text, max(0, start - 16), start)
    return match[1].lstrip("0") if match else ""


def stem(document: str) -> str:
    """An official document's id without its year, which a citation may leave out.

    >>> stem("document:tb-vpcp-undated-344"), stem("document:tb-vpcp-2024-344")
    ('document:tb-vpcp-344', 'document:tb-vpcp-344')
    """
    return _STEM.sub("", document)


@cache
def heirs(agency: str) -> frozenset[str]:
    """An agency with all that took over from it, directly or through others."""
    found, waiting = {agency}, [agency]
    while waiting:
        for following in _succession().get(waiting.pop(), ()):
            if following not in found:
                found.add(following)
                waiting.append(following)
    return frozenset(found)


@cache
def _succession() -> dict[str, list[str]]:
    edges: dict[str, list[str]] = defaultdict(list)
    for edge in registry().bundle().edges:
        if edge.type == "SUCCEEDED_BY":
            edges[edge.source].append(edge.target)
    return dict(edges)


def keys(telling: Telling) -> frozenset[int]:
    """Keys of 63 bits; tellings of one task share at least `SHARED` of them: what gives or leads it with its content, what it makes.

    Words that any order could hold, or that lean on their own order, are sought within that order only.
    """
    said = telling.content
    sketch = _sketch(said)
    orders = {stem(order) for order in (*telling.orders, *telling.amends)}
    found = {f"order {n} {order}\x1f{pair}" for order in orders for pair in sketch for n in range(2)}
    if not said.leans and len(said.pairs) >= FEWEST:
        leads = {heir for lead in telling.leads for heir in heirs(lead)}
        found |= {f"lead {lead}\x1f{pair}" for lead in leads for pair in sketch}
    found |= {f"product {n} {product}" for product in telling.products for n in range(SHARED)}
    return frozenset(map(_digest, found))


def _sketch(said: Content) -> list[str]:
    """The content pairs that stand for all: the rare ones first, then by digest."""
    rare = [pair for pair in said.pairs if not is_common(pair)]
    chosen = nsmallest(_SKETCH, rare, key=_digest)
    if len(chosen) < _SKETCH:
        chosen += nsmallest(_SKETCH - len(chosen), said.pairs.difference(rare), key=_digest)
    return chosen


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf8"), digest_size=8).digest()) >> 1
