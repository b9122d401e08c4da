"""What lies up or down the dependencies of a thing as rows, each with the way that leads there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.model import Edge, Node
from graph.ontology import ontology
from queries.managers import holding
from queries.model import Row
from queries.proof import Proof, joined, shown
from queries.succession import successions
from queries.task_rows import TaskFacts, task_facts, task_row, telling
from queries.walking import in_words
from queries.ways import Lead, Way, in_order, read_ways

_SYSTEMS = ("Database", "Platform")


def way_rows(proof: Proof, start: Node, leads: Sequence[Sequence[Lead]], as_of: date, column: str, *, inwards: bool) -> list[Row]:
    """The rows of things bound to `start`, each by some ways; `inwards` tells that the ways lead against the dependencies.

    The path is told from what depends to what it depends on; tasks have the columns of every task row.
    """
    read = read_ways(lead for some in leads for lead in some)
    found = [in_order(read[lead] for lead in some) for some in leads]
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
    current = holding(proof, managed, as_of)
    leads, passed = [edge.target for edge in current], successions(proof, as_of)
    row: Row = dict.fromkeys(("coordinating", "submitted_to", "due_on", "due_text", "status", "document"), "")
    row |= {"lead": joined(map(proof.name, leads)), "responsible": passed.names(leads)}
    return row | {"evidence": proof.evidence(*edges), "because": proof.because(*edges, *current, *passed.edges(leads))}
