"""What stands next to each node, read as far as the search for a path comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from graph.model import Edge
from queries.walking import other_end

Near = dict[str, Edge]
"""What stands next to a node, with the first edge that leads there."""


class Neighbours:
    """What stands next to each node, read once while paths are sought."""

    def __init__(self, read: Callable[[Sequence[str]], Mapping[str, Sequence[Edge]]]) -> None:
        self._read = read
        self._near: dict[str, Near] = {}

    def of(self, ids: Iterable[str]) -> dict[str, Near]:
        """The neighbours of some nodes."""
        wanted = list(ids)
        if missing := [id_ for id_ in wanted if id_ not in self._near]:
            for id_, edges in self._read(missing).items():
                near: Near = {}
                for edge in edges:
                    near.setdefault(other_end(edge, id_), edge)
                self._near[id_] = near
        return {id_: self._near[id_] for id_ in wanted}

    def way(self, root: tuple[str, ...], shut: set[str], target: str, depth: int) -> tuple[str, ...]:
        """The shortest and then smallest way from the end of `root` to `target` that keeps off `root` and does not first go to one of
        `shut`; () if there is none by which all is at most `depth` steps (0: no limit)."""
        seen = set(root)
        layers = [sorted(self.of(root[-1:])[root[-1]].keys() - shut - seen)]
        while target not in layers[-1]:
            seen.update(layers[-1])
            if not layers[-1] or (depth and len(root) + len(layers) > depth):
                return ()
            layers.append(sorted({other for near in self.of(layers[-1]).values() for other in near} - seen))
        if depth and len(root) + len(layers) - 1 > depth:
            return ()
        good = [{target}]
        for layer in reversed(layers[:-1]):
            good.append({id_ for id_, near in self.of(layer).items() if near.keys() & good[-1]})
        way = [min(good.pop())]
        while good:
            way.append(min(good.pop() & self.of(way[-1:])[way[-1]].keys()))
        return tuple(way)
