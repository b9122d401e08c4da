"""Parts of the graph: what lies around a thing, and all that the loaded texts are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.errors import LimitError
from graph.model import Edge, Node
from graph.store import Link, Store
from queries.model import Graph


def subgraph(store: Store, around: Node, depth: int, types: Sequence[str] = (), most: int = 0) -> Graph:
    """All within `depth` hops of a node, over relations of `types` (or any) in either direction, and every such edge among these.

    Raises LimitError where these are more than `most` nodes (0: any number).
    """
    kept, links = {around.id}, set[Link]()
    border = [around.id]
    for _ in range(depth):
        found = _links_at(store, border, types)
        links |= found
        border = sorted({end for link in found for end in (link.source, link.target)} - kept)
        kept.update(border)
        if most and len(kept) > most:
            raise LimitError("nodes", most)
    if depth:
        links |= {link for link in _links_at(store, border, types) if link.source in kept and link.target in kept}
    return _sorted({around.id: around} | store.get_many(sorted(kept)), store.edges_of(sorted(links)).values())


def _links_at(store: Store, ids: Sequence[str], types: Sequence[str]) -> set[Link]:
    return {link for links in store.links_many(ids, "both", types).values() for link in links}


def whole(store: Store) -> Graph:
    """Every node that a loaded text mentions, what the registry joins to one of these by one edge, and all edges among them."""
    nodes = {node.id: node for node in store.nodes()}
    edges = list(store.all_edges())
    kept = {id_ for id_, node in nodes.items() if node.mentions} | {document.id for document in store.documents()}
    told = [edge for edge in edges if edge.evidence]
    kept |= {end for edge in told for end in (edge.source, edge.target)}
    joined = {
        end for edge in edges if not edge.evidence and (edge.source in kept or edge.target in kept) for end in (edge.source, edge.target)
    }
    kept |= joined
    chosen = {id_: node for id_, node in nodes.items() if id_ in kept}
    return _sorted(chosen, (edge for edge in edges if edge.source in chosen and edge.target in chosen))


def _sorted(nodes: dict[str, Node], edges: Iterable[Edge]) -> Graph:
    return Graph(tuple(nodes[id_] for id_ in sorted(nodes)), tuple(sorted(edges, key=lambda edge: edge.key)))
