"""A store seen through a filter of its nodes and edges: the same primitives, answered from what passes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import islice, pairwise
from types import TracebackType
from typing import Any, Self, overload

from graph.errors import StoreError
from graph.model import Bundle, Edge, Node, Outline, Unresolved
from graph.store import Alike, AlikeKind, Counts, Direction, Hit, Link, LoadedDocument, Reach, Reached, Store, Ways, Written
from graph.store.codec import edge_key
from graph.store.traversal import smallest_paths
from queries.neighbours import Neighbours
from queries.walking import other_end

_AT_ONCE = 1000
_STEPS = (4, 64)
"""How many times as many hits are asked for, in turn, where some do not pass."""


class View:
    """A store to read from. What passes is decided by `_pass_nodes` and `_pass_edge`; the rest follows from these."""

    def __init__(self, store: Store) -> None:
        self._store: Callable[[], Store | None] = lambda: store
        self.url = store.url

    @property
    def store(self) -> Store:
        """The store that is seen."""
        store = self._store()
        assert store is not None, "who looks holds the store"
        return store

    @property
    def named(self) -> Store:
        """Where the names of what is seen are to be looked up."""
        return self

    def _pass_nodes(self, ids: Sequence[str]) -> dict[str, Node]:
        """The nodes with those ids that pass, as they are seen."""
        raise NotImplementedError

    def _pass_edge(self, edge: Edge) -> Edge | None:
        """The edge as it is seen; None where it does not pass."""
        raise NotImplementedError

    # -- writing: not here --
    def write(self, bundle: Bundle) -> Written:
        """Refused: what is seen on a day is not changed."""
        raise StoreError(self.url, f"không ghi {bundle.document} vào đồ thị nhìn tại một ngày: chỉ để đọc")

    def withdraw(self, document: str) -> bool:
        """Refused: what is seen on a day is not changed."""
        raise StoreError(self.url, f"không rút {document} khỏi đồ thị nhìn tại một ngày: chỉ để đọc")

    def begin_load(self) -> None:
        """Refused: what is seen on a day is not changed."""
        raise StoreError(self.url, "không nạp vào đồ thị nhìn tại một ngày: chỉ để đọc")

    # -- reading --
    @property
    def last_load(self) -> int:
        """See `Store.last_load`."""
        return self.store.last_load

    @property
    def version(self) -> int:
        """That of the store."""
        return self.store.version

    def get(self, id: str) -> Node | None:
        """See `Store.get`."""
        return self._pass_nodes([id]).get(id)

    def get_many(self, ids: Sequence[str]) -> dict[str, Node]:
        """See `Store.get_many`."""
        return self._pass_nodes(ids)

    def without(self, ids: Sequence[str], documents: Collection[str]) -> dict[str, Node]:
        """See `Store.without`."""
        passing = self._pass_nodes(ids)
        return {id_: node for id_, node in self.store.without(ids, documents).items() if id_ in passing}

    def outlines(self, ids: Sequence[str]) -> dict[str, Outline]:
        """See `Store.outlines`."""
        return {id_: outline(node) for id_, node in self._pass_nodes(ids).items()}

    def find_outlines(
        self, type: str | None = None, where: Mapping[str, object] | None = None, linked: Sequence[tuple[str, str]] = ()
    ) -> list[Outline]:
        """See `Store.find_outlines`."""
        return [outline(node) for node in self.find(type, where, linked)]

    def mentioned(self) -> dict[str, int]:
        """See `Store.mentioned`."""
        told = {node.id: len({mention.document for mention in node.mentions}) for node in self.nodes()}
        return {id_: count for id_, count in told.items() if count}

    def find(
        self, type: str | None = None, where: Mapping[str, object] | None = None, linked: Sequence[tuple[str, str]] = ()
    ) -> list[Node]:
        """See `Store.find`: what the store finds and passes, and fulfils the conditions as it is seen."""
        found = [node.id for node in self.store.find_outlines(type, where, linked)]
        nodes = self._pass_nodes(found)
        for relation, id_ in linked:
            nodes = self._linked(nodes, relation, id_)
        return [nodes[id_] for id_ in found if id_ in nodes and _fulfils(nodes[id_], where or {})]

    def search(self, text: str, types: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        """See `Store.search`."""
        for times in (1, *_STEPS):
            hits = self.store.search(text, types, limit * times)
            nodes = self._pass_nodes([hit.node.id for hit in hits])
            kept = [Hit(nodes[hit.node.id], hit.score) for hit in hits if hit.node.id in nodes]
            if len(hits) < limit * times or len(kept) >= limit:
                break
        return kept[:limit]

    def edges(self, id: str, direction: Direction = "both", types: Sequence[str] = ()) -> list[Edge]:
        """See `Store.edges`."""
        return self.edges_many([id], direction, types)[id]

    def edges_many(self, ids: Sequence[str], direction: Direction = "both", types: Sequence[str] = ()) -> dict[str, list[Edge]]:
        """See `Store.edges_many`."""
        found = self.store.edges_many(ids, direction, types)
        return {id_: [seen for edge in edges if (seen := self._pass_edge(edge))] for id_, edges in found.items()}

    def links_many(self, ids: Sequence[str], direction: Direction = "both", types: Sequence[str] = ()) -> dict[str, list[Link]]:
        """See `Store.links_many`."""
        return {id_: [Link(*edge_key(edge)) for edge in edges] for id_, edges in self.edges_many(ids, direction, types).items()}

    def edges_of(self, links: Sequence[Link]) -> dict[Link, Edge]:
        """See `Store.edges_of`."""
        return {link: seen for link, edge in self.store.edges_of(links).items() if (seen := self._pass_edge(edge))}

    def reach(self, id: str, direction: Direction, types: Sequence[str], depth: int = 0) -> Reach:
        """See `Store.reach`: level by level, each node from the smallest of those one level nearer."""
        paths: dict[str, tuple[Edge, ...]] = {id: ()} if self.get(id) else {}
        border, found = list(paths), list[Reached]()
        while border and (depth == 0 or len(paths[border[0]]) < depth):
            fresh: dict[str, tuple[Edge, ...]] = {}
            for at, edges in self.edges_many(border, direction, types).items():
                for edge in edges:
                    if (other := other_end(edge, at)) not in paths:
                        fresh.setdefault(other, (*paths[at], edge))
            paths |= fresh
            border = sorted(fresh)
            found += (Reached(other, len(paths[other]), paths[other]) for other in border)
        return Ways(found)

    def paths(self, source: str, target: str, types: Sequence[str] = (), limit: int = 3, depth: int = 8) -> list[tuple[Edge, ...]]:
        """See `Store.paths`."""
        if len(self._pass_nodes([source, target])) < 2:
            return []
        near = Neighbours(lambda ids: self.edges_many(ids, "both", types))

        def ways(asked: Sequence[tuple[tuple[str, ...], set[str]]]) -> list[tuple[str, ...]]:
            return [near.way(root, shut, target, depth) for root, shut in asked]

        passed = smallest_paths(source, target, limit, ways)
        return [tuple(near.of([a])[a][b] for a, b in pairwise(path)) for path in passed]

    def counts(self) -> Counts:
        """See `Store.counts`."""
        nodes, edges = _counted(node.type for node in self.nodes()), _counted(edge.type for edge in self.all_edges())
        return Counts(nodes, edges, len(self.documents()), len(self.unresolved()))

    def nodes(self) -> Iterator[Node]:
        """See `Store.nodes`."""
        ids = (node.id for node in self.store.nodes())
        while some := list(islice(ids, _AT_ONCE)):
            passing = self._pass_nodes(some)
            yield from (passing[id_] for id_ in some if id_ in passing)

    def all_edges(self) -> Iterator[Edge]:
        """See `Store.all_edges`."""
        return (seen for edge in self.store.all_edges() if (seen := self._pass_edge(edge)))

    def documents(self) -> list[LoadedDocument]:
        """See `Store.documents`."""
        return self.store.documents()

    def bundles(self) -> Iterator[Bundle]:
        """See `Store.bundles`: of the documents that pass."""
        hidden = {document.id for document in self.store.documents()} - {document.id for document in self.documents()}
        return (bundle for bundle in self.store.bundles() if bundle.document not in hidden)

    def text(self, document: str) -> str:
        """See `Store.text`."""
        return self.store.text(document)

    def unresolved(self, document: str | None = None) -> list[Unresolved]:
        """See `Store.unresolved`."""
        return self.store.unresolved(document)

    def alike(self, kind: AlikeKind) -> list[Alike]:
        """See `Store.alike`: pairs both of which pass."""
        pairs = self.store.alike(kind)
        passing = self._pass_nodes(sorted({id_ for pair in pairs for id_ in (pair.first, pair.later)}))
        return [pair for pair in pairs if pair.first in passing and pair.later in passing]

    def close(self) -> None:
        """Nothing: the store stays open for those who see all of it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _linked(self, nodes: Mapping[str, Node], relation: str, id: str) -> dict[str, Node]:
        """Those of the nodes that an edge that passes links so."""
        incoming, type_ = relation.startswith("^"), relation.removeprefix("^")
        at = self.edges(id, "out" if incoming else "in", (type_,))
        ends = {other_end(edge, id) for edge in at}
        return {id_: node for id_, node in nodes.items() if id_ in ends}


class Some(Reach):
    """What was reached at some places of a larger finding."""

    def __init__(self, found: Reach, places: Sequence[int]) -> None:
        self._found, self._places = found, places

    @cached_property
    def ids(self) -> Sequence[str]:
        """The nodes that were reached."""
        every = self._found.ids
        return [every[place] for place in self._places]

    @cached_property
    def depths(self) -> Sequence[int]:
        """How many hops away each of them is."""
        every = self._found.depths
        return [every[place] for place in self._places]

    def ways(self, places: Sequence[int]) -> list[tuple[Edge, ...]]:
        """The ways to the nodes at these places, read at once."""
        return self._found.ways([self._places[place] for place in places])

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, i: int) -> Reached: ...

    @overload
    def __getitem__(self, i: slice) -> list[Reached]: ...

    def __getitem__(self, i: int | slice) -> Reached | list[Reached]:
        return [self._found[place] for place in self._places[i]] if isinstance(i, slice) else self._found[self._places[i]]


def outline(node: Node) -> Outline:
    """A node without its mentions."""
    return Outline(node.id, node.type, node.name, node.name_en, node.aliases, (), node.properties)


def _fulfils(node: Node, where: Mapping[str, object]) -> bool:
    """Whether a node passes the conditions of `Store.find`."""
    return all(_holds(node.get(name, None), wanted) for name, wanted in where.items())


def _holds(value: Any, wanted: object) -> bool:
    if value is None:
        return False
    if not isinstance(wanted, tuple | list):
        return bool(value == _plain(wanted))
    low, high = map(_plain, wanted)
    if any(end is not None and isinstance(end, str) != isinstance(value, str) for end in (low, high)):
        return False
    return (low is None or low <= value) and (high is None or value <= high)


def _plain(value: object) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _counted(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items()))
