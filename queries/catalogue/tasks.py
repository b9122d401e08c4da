"""Tasks by agency and role, period, standing, document or programme, and topic."""

from __future__ import annotations

from graph.ontology import Label
from queries.answering import finish, sentence
from queries.model import Answer, Request
from queries.proof import Proof
from queries.rows import Rows
from queries.task_filters import TaskFilter, asked_for
from queries.task_rows import task_rows
from queries.written import query


def _run(request: Request) -> Answer:
    wanted, proof = TaskFilter.read(request.values), Proof(request.store)
    chosen = asked_for(request, wanted)
    rows = Rows(chosen.tasks, lambda some: task_rows(proof, some, request.as_of))
    understood = sentence(Label("các nhiệm vụ", "tasks"), *wanted.in_words())
    return finish("tasks", understood, rows, proof, chosen.notes)


QUERY = query("tasks", _run)
