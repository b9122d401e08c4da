"""Reach and paths over a compact picture of the graph: node positions in order of id, edges as integers, nothing else.

Nodes are positions 0..n-1 sorted by id, so the smaller position is the smaller id and every choice below is by id.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from graph.store.base import Direction, Link

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
P = TypeVar("P", int, str)
_VIEWS_KEPT = 16
_UNKNOWN, _SHUT = -1, -2


@dataclass(frozen=True)
class View:
    """The graph walked in one direction over some types: the steps from position i are `starts[i]:starts[i + 1]`.

    `to` is where a step leads, `edge` the edge it walks; the steps of a position are sorted by where they lead, then by edge.
    """

    starts: Ints
    to: Small
    edge: Small

    def steps(self, frontier: Ints) -> tuple[Ints, Ints]:
        """All steps from the positions of `frontier`, in its order, and where each begins."""
        first = self.starts[frontier]
        counts = self.starts[frontier + 1] - first
        ends = np.cumsum(counts)
        steps = np.arange(ends[-1] if ends.size else 0) + np.repeat(first - ends + counts, counts)
        return steps, np.repeat(frontier, counts)

    def effort(self, frontier: Ints) -> int:
        """How many steps there are from the positions of `frontier`."""
        return int((self.starts[frontier + 1] - self.starts[frontier]).sum())

    def next(self, position: int) -> Small:
        """Where the steps from one position lead, in order."""
        return self.to[self.starts[position] : self.starts[position + 1]]

    def edge_between(self, position: int, following: int) -> int:
        """The first edge by which a step leads from one position to the next."""
        start = int(self.starts[position])
        return int(self.edge[start + int(np.searchsorted(self.next(position), following))])


@dataclass(frozen=True, slots=True)
class Found:
    """What a search from one position found, nearest first: positions, their depth, and the last step to each."""

    positions: Ints
    depths: Ints
    parents: Ints
    edges: Ints


class Index:
    """All nodes and edges of one version of a store.

    `ids` are sorted; edge i runs from `source[i]` to `target[i]`, is of type `names[kind[i]]` and is known to the store as
    `numbers[i]`; edges are sorted by source, target, type and key properties.
    """

    def __init__(self, ids: Sequence[str], edges: Ints, kinds: Sequence[str], qualifiers: Sequence[str], symmetric: frozenset[str]) -> None:
        """`edges` has a row (number, source position, target position, index into `kinds`, into `qualifiers`) for each edge."""
        self.ids = ids
        self.numbers = edges[:, 0].copy()
        self._source, self._target = edges[:, 1].astype(np.int32), edges[:, 2].astype(np.int32)
        self._kind, self._qualifier = edges[:, 3].astype(np.int16), edges[:, 4].astype(np.int32)
        self._qualifiers = qualifiers
        self._code = {name: code for code, name in enumerate(kinds)}
        self._symmetric = np.array([name in symmetric for name in kinds], dtype=bool)
        self._views: dict[tuple[Direction, tuple[str, ...]], View] = {}

    def position(self, id_: str) -> int | None:
        """Where the node with that id stands; None if there is none."""
        found = bisect_left(self.ids, id_)
        return found if found < len(self.ids) and self.ids[found] == id_ else None

    def ends(self, edges: Ints) -> list[tuple[str, str, str]]:
        """Source id, target id and type of some edges."""
        names = list(self._code)
        columns = (part[edges].tolist() for part in (self._source, self._target, self._kind))
        return [(self.ids[source], self.ids[target], names[kind]) for source, target, kind in zip(*columns, strict=True)]

    def links(self, edges: Ints) -> list[Link]:
        """Which edges they are."""
        qualifiers = self._qualifier[edges].tolist()
        return [Link(*ends, self._qualifiers[code]) for ends, code in zip(self.ends(edges), qualifiers, strict=True)]

    def view(self, direction: Direction, types: Sequence[str]) -> View:
        """The graph walked in `direction` over `types` (all if empty); made at the first use, then kept."""
        key = (direction, tuple(sorted(set(types))))
        if key not in self._views:
            if len(self._views) >= _VIEWS_KEPT:
                self._views.pop(next(iter(self._views)), None)
            self._views[key] = self._make_view(direction, key[1])
        return self._views[key]

    def _make_view(self, direction: Direction, types: Sequence[str]) -> View:
        wanted = np.ones(self._kind.size, dtype=bool)
        if types:
            wanted = np.isin(self._kind, [self._code[name] for name in types if name in self._code])
        both = self._symmetric[self._kind] if self._kind.size else wanted
        along = np.flatnonzero(wanted & both if direction == "in" else wanted)
        against = np.flatnonzero(wanted & both if direction == "out" else wanted)
        begin = np.concatenate([self._source[along], self._target[against]])
        to = np.concatenate([self._target[along], self._source[against]])
        edge = np.concatenate([along, against])
        order = np.lexsort((edge, to, begin))
        starts = np.zeros(len(self.ids) + 1, dtype=np.int64)
        np.cumsum(np.bincount(begin, minlength=len(self.ids)), out=starts[1:])
        return View(starts, to[order].astype(np.int32), edge[order].astype(np.int32))


def nothing() -> Found:
    """What a search finds that has nowhere to start."""
    none = np.zeros(0, dtype=np.int64)
    return Found(none, none, none, none)


def reach(view: View, start: int, depth: int) -> Found:
    """Breadth first from `start`, which is not itself found; depth 0 is without limit.

    Each position is found from the smallest of the positions one level nearer, over the first edge between the two.
    """
    marks = _Marks(view.starts.size - 1)
    marks.seen[start] = True
    frontier = np.array([start], dtype=np.int64)
    levels: list[tuple[Ints, Ints, Small]] = []
    while frontier.size and (depth == 0 or len(levels) < depth):
        steps, begins = view.steps(frontier)
        frontier, chosen = marks.first_met(view.to[steps])
        levels.append((frontier, begins[chosen], view.edge[steps[chosen]]))
    none = np.zeros(0, dtype=np.int64)
    positions, parents, edges = (np.concatenate([none, *(level[i] for level in levels)]) for i in range(3))
    depths = np.repeat(np.arange(1, len(levels) + 1), [level[0].size for level in levels])
    return Found(positions, depths, parents, edges)


class _Marks:
    """Which positions a search has met."""

    def __init__(self, size: int) -> None:
        self.seen = np.zeros(size, dtype=bool)
        self._new = np.zeros(size, dtype=bool)
        self._by = np.empty(size, dtype=np.int32)

    def first_met(self, to: Small) -> tuple[Ints, Ints]:
        """The positions among `to` that were not met before, in order, and where in it each stands first; they are met from now on.

        Many are sorted by marking them among all positions; few, where that would be a waste, by comparing.
        """
        new = np.flatnonzero(~self.seen[to])
        where = to[new]
        if new.size < self.seen.size >> 6:
            found, at = np.unique(where, return_index=True)
            self.seen[found] = True
            return found.astype(np.int64), new[at]
        self._by[where[::-1]] = new[::-1]  # of several the one set last stays
        self._new[where] = True
        positions = np.flatnonzero(self._new)
        self._new[positions] = False
        self.seen[positions] = True
        return positions, self._by[positions].astype(np.int64)


def shortest_paths(view: View, source: int, target: int, limit: int, depth: int) -> list[tuple[int, ...]]:
    """Up to `limit` simple paths as positions, by length and then by ids, each at most `depth` steps (0: no limit)."""
    longest = depth or view.starts.size

    def ways(asked: Sequence[tuple[tuple[int, ...], set[int]]]) -> list[tuple[int, ...]]:
        return [_shortest(view, root, shut, target, longest - len(root) + 1) for root, shut in asked]

    return smallest_paths(source, target, limit, ways)


def smallest_paths(
    source: P, target: P, limit: int, ways: Callable[[Sequence[tuple[tuple[P, ...], set[P]]]], Sequence[tuple[P, ...]]]
) -> list[tuple[P, ...]]:
    """Up to `limit` simple paths by length and then by what they pass.

    Yen's algorithm: each further path leaves an earlier one at some place and goes on by the shortest other way. `ways` gives, for each of
    some beginnings, the shortest and then smallest way on that keeps off it and does not first go to one of a set; () if there is none.
    """
    if source == target or limit <= 0:
        return []
    found: list[tuple[P, ...]] = []
    waiting: list[tuple[int, tuple[P, ...]]] = []
    offered: set[tuple[P, ...]] = set()
    asked: list[tuple[tuple[P, ...], set[P]]] = [((source,), set())]
    while len(found) < limit:
        for (root, _), rest in zip(asked, ways(asked), strict=True):
            if rest and root + rest not in offered:
                offered.add(root + rest)
                heapq.heappush(waiting, (len(root + rest), root + rest))
        if not waiting:
            break
        path = heapq.heappop(waiting)[1]
        found.append(path)
        roots = [path[:cut] for cut in range(1, len(path))]
        asked = [(root, {other[len(root)] for other in found if other[: len(root)] == root}) for root in roots]
    return found


def _shortest(view: View, root: tuple[int, ...], shut: set[int], target: int, longest: int) -> tuple[int, ...]:
    """The shortest and then smallest way from the end of `root` to `target` that keeps off `root` and whose first
    position is not one of `shut`; empty if there is none of at most `longest` steps.

    Searches from both ends, always on from the one with fewer steps to try, until the two meet.
    """
    exits = np.setdiff1d(view.next(root[-1]).astype(np.int64), np.array([*shut, *root], dtype=np.int64))
    distance = np.full(view.starts.size - 1, _UNKNOWN, dtype=np.int32)  # to the target
    distance[list(root)] = _SHUT
    distance[target] = 0
    unseen = distance != _SHUT
    unseen[exits] = False
    layers, behind, radius = [exits], np.array([target], dtype=np.int64), 0
    while not (distance[layers[-1]] == radius).any():
        if len(layers) + radius >= longest or not layers[-1].size or not behind.size:
            return ()
        if view.effort(layers[-1]) <= view.effort(behind):
            to = view.to[view.steps(layers[-1])[0]]
            layers.append(np.unique(to[unseen[to]]).astype(np.int64))
            unseen[layers[-1]] = False
        else:
            to = view.to[view.steps(behind)[0]]
            behind = np.unique(to[distance[to] == _UNKNOWN]).astype(np.int64)
            radius += 1
            distance[behind] = radius
    return _walk(view, layers, distance, radius)


def _walk(view: View, layers: list[Ints], distance: Small, radius: int) -> tuple[int, ...]:
    """The smallest of the shortest ways, once a layer before has met the positions known to be `radius` from the target."""
    good = layers[-1][distance[layers[-1]] == radius]
    for layer in reversed(layers[:-1]):
        steps, begins = view.steps(layer)
        good = np.unique(begins[distance[view.to[steps]] == radius])
        radius += 1
        distance[good] = radius
    way = [int(good[0])]
    while distance[way[-1]]:
        following = view.next(way[-1])
        way.append(int(following[np.argmax(distance[following] == distance[way[-1]] - 1)]))
    return tuple(way)
