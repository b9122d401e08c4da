"""What a search from one node found, as a sequence whose values are made when they are looked at.

Who only wants to know how many there are, or the nearest, does not pay for the way to each of a hundred thousand. All that the
values need is in memory from the beginning, so they are of one version of the store, and stay when it is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

from graph.model import Edge
from graph.store.base import Reached
from graph.store.traversal import Found


class ReachedNodes(Sequence[Reached]):
    """The nodes that were found, nearest first; equal to any sequence of the same values."""

    def __init__(self, ids: Sequence[str], found: Found, edges: Mapping[int, Edge]) -> None:
        """`ids` names the positions of `found`, `edges` holds the edges that it walked."""
        self._ids = ids
        self._found = found
        self._edges = edges

    def __len__(self) -> int:
        return int(self._found.positions.size)

    @overload
    def __getitem__(self, i: int) -> Reached: ...

    @overload
    def __getitem__(self, i: slice) -> list[Reached]: ...

    def __getitem__(self, i: int | slice) -> Reached | list[Reached]:
        if isinstance(i, slice):
            return [self[n] for n in range(*i.indices(len(self)))]
        position = int(self._found.positions[i])
        path: list[Edge] = []
        at: int | None = self._places[position]
        while at is not None:
            path.append(self._edges[int(self._found.edges[at])])
            at = self._places.get(int(self._found.parents[at]))
        return Reached(self._ids[position], len(path), tuple(reversed(path)))

    def __iter__(self) -> Iterator[Reached]:
        found, paths = self._found, dict[int, tuple[Edge, ...]]()
        steps = zip(*(part.tolist() for part in (found.positions, found.depths, found.parents, found.edges)), strict=True)
        for position, depth, parent, edge in steps:
            paths[position] = path = (*paths.get(parent, ()), self._edges[edge])
            yield Reached(self._ids[position], depth, path)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return repr(list(self))

    @cached_property
    def _places(self) -> dict[int, int]:
        """Where each position stands; the start, which is not found, is not in it."""
        return {position: i for i, position in enumerate(self._found.positions.tolist())}
