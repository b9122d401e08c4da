"""Loading documents into a Neo4j server, beside a bare replay of the statements that write their rows.

    python -m bench neo4j_load           3,000 nodes and 15,000 relations made up, one transaction a document
    python bench/neo4j_load.py 20000     as many nodes as named, five times as many relations

The replay sends what the load had worked out: the same rows by the same UNWINDs, a transaction a document, without reading anything
or deciding anything. What a load takes beyond it is the price of identity, of merging and of looking up what is there. The server is
started for the measurement and ended after it; LUOCDO_NEO4J_TEST_URL names one that already runs and may be EMPTIED instead.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from neo4j import ManagedTransaction, Result

from bench._graph import Graph
from bench._sent import Sent, noted
from graph.model import Bundle
from graph.registry import registry
from graph.store import Store, open_store
from graph.store.bulk import write_all
from graph.store.neo4j_connection import Connection
from scripts.neo4j_jars import MissingError
from scripts.neo4j_server import Server

NODES = 3_000
ROUNDS = 3
_EMPTY = "MATCH (n) WHERE NOT n:Store CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"


@dataclass(slots=True)
class Recorded:
    """What the writing of each document sent to the server: how many statements, and those of them that wrote."""

    sent: list[int] = field(default_factory=list)
    wrote: list[list[Sent]] = field(default_factory=list)


def run(nodes: int = NODES) -> None:
    """Measure and print."""
    try:
        with _server() as url, open_store(url) as store:
            _measure(store, Connection.open(url), [registry().bundle(), *Graph(nodes)])
    except MissingError as error:
        print(f"neo4j_load: {error}; nothing is measured")


def _measure(store: Store, connection: Connection, bundles: Sequence[Bundle]) -> None:
    relations = sum(len(bundle.edges) for bundle in bundles)
    print(f"# neo4j_load: {len(bundles)} documents, {sum(len(b.nodes) for b in bundles):,} nodes and {relations:,} relations told")
    connection.run(_EMPTY)
    recorded = record(store, bundles)
    print(f"# statements a document: {statistics.median(recorded.sent):.0f} (at most {max(recorded.sent)}), of which write: ", end="")
    print(f"{statistics.median(map(len, recorded.wrote)):.0f}")
    ways: dict[str, Callable[[], object]] = {
        "bare replay": lambda: replay(connection, recorded),
        "a transaction a document": lambda: [store.write(bundle) for bundle in bundles],
        "many documents a transaction": lambda: list(write_all(store, bundles)),
    }
    took = {name: [_timed(connection, way) for _ in range(1)] for name, way in ways.items()}  # the server is warm after it
    for _ in range(ROUNDS):
        for name, way in ways.items():
            took[name].append(_timed(connection, way))
    bare = statistics.median(took["bare replay"][1:])
    print(f"{'':32}{'s':>8}{'relations/s':>14}{'times bare':>12}{'asked':>8}")
    for name, times in took.items():
        middle = statistics.median(times[1:])
        print(f"{name:32}{middle:8.2f}{relations / middle:14.0f}{middle / bare:12.2f}{'' if name == 'bare replay' else '<= 2':>8}")
    connection.close()


def record(store: Store, bundles: Sequence[Bundle]) -> Recorded:
    """Write the bundles and note what is sent."""
    recorded = Recorded()
    for bundle in bundles:
        with noted() as sent:
            store.write(bundle)
        recorded.sent.append(len(sent))
        recorded.wrote.append([one for one in sent if one.wrote])
    return recorded


def replay(connection: Connection, recorded: Recorded) -> None:
    """Send the writing statements of each document again, in a transaction each."""
    for statements in recorded.wrote:

        def work(transaction: ManagedTransaction, sent: Sequence[Sent] = statements) -> list[Result]:
            return [transaction.run(one.statement, one.values) for one in sent]

        connection.write(work)


def _timed(connection: Connection, way: Callable[[], object]) -> float:
    connection.run(_EMPTY)
    began = time.perf_counter()
    way()
    return time.perf_counter() - began


@contextmanager
def _server() -> Iterator[str]:
    if url := os.environ.get("LUOCDO_NEO4J_TEST_URL"):
        yield url
        return
    with tempfile.TemporaryDirectory() as home:
        server = Server(Path(home))
        server.start(tied=True)
        try:
            yield server.url
        finally:
            server.stop()


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else NODES)
