"""Entities named in passing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from graph.errors import NotFoundError
from graph.model import Node
from graph.store import Store
from queries import resolve
from viz.meaning import title

_ID = re.compile(r"[a-z]+:[a-z0-9_-]+")


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


def file_name(source: str) -> str:
    """The name of the file a document was read from; where it lay on this machine is nobody's business."""
    return PurePath(source).name
