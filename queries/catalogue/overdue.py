"""Tasks whose last day has passed."""

from __future__ import annotations

from datetime import date

from graph.ontology import Label
from queries.answering import finish, sentence
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.rows import Rows
from queries.task_filters import TaskFilter, asked_for
from queries.task_rows import task_rows
from queries.written import query


def _run(request: Request) -> Answer:
    wanted, proof = TaskFilter.read(request.values, statuses=("overdue",)), Proof(request.store)
    chosen = asked_for(request, wanted)
    rows = Rows(chosen.tasks, lambda some: (_with_delay(row, request.as_of) for row in task_rows(proof, some, request.as_of)))
    day = Label(f"tính đến ngày {request.as_of:%d/%m/%Y}", f"as of {request.as_of}")
    understood = sentence(Label("các nhiệm vụ", "tasks"), *wanted.in_words(), day)
    return finish("overdue", understood, rows, proof, chosen.notes)


def _with_delay(row: Row, as_of: date) -> Row:
    return {**row, "days_late": (as_of - date.fromisoformat(row["due_on"])).days}


QUERY = query("overdue", _run)
