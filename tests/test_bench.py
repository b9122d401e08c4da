"""The measurements themselves: they must measure what they say."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import _cypher, _peers, _reads, memory, service, stores
from bench.__main__ import main
from bench._client import Connection
from bench._graph import Graph
from graph.store import open_store
from graph.store.sqlite import SqliteStore
from tests.extraction import read
from tests.neo4j_server import connect

TEXT = "Bộ Công an và BCA kết nối Cơ sở dữ liệu quốc gia về dân cư; chính phủ số, bca thì không."


def test_made_up_documents_say_something_new_each_time() -> None:
    """Guards against a long load that measures one document over and over, or documents without facts."""
    assert memory.document(7) == memory.document(7)
    first, second = read(memory.document(7)), read(memory.document(8))
    assert len(first.tasks) == len(second.tasks) == 15
    assert first.own.id != second.own.id
    assert {task.text for task in first.tasks}.isdisjoint(task.text for task in second.tasks)


def test_slope_is_that_of_the_second_half() -> None:
    """Guards against a leak hidden by the start, and a start taken for a leak."""
    assert memory.slope([0, 1000, 2000, 3000, 4000, 5000], [0, 80, 90, 100, 100, 100]) == pytest.approx(0, abs=1e-6)
    assert memory.slope([0, 1000, 2000, 3000, 4000, 5000], [0, 80, 90, 100, 110, 120]) == pytest.approx(10)


def test_peers_look_for_the_same_names() -> None:
    """Guards against a comparison with a pattern that finds nothing."""
    assert {"Bộ Công an", "BCA", "Cơ sở dữ liệu quốc gia về dân cư"} <= set(_peers.phrases())
    _, work = _peers.plain_re()
    spans = work(TEXT)
    assert isinstance(spans, list)
    assert [TEXT[start:end] for start, end in spans][:3] == ["Bộ Công an", "BCA", "Cơ sở dữ liệu quốc gia về dân cư"]
    assert "bca" not in [TEXT[start:end] for start, end in spans]


def test_an_unknown_measurement_is_refused() -> None:
    """Guards against a mistyped name that measures nothing and says so to nobody."""
    with pytest.raises(SystemExit, match="extraction"):
        main(["extracton"])


def test_the_made_up_graph_has_the_size_and_shape_that_it_says() -> None:
    """Guards against figures for a graph that is smaller, sparser or flatter than told, or another at each run."""
    bundles = list(Graph(2_000))
    assert bundles == list(Graph(2_000))
    nodes = {node.id: node.type for bundle in bundles for node in bundle.nodes}
    edges = {edge.key for bundle in bundles for edge in bundle.edges}
    assert 1_900 < len(nodes) < 2_200
    assert 4.8 < len(edges) / len(nodes) < 5.4
    assert sum(kind == "Task" for kind in nodes.values()) > 0.65 * len(nodes)
    led = sorted(sum(key[1] == id_ and key[2] == "LED_BY" for key in edges) for id_, kind in nodes.items() if kind == "Agency")
    assert led[-1] > 10 * led[len(led) // 2]


def test_contenders_find_the_same() -> None:
    """Guards against a comparison of answers to different questions."""
    graph, beside = Graph(1_000), _reads.Networkx()
    with open_store(":memory:") as store:
        clock, sample = stores.load(store, graph)
        assert clock.edges == sum(len(bundle.edges) for bundle in graph)
        for bundle in graph:
            beside.add(bundle)
        kept = _reads.Kept(store)
        assert kept.dependents(sample.hub) == beside.dependents(sample.hub) == _reads.bare_search(store, sample.hub)() > 50
        assert kept.ways(sample.hub) == beside.ways(sample.hub) == kept.dependents(sample.hub)
        untold = [id_ for id_ in sample.ids if id_.startswith("task:")]  # tasks told twice are one here and two there
        assert sum(kept.neighbours(id_) == beside.neighbours(id_) for id_ in untold) > 0.9 * len(untold)
        assert sum(kept.path(*pair) == beside.path(*pair) > 0 for pair in sample.pairs) > 0.9 * len(sample.pairs)
        assert all(kept.search(words) >= min(beside.search(words), 20) > 0 for words in sample.words)


def test_reads_are_told_from_a_process_of_their_own(tmp_path: Path) -> None:
    """Guards against memory that is that of the loading, and against a table without its figures."""
    place, asked = tmp_path / "x.db", tmp_path / "sample.json"
    with open_store(str(place)) as store:
        clock, sample = stores.load(store, Graph(1_000))
    sample.write(asked)
    told = {"load": clock.rates(), "singly": clock.rates(), **stores.read("store", str(place), asked)}
    assert 0 < told["idle"] < told["memory"] <= told["peak"]
    for measure in stores.MEASURES:
        assert "-" not in measure.line({"embedded": told})


def test_the_clock_does_not_count_what_it_waits_for() -> None:
    """Guards against a load that is told slower by the time it takes to make its documents, or faster by what it does itself."""
    clock = _reads.Clock()

    def slow() -> Iterator[int]:
        for i in range(3):
            time.sleep(0.05)
            yield i

    with clock:
        for _ in clock.paused(slow()):
            time.sleep(0.02)
    assert 0.06 <= clock.wall < 0.15


def test_by_hand_a_server_comes_to_hold_the_same(neo4j_url: str) -> None:
    """Guards against a comparison with statements that write or find something else."""
    graph = list(Graph(300))
    with SqliteStore.open(":memory:") as own, open_store(neo4j_url) as store, connect(neo4j_url) as driver:
        _, sample = stores.load(own, graph)
        _cypher.load_all(driver, own.neo4j_items())
        assert store.counts() == own.counts()
        assert list(store.all_edges()) == list(own.all_edges())
        for name, inputs, ours, by_hand in _cypher.reads(store, driver, sample):
            found = [(len(list(ours(value))), len(list(by_hand(value)))) for value in inputs[:5] if name in {"find", "dependents of a hub"}]
            assert all(one == other > 0 for one, other in found), name


def test_the_service_is_measured_as_it_is_started(tmp_path: Path) -> None:
    """Guards against addresses that are refused, a hub that is none, and figures of a service that does not answer."""
    place = str(tmp_path / "service.db")
    asked = service.made(place, 400)
    assert set(asked.kinds) == {"entity", "search", "tasks", "ask"}
    with service.serving(place) as server, service.floor(place) as bare:
        asked = service.understood(server, asked)
        connection = Connection(server.port)
        for addresses in asked.kinds.values():
            assert min(connection.milliseconds(addresses[:3])) > 0
        assert json.loads(connection.status(asked.hub)[1])["total"] > 50
        with pytest.raises(RuntimeError, match="404"):
            connection.milliseconds(["/api/v1/entities/agency:none"])
        connection.close()
        assert server.rate(asked.kinds["entity"][:3], seconds=1, requests=50) > 1
        assert bare.rate(asked.floor[:3], seconds=1, requests=50) > 1
        assert server.megabytes() > 20
