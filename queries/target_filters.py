"""Choosing targets: by deadline, what sets them, agency and topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model import Edge, Evidence, Node
from graph.ontology import Label
from graph.store import Store
from queries.answering import about, phrase
from queries.model import Row
from queries.proof import Proof, joined
from queries.times import Period
from queries.topics import Topic
from queries.values import value_cells


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A target with the edges from what sets it."""

    target: Node
    setting: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class TargetFilter:
    """What targets must fulfil; what is None or empty is not asked."""

    period: Period | None = None
    source: Sequence[Node] = ()
    agency: Node | None = None
    about: str | None = None

    @classmethod
    def read(cls, values: Mapping[str, Any], **fixed: Any) -> TargetFilter:
        """The filter from a request's values, `fixed` taking the place of some."""
        read = {name: values.get(name) for name in ("period", "agency", "about")} | {"source": values.get("source") or ()}
        return cls(**(read | fixed))

    def choose(self, store: Store) -> list[TargetFacts]:
        """The targets that fulfil all of it, by deadline (those without one last), then name."""
        found = {node.id: node for node in store.find("Target", {"due_on": self.period.bounds()} if self.period else {})}
        if self.about:
            kept = {node.id for node in Topic.read(self.about).search(store, ("Target",))}
            found = {id_: node for id_, node in found.items() if id_ in kept}
        setting = store.edges_many(list(found), "in", ("SETS",))
        facts = [TargetFacts(node, tuple(setting[id_])) for id_, node in found.items()]
        if self.source:
            setters = _with_programmes(store, self.source)
            facts = [fact for fact in facts if any(edge.source in setters for edge in fact.setting)]
        return sorted(self._of_agency(store, facts), key=lambda fact: _order(fact.target))

    def _of_agency(self, store: Store, facts: list[TargetFacts]) -> list[TargetFacts]:
        """Those that the agency's documents set, or that are told in the words of a task which it leads."""
        if self.agency is None:
            return facts
        issued = store.edges_many(sorted({edge.source for fact in facts for edge in fact.setting}), "out", ("ISSUED_BY",))
        own = {id_ for id_, edges in issued.items() if any(edge.target == self.agency.id for edge in edges)}
        led = Places.of(store.find("Task", {}, [("LED_BY", self.agency.id)]))
        return [fact for fact in facts if any(edge.source in own for edge in fact.setting) or led.hold(fact.target)]

    def in_words(self) -> tuple[Label | None, ...]:
        """The filter as pieces of a sentence about targets."""
        return (
            phrase("của {}", "of {}", self.agency) if self.agency else None,
            phrase("đặt tại {}", "set by {}", self.source[0]) if self.source else None,
            phrase("phải đạt {}", "due {}", self.period.label) if self.period else None,
            about(self.about),
        )


@dataclass(frozen=True, slots=True)
class Places:
    """The words in which some nodes are told, by document."""

    told: Mapping[str, Sequence[Evidence]]

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> Places:
        """Where the nodes are told."""
        told: dict[str, list[Evidence]] = defaultdict(list)
        for node in nodes:
            for mention in node.mentions:
                told[mention.document].append(mention)
        return cls(told)

    def hold(self, node: Node) -> bool:
        """Whether `node` is told in some of the same words."""
        return any(m.start < p.end and p.start < m.end for m in node.mentions for p in self.told.get(m.document, ()))


def target_cells(proof: Proof, fact: TargetFacts) -> Row:
    """The target, its value, and what sets it."""
    ids = [edge.source for edge in fact.setting]
    row: Row = {"target": fact.target.name, "target_id": fact.target.id, **value_cells(fact.target)}
    return row | {"set_by": joined(map(proof.name, ids)), "set_by_id": ids[0] if len(ids) == 1 else ""}


def _with_programmes(store: Store, sources: Iterable[Node]) -> set[str]:
    """The documents and programmes asked for, with the programmes that they adopt and the documents that adopt them."""
    ids = {node.id for node in sources}
    for id_ in sorted(ids):
        edges = store.edges(id_, "both", ("ADOPTED_BY",))
        ids |= {end for edge in edges for end in (edge.source, edge.target)}
    return ids


def _order(node: Node) -> tuple[str, str, str]:
    return (str(node.get("due_on")) or "9999", node.name, node.id)
