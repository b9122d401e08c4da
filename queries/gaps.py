"""What the graph lacks: for each kind of gap the things that are counted, those that have it, and the documents that tell them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import Edge, Node
from queries.managers import until
from queries.model import Request
from queries.proof import Proof, shown
from queries.task_filters import TaskFilter

_SYSTEMS = ("Database", "Platform")


@dataclass(frozen=True, slots=True)
class Counted:
    """The things of which a kind of gap is counted: all, those that have it, and by id the documents that tell each."""

    things: Sequence[Node]
    lacking: frozenset[str]
    told_by: Mapping[str, Sequence[str]]

    def missing(self) -> list[Node]:
        """The things that have the gap."""
        return [node for node in self.things if node.id in self.lacking]

    def by_document(self) -> dict[str, Counted]:
        """The same of what each document tells."""
        things: dict[str, list[Node]] = {}
        for node in self.things:
            for document in self.told_by[node.id]:
                things.setdefault(document, []).append(node)
        return {document: Counted(told, self.lacking, self.told_by) for document, told in things.items()}


class Gaps:
    """Counts gaps for a request; what several kinds need is read once."""

    def __init__(self, request: Request, proof: Proof) -> None:
        self._request, self._proof = request, proof
        self._sources = {node.id for node in request["source"] or ()}
        self._read: dict[str, tuple[list[Node], dict[str, list[Edge]]]] = {}

    def of(self, kind: str) -> Counted:
        """The gaps of one kind."""
        return _KINDS[kind](self)

    def undated_tasks(self) -> Counted:
        """Tasks without a deadline; what recurs needs none."""
        return self._tasks(lambda task, _: not task.get("due_on") and not task.get("recurring"))

    def unled_tasks(self) -> Counted:
        """Tasks of which nobody is named as the lead."""
        return self._tasks(lambda _, edges: not any(edge.type == "LED_BY" for edge in edges))

    def unassigned_tasks(self) -> Counted:
        """Tasks of which no document is known to assign them."""
        return self._tasks(lambda _, edges: not any(edge.type == "ASSIGNS" for edge in edges))

    def valueless_targets(self) -> Counted:
        """Targets of which no value is known."""
        return self._targets(lambda target: target.get("value", None) is None)

    def undated_targets(self) -> Counted:
        """Targets of which it is not told by when."""
        return self._targets(lambda target: not target.get("due_on"))

    def unmanaged_systems(self) -> Counted:
        """Databases and platforms that texts name and that nobody is known to manage on the day."""
        kinds = () if self._request["agency"] else self._request["types"] or _SYSTEMS
        found = [node for kind in kinds for node in self._proof.store.find(kind) if node.mentions]
        day, edges = self._request.as_of.isoformat(), self._edges(found, "out", ("MANAGED_BY",))
        lacking = (node.id for node in found if not any(until(edge) >= day for edge in edges[node.id]))
        return self._counted(found, lacking, {node.id: _texts(node) for node in found})

    def unloaded_documents(self) -> Counted:
        """Documents that texts name and whose own text is not loaded; what is yet to be made, and numbers of a loaded one, do not count."""
        store = self._proof.store
        loaded = {document.id for document in store.documents()}
        issuer = [("ISSUED_BY", self._request["agency"].id)] if self._request["agency"] else []
        named = [node for node in store.find("Document", {}, issuer) if set(_texts(node)) - {node.id}]
        made = self._edges([node for node in named if not node.get("number")], "in", ("PRODUCES",))
        numbers = {node.get("number") for node in named if node.id in loaded} - {""}
        kinds = self._request["document_kind"]
        found = [
            node
            for node in named
            if not made.get(node.id)
            and not ("-undated-" in node.id and node.get("number") in numbers)
            and (not kinds or node.get("kind") in kinds)
        ]
        return self._counted(found, (node.id for node in found if node.id not in loaded), {node.id: _texts(node) for node in found})

    def _tasks(self, lacks: Callable[[Node, Sequence[Edge]], bool]) -> Counted:
        tasks, edges = self._once("tasks", self._chosen_tasks, "both", ("LED_BY", "ASSIGNS"))
        told_by = {task.id: _sources(edges[task.id], "ASSIGNS") or _texts(self._proof.whole(task)) for task in tasks}
        return Counted(tasks, frozenset(task.id for task in tasks if lacks(task, edges[task.id])), told_by)

    def _chosen_tasks(self) -> list[Node]:
        return TaskFilter.read(self._request.values).choose(self._proof.store, self._request.as_of)

    def _targets(self, lacks: Callable[[Node], bool]) -> Counted:
        targets, edges = self._once("targets", lambda: self._proof.store.find("Target"), "in", ("SETS",))
        told_by = {target.id: _sources(edges[target.id], "SETS") or _texts(target) for target in targets}
        agency: Node | None = self._request["agency"]
        if agency:
            issued = {edge.source for edge in self._proof.store.edges(agency.id, "in", ("ISSUED_BY",))}
            targets = [target for target in targets if issued & set(told_by[target.id])]
        return self._counted(targets, (target.id for target in targets if lacks(target)), told_by)

    def _counted(self, found: Iterable[Node], lacking: Iterable[str], told_by: Mapping[str, Sequence[str]]) -> Counted:
        kept = [node for node in found if not self._sources or self._sources & set(told_by[node.id])]
        return Counted(kept, frozenset(lacking), told_by)

    def _once(
        self, what: str, nodes: Callable[[], list[Node]], direction: str, relations: Sequence[str]
    ) -> tuple[list[Node], dict[str, list[Edge]]]:
        if what not in self._read:
            found = nodes()
            self._read[what] = found, self._edges(found, direction, relations)
        return self._read[what]

    def _edges(self, nodes: Iterable[Node], direction: str, relations: Sequence[str]) -> dict[str, list[Edge]]:
        ids = [node.id for node in nodes]
        if direction == "both":
            return self._proof.store.edges_many(ids, "both", relations)
        return self._proof.store.edges_many(ids, "in" if direction == "in" else "out", relations)


_KINDS: Mapping[str, Callable[[Gaps], Counted]] = {
    "undated_tasks": Gaps.undated_tasks,
    "unled_tasks": Gaps.unled_tasks,
    "unassigned_tasks": Gaps.unassigned_tasks,
    "valueless_targets": Gaps.valueless_targets,
    "undated_targets": Gaps.undated_targets,
    "unloaded_documents": Gaps.unloaded_documents,
    "unmanaged_systems": Gaps.unmanaged_systems,
}
KINDS = tuple(_KINDS)
TASK_KINDS = tuple(kind for kind in KINDS if kind.endswith("_tasks"))


def _sources(edges: Iterable[Edge], relation: str) -> list[str]:
    return list(dict.fromkeys(edge.source for edge in edges if edge.type == relation))


def _texts(node: Node) -> list[str]:
    """The texts that name a thing, its own left out."""
    return sorted({mention.document for mention in node.mentions} - {node.id})


def in_order(kind: str, counted: Counted) -> list[Node]:
    """The things that have a gap: documents by how many texts name them, the most first; then by name."""
    often = {node.id: -len(counted.told_by[node.id]) for node in counted.things} if kind == "unloaded_documents" else {}
    return sorted(counted.missing(), key=lambda node: (often.get(node.id, 0), shown(node), node.id))
