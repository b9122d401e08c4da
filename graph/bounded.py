"""Values kept up to a size in all, those least recently asked for forgotten first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Bounded(Generic[K, V]):
    """A memory whose values have at most the size `most` together, as `weigh` tells it; threads may share it."""

    def __init__(self, most: int, weigh: Callable[[V], int]) -> None:
        self._most, self._weigh = most, weigh
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """The value under that key."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: K, value: V) -> None:
        """Keep a value; one that is kept already stays, and one larger than all that may be kept is let go."""
        with self._lock:
            if key in self._kept or self._weigh(value) > self._most:
                return
            self._kept[key] = value
            self._size += self._weigh(value)
            while self._size > self._most:
                _, forgotten = self._kept.popitem(last=False)
                self._size -= self._weigh(forgotten)
