"""What was found out about a store and stays true until the store changes, so that the next question need not find it out again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sized
from operator import itemgetter
from typing import Any, TypeVar

from graph.bounded import Bounded
from graph.store import Store

_T = TypeVar("_T")
_NAME = "_remembered"
_MOST = 200_000
"""So many values are kept for each store, in all its collections together: some 200 MB of outlines at the most."""


class _Memory(Bounded[Hashable, tuple[Any, int]]):
    """What is kept of one version of a store: values with their sizes as they were when found."""

    def __init__(self, version: int) -> None:
        super().__init__(_MOST, itemgetter(1))
        self.version = version


def remembered(store: Store, key: Hashable, find: Callable[[], _T]) -> _T:
    """What `find` gives; found again only where the store has changed since, or much else was asked for.

    `key` says what it is; the value is shared and must not be changed.
    """
    version = store.version
    # Kept with the store itself, not in a table of stores: what is kept may hold the store, and both shall go together.
    memory = vars(store).get(_NAME)
    if memory is None or memory.version != version:
        memory = vars(store)[_NAME] = _Memory(version)
    kept = memory.get(key)
    if kept is not None:
        found: _T = kept[0]
        return found
    value = find()
    memory.keep(key, (value, 1 + (len(value) if isinstance(value, Sized) else 0)))
    return value
