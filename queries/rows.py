"""Rows that are made when they are looked at, so that one page of an answer costs no more than its own rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar, overload

from queries.model import Row

K = TypeVar("K")

_AT_ONCE = 500
"""Rows made together where all are wanted: enough to read from the store in large pieces."""


class Rows(Sequence[Row], Generic[K]):
    """The rows of some keys, in their order; equal to any sequence of the same rows.

    There are as many rows as keys. `make` gives the rows of some of the keys, one each, and is asked for a whole page at
    once, so that it can read all that they need together. A row is made once.
    """

    def __init__(self, keys: Sequence[K], make: Callable[[Sequence[K]], Iterable[Row]]) -> None:
        self._keys = keys
        self._make = make
        self._made: dict[int, Row] = {}

    @classmethod
    def each(cls, keys: Sequence[K], make: Callable[[K], Row]) -> Rows[K]:
        """The rows of keys each of which is made by itself."""
        return cls(keys, lambda some: map(make, some))

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, i: int) -> Row: ...

    @overload
    def __getitem__(self, i: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, i: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(i, slice):
            return self._at(range(*i.indices(len(self))))
        place = range(len(self))[i]  # raises IndexError where there is none, and counts from the end
        return self._at((place,))[0]

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def _at(self, places: Sequence[int]) -> tuple[Row, ...]:
        missing = [place for place in places if place not in self._made]
        if missing:
            rows = self._make([self._keys[place] for place in missing])
            self._made.update(zip(missing, rows, strict=True))
        return tuple(self._made[place] for place in places)
