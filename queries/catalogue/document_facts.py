"""All that a document says: the tasks it assigns, the targets it sets, what it reports, and the documents it refers to."""

from __future__ import annotations

from graph.model import Edge, Node
from graph.ontology import ontology
from queries.answering import finish, phrase, same_number, sentence
from queries.documents import RELATIONS
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined, shown
from queries.task_rows import TaskFacts, status_cells, task_facts
from queries.values import value_cells
from queries.written import query

_SAYS = ("ASSIGNS", "SETS", "REPORTS", "ISSUED_BY", *RELATIONS)


def _run(request: Request) -> Answer:
    documents: tuple[Node, ...] = request["document"]
    proof = Proof(request.store)
    edges = [edge for node in documents for edge in request.store.edges(node.id, "out", _SAYS)]
    edges += [edge for node in documents for edge in request.store.edges(node.id, "in", ("ADOPTED_BY",))]
    proof.keep(documents)
    ids = {node.id for node in documents}
    proof.know(end for edge in edges for end in (edge.source, edge.target))
    rows = [_row(request, proof, edge, ids) for edge in edges]
    rows.sort(key=lambda row: (_place(row["code"]), row["due_on"] or "9999", row["fact"], row["fact_id"]))
    understood = sentence(phrase("những gì {} nêu", "what {} says", documents[0]))
    return finish("document_facts", understood, rows, proof, same_number(documents))


def _place(relation: str) -> int:
    return _SAYS.index(relation)


def _row(request: Request, proof: Proof, edge: Edge, documents: set[str]) -> Row:
    node = proof.node(edge.source if edge.target in documents else edge.target)
    assert node is not None, "the ends of an edge are in the store"
    proof.keep(edges=(edge,))
    kind = ontology().relation(edge.type)
    label = kind.inverse if edge.type == "ADOPTED_BY" else kind.label
    row: Row = {"relation": label.vi, "code": edge.type, "fact": shown(node), "fact_id": node.id, "due_on": "", "status": ""}
    fact = task_facts(proof, (node,))[0] if node.type == "Task" else None
    roles = fact.edges if fact else ()
    proof.keep(edges=roles)
    row |= _details(request, proof, node, fact)
    return row | {"evidence": proof.evidence(edge), "because": proof.because(edge, *(e for e in roles if e.type == "LED_BY"))}


def _details(request: Request, proof: Proof, node: Node, fact: TaskFacts | None) -> Row:
    """Who leads a task and until when; what a target or measurement is worth."""
    if fact:
        return {"detail": joined(map(proof.name, fact.ends("LED_BY"))), **status_cells(node, request.as_of)}
    if node.type in {"Target", "Measurement"}:
        cells = value_cells(node)
        sign = "" if cells["comparator"] == "=" else cells["comparator"]
        standing = status_cells(node, request.as_of) if node.type == "Target" else {}
        return {"detail": f"{sign}{cells['value']} {cells['unit']}".strip(), **standing}
    return {"detail": str(node.get("title"))}


QUERY = query("document_facts", _run)
