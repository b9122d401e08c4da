"""The relations of one entity, read from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from graph.errors import StoreError
from graph.model import Edge, Node
from graph.ontology import ontology
from graph.store import CHANGED, Direction, Store
from graph.store import Link as Found
from queries.captions import captions
from queries.model import Graph
from queries.remembered import remembered
from queries.rows import Made
from queries.walking import other_end


@dataclass(frozen=True, slots=True)
class Link:
    """One relation: `label` says how the entity stands to `other`."""

    label: str
    other: Node
    edge: Edge


def links_of(
    store: Store, node: Node, language: str, direction: Direction = "both", relations: Sequence[str] = (), types: Sequence[str] = ()
) -> Made[Found, Link]:
    """The relations of `node` of some kinds (or any) to things of some types, in the order of the ontology, then by the other's name.

    Each is read when it is looked at: a hub has tens of thousands.
    """
    key = (links_of, node.id, direction, tuple(relations), tuple(types))
    found = remembered(store, key, lambda: _found(store, node.id, direction, relations, types))
    return Made(found, lambda some: _read(store, node.id, some, language))


def _found(store: Store, node: str, direction: Direction, relations: Sequence[str], types: Sequence[str]) -> list[Found]:
    links = store.links_many([node], direction, relations)[node]
    known = captions(store, (other_end(link, node) for link in links))
    if types:
        links = [link for link in links if known[other_end(link, node)].type in types]
    order = {name: position for position, name in enumerate(ontology().relations)}
    return sorted(links, key=lambda link: (order[link.type], link.source != node, known[other_end(link, node)].name, link))


def _read(store: Store, node: str, links: Sequence[Found], language: str) -> Iterator[Link]:
    edges, others = store.edges_of(links), store.outlines([other_end(link, node) for link in links])
    for link in links:
        other, relation = others.get(other_end(link, node)), ontology().relation(link.type)
        if link not in edges or other is None:
            raise StoreError(store.url, CHANGED)
        label = relation.label if link.source == node or relation.symmetric else relation.inverse
        yield Link(label.in_(language), other, edges[link])


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
