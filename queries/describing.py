"""All facts about one thing."""

from __future__ import annotations

from datetime import date

from graph.model import Node
from graph.store import Store
from queries.model import Answer
from queries.running import run


def describe(store: Store, node: Node, as_of: date | None = None) -> Answer:
    """What the graph holds about a node: its properties, and its relations both ways with their evidence; as known on a day, or ever."""
    return run(store, "facts", {"entity": node.id}, as_of or date.max)
