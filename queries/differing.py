"""Where documents say different things of the same: of one task, or of one indicator on one day. Nothing that is merely two things.

Tasks are the same work where the identity rules of the graph say so. A value is compared where the indicator is named by enough
words to be one thing, both documents state just one value of it for that day, and both are of the central bodies or of one place.
What an amendment, a replacement or a consolidation says anew contradicts nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from graph.model import Edge, Node
from graph.ontology import Label
from graph.store import AlikeKind
from queries.force import ACTS
from queries.proof import Proof, shown
from queries.task_rows import status
from queries.values import contradict, stated

KINDS: Mapping[str, Label] = {
    "deadline": Label("hai thời hạn", "two deadlines"),
    "lead": Label("hai cơ quan chủ trì", "two leads"),
    "status": Label("nơi nói xong, nơi quá hạn", "told done and overdue"),
    "target": Label("hai mức chỉ tiêu", "two target values"),
    "measurement": Label("hai kết quả đo", "two measured values"),
}
"""What documents can differ in, in the order of an answer."""

_LOCAL = frozenset({"people_committee", "commune_committee", "people_council", "local_department"})
_FEWEST_WORDS = 3
_VALUES = {"target": ("Target", "due_on", "SETS"), "measurement": ("Measurement", "as_of", "REPORTS")}


@dataclass(frozen=True, slots=True)
class Side:
    """What one document says: of which node, and in which words."""

    node: Node
    document: str
    value: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Two things said of the same; `about` is the later task or the indicator. The `first` is that of the earlier document."""

    kind: str
    about: Node
    first: Side
    later: Side

    @property
    def documents(self) -> set[str]:
        """The two documents."""
        return {self.first.document, self.later.document}


class Differing:
    """Finds differences in a store on a day; what is known of documents is read once."""

    def __init__(self, proof: Proof, as_of: date) -> None:
        self._proof, self._as_of = proof, as_of
        self._acting: dict[str, set[str]] = {}
        self._places: dict[str, frozenset[str]] = {}

    def of_tasks(self, kinds: Sequence[str]) -> Iterator[Difference]:
        """Tasks of which two documents tell different deadlines or leads, or that one tells as done and the other as overdue."""
        amended = {(pair.first, pair.later) for pair in self._proof.store.alike("amends")}
        alike: tuple[AlikeKind, ...] = ("moved", "apart")
        seen: set[tuple[str, str]] = set()
        pairs = [pair for kind in alike for pair in self._proof.store.alike(kind)]
        tasks = self._proof.store.get_many(sorted({end for pair in pairs for end in (pair.first, pair.later)}))
        for pair in pairs:
            ends = pair.first, pair.later
            if ends in seen or pair.reasons not in (("due",), ("leads",)) or {ends, ends[::-1]} & amended:
                continue
            seen.add(ends)
            first, later = (tasks.get(id_) for id_ in ends)
            if first and later and not _texts(first) & _texts(later) and not self._acts(pair.told_first, pair.told_later):
                sides = Side(first, pair.told_first, ""), Side(later, pair.told_later, "")
                yield from (found for kind in kinds if (found := self._task(kind, pair.reasons[0], *sides)))

    def of_values(self, kind: str) -> Iterator[Difference]:
        """Targets or measurements of one indicator and day whose values cannot both hold."""
        type_, day, relation = _VALUES[kind]
        nodes = {node.id: node for node in self._proof.store.find(type_, {day: (None, None)}) if node.get("value", None) is not None}
        of = self._proof.store.edges_many(list(nodes), "out", ("OF",))
        telling = self._proof.store.edges_many(list(nodes), "in", (relation,))
        groups: dict[tuple[str, str, str], list[Side]] = defaultdict(list)
        for node in nodes.values():
            for edge in of[node.id]:
                sides = groups[edge.target, str(node.get("unit")), str(node.get(day))]
                sides += (Side(node, document, stated(node)) for document in _telling(node, telling[node.id]))
        self._proof.know(indicator for indicator, *_ in groups)
        for (indicator, *_), sides in sorted(groups.items()):
            about = self._proof.node(indicator)
            if about and len(_words(indicator)) >= _FEWEST_WORDS:
                yield from self._pairs(kind, about, sides)

    def _pairs(self, kind: str, about: Node, sides: Sequence[Side]) -> Iterator[Difference]:
        """The pairs of documents that each state one value, where the two cannot both hold."""
        by_document: dict[str, dict[str, Side]] = defaultdict(dict)
        for side in sorted(sides, key=lambda side: side.node.id, reverse=True):
            by_document[side.document][side.value] = side
        single = [next(iter(values.values())) for values in by_document.values() if len(values) == 1]
        self._proof.know(side.document for side in single)
        for one, two in combinations(sorted(single, key=self._when), 2):
            apart = one.node.id != two.node.id and contradict(one.node, two.node)
            if apart and self._same_place(one.document, two.document) and not self._acts(one.document, two.document):
                yield Difference(kind, about, one, two)

    def _task(self, kind: str, reason: str, first: Side, later: Side) -> Difference | None:
        if kind == "status" and reason == "due":
            codes = [status(side.node, self._as_of) for side in (first, later)]
            sides = [Side(side.node, side.document, code) for side, code in zip((first, later), codes, strict=True)]
            return Difference(kind, later.node, *sides) if set(codes) == {"done", "overdue"} else None
        if kind == "deadline" and reason == "due":
            dated = [Side(side.node, side.document, str(side.node.get("due_on"))) for side in (first, later)]
            return Difference(kind, later.node, *dated)
        if kind == "lead" and reason == "leads":
            return Difference(kind, later.node, *(Side(side.node, side.document, self._leads(side.node)) for side in (first, later)))
        return None

    def _leads(self, task: Node) -> str:
        edges = self._proof.store.edges(task.id, "out", ("LED_BY",))
        self._proof.know(edge.target for edge in edges)
        return "; ".join(dict.fromkeys(self._proof.name(edge.target) for edge in edges))

    def _when(self, side: Side) -> tuple[str, str]:
        document = self._proof.node(side.document)
        return (str(document.get("issued_on")) if document else "") or "9999", side.document

    def _acts(self, one: str, two: str) -> bool:
        """Whether one of two documents amends, replaces, repeals, corrects or consolidates the other."""
        for document in (one, two):
            if document not in self._acting:
                self._acting[document] = {edge.target for edge in self._proof.store.edges(document, "out", ACTS)}
        return two in self._acting[one] or one in self._acting[two]

    def _same_place(self, one: str, two: str) -> bool:
        """Whether both documents are of central bodies, or of the same local ones."""
        return self._place(one) == self._place(two)

    def _place(self, document: str) -> frozenset[str]:
        if document not in self._places:
            edges = self._proof.store.edges(document, "out", ("ISSUED_BY",))
            issuers = self._proof.store.get_many([edge.target for edge in edges]).values()
            self._places[document] = frozenset(node.id for node in issuers if node.get("kind") in _LOCAL)
        return self._places[document]


def _texts(node: Node) -> set[str]:
    return {mention.document for mention in node.mentions}


def _telling(node: Node, edges: Iterable[Edge]) -> set[str]:
    """The documents in whose words a value stands."""
    return {place.document for edge in edges for place in edge.evidence} or _texts(node)


def _words(indicator: str) -> list[str]:
    """The words by which an indicator is known; its unit is none."""
    return [word for word in indicator.partition(":")[2].split("-") if word != "pct"]


def subject(one: Difference) -> str:
    """What a difference is about, in words."""
    return shown(one.about)
