"""What no longer counts on a day: the old version of an amended row, and tasks whose documents have ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from graph.store import Store
from queries.force import acts
from queries.proof import Proof
from queries.remembered import remembered

_ENDING = ("REPLACES", "REPEALS", "SUSPENDS")


def out_of_force(store: Store, as_of: date) -> frozenset[str]:
    """The tasks that do not count on a day: those amended by then, and new rows that do not count yet.

    A new row whose day is not known counts at once.
    """
    day = as_of.isoformat()
    amended = remembered(store, out_of_force, lambda: store.alike("amends"))
    return frozenset(pair.first if pair.since <= day else pair.later for pair in amended)


def ended_by(store: Store) -> Mapping[str, str]:
    """The documents that expire, or that others replace, repeal or suspend as a whole, with the first day on which they no longer
    are in force."""
    return remembered(store, ended_by, lambda: _ends(store))


def ended_tasks(store: Store, as_of: date) -> dict[str, str]:
    """The tasks all of whose assigning documents had ended by a day, each with the first of these by id."""
    gone = sorted(id_ for id_, day in ended_by(store).items() if day <= as_of.isoformat())
    tasks = {edge.target for edges in store.edges_many(gone, "out", ("ASSIGNS",)).values() for edge in edges} if gone else set()
    assigning = store.edges_many(sorted(tasks), "in", ("ASSIGNS",)) if tasks else {}
    told = {task: sorted({edge.source for edge in edges}) for task, edges in assigning.items()}
    return {task: by[0] for task, by in told.items() if set(by) <= set(gone)}


def _ends(store: Store) -> dict[str, str]:
    found = {node.id: str(node.get("expires_on")) for node in store.find_outlines("Document", {"expires_on": (None, None)})}
    documents = [node.id for node in store.find_outlines("Document")]
    edges = [edge for edges in store.edges_many(documents, "out", _ENDING).values() for edge in edges]
    proof = Proof(store)
    proof.know(edge.source for edge in edges)
    ending = [act for act in acts(proof, edges) if act.whole and act.since]
    adopting = store.edges_many(sorted({act.target for act in ending}), "out", ("ADOPTED_BY",)) if ending else {}
    for act in ending:
        for id_ in (act.target, *(edge.target for edge in adopting[act.target])):
            found[id_] = min(found.get(id_, act.since), act.since)
    return found
