"""The store protocol: a few primitives that every backend implements and every query is written over."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from types import TracebackType
from typing import Literal, NamedTuple, Protocol, Self

from graph.model import Bundle, Edge, Node, Outline, Unresolved

Direction = Literal["out", "in", "both"]
CHANGED = "kho vừa thay đổi trong khi trả lời; hãy hỏi lại"
"""Why something cannot be told: what it rests on has been withdrawn since it was found."""


class Written(Enum):
    """What writing a bundle did."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    SUPERSEDED = "superseded"
    """Another, longer text of the same document is already kept: this one changed nothing."""


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """A document whose text is kept.

    `version` is that of the store since which it says what it says; copies of a store are the same whatever their versions.
    """

    id: str
    source: str
    digest: str
    characters: int
    version: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """A node found by search; a higher `score` is a better match."""

    node: Node
    score: float


@dataclass(frozen=True, slots=True)
class Reached:
    """A node reached from a start: `depth` hops away, over `path` (edges in the order walked from the start)."""

    id: str
    depth: int
    path: tuple[Edge, ...]


class Reach(Sequence[Reached]):
    """What a search from one node found, nearest first; the ways are read from the store when they are looked at.

    Equal to any sequence of the same values.
    """

    @property
    @abstractmethod
    def ids(self) -> Sequence[str]:
        """The nodes that were reached."""

    @property
    @abstractmethod
    def depths(self) -> Sequence[int]:
        """How many hops away each of them is."""

    @abstractmethod
    def ways(self, places: Sequence[int]) -> list[tuple[Edge, ...]]:
        """The ways to the nodes at these places, read at once."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return repr(list(self))


class Ways(list[Reached], Reach):
    """What was found, with the ways, which were all told at once."""

    @property
    def ids(self) -> Sequence[str]:
        """The nodes that were reached."""
        return [reached.id for reached in self]

    @property
    def depths(self) -> Sequence[int]:
        """How many hops away each of them is."""
        return [reached.depth for reached in self]

    def ways(self, places: Sequence[int]) -> list[tuple[Edge, ...]]:
        """The ways to the nodes at these places."""
        return [self[place].path for place in places]


class Link(NamedTuple):
    """Which edge it is, without what says it: by its ends, its type and its key properties joined into one string."""

    source: str
    target: str
    type: str
    qualifier: str


@dataclass(frozen=True, slots=True, order=True)
class Alike:
    """Two tasks, by id, that stay two though they are alike. `reasons` says why: due, recurring, leads, numbers, objects, levels.
    `since` is the day from which the later one counts; `told_first` and `told_later` are the documents that tell them."""

    first: str
    later: str
    reasons: tuple[str, ...]
    since: str
    told_first: str
    told_later: str


AlikeKind = Literal["moved", "amends", "apart"]
"""How two tasks are alike: the same work whose deadline moved, the later amends the first, or something keeps them apart."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the store holds."""

    nodes: Mapping[str, int]
    edges: Mapping[str, int]
    documents: int
    unresolved: int


class Store(Protocol):
    """A graph with the texts that prove it. All reads give values in a fixed order (by id, then type)."""

    url: str

    # -- writing: one transaction a document --
    def write(self, bundle: Bundle) -> Written:
        """Keep what `bundle` says, replacing what its document (or its source file) said before and nothing else."""
        ...

    def withdraw(self, document: str) -> bool:
        """Forget a loaded document and all that only it said; False if it is not loaded."""
        ...

    def begin_load(self) -> None:
        """Remember that a load begins: several documents written one after the other, until the next begins."""
        ...

    # -- reading --
    @property
    def version(self) -> int:
        """Grows with every change of the graph, also by other processes; 0 for an empty store."""
        ...

    @property
    def last_load(self) -> int:
        """The version at which the last load began: what it brought is of later versions. 0 where no load was begun."""
        ...

    def get(self, id: str) -> Node | None:
        """The node with that id."""
        ...

    def get_many(self, ids: Sequence[str]) -> dict[str, Node]:
        """The nodes with those ids; unknown ids are left out."""
        ...

    def without(self, ids: Sequence[str], documents: Collection[str]) -> dict[str, Node]:
        """The nodes with those ids as they stand where these documents have said nothing; what nobody else tells of is left out.

        Which tasks of several documents are one stays as it is.
        """
        ...

    def find(
        self,
        type: str | None = None,
        where: Mapping[str, object] | None = None,
        linked: Sequence[tuple[str, str]] = (),
    ) -> list[Node]:
        """Nodes of `type` whose properties pass `where` and that have every link of `linked`.

        `where` maps a property to a value (equality) or to a pair (low, high), either end None, inclusive;
        a node without the property fails. `linked` holds (relation, id): an edge of that type to the node `id`;
        a leading '^' in the relation means an edge from `id`.
        """
        ...

    def outlines(self, ids: Sequence[str]) -> dict[str, Outline]:
        """The nodes with those ids without their mentions, by id; unknown ids are left out."""
        ...

    def find_outlines(
        self,
        type: str | None = None,
        where: Mapping[str, object] | None = None,
        linked: Sequence[tuple[str, str]] = (),
    ) -> list[Outline]:
        """What `find` gives, without mentions."""
        ...

    def mentioned(self) -> dict[str, int]:
        """In how many loaded documents each node is mentioned, for all that are."""
        ...

    def search(self, text: str, types: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        """Nodes whose name, English name, aliases, number or text hold the words of `text`, without regard to accents
        or case; best first, whole-name matches above all."""
        ...

    def edges(self, id: str, direction: Direction = "both", types: Sequence[str] = ()) -> list[Edge]:
        """Edges at node `id`, in their stored direction; symmetric relations count for both directions."""
        ...

    def edges_many(self, ids: Sequence[str], direction: Direction = "both", types: Sequence[str] = ()) -> dict[str, list[Edge]]:
        """The edges at each of these nodes, as `edges` gives them for one; an edge between two of them stands at both.

        Every id is a key, in the order given, also one of nothing.
        """
        ...

    def links_many(self, ids: Sequence[str], direction: Direction = "both", types: Sequence[str] = ()) -> dict[str, list[Link]]:
        """Which edges `edges_many` would give, for a fraction of its time."""
        ...

    def edges_of(self, links: Sequence[Link]) -> dict[Link, Edge]:
        """The edges that these are; those that are not there are left out."""
        ...

    def reach(self, id: str, direction: Direction, types: Sequence[str], depth: int = 0) -> Reach:
        """Nodes reachable over edges of `types`, nearest first, each with one shortest path; depth 0 is without limit.

        'in' walks edges from target to source. Symmetric relations are walked both ways.
        """
        ...

    def paths(self, source: str, target: str, types: Sequence[str] = (), limit: int = 3, depth: int = 8) -> list[tuple[Edge, ...]]:
        """Up to `limit` shortest simple paths between two nodes, edges walked in either direction."""
        ...

    def counts(self) -> Counts:
        """How much the store holds."""
        ...

    def nodes(self) -> Iterator[Node]:
        """Every node, by id."""
        ...

    def all_edges(self) -> Iterator[Edge]:
        """Every edge, by source, target, type and key properties."""
        ...

    def documents(self) -> list[LoadedDocument]:
        """The loaded documents, by id."""
        ...

    def bundles(self) -> Iterator[Bundle]:
        """All that the store was told, as it was told, under its own ids: the registry, the kept texts and those that wait.

        By document, the kept text before the others, these by source; all of one version of the store. An empty store that is
        given all of them, in any order, says what this one says.
        """
        ...

    def text(self, document: str) -> str:
        """The kept text of a loaded document; raises NotFoundError if it is not loaded."""
        ...

    def unresolved(self, document: str | None = None) -> list[Unresolved]:
        """What was left unresolved, in all documents or in one."""
        ...

    def alike(self, kind: AlikeKind) -> list[Alike]:
        """Pairs of tasks of different documents that are alike in one way, by their ids.

        Tasks that are the same are one node and no pair; see `graph.identity` for the rules.
        """
        ...

    def close(self) -> None:
        """Release the file or connection."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
