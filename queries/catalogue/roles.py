"""Who leads, coordinates and receives the tasks of a topic, and who manages the thing of that name."""

from __future__ import annotations

from graph.model import Edge, Node
from graph.ontology import Label
from queries.answering import about, finish, listed, phrase, sentence
from queries.managers import holding
from queries.model import Answer, Request, Row
from queries.naming import index_of
from queries.proof import Proof
from queries.succession import Successions, successions
from queries.task_filters import TaskFilter
from queries.task_rows import ROLES, TaskFacts, in_time_order, task_facts, task_row
from queries.written import query, shared


def _run(request: Request) -> Answer:
    proof, roles = Proof(request.store), [role for role in request["role"] or ROLES if role in ROLES] or list(ROLES)
    chosen = TaskFilter.read({**request.values, "role": ()}).chosen(request.store, request.as_of)
    facts = task_facts(proof, in_time_order(chosen.tasks))
    rows = [row for fact in facts for role in roles for row in _rows(request, proof, fact, role)]
    rows += _managers(request, proof) if "lead" in roles else []
    return finish("roles", _understood(request, roles), rows, proof, chosen.notes)


def _rows(request: Request, proof: Proof, fact: TaskFacts, role: str) -> list[Row]:
    """A row for each agency that has a role in a task."""
    edges = fact.of(ROLES[role])
    whole = task_row(proof, fact, request.as_of) if edges else {}
    label, passed = shared()["roles"][role]["vi"], successions(proof, request.as_of)
    proof.keep(edges=passed.edges(edge.target for edge in edges))
    return [
        {
            **whole,
            "agency": proof.name(edge.target),
            "agency_id": edge.target,
            "role": label,
            "role_code": role,
            "responsible": passed.names((edge.target,)),
            **proof.proved(*(fact.of("ASSIGNS") or (fact.task,)), edge, *passed.edges((edge.target,))),
        }
        for edge in edges
    ]


def _managers(request: Request, proof: Proof) -> list[Row]:
    """Who manages the things that are called as the topic is."""
    passed, rows = successions(proof, request.as_of), list[Row]()
    for named in index_of(request.store).called(request["about"]):
        held = holding(proof, request.store.edges(named.id, "out", ("MANAGED_BY",)), request.as_of)
        rows += (_manager(proof, named.name, edge, passed) for edge in held)
    return rows


def _manager(proof: Proof, name: str, edge: Edge, passed: Successions) -> Row:
    followed = passed.edges((edge.target,))
    proof.keep(edges=(edge, *followed))
    empty = dict.fromkeys(("due_on", "due_text", "status", "document"), "")
    row: Row = {"agency": proof.name(edge.target), "agency_id": edge.target, "role": "quản lý", "role_code": "manager"}
    row |= {**empty, "task": f"quản lý {name}", "task_id": edge.source, "responsible": passed.names((edge.target,))}
    return row | proof.proved(edge, *followed)


def _understood(request: Request, roles: list[str]) -> Label:
    named = ((code, Label(entry["vi"], entry["en"])) for code, entry in shared()["roles"].items())
    what = listed(roles, named) if len(roles) < len(ROLES) else Label("chủ trì, phối hợp", "leads and coordinates")
    assert what is not None, "there is at least one role"
    named_agency: Node | None = request["agency"]
    return sentence(
        phrase("cơ quan {} các nhiệm vụ", "who {} the tasks", what),
        phrase("có {}", "with {}", named_agency) if named_agency else None,
        about(request["about"]),
    )


QUERY = query("roles", _run)
