"""Entities named in passing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from api.words import Words
from graph.errors import NotFoundError
from graph.model import Node
from graph.ontology import ontology
from graph.store import Store
from queries import resolve
from viz.values import shown

_ID = re.compile(r"[a-z]+:[a-z0-9_-]+")
_CODED = frozenset({"kind", "role", "scope", "status"})
"""Properties that hold a code."""


def title(node: Node, language: str) -> str:
    """What `node` is called in `language`: a task by its whole text, other things in Vietnamese where they have no other name."""
    if node.type == "Task":
        return str(node.get("text")) or node.name
    return node.name_en if language == "en" and node.name_en else node.name


def named(node: Node, language: str) -> dict[str, str]:
    """Id, type and name of `node`."""
    return {"id": node.id, "type": node.type, "name": title(node, language)}


def called(store: Store, name: str, types: Sequence[str] = ()) -> Node:
    """The node with that id, or of that name; an id of nothing is not looked for among the names.

    Raises NotFoundError and AmbiguousError.
    """
    if not _ID.fullmatch(name):
        return resolve(store, name, types)
    node = store.get(name)
    if node is None or (types and node.type not in types):
        raise NotFoundError(name)
    return node


def property_text(name: str, value: object, words: Words) -> str:
    """A property of a node or relation for people: codes by what they mean, dates and numbers in the way of the language."""
    known = ontology()
    vocabulary = {"how": known.dependency_kinds, "kind": known.document_kinds}.get(name, {})
    if name in _CODED and f"code.{value}" in words:
        return words(f"code.{value}")
    return words.label(vocabulary[str(value)]) if value in vocabulary else shown(value, words.language)


def file_name(source: str) -> str:
    """The name of the file a document was read from; where it lay on this machine is nobody's business."""
    return PurePath(source).name
