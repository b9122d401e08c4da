"""What a search from one node of a SQLite store found: places in the traversal index, made into ids and ways when they are looked at.

Who only wants to know how many there are, or the nearest, does not pay for the way to each of a hundred thousand: the edges of a way
are read when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

import numpy as np

from graph.model import Edge
from graph.store.base import Reach, Reached
from graph.store.traversal import Found, Index, Ints


class ReachedNodes(Reach):
    """The nodes that were found, nearest first."""

    def __init__(self, index: Index, found: Found, read: Callable[[Ints], Mapping[int, Edge]]) -> None:
        """`found` holds positions and places of `index`; `read` gives the edges at some places."""
        self._names = index.ids
        self._found = found
        self._read = read

    @cached_property
    def ids(self) -> Sequence[str]:
        """The nodes that were reached."""
        return [self._names[position] for position in self._found.positions.tolist()]

    @cached_property
    def depths(self) -> Sequence[int]:
        """How many hops away each of them is."""
        depths: list[int] = self._found.depths.tolist()
        return depths

    def ways(self, places: Sequence[int]) -> list[tuple[Edge, ...]]:
        """The ways to the nodes at these places, read at once."""
        walked = [self._way(place) for place in places]
        edges = self._read(np.array(sorted({edge for way in walked for edge in way}), dtype=np.int64))
        return [tuple(edges[edge] for edge in way) for way in walked]

    def __len__(self) -> int:
        return int(self._found.positions.size)

    @overload
    def __getitem__(self, i: int) -> Reached: ...

    @overload
    def __getitem__(self, i: slice) -> list[Reached]: ...

    def __getitem__(self, i: int | slice) -> Reached | list[Reached]:
        if isinstance(i, slice):
            places = range(*i.indices(len(self)))
            return [Reached(self.ids[n], len(way), way) for n, way in zip(places, self.ways(places), strict=True)]
        place = range(len(self))[i]
        (way,) = self.ways((place,))
        return Reached(self.ids[place], len(way), way)

    def __iter__(self) -> Iterator[Reached]:
        return iter(self[:])

    def _way(self, place: int) -> list[int]:
        """The places of the edges that lead to a node, from the start on."""
        parents, edges = self._steps
        way: list[int] = []
        at: int | None = place
        while at is not None:
            way.append(edges[at])
            at = self._places.get(parents[at])
        return way[::-1]

    @cached_property
    def _steps(self) -> tuple[list[int], list[int]]:
        return self._found.parents.tolist(), self._found.edges.tolist()

    @cached_property
    def _places(self) -> dict[int, int]:
        """Where each position stands; the start, which is not found, is not in it."""
        return {position: i for i, position in enumerate(self._found.positions.tolist())}
