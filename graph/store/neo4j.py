"""The server store: a graph in a Neo4j database, read by one parameterised Cypher statement for each primitive.

A statement of Neo4j sees what was committed when it comes to it: unlike the embedded store, a long reading (`nodes`, `all_edges`) may
see part of what is written meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self

from graph.errors import NotFoundError
from graph.model import REGISTRY, Bundle, Edge, Node, Outline, Unresolved
from graph.store import neo4j_reading as reading
from graph.store import neo4j_traversal as traversal
from graph.store.base import Alike, AlikeKind, Counts, Direction, Hit, Link, LoadedDocument, Reach, Written
from graph.store.neo4j_bundles import all_bundles
from graph.store.neo4j_connection import Connection
from graph.store.neo4j_finding import finding
from graph.store.neo4j_ledger import Neo4jLedger
from graph.store.neo4j_ledger_tellings import alike_rows
from graph.store.neo4j_schema import STORE, prepare
from graph.store.neo4j_words import ranked
from graph.store.settling import alike
from graph.store.writing import withdraw_document, write_bundle, write_bundles


class Neo4jStore:
    """A store in a Neo4j database; see `Store`. Threads may share the object, and processes the database."""

    relations_at_once = 1_000
    """For `bulk.write_all`; in larger transactions every statement has more unwritten rows to look through."""

    def __init__(self, connection: Connection) -> None:
        self.url = connection.url
        self._connection = connection

    @classmethod
    def open(cls, url: str) -> Neo4jStore:
        """Open the store at `url` (neo4j://, bolt://, also +s and +ssc), with its constraints and indexes made if absent.

        Raises StoreError where the server, the rights or what the database holds do not allow it.
        """
        connection = Connection.open(url)
        try:
            prepare(connection)
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    def write(self, bundle: Bundle) -> Written:
        """Keep what `bundle` says, in one transaction; see `Store.write` and `SqliteStore.write`."""
        return self._connection.write(lambda work: write_bundle(Neo4jLedger(work), bundle))

    def write_many(self, bundles: Iterable[Bundle]) -> list[Written]:
        """Keep what all these bundles say in one transaction, as `write` one after the other would."""
        given = list(bundles)  # a transaction may be tried again
        return self._connection.write(lambda work: write_bundles(Neo4jLedger(work), given))

    def withdraw(self, document: str) -> bool:
        """Forget a loaded document and all that only it said; False if it is not loaded."""
        return self._connection.write(lambda work: withdraw_document(Neo4jLedger(work), document))

    def begin_load(self) -> None:
        """Remember that a load begins; see `Store.begin_load`."""
        self._connection.write(lambda work: work.run(reading.BEGIN_LOAD, name=STORE).consume())

    @property
    def version(self) -> int:
        """Grows with every change of the graph, also by other processes; 0 for an empty store."""
        return int(self._connection.rows(reading.VERSION, name=STORE)[0][0])

    @property
    def last_load(self) -> int:
        """The version at which the last load began; 0 where none was begun."""
        return int(self._connection.rows(reading.LAST_LOAD, name=STORE)[0][0])

    def get(self, id: str) -> Node | None:
        """The node with that id."""
        return self.get_many([id]).get(id)

    def get_many(self, ids: Sequence[str]) -> dict[str, Node]:
        """The nodes with those ids, by id; unknown ids are left out."""
        rows = self._connection.rows(reading.NODES_BY_ID, ids=sorted(set(ids)))
        return {row[0]: reading.as_node(row) for row in rows}

    def without(self, ids: Sequence[str], documents: Collection[str]) -> dict[str, Node]:
        """The nodes with those ids as they stand where these documents have said nothing; see `Store.without`."""
        return reading.nodes_without(self._connection.rows(reading.TOLD_BY_OTHERS, ids=sorted(set(ids)), documents=sorted(documents)))

    def find(
        self,
        type: str | None = None,
        where: Mapping[str, object] | None = None,
        linked: Sequence[tuple[str, str]] = (),
    ) -> list[Node]:
        """Nodes that pass, by id; see `Store.find`. Raises ModelError for names that the ontology does not know."""
        statement, values = finding(type, where or {}, linked, reading.NODE)
        return [reading.as_node(row) for row in self._connection.rows(statement, **values)]

    def outlines(self, ids: Sequence[str]) -> dict[str, Outline]:
        """The nodes with those ids without their mentions, by id; unknown ids are left out."""
        return {row[0]: reading.as_outline(row) for row in self._connection.rows(reading.OUTLINES_BY_ID, ids=sorted(set(ids)))}

    def find_outlines(
        self,
        type: str | None = None,
        where: Mapping[str, object] | None = None,
        linked: Sequence[tuple[str, str]] = (),
    ) -> list[Outline]:
        """What `find` gives, without mentions."""
        statement, values = finding(type, where or {}, linked, reading.OUTLINE)
        return [reading.as_outline(row) for row in self._connection.rows(statement, **values)]

    def mentioned(self) -> dict[str, int]:
        """In how many loaded documents each node is mentioned, for all that are."""
        return dict(map(tuple, self._connection.rows(reading.MENTIONED)))

    def search(self, text: str, types: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        """Nodes that match `text`, best first: those called so, those with all words, else those with some."""
        found = self._connection.read(lambda work: ranked(work, text, types, limit))
        nodes = self.get_many([id_ for id_, _ in found]) if found else {}
        return [Hit(nodes[id_], score) for id_, score in found if id_ in nodes]

    def edges(self, id: str, direction: Direction = "both", types: Sequence[str] = ()) -> list[Edge]:
        """Edges at node `id`, in their stored direction; symmetric relations count for both directions."""
        return self.edges_many([id], direction, types)[id]

    def edges_many(self, ids: Sequence[str], direction: Direction = "both", types: Sequence[str] = ()) -> dict[str, list[Edge]]:
        """The edges at each of these nodes, as `edges` gives them for one; every id is a key."""
        rows = self._connection.rows(reading.edges_at(direction, types), ids=sorted(set(ids)))
        return reading.edges_by_end(ids, rows)

    def links_many(self, ids: Sequence[str], direction: Direction = "both", types: Sequence[str] = ()) -> dict[str, list[Link]]:
        """Which edges there are at each of these nodes; every id is a key."""
        return reading.links_by_end(ids, self._connection.rows(reading.links_at(direction, types), ids=sorted(set(ids))))

    def edges_of(self, links: Sequence[Link]) -> dict[Link, Edge]:
        """The edges that these are; those that are not there are left out."""
        return reading.by_link(self._connection.rows(reading.edges_of(), links=[list(link) for link in sorted(set(links))]))

    def reach(self, id: str, direction: Direction, types: Sequence[str], depth: int = 0) -> Reach:
        """Nodes reachable from `id`, without itself, nearest first and then by id; see `Store.reach`."""
        return self._connection.read(lambda work: traversal.reach(work, id, direction, types, depth))

    def paths(self, source: str, target: str, types: Sequence[str] = (), limit: int = 3, depth: int = 8) -> list[tuple[Edge, ...]]:
        """Up to `limit` shortest simple paths, edges walked in either direction, by length and then by the ids passed.

        Paths differ in the nodes they pass; between two nodes the first edge stands for all. Depth 0 is without limit. Not one
        statement but a few for each path, because all paths of one length may be too many to list; see `neo4j_traversal`.
        """
        return self._connection.read(lambda work: traversal.paths(work, source, target, types, limit, depth))

    def counts(self) -> Counts:
        """How much the store holds; the registry is not counted among the documents."""
        rows = sorted(self._connection.rows(reading.counts()))
        of = {what: {name: number for kind, name, number in rows if kind == what and number} for what in ("node", "edge")}
        numbers = {what: number for what, name, number in rows if not name}
        return Counts(of["node"], of["edge"], numbers.get("documents", 0), numbers.get("unresolved", 0))

    def nodes(self) -> Iterator[Node]:
        """Every node, by id."""
        return (reading.as_node(row) for row in self._connection.stream(reading.ALL_NODES))

    def all_edges(self) -> Iterator[Edge]:
        """Every edge, by source, target, type and key properties."""
        return (edge for (told,) in self._connection.stream(reading.all_edges()) for edge in reading.as_edges(told))

    def documents(self) -> list[LoadedDocument]:
        """The loaded documents, by id."""
        return [LoadedDocument(*row) for row in self._connection.rows(reading.DOCUMENTS, registry=REGISTRY)]

    def bundles(self) -> Iterator[Bundle]:
        """All that the store was told, as it was told; each document as it is when its turn comes. See `Store.bundles`."""
        return all_bundles(self._connection)

    def text(self, document: str) -> str:
        """The kept text of a loaded document; raises NotFoundError if it is not loaded."""
        rows = self._connection.rows(reading.TEXT, document=document, registry=REGISTRY)
        if not rows:
            raise NotFoundError(document)
        return str(rows[0][0])

    def unresolved(self, document: str | None = None) -> list[Unresolved]:
        """What was left unresolved, in all documents or in one."""
        statement = reading.UNRESOLVED if document is None else reading.UNRESOLVED_OF
        return sorted(Unresolved(*row) for row in self._connection.rows(statement, document=document))

    def alike(self, kind: AlikeKind) -> list[Alike]:
        """Pairs of tasks that are alike in one way though they stay two; see `Store.alike`."""
        return self._connection.read(lambda work: alike(alike_rows(work, kind)))

    def close(self) -> None:
        """Close the connections; what is still used later raises StoreError."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
