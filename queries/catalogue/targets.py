"""Targets by the time they are due, by what sets them, by agency and topic."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import Edge, Node
from graph.ontology import Label
from queries.answering import about, finish, phrase, sentence
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined
from queries.task_rows import status_cells
from queries.topics import Topic
from queries.values import value_cells
from queries.written import query


def _run(request: Request) -> Answer:
    proof, period = Proof(request.store), request["period"]
    where = {"due_on": period.bounds()} if period else {}
    found = {node.id: node for node in request.store.find("Target", where)}
    if request["about"]:
        kept = {node.id for node in Topic.read(request["about"]).search(request.store, ("Target",))}
        found = {id_: node for id_, node in found.items() if id_ in kept}
    setting = request.store.edges_many(list(found), "in", ("SETS",))
    nodes = [node for node in found.values() if _chosen(request, node, setting[node.id])]
    rows = [_row(request, proof, node, setting[node.id]) for node in sorted(nodes, key=_order)]
    return finish("targets", _understood(request), rows, proof)


def _order(node: Node) -> tuple[str, str, str]:
    return (str(node.get("due_on")) or "9999", node.name, node.id)


def _chosen(request: Request, node: Node, setting: Iterable[Edge]) -> bool:
    """Whether a target is set by the document or programme asked for, and is the agency's."""
    sources = request["source"]
    if sources and not {edge.source for edge in setting} & _setters(request, sources):
        return False
    return request["agency"] is None or _is_of(request, node, setting)


def _setters(request: Request, sources: Iterable[Node]) -> set[str]:
    """The documents and programmes asked for, with the programmes that they adopt and the documents that adopt them."""
    ids = {node.id for node in sources}
    for id_ in sorted(ids):
        edges = request.store.edges(id_, "both", ("ADOPTED_BY",))
        ids |= {end for edge in edges for end in (edge.source, edge.target)}
    return ids


def _is_of(request: Request, node: Node, setting: Iterable[Edge]) -> bool:
    """Whether the agency issued what sets the target, or leads a task told in the same words."""
    agency: Node = request["agency"]
    if any(edge.target == agency.id for by in setting for edge in request.store.edges(by.source, "out", ("ISSUED_BY",))):
        return True
    led = request.store.find("Task", {}, [("LED_BY", agency.id)])
    places = [place for task in led for place in task.mentions]
    return any(m.document == p.document and m.start < p.end and p.start < m.end for m in node.mentions for p in places)


def _row(request: Request, proof: Proof, node: Node, setting: list[Edge]) -> Row:
    proof.keep((node,), [*setting, *request.store.edges(node.id, "out", ("OF",))])
    row: Row = {"target": node.name, "target_id": node.id, **value_cells(node), **status_cells(node, request.as_of)}
    ids = [edge.source for edge in setting]
    row |= {"set_by": joined(map(proof.name, ids)), "set_by_id": ids[0] if len(ids) == 1 else ""}
    return row | proof.proved(*(setting or (node,)))


def _understood(request: Request) -> Label:
    agency, period, sources = request["agency"], request["period"], request["source"]
    return sentence(
        Label("các chỉ tiêu", "targets"),
        phrase("của {}", "of {}", agency) if agency else None,
        phrase("đặt tại {}", "set by {}", sources[0]) if sources else None,
        phrase("phải đạt {}", "due {}", period.label) if period else None,
        about(request["about"]),
    )


QUERY = query("targets", _run)
