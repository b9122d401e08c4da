"""What many nodes are called and of which type they are: all that it takes to order them. Kept as long as the store does not change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graph.store import Store
from queries.proof import shown
from queries.remembered import remembered

_MOST = 300_000
"""So many are kept, some 100 MB at the most."""


class Caption(NamedTuple):
    """A node as an answer calls it, by type and name."""

    type: str
    name: str


def captions(store: Store, ids: Iterable[str]) -> Mapping[str, Caption]:
    """The captions of those nodes, and maybe of others; unknown ids are left out."""
    known = remembered(store, captions, dict[str, Caption])
    missing = [id_ for id_ in ids if id_ not in known]
    if not missing:
        return known
    read = {id_: Caption(node.type, shown(node)) for id_, node in store.outlines(missing).items()}
    if len(known) + len(read) > _MOST:
        return {**known, **read}
    known.update(read)
    return known
