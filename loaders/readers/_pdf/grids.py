"""Ruled tables: from the straight lines of a page to grids of cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from loaders.readers._pdf.glyphs import Box

_NEAR = 3.0  # points: lines and ends nearer than this meet
_SHORTEST = 6.0  # points
_OVERHANG = 12.0  # points: what lines reach out over the outermost crossing line is a column or row without outer line
_MOST_RULES = 3000


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line at `at`, from `first` to `last` along the other axis."""

    at: float
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its place in the grid, the rows and columns it covers, and its box."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it is ruled. `xs` and `ys` are its column and row edges; `slots` gives the cell of each place by (row, column)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: dict[tuple[int, int], Cell]

    @property
    def cells(self) -> list[Cell]:
        """Its cells, row by row."""
        return sorted(set(self.slots.values()), key=lambda cell: (cell.row, cell.column))

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell around a point; None outside the table."""
        if not (self.xs[0] - _NEAR <= x <= self.xs[-1] + _NEAR and self.ys[0] - _NEAR <= y <= self.ys[-1] + _NEAR):
            return None
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self.slots[row, column]


def grids(boxes: Sequence[Box]) -> list[Grid]:
    """The ruled tables among thin boxes (left, top, right, bottom), from the top. A frame or a lone line is none."""
    level = _merged([Rule((t + b) / 2, x0, x1) for x0, t, x1, b in boxes if x1 - x0 >= b - t])[:_MOST_RULES]
    upright = _merged([Rule((x0 + x1) / 2, t, b) for x0, t, x1, b in boxes if x1 - x0 < b - t])[:_MOST_RULES]
    found = [grid for across, down in _connected(level, upright) if (grid := _grid(across, down)) and _is_table(grid)]
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _is_table(grid: Grid) -> bool:
    return len(grid.xs) > 2 and len({cell.column for cell in grid.cells}) > 1


def _merged(rules: list[Rule]) -> list[Rule]:
    """Lines drawn piece by piece, or twice, as one."""
    merged: list[Rule] = []
    for at, group in _clusters(rules):
        for rule in sorted(group, key=lambda r: (r.first, r.last)):
            last = merged[-1] if merged else None
            if last is not None and last.at == at and rule.first <= last.last + _NEAR:
                merged[-1] = Rule(at, last.first, max(last.last, rule.last))
            else:
                merged.append(Rule(at, rule.first, rule.last))
    return [rule for rule in merged if rule.last - rule.first >= _SHORTEST]


def _clusters(rules: list[Rule]) -> Iterator[tuple[float, list[Rule]]]:
    group: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.at, r.first, r.last)):
        if group and rule.at - group[0].at > _NEAR:
            yield group[0].at, group
            group = []
        group.append(rule)
    if group:
        yield group[0].at, group


def _connected(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that cross or touch, together."""
    parent = list(range(len(level) + len(upright)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, across in enumerate(level):
        for j, down in enumerate(upright, len(level)):
            if across.first - _NEAR <= down.at <= across.last + _NEAR and down.first - _NEAR <= across.at <= down.last + _NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for node in range(len(parent)):
        pair = groups.setdefault(root(node), ([], []))
        if node < len(level):
            pair[0].append(level[node])
        else:
            pair[1].append(upright[node - len(level)])
    return [pair for pair in groups.values() if pair[0] and pair[1]]


def _edges(crossing: Sequence[Rule], along: Sequence[Rule]) -> tuple[float, ...]:
    """The edges given by `crossing` lines, and the ends of the lines `along` where these reach out beyond them."""
    edges = sorted({rule.at for rule in crossing})
    first, last = min(rule.first for rule in along), max(rule.last for rule in along)
    if edges[0] - first > _OVERHANG:
        edges.insert(0, first)
    if last - edges[-1] > _OVERHANG:
        edges.append(last)
    return tuple(edges)


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    xs, ys = _edges(down, across), _edges(across, down)
    if len(xs) < 2 or len(ys) < 2:
        return None
    right = {(r, c) for r, c in _places(ys, xs) if _drawn(down, xs[c + 1], (ys[r] + ys[r + 1]) / 2)}
    below = {(r, c) for r, c in _places(ys, xs) if _drawn(across, ys[r + 1], (xs[c] + xs[c + 1]) / 2)}
    walls = _Walls(right, below, len(ys) - 2, len(xs) - 2)
    slots: dict[tuple[int, int], Cell] = {}
    for row, column in _places(ys, xs):
        if (row, column) not in slots:
            bottom, last = walls.extent(row, column, slots)
            cell = Cell(row, column, bottom - row + 1, last - column + 1, (xs[column], ys[row], xs[last + 1], ys[bottom + 1]))
            slots |= dict.fromkeys(((r, c) for r in range(row, bottom + 1) for c in range(column, last + 1)), cell)
    return Grid(xs, ys, slots)


def _places(ys: Sequence[float], xs: Sequence[float]) -> Iterator[tuple[int, int]]:
    return ((row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1))


def _drawn(rules: Sequence[Rule], at: float, through: float) -> bool:
    return any(abs(rule.at - at) < 0.01 and rule.first <= through <= rule.last for rule in rules)


Places = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Walls:
    """The places with a line to their right and below them, and the last row and column."""

    right: Places
    below: Places
    last_row: int
    last_column: int

    def extent(self, row: int, column: int, taken: Container[tuple[int, int]]) -> tuple[int, int]:
        """The last row and column of the cell that begins at (row, column): as wide and then as high as no line ends it."""
        last, bottom = column, row
        while last < self.last_column and (row, last) not in self.right and (row, last + 1) not in taken:
            last += 1
        across = range(column, last + 1)
        while bottom < self.last_row and all((bottom, c) not in self.below for c in across) and self._is_as_wide(bottom + 1, column, last):
            bottom += 1
        return bottom, last

    def _is_as_wide(self, row: int, first: int, last: int) -> bool:
        """Whether the places from `first` to `last` of a row are open to each other and closed to the right."""
        return all((row, c) not in self.right for c in range(first, last)) and (last == self.last_column or (row, last) in self.right)
