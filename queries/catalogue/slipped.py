"""Deadlines that moved back: the same work told by two documents, the later of which gives it more time.

Work is the same where the tasks make the same thing, where the identity rules of the graph say so, or where one row amends the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.model import Edge
from graph.ontology import Label, ontology
from graph.store import AlikeKind, Store
from queries.answering import finish, sentence
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined, shown
from queries.task_filters import TaskFilter
from queries.task_rows import TaskFacts, task_facts, task_row
from queries.written import query

_KINDS: tuple[AlikeKind, ...] = ("moved", "amends")


def _run(request: Request) -> Answer:
    proof, wanted = Proof(request.store), TaskFilter.read(request.values)
    chosen = {task.id for task in wanted.choose(request.store, request.as_of)} if wanted.narrows else None
    found = {(r["first_task_id"], r["task_id"]): r for r in _alike(request, proof, chosen)}
    for product, edges in _products(request.store):
        found |= {(r["first_task_id"], r["task_id"]): r for r in _rows(request, proof, product, edges, chosen)}
    rows = list(found.values())
    rows.sort(key=lambda row: (row["product"].lower(), row["first_due_on"], row["later_due_on"], row["first_task_id"]))
    understood = sentence(Label("các nhiệm vụ", "tasks"), *wanted.in_words(), Label("bị lùi thời hạn", "whose deadline moved back"))
    return finish("slipped", understood, rows, proof)


def _alike(request: Request, proof: Proof, chosen: set[str] | None) -> Iterator[Row]:
    """A row for each two tasks of the same work, and for each amended one, whose later deadline is later."""
    for kind in _KINDS:
        for pair in request.store.alike(kind):
            tasks = request.store.get_many([pair.first, pair.later])
            if len(tasks) < 2 or (chosen is not None and not tasks.keys() & chosen):
                continue
            first, later = task_facts(proof, (tasks[pair.first], tasks[pair.later]))
            if _due(first) and _due(first) < _due(later):
                yield _row(request, proof, "", (first, later), {})


def _products(store: Store) -> Iterator[tuple[str, dict[str, Edge]]]:
    """Everything that several tasks produce, each with the edge that says so, by task."""
    for kind in sorted(ontology().relation("PRODUCES").targets):
        for node in store.find(kind):
            edges = {edge.source: edge for edge in store.edges(node.id, "in", ("PRODUCES",))}
            if len(edges) > 1:
                yield node.id, edges


def _rows(request: Request, proof: Proof, product: str, edges: dict[str, Edge], chosen: set[str] | None) -> list[Row]:
    """A row for each deadline followed by a later one of another document; the leads, where both are told, must share one."""
    tasks = [task for task in request.store.get_many(sorted(edges)).values() if task.get("due_on")]
    facts = sorted(task_facts(proof, tasks), key=lambda fact: (*_told_on(proof, fact), fact.task.id))
    rows: list[Row] = []
    for place, later in enumerate(facts):
        first = next((fact for fact in reversed(facts[:place]) if _same_work(fact, later)), None)
        if first and _due(first) < _due(later) and (chosen is None or {first.task.id, later.task.id} & chosen):
            rows.append(_row(request, proof, product, (first, later), edges))
    return rows


def _told_on(proof: Proof, fact: TaskFacts) -> tuple[str, str]:
    """What orders two tellings: the date of the document where it is known, else the deadline itself."""
    dates = [str(node.get("issued_on")) for id_ in fact.ends("ASSIGNS") if (node := proof.node(id_)) and node.get("issued_on")]
    return (min(dates, default=_due(fact)), _due(fact))


def _due(fact: TaskFacts) -> str:
    return str(fact.task.get("due_on"))


def _same_work(first: TaskFacts, later: TaskFacts) -> bool:
    leads = set(first.ends("LED_BY")), set(later.ends("LED_BY"))
    told = set(first.ends("ASSIGNS")) or _texts(first), set(later.ends("ASSIGNS")) or _texts(later)
    return told[0].isdisjoint(told[1]) and (not all(leads) or not leads[0].isdisjoint(leads[1]))


def _texts(fact: TaskFacts) -> set[str]:
    return {mention.document for mention in fact.task.mentions}


def _row(request: Request, proof: Proof, product: str, pair: tuple[TaskFacts, TaskFacts], edges: dict[str, Edge]) -> Row:
    first, later = pair
    told = [task_row(proof, fact, request.as_of, *(edges[id_] for id_ in (fact.task.id,) if id_ in edges)) for fact in pair]
    row: Row = {
        "product": proof.name(product) if product else "",
        "product_id": product,
        "task": shown(later.task),
        "task_id": later.task.id,
    }
    row |= {"first_task_id": first.task.id, "lead": joined(cell["lead"] for cell in told if cell["lead"])}
    row["responsible"] = told[1]["responsible"]
    row |= {"first_due_on": _due(first), "later_due_on": _due(later), "days": (_day(later) - _day(first)).days}
    row |= {"first_document": told[0]["document"], "first_document_id": told[0]["document_id"]}
    row |= {"later_document": told[1]["document"], "later_document_id": told[1]["document_id"], "status": told[1]["status"]}
    return row | {key: told[0][key] + [e for e in told[1][key] if e not in told[0][key]] for key in ("evidence", "because")}


def _day(fact: TaskFacts) -> date:
    return date.fromisoformat(_due(fact))


QUERY = query("slipped", _run)
