"""Rows that are made when they are looked at, so that one page of an answer costs no more than its own rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, Self, TypeVar, overload

from queries.model import Row

K = TypeVar("K")
V = TypeVar("V")

_AT_ONCE = 500
"""Values made together where all are wanted: enough to read from the store in large pieces."""


class Made(Sequence[V], Generic[K, V]):
    """What is made of some keys, in their order; equal to any sequence of the same values.

    There is one value for each key. `make` gives those of some of the keys and is asked for a whole page at once, so that it can
    read all that they need together. A value is made once.
    """

    def __init__(self, keys: Sequence[K], make: Callable[[Sequence[K]], Iterable[V]]) -> None:
        self._keys = keys
        self._make = make
        self._made: dict[int, V] = {}

    @classmethod
    def each(cls, keys: Sequence[K], make: Callable[[K], V]) -> Self:
        """The values of keys each of which is made by itself."""
        return cls(keys, lambda some: map(make, some))

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, i: int) -> V: ...

    @overload
    def __getitem__(self, i: slice) -> tuple[V, ...]: ...

    def __getitem__(self, i: int | slice) -> V | tuple[V, ...]:
        if isinstance(i, slice):
            return self._at(range(*i.indices(len(self))))
        place = range(len(self))[i]  # raises IndexError where there is none, and counts from the end
        return self._at((place,))[0]

    def __iter__(self) -> Iterator[V]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def _at(self, places: Sequence[int]) -> tuple[V, ...]:
        missing = [place for place in places if place not in self._made]
        if missing:
            values = self._make([self._keys[place] for place in missing])
            self._made.update(zip(missing, values, strict=True))
        return tuple(self._made[place] for place in places)


class Rows(Made[K, Row]):
    """The rows of an answer, one for each key."""
