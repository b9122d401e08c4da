"""Node-link JSON, as networkx reads it back with node_link_graph(data, edges="edges")."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.ontology import Label
from viz.content import Content, Format


def lines(content: Content) -> Iterator[str]:
    """The export piece by piece, one node or edge a line, so that it can be sent while it is made and compared by line."""
    # networkx takes a graph without these two for an undirected one.
    yield '{"directed": true, "multigraph": true, "nodes": ['
    yield from _joined(node.as_dict() for node in sorted(content.graph.nodes, key=lambda node: node.id))
    yield '\n], "edges": ['
    yield from _joined(edge.as_dict() for edge in sorted(content.graph.edges, key=lambda edge: edge.key))
    yield "\n]}\n"


def _joined(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    comma = "\n"
    for record in records:
        yield comma + json.dumps(record, ensure_ascii=False, allow_nan=False)
        comma = ",\n"


def _render(content: Content) -> bytes:
    return "".join(lines(content)).encode("utf8")


FORMAT = Format("json", "json", "application/json", Label("Dữ liệu JSON (nút và cạnh)", "JSON data (nodes and edges)"), _render)
