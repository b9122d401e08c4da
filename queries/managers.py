"""Who manages a database, platform or programme on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graph.model import Edge
from queries.proof import Proof


def holding(proof: Proof, edges: Sequence[Edge], as_of: date) -> list[Edge]:
    """Of the MANAGED_BY edges of one thing those that hold on the day.

    One that ended before does not, nor does one to a body that takes the place of a present manager only later.
    """
    day = as_of.isoformat()
    current = [edge for edge in edges if until(edge) >= day]
    ending = sorted({edge.target for edge in current if edge.get("valid_to")})
    passing = proof.store.edges_many(ending, "out", ("SUCCEEDED_BY",)) if ending else {}
    later = {edge.target for found in passing.values() for edge in found if str(edge.get("on")) > day}
    return [edge for edge in current if edge.get("valid_to") or edge.target not in later]


def last_holding(proof: Proof, edges: Sequence[Edge], as_of: date) -> list[Edge]:
    """As `holding`; where none holds, those that ended last."""
    held = holding(proof, edges, as_of)
    last = max(map(until, edges), default="")
    return held or [edge for edge in edges if until(edge) == last]


def managers(proof: Proof, ids: Iterable[str], as_of: date) -> dict[str, list[Edge]]:
    """By thing, the edges to those who manage it on the day, or did last."""
    found = proof.store.edges_many(list(ids), "out", ("MANAGED_BY",))
    return {id_: last_holding(proof, edges, as_of) for id_, edges in found.items()}


def until(edge: Edge) -> str:
    """The last day that an edge holds; one after all others where it goes on."""
    return str(edge.get("valid_to") or "9999")
