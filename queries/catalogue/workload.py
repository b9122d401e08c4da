"""How much each agency has to do: its tasks by how they stand."""

from __future__ import annotations

from collections import defaultdict

from graph.model import Edge
from graph.ontology import Label
from queries.answering import finish, sentence
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.task_filters import TaskFilter
from queries.task_rows import ROLES, status, task_facts
from queries.written import query, statuses


def _run(request: Request) -> Answer:
    proof, wanted = Proof(request.store), TaskFilter.read({**request.values, "agency": None})
    roles = [role for role in request["role"] or ("lead",) if role in ROLES] or list(ROLES)
    facts = task_facts(proof, wanted.choose(request.store, request.as_of))
    by_agency: dict[str, list[tuple[str, Edge]]] = defaultdict(list)
    for fact in facts:
        code = status(fact.task, request.as_of)
        for role in roles:
            for edge in fact.of(ROLES[role]):
                by_agency[edge.target].append((code, edge))
    rows = [_row(proof, agency, found) for agency, found in by_agency.items()]
    rows.sort(key=lambda row: (-row["tasks"], -row["overdue"], row["agency"], row["agency_id"]))
    understood = sentence(
        Label("số nhiệm vụ của từng cơ quan:", "tasks of each agency:"), Label("các nhiệm vụ", "tasks"), *wanted.in_words()
    )
    return finish("workload", understood, rows, proof)


def _row(proof: Proof, agency: str, found: list[tuple[str, Edge]]) -> Row:
    edges = [edge for _, edge in found]
    proof.keep(edges=edges)
    counts: Row = {code: sum(one == code for one, _ in found) for code in statuses()}
    tasks = len({edge.source for edge in edges})
    return {"agency": proof.name(agency), "agency_id": agency, "tasks": tasks, **counts, "evidence": proof.evidence(*edges)}


QUERY = query("workload", _run)
