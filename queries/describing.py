"""All facts about one thing."""

from __future__ import annotations

from datetime import date

from graph.model import Node
from graph.store import Store
from queries.model import Answer
from queries.running import run


def describe(store: Store, node: Node) -> Answer:
    """What the graph holds about a node, of whatever day: its properties, and its relations both ways with their evidence."""
    return run(store, "facts", {"entity": node.id}, date.max)
