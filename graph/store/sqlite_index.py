"""The traversal index of a SQLite store: read from the tables when first needed and again when the file has changed."""

from __future__ import annotations

import sqlite3
import threading
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from graph.model import Edge
from graph.ontology import ontology
from graph.store.sqlite_reading import edge_values
from graph.store.traversal import Index, Ints

_EDGES_KEPT = 300_000
"""Some 200 MB at most."""


def version_of(c: sqlite3.Connection) -> int:
    """How often the graph in the file has changed."""
    return int(c.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()[0])


class Snapshot:
    """The index of one version of the file, and the edges read with it so far, by their places in the index."""

    def __init__(self, version: int, index: Index) -> None:
        self.version = version
        self.index = index
        self._edges: dict[int, Edge] = {}
        self._known = np.zeros(index.numbers.size, dtype=bool)

    def edges(self, c: sqlite3.Connection, places: Ints) -> Mapping[int, Edge]:
        """The edges at those places of the index, and maybe others; `c` must read the same version of the file."""
        missing = places[~self._known[places]]
        if not missing.size:
            return self._edges
        read = self._read(c, np.unique(missing))
        if len(self._edges) + len(read) > _EDGES_KEPT:
            return ChainMap(read, self._edges)
        self._edges.update(read)
        self._known[missing] = True  # after they are there: other threads look at this first
        return self._edges

    def _read(self, c: sqlite3.Connection, places: Ints) -> dict[int, Edge]:
        """Edges from the file; their ends and types are in the index already."""
        numbers = self.index.numbers[places].tolist()
        said = edge_values(c, numbers)
        ends = zip(places.tolist(), numbers, self.index.ends(places), strict=True)
        return {i: Edge(*ends_and_type, *said[no]) for i, no, ends_and_type in ends}


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
    qualifiers: dict[str, int] = {}
    edges = np.fromiter(_numbered(c, kinds, qualifiers), dtype=np.int64).reshape(-1, 5)
    edges[:, 1], edges[:, 2] = position[edges[:, 1]], position[edges[:, 2]]
    # The rows come by qualifier within a type; a stable sort keeps that.
    order = np.lexsort((edges[:, 3], edges[:, 2], edges[:, 1]))
    symmetric = frozenset(name for name in kinds if ontology().relation(name).symmetric)
    return Index(ids, edges[order], kinds, list(qualifiers), symmetric)


def _numbered(c: sqlite3.Connection, kinds: Sequence[str], qualifiers: dict[str, int]) -> Iterator[int]:
    """Number, ends, type and qualifier of every edge, one after the other; `qualifiers` takes in those that are met."""
    code = {name: i for i, name in enumerate(kinds)}
    statement = "SELECT no, source, target, type, qualifier FROM edge ORDER BY source, target, type, qualifier"
    for no, source, target, kind, qualifier in c.execute(statement):
        yield no
        yield source
        yield target
        yield code[kind]
        yield qualifiers.setdefault(qualifier, len(qualifiers))
