"""Tasks as rows: the same columns wherever an answer shows a task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.model import Edge, Node
from queries.model import Row
from queries.proof import Proof, joined, shown
from queries.rows import Rows
from queries.succession import Successions, successions
from queries.written import statuses

ROLES = {"lead": "LED_BY", "coordinating": "COORDINATED_WITH", "receiving": "SUBMITTED_TO"}
"""The relation of each role an agency can have in a task."""

SOON = timedelta(days=30)
_FINISHED = ("done", "completed", "finished", "hoàn thành", "đã hoàn thành")


def status(node: Node, as_of: date) -> str:
    """How a task or target stands on a day: done, overdue, due_soon (30 days or less), open or undated; the last day is in time."""
    due = str(node.get("due_on"))
    if str(node.get("status")).lower() in _FINISHED:
        return "done"
    if not due:
        return "undated"
    if due < as_of.isoformat():
        return "overdue"
    return "due_soon" if due <= (as_of + SOON).isoformat() else "open"


def status_cells(node: Node, as_of: date) -> Row:
    """The deadline and standing of a task or target."""
    code = status(node, as_of)
    return {"due_on": str(node.get("due_on")), "status": statuses()[code].vi, "status_code": code}


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task with the edges of its roles and of the documents that assign it."""

    task: Node
    edges: tuple[Edge, ...]

    def of(self, relation: str) -> tuple[Edge, ...]:
        """The edges of one relation."""
        return tuple(edge for edge in self.edges if edge.type == relation)

    def ends(self, relation: str) -> tuple[str, ...]:
        """The ids of the agencies in a role, or of the assigning documents."""
        return tuple(dict.fromkeys(edge.source if relation == "ASSIGNS" else edge.target for edge in self.of(relation)))


def task_facts(proof: Proof, tasks: Iterable[Node]) -> list[TaskFacts]:
    """The roles and assigning documents of each task; the nodes they name are read at once."""
    relations = (*ROLES.values(), "ASSIGNS")
    tasks = list(tasks)
    edges = proof.store.edges_many([task.id for task in tasks], "both", relations)
    facts = [TaskFacts(task, tuple(edges[task.id])) for task in tasks]
    proof.know_told(edge for fact in facts for edge in fact.edges)
    return facts


def task_row(proof: Proof, fact: TaskFacts, as_of: date, *others: Edge) -> Row:
    """The row of a task, proved by its assignment and by `others`; both go into the answer's graph."""
    task, passed = fact.task, successions(proof, as_of)
    followed = passed.edges(edge.target for edge in (*fact.of("LED_BY"), *fact.of("COORDINATED_WITH")))
    proof.keep((task,), (*fact.edges, *others, *followed))
    said = fact.of("ASSIGNS") or fact.edges or (task,)
    row: Row = {"task": shown(task), "task_id": task.id}
    for column, relation in (("lead", "LED_BY"), ("coordinating", "COORDINATED_WITH"), ("submitted_to", "SUBMITTED_TO")):
        row |= _cell(proof, column, fact.ends(relation))
    row |= {"due_text": str(task.get("due_text") or task.get("recurring")), **status_cells(task, as_of)}
    row |= _cell(proof, "document", fact.ends("ASSIGNS")) | _responsible(fact, passed)
    because = proof.because(*telling(fact, passed), *others)
    return row | {"evidence": proof.evidence(*said, *others, *followed), "because": because}


def _responsible(fact: TaskFacts, passed: Successions) -> Row:
    """Who stands for the leads on the day, and in whose place others coordinate where those named ended; the id where one leads."""
    leads, helping = fact.ends("LED_BY"), [id_ for id_ in fact.ends("COORDINATED_WITH") if passed.heirs(id_)]
    names, ids = [*passed.each(leads), *(f"{name} (phối hợp)" for name in passed.each(helping))], passed.ids(leads)
    return {"responsible": joined(names), "responsible_id": ids[0] if len(ids) == 1 else ""}


def telling(fact: TaskFacts, passed: Successions) -> tuple[Edge | Node, ...]:
    """What a task's row says, in reading order: who assigns it, who has which role, and who stands in the place of those by now."""
    told: list[Edge | Node] = []
    for relation in ("ASSIGNS", *ROLES.values()):
        for edge in fact.of(relation):
            told += (edge, *(passed.edges((edge.target,)) if relation in {"LED_BY", "COORDINATED_WITH"} else ()))
    return tuple(told) or (fact.task,)


def _cell(proof: Proof, column: str, ids: Sequence[str]) -> Row:
    """The names under `column`; the id beside it where it is one thing."""
    return {column: joined(map(proof.name, ids)), f"{column}_id": ids[0] if len(ids) == 1 else ""}


def in_time_order(tasks: Iterable[Node]) -> list[Node]:
    """Tasks by deadline (those without come last), then text."""
    return sorted(tasks, key=lambda task: (str(task.get("due_on")) or "9999", shown(task), task.id))


def task_rows(proof: Proof, tasks: Iterable[Node], as_of: date) -> list[Row]:
    """The rows of some tasks, in their order; all that they need is read at once."""
    return [task_row(proof, fact, as_of) for fact in task_facts(proof, tasks)]


def as_task_rows(proof: Proof, tasks: Iterable[Node], as_of: date) -> Rows[Node]:
    """The rows of some tasks, in time order."""
    return Rows(in_time_order(tasks), lambda some: task_rows(proof, some, as_of))
