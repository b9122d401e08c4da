"""What a thing rests on in law: what adopts it, has it made or puts somebody in charge of it, and what these documents are based on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from queries.hops import hop
from queries.proof import Proof
from queries.walking import other_end

RESTS_ON = ("BASED_ON", "GUIDES", "IMPLEMENTS")
"""How a document names what it rests on."""

ORDER = ("ADOPTED_BY", "ASSIGNS", *RESTS_ON, "DEPENDS_ON", "MANAGED_BY")


@dataclass(frozen=True, slots=True)
class Basis:
    """One way from a thing to a document that it rests on.

    `path` leads from the thing to the document; where the registry names the document as the basis of a relation, to the other end
    of that. `level` counts documents: 1 is the thing's own basis, 2 that of its basis.
    """

    document: str
    code: str
    path: tuple[Edge, ...]
    level: int

    @property
    def label(self) -> Label:
        """What the way is called, as read from the thing."""
        if self.code == "MANAGED_BY":
            return Label("căn cứ giao quản lý", "basis of who manages it")
        return ontology().relation(self.code).inverse if self.code == "ASSIGNS" else hop(self.path[-1])


def bases(proof: Proof, thing: Node, depth: int) -> dict[str, list[Basis]]:
    """The documents that a thing rests on, each with the shortest ways there; up to `depth` documents away (0: any number)."""
    found: dict[str, list[Basis]] = {}
    level = [basis for basis in _own(proof, thing) if basis.document != thing.id]
    while level:
        for basis in sorted(level, key=lambda basis: (basis.document, len(basis.path), ORDER.index(basis.code), _key(basis))):
            found.setdefault(basis.document, []).append(basis)
        at = level[0].level
        reached = [ways[0] for ways in found.values() if ways[0].level == at]
        level = list(_next(proof, reached, {thing.id, *found})) if not depth or at < depth else []
    return found


def _key(basis: Basis) -> list[tuple[str, ...]]:
    return [edge.key for edge in basis.path]


def _next(proof: Proof, reached: Sequence[Basis], known: set[str]) -> Iterator[Basis]:
    """What the documents of one level rest on and that is not known yet."""
    edges = proof.store.edges_many([basis.document for basis in reached], "out", RESTS_ON)
    for basis in reached:
        for edge in edges[basis.document]:
            if edge.target.startswith("document:") and edge.target not in known:
                yield Basis(edge.target, edge.type, (*basis.path, edge), basis.level + 1)


def _own(proof: Proof, thing: Node) -> Iterator[Basis]:
    """The documents that a thing rests on itself."""
    yield from _direct(proof.store.edges(thing.id, "out", ("ADOPTED_BY", *RESTS_ON, "DEPENDS_ON")))
    yield from _direct(proof.store.edges(thing.id, "in", ("ASSIGNS",)))
    yield from _through(proof, thing, "in", "PRODUCES", "in", "ASSIGNS")
    yield from _through(proof, thing, "out", "PART_OF", "out", "ADOPTED_BY")
    yield from _through(proof, thing, "out", "IMPLEMENTS", "out", "ADOPTED_BY")
    yield from _through(proof, thing, "in", "ADOPTED_BY", "out", "IMPLEMENTS")
    for edge in proof.store.edges(thing.id, "out", ("MANAGED_BY",)):
        for part in str(edge.get("basis")).split(";"):
            named = proof.store.find("Document", {"number": part.strip()}) if part.strip() else []
            yield from (Basis(node.id, "MANAGED_BY", (edge,), 1) for node in named)


def _direct(edges: Iterable[Edge]) -> Iterator[Basis]:
    for edge in edges:
        document = edge.source if edge.type == "ASSIGNS" else edge.target
        if document.startswith("document:"):
            yield Basis(document, edge.type, (edge,), 1)


def _through(proof: Proof, thing: Node, first: str, relation: str, second: str, last: str) -> Iterator[Basis]:
    """The documents two relations away."""
    near = proof.store.edges(thing.id, "in" if first == "in" else "out", (relation,))
    between = [other_end(edge, thing.id) for edge in near]
    far = proof.store.edges_many(between, "in" if second == "in" else "out", (last,))
    for edge, middle in zip(near, between, strict=True):
        for onward in far[middle]:
            document = other_end(onward, middle)
            if document.startswith("document:"):
                yield Basis(document, last, (edge, onward), 1)
