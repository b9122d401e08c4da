"""The relations of one entity, read from it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Edge, Node
from graph.ontology import ontology
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Link:
    """One relation: `label` says how the entity stands to `other`."""

    label: str
    other: Node
    edge: Edge


def links_of(store: Store, node: Node, language: str) -> list[Link]:
    """The relations of `node` in both directions, in the order of the ontology, then by the other's name."""
    edges = store.edges(node.id)
    others = store.get_many(sorted({_other(edge, node) for edge in edges}))
    known = ontology().relations
    order = {name: position for position, name in enumerate(known)}
    links = []
    for edge in edges:
        relation = known[edge.type]
        label = relation.label if edge.source == node.id or relation.symmetric else relation.inverse
        links.append(Link(label.in_(language), others[_other(edge, node)], edge))
    return sorted(links, key=lambda link: (order[link.edge.type], link.edge.source != node.id, link.other.name, link.edge.key))


def _other(edge: Edge, node: Node) -> str:
    return edge.target if edge.source == node.id else edge.source
