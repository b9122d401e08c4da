"""How much each agency has to do: its tasks by how they stand."""

from __future__ import annotations

from graph.model import Node
from graph.ontology import Label
from queries.answering import finish, sentence
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.task_filters import TaskFilter
from queries.task_rows import ROLES, status
from queries.written import query, statuses

_PROVED = 20
"""So many of an agency's tasks are shown with their sentences; all are counted."""


def _run(request: Request) -> Answer:
    proof, wanted = Proof(request.store), TaskFilter.read({**request.values, "agency": None})
    roles = [role for role in request["role"] or ("lead",) if role in ROLES] or list(ROLES)
    standing = {task.id: status(task, request.as_of) for task in wanted.choose(request.store, request.as_of)}
    rows = [row for agency in request.store.find("Agency") if (row := _row(proof, agency, roles, standing))]
    rows.sort(key=lambda row: (-row["tasks"], -row["overdue"], row["agency"], row["agency_id"]))
    understood = sentence(
        Label("số nhiệm vụ của từng cơ quan:", "tasks of each agency:"), Label("các nhiệm vụ", "tasks"), *wanted.in_words()
    )
    return finish("workload", understood, rows, proof)


def _row(proof: Proof, agency: Node, roles: list[str], standing: dict[str, str]) -> Row:
    """The counts of an agency; empty where it has none of the tasks."""
    relations = [ROLES[role] for role in roles]
    found = {task.id for relation in relations for task in proof.store.find("Task", {}, [(relation, agency.id)])}
    tasks = sorted(found & standing.keys(), key=lambda id_: (list(statuses()).index(standing[id_]), id_))
    if not tasks:
        return {}
    edges = [edge for id_ in tasks[:_PROVED] for edge in proof.store.edges(id_, "out", relations) if edge.target == agency.id]
    proof.keep((agency,), edges)
    counts: Row = {code: sum(standing[id_] == code for id_ in tasks) for code in statuses()}
    return {"agency": agency.name, "agency_id": agency.id, "tasks": len(tasks), **counts} | proof.proved(*edges)


QUERY = query("workload", _run)
