"""Registry entries in memory, and the bundle of nodes and edges they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.model import Bundle, Edge, Node


@dataclass(frozen=True, slots=True)
class Entry:
    """One known thing. `surfaces` are all names that mean it in running text; `confidence` is S, P or K (see data/README)."""

    node: Node
    surfaces: tuple[str, ...]
    confidence: str
    sources: tuple[str, ...]
