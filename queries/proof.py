"""What proves an answer: the nodes and edges it rests on, and evidence in the form of an answer's rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from graph.model import Edge, Evidence, Node
from graph.ontology import Label, ontology
from graph.store import Store
from queries.hops import hop
from queries.model import Graph

Fact = Edge | Node | None
Said = dict[str, Any]
"""A place in a text, or the basis of a registry fact, as rows have it."""
Hop = dict[str, Any]
"""One relation that proves a row, with its evidence, as rows have it."""

_MENTIONS = Label("nêu", "mentions")
_LISTED = Label("có trong danh mục dựng sẵn, loại", "is in the built-in registry as")


class Proof:
    """Gathers nodes and edges while a query runs; every node is read from the store once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._nodes: dict[str, Node] = {}
        self._kept: set[str] = set()
        self._edges: dict[tuple[str, ...], Edge] = {}
        self.memory: dict[object, Any] = {}
        """What helpers found out while the query runs and would find out again."""

    def know(self, ids: Iterable[str]) -> None:
        """Read the nodes with those ids at once, so that `node` need not ask for each."""
        missing = sorted({id_ for id_ in ids if id_ and id_ not in self._nodes})
        if missing:
            self._nodes |= self.store.get_many(missing)

    def know_told(self, facts: Iterable[Edge | Node]) -> None:
        """Read at once what rows that rest on these facts name: the ends of edges and the documents of the evidence."""
        ids: set[str] = set()
        for fact in facts:
            if isinstance(fact, Edge):
                ids.update((fact.source, fact.target))
            ids.update(e.document for e in (fact.evidence if isinstance(fact, Edge) else fact.mentions))
        self.know(ids)

    def node(self, id: str) -> Node | None:
        """The node with that id."""
        if id not in self._nodes:
            self.know((id,))
        return self._nodes.get(id)

    def known(self, id: str) -> Node:
        """The node with that id, which is the end of an edge and so in the store."""
        node = self.node(id)
        assert node is not None, "the ends of an edge are in the store"
        return node

    def name(self, id: str) -> str:
        """What the node with that id is called; the id itself where it is unknown."""
        node = self.node(id)
        return shown(node) if node else id

    def keep(self, nodes: Iterable[Node] = (), edges: Iterable[Edge] = ()) -> None:
        """Let the answer's graph hold these nodes and edges (an edge brings its ends)."""
        for node in nodes:
            self._nodes[node.id] = node
            self._kept.add(node.id)
        for edge in edges:
            self._edges[edge.key] = edge

    def graph(self) -> Graph:
        """All that was kept, sorted."""
        ends = {end for edge in self._edges.values() for end in (edge.source, edge.target)}
        self.know(ends)
        nodes = (self._nodes[id_] for id_ in sorted(self._kept | ends) if id_ in self._nodes)
        return Graph(tuple(nodes), tuple(self._edges[key] for key in sorted(self._edges)))

    def evidence(self, *facts: Fact) -> list[Said]:
        """The evidence of some facts in the form of an answer's rows: each place once, registry facts by their basis."""
        kept = [fact for fact in facts if fact]
        said = {e for fact in kept for e in (fact.evidence if isinstance(fact, Edge) else fact.mentions)}
        self.know({e.document for e in said})
        bases = {_basis(fact) for fact in kept if isinstance(fact, Edge) and fact.get("basis") and not fact.evidence}
        return [self.told(e) for e in sorted(said, key=_place)] + [_as_basis(*basis) for basis in sorted(bases)]

    def proved(self, *facts: Fact) -> dict[str, list[dict[str, Any]]]:
        """What proves a row, both as a flat list of evidence and hop by hop."""
        return {"evidence": self.evidence(*facts), "because": self.because(*facts)}

    def because(self, *facts: Fact) -> list[Hop]:
        """The hops that prove a row, in the order given, each relation once, as it stands in the graph.

        A node stands for what is told of it where no relation does: a hop from each document that mentions it, or the registry's word.
        """
        self.know(end for fact in facts if isinstance(fact, Edge) for end in (fact.source, fact.target))
        self.know(e.document for fact in facts if fact for e in (fact.evidence if isinstance(fact, Edge) else fact.mentions))
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
        elif not fact.mentions:
            yield (fact.id,), self.one_hop(fact.id, "REGISTRY", _LISTED, "", [registered()], ontology().node(fact.type).label.vi)
        else:
            for document, told in groupby(sorted(fact.mentions, key=_place), lambda e: e.document):
                yield (document, fact.id), self.one_hop(document, "MENTIONS", _MENTIONS, fact.id, [self.told(e) for e in told])

    def told(self, evidence: Evidence) -> Said:
        """A place in a text with the document's name and date."""
        document = self.node(evidence.document)
        on = str(document.get("issued_on")) if document else ""
        return {**evidence.as_dict(), "document_name": self.name(evidence.document), "document_date": on}


def registered() -> Said:
    """What stands for evidence where only the built-in registry knows of a thing."""
    return {"basis": "danh mục dựng sẵn của Lược đồ"}


def _basis(edge: Edge) -> tuple[str, str]:
    return str(edge.get("basis")), str(edge.get("on") or edge.get("valid_from"))


def _as_basis(basis: str, on: str) -> Said:
    return {"basis": basis, **({"on": on} if on else {})}


def _place(evidence: Evidence) -> tuple[str, int, int]:
    return (evidence.document, evidence.start, evidence.end)


def shown(node: Node) -> str:
    """What a node is called in a row: a document by its number where it has one, a task by its text."""
    if node.type == "Document":
        return str(node.get("number") or node.get("title") or node.name)
    return str(node.get("text") or node.name) if node.type == "Task" else node.name


def joined(names: Iterable[str]) -> str:
    """Several names in one cell."""
    return "; ".join(dict.fromkeys(names))
