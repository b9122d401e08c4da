"""Versions of a task: an amended row counts until the amendment takes effect, the new row from then on."""

from __future__ import annotations

from datetime import date

from graph.store import Store
from queries.remembered import remembered


def out_of_force(store: Store, as_of: date) -> frozenset[str]:
    """The tasks that do not count on a day: those amended by then, and new rows that do not count yet.

    A new row whose day is not known counts at once.
    """
    day = as_of.isoformat()
    amended = remembered(store, out_of_force, lambda: store.alike("amends"))
    return frozenset(pair.first if pair.since <= day else pair.later for pair in amended)
