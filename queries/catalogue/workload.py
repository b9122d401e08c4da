"""How much each agency has to do: its tasks by how they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.model import Node
from graph.ontology import Label
from queries.answering import finish, sentence
from queries.as_of import worked_out
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.rows import Rows
from queries.task_filters import TaskFilter
from queries.task_rows import ROLES, status
from queries.written import query, statuses

_PROVED = 20
"""So many of an agency's tasks are shown with their sentences; all are counted."""


@dataclass(frozen=True, slots=True)
class Load:
    """The tasks of an agency, by how they stand and then by id, how many stand in each way, and in how many it has each role."""

    agency: Node
    tasks: tuple[str, ...]
    standing: Counter[str]
    roles: Counter[str]


def _run(request: Request) -> Answer:
    proof, wanted = Proof(request.store), TaskFilter.read({**request.values, "agency": None})
    roles = [role for role in request["role"] or ("lead",) if role in ROLES] or list(ROLES)
    loads = worked_out(request, Load, lambda: _loads(request, wanted, roles))
    rows = Rows(loads, lambda some: _rows(proof, some, roles))
    understood = sentence(
        Label("số nhiệm vụ của từng cơ quan:", "tasks of each agency:"), Label("các nhiệm vụ", "tasks"), *wanted.in_words()
    )
    return finish("workload", understood, rows, proof)


def _loads(request: Request, wanted: TaskFilter, roles: Sequence[str]) -> list[Load]:
    """The agencies that have any of the tasks, those with the most first."""
    store = request.store
    standing = {task.id: status(task, request.as_of) for task in wanted.choose(store, request.as_of)}
    tasks: dict[str, set[str]] = defaultdict(set)
    taken: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for links in store.links_many(list(standing), "out", [ROLES[role] for role in roles]).values():
        for link in links:
            tasks[link.target].add(link.source)
            taken[link.target].add((link.source, link.type))
    order = {code: place for place, code in enumerate(statuses())}
    agencies = store.outlines(sorted(tasks))
    loads = [
        Load(
            agencies[id_],
            tuple(sorted(held, key=lambda task: (order[standing[task]], task))),
            Counter(map(standing.__getitem__, held)),
            Counter(relation for _, relation in taken[id_]),
        )
        for id_, held in tasks.items()
    ]
    return sorted(loads, key=_order)


def _order(load: Load) -> tuple[int, int, str, str]:
    return (-len(load.tasks), -load.standing["overdue"], load.agency.name, load.agency.id)


def _rows(proof: Proof, loads: Sequence[Load], roles: Sequence[str]) -> Iterable[Row]:
    shown = sorted({task for load in loads for task in load.tasks[:_PROVED]})
    edges = proof.store.edges_many(shown, "out", [ROLES[role] for role in roles])
    proof.know_told(edge for of_task in edges.values() for edge in of_task)
    for load in loads:
        agency = load.agency
        said = [edge for task in load.tasks[:_PROVED] for edge in edges[task] if edge.target == agency.id]
        proof.keep((agency,), said)
        counts: Row = {f"as_{role}": load.roles[relation] for role, relation in ROLES.items()}
        counts |= {code: load.standing[code] for code in statuses()}
        yield {"agency": agency.name, "agency_id": agency.id, "tasks": len(load.tasks), **counts} | proof.proved(*said)


QUERY = query("workload", _run)
