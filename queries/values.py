"""Values of targets and measurements: as cells, in words, and whether two can both hold."""

from __future__ import annotations

from math import inf

from graph.model import Node
from queries.model import Row

_LEAST, _MOST = (">", ">="), ("<", "<=")
_ABOUT, _ROUNDING = 0.05, 0.01
"""What 'about' may be off by, and by how much rounding makes two measured values differ."""


def value_cells(node: Node) -> Row:
    """The indicator, comparator, value and unit; a whole number stands without a fraction."""
    value = node.get("value", None)
    return {
        "indicator": str(node.get("indicator")),
        "comparator": str(node.get("comparator") or "="),
        "value": int(value) if isinstance(value, float) and value.is_integer() else value,
        "unit": str(node.get("unit")),
    }


def stated(node: Node) -> str:
    """A value in words: '>= 80 %'; one that is only equal stands without its sign."""
    cells = value_cells(node)
    sign = "" if cells["comparator"] == "=" else cells["comparator"]
    return " ".join(str(part) for part in (sign, cells["value"], cells["unit"]) if str(part))


def contradict(one: Node, two: Node) -> bool:
    """Whether two values of the same indicator and day cannot both hold.

    Two targets that set the same kind of bound set it differently; two measured values may differ by what rounding leaves.
    """
    (low, high), (other_low, other_high) = _range(one), _range(two)
    if one.type == "Target" and _bound(one) == _bound(two):
        return bool(one.get("value") != two.get("value"))
    gap = max(low, other_low) - min(high, other_high)
    leeway = _ROUNDING * max(abs(one.get("value")), abs(two.get("value"))) if one.type == "Measurement" else 0.0
    return bool(gap > leeway)


def _bound(node: Node) -> str:
    sign = str(node.get("comparator") or "=")
    return "least" if sign in _LEAST else "most" if sign in _MOST else sign


def _range(node: Node) -> tuple[float, float]:
    """The values that a statement allows."""
    value, bound = float(node.get("value")), _bound(node)
    leeway = _ABOUT * abs(value) if bound == "~" else 0.0
    return -inf if bound == "most" else value - leeway, inf if bound == "least" else value + leeway
