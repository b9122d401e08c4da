"""What lies up or down the dependencies of a thing, each with the way that leads there."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from graph.store import Store
from queries.hops import code, hop
from queries.model import Row
from queries.proof import Proof, joined, shown
from queries.succession import successions
from queries.task_rows import TaskFacts, task_facts, task_row, telling
from queries.walking import in_words, other_end

_SYSTEMS = ("Database", "Platform")


@dataclass(frozen=True, slots=True)
class Way:
    """How the node `id` is bound to a start: `path` as walked from the start; `relation` is what the last hop is called."""

    id: str
    path: tuple[Edge, ...]
    relation: Label
    code: str


def need_ways(store: Store, start: Node, depth: int = 0) -> list[Way]:
    """What depends on `start`, directly or through others, at most `depth` hops away (0: any number)."""
    reached = store.reach(start.id, "in", ("DEPENDS_ON",), depth)
    return [Way(r.id, r.path, hop(r.path[-1]), code(r.path[-1])) for r in reached if r.id != start.id]


def build_ways(store: Store, start: Node, _depth: int = 0) -> list[Way]:
    """The tasks that build `start`."""
    label = Label("xây dựng, tạo ra", "builds")
    return [Way(edge.source, (edge,), label, "PRODUCES") for edge in store.edges(start.id, "in", ("PRODUCES",))]


def connect_ways(store: Store, start: Node, _depth: int = 0) -> list[Way]:
    """What `start` is connected to, one hop away."""
    label = Label("kết nối", "connects")
    edges = store.edges(start.id, "both", ("CONNECTS_TO",))
    return [Way(other_end(edge, start.id), (edge,), label, "CONNECTS_TO") for edge in edges]


def required_ways(store: Store, start: Node, depth: int = 0) -> list[Way]:
    """What `start` depends on, and what the tasks that build it depend on, at most `depth` hops away (0: any number)."""
    reached = store.reach(start.id, "out", ("DEPENDS_ON",), depth)
    ways = [Way(r.id, r.path, hop(r.path[-1]), code(r.path[-1])) for r in reached]
    builders = store.edges(start.id, "in", ("PRODUCES",)) if depth != 1 else []  # what builders need is two steps away at least
    for built in builders:
        below = store.reach(built.source, "out", ("DEPENDS_ON",), max(depth - 1, 0))
        ways += (Way(r.id, (built, *r.path), hop(r.path[-1]), code(r.path[-1])) for r in below)
    return [way for way in ways if way.id != start.id]


def together(proof: Proof, ways: Iterable[Way], types: Sequence[str] | None, only: Container[str] | None = None) -> list[list[Way]]:
    """The ways to each thing of some types (or of any), the shortest first; the nearest things first, then by name.

    `only` leaves the things with those ids.
    """
    by_id: dict[str, list[Way]] = {}
    for way in sorted(ways, key=lambda w: (len(w.path), w.code != "PRODUCES", w.code, w.id)):
        by_id.setdefault(way.id, []).append(way)
    proof.know(by_id)
    kept = [
        found
        for id_, found in by_id.items()
        if (only is None or id_ in only) and (node := proof.node(id_)) and (not types or node.type in types)
    ]
    return sorted(kept, key=lambda found: (len(found[0].path), not _is_task(proof, found[0].id), proof.name(found[0].id), found[0].id))


def _is_task(proof: Proof, id: str) -> bool:
    node = proof.node(id)
    return node is not None and node.type == "Task"


def way_rows(proof: Proof, start: Node, found: Sequence[Sequence[Way]], as_of: date, column: str, *, inwards: bool) -> list[Row]:
    """The rows of things bound to `start`, each by some ways; `inwards` tells that the ways lead against the dependencies.

    The path is told from what depends to what it depends on; tasks have the columns of every task row.
    """
    proof.know_told(edge for ways in found for way in ways for edge in way.path)
    nodes = [proof.known(ways[0].id) for ways in found]
    tasks = {fact.task.id: fact for fact in task_facts(proof, (node for node in nodes if node.type == "Task"))}
    managed = _managed(proof, nodes)
    rows = []
    for node, ways in zip(nodes, found, strict=True):
        edges, task = _walked(ways, inwards=inwards), tasks.get(node.id)
        proof.keep((start, node), edges)
        row = _row(proof, ways, column, in_words(proof, node.id if inwards else start.id, edges[: len(ways[0].path)]))
        if task:
            rows.append(row | _task_cells(proof, task, as_of, edges, inwards=inwards))
        else:
            rows.append(row | _cells(proof, managed.get(node.id, ()), as_of, edges))
    return rows


def _walked(ways: Sequence[Way], *, inwards: bool) -> list[Edge]:
    """The edges of some ways in the order in which they are told."""
    return [edge for way in ways for edge in (way.path[::-1] if inwards else way.path)]


def _row(proof: Proof, ways: Sequence[Way], column: str, path: str) -> Row:
    first = ways[0]
    node = proof.known(first.id)
    return {
        column: shown(node),
        f"{column}_id": node.id,
        "type": ontology().node(node.type).label.vi,
        "type_code": node.type,
        "relation": joined(way.relation.vi for way in _nearest(ways)),
        "relation_code": first.code,
        "hops": len(first.path),
        "path": path,
    }


def _nearest(ways: Sequence[Way]) -> list[Way]:
    return [way for way in ways if len(way.path) == len(ways[0].path)]


def _managed(proof: Proof, nodes: Sequence[Node]) -> dict[str, list[Edge]]:
    managed = proof.store.edges_many([node.id for node in nodes if node.type in _SYSTEMS], "out", ("MANAGED_BY",))
    proof.know(edge.target for edges in managed.values() for edge in edges)
    return managed


def _task_cells(proof: Proof, fact: TaskFacts, as_of: date, edges: Sequence[Edge], *, inwards: bool) -> Row:
    """The columns of a task, proved also by the edges that lead to it, told as the path is."""
    row = task_row(proof, fact, as_of, *edges)
    row |= {} if inwards else {"because": proof.because(*edges, *telling(fact, successions(proof, as_of)))}
    return {key: value for key, value in row.items() if key not in {"task", "task_id"}}


def _cells(proof: Proof, managed: Sequence[Edge], as_of: date, edges: Sequence[Edge]) -> Row:
    """The cells of what is no task: of a system who manages it on the day."""
    current = [edge for edge in managed if str(edge.get("valid_to") or "9999") >= as_of.isoformat()]
    leads, passed = [edge.target for edge in current], successions(proof, as_of)
    row: Row = dict.fromkeys(("coordinating", "submitted_to", "due_on", "due_text", "status", "document"), "")
    row |= {"lead": joined(map(proof.name, leads)), "responsible": passed.names(leads)}
    return row | {"evidence": proof.evidence(*edges), "because": proof.because(*edges, *current, *passed.edges(leads))}
