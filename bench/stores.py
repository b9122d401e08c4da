"""The stores over one made-up graph of this project's shape: loading, the reads that every question is made of, memory.

    python -m bench stores            100,000 nodes and 500,000 relations
    python bench/stores.py 1000000    as many nodes as named, five times as many relations

Beside the embedded store networkx does the same work in the same run; bare SQLite gets the rows that the load worked out, into the same
tables. Each reads in a process of its own. What a load costs is
told in wall and in processor time, without the time it takes to make the documents up; times of reads are medians.
"""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench._graph import Graph
from bench._reads import Clock, Sample
from graph.model import Bundle
from graph.store import Store, open_store
from graph.store.bulk import write_all
from graph.store.sqlite_schema import connect, transaction

ROOT = Path(__file__).resolve().parents[1]
NODES = 100_000
IDS, PAIRS = 300, 100
SINGLY = 20_000  # nodes; it takes long
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """A line of the table: what is asked for, and how it is read from what a contender told."""

    name: str
    asked: str
    shown: Callable[[Told], str]

    def line(self, contenders: dict[str, Told]) -> str:
        """The line, a dash where a contender has nothing to tell."""
        cells = []
        for told in contenders.values():
            try:
                cells.append(self.shown(told))
            except KeyError:
                cells.append("-")
        return f"{self.name:42}{self.asked:>10}" + "".join(f"{cell:>26}" for cell in cells)


def _times(name: str) -> Callable[[Told], str]:
    return lambda told: f"{told[name]['p50']:.2f} ({told[name]['p95']:.2f})"


MEASURES = (
    Measure("load, relations/s (of processor time)", ">= 50000", lambda t: f"{t['load']['wall']:.0f} ({t['load']['cpu']:.0f})"),
    Measure("    a document a transaction", "", lambda t: f"{t['singly']['wall']:.0f} ({t['singly']['cpu']:.0f})"),
    Measure("open, s", "<= 1", lambda t: f"{t['open']:.3f}"),
    Measure("neighbours, ms, median (95th of 100)", "<= 1", _times("neighbours")),
    Measure("dependents of a hub, ms", "", _times("dependents")),
    Measure("    times a bare numpy CSR search", "<= 2", lambda t: f"{t['beside bare']['p50'] / t['bare']['p50']:.1f}"),
    Measure("    the first time, ms", "", lambda t: f"{t['dependents']['first']:.0f}"),
    Measure("    each with its way read out, ms", "", _times("ways")),
    Measure("shortest path, ms", "<= 5", _times("path")),
    Measure("    the first time, ms", "", lambda t: f"{t['path']['first']:.0f}"),
    Measure("search, ms", "<= 10", _times("search")),
    Measure("memory while querying, MB (at most)", "<= 1500", lambda t: f"{t['memory']:.0f} ({t['peak']:.0f})"),
)


def run(nodes: int = NODES) -> None:
    """Measure and print."""
    if not Path("/proc/self/status").exists():
        print("stores: this system has no /proc, nothing is measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        place, asked = Path(folder) / "bench.db", Path(folder) / "sample.json"
        with open_store(str(place)) as store:
            clock, sample = load(store, Graph(nodes))
            counts = store.counts()
        with open_store(str(Path(folder) / "singly.db")) as store:
            singly = load_singly(store, Graph(min(nodes, SINGLY)))
        sample.write(asked)
        print(f"# stores: {sum(counts.nodes.values()):,} nodes, {sum(counts.edges.values()):,} relations, {counts.documents:,} documents")
        print(f"# loaded in {clock.wall:.1f} s; the file has {place.stat().st_size / 1e6:.0f} MB", flush=True)
        contenders = {
            "embedded": {"load": clock.rates(), "singly": singly.rates(), **read("store", str(place), asked)},
            "bare SQLite": {"load": load_rows(place, Path(folder) / "rows.db", clock.edges).rates()},
            "networkx": read("networkx", str(nodes), asked),
        }
    print(f"{'':42}{'asked':>10}" + "".join(f"{name:>26}" for name in contenders))
    for measure in MEASURES:
        print(measure.line(contenders))
    told = contenders["embedded"]
    print(f"# {told['dependents']['sizes'][0]:,} dependents; a process that only has everything imported: {told['idle']:.0f} MB")


def load(store: Store, graph: Iterable[Bundle]) -> tuple[Clock, Sample]:
    """Write the whole graph, as a restore does; gives what it cost, and what to ask of it."""
    clock, gathered = Clock(), _Gathered()
    with clock:
        for _ in write_all(store, clock.paused(gathered.noted(graph))):
            pass
    clock.edges = gathered.edges
    return clock, gathered.sample(store)


def load_singly(store: Store, graph: Graph) -> Clock:
    """Write the whole graph, a document a transaction."""
    clock = Clock()
    for bundle in graph:
        with clock:
            store.write(bundle)
        clock.edges += len(bundle.edges)
    return clock


def load_rows(place: Path, other: Path, edges: int) -> Clock:
    """Put the rows of a loaded store into the tables of an empty one, which is what SQLite itself costs a load."""
    open_store(str(other)).close()  # makes the tables and their indexes
    clock = Clock(edges=edges)
    with closing(sqlite3.connect(place)) as told, closing(connect(str(other))) as written:
        written.execute("PRAGMA foreign_keys = OFF")
        tables = [row[0] for row in told.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'words_*'")]
        for table in tables:
            rows = told.execute(f"SELECT {'rowid, *' if table == 'words' else '*'} FROM {table}")
            columns = [column[0] for column in rows.description]
            statement = f"INSERT OR REPLACE INTO {table} ({', '.join(map(_quoted, columns))}) VALUES ({', '.join('?' * len(columns))})"
            while some := rows.fetchmany(100_000):
                with clock, transaction(written, "BEGIN"):
                    written.executemany(statement, some)
    return clock


def _quoted(column: str) -> str:
    return f'"{column}"'


def read(kind: str, place: str, asked: Path) -> Told:
    """What a contender tells, asked in a process of its own."""
    command = [sys.executable, "-m", "bench._reads", kind, place, str(asked)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    told: Told = json.loads(done.stdout)
    return told


class _Gathered:
    """Names of things told while loading, from which a sample is drawn."""

    def __init__(self) -> None:
        self.edges = 0
        self.names: dict[str, str] = {}
        self.dependents: Counter[str] = Counter()

    def noted(self, bundles: Iterable[Bundle]) -> Iterator[Bundle]:
        for bundle in bundles:
            self.edges += len(bundle.edges)
            self.names.update((node.id, node.name) for node in bundle.nodes)
            self.dependents.update(edge.target for edge in bundle.edges if edge.type == "DEPENDS_ON")
            yield bundle

    def sample(self, store: Store) -> Sample:
        """What to ask: only of nodes that the store shows under the id by which a document told them."""
        r, ids = random.Random(1), sorted(self.names)
        drawn = r.sample(ids, min(len(ids), 2 * (IDS + 2 * PAIRS)))
        shown = store.get_many(drawn)
        kept = [id_ for id_ in drawn if id_ in shown]
        rest = kept[IDS:]
        pairs = [list(pair) for pair in zip(rest[:PAIRS], rest[PAIRS : 2 * PAIRS], strict=False)]
        words = [" ".join(r.sample(self.names[id_].split(), 2)) for id_ in kept[:PAIRS]]
        return Sample(kept[:IDS], self.dependents.most_common(1)[0][0], pairs, words)


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else NODES)
