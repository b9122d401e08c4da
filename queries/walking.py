"""Paths over the graph in words."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Edge
from graph.ontology import ontology
from graph.store import Link
from queries.hops import hop
from queries.proof import Proof

_LONGEST_NAME = 90


def in_words(proof: Proof, start: str, edges: Sequence[Edge]) -> str:
    """A path from the node `start` in words: 'A → khai thác, sử dụng → B'; an edge walked against its direction has its inverse name."""
    proof.know(end for edge in edges for end in (edge.source, edge.target))
    said, at = [short(proof.name(start))], start
    for edge in edges:
        forwards = edge.source == at
        at = edge.target if forwards else edge.source
        label = hop(edge).vi if forwards else _backwards(edge)
        said += [label, short(proof.name(at))]
    return " → ".join(said)


def _backwards(edge: Edge) -> str:
    return ontology().relation(edge.type).inverse.vi


def short(name: str) -> str:
    """A name cut to a length that a path can hold."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


def other_end(edge: Edge | Link, id: str) -> str:
    """The end of an edge that is not `id`."""
    return edge.target if edge.source == id else edge.source
