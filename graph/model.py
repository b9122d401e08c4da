"""What passes between the stages: evidence, nodes, edges, and one bundle a document, checked when made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from graph.errors import ModelError
from graph.ontology import ontology

Scalar = str | int | float | bool
REGISTRY = "registry"
"""The name under which facts of the built-in registry are kept; they carry `basis` instead of evidence."""

PLACES = ("page", "table", "row", "cell")
"""Where in its source a quote stands, from the large to the small."""
_NOTHING: Mapping[str, Scalar] = MappingProxyType({})


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Where a fact is said: `quote` is the kept text of `document` from `start` to `end` (characters).

    `page` counts from 1, `table` and `row` from 0; `cell` is the address in a spreadsheet ('Sheet1!C7'). None where the source has none.
    """

    document: str
    start: int
    end: int
    quote: str
    page: int | None = None
    table: int | None = None
    row: int | None = None
    cell: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The form of the contract; page, table, row and cell only where known."""
        out: dict[str, Any] = {"document": self.document, "start": self.start, "end": self.end, "quote": self.quote}
        if self.page is not None or self.table is not None or self.row is not None or self.cell is not None:
            out |= {key: value for key in PLACES if (value := getattr(self, key)) is not None}
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Evidence:
        """The reverse of `as_dict`."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the graph. `properties` holds what its type declares; empty values are left out."""

    id: str
    type: str
    name: str
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    mentions: tuple[Evidence, ...] = ()
    properties: Mapping[str, Scalar] = field(default_factory=lambda: _NOTHING)

    def __post_init__(self) -> None:
        kind = ontology().node(self.type)
        unknown = self.properties.keys() - kind.properties.keys()
        if unknown:
            raise ModelError(f"{self.id}: {self.type} has no property {sorted(unknown)}")
        if not self.id or not self.name:
            raise ModelError(f"a node of type {self.type} needs an id and a name: {self.id!r} {self.name!r}")

    def get(self, name: str, default: Any = "") -> Any:
        """The value of a property, or `default`."""
        return self.properties.get(name, default)

    def as_dict(self) -> dict[str, Any]:
        """The form of the contract's JSON export."""
        out: dict[str, Any] = {"id": self.id, "type": self.type, "name": self.name}
        if self.name_en:
            out["name_en"] = self.name_en
        out |= {"aliases": list(self.aliases), "mentions": [m.as_dict() for m in self.mentions]}
        return out | {key: self.properties[key] for key in sorted(self.properties)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Node:
        """The reverse of `as_dict`."""
        rest = {k: v for k, v in data.items() if k not in {"id", "type", "name", "name_en", "aliases", "mentions"}}
        mentions = tuple(Evidence.from_dict(m) for m in data.get("mentions", ()))
        return cls(data["id"], data["type"], data["name"], data.get("name_en", ""), tuple(data.get("aliases", ())), mentions, rest)


@dataclass(frozen=True, slots=True)
class Outline(Node):
    """A node without its mentions, of which a hub has tens of thousands: what names, chooses and orders it, for little.

    That `mentions` is empty means nothing here; the store's `get_many` gives the whole node.
    """

    def __post_init__(self) -> None:
        """Nothing is checked: only stores make outlines, of what was checked when it was written."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation between two nodes, with the sentences that say it or the registry's `basis` property."""

    source: str
    target: str
    type: str
    evidence: tuple[Evidence, ...] = ()
    properties: Mapping[str, Scalar] = field(default_factory=lambda: _NOTHING)

    def __post_init__(self) -> None:
        relation = ontology().relation(self.type)
        unknown = self.properties.keys() - set(relation.properties) - {"basis"}
        if unknown:
            raise ModelError(f"{self.type} has no property {sorted(unknown)}")
        if not self.evidence and not self.properties.get("basis"):
            raise ModelError(f"{self.source} {self.type} {self.target}: neither evidence nor basis")

    @property
    def key(self) -> tuple[str, ...]:
        """What makes this the same edge as another: ends, type and the relation's key properties."""
        qualifiers = (str(self.properties.get(name, "")) for name in ontology().relation(self.type).key)
        return (self.source, self.target, self.type, *qualifiers)

    def get(self, name: str, default: Any = "") -> Any:
        """The value of a property, or `default`."""
        return self.properties.get(name, default)

    def as_dict(self) -> dict[str, Any]:
        """The form of the contract's JSON export."""
        out: dict[str, Any] = {"source": self.source, "target": self.target, "type": self.type}
        out["evidence"] = [e.as_dict() for e in self.evidence]
        return out | {key: self.properties[key] for key in sorted(self.properties)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Edge:
        """The reverse of `as_dict`."""
        rest = {k: v for k, v in data.items() if k not in {"source", "target", "type", "evidence"}}
        evidence = tuple(Evidence.from_dict(e) for e in data.get("evidence", ()))
        return cls(data["source"], data["target"], data["type"], evidence, rest)


@dataclass(frozen=True, slots=True, order=True)
class Unresolved:
    """A mention that was left alone: `kind` of thing, the words, where they stand, and why."""

    document: str
    start: int
    end: int
    kind: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that one document says: its own node's id, its kept text, and every node and edge with evidence in it.

    Registry facts come as a bundle too: `document` is REGISTRY and `text` is empty.
    Raises ModelError where a quote is not the text at its offsets, an edge has an end that is not in the bundle,
    or its ends are of the wrong type.
    """

    document: str
    text: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    unresolved: tuple[Unresolved, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        types = {node.id: node.type for node in self.nodes}
        if len(types) != len(self.nodes):
            raise ModelError(f"{self.document}: a node stands twice in its bundle")
        if self.document != REGISTRY and types.get(self.document) != "Document":
            raise ModelError(f"{self.document}: the bundle lacks its own document node")
        for edge in self.edges:
            _check_ends(edge, types)
        self._check_evidence(m for node in self.nodes for m in node.mentions)
        self._check_evidence(e for edge in self.edges for e in edge.evidence)

    def _check_evidence(self, evidence: Iterable[Evidence]) -> None:
        for e in evidence:
            if e.document != self.document or not e.quote or self.text[e.start : e.end] != e.quote:
                raise ModelError(f"{self.document}: '{e.quote[:60]}' is not the text at {e.start}-{e.end} of {e.document}")


def _check_ends(edge: Edge, types: Mapping[str, str]) -> None:
    if edge.source not in types or edge.target not in types:
        raise ModelError(f"{edge.source} {edge.type} {edge.target}: an end is not in the bundle")
    if not ontology().relation(edge.type).allows(types[edge.source], types[edge.target]):
        raise ModelError(f"{edge.type} may not run from {types[edge.source]} to {types[edge.target]} ({edge.source} -> {edge.target})")
