"""Task rows of a graph: who leads, who helps, until when, and how it stands on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.model import Edge, Evidence, Node
from queries.model import Graph
from viz.values import day

STATUSES = ("overdue", "soon", "on_time", "undated")
"""How a task can stand; the words for people are status_* in words.yaml."""

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task with its roles. `status` is one of STATUSES; agencies and documents are in the graph's order."""

    task: Node
    leads: tuple[Node, ...]
    coordinating: tuple[Node, ...]
    documents: tuple[Node, ...]
    status: str
    evidence: tuple[Evidence, ...]

    @property
    def due_on(self) -> str:
        """The deadline as an ISO day, empty where the text gives none."""
        return str(self.task.get("due_on"))

    @property
    def due_words(self) -> str:
        """The deadline in the words of the text, or how often the task recurs; empty where the text says nothing."""
        return str(self.task.get("due_text") or self.task.get("recurring"))


def status_of(due_on: object, as_of: date) -> str:
    """How something due on `due_on` (an ISO day or nothing) stands on `as_of`; the deadline itself is still in time.

    >>> status_of("2024-07-31", date(2024, 8, 1)), status_of("2024-07-31", date(2024, 7, 31)), status_of("", date(2024, 8, 1))
    ('overdue', 'soon', 'undated')
    """
    due = day(due_on)
    if due is None:
        return "undated"
    if due < as_of:
        return "overdue"
    return "soon" if due - as_of <= SOON else "on_time"


def task_rows(graph: Graph, as_of: date) -> list[TaskRow]:
    """A row for every task of the graph, by deadline (none last), then name."""
    nodes = {node.id: node for node in graph.nodes}
    edges: dict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        if edge.type in ("LED_BY", "COORDINATED_WITH"):
            edges[edge.source].append(edge)
        elif edge.type == "ASSIGNS":
            edges[edge.target].append(edge)
    rows = [_row(node, edges[node.id], nodes, as_of) for node in graph.nodes if node.type == "Task"]
    return sorted(rows, key=lambda row: (row.due_on or "9999", row.task.name, row.task.id))


def _row(task: Node, edges: Sequence[Edge], nodes: Mapping[str, Node], as_of: date) -> TaskRow:
    def ends(relation: str) -> tuple[Node, ...]:
        ids = (edge.source if relation == "ASSIGNS" else edge.target for edge in edges if edge.type == relation)
        return tuple(nodes[id_] for id_ in dict.fromkeys(ids) if id_ in nodes)

    said = [e for edge in edges if edge.type == "ASSIGNS" for e in edge.evidence] or list(task.mentions)
    status = status_of(task.get("due_on"), as_of)
    return TaskRow(task, ends("LED_BY"), ends("COORDINATED_WITH"), ends("ASSIGNS"), status, tuple(dict.fromkeys(said)))
