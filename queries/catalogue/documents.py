"""The documents of the graph: by issuer, kind, time of issue and topic, with how much each says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from graph.model import Node
from graph.ontology import Label, ontology
from queries.answering import about, finish, listed, phrase, sentence
from queries.as_of import worked_out
from queries.documents import by_issue, cells_of_documents
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.remembered import remembered
from queries.rows import Rows
from queries.topics import Topic
from queries.written import query

_COUNTED = {"tasks": "ASSIGNS", "targets": "SETS", "measurements": "REPORTS"}


def _run(request: Request) -> Answer:
    proof, store = Proof(request.store), request.store
    loaded = remembered(store, "loaded", lambda: frozenset(document.id for document in store.documents()))
    rows = Rows(worked_out(request, "documents", lambda: _sorted(request, loaded)), lambda some: _rows(proof, some, loaded))
    return finish("documents", _understood(request), rows, proof)


def _sorted(request: Request, loaded: Set[str]) -> list[Node]:
    nodes = [node for node in _found(request) if request["loaded"] != ("yes",) or node.id in loaded]
    return sorted(nodes, key=by_issue)


def _found(request: Request) -> list[Node]:
    agency, period, kinds = request["agency"], request["period"], request["kind"] or (None,)
    where: dict[str, object] = {"issued_on": period.bounds()} if period else {}
    links = [("ISSUED_BY", agency.id)] if agency else []
    found = {
        n.id: n for kind in kinds for n in request.store.find_outlines("Document", {**where, **({"kind": kind} if kind else {})}, links)
    }
    if request["about"]:
        kept = {node.id for node in Topic.read(request["about"]).search(request.store, ("Document",))}
        found = {id_: node for id_, node in found.items() if id_ in kept}
    return [found[id_] for id_ in sorted(found)]


def _rows(proof: Proof, nodes: Sequence[Node], loaded: Set[str]) -> Iterable[Row]:
    edges = proof.store.edges_many([node.id for node in nodes], "out", ("ISSUED_BY", *_COUNTED.values()))
    for node, cells in zip(nodes, cells_of_documents(proof, nodes), strict=True):
        said = edges[node.id]
        issued = [edge for edge in said if edge.type == "ISSUED_BY"]
        proof.keep((node,), issued)
        counts: Row = {column: sum(edge.type == relation for edge in said) for column, relation in _COUNTED.items()}
        row: Row = {**cells, **counts, "loaded": "có" if node.id in loaded else "không"}
        yield row | proof.proved(*(issued or (node,)))


def _understood(request: Request) -> Label:
    return sentence(
        phrase("các {}", "{}", listed(request["kind"], ontology().document_kinds.items()) or Label("văn bản", "documents")),
        Label("đã nạp", "that are loaded") if request["loaded"] == ("yes",) else None,
        phrase("do {} ban hành", "issued by {}", request["agency"]) if request["agency"] else None,
        Label("ban hành", "issued") if request["period"] and not request["agency"] else None,
        request["period"].label if request["period"] else None,
        about(request["about"]),
    )


QUERY = query("documents", _run)
