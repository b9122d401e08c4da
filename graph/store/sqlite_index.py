"""The traversal index of a SQLite store: read from the tables when first needed and again when the file has changed."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from graph.model import Edge
from graph.ontology import ontology
from graph.store.sqlite_reading import edges_by_number
from graph.store.traversal import Index

_EDGES_KEPT = 200_000


def version_of(c: sqlite3.Connection) -> int:
    """How often the graph in the file has changed."""
    return int(c.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()[0])


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The index of one version of the file, and the edges read with it so far."""

    version: int
    index: Index
    _edges: dict[int, Edge] = field(default_factory=dict)

    def edges(self, c: sqlite3.Connection, indices: Sequence[int]) -> dict[int, Edge]:
        """The edges at those places of the index; `c` must read the same version of the file."""
        numbers = {i: int(self.index.numbers[i]) for i in indices}
        missing = [no for no in numbers.values() if no not in self._edges]
        read = edges_by_number(c, missing) if missing else {}
        if len(self._edges) + len(read) <= _EDGES_KEPT:
            self._edges.update(read)
        return {i: read[no] if no in read else self._edges[no] for i, no in numbers.items()}


class Snapshots:
    """Gives the snapshot that belongs to what a connection reads; threads share it."""

    def __init__(self) -> None:
        self._latest: Snapshot | None = None
        self._making = threading.Lock()

    def current(self, c: sqlite3.Connection) -> Snapshot:
        """The snapshot of the version that `c` reads in its transaction."""
        version = version_of(c)
        latest = self._latest
        if latest is not None and latest.version == version:
            return latest
        with self._making:
            if self._latest is None or self._latest.version != version:
                self._latest = Snapshot(version, _read_index(c))
            return self._latest


def _read_index(c: sqlite3.Connection) -> Index:
    ids: list[str] = []
    numbers: list[int] = []
    for id_, no in c.execute("SELECT id, no FROM node ORDER BY id"):
        ids.append(id_)
        numbers.append(no)
    position = np.zeros(max(numbers, default=0) + 1, dtype=np.int64)
    position[numbers] = np.arange(len(numbers))
    kinds = sorted(ontology().relations)
    edges = np.fromiter(_edge_values(c, kinds), dtype=np.int64).reshape(-1, 4)
    edges[:, 1], edges[:, 2] = position[edges[:, 1]], position[edges[:, 2]]
    # The rows come by qualifier within a type; a stable sort keeps that.
    order = np.lexsort((edges[:, 3], edges[:, 2], edges[:, 1]))
    symmetric = frozenset(name for name in kinds if ontology().relation(name).symmetric)
    return Index(ids, edges[order], kinds, symmetric)


def _edge_values(c: sqlite3.Connection, kinds: Sequence[str]) -> Iterator[int]:
    code = {name: i for i, name in enumerate(kinds)}
    for no, source, target, kind in c.execute("SELECT no, source, target, type FROM edge ORDER BY source, target, type, qualifier"):
        yield no
        yield source
        yield target
        yield code[kind]
