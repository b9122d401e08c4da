"""Every row of every query tells the hops that prove it, each with its sentence in the kept text or its basis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from rich.console import Console

from api.answering import print_answer
from api.app import create_app
from api.reading import queried
from api.settings import Settings
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
from viz.content import Content
from viz.formats import formats

SAMPLES = Path(__file__).parent.parent / "samples"
AS_OF, ALL_ISSUED = date(2024, 8, 1), date(2026, 11, 24)
CENTRE = "platform:trung-tam-du-lieu-quoc-gia"
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
            rows = run(samples, name, given, ALL_ISSUED).rows
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


def _way_of_two(store: Store) -> Content:
    return queried(store, "dependents", {"entity": g.POPULATION, "types": "Task", "relation": "needs"}, AS_OF, "vi")


def test_a_way_of_several_steps_is_printed_step_by_step(by_hand: Store) -> None:
    """Guards against a terminal that shows where a row ends but not how one gets there, and against steps without their sentences."""
    content, said = _way_of_two(by_hand), StringIO()
    assert content.answer is not None
    print_answer(Console(file=said, width=200, markup=False, emoji=False), content.answer, "vi")
    (line,) = {line.strip() for line in said.getvalue().split("\n") if "Cổng Dịch vụ công quốc gia → khai thác, sử dụng →" in line}
    (number,) = re.findall(r"\[(\d+)\]$", line)
    quote = "Cổng Dịch vụ công quốc gia khai thác Cơ sở dữ liệu quốc gia về dân cư."
    assert f"[{number}] 912/KH-BCA" in said.getvalue()
    assert f"“{quote}”" in said.getvalue()


def test_every_export_of_an_answer_keeps_its_sentences_with_their_days(by_hand: Store) -> None:
    """Guards against a briefing or table that names a document without the day it is of."""
    content, named = queried(by_hand, "tasks", {"source": g.SECOND}, AS_OF, "vi"), "944/TB-VPCP (12/07/2024)"
    assert named in formats()["csv"].render(content).decode("utf8")
    (sheet,) = [s for s in load_workbook(BytesIO(formats()["xlsx"].render(content))).worksheets if s.title == "Nguồn"]
    assert named in {cell.value for row in sheet.iter_rows() for cell in row}
    assert formats()["docx"].render(content)


def test_a_row_of_the_page_opens_to_its_path(samples_store: Path) -> None:
    """Guards against a page that shows sentences without what they prove, and against hops without place and day."""
    with TestClient(create_app(Settings(store=str(samples_store)))) as client:
        page = client.get("/", params={"query": "dependents", "entity": CENTRE, "as_of": "2026-11-24"}).text
        answer = client.get("/api/v1/queries/dependents", params={"entity": CENTRE, "as_of": "2026-11-24"}).json()
        described = client.get("/openapi.json").json()["components"]["schemas"]
    hops = [hop for row in answer["rows"] for hop in row["because"]]
    assert page.count('<p class="step">') == len(hops)
    assert page.count("<blockquote>") == sum("quote" in said for hop in hops for said in hop["evidence"])
    assert all({"document_name", "document_date", "quote"} <= said.keys() for hop in hops for said in hop["evidence"] if "quote" in said)
    assert set(hops[0]) == set(described["HopOut"]["properties"])
