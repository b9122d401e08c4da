"""What one step over the graph is called."""

from __future__ import annotations

from graph.model import Edge
from graph.ontology import Label, ontology


def hop(edge: Edge) -> Label:
    """What an edge is called, read forwards: for a dependency how it depends."""
    known = ontology()
    how = known.dependency_kinds.get(str(edge.get("how"))) if edge.type == "DEPENDS_ON" else None
    return how or known.relation(edge.type).label


def code(edge: Edge) -> str:
    """The code of what `hop` calls an edge."""
    return str(edge.get("how") or edge.type) if edge.type == "DEPENDS_ON" else edge.type
