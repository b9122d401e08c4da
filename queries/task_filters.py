"""Choosing tasks: by agency and role, period, standing, the document or programme they come from, and topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from graph.model import Node
from graph.ontology import Label
from graph.store import Store
from queries.answering import about, called, listed, phrase
from queries.naming import index_of
from queries.proof import shown
from queries.task_rows import ROLES, status
from queries.times import Period
from queries.topics import Topic
from queries.versions import out_of_force
from queries.written import statuses

Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What tasks must fulfil; what is None or empty is not asked. `roles` are those that `agency` may have."""

    agency: Node | None = None
    roles: Sequence[str] = tuple(ROLES)
    partner: Node | None = None
    submitted_to: Node | None = None
    period: Period | None = None
    source: Sequence[Node] = ()
    about: str | None = None
    statuses: Sequence[str] = ()
    recurring: bool = False

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
        where = {"due_on": self.period.bounds()} if self.period else {}
        wanted = {task.id: task for task in tasks_about(store, self.about)} if self.about else None
        found: dict[str, Node] = {}
        if wanted is not None and not self._links(store):
            found = {id_: task for id_, task in wanted.items() if not self.period or self.period.holds(str(task.get("due_on")))}
        else:
            for links in product(*self._links(store)):
                found |= {task.id: task for task in store.find("Task", where, links)}
        amended = out_of_force(store, as_of)
        chosen = (found[id_] for id_ in sorted(found) if (wanted is None or id_ in wanted) and id_ not in amended)
        kept = (task for task in chosen if not self.statuses or status(task, as_of) in self.statuses)
        return [task for task in kept if task.get("recurring") or not self.recurring]

    def _links(self, store: Store) -> list[list[Link]]:
        """For each thing that tasks must be linked to, the links that will do."""
        wanted: list[list[Link]] = []
        if self.agency:
            wanted.append([(ROLES[role], self.agency.id) for role in self.roles])
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
    ended = str(agency.get("valid_to")) if agency else ""
    if not agency or not ended or ended >= as_of.isoformat():
        return ()
    edges = store.edges(agency.id, "out", ("SUCCEEDED_BY",))
    names = {node.id: node.name for node in store.get_many([edge.target for edge in edges]).values()}
    heirs = ", ".join(dict.fromkeys(names[edge.target] for edge in edges if edge.target in names))
    if not heirs:
        return ()
    vi = f"{agency.name} hoạt động đến {ended}; kế thừa: {heirs}."
    return (Label(vi, f"{called(agency).en} existed until {ended}; succeeded by: {heirs}."),)
