"""The relations of one entity, read from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from graph.model import Edge, Node
from graph.ontology import ontology
from graph.store import Store
from graph.store.base import Direction
from queries.model import Graph


@dataclass(frozen=True, slots=True)
class Link:
    """One relation: `label` says how the entity stands to `other`."""

    label: str
    other: Node
    edge: Edge


def links_of(store: Store, node: Node, language: str, direction: Direction = "both", types: Sequence[str] = ()) -> list[Link]:
    """The relations of `node` of some types (or any), in the order of the ontology, then by the other's name."""
    edges = store.edges(node.id, direction, types)
    others = store.get_many(sorted({_other(edge, node) for edge in edges}))
    known = ontology().relations
    order = {name: position for position, name in enumerate(known)}
    links = []
    for edge in edges:
        relation = known[edge.type]
        label = relation.label if edge.source == node.id or relation.symmetric else relation.inverse
        links.append(Link(label.in_(language), others[_other(edge, node)], edge))
    return sorted(links, key=lambda link: (order[link.edge.type], link.edge.source != node.id, link.other.name, link.edge.key))


def neighbourhood(store: Store, node: Node, links: Sequence[Link], most: int) -> Graph:
    """An entity with at most `most` of its neighbours, some of every kind of relation, and the edges among them all."""
    near: dict[str, Node] = {}
    for ranked in zip_longest(*(list(members) for _, members in groupby(links, key=lambda link: link.label))):
        near |= {link.other.id: link.other for link in ranked if link and len(near) < most}
    nodes = {node.id: node} | near
    edges = {link.edge.key: link.edge for link in links if link.other.id in near}
    for id_ in near:
        edges |= {edge.key: edge for edge in store.edges(id_, "out") if edge.target in near}
    return Graph(tuple(nodes[id_] for id_ in sorted(nodes)), tuple(edges[key] for key in sorted(edges)))


def _other(edge: Edge, node: Node) -> str:
    return edge.target if edge.source == node.id else edge.source
