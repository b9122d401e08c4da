"""What is due within some days: tasks and targets in the order of time, with the days that are left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from graph.model import Node
from graph.ontology import Label, ontology
from queries.answering import finish, listed, sentence
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined, shown
from queries.rows import Rows
from queries.target_filters import TargetFacts, TargetFilter
from queries.task_filters import Chosen, TaskFilter
from queries.task_rows import status, status_cells, task_facts, task_row
from queries.times import Period
from queries.written import query

_OF_TASKS = ("role", "partner", "submitted_to")
"""Parameters that speak of tasks only."""


Due = Node | TargetFacts
"""A task, or a target with what sets it."""


def _run(request: Request) -> Answer:
    proof, types = Proof(request.store), request["types"] or ("Task", "Target")
    ahead = Period(request.as_of, request.as_of + timedelta(days=request["days"]))
    wanted = TaskFilter.read(request.values, period=ahead)
    chosen = wanted.chosen(request.store, request.as_of) if "Task" in types else Chosen([])
    due: list[Due] = [task for task in chosen.tasks if status(task, request.as_of) != "done"]
    if "Target" in types and not any(request[name] for name in _OF_TASKS):
        due += TargetFilter.read(request.values, period=ahead).choose(request.store)
    rows = Rows(sorted(due, key=_place), lambda some: _rows(proof, some, request.as_of))
    return finish("due_soon", _understood(request), rows, proof, chosen.notes)


def _node(due: Due) -> Node:
    return due if isinstance(due, Node) else due.target


def _place(due: Due) -> tuple[str, bool, str, str]:
    """The place of one in the order of time, tasks of a day before its targets."""
    node = _node(due)
    return (str(node.get("due_on")), node.type != "Task", shown(node), node.id)


def _rows(proof: Proof, some: Sequence[Due], as_of: date) -> Iterable[Row]:
    facts = {fact.task.id: fact for fact in task_facts(proof, [due for due in some if isinstance(due, Node)])}
    for due in some:
        node = _node(due)
        left = (date.fromisoformat(str(node.get("due_on"))) - as_of).days
        row: Row = {"type": ontology().node(node.type).label.vi, "type_code": node.type, "days_left": left}
        yield row | (task_row(proof, facts[node.id], as_of) if isinstance(due, Node) else _target(proof, due, as_of))


def _target(proof: Proof, fact: TargetFacts, as_of: date) -> Row:
    """A target in the columns of a task: what sets it stands where a task has the document that assigns it."""
    node, ids = fact.target, [edge.source for edge in fact.setting]
    proof.keep((node,), fact.setting)
    empty = dict.fromkeys(("lead", "coordinating", "submitted_to", "due_text", "responsible"), "")
    row: Row = {"task": node.name, "task_id": node.id, **empty, **status_cells(node, as_of)}
    row |= {"document": joined(map(proof.name, ids)), "document_id": ids[0] if len(ids) == 1 else ""}
    return row | proof.proved(*(fact.setting or (node,)))


def _understood(request: Request) -> Label:
    names = [(name, kind.label) for name, kind in ontology().nodes.items()]
    what = listed(request["types"], names) or Label("nhiệm vụ và chỉ tiêu", "tasks and targets")
    days, day = request["days"], request.as_of
    within = Label(
        f"đến hạn trong {days} ngày, từ {day:%d/%m/%Y} đến {day + timedelta(days=days):%d/%m/%Y}",
        f"due within {days} days, from {day} to {day + timedelta(days=days)}",
    )
    return sentence(Label(f"các {what.vi}", what.en), *TaskFilter.read(request.values, statuses=(), period=None).in_words(), within)


QUERY = query("due_soon", _run)
