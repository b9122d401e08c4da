"""What of a node is searched for: its names whole, the words of its names, and those of its text, all folded."""

from __future__ import annotations

from graph.store.codec import NodeFacts
from graph.text import fold

_NUMBERS = ("number", "code")
_BODY = ("title", "text", "output")


def whole_names(node: NodeFacts) -> list[str]:
    """Everything that the node is called, each folded as a whole."""
    return sorted({fold(name) for name in _names(node)} - {""})


def words_of_names(node: NodeFacts) -> str:
    """The words of its names and numbers."""
    return " ".join(map(fold, _names(node)))


def words_of_text(node: NodeFacts) -> str:
    """The words of its title, text and output."""
    return " ".join(fold(str(node.properties.get(name, ""))) for name in _BODY)


def _names(node: NodeFacts) -> list[str]:
    numbers = [str(node.properties[name]) for name in _NUMBERS if name in node.properties]
    return [node.name, node.name_en, *node.aliases, *numbers]
