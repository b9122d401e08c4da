"""Reads over one graph by one way of keeping it, timed in a process of its own, so that its memory is its own.

`python -m bench._reads KIND PLACE SAMPLE` opens what stands at PLACE, asks what SAMPLE (a JSON file) says and prints JSON.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

import networkx as nx
import numpy as np

from bench._graph import Graph
from graph.model import Bundle
from graph.store import Store, open_store
from graph.text import fold

ROUNDS = 9
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Sample:
    """What is asked: ids whose neighbours, a hub whose dependents, pairs whose paths and words whose nodes are sought."""

    ids: list[str]
    hub: str
    pairs: list[list[str]]
    words: list[str]

    @classmethod
    def read(cls, path: Path) -> Sample:
        """The sample kept in a file."""
        return cls(**json.loads(path.read_text("utf8")))

    def write(self, path: Path) -> None:
        """Keep the sample in a file."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), "utf8")


@dataclass(slots=True)
class Clock:
    """Adds up the wall and processor seconds of the blocks it watches, and the relations loaded in them."""

    wall: float = 0.0
    cpu: float = 0.0
    edges: int = 0

    def __enter__(self) -> Self:
        self.wall -= time.perf_counter()
        self.cpu -= time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter()
        self.cpu += time.process_time()

    def paused(self, items: Iterable[_T]) -> Iterator[_T]:
        """Passes items on inside of a watched block; the time it takes to make them is not counted."""
        self.__exit__()
        for item in items:
            self.__enter__()
            yield item
            self.__exit__()
        self.__enter__()

    def rates(self) -> dict[str, float]:
        """Relations in a second of wall and of processor time."""
        return {"wall": self.edges / self.wall, "cpu": self.edges / self.cpu, "seconds": self.wall}


class Contender(Protocol):
    """One way of keeping the graph. `size` counts what an answer holds, so that answers can be compared."""

    def neighbours(self, id: str) -> int:
        """The relations at a node, whole, with their evidence."""
        ...

    def dependents(self, hub: str) -> int:
        """All that depends on the hub, however far, with its depth."""
        ...

    def ways(self, hub: str) -> int:
        """The same, each with what leads there."""
        ...

    def path(self, source: str, target: str) -> int:
        """The length of a shortest path, its relations whole."""
        ...

    def search(self, words: str) -> int:
        """Nodes by words of their names, the best twenty."""
        ...


class Kept:
    """A store of this project, by its URL: embedded or on a server."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def neighbours(self, id: str) -> int:
        """See `Contender`."""
        return len(self.store.edges(id))

    def dependents(self, hub: str) -> int:
        """See `Contender`."""
        return len(self.store.reach(hub, "in", ("DEPENDS_ON",)))

    def ways(self, hub: str) -> int:
        """See `Contender`; the relations of each way whole, with their evidence."""
        return sum(len(found.path) == found.depth for found in self.store.reach(hub, "in", ("DEPENDS_ON",)))

    def path(self, source: str, target: str) -> int:
        """See `Contender`."""
        found = self.store.paths(source, target, limit=1, depth=0)
        return len(found[0]) if found else -1

    def search(self, words: str) -> int:
        """See `Contender`."""
        return len(self.store.search(words))


class Networkx:
    """A MultiDiGraph whose edges carry their evidence as attributes; depth by breadth first search, no full-text index."""

    def __init__(self) -> None:
        self.graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self._dependent: nx.DiGraph[str] | None = None
        self._either: nx.Graph[str] | None = None
        self._folded: list[tuple[str, set[str]]] | None = None

    def add(self, bundle: Bundle) -> None:
        """Take in what a document says, side by side with what others say; nothing is merged."""
        for node in bundle.nodes:
            self.graph.add_node(node.id, type=node.type, name=node.name, **node.properties)
        for edge in bundle.edges:
            proof = [(e.start, e.end, e.quote) for e in edge.evidence]
            key = (*edge.key[2:], bundle.document)
            self.graph.add_edge(edge.source, edge.target, key=key, document=bundle.document, proof=proof, **edge.properties)

    def neighbours(self, id: str) -> int:
        """See `Contender`."""
        return len([*self.graph.in_edges(id, data=True), *self.graph.out_edges(id, data=True)])

    def dependents(self, hub: str) -> int:
        """See `Contender`; over a graph of dependencies made at the first call."""
        return len(nx.single_source_shortest_path_length(self._dependencies(), hub)) - 1

    def ways(self, hub: str) -> int:
        """See `Contender`; as the nodes passed."""
        return len(nx.single_source_shortest_path(self._dependencies(), hub)) - 1

    def path(self, source: str, target: str) -> int:
        """See `Contender`; over an undirected graph made at the first call."""
        if self._either is None:
            self._either = nx.Graph((a, b) for a, b in self.graph.edges())
        with suppress(nx.NetworkXNoPath):
            return len(nx.bidirectional_shortest_path(self._either, source, target)) - 1
        return -1

    def search(self, words: str) -> int:
        """See `Contender`; every name is looked at."""
        if self._folded is None:
            names = self.graph.nodes(data="name")
            self._folded = [(id_, set(fold(str(name)).split())) for id_, name in names]
        wanted = set(fold(words).split())
        return len([id_ for id_, held in self._folded if wanted <= held][:20])

    def _dependencies(self) -> nx.DiGraph[str]:
        if self._dependent is None:
            self._dependent = nx.DiGraph((b, a) for a, b, key in self.graph.edges(keys=True) if key[0] == "DEPENDS_ON")
        return self._dependent


def bare_search(store: Store, hub: str) -> Callable[[], int]:
    """A breadth first search over bare numpy arrays in compressed rows: what dependents of the hub cost at the least, no
    relation read, no path kept."""
    ids = {node.id: i for i, node in enumerate(store.nodes())}
    ends = np.array([(ids[e.target], ids[e.source]) for e in store.all_edges() if e.type == "DEPENDS_ON"], dtype=np.int64)
    ends = ends[np.lexsort((ends[:, 1], ends[:, 0]))]
    starts = np.zeros(len(ids) + 1, dtype=np.int64)
    np.cumsum(np.bincount(ends[:, 0], minlength=len(ids)), out=starts[1:])
    to = ends[:, 1].copy()

    def search() -> int:
        depth = np.zeros(len(ids), dtype=np.int32)
        frontier, level = np.array([ids[hub]], dtype=np.int64), 1
        depth[frontier] = level
        while frontier.size:
            first, level = starts[frontier], level + 1
            counts = starts[frontier + 1] - first
            offsets = np.cumsum(counts)
            reached = to[np.arange(offsets[-1]) + np.repeat(first - offsets + counts, counts)]
            depth[reached[depth[reached] == 0]] = level
            frontier = np.flatnonzero(depth == level)
        return int(np.count_nonzero(depth > 1))

    return search


def milliseconds(work: Callable[[_T], int], inputs: Iterable[_T]) -> tuple[list[float], list[int]]:
    """How long `work` takes for each input, and the sizes of its answers."""
    times, sizes = [], []
    for value in inputs:
        began = time.perf_counter()
        sizes.append(work(value))
        times.append((time.perf_counter() - began) * 1000)
    return times, sizes


def measured(contender: Contender, sample: Sample) -> dict[str, Any]:
    """All reads of the sample: milliseconds of each, and the sizes of the answers."""
    out: dict[str, Any] = {}
    works: dict[str, tuple[Callable[[Any], int], list[Any]]] = {
        "dependents": (contender.dependents, [sample.hub] * ROUNDS),
        "ways": (contender.ways, [sample.hub] * ROUNDS),
        "neighbours": (contender.neighbours, sample.ids),
        "path": (lambda pair: contender.path(*pair), [sample.pairs[0], *sample.pairs]),
        "search": (contender.search, [sample.words[0], *sample.words]),
    }
    for name, (work, inputs) in works.items():
        times, sizes = milliseconds(work, inputs)
        warm = times if name == "neighbours" else times[1:]  # the first call may make an index
        ordered = sorted(warm)
        out[name] = {"first": times[0], "p50": statistics.median(warm), "p95": ordered[int(len(ordered) * 0.95)], "sizes": sizes}
    return out


def memory(field: str = "VmRSS") -> float:
    """Megabytes of this process."""
    found = re.search(rf"{field}:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1000 if found else float("nan")


def main(kind: str, place: str, sample: Path) -> dict[str, Any]:
    """Open, ask and tell."""
    asked, before = Sample.read(sample), memory()
    if kind == "networkx":
        return _networkx(Graph(int(place)), asked) | {"idle": before}
    began = time.perf_counter()
    with open_store(place) as store:
        _ = store.version
        opened = time.perf_counter() - began
        out = measured(Kept(store), asked)
        out |= {"open": opened, "memory": memory(), "peak": memory("VmHWM"), "idle": before}
        # After the memory was told: the bare arrays are no part of the store.
        out["bare"] = _dependents(bare_search(store, asked.hub))
        out["beside bare"] = _dependents(lambda: Kept(store).dependents(asked.hub))  # again, at the same moment
        return out


def _networkx(graph: Graph, asked: Sample) -> dict[str, Any]:
    clock, contender = Clock(), Networkx()
    for bundle in graph:
        with clock:
            contender.add(bundle)
        clock.edges += len(bundle.edges)
    return {"load": clock.rates(), **measured(contender, asked), "memory": memory(), "peak": memory("VmHWM")}


def _dependents(search: Callable[[], int]) -> dict[str, Any]:
    times, sizes = milliseconds(lambda _: search(), range(ROUNDS))
    return {"p50": statistics.median(times), "sizes": sizes}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
