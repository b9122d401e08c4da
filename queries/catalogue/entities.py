"""The things of the graph by type and topic: which databases, platforms, programmes, agencies or indicators there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graph.model import Node
from graph.ontology import ontology
from queries.answering import about, finish, listed, sentence
from queries.managers import holding
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined
from queries.rows import Rows
from queries.topics import Topic
from queries.written import query

_TYPES = ("Database", "Platform", "Programme")
"""What is listed where no type is asked for."""


def _run(request: Request) -> Answer:
    proof, types = Proof(request.store), request["types"] or _TYPES
    nodes = sorted((node for node in _found(request, types) if node.mentions or request["named"] != ("yes",)), key=_order)
    understood = sentence(listed(types, ((name, kind.label) for name, kind in ontology().nodes.items())), about(request["about"]))
    rows = Rows(nodes, lambda some: _rows(proof, some, request.as_of))
    return finish("entities", understood, rows, proof)


def _found(request: Request, types: Sequence[str]) -> list[Node]:
    if request["about"]:
        return Topic.read(request["about"]).search(request.store, types)
    return [node for type_ in types for node in request.store.find(type_)]


def _order(node: Node) -> tuple[int, str, str]:
    """What most documents name comes first."""
    return -_documents(node), node.name, node.id


def _documents(node: Node) -> int:
    return len({mention.document for mention in node.mentions})


def _rows(proof: Proof, nodes: Sequence[Node], as_of: date) -> Iterable[Row]:
    edges = proof.store.edges_many([node.id for node in nodes], "out", ("MANAGED_BY",))
    proof.know(edge.target for some in edges.values() for edge in some)
    proof.know(mention.document for node in nodes for mention in node.mentions)
    for node in nodes:
        managed = holding(proof, edges[node.id], as_of)
        agencies = list(dict.fromkeys(edge.target for edge in managed))
        proof.keep((node,), managed)
        row: Row = {"entity": node.name, "entity_id": node.id, "type": ontology().node(node.type).label.vi, "type_code": node.type}
        row |= {"managed_by": joined(map(proof.name, agencies)), "managed_by_id": agencies[0] if len(agencies) == 1 else ""}
        yield row | {"documents": _documents(node)} | proof.proved(node, *managed)


QUERY = query("entities", _run)
