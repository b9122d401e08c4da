"""Positions for the drawing, computed before it: the same graph is drawn the same way everywhere, and the page need not simulate.

Each connected part is laid out by springs and the parts are packed beside each other, largest first. A large part is first laid out
by its most linked nodes; the others settle next to what they are linked to. Last, nothing may overlap.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import rustworkx as rx

Point = tuple[float, float]
Size = tuple[float, float]

SKELETON = 700
"""Parts with more nodes than this are laid out by their most linked nodes: springs cost the square of their number."""

_ITERATIONS = 300
_GAP = 26.0
_LANDSCAPE = 1.5
_TRIES = 5


@dataclass(frozen=True, slots=True)
class _Part:
    """A connected part with its positions, the upper left corner of its box being (0, 0)."""

    members: tuple[int, ...]
    points: Mapping[int, Point]
    width: float
    height: float


def positions(sizes: Sequence[Size], edges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """A centre for each node, in whole drawing units; `sizes` are widths and heights of nodes, `edges` join their indexes."""
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(range(len(sizes))))
    graph.add_edges_from_no_data(sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]}))
    found = sorted((tuple(sorted(part)) for part in rx.connected_components(graph)), key=lambda part: (-len(part), part))
    placed = _packed([_laid_out(graph, part, sizes) for part in found])
    return [(round(placed[i][0]), round(placed[i][1])) for i in range(len(sizes))]


def _laid_out(graph: rx.PyGraph, members: tuple[int, ...], sizes: Sequence[Size]) -> _Part:
    if len(members) == 1:
        points = {members[0]: (0.0, 0.0)}
    elif len(members) <= SKELETON:
        points = _apart(_springs(graph.subgraph(list(members)), members, sizes), sizes)
    else:
        points = _settled(graph, members, sizes)
    left = min(points[i][0] - sizes[i][0] / 2 for i in members)
    top = min(points[i][1] - sizes[i][1] / 2 for i in members)
    right = max(points[i][0] + sizes[i][0] / 2 for i in members)
    bottom = max(points[i][1] + sizes[i][1] / 2 for i in members)
    moved = {i: (x - left, y - top) for i, (x, y) in points.items()}
    return _Part(members, moved, right - left, bottom - top)


def _springs(graph: rx.PyGraph, members: Sequence[int], sizes: Sequence[Size]) -> dict[int, Point]:
    """The best of a few spring layouts of one part, spread out to give every node room."""
    tries = _TRIES if len(members) <= 150 else 1
    layouts = [rx.spring_layout(graph, k=1.6 / math.sqrt(len(members)), num_iter=_ITERATIONS, seed=seed) for seed in range(1, tries + 1)]
    best = min(layouts, key=lambda layout: _crossings(graph.edge_list(), layout))
    area = sum((sizes[i][0] + _GAP) * (sizes[i][1] + 2 * _GAP) for i in members)
    scale = math.sqrt(area) * 0.8
    return {member: (best[i][0] * scale * _LANDSCAPE, best[i][1] * scale) for i, member in enumerate(members)}


def _crossings(edges: Sequence[tuple[int, int]], at: Mapping[int, Sequence[float]]) -> int:
    """How many pairs of edges cross."""

    def side(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> bool:
        return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])

    lines = [(a, b, at[a], at[b]) for a, b in edges]
    return sum(
        side(pa, pb, pc) != side(pa, pb, pd) and side(pc, pd, pa) != side(pc, pd, pb)
        for i, (a, b, pa, pb) in enumerate(lines[:400])
        for c, d, pc, pd in lines[i + 1 : 400]
        if a != c and a != d and b != c and b != d
    )


def _apart(points: Mapping[int, Point], sizes: Sequence[Size]) -> dict[int, Point]:
    """The points pushed apart, each pair along the axis where less is needed, until no two boxes touch."""
    order = sorted(points)
    x = {i: points[i][0] for i in order}
    y = {i: points[i][1] for i in order}
    for _ in range(200):
        moved = False
        by_x = sorted(order, key=lambda i: (x[i] - sizes[i][0] / 2, i))
        for n, i in enumerate(by_x):
            right = x[i] + sizes[i][0] / 2 + _GAP
            for j in by_x[n + 1 :]:
                if x[j] - sizes[j][0] / 2 > right + sizes[j][0]:
                    break
                moved |= _push(i, j, x, y, sizes)
        if not moved:
            break
    return {i: (x[i], y[i]) for i in order}


def _push(i: int, j: int, x: dict[int, float], y: dict[int, float], sizes: Sequence[Size]) -> bool:
    dx, dy = x[j] - x[i], y[j] - y[i]
    over_x = (sizes[i][0] + sizes[j][0]) / 2 + _GAP - abs(dx)
    over_y = (sizes[i][1] + sizes[j][1]) / 2 + _GAP - abs(dy)
    if over_x <= 0.5 or over_y <= 0.5:
        return False
    if over_x < over_y:
        step = math.copysign(over_x / 2, dx)
        x[i], x[j] = x[i] - step, x[j] + step
    else:
        step = math.copysign(over_y / 2, dy)
        y[i], y[j] = y[i] - step, y[j] + step
    return True


def _settled(graph: rx.PyGraph, members: tuple[int, ...], sizes: Sequence[Size]) -> dict[int, Point]:
    """A large part: springs for its most linked nodes, every other node as near as possible to the middle of its placed neighbours."""
    ranked = sorted(members, key=lambda i: (-graph.degree(i), i))
    skeleton = sorted(ranked[:SKELETON])
    cell = max(max(size) for size in sizes) + _GAP / 2
    layout = rx.spring_layout(_condensed(graph, skeleton), num_iter=_ITERATIONS // 2, seed=1)
    scale = cell * math.sqrt(len(members)) * 0.75
    grid = _Grid(cell)
    for i, node in enumerate(skeleton):
        grid.put(node, (layout[i][0] * scale * _LANDSCAPE, layout[i][1] * scale))
    waiting = ranked[SKELETON:]
    while waiting:
        near = [i for i in waiting if any(j in grid.points for j in graph.neighbors(i))]
        for i in near:
            known = [grid.points[j] for j in sorted(graph.neighbors(i)) if j in grid.points]
            grid.put(i, (sum(p[0] for p in known) / len(known), sum(p[1] for p in known) / len(known)))
        waiting = [i for i in waiting if i not in grid.points]
    return grid.points


def _condensed(graph: rx.PyGraph, skeleton: Sequence[int]) -> rx.PyGraph:
    """The skeleton as a graph: its own edges, and one between those that share an outer neighbour."""
    index = {node: i for i, node in enumerate(skeleton)}
    pairs: set[tuple[int, int]] = set()
    for node in graph.node_indices():
        ends = sorted(index[j] for j in graph.neighbors(node) if j in index)
        if node in index:
            pairs |= {(min(index[node], end), max(index[node], end)) for end in ends}
        else:
            pairs |= set(pairwise(ends))
    small = rx.PyGraph(multigraph=False)
    small.add_nodes_from(list(skeleton))
    small.add_edges_from_no_data(sorted(pairs))
    return small


class _Grid:
    """Cells that hold one node each."""

    def __init__(self, cell: float) -> None:
        self.points: dict[int, Point] = {}
        self._cell = cell
        self._taken: set[tuple[int, int]] = set()
        self._rings: dict[tuple[int, int], int] = {}

    def put(self, node: int, at: Point) -> None:
        """Place `node` in the free cell nearest to `at`."""
        column, row = round(at[0] / self._cell), round(at[1] / self._cell)
        # A crowded spot is asked for often: go on from the ring where the last free cell was found.
        ring = self._rings.get((column, row), 0)
        while True:
            free = [c for c in _ring(column, row, ring) if c not in self._taken]
            if free:
                break
            ring += 1
        self._rings[(column, row)] = ring
        best = min(free, key=lambda c: ((c[0] - at[0] / self._cell) ** 2 + (c[1] - at[1] / self._cell) ** 2, c))
        self._taken.add(best)
        # Alternate rows are shifted, so that the grid is not seen.
        self.points[node] = ((best[0] + (best[1] % 2) / 2) * self._cell, best[1] * self._cell * 0.9)


def _ring(column: int, row: int, radius: int) -> list[tuple[int, int]]:
    if radius == 0:
        return [(column, row)]
    side = range(-radius, radius + 1)
    edge = [(column + d, row + s * radius) for d in side for s in (-1, 1)]
    return edge + [(column + s * radius, row + d) for d in side[1:-1] for s in (-1, 1)]


def _packed(parts: Sequence[_Part]) -> dict[int, Point]:
    """All parts on shelves under each other, the widest shelf being about as wide as the drawing is high, in landscape."""
    area = sum((part.width + 2 * _GAP) * (part.height + 2 * _GAP) for part in parts)
    limit = max([math.sqrt(area) * _LANDSCAPE, *(part.width for part in parts[:1])])
    points: dict[int, Point] = {}
    x = y = shelf = 0.0
    for part in parts:
        if x and x + part.width > limit:
            x, y, shelf = 0.0, y + shelf + 2 * _GAP, 0.0
        points |= {i: (x + px, y + py) for i, (px, py) in part.points.items()}
        x, shelf = x + part.width + 2 * _GAP, max(shelf, part.height)
    return points
