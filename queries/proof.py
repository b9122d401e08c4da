"""What proves an answer: the nodes and edges it rests on, and evidence in the form of an answer's rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from graph.errors import StoreError
from graph.model import Edge, Evidence, Node, Outline
from graph.ontology import Label, ontology
from graph.store import CHANGED, Link, Store
from queries.hops import hop
from queries.model import Graph

Fact = Edge | Node | None
Said = dict[str, Any]
"""A place in a text, or the basis of a registry fact, as rows have it."""
Place = tuple[str, int, int]
Hop = dict[str, Any]
"""One relation that proves a row, with its evidence, as rows have it."""

_MENTIONS = Label("nêu", "mentions")
_LISTED = Label("có trong danh mục dựng sẵn, loại", "is in the built-in registry as")


class Proof:
    """Gathers nodes and edges while a query runs; every node is read from the store once.

    Nodes are known by their outlines; what mentions one is read only where it proves something or is to be seen in the graph.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._nodes: dict[str, Node] = {}
        self._whole: dict[str, Node] = {}
        self._names: dict[str, str] = {}
        self._kept: set[str] = set()
        self._edges: dict[tuple[str, ...], Edge] = {}
        self._said: dict[Place, Said] = {}
        self.memory: dict[object, Any] = {}
        """What helpers found out while the query runs and would find out again."""

    def know(self, ids: Iterable[str]) -> None:
        """Read the nodes with those ids at once, so that `node` need not ask for each."""
        missing = sorted({id_ for id_ in ids if id_ and id_ not in self._nodes})
        if missing:
            self._nodes |= self.store.outlines(missing)

    def know_told(self, facts: Iterable[Fact]) -> None:
        """Read at once what rows that rest on these facts name: the ends of edges and the documents of the evidence."""
        ids: set[str] = set()
        for fact in facts:
            if isinstance(fact, Edge):
                ids.update((fact.source, fact.target))
            ids.update(e.document for e in self._told_of(fact))
        self.know(ids)

    def node(self, id: str) -> Node | None:
        """The node with that id, as far as names and properties go; `whole` gives it with its mentions."""
        if id not in self._nodes:
            self.know((id,))
        return self._nodes.get(id)

    def known(self, id: str) -> Node:
        """As `node`, of the end of an edge; raises StoreError where it has gone since the edge was read."""
        node = self.node(id)
        if node is None:
            raise StoreError(self.store.url, CHANGED)
        return node

    def edges_of(self, links: Sequence[Link]) -> dict[Link, Edge]:
        """The edges that these are; raises StoreError where one has gone since it was found."""
        edges = self.store.edges_of(links)
        if not edges.keys() >= set(links):
            raise StoreError(self.store.url, CHANGED)
        return edges

    def whole(self, node: Node) -> Node:
        """The node with what mentions it."""
        if not isinstance(node, Outline):
            return node
        if node.id not in self._whole:
            self._whole |= self.store.get_many([node.id])
        return self._whole.get(node.id, node)

    def name(self, id: str) -> str:
        """What the node with that id is called; the id itself where it is unknown."""
        name = self._names.get(id)
        if name is None:
            node = self.node(id)
            self._names[id] = name = shown(node) if node else id
        return name

    def keep(self, nodes: Iterable[Node] = (), edges: Iterable[Edge] = ()) -> None:
        """Let the answer's graph hold these nodes and edges (an edge brings its ends)."""
        for node in nodes:
            self._nodes[node.id] = node
            self._kept.add(node.id)
            if not isinstance(node, Outline):
                self._whole[node.id] = node
        for edge in edges:
            self._edges[edge.key] = edge

    def graph(self) -> Graph:
        """All that was kept, sorted."""
        ids = self._kept | {end for edge in self._edges.values() for end in (edge.source, edge.target)}
        self._whole |= self.store.get_many(sorted(ids - self._whole.keys()))
        nodes = (self._whole[id_] for id_ in sorted(ids) if id_ in self._whole)
        return Graph(tuple(nodes), tuple(self._edges[key] for key in sorted(self._edges)))

    def _told_of(self, fact: Fact) -> Sequence[Evidence]:
        if isinstance(fact, Edge):
            return fact.evidence
        return self.whole(fact).mentions if fact else ()

    def evidence(self, *facts: Fact) -> list[Said]:
        """The evidence of some facts in the form of an answer's rows: each place once, registry facts by their basis."""
        said = {_place(e): e for fact in facts for e in self._told_of(fact)}
        self.know(document for document, _, _ in said)
        bases = {_basis(fact) for fact in facts if isinstance(fact, Edge) and fact.get("basis") and not fact.evidence}
        return [self.told(said[place]) for place in sorted(said)] + [_as_basis(*basis) for basis in sorted(bases)]

    def proved(self, *facts: Fact) -> dict[str, list[dict[str, Any]]]:
        """What proves a row, both as a flat list of evidence and hop by hop."""
        return {"evidence": self.evidence(*facts), "because": self.because(*facts)}

    def because(self, *facts: Fact) -> list[Hop]:
        """The hops that prove a row, in the order given, each relation once, as it stands in the graph.

        A node stands for what is told of it where no relation does: a hop from each document that mentions it, or the registry's word.
        """
        self.know_told(facts)
        hops: dict[tuple[str, ...], Hop] = {}
        for fact in facts:
            for key, one in self._hops(fact) if fact else ():
                hops.setdefault(key, one)
        return list(hops.values())

    def one_hop(self, source: str, relation: str, label: Label, target: str, evidence: list[Said], value: str = "") -> Hop:
        """One hop between two nodes, or from a node to a `value` where `target` is empty."""
        ends = {"source": source, "source_name": self.name(source), "relation": relation, "label": label.vi, "label_en": label.en}
        return {**ends, "target": target, "target_name": self.name(target) if target else value, "evidence": evidence}

    def _hops(self, fact: Edge | Node) -> Iterator[tuple[tuple[str, ...], Hop]]:
        if isinstance(fact, Edge):
            yield fact.key, self.one_hop(fact.source, fact.type, hop(fact), fact.target, self.evidence(fact))
        elif not (mentions := self._told_of(fact)):
            yield (fact.id,), self.one_hop(fact.id, "REGISTRY", _LISTED, "", [registered()], ontology().node(fact.type).label.vi)
        else:
            for document, told in groupby(sorted(mentions, key=_place), lambda e: e.document):
                yield (document, fact.id), self.one_hop(document, "MENTIONS", _MENTIONS, fact.id, [self.told(e) for e in told])

    def told(self, evidence: Evidence) -> Said:
        """A place in a text with the document's name and date."""
        said = self._said.get(_place(evidence))
        if said is None:
            document = self.node(evidence.document)
            on = str(document.get("issued_on")) if document else ""
            self._said[_place(evidence)] = said = {**evidence.as_dict(), "document_name": self.name(evidence.document), "document_date": on}
        return said


def registered() -> Said:
    """What stands for evidence where only the built-in registry knows of a thing."""
    return {"basis": "danh mục dựng sẵn của Lược đồ"}


def _basis(edge: Edge) -> tuple[str, str]:
    return str(edge.get("basis")), str(edge.get("on") or edge.get("valid_from"))


def _as_basis(basis: str, on: str) -> Said:
    return {"basis": basis, **({"on": on} if on else {})}


def _place(evidence: Evidence) -> Place:
    return (evidence.document, evidence.start, evidence.end)


def shown(node: Node) -> str:
    """What a node is called in a row: a document by its number where it has one, a task by its text."""
    if node.type == "Document":
        return str(node.get("number") or node.get("title") or node.name)
    return str(node.get("text") or node.name) if node.type == "Task" else node.name


def joined(names: Iterable[str]) -> str:
    """Several names in one cell."""
    return "; ".join(dict.fromkeys(names))
