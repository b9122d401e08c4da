"""A real Neo4j server beside what one would write for it by hand, in one run over one made-up graph.

    python -m bench servers            5,000 nodes and 25,000 relations
    python bench/servers.py 100000     as many nodes as named

The server is started for this from its own artifacts (see `scripts/neo4j_server.py`); where it cannot be had nothing is measured.
First the whole graph comes into an empty database by UNWIND and into another by `neo4j-admin database import`. Then further
documents are written, here by the store and there as a bare UNWIND of the same rows, and every kind of read is asked of the store
and over the bare driver by the very statements that the store sends and by the one that one would write for the purpose, turn by turn. The
last asks for less where the store gives more: its search orders what it finds, its path is the first of equals. Times are medians.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import neo4j

from bench import _cypher
from bench._graph import Graph
from bench._sent import Sent, noted, read_again
from bench.stores import load
from graph.model import Bundle
from graph.store import Store, open_store
from graph.store.neo4j_files import ARGUMENTS, write_files
from graph.store.sqlite import SqliteStore
from graph.store.sqlite_rows import Item
from scripts.neo4j_jars import MissingError
from scripts.neo4j_server import USER, Server

NODES = 5_000
LATER = 12
"""Documents written one by one after the first load."""


def run(nodes: int = NODES) -> None:
    """Measure and print."""
    bundles = list(Graph(nodes))
    with tempfile.TemporaryDirectory() as folder:
        one, other = (Server(Path(folder) / name) for name in ("unwind", "import"))
        try:
            one.prepare()
            other.prepare()
        except MissingError as error:
            print(f"servers: {error}; nothing is measured")
            return
        with SqliteStore.open(str(Path(folder) / "own.db")) as own:
            _, sample = load(own, bundles[:-LATER])
            items = list(own.neo4j_items())
        relations = sum(item.ends is not None for item in items)
        print(f"# servers: Neo4j {one.version}; a first load of {len(items) - relations:,} nodes, {relations:,} relationships", flush=True)
        imported = first_import(other, Path(folder) / "files", items)
        with running(one), driver_of(one) as bare:
            open_store(one.url).close()  # makes constraints and indexes
            unwound = seconds(lambda: _cypher.load_all(bare, items))
            print(f"first load, s: UNWIND {unwound:.1f}, neo4j-admin import {imported:.1f}")
            print(f"{'    times as fast':24}{unwound / imported:28.2f}{'>= 10':>8}", flush=True)
            with running(other), driver_of(other) as beside, open_store(other.url) as store:
                print(HEADINGS, flush=True)
                beside_documents(store, bare, bundles[-LATER:])
                for name, inputs, ours, by_hand in _cypher.reads(store, beside, sample):
                    same = {repr(value): _statements(ours, value) for value in inputs}
                    ways = (ours, lambda value, same=same: read_again(beside, same[repr(value)]), by_hand)
                    print(line(name, in_turn([*inputs[:3], *inputs], *ways, first=3), 1.3), flush=True)


def _statements(work: Callable[[Any], object], value: Any) -> list[Sent]:
    """What a primitive sends for an input."""
    with noted() as sent:
        work(value)
    return sent


HEADINGS = f"{'medians, ms':24}{'store':>10}{'same Cypher':>14}{'ratio':>8}{'by hand':>10}{'ratio':>8}{'asked':>8}"
Times = list[tuple[float, ...]]
"""Seconds of each way for each input, this project's first."""


def line(name: str, times: Times, asked: float) -> str:
    """A line of the table: this project's way, and each other with how many times as long ours takes (of the medians)."""
    ours, *others = (statistics.median(side) * 1000 for side in zip(*times, strict=True))
    told = [f"{other:{width}.2f}{ours / other:8.2f}" for other, width in zip(others[::-1], (10, 14), strict=False)][::-1]
    return f"{name:24}{ours:10.2f}{''.join(told):>40}{f'<= {asked}':>8}"


def in_turn(inputs: list[Any], *ways: Callable[[Any], object], first: int = 0) -> Times:
    """Every way for each input, one after the other, so that all meet the same noise; the first few are not counted."""
    return [tuple(seconds(partial(way, value)) for way in ways) for value in inputs][first:]


def beside_documents(store: Store, bare: neo4j.Driver, bundles: list[Bundle]) -> None:
    """Documents written by the store to one server, and the same rows by hand to the other."""
    later = [(bundle, rows_of(bundle)) for bundle in bundles]
    pairs = in_turn(later, lambda both: store.write(both[0]), lambda both: _cypher.load_document(bare, both[1]), first=2)
    print(line("document load", pairs, 2), flush=True)


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def rows_of(bundle: Bundle) -> dict[str, list[Item]]:
    """The rows that a store holding this document alone has."""
    with SqliteStore.open(":memory:") as store:
        store.write(bundle)
        return _cypher.grouped(store.neo4j_items())


def first_import(server: Server, folder: Path, items: list[Item]) -> float:
    """Seconds that the admin tool takes to import the files of a store into a stopped server."""
    folder.mkdir()
    write_files(items, folder)
    with chdir(folder):
        return seconds(lambda: server.admin("database", "import", "full", "neo4j", "--overwrite-destination", f"@{ARGUMENTS}"))


@contextmanager
def running(server: Server) -> Iterator[None]:
    """The server while it runs."""
    server.start(tied=True)
    try:
        yield
    finally:
        server.stop()


def driver_of(server: Server) -> neo4j.Driver:
    """The bare driver on a server."""
    return neo4j.GraphDatabase.driver(server.address, auth=(USER, server.password))


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else NODES)
