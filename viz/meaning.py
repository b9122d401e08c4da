"""What names and codes of the graph mean to people."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from graph.model import Node
from graph.ontology import Label, ontology
from queries.written import statuses
from viz.values import shown

_CODED = frozenset({"kind", "role", "scope", "status"})
"""Properties that hold a code."""


@cache
def codes() -> Mapping[str, Label]:
    """What the codes of kinds, roles, scopes and standings mean."""
    raw = yaml.safe_load(Path(__file__).with_name("codes.yaml").read_text("utf8"))
    return {code: Label(entry["vi"], entry["en"]) for code, entry in raw.items()}


def title(node: Node, language: str) -> str:
    """What `node` is called in `language`: a task by its whole text, other things in Vietnamese where they have no other name."""
    if node.type == "Task":
        return str(node.get("text") or node.name)
    return node.name_en if language == "en" and node.name_en else node.name


def label_of(name: str, value: object) -> Label | None:
    """What a code means that stands in the property `name`; None for a value that is no code."""
    known = ontology()
    vocabulary = {"how": known.dependency_kinds, "kind": known.document_kinds}.get(name, {})
    if value in vocabulary:
        return vocabulary[str(value)]
    return {**codes(), **statuses()}.get(str(value)) if name in _CODED else None


def meaning(name: str, value: object, language: str) -> str:
    """A property of a node or relation for people: codes by what they mean, dates and numbers in the way of the language.

    >>> meaning("how", "uses", "vi"), meaning("issued_on", "2024-07-31", "vi"), meaning("role", "owner", "en")
    ('khai thác, sử dụng', '31/07/2024', 'owner')
    """
    label = label_of(name, value)
    return label.in_(language) if label else shown(value, language)
