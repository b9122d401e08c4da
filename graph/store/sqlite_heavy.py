"""Nodes that very many documents mention, kept decoded: the government or a large database carries tens of thousands of
quotes, and building those again for every page would cost more than everything else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.model import Node
from graph.store.sqlite_index import version_of
from graph.store.sqlite_reading import nodes_by_id

_HEAVY = 200
"""Mentions from which a node is worth keeping."""
_KEPT = 300_000
"""Mentions kept in all, some 100 MB at most."""


@dataclass(slots=True)
class _Kept:
    version: int
    nodes: dict[str, Node] = field(default_factory=dict)
    mentions: int = 0


class HeavyNodes:
    """Reads nodes by id, the heavy ones from memory as long as the file does not change; threads share it."""

    def __init__(self) -> None:
        self._kept = _Kept(-1)

    def read(self, c: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Node]:
        """The nodes with those ids, by id, as `c` sees them in its transaction."""
        wanted, version, kept = sorted(set(ids)), version_of(c), self._kept
        if kept.version != version:
            self._kept = kept = _Kept(version)
        known = {id_: node for id_ in wanted if (node := kept.nodes.get(id_)) is not None}
        read = nodes_by_id(c, [id_ for id_ in wanted if id_ not in known])
        for id_, node in read.items():
            if len(node.mentions) >= _HEAVY and kept.mentions + len(node.mentions) <= _KEPT:
                kept.nodes[id_] = node
                kept.mentions += len(node.mentions)
        return {id_: node for id_ in wanted if (node := known.get(id_) or read.get(id_)) is not None}
