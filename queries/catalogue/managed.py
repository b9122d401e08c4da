"""Who manages a database, platform or programme, or what an agency manages."""

from __future__ import annotations

from graph.model import Edge, Node
from graph.ontology import ontology
from queries.answering import finish, phrase, sentence
from queries.managers import holding
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.written import query


def _run(request: Request) -> Answer:
    entity: Node = request["entity"]
    proof, manages = Proof(request.store), entity.type == "Agency"
    edges = request.store.edges(entity.id, "in" if manages else "out", ("MANAGED_BY",))
    managing = request.store.edges_many(sorted({edge.source for edge in edges}), "out", ("MANAGED_BY",))
    held = {edge.key for of_one in managing.values() for edge in holding(proof, of_one, request.as_of)}
    proof.know(end for edge in edges for end in (edge.source, edge.target))
    rows = [_row(proof, edge) for edge in edges if edge.key in held and _of_type(request, proof, edge)]
    rows.sort(key=lambda row: (row["type_code"], row["system"], row["agency"]))
    pattern = ("những gì {} quản lý", "what {} manages") if manages else ("cơ quan quản lý {}", "who manages {}")
    return finish("managed", sentence(phrase(*pattern, entity)), rows, proof)


def _of_type(request: Request, proof: Proof, edge: Edge) -> bool:
    """Whether what is managed is of a type asked for."""
    node, types = proof.node(edge.source), request["types"]
    return node is not None and (not types or node.type in types)


def _row(proof: Proof, edge: Edge) -> Row:
    node = proof.node(edge.source)
    assert node is not None, "the ends of an edge are in the store"
    proof.keep(edges=(edge,))
    row: Row = {"system": node.name, "system_id": node.id, "type": ontology().node(node.type).label.vi, "type_code": node.type}
    row |= {"agency": proof.name(edge.target), "agency_id": edge.target, "role": str(edge.get("role"))}
    return row | proof.proved(edge)


QUERY = query("managed", _run)
