"""What was found out about a store and stays true until the store changes, so that the next question need not find it out again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sized
from typing import Any, TypeVar

from graph.store import Store

_T = TypeVar("_T")
_NAME = "_remembered"
_MOST = 200_000
"""So many values are kept for each store, in all its collections together: some 200 MB of outlines at the most."""


class _Memory:
    """What is kept of one version of a store, the least recently asked for forgotten first."""

    def __init__(self, version: int) -> None:
        self.version = version
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> tuple[Any, int] | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Hashable, value: Any) -> None:
        size = 1 + (len(value) if isinstance(value, Sized) else 0)
        with self._lock:
            if size > _MOST or key in self._kept:
                return
            self._kept[key] = value, size
            self._size += size
            while self._size > _MOST:
                _, (_, freed) = self._kept.popitem(last=False)
                self._size -= freed


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
    memory.keep(key, value)
    return value
