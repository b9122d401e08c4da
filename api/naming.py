"""Entities named in passing."""

from __future__ import annotations

from graph.model import Node


def title(node: Node, language: str) -> str:
    """What `node` is called in `language`: a task by its whole text, other things in Vietnamese where they have no other name."""
    if node.type == "Task":
        return str(node.get("text")) or node.name
    return node.name_en if language == "en" and node.name_en else node.name


def named(node: Node, language: str) -> dict[str, str]:
    """Id, type and name of `node`."""
    return {"id": node.id, "type": node.type, "name": title(node, language)}
