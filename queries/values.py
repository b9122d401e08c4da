"""Values of targets and measurements as cells."""

from __future__ import annotations

from graph.model import Node
from queries.model import Row


def value_cells(node: Node) -> Row:
    """The indicator, comparator, value and unit; a whole number stands without a fraction."""
    value = node.get("value", None)
    return {
        "indicator": str(node.get("indicator")),
        "comparator": str(node.get("comparator") or "="),
        "value": int(value) if isinstance(value, float) and value.is_integer() else value,
        "unit": str(node.get("unit")),
    }
