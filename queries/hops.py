"""What one step over the graph is called."""

from __future__ import annotations

from graph.model import Edge
from graph.ontology import Label, ontology
from graph.store import Link


def hop(edge: Edge) -> Label:
    """What an edge is called, read forwards: for a dependency how it depends."""
    return _forwards(edge.type, str(edge.get("how")))


def read_from(node: str, link: Link) -> Label:
    """What a link is called, read from one of its ends."""
    if link.source == node:
        return _forwards(link.type, link.qualifier)
    amends = link.type == "DEPENDS_ON" and link.qualifier == "amends"
    return ontology().relation("AMENDS" if amends else link.type).inverse


def _forwards(relation: str, how: str) -> Label:
    known = ontology()
    return (known.dependency_kinds.get(how) if relation == "DEPENDS_ON" else None) or known.relation(relation).label


def code(edge: Edge) -> str:
    """The code of what `hop` calls an edge."""
    return str(edge.get("how") or edge.type) if edge.type == "DEPENDS_ON" else edge.type
