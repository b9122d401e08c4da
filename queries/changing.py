"""What changed between two days, as documents and registry tell: what was issued, given, amended, ended, put off, set, succeeded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.model import Edge, Node
from queries.force import ACTS, Act, acts
from queries.model import Request
from queries.proof import Proof
from queries.task_rows import ROLES
from queries.times import Period

_ENDS = ("REPLACES", "REPEALS")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: on which day, of which node, told by which document ('' where only the registry tells it).

    `other` is the node that it takes the place of or that takes its place; `act` is what one document did to another.
    """

    kind: str
    on: str
    what: str
    document: str = ""
    other: str = ""
    facts: tuple[Edge, ...] = ()
    act: Act | None = None


class Changing:
    """Finds what changed within a period; what several kinds of change need is read once."""

    def __init__(self, request: Request, proof: Proof) -> None:
        self._store, self._proof = proof.store, proof
        asked: Period = request["period"] or Period()
        self._period = asked if asked.end or (asked.start and asked.start > request.as_of) else Period(asked.start, request.as_of)
        self._agency: Node | None = request["agency"]
        self._loaded = {document.id for document in self._store.documents()}
        self._told = self._loaded | self._store.mentioned().keys()
        dated = self._store.find_outlines("Document", {"issued_on": (None, None)})
        self._issued = {node.id: str(node.get("issued_on")) for node in dated}

    def of(self, kinds: Sequence[str]) -> list[Change]:
        """The changes of some kinds, in time order."""
        return self.chosen(change for kind in KINDS if kind in kinds for change in _KINDS[kind](self))

    def chosen(self, found: Iterable[Change]) -> list[Change]:
        """Those of some changes that concern the agency asked for, in time order."""
        chosen = [change for change in found if self._concerned(change)]
        self._proof.know(change.what for change in chosen)
        name = self._proof.name
        return sorted(chosen, key=lambda c: (c.on, ORDER.index(c.kind), name(c.what), c.what, c.other, c.document, _qualifiers(c)))

    def documents(self) -> Iterator[Change]:
        """Documents that were issued, of those that the loaded texts are or name."""
        issued = ((id_, day) for id_, day in self._issued.items() if id_ in self._told and self._period.holds(day))
        return (Change("documents", day, id_, id_) for id_, day in issued)

    def acts(self) -> Iterator[Change]:
        """What documents did to others, by the day from which it works."""
        for act in self._acts:
            if self._period.holds(act.since) and {act.actor, act.target} & self._told:
                yield Change("acts", act.since, act.target, act.actor, facts=act.edges, act=act)

    def tasks(self) -> Iterator[Change]:
        """Tasks that were given for the first time; new rows of an amended document are told as amended."""
        for task, edges in self._given.items():
            day, first = self._first(edges)
            if self._period.holds(day) and task not in self._new_rows:
                yield Change("tasks", day, task, first[0].source, facts=tuple(first))

    def amended(self) -> Iterator[Change]:
        """Tasks that a new row of an amending document takes the place of."""
        return self._alike("amended", "amends")

    def deadlines(self) -> Iterator[Change]:
        """The same work given another deadline by a later document."""
        amended = {(pair.first, pair.later) for pair in self._store.alike("amends")}
        return (change for change in self._alike("deadlines", "moved") if (change.other, change.what) not in amended)

    def ended(self) -> Iterator[Change]:
        """Tasks whose assigning documents all expired, or were replaced or repealed as a whole, the last of them within the period."""
        ends = self._ends()
        for task, edges in self._given.items():
            days = [(ends[edge.source][0], edge.source) for edge in edges if edge.source in ends]
            if len(days) == len(edges) and self._period.holds(max(days)[0]):
                day, document = max(days)
                ending = ends[document][1]
                yield Change("ended", day, task, ending.actor if ending else document, facts=ending.edges if ending else tuple(edges))

    def roles(self) -> Iterator[Change]:
        """Roles in older tasks that no document told before."""
        start = self._period.bounds()[0]
        given = self._given if start else {}
        older = [task for task, edges in given.items() if "" < self._first(edges)[0] < str(start) and task not in self._new_rows]
        for edges in self._store.edges_many(older, "out", tuple(ROLES.values())).values() if older else ():
            for edge in edges:
                days = {self._issued.get(e.document, "") for e in edge.evidence}
                if days and "" not in days and self._period.holds(min(days)):
                    told = min(e.document for e in edge.evidence if self._issued[e.document] == min(days))
                    yield Change("roles", min(days), edge.source, told, edge.target, (edge,))

    def targets(self) -> Iterator[Change]:
        """Targets that were set, by the day of the first document that sets them."""
        ids = [node.id for node in self._store.find_outlines("Target")]
        for target, edges in self._store.edges_many(ids, "in", ("SETS",)).items():
            days = [(self._issued[id_], id_) for edge in edges for id_ in self._setting(edge) if id_ in self._issued]
            if days and self._period.holds(min(days)[0]):
                day, document = min(days)
                yield Change("targets", day, target, document, facts=tuple(edges))

    def successions(self) -> Iterator[Change]:
        """Agencies that others took over from."""
        ids = [node.id for node in self._store.find_outlines("Agency")]
        for edges in self._store.edges_many(ids, "out", ("SUCCEEDED_BY",)).values():
            for edge in edges:
                if self._period.holds(str(edge.get("on"))):
                    yield Change("successions", str(edge.get("on")), edge.source, other=edge.target, facts=(edge,))

    def _alike(self, kind: str, how: str) -> Iterator[Change]:
        pairs = self._store.alike("amends" if how == "amends" else "moved")
        for pair in (pair for pair in pairs if self._period.holds(pair.since)):
            yield Change(kind, pair.since, pair.later, pair.told_later, pair.first)

    @cached_property
    def _new_rows(self) -> set[str]:
        """The tasks that amending documents put in the place of others."""
        return {pair.later for pair in self._store.alike("amends")}

    @cached_property
    def _given(self) -> dict[str, list[Edge]]:
        """The edges by which documents assign each task."""
        ids = [node.id for node in self._store.find_outlines("Task")]
        return {task: edges for task, edges in self._store.edges_many(ids, "in", ("ASSIGNS",)).items() if edges}

    def _first(self, edges: Iterable[Edge]) -> tuple[str, list[Edge]]:
        """The first day on which a task was assigned, and the edges of that day; '' where no day is known."""
        dated = [(self._issued[edge.source], edge) for edge in edges if edge.source in self._issued]
        day = min((day for day, _ in dated), default="")
        return day, [edge for on, edge in dated if on == day]

    def _setting(self, edge: Edge) -> Iterable[str]:
        """The documents that set a target: the one that does, or those that tell that a programme does."""
        return [edge.source] if edge.source.startswith("document:") else sorted({e.document for e in edge.evidence})

    @cached_property
    def _acts(self) -> list[Act]:
        ids = [node.id for node in self._store.find_outlines("Document")]
        return acts(self._proof, (edge for edges in self._store.edges_many(ids, "out", ACTS).values() for edge in edges))

    def _ends(self) -> dict[str, tuple[str, Act | None]]:
        """The documents that end, with the first day on which they are no longer in force and the act that ends them, if one does."""
        expiring = self._store.find_outlines("Document", {"expires_on": (None, None)})
        found: dict[str, tuple[str, Act | None]] = {node.id: (str(node.get("expires_on")), None) for node in expiring}
        for act in self._acts:
            day, by = found.get(act.target, ("9999", None))
            ends = act.relation in _ENDS and act.whole and bool(act.since)
            if ends and (act.since < day or (act.since == day and by is None)):
                found[act.target] = act.since, act
        return found

    def _concerned(self, change: Change) -> bool:
        """Whether a change is one of the agency asked for: of a task in which it has a role, of a document that it issued, of itself."""
        if self._agency is None:
            return True
        if change.kind in _OF_TASKS:
            return bool({change.what, change.other} & self._own_tasks)
        return self._agency.id in (change.what, change.other) or change.document in self._own_documents

    @cached_property
    def _own_tasks(self) -> set[str]:
        links = [(role, self._agency.id) for role in ROLES.values()] if self._agency else []
        return {task.id for link in links for task in self._store.find_outlines("Task", {}, [link])}

    @cached_property
    def _own_documents(self) -> set[str]:
        return {edge.source for edge in self._store.edges(self._agency.id, "in", ("ISSUED_BY",))} if self._agency else set()


def _qualifiers(change: Change) -> tuple[str, ...]:
    return change.facts[0].key[2:] if change.facts else ()


_KINDS: Mapping[str, Callable[[Changing], Iterator[Change]]] = {
    "documents": Changing.documents,
    "acts": Changing.acts,
    "tasks": Changing.tasks,
    "amended": Changing.amended,
    "ended": Changing.ended,
    "deadlines": Changing.deadlines,
    "roles": Changing.roles,
    "targets": Changing.targets,
    "successions": Changing.successions,
}
KINDS = tuple(_KINDS)
ORDER = (*KINDS, "things")
"""The kinds of change in the order of an answer; things that a load named first are known of loads only."""

_OF_TASKS = ("tasks", "amended", "ended", "deadlines", "roles")
