"""Which tasks two agencies do together and in which roles, or with which agencies one of them works, the most tasks first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.model import Edge, Node
from graph.ontology import Label
from queries.answering import called, finish, phrase, sentence
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined
from queries.task_filters import TaskFilter, succession_note
from queries.task_rows import ROLES, TaskFacts, in_time_order, task_facts, task_row
from queries.written import columns, label, query, shared

_RANKING = ("partner", "tasks", "leads", "helps", "alike", "submits", "receives")
_WORKING = frozenset({"lead", "coordinating"})
_PROVED = 20
"""So many of the tasks with a partner are shown with their sentences; all are counted."""

Roles = Mapping[str, Sequence[str]]
"""The roles of each agency in one task."""


def _run(request: Request) -> Answer:
    own: Node = request["agency"]
    wanted, proof = TaskFilter.read(request.values), Proof(request.store)
    facts = in_time_order(task_facts(proof, wanted.choose(request.store, request.as_of)))
    notes = succession_note(request.store, own, request.as_of)
    partner: Node | None = request["partner"]
    if partner:
        rows = [_task(request, proof, fact, partner) for fact in facts]
        return _answer(request, proof, rows, (*_counts(own, partner, facts), *notes))
    return _answer(request, proof, _ranking(proof, own.id, facts), notes)


def _answer(request: Request, proof: Proof, rows: Sequence[Row], notes: Sequence[Label]) -> Answer:
    """The answer with the columns of a list of tasks or of a ranking."""
    pair = request["partner"] is not None
    shown = tuple(column for column in columns("coordination") if (column.name in _RANKING) != pair)
    return replace(finish("coordination", _understood(request), rows, proof, notes), columns=shown)


def _roles(fact: TaskFacts) -> Roles:
    found: dict[str, list[str]] = defaultdict(list)
    for role, relation in ROLES.items():
        for agency in fact.ends(relation):
            found[agency].append(role)
    return found


# -- two agencies: their tasks --


def _task(request: Request, proof: Proof, fact: TaskFacts, partner: Node) -> Row:
    roles = _roles(fact)
    own, other = roles[request["agency"].id], roles[partner.id]
    edges = [edge for edge in fact.edges if edge.target in {request["agency"].id, partner.id}]
    row: Row = {"agency_role": _said(own), "agency_role_code": ",".join(own)}
    row |= {"partner_role": _said(other), "partner_role_code": ",".join(other)}
    return row | task_row(proof, fact, request.as_of, *edges)


def _said(roles: Sequence[str]) -> str:
    return joined(shared()["roles"][role]["vi"] for role in roles)


def _counts(own: Node, partner: Node, facts: Sequence[TaskFacts]) -> tuple[Label, ...]:
    """How many tasks there are of each pair of roles."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for fact in facts:
        roles = _roles(fact)
        for first in roles[own.id]:
            for second in roles[partner.id]:
                counts[first, second] += 1
    return tuple(_count(own, partner, pair, counts[pair]) for pair in sorted(counts, key=lambda pair: tuple(map(list(ROLES).index, pair))))


def _count(own: Node, partner: Node, pair: tuple[str, str], count: int) -> Label:
    first, second = (label(shared()["roles"][role]) for role in pair)
    tasks = "task" if count == 1 else "tasks"
    vi = f"{called(own).vi} {first.vi}, {called(partner).vi} {second.vi}: {count} nhiệm vụ."
    return Label(vi, f"{called(own).en} {first.en}, {called(partner).en} {second.en}: {count} {tasks}.")


# -- one agency: with whom it works --


def _ranking(proof: Proof, own: str, facts: Sequence[TaskFacts]) -> list[Row]:
    """A row for each agency that takes part in the tasks, those with the most work in common first, groups of agencies last."""
    found: dict[str, list[tuple[TaskFacts, Roles]]] = defaultdict(list)
    for fact in facts:
        roles = _roles(fact)
        for agency in roles.keys() - {own}:
            found[agency].append((fact, roles))
    proof.know(found)
    rows = [row for agency, told in found.items() if any((row := _partner(proof, own, agency, told)).get(name) for name in _RANKING[1:])]
    return sorted(rows, key=lambda row: (row["group"], -row["tasks"], -row["submits"], -row["receives"], row["partner"], row["partner_id"]))


def _partner(proof: Proof, own: str, agency: str, told: Sequence[tuple[TaskFacts, Roles]]) -> Row:
    node = proof.node(agency)
    assert node is not None, "the ends of an edge are in the store"
    pairs = [(frozenset(roles[own]), frozenset(roles[agency])) for _, roles in told]
    counts: Row = {
        "tasks": sum(bool(one & _WORKING and two & _WORKING) for one, two in pairs),
        "leads": sum("lead" in one and "coordinating" in two for one, two in pairs),
        "helps": sum("coordinating" in one and "lead" in two for one, two in pairs),
        "alike": sum(bool(one & two & _WORKING) for one, two in pairs),
        "submits": sum(bool(one & _WORKING) and "receiving" in two for one, two in pairs),
        "receives": sum("receiving" in one and bool(two & _WORKING) for one, two in pairs),
    }
    edges = [edge for fact, _ in told[:_PROVED] for edge in _between(fact, own, agency)]
    proof.keep((node,), edges)
    row: Row = {"partner": node.name, "partner_id": node.id, "group": node.get("kind") == "group", **counts}
    return row | {"evidence": proof.evidence(*edges)}


def _between(fact: TaskFacts, own: str, agency: str) -> list[Edge]:
    return [edge for edge in fact.edges if edge.target in {own, agency}]


def _understood(request: Request) -> Label:
    own, wanted = request["agency"], TaskFilter.read({**request.values, "agency": None, "partner": None})
    if request["partner"]:
        both = Label(
            f"{called(own).vi} và {called(request['partner']).vi}",
            f"{called(own).en} and {called(request['partner']).en}",
        )
        return sentence(Label("các nhiệm vụ", "tasks"), *wanted.in_words(), phrase("có cả {} tham gia", "that {} do together", both))
    tasks = sentence(Label("các nhiệm vụ", "tasks"), *wanted.in_words())
    narrowed = phrase("trong {}", "in {}", Label(tasks.vi.lower(), tasks.en.lower())) if wanted.narrows else None
    return sentence(phrase("các cơ quan cùng làm việc với {}", "agencies that {} works with", own), narrowed)


QUERY = query("coordination", _run)
