"""What proves an answer: the nodes and edges it rests on, and evidence in the form of an answer's rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.model import Edge, Evidence, Node
from graph.store import Store
from queries.model import Graph


class Proof:
    """Gathers nodes and edges while a query runs; every node is read from the store once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._nodes: dict[str, Node] = {}
        self._kept: set[str] = set()
        self._edges: dict[tuple[str, ...], Edge] = {}

    def know(self, ids: Iterable[str]) -> None:
        """Read the nodes with those ids at once, so that `node` need not ask for each."""
        missing = sorted({id_ for id_ in ids if id_ and id_ not in self._nodes})
        if missing:
            self._nodes |= self.store.get_many(missing)

    def node(self, id: str) -> Node | None:
        """The node with that id."""
        if id not in self._nodes:
            self.know((id,))
        return self._nodes.get(id)

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

    def evidence(self, *facts: Edge | Node | None) -> list[dict[str, Any]]:
        """The evidence of some facts in the form of an answer's rows: each place once, registry facts by their basis."""
        said = {e for fact in facts if fact for e in (fact.evidence if isinstance(fact, Edge) else fact.mentions)}
        bases = {str(fact.get("basis")) for fact in facts if isinstance(fact, Edge) and fact.get("basis") and not fact.evidence}
        self.know({e.document for e in said})
        return [self._as_row(e) for e in sorted(said, key=_place)] + [{"basis": basis} for basis in sorted(bases)]

    def _as_row(self, evidence: Evidence) -> dict[str, Any]:
        return {**evidence.as_dict(), "document_name": self.name(evidence.document)}


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
