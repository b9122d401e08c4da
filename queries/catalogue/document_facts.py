"""All that a document says: the tasks it assigns, the targets it sets, what it reports, and the documents it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graph.model import Edge, Node
from graph.ontology import ontology
from queries.answering import finish, phrase, same_number, sentence
from queries.documents import RELATIONS
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined, shown
from queries.rows import Rows
from queries.task_rows import TaskFacts, status_cells, task_facts
from queries.values import value_cells
from queries.written import query

_SAYS = ("ASSIGNS", "SETS", "REPORTS", "ISSUED_BY", *RELATIONS)
Told = tuple[Edge, Node]
"""What a document says, and the thing that it says it of."""


def _run(request: Request) -> Answer:
    documents: tuple[Node, ...] = request["document"]
    proof = Proof(request.store)
    edges = [edge for node in documents for edge in request.store.edges(node.id, "out", _SAYS)]
    edges += [edge for node in documents for edge in request.store.edges(node.id, "in", ("ADOPTED_BY",))]
    proof.keep(documents)
    ids = {node.id for node in documents}
    proof.know(end for edge in edges for end in (edge.source, edge.target))
    told = [(edge, proof.known(edge.source if edge.target in ids else edge.target)) for edge in edges]
    rows = Rows(sorted(told, key=_order), lambda some: _rows(request, proof, some))
    understood = sentence(phrase("những gì {} nêu", "what {} says", documents[0]))
    return finish("document_facts", understood, rows, proof, same_number(documents))


def _order(told: Told) -> tuple[int, str, str, str]:
    edge, node = told
    due = str(node.get("due_on")) if node.type in {"Task", "Target"} else ""
    return (_SAYS.index(edge.type), due or "9999", shown(node), node.id)


def _rows(request: Request, proof: Proof, told: Sequence[Told]) -> Iterable[Row]:
    proof.know_told(edge for edge, _ in told)
    tasks = {fact.task.id: fact for fact in task_facts(proof, (node for _, node in told if node.type == "Task"))}
    for edge, node in told:
        proof.keep(edges=(edge,))
        kind = ontology().relation(edge.type)
        label = kind.inverse if edge.type == "ADOPTED_BY" else kind.label
        row: Row = {"relation": label.vi, "code": edge.type, "fact": shown(node), "fact_id": node.id, "due_on": "", "status": ""}
        task = tasks.get(node.id)
        row |= _task(proof, task, request.as_of) if task else _details(node, request.as_of)
        yield row | {"evidence": proof.evidence(edge), "because": proof.because(edge, *(task.of("LED_BY") if task else ()))}


def _task(proof: Proof, fact: TaskFacts, as_of: date) -> Row:
    """Who leads a task and until when."""
    proof.keep(edges=fact.edges)
    return {"detail": joined(map(proof.name, fact.ends("LED_BY"))), **status_cells(fact.task, as_of)}


def _details(node: Node, as_of: date) -> Row:
    """What a target or measurement is worth; the title of what has one."""
    if node.type not in {"Target", "Measurement"}:
        return {"detail": str(node.get("title"))}
    cells = value_cells(node)
    sign = "" if cells["comparator"] == "=" else cells["comparator"]
    standing = status_cells(node, as_of) if node.type == "Target" else {}
    return {"detail": f"{sign}{cells['value']} {cells['unit']}".strip(), **standing}


QUERY = query("document_facts", _run)
