"""The embedded store: one SQLite file holding texts, claims, the merged graph and the search index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from types import TracebackType
from typing import Self, TypeVar

import numpy as np

from graph import deadline
from graph.errors import NotFoundError, StoreError
from graph.model import REGISTRY, Bundle, Edge, Node, Outline, Unresolved
from graph.ontology import ontology
from graph.store.base import CHANGED, Alike, AlikeKind, Counts, Direction, Hit, Link, LoadedDocument, Reach, Written
from graph.store.bulk import uncollected
from graph.store.settling import alike
from graph.store.sqlite_bundles import all_bundles
from graph.store.sqlite_connections import Connections
from graph.store.sqlite_finding import matching_numbers
from graph.store.sqlite_heavy import HeavyNodes
from graph.store.sqlite_index import Snapshot, Snapshots, version_of
from graph.store.sqlite_ledger import SqliteLedger
from graph.store.sqlite_ledger_tellings import alike_rows
from graph.store.sqlite_reach import ReachedNodes
from graph.store.sqlite_reading import (
    all_edges,
    all_nodes,
    edges_at,
    edges_of,
    links_at,
    mentioned,
    nodes_by_number,
    nodes_without,
    outlines_by_id,
    outlines_by_number,
    unresolved_of,
)
from graph.store.sqlite_rows import Item, items
from graph.store.sqlite_schema import MEMORY, check_place
from graph.store.sqlite_words import ranked
from graph.store.traversal import Ints, nothing, reach, shortest_paths
from graph.store.writing import withdraw_document, write_bundle, write_bundles

_T = TypeVar("_T")


class SqliteStore:
    """A store in one SQLite file, or in memory; see `Store`. Threads may share the object, and processes the file."""

    relations_at_once = 20_000
    """For `bulk.write_all`: a transaction of a second or two, while other writers wait."""

    def __init__(self, url: str, connections: Connections) -> None:
        self.url = url
        self._connections = connections
        self._snapshots = Snapshots()
        self._heavy = HeavyNodes()

    @classmethod
    def open(cls, url: str) -> SqliteStore:
        """Open the store in the file at `url`, made if absent; ':memory:' lives as long as the object.

        Raises StoreError where the place, the rights or the content of the file do not allow it.
        """
        if url != MEMORY:
            check_place(url)
        connections = Connections(url)
        try:
            connections.prepare()
        except BaseException:
            connections.close()
            raise
        return cls(url, connections)

    def write(self, bundle: Bundle) -> Written:
        """Keep what `bundle` says; see `Store.write`.

        Of several texts of one document from different source files the longest is kept; the others wait unseen and
        return SUPERSEDED, so that the order of loading does not matter. A source file gives one document at a time.
        """
        with self._connections.write() as c:
            return write_bundle(SqliteLedger(c), bundle)

    def write_many(self, bundles: Iterable[Bundle]) -> list[Written]:
        """Keep what all these bundles say in one transaction, as `write` one after the other would, in a fraction of the time."""
        with uncollected(), self._connections.write() as c:
            return write_bundles(SqliteLedger(c), bundles)

    def withdraw(self, document: str) -> bool:
        """Forget a loaded document and all that only it said; False if it is not loaded."""
        with self._connections.write() as c:
            return withdraw_document(SqliteLedger(c), document)

    def begin_load(self) -> None:
        """Remember that a load begins; see `Store.begin_load`."""
        with self._connections.write() as c:
            c.execute("UPDATE meta SET value = (SELECT value FROM meta WHERE key = 'version') WHERE key = 'last_load'")

    @property
    def version(self) -> int:
        """Grows with every change of the graph, also by other processes; 0 for an empty store."""
        with self._connections.read() as c:
            return version_of(c)

    @property
    def last_load(self) -> int:
        """The version at which the last load began; 0 where none was begun."""
        with self._connections.read() as c:
            return int(c.execute("SELECT value FROM meta WHERE key = 'last_load'").fetchone()[0])

    def get(self, id: str) -> Node | None:
        """The node with that id."""
        return self.get_many([id]).get(id)

    def get_many(self, ids: Sequence[str]) -> dict[str, Node]:
        """The nodes with those ids, by id; unknown ids are left out."""
        with self._connections.read() as c:
            return self._heavy.read(c, ids)

    def without(self, ids: Sequence[str], documents: Collection[str]) -> dict[str, Node]:
        """The nodes with those ids as they stand where these documents have said nothing; see `Store.without`."""
        with self._connections.read() as c:
            return nodes_without(c, ids, documents)

    def find(
        self,
        type: str | None = None,
        where: Mapping[str, object] | None = None,
        linked: Sequence[tuple[str, str]] = (),
    ) -> list[Node]:
        """Nodes that pass, by id; see `Store.find`. Raises ModelError for names that the ontology does not know."""
        with self._connections.read() as c:
            return nodes_by_number(c, matching_numbers(c, type, where or {}, linked))

    def outlines(self, ids: Sequence[str]) -> dict[str, Outline]:
        """The nodes with those ids without their mentions, by id; unknown ids are left out."""
        with self._connections.read() as c:
            return outlines_by_id(c, ids)

    def find_outlines(
        self,
        type: str | None = None,
        where: Mapping[str, object] | None = None,
        linked: Sequence[tuple[str, str]] = (),
    ) -> list[Outline]:
        """What `find` gives, without mentions."""
        with self._connections.read() as c:
            return outlines_by_number(c, matching_numbers(c, type, where or {}, linked))

    def mentioned(self) -> dict[str, int]:
        """In how many loaded documents each node is mentioned, for all that are."""
        with self._connections.read() as c:
            return mentioned(c)

    def search(self, text: str, types: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        """Nodes that match `text`, best first: those called so, those with all words, else those with some."""
        with self._connections.read() as c:
            found = ranked(c, text, types, limit)
            nodes = self._heavy.read(c, [id_ for id_, _ in found])
        return [Hit(nodes[id_], score) for id_, score in found]

    def edges(self, id: str, direction: Direction = "both", types: Sequence[str] = ()) -> list[Edge]:
        """Edges at node `id`, in their stored direction; symmetric relations count for both directions."""
        return self.edges_many([id], direction, types)[id]

    def edges_many(self, ids: Sequence[str], direction: Direction = "both", types: Sequence[str] = ()) -> dict[str, list[Edge]]:
        """The edges at each of these nodes, as `edges` gives them for one; every id is a key."""
        with self._connections.read() as c:
            return edges_at(c, ids, direction, types)

    def links_many(self, ids: Sequence[str], direction: Direction = "both", types: Sequence[str] = ()) -> dict[str, list[Link]]:
        """Which edges there are at each of these nodes; every id is a key."""
        with self._connections.read() as c:
            return links_at(c, ids, direction, types)

    def edges_of(self, links: Sequence[Link]) -> dict[Link, Edge]:
        """The edges that these are; those that are not there are left out."""
        with self._connections.read() as c:
            return edges_of(c, links)

    def reach(self, id: str, direction: Direction, types: Sequence[str], depth: int = 0) -> Reach:
        """Nodes reachable from `id`, without itself, nearest first and then by id; see `Store.reach`."""
        types = [ontology().relation(name).name for name in types]
        with self._connections.read() as c:
            snapshot = self._snapshots.current(c)
            start = snapshot.index.position(id)
            found = reach(snapshot.index.view(direction, types), start, depth) if start is not None else nothing()
        return ReachedNodes(snapshot.index, found, partial(self._edges_at, snapshot))

    def paths(self, source: str, target: str, types: Sequence[str] = (), limit: int = 3, depth: int = 8) -> list[tuple[Edge, ...]]:
        """Up to `limit` shortest simple paths, edges walked in either direction, by length and then by the ids passed.

        Paths differ in the nodes they pass; between two nodes the first edge stands for all. Depth 0 is without limit.
        """
        types = [ontology().relation(name).name for name in types]
        with self._connections.read() as c:
            snapshot = self._snapshots.current(c)
            start, end = snapshot.index.position(source), snapshot.index.position(target)
            if start is None or end is None:
                return []
            view = snapshot.index.view("both", types)
            passed = shortest_paths(view, start, end, limit, depth)
            walked = [[view.edge_between(a, b) for a, b in pairwise(path)] for path in passed]
            edges = snapshot.edges(c, np.array([edge for path in walked for edge in path], dtype=np.int64))
        return [tuple(edges[edge] for edge in path) for path in walked]

    def counts(self) -> Counts:
        """How much the store holds; the registry is not counted among the documents."""
        with self._connections.read() as c:
            nodes = dict(c.execute("SELECT type, count(*) FROM node GROUP BY type ORDER BY type"))
            edges = dict(c.execute("SELECT type, count(*) FROM edge GROUP BY type ORDER BY type"))
            documents = c.execute("SELECT count(*) FROM document WHERE id <> ?", (REGISTRY,)).fetchone()[0]
            return Counts(nodes, edges, documents, c.execute("SELECT count(*) FROM unresolved").fetchone()[0])

    def nodes(self) -> Iterator[Node]:
        """Every node, by id, all of one version of the store."""
        return self._streamed(all_nodes)

    def all_edges(self) -> Iterator[Edge]:
        """Every edge, by source, target, type and key properties, all of one version of the store."""
        return self._streamed(all_edges)

    def documents(self) -> list[LoadedDocument]:
        """The loaded documents, by id."""
        with self._connections.read() as c:
            rows = c.execute("SELECT id, source, digest, characters, version FROM document WHERE id <> ? ORDER BY id", (REGISTRY,))
            return [LoadedDocument(*row) for row in rows]

    def bundles(self) -> Iterator[Bundle]:
        """All that the store was told, as it was told, all of one version of the store; see `Store.bundles`."""
        return self._streamed(all_bundles)

    def neo4j_items(self) -> Iterator[Item]:
        """Everything in the store as the nodes and relationships of a Neo4j database, all of one version of the store."""
        return self._streamed(items)

    def text(self, document: str) -> str:
        """The kept text of a loaded document; raises NotFoundError if it is not loaded."""
        with self._connections.read() as c:
            row = c.execute("SELECT text FROM document WHERE id = ? AND id <> ?", (document, REGISTRY)).fetchone()
        if row is None:
            raise NotFoundError(document)
        return str(row[0])

    def unresolved(self, document: str | None = None) -> list[Unresolved]:
        """What was left unresolved, in all documents or in one."""
        with self._connections.read() as c:
            return unresolved_of(c, document)

    def alike(self, kind: AlikeKind) -> list[Alike]:
        """Pairs of tasks that are alike in one way though they stay two; see `Store.alike`."""
        with self._connections.read() as c:
            return alike(alike_rows(c, kind))

    def close(self) -> None:
        """Close the file; what is still used later raises StoreError."""
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _edges_at(self, snapshot: Snapshot, places: Ints) -> Mapping[int, Edge]:
        """The edges at those places of a snapshot's index, also where the file has changed since; StoreError where one is gone."""
        with self._connections.read() as c:
            if snapshot.version == version_of(c):
                return snapshot.edges(c, places)
            links = dict(zip(places.tolist(), snapshot.index.links(places), strict=True))
            edges = edges_of(c, list(links.values()))
        if len(edges) < len(set(links.values())):
            raise StoreError(self.url, CHANGED)
        return {place: edges[link] for place, link in links.items()}

    def _streamed(self, read: Callable[[sqlite3.Connection], Iterable[_T]]) -> Iterator[_T]:
        """What `read` gives, one by one; a store in memory has one connection, which must not be kept meanwhile."""
        with self._connections.read() as c:
            if not self._connections.alone:
                yield from deadline.watched(read(c))
                return
            everything = list(read(c))
        yield from everything
