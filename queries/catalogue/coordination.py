"""Which tasks two agencies do together and in which roles, or with which agencies one of them works, the most tasks first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from graph.model import Node
from graph.ontology import Label
from queries.answering import called, finish, phrase, sentence
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined
from queries.rows import Rows
from queries.succession import Successions, ended_note, successions
from queries.task_filters import TaskFilter
from queries.task_rows import ROLES, TaskFacts, in_time_order, task_facts, task_row
from queries.written import columns, label, query, shared

_RANKING = ("partner", "tasks", "leads", "helps", "alike", "submits", "receives")
_WORKING = frozenset({"lead", "coordinating"})
_PROVED = 20
"""So many of the tasks with a partner are shown with their sentences; all are counted."""

Roles = Mapping[str, Sequence[str]]
"""The roles of each agency in one task."""
Bodies = frozenset[str]
"""An agency with those in whose place it stands."""


def _run(request: Request) -> Answer:
    proof = Proof(request.store)
    passed = successions(proof, request.as_of)
    own, partner = _bodies(passed, request["agency"]), request["partner"]
    chosen = TaskFilter.read(request.values, partner=None).chosen(request.store, request.as_of)
    if partner is None:
        partners = _partners(proof, own, task_facts(proof, in_time_order(chosen.tasks)))
        return _answer(request, proof, Rows.each(partners, lambda one: _partner(proof, own, one)), chosen.notes)
    theirs = {task.id for task in TaskFilter(agency=partner).choose(request.store, request.as_of)}
    facts = task_facts(proof, in_time_order(task for task in chosen.tasks if task.id in theirs))
    other = _bodies(passed, partner)
    tasks = Rows.each(facts, lambda fact: _task(request, proof, fact, (own, other)))
    notes = (*_counts(request, facts, (own, other)), *ended_note(request["agency"], passed), *ended_note(partner, passed))
    return _answer(request, proof, tasks, notes)


def _bodies(passed: Successions, agency: Node) -> Bodies:
    return frozenset({agency.id, *passed.predecessors(agency.id)})


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


def _of(roles: Roles, bodies: Bodies) -> list[str]:
    """The roles of any of the bodies."""
    return [role for role in ROLES if any(role in roles.get(body, ()) for body in bodies)]


# -- two agencies: their tasks --


def _task(request: Request, proof: Proof, fact: TaskFacts, pair: tuple[Bodies, Bodies]) -> Row:
    own, other = (_of(_roles(fact), bodies) for bodies in pair)
    edges = [edge for edge in fact.edges if edge.target in pair[0] | pair[1]]
    row: Row = {"agency_role": _said(own), "agency_role_code": ",".join(own)}
    row |= {"partner_role": _said(other), "partner_role_code": ",".join(other)}
    return row | task_row(proof, fact, request.as_of, *edges)


def _said(roles: Sequence[str]) -> str:
    return joined(shared()["roles"][role]["vi"] for role in roles)


def _counts(request: Request, facts: Sequence[TaskFacts], pair: tuple[Bodies, Bodies]) -> tuple[Label, ...]:
    """How many tasks there are of each pair of roles."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for fact in facts:
        own, other = (_of(_roles(fact), bodies) for bodies in pair)
        for roles in product(own, other):
            counts[roles] += 1
    ordered = (roles for roles in product(ROLES, ROLES) if roles in counts)
    return tuple(_count(request["agency"], request["partner"], roles, counts[roles]) for roles in ordered)


def _count(own: Node, partner: Node, pair: tuple[str, str], count: int) -> Label:
    first, second = (label(shared()["roles"][role]) for role in pair)
    tasks = "task" if count == 1 else "tasks"
    vi = f"{called(own).vi} {first.vi}, {called(partner).vi} {second.vi}: {count} nhiệm vụ."
    return Label(vi, f"{called(own).en} {first.en}, {called(partner).en} {second.en}: {count} {tasks}.")


# -- one agency: with whom it works --


@dataclass(frozen=True, slots=True)
class _Partner:
    """An agency that takes part in some of the tasks, with how many there are of each kind."""

    node: Node
    counts: Mapping[str, int]
    facts: Sequence[TaskFacts]

    @property
    def place(self) -> tuple[object, ...]:
        """Its place in the ranking: the most work in common first, groups of agencies last."""
        counts = self.counts
        return (self.node.get("kind") == "group", -counts["tasks"], -counts["submits"], -counts["receives"], self.node.name, self.node.id)


def _partners(proof: Proof, own: Bodies, facts: Sequence[TaskFacts]) -> list[_Partner]:
    found: dict[str, list[tuple[TaskFacts, Roles]]] = defaultdict(list)
    for fact in facts:
        roles = _roles(fact)
        for agency in roles.keys() - own:
            found[agency].append((fact, roles))
    proof.know(found)
    partners = [
        _Partner(node, _together([(_of(roles, own), roles[id_]) for _, roles in told]), [fact for fact, _ in told])
        for id_, told in found.items()
        if (node := proof.node(id_))
    ]
    return sorted((partner for partner in partners if any(partner.counts.values())), key=lambda partner: partner.place)


def _together(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> dict[str, int]:
    """In how many tasks both do the work, one leads and the other helps, or one submits to the other; a task may count in several."""
    doing = [(_WORKING.intersection(one), _WORKING.intersection(two)) for one, two in pairs]
    return {
        "tasks": sum(bool(one and two) for one, two in doing),
        "leads": sum("lead" in one and "coordinating" in two for one, two in doing),
        "helps": sum("coordinating" in one and "lead" in two for one, two in doing),
        "alike": sum(bool(one & two) for one, two in doing),
        "submits": sum(bool(one) and "receiving" in roles for (one, _), (_, roles) in zip(doing, pairs, strict=True)),
        "receives": sum(bool(two) and "receiving" in roles for (_, two), (roles, _) in zip(doing, pairs, strict=True)),
    }


def _partner(proof: Proof, own: Bodies, partner: _Partner) -> Row:
    node = partner.node
    edges = [edge for fact in partner.facts[:_PROVED] for edge in fact.edges if edge.target in own | {node.id}]
    proof.keep((node,), edges)
    return {"partner": node.name, "partner_id": node.id, **partner.counts} | proof.proved(*edges)


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
