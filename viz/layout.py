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
_LANDSCAPE = 1.25
_TRIES = 5
_FEW = 150
"""Parts of up to this many nodes are laid out with more care, and for boxes of different sizes."""

_TURNS = 8
_CLOSER, _LOOSER, _STEPS, _ROUNDS = 0.9, 0.97, 16, 10
"""How a part is drawn together: by these factors along its longer and its shorter side, so often, each time so many rounds of pushing."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A connected part with its positions, the upper left corner of its box being (0, 0)."""

    members: tuple[int, ...]
    points: Mapping[int, Point]
    width: float
    height: float


def _gap(sizes: Sequence[Size]) -> float:
    """The room to leave between nodes: much between cards, which lines have to pass, little between dots."""
    usual = sorted(min(size) for size in sizes)[len(sizes) // 2] if sizes else 0.0
    return min(30.0, max(10.0, usual * 0.7))


def positions(sizes: Sequence[Size], edges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """A centre for each node, in whole drawing units; `sizes` are widths and heights of nodes, `edges` join their indexes."""
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(range(len(sizes))))
    graph.add_edges_from_no_data(sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]}))
    found = sorted((tuple(sorted(part)) for part in rx.connected_components(graph)), key=lambda part: (-len(part), part))
    gap = _gap(sizes)
    placed = _packed([_laid_out(graph, part, sizes, gap) for part in found], gap)
    return [(round(placed[i][0]), round(placed[i][1])) for i in range(len(sizes))]


def _laid_out(graph: rx.PyGraph, members: tuple[int, ...], sizes: Sequence[Size], gap: float) -> _Part:
    if len(members) == 1:
        points = {members[0]: (0.0, 0.0)}
    elif len(members) <= SKELETON:
        points = _springs(graph.subgraph(list(members)), members, sizes, gap)
        points = _turned(points, sizes, gap) if len(members) <= _FEW else _apart(points, sizes, gap)
    else:
        points = _settled(graph, members, sizes, gap)
    left = min(points[i][0] - sizes[i][0] / 2 for i in members)
    top = min(points[i][1] - sizes[i][1] / 2 for i in members)
    right = max(points[i][0] + sizes[i][0] / 2 for i in members)
    bottom = max(points[i][1] + sizes[i][1] / 2 for i in members)
    moved = {i: (x - left, y - top) for i, (x, y) in points.items()}
    return _Part(members, moved, right - left, bottom - top)


def _springs(graph: rx.PyGraph, members: Sequence[int], sizes: Sequence[Size], gap: float) -> dict[int, Point]:
    """The best of a few spring layouts of one part, spread out to give every node room."""
    few = len(members) <= _FEW
    seeds = range(1, _TRIES + 1 if few else 2)
    layouts = [rx.spring_layout(graph, k=1.6 / math.sqrt(len(members)), num_iter=_ITERATIONS, seed=seed) for seed in seeds]
    best = min(layouts, key=lambda layout: _crossings(graph.edge_list(), layout)) if few else layouts[0]
    area = sum((sizes[i][0] + gap) * (sizes[i][1] + gap) for i in members)
    # Springs crowd the middle: many small nodes need more room to begin with.
    scale = math.sqrt(area) * (1.0 if few else 1.4)
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


def _turned(points: Mapping[int, Point], sizes: Sequence[Size], gap: float) -> dict[int, Point]:
    """The points turned the way in which they need the smallest frame, and drawn together."""
    turns = max(2, min(_TURNS, 240 // len(points)))
    angles = [math.pi * turn / turns for turn in range(turns)]
    found = [_drawn_together({i: _turn(point, angle) for i, point in points.items()}, sizes, gap) for angle in angles]
    return min(found, key=_side)


def _turn(point: Point, angle: float) -> Point:
    return point[0] * math.cos(angle) - point[1] * math.sin(angle), point[0] * math.sin(angle) + point[1] * math.cos(angle)


def _drawn_together(points: Mapping[int, Point], sizes: Sequence[Size], gap: float) -> dict[int, Point]:
    """The same picture in less room: drawn together step by step, boxes pushed apart again, and the smallest one taken."""
    now = _apart(points, sizes, gap)
    best, least = now, _side(now)
    for _ in range(_STEPS):
        wide, high = _extent(now)
        # The longer side is what the picture has to be made smaller for.
        across, down = (_CLOSER, _LOOSER) if wide > high * _LANDSCAPE else (_LOOSER, _CLOSER)
        now = _apart({i: (x * across, y * down) for i, (x, y) in now.items()}, sizes, gap, _ROUNDS)
        if _side(now) < least:
            best, least = now, _side(now)
    return _apart(best, sizes, gap)


def _side(points: Mapping[int, Point]) -> float:
    """How large a landscape frame has to be to hold the points."""
    wide, high = _extent(points)
    return max(wide, high * _LANDSCAPE)


def _extent(points: Mapping[int, Point]) -> Size:
    xs, ys = [x for x, _ in points.values()], [y for _, y in points.values()]
    return max(xs) - min(xs), max(ys) - min(ys)


def _apart(points: Mapping[int, Point], sizes: Sequence[Size], gap: float, rounds: int = 200) -> dict[int, Point]:
    """The points pushed apart, each pair along the axis where less is needed, until no two boxes touch, for at most so many rounds."""
    boxes = [[x, y, (sizes[i][0] + gap) / 2, (sizes[i][1] + gap) / 2, i] for i, (x, y) in sorted(points.items())]
    widest = 2 * max(box[2] for box in boxes)
    for _ in range(rounds):
        boxes.sort(key=lambda box: (box[0], box[4]))
        pushed = sum(_push(box, other) for n, box in enumerate(boxes) for other in _near(boxes, n, box[0] + widest))
        if not pushed:
            break
    return {int(box[4]): (box[0], box[1]) for box in boxes}


def _near(boxes: Sequence[list[float]], n: int, limit: float) -> Iterable[list[float]]:
    """The boxes after the nth that may touch it: their middles lie to the left of `limit`."""
    for other in boxes[n + 1 :]:
        if other[0] > limit:
            return
        yield other


def _push(box: list[float], other: list[float]) -> bool:
    """Push two boxes (middle, half width, half height) apart if they touch."""
    dx, dy = other[0] - box[0], other[1] - box[1]
    over_x, over_y = box[2] + other[2] - abs(dx), box[3] + other[3] - abs(dy)
    if over_x <= 0.5 or over_y <= 0.5:
        return False
    axis, step = (0, math.copysign(over_x / 2, dx)) if over_x < over_y else (1, math.copysign(over_y / 2, dy))
    box[axis] -= step
    other[axis] += step
    return True


def _settled(graph: rx.PyGraph, members: tuple[int, ...], sizes: Sequence[Size], gap: float) -> dict[int, Point]:
    """A large part in cells of one size: springs for its most linked nodes, then every other node as near as possible to the middle of
    its placed neighbours."""
    ranked = sorted(members, key=lambda i: (-graph.degree(i), i))
    skeleton = sorted(ranked[:SKELETON])
    cell = max(max(size) for size in sizes) + gap / 2
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
        x, y = at[0] / self._cell, at[1] / self._cell
        centre = round(x), round(y)
        # A crowded spot is asked for often: go on from the ring where the last free cell was found.
        ring = self._rings.get(centre, 0)
        while not (free := self._free(centre, ring)):
            ring += 1
        self._rings[centre] = ring
        best = min(free, key=lambda c: ((c[0] - x) ** 2 + (c[1] - y) ** 2, c))
        # The corners of a ring are farther than the sides of the next ones.
        while ring < math.dist(best, (x, y)):
            ring += 1
            best = min((best, *self._free(centre, ring)), key=lambda c: ((c[0] - x) ** 2 + (c[1] - y) ** 2, c))
        self._taken.add(best)
        # Every node stands a little off the middle of its cell, so that the grid is not seen.
        off = (node * 0.618 % 1 - 0.5) * 0.4, (node * 0.414 % 1 - 0.5) * 0.4
        self.points[node] = ((best[0] + off[0]) * self._cell, (best[1] + off[1]) * self._cell)

    def _free(self, centre: tuple[int, int], ring: int) -> list[tuple[int, int]]:
        return [cell for cell in _ring(*centre, ring) if cell not in self._taken]


def _ring(column: int, row: int, radius: int) -> list[tuple[int, int]]:
    if radius == 0:
        return [(column, row)]
    side = range(-radius, radius + 1)
    edge = [(column + d, row + s * radius) for d in side for s in (-1, 1)]
    return edge + [(column + s * radius, row + d) for d in side[1:-1] for s in (-1, 1)]


def _packed(parts: Sequence[_Part], gap: float) -> dict[int, Point]:
    """All parts on shelves under each other, the widest shelf being about as wide as the drawing is high, in landscape."""
    space = 2 * gap
    area = sum((part.width + space) * (part.height + space) for part in parts)
    limit = max([math.sqrt(area) * _LANDSCAPE, *(part.width for part in parts[:1])])
    points: dict[int, Point] = {}
    x = y = shelf = 0.0
    for part in parts:
        # A part much lower than its shelf would waste the room under it.
        if x and (x + part.width > limit or part.height < shelf / 3):
            x, y, shelf = 0.0, y + shelf + space, 0.0
        points |= {i: (x + px, y + py) for i, (px, py) in part.points.items()}
        x, shelf = x + part.width + space, max(shelf, part.height)
    return points
