"""The tasks of a graph as an answer, with the columns of task queries: for exports of a graph that nobody asked a question of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from graph.model import Edge, Evidence, Node
from graph.ontology import Label
from queries.model import Answer, Graph, Row
from queries.proof import joined, shown
from queries.task_rows import status_cells
from queries.written import columns

_ROLES = {"lead": "LED_BY", "coordinating": "COORDINATED_WITH", "submitted_to": "SUBMITTED_TO", "document": "ASSIGNS"}


def tasks_of(graph: Graph, as_of: date) -> Answer:
    """Every task of `graph`: who leads, who helps, until when, and how it stands on `as_of`; by deadline, those without last."""
    nodes = {node.id: node for node in graph.nodes}
    edges: dict[str, list[Edge]] = defaultdict(list)
    for edge in sorted(graph.edges, key=lambda edge: edge.key):
        if edge.type in _ROLES.values():
            edges[edge.target if edge.type == "ASSIGNS" else edge.source].append(edge)
    rows = [_row(node, edges[node.id], nodes, as_of) for node in graph.nodes if node.type == "Task"]
    rows.sort(key=lambda row: (row["due_on"] or "9999", row["task"], row["task_id"]))
    return Answer("tasks", Label("các nhiệm vụ", "tasks"), {}, columns("tasks"), tuple(rows), graph)


def _row(task: Node, edges: Sequence[Edge], nodes: Mapping[str, Node], as_of: date) -> Row:
    row: Row = {"task": shown(task), "task_id": task.id}
    for column, relation in _ROLES.items():
        ends = [edge.source if relation == "ASSIGNS" else edge.target for edge in edges if edge.type == relation]
        ids = list(dict.fromkeys(ends))
        row[column] = joined(shown(nodes[id_]) if id_ in nodes else id_ for id_ in ids)
        row[f"{column}_id"] = ids[0] if len(ids) == 1 else ""
    row["responsible"] = ""  # what took over from whom need not be in the graph
    row |= {"due_text": str(task.get("due_text") or task.get("recurring")), **status_cells(task, as_of)}
    assigned = sorted({e for edge in edges if edge.type == "ASSIGNS" for e in edge.evidence})
    return row | {"evidence": [_told(e, nodes) for e in assigned or task.mentions]}


def _told(evidence: Evidence, nodes: Mapping[str, Node]) -> dict[str, object]:
    document = nodes.get(evidence.document)
    return {**evidence.as_dict(), "document_name": shown(document) if document else evidence.document}
