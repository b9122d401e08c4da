"""GraphML for Gephi, yEd, Cytoscape and igraph: properties as attributes, lists joined into one text."""

from __future__ import annotations

import io
from collections.abc import Iterable

import networkx as nx

from graph.model import Edge, Evidence, Node, Scalar
from graph.ontology import Label, ontology
from graph.text import squash
from viz.content import Content, Format
from viz.values import plain, printable


def _render(content: Content) -> bytes:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(content.graph.nodes, key=lambda node: node.id):
        graph.add_node(node.id, **_node(node))
    for number, edge in enumerate(sorted(content.graph.edges, key=lambda edge: edge.key)):
        # The key becomes the edge's id in the file, which has to be unique in all of it.
        graph.add_edge(edge.source, edge.target, key=f"e{number}", **_edge(edge, content.language))
    out = io.BytesIO()
    nx.write_graphml_lxml(graph, out, encoding="utf-8", prettyprint=True)
    return out.getvalue()


def _node(node: Node) -> dict[str, Scalar]:
    # Viewers look for the text to draw under `label`.
    own: dict[str, Scalar] = {"label": node.name, "type": node.type, "name": node.name}
    own |= {"name_en": node.name_en, "aliases": plain(node.aliases), "mentions": _places(node.mentions)}
    declared = ontology().node(node.type).properties
    # One type for each attribute: a whole number among fractions would become a second attribute of the same name.
    values = {key: float(value) if declared[key].type == "float" else value for key, value in node.properties.items()}
    return _clean({**own, **values})


def _edge(edge: Edge, language: str) -> dict[str, Scalar]:
    label = ontology().relation(edge.type).label.in_(language)
    return _clean({"label": label, "type": edge.type, "evidence": _places(edge.evidence), **edge.properties})


def _places(evidence: Iterable[Evidence]) -> str:
    return "\n".join(f"{e.document} {e.start}-{e.end}: {squash(e.quote)}" for e in evidence)


def _clean(values: dict[str, Scalar]) -> dict[str, Scalar]:
    kept = {name: printable(value) if isinstance(value, str) else value for name, value in values.items()}
    return {name: value for name, value in kept.items() if value != ""}


FORMAT = Format(
    "graphml", "graphml", "application/graphml+xml", Label("Đồ thị GraphML (Gephi, yEd)", "GraphML graph (Gephi, yEd)"), _render
)
