"""Search that keeps only what holds every word: a store's own search goes on to likeness where nothing does."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Node
from graph.store import Store
from graph.text import fold

_STEPS = (64, 512, 4096)
"""How many hits are asked for, in turn, until one no longer holds every word."""


def holding(store: Store, text: str, types: Sequence[str] = ()) -> list[Node]:
    """The nodes of some types whose names, number or text hold every word of `text`, best first; 4096 at most."""
    words = frozenset(fold(text).split())
    found: list[Node] = []
    for limit in _STEPS if words else ():
        hits = [hit.node for hit in store.search(text, types, limit=limit)]
        found = [node for node in hits if words <= _words(node)]
        if len(hits) < limit or found[-1:] != hits[-1:]:
            break
    return found


def _words(node: Node) -> frozenset[str]:
    values = (node.name, node.name_en, *node.aliases, *(value for value in node.properties.values() if isinstance(value, str)))
    return frozenset(word for value in values for word in fold(value).split())
