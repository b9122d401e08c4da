"""What is written on a node of the drawing, and how much room it takes."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass

from graph.model import Node
from graph.text import squash
from queries.proof import shown

CARDS = 150
"""Graphs of up to this many nodes are drawn as cards with names in them, larger ones as dots with names beside them."""

_WIDTH, _LINES = 21, 4
"""Characters in a line and lines on a card; the whole text stands in the panel."""

_BESIDE = 36
"""Characters beside a dot."""

_SIDE, _PADDING, _LINE = 36.0, 12.0, 17.0
_NARROW, _WIDE = frozenset("iljtfrI.,;:'!|()[]1 -"), frozenset("mwMWĐQOGÔƠ@%")
_DOT, _LARGEST = 14.0, 46.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A label in lines, and the size of the node that carries it, in drawing units."""

    label: str
    width: float
    height: float


def card(node: Node, language: str) -> Drawn:
    """A node drawn as a card around its label."""
    label = _lines(_short(node, language))
    lines = label.split("\n")
    return Drawn(label, max(map(_length, lines)) + _SIDE, len(lines) * _LINE + _PADDING)


def dot(node: Node, language: str, degree: int) -> Drawn:
    """A node drawn as a dot that is larger the more edges it has."""
    side = min(_LARGEST, _DOT + 4 * math.sqrt(degree))
    return Drawn(textwrap.shorten(_short(node, language), _BESIDE, placeholder="…"), side, side)


def _short(node: Node, language: str) -> str:
    """A document by its number, all else by its name."""
    if node.type == "Document" or language == "vi":
        return squash(shown(node))
    return squash(node.name_en or shown(node))


def _lines(text: str) -> str:
    found = textwrap.wrap(text, _WIDTH, break_on_hyphens=False)
    return "\n".join(found if len(found) <= _LINES else [*found[: _LINES - 1], found[_LINES - 1].rstrip(" ,;") + "…"])


def _length(line: str) -> float:
    """About how long a line is, in letters of 14 units."""
    return sum(4.4 if c in _NARROW else 12 if c in _WIDE else 9.4 if c.isupper() else 7.8 for c in line)
