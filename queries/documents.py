"""Relations between documents, and documents as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.model import Edge, Node
from graph.ontology import ontology
from queries.model import Row
from queries.proof import Proof, joined, shown

RELATIONS = (
    "AMENDS", "REPLACES", "REPEALS", "SUSPENDS", "CORRECTS", "CONSOLIDATES", "GUIDES", "IMPLEMENTS", "BASED_ON", "ADOPTED_BY", "CITES",
)  # fmt: skip
"""How documents and programmes refer to each other, the stronger first."""


def references(proof: Proof, ids: Iterable[str], relations: Sequence[str], *, inwards: bool) -> list[Edge]:
    """The edges of some relations that lead to (or from) any of some documents."""
    found = proof.store.edges_many(list(ids), "in" if inwards else "out", relations)
    edges = [edge for edges in found.values() for edge in edges]
    proof.know(end for edge in edges for end in (edge.source, edge.target))
    return sorted(edges, key=lambda edge: (RELATIONS.index(edge.type), edge.key))


def by_issue(node: Node) -> tuple[str, str, str]:
    """Puts documents into time order, those without a date last."""
    return str(node.get("issued_on")) or "9999", shown(node), node.id


def relation_cells(edges: Sequence[Edge]) -> Row:
    """What some edges between the same two documents are called, with the provisions that they touch."""
    kinds = [ontology().relation(edge.type) for edge in edges]
    return {
        "relation": joined(kind.label.vi for kind in kinds),
        "relation_code": ",".join(dict.fromkeys(kind.name for kind in kinds)),
        "provision": joined(text for edge in edges if (text := str(edge.get("provision")))),
    }


def document_cells(proof: Proof, node: Node) -> Row:
    """A document or programme with its kind, title, issuer and date."""
    return cells_of_documents(proof, (node,))[0]


def cells_of_documents(proof: Proof, nodes: Sequence[Node]) -> list[Row]:
    """As `document_cells` for each of several, whose issuers are read at once."""
    issued = proof.store.edges_many([node.id for node in nodes], "out", ("ISSUED_BY",))
    proof.know(edge.target for edges in issued.values() for edge in edges)
    return [_cells(proof, node, issued[node.id]) for node in nodes]


def _cells(proof: Proof, node: Node, issued: Sequence[Edge]) -> Row:
    kind = ontology().document_kinds.get(str(node.get("kind")))
    return {
        "document": shown(node),
        "document_id": node.id,
        "kind": kind.vi if kind else ontology().node(node.type).label.vi,
        "title": str(node.get("title")) or node.name,
        "issued_by": joined(proof.name(edge.target) for edge in issued),
        "issued_on": str(node.get("issued_on")),
    }
