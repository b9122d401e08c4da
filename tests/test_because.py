"""Every row of every query tells the hops that prove it, each with its sentence in the kept text or its basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.errors import AmbiguousError, NotFoundError
from graph.registry import registry
from graph.store import Store, open_store
from loaders.pipeline import extract
from loaders.readers import read
from queries import catalogue, run
from queries.model import Row
from queries.parameters import types_of
from tests import query_graph as g
from tests.test_queries import SAMPLE

SAMPLES = Path(__file__).parent.parent / "samples"
AS_OF = date(2024, 8, 1)
WAYS = ("dependencies", "dependents", "impact")


@pytest.fixture(scope="module")
def by_hand() -> Iterator[Store]:
    """The graph of the query tests."""
    with open_store(":memory:") as opened:
        yield g.fill(opened)


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    """All documents of samples/."""
    with open_store(":memory:") as opened:
        opened.write(registry().bundle())
        for path in sorted(path for path in SAMPLES.iterdir() if path.is_file() and path.name != "README.md"):
            opened.write(extract(read(path), path.name, path.name))
        yield opened


def _asked_of_samples(store: Store, name: str) -> Iterator[Mapping[str, str]]:
    """Parameters for a query over the samples: for the first thing it needs everything that a text mentions, else the example."""
    needed = [p for p in catalogue()[name].parameters if p.required and not p.default]
    given = {p.name: p.example for p in needed}
    first = next((p for p in needed if p.kind in {"entity", "agency", "document"}), None)
    if first is None:
        texts = [node.name for node in store.find("Indicator") + store.find("Platform") if node.mentions]
        yield from ({**given, p.name: text} for p in needed for text in texts if p.kind == "text")
        yield given
        return
    types = ("Document",) if first.kind == "document" else types_of(name, first.name)
    yield from ({**given, first.name: node.id} for node in store.nodes() if node.mentions and (not types or node.type in types))


def _check(store: Store, row: Row) -> None:
    assert row["because"], row
    met: set[str] = set()
    for hop in row["because"]:
        assert hop["source_name"], hop
        assert hop["label"], hop
        assert hop["label_en"], hop
        assert hop["target_name"], hop
        assert hop["evidence"], hop
        met |= {hop["source"], hop["target"]}
        for said in hop["evidence"]:
            _check_said(store, said)
    assert all(store.get(id_) for id_ in met if id_)


def _check_said(store: Store, said: Mapping[str, Any]) -> None:
    if said.get("basis"):
        return
    assert store.text(said["document"])[said["start"] : said["end"]] == said["quote"]
    document = store.get(said["document"])
    assert document is not None
    assert said["document_date"] == document.get("issued_on")


def _steps(row: Row, start: str, goal: str) -> int:
    """How many hops of a row lie between two nodes, over any of them in either direction; -1 if they do not lead there."""
    reached, border, steps = {start}, {start}, 0
    while border:
        if goal in border:
            return steps
        ends = [{hop["source"], hop["target"]} for hop in row["because"]]
        border = {end for pair in ends if pair & border for end in pair} - reached
        reached |= border
        steps += 1
    return -1


@pytest.mark.parametrize("name", catalogue())
def test_every_row_tells_why(by_hand: Store, name: str) -> None:
    """Guards against a row that nothing proves, and against a hop whose sentence is not in the text."""
    rows = run(by_hand, name, SAMPLE[name], AS_OF).rows
    assert rows
    for row in rows:
        _check(by_hand, row)


@pytest.mark.parametrize("name", catalogue())
def test_every_row_over_the_samples_tells_why(samples: Store, name: str) -> None:
    """Guards against a kind of fact that only real texts have and that no hop tells."""
    counted = 0
    for given in _asked_of_samples(samples, name):
        with suppress(NotFoundError, AmbiguousError):  # an example need not be in the samples
            rows = run(samples, name, given, AS_OF).rows
            counted += len(rows)
            for row in rows:
                _check(samples, row)
    assert counted


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("entity", [g.POPULATION, g.CENTRE, g.LAND, g.PORTAL])
def test_the_hops_of_a_way_lead_from_the_thing_to_the_start(by_hand: Store, name: str, entity: str) -> None:
    """Guards against a path whose hops do not join, or that is longer than the row says."""
    for row in run(by_hand, name, {"entity": entity}, AS_OF).rows:
        ends = next(row[key] for key in ("dependency_id", "dependent_id", "affected_id") if key in row)
        assert _steps(row, ends, entity) == row["hops"], row


def test_the_hops_of_a_path_join_end_to_end(by_hand: Store) -> None:
    """Guards against hops told out of their order."""
    for row in run(by_hand, "path", {"source": g.LAND, "target": g.MPS}, AS_OF).rows:
        at = g.LAND
        for hop in row["because"]:
            assert at in {hop["source"], hop["target"]}
            at = hop["target"] if hop["source"] == at else hop["source"]
        assert at == g.MPS
        assert len(row["because"]) == row["hops"]


def test_a_registry_fact_tells_its_basis_and_day(by_hand: Store) -> None:
    """Guards against a succession told without the legal basis and the day it has in the registry."""
    rows = run(by_hand, "successors", {"agency": g.MIC}, AS_OF).rows
    (first,) = [row for row in rows if row["successor_id"] == g.MOST and row["hops"] == 1]
    (hop,) = first["because"]
    assert (hop["source"], hop["relation"], hop["target"]) == (g.MIC, "SUCCEEDED_BY", g.MOST)
    assert hop["evidence"] == [{"basis": "176/2025/QH15; 55/2025/NĐ-CP", "on": "2025-03-01"}]
