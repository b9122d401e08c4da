"""Choosing tasks: by agency and role, period, standing, the document or programme they come from, and topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from graph.model import Node, Outline
from graph.ontology import Label
from graph.store import Store
from queries.answering import about, called, listed, phrase
from queries.as_of import InForce, worked_out
from queries.model import Request
from queries.naming import index_of
from queries.proof import Proof, shown
from queries.remembered import remembered
from queries.succession import Successions, ended_note, inherited_notes
from queries.task_rows import ROLES, in_time_order, status
from queries.times import Period
from queries.topics import Topic
from queries.versions import out_of_force
from queries.written import statuses

Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The tasks that a filter leaves, by id, and what is to be said about the agency asked for."""

    tasks: list[Node]
    notes: tuple[Label, ...] = ()

    def __len__(self) -> int:
        return len(self.tasks)


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What tasks must fulfil; what is None or empty is not asked. `roles` are those that `agency` may have.

    `predecessors`: tasks of agencies in whose place `agency` stands on the day are its tasks too.
    """

    agency: Node | None = None
    roles: Sequence[str] = tuple(ROLES)
    partner: Node | None = None
    submitted_to: Node | None = None
    period: Period | None = None
    source: Sequence[Node] = ()
    about: str | None = None
    statuses: Sequence[str] = ()
    recurring: bool = False
    predecessors: bool = True

    @classmethod
    def read(cls, values: Mapping[str, Any], **fixed: Any) -> TaskFilter:
        """The filter from a request's values, `fixed` taking the place of some."""
        roles = [role for role in values.get("role") or () if role in ROLES] or tuple(ROLES)
        read: dict[str, Any] = {
            "agency": values.get("agency"),
            "roles": roles,
            "partner": values.get("partner"),
            "submitted_to": values.get("submitted_to"),
            "period": values.get("period"),
            "source": values.get("source") or (),
            "about": values.get("about"),
            "statuses": values.get("status") or (),
            "recurring": bool(values.get("recurring")),
        }
        return cls(**(read | fixed))

    @property
    def narrows(self) -> bool:
        """Whether anything is asked of the tasks at all."""
        return self != TaskFilter()

    def choose(self, store: Store, as_of: date) -> list[Node]:
        """The tasks that fulfil all of it and are in force on the day, by id."""
        return self.chosen(store, as_of).tasks

    def chosen(self, store: Store, as_of: date) -> Chosen:
        """As `choose`, with notes where the agency has ended or stands in the place of others."""
        if self.agency is None:
            return Chosen(self._in_force(store, as_of, self._found(store, ())))
        passed = Successions(Proof(store), as_of)
        own = self._in_force(store, as_of, self._found(store, (self.agency.id,)))
        tasks, notes = {task.id: task for task in own}, list(ended_note(self.agency, passed))
        for earlier, heir in passed.predecessors(self.agency.id).items() if self.predecessors else ():
            theirs = [task for task in self._in_force(store, as_of, self._found(store, (earlier,))) if task.id not in tasks]
            sure = [task for task in theirs if len(passed.heirs(earlier)) == 1 or heir.does(shown(task))]
            tasks |= {task.id: task for task in sure}
            notes += inherited_notes(self.agency, earlier, passed, len(sure), len(theirs) - len(sure))
        return Chosen([tasks[id_] for id_ in sorted(tasks)], tuple(notes))

    def _found(self, store: Store, agencies: Sequence[str]) -> dict[str, Node]:
        """The tasks that are linked as is asked, one of some agencies taking part if any are given."""
        links = self._links(store, agencies)
        wanted = {task.id: task for task in tasks_about(store, self.about)} if self.about else None
        if wanted is not None and not links:
            return {id_: task for id_, task in wanted.items() if not self.period or self.period.holds(str(task.get("due_on")))}
        where = {"due_on": self.period.bounds()} if self.period else {}
        found = {task.id: task for chosen in product(*links) for task in linked_tasks(store, where, chosen)}
        return {id_: task for id_, task in found.items() if wanted is None or id_ in wanted}

    def _in_force(self, store: Store, as_of: date, found: Mapping[str, Node]) -> list[Node]:
        """Those in force on the day that stand and recur as is asked, by id."""
        amended = out_of_force(store, as_of) if found else ()
        chosen = (found[id_] for id_ in sorted(found) if id_ not in amended)
        kept = (task for task in chosen if not self.statuses or status(task, as_of) in self.statuses)
        return [task for task in kept if task.get("recurring") or not self.recurring]

    def _links(self, store: Store, agencies: Sequence[str]) -> list[list[Link]]:
        """For each thing that tasks must be linked to, the links that will do."""
        wanted: list[list[Link]] = []
        if agencies:
            wanted.append([(ROLES[role], id_) for id_ in agencies for role in self.roles])
        if self.partner:
            wanted.append([(relation, self.partner.id) for relation in ROLES.values()])
        if self.submitted_to:
            wanted.append([(ROLES["receiving"], self.submitted_to.id)])
        if self.source:
            wanted.append([link for node in self.source for link in _from(store, node)])
        return wanted

    def in_words(self) -> tuple[Label | None, ...]:
        """The filter as pieces of a sentence about tasks."""
        return (
            listed(self.statuses, statuses().items()),
            Label("định kỳ", "that recur") if self.recurring else None,
            self._agency_in_words(),
            phrase("có {} cùng tham gia", "with {} taking part", self.partner) if self.partner else None,
            phrase("trình, báo cáo {}", "submitted to {}", self.submitted_to) if self.submitted_to else None,
            phrase("có thời hạn {}", "due {}", _in_time(self.period.label)) if self.period else None,
            phrase("theo {}", "under {}", Label(shown(self.source[0]), called(self.source[0]).en)) if self.source else None,
            about(self.about),
        )

    def _agency_in_words(self) -> Label | None:
        if not self.agency:
            return None
        if len(self.roles) > 1:
            return phrase("của {}", "of {}", self.agency)
        vi, en = {
            "lead": ("do {} chủ trì", "led by {}"),
            "coordinating": ("do {} phối hợp thực hiện", "coordinated by {}"),
            "receiving": ("trình, báo cáo {}", "submitted to {}"),
        }[self.roles[0]]
        return phrase(vi, en, self.agency)


def asked_for(request: Request, wanted: TaskFilter) -> Chosen:
    """The tasks that a request asks for, in time order."""

    def choose() -> Chosen:
        chosen = wanted.chosen(request.store, request.as_of)
        return Chosen(in_time_order(chosen.tasks), chosen.notes)

    return worked_out(request, (asked_for, wanted.statuses), choose)


def linked_tasks(store: Store, where: Mapping[str, Any], links: Sequence[Link]) -> list[Outline]:
    """The tasks whose properties pass `where` and that have all these links, by id; see `Store.find`."""
    key = (linked_tasks, tuple(sorted(where.items())), tuple(links))
    if isinstance(store, InForce):  # which is to learn what it leaves out, also of what is remembered
        return store.passing(linked_tasks(store.store, where, links))
    return remembered(store, key, lambda: store.find_outlines("Task", where, links))


def narrowed(store: Store, values: Mapping[str, Any], as_of: date) -> set[str] | None:
    """The tasks that the agency, period and standing in a request's values leave; None where none of them is given."""
    wanted = TaskFilter.read(values)
    return {task.id for task in wanted.choose(store, as_of)} if wanted.narrows else None


def _in_time(label: Label) -> Label:
    within = label.vi.split()[0] in {"tháng", "quý", "năm", "giai"}
    return Label(f"trong {label.vi}" if within else label.vi, label.en)


def _from(store: Store, node: Node) -> list[Link]:
    """How a task may come from a document or belong to a programme; one that a document adopts counts with it."""
    if node.type == "Document":
        adopted = [edge.source for edge in store.edges(node.id, "in", ("ADOPTED_BY",))]
        programmes = [("PART_OF", id_) for id_ in adopted]
        return [("^ASSIGNS", node.id), ("DEPENDS_ON", node.id), *programmes]
    adopting = [edge.target for edge in store.edges(node.id, "out", ("ADOPTED_BY",))]
    return [("PART_OF", node.id), ("DEPENDS_ON", node.id), ("PRODUCES", node.id), *(("^ASSIGNS", id_) for id_ in adopting)]


def tasks_about(store: Store, topic: str) -> list[Node]:
    """The tasks whose words fit a topic, and those that build or need the thing of that name, by id."""
    found = {node.id: node for node in Topic.read(topic).search(store, ("Task",))}
    for named in index_of(store).called(topic):
        found |= {task.id: task for task in _linked_to(store, named.id)}
    return [found[id_] for id_ in sorted(found)]


def _linked_to(store: Store, id: str) -> Iterable[Node]:
    edges = store.edges(id, "in", ("PRODUCES", "DEPENDS_ON", "PART_OF"))
    return (node for node in store.get_many([edge.source for edge in edges]).values() if node.type == "Task")


def succession_note(store: Store, agency: Node | None, as_of: date) -> tuple[Label, ...]:
    """A note where an agency had ended by a day: who took over from it, and since when."""
    return ended_note(agency, Successions(Proof(store), as_of)) if agency else ()
