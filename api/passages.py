"""A document's text with the passages that prove facts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.model import Edge, Evidence, Node
from graph.store import Store

_TOLD = ("ASSIGNS", "SETS", "REPORTS")
"""Relations from a document to what only it tells, whose own relations stand in its text too."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One relation and the place in the text that says it."""

    evidence: Evidence
    edge: Edge
    source: Node
    target: Node


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that the same facts cover. `anchors` are places to jump to at its beginning."""

    text: str
    anchors: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    passage: bool = False


def facts_in(store: Store, document: str) -> list[Fact]:
    """The relations that `document` says about itself and about what it tells, in the order of the text."""
    edges = {edge.key: edge for edge in store.edges(document)}
    for edge in store.edges(document, "out", _TOLD):
        edges |= {own.key: own for own in store.edges(edge.target)}
    nodes = store.get_many(sorted({end for edge in edges.values() for end in (edge.source, edge.target)}))
    found = (
        Fact(evidence, edge, nodes[edge.source], nodes[edge.target])
        for edge in edges.values()
        for evidence in edge.evidence
        if evidence.document == document
    )
    return sorted(found, key=lambda fact: (fact.evidence.start, fact.evidence.end, fact.edge.key))


def pieces(text: str, facts: Sequence[Fact], passage: tuple[int, int] | None = None) -> list[Piece]:
    """`text` cut where facts and the passage begin and end; joined again, the pieces are the text."""
    start, end = passage or (-1, -1)
    bounds = {0, len(text), *(bound for fact in facts for bound in (fact.evidence.start, fact.evidence.end))}
    bounds |= {min(max(bound, 0), len(text)) for bound in passage or ()}
    cuts = sorted(bounds)
    starts = {fact.evidence.start for fact in facts}
    out: list[Piece] = []
    waiting, covering = deque(facts), list[Fact]()
    for low, high in pairwise(cuts):
        while waiting and waiting[0].evidence.start <= low:
            covering.append(waiting.popleft())
        covering = [fact for fact in covering if fact.evidence.end > low]
        anchors = ((f"c{low}",) if low in starts else ()) + (("passage",) if low == max(start, 0) and passage else ())
        out.append(Piece(text[low:high], anchors, tuple(covering), start <= low < end))
    return out


def own_facts(facts: Iterable[Fact], document: str) -> list[Fact]:
    """The facts that say something of the document itself, each once, where it is said first."""
    seen: set[tuple[str, ...]] = set()
    out = []
    for fact in facts:
        if fact.edge.source == document and fact.edge.key not in seen:
            seen.add(fact.edge.key)
            out.append(fact)
    return out
