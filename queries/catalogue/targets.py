"""Targets by the time they are due, by what sets them, by agency and topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from graph.model import Edge, Evidence, Node
from graph.ontology import Label
from graph.store import Store
from queries.answering import about, finish, phrase, sentence
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined
from queries.rows import Rows
from queries.task_rows import status_cells
from queries.topics import Topic
from queries.values import value_cells
from queries.written import query

Setting = Mapping[str, Sequence[Edge]]
"""By what each target is set."""


def _run(request: Request) -> Answer:
    proof, period = Proof(request.store), request["period"]
    where = {"due_on": period.bounds()} if period else {}
    found = {node.id: node for node in request.store.find("Target", where)}
    if request["about"]:
        kept = {node.id for node in Topic.read(request["about"]).search(request.store, ("Target",))}
        found = {id_: node for id_, node in found.items() if id_ in kept}
    setting = request.store.edges_many(list(found), "in", ("SETS",))
    nodes = _of_sources(request, list(found.values()), setting)
    nodes = _of_agency(request.store, nodes, setting, request["agency"]) if request["agency"] else nodes
    rows = Rows(sorted(nodes, key=_order), lambda some: _rows(proof, some, setting, request.as_of))
    return finish("targets", _understood(request), rows, proof)


def _order(node: Node) -> tuple[str, str, str]:
    return (str(node.get("due_on")) or "9999", node.name, node.id)


def _of_sources(request: Request, nodes: list[Node], setting: Setting) -> list[Node]:
    """The targets set by the documents or programmes asked for; all where none is asked for."""
    if not request["source"]:
        return nodes
    setters = _setters(request, request["source"])
    return [node for node in nodes if any(edge.source in setters for edge in setting[node.id])]


def _setters(request: Request, sources: Iterable[Node]) -> set[str]:
    """The documents and programmes asked for, with the programmes that they adopt and the documents that adopt them."""
    ids = {node.id for node in sources}
    for id_ in sorted(ids):
        edges = request.store.edges(id_, "both", ("ADOPTED_BY",))
        ids |= {end for edge in edges for end in (edge.source, edge.target)}
    return ids


def _of_agency(store: Store, nodes: Sequence[Node], setting: Setting, agency: Node) -> list[Node]:
    """The targets that an agency's documents set, or that are told in the words of a task which it leads."""
    issued = store.edges_many(sorted({edge.source for node in nodes for edge in setting[node.id]}), "out", ("ISSUED_BY",))
    own = {id_ for id_, edges in issued.items() if any(edge.target == agency.id for edge in edges)}
    places: dict[str, list[Evidence]] = defaultdict(list)
    for task in store.find("Task", {}, [("LED_BY", agency.id)]):
        for mention in task.mentions:
            places[mention.document].append(mention)
    return [
        node
        for node in nodes
        if any(edge.source in own for edge in setting[node.id])
        or any(m.start < p.end and p.start < m.end for m in node.mentions for p in places.get(m.document, ()))
    ]


def _rows(proof: Proof, nodes: Sequence[Node], setting: Setting, as_of: date) -> Iterable[Row]:
    proof.know_told(edge for node in nodes for edge in setting[node.id])
    of = proof.store.edges_many([node.id for node in nodes], "out", ("OF",))
    for node in nodes:
        said = setting[node.id]
        proof.keep((node,), [*said, *of[node.id]])
        row: Row = {"target": node.name, "target_id": node.id, **value_cells(node), **status_cells(node, as_of)}
        ids = [edge.source for edge in said]
        row |= {"set_by": joined(map(proof.name, ids)), "set_by_id": ids[0] if len(ids) == 1 else ""}
        yield row | proof.proved(*(said or (node,)))


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
