"""A graph as the page draws it: where each node stands and what is written on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from textwrap import wrap
from typing import Any

from graph.model import Edge, Node
from graph.ontology import ontology
from graph.text import squash
from queries.model import Graph
from viz.layout import positions
from viz.meaning import title

MOST = 80
"""Nodes drawn at most; of a larger graph those that the answer names and the most linked ones are drawn."""

_LINE, _LINES = 20, 3
_TALLER = 1.3
_LETTER, _ROW, _PADDING, _GAP = 8.0, 19.0, 24.0, 16.0


def drawing(graph: Graph, language: str, first: Iterable[str] = (), total: int = 0) -> dict[str, Any]:
    """Nodes with labels and positions, edges, and the legend.

    `first` are the ids that must not be left out; `total` is how many nodes there are, where `graph` is a part of them.
    """
    wanted = frozenset(first)
    nodes = _chosen(graph, wanted)
    place = {node.id: position for position, node in enumerate(nodes)}
    edges = [edge for edge in graph.edges if edge.source in place and edge.target in place]
    labels = [_label(title(node, language)) for node in nodes]
    sizes = [_size(label) for label in labels]
    spots = _closer(positions(sizes, [(place[edge.source], place[edge.target]) for edge in edges]), sizes)
    known = ontology()
    types = {node.type for node in nodes}
    kinds = {name: {"label": kind.label.in_(language), "colour": kind.colour, "shape": kind.shape} for name, kind in known.nodes.items()}
    return {
        "nodes": [
            {"id": node.id, "type": node.type, "label": label, "name": title(node, language), "x": x, "y": y, "main": node.id in wanted}
            for node, label, (x, y) in zip(nodes, labels, spots, strict=True)
        ],
        "edges": [_edge(edge, language) for edge in edges],
        "kinds": kinds,
        "legend": [(name, kind["label"]) for name, kind in kinds.items() if name in types],
        "total": max(total, len(graph.nodes)),
        "left_out": max(total, len(graph.nodes)) - len(nodes),
    }


def _edge(edge: Edge, language: str) -> dict[str, Any]:
    """An edge with its names both ways and the first sentence that says it, or its basis."""
    relation = ontology().relation(edge.type)
    out: dict[str, Any] = {"from": edge.source, "to": edge.target, "type": edge.type, "symmetric": relation.symmetric}
    out |= {"label": relation.label.in_(language), "inverse": relation.inverse.in_(language)}
    if edge.evidence:
        said = edge.evidence[0]
        return out | {"document": said.document, "start": said.start, "end": said.end, "quote": said.quote}
    return out | {"basis": str(edge.get("basis"))}


def _chosen(graph: Graph, first: frozenset[str]) -> list[Node]:
    if len(graph.nodes) <= MOST:
        return list(graph.nodes)
    links = Counter(end for edge in graph.edges for end in (edge.source, edge.target))
    ranked = sorted(graph.nodes, key=lambda node: (node.id not in first, -links[node.id], node.id))
    return sorted(ranked[:MOST], key=lambda node: node.id)


def _label(name: str) -> str:
    lines = wrap(squash(name), _LINE, break_long_words=False)
    return "\n".join(lines[:_LINES]) + ("…" if len(lines) > _LINES else "")


def _closer(spots: Sequence[tuple[int, int]], sizes: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    """The same picture, first narrowed, then lowered, as far as nodes do not touch: the page is taller than wide."""
    gap = _GAP * max(1.0, 40 / max(len(spots), 1))  # a small picture has room for the names of relations
    pairs = [
        (abs(x - u), abs(y - v), (sizes[i][0] + sizes[j][0]) / 2 + gap, (sizes[i][1] + sizes[j][1]) / 2 + gap)
        for (i, (x, y)), (j, (u, v)) in combinations(enumerate(spots), 2)
    ]
    across = max((wide / max(dx, 1) for dx, dy, wide, high in pairs if dy * _TALLER < high), default=1.0)
    down = max((high / max(dy, 1) for dx, dy, wide, high in pairs if dx * across < wide), default=1.0)
    return [(round(x * across), round(y * down)) for x, y in spots]


def _size(label: str) -> tuple[float, float]:
    lines = label.split("\n")
    return max(map(len, lines)) * _LETTER + _PADDING, len(lines) * _ROW + _PADDING
