"""Both stores give the same: every primitive and every query, over the samples, the reference texts and graphs made by chance."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph.store import Direction, Store, open_store
from tests.neo4j_feeder import fed
from tests.neo4j_server import empty

DIRECTIONS: tuple[Direction, ...] = ("out", "in", "both")
TYPES: tuple[tuple[str, ...], ...] = ((), ("DEPENDS_ON",), ("CONNECTS_TO",), ("DEPENDS_ON", "CONNECTS_TO"), ("LED_BY", "ASSIGNS"))
TEXTS = ["bộ công an", "dữ liệu", "cơ sở dữ liệu quốc gia", "triển", "06/QĐ-TTg", "hoàn thiện khongco dữ liệu", "du lieu q", "đất", "", "+"]


@pytest.fixture(scope="module")
def url(neo4j_server: Callable[[str], Any]) -> Iterator[str]:
    """An empty database of this module's own until the next module asks for one."""
    found = os.environ.get("LUOCDO_NEO4J_TEST_URL") or neo4j_server("lts").url
    empty(found)
    yield found
    empty(found)


@pytest.fixture(scope="module")
def stores(samples_store: Path, url: str) -> Iterator[tuple[Store, Store]]:
    """The samples in the embedded store and in Neo4j."""
    with open_store(str(samples_store)) as embedded, fed(samples_store, url) as server:
        yield embedded, server


def same(stores: tuple[Store, Store], read: Callable[[Store], Any]) -> None:
    """Both give the same, also in the order of keys and properties."""
    embedded, server = (read(store) for store in stores)
    assert server == embedded
    assert repr(server) == repr(embedded)


def some_ids(store: Store, number: int) -> list[str]:
    ids = [node.id for node in store.nodes()]
    return random.Random(7).sample(ids, min(number, len(ids)))


@pytest.mark.parametrize("what", ["counts", "documents", "unresolved"])
def test_what_the_store_holds(stores: tuple[Store, Store], what: str) -> None:
    """Guards against edges counted once a document, the registry counted as a document, and another order."""
    same(stores, lambda store: getattr(store, what)())


def test_all_nodes_and_edges(stores: tuple[Store, Store]) -> None:
    """Guards against evidence, aliases, properties or types of numbers that are lost on the way."""
    same(stores, lambda store: list(store.nodes()))
    same(stores, lambda store: list(store.all_edges()))
    same(stores, lambda store: store.version)


def test_texts_and_what_is_left_of_each_document(stores: tuple[Store, Store]) -> None:
    """Guards against a text that is not the kept one to the letter."""
    for document in stores[0].documents():
        same(stores, partial(lambda of, store: (store.text(of), store.unresolved(of)), document.id))


@pytest.mark.parametrize("kind", ["moved", "amends", "apart"])
def test_tasks_that_are_alike(stores: tuple[Store, Store], kind: Any) -> None:
    """Guards against pairs under the ids that were told instead of those that are shown."""
    same(stores, lambda store: store.alike(kind))


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("types", TYPES)
def test_edges_and_reach(stores: tuple[Store, Store], direction: Direction, types: tuple[str, ...]) -> None:
    """Guards against symmetric edges walked one way, and of several ways one other than the first by ids."""
    ids = [*some_ids(stores[0], 40), "agency:bca", "task:none"]
    same(stores, lambda store: store.edges_many(ids, direction, types))
    for id_ in ids[::3]:
        for depth in (0, 1, 2):
            same(stores, partial(lambda of, depth, store: list(store.reach(of, direction, types, depth)), id_, depth))


@pytest.mark.parametrize("text", TEXTS)
def test_search(stores: tuple[Store, Store], text: str) -> None:
    """Guards against an order of hits that is the engine's own."""
    for types, limit in (((), 20), (("Task",), 5), (("Agency", "Database"), 1)):
        same(stores, partial(lambda types, limit, store: store.search(text, types, limit), types, limit))


@pytest.mark.parametrize(
    ("type_", "where", "linked"),
    [
        ("Task", {"due_on": ("2024-01-01", "2025-12-31")}, ()),
        ("Task", {"due_on": (None, "2025-06-30")}, [("LED_BY", "agency:bca")]),
        ("Task", {"due_on": (None, None)}, [("LED_BY", "agency:bca"), ("LED_BY", "agency:bca")]),
        ("Task", None, [("^ASSIGNS", "document:none")]),
        ("Target", {"value": (50, 90)}, ()),
        ("Target", {"value": ("a", "b")}, ()),
        ("Target", {"value": 100}, ()),
        (None, {"number": "06/QĐ-TTg"}, ()),
        (None, {"number": None}, ()),
        (None, {"indicator": (None, None), "as_of": (None, None)}, ()),
        (None, {"as_of": (None, None), "number": (None, None)}, ()),
        (None, None, [("CONNECTS_TO", "database:quoc-gia-ve-dan-cu")]),
        (None, None, [("^CONNECTS_TO", "database:quoc-gia-ve-dan-cu")]),
    ],
)
def test_find(stores: tuple[Store, Store], type_: str | None, where: Any, linked: Any) -> None:
    """Guards against numbers compared with texts, nodes given twice, and links of one direction only."""
    same(stores, lambda store: store.find(type_, where, linked))


def test_paths(stores: tuple[Store, Store]) -> None:
    """Guards against paths in another order, or with another edge between two nodes."""
    ids = some_ids(stores[0], 20)
    for source, target in zip(ids[::2], ids[1::2], strict=True):
        same(stores, partial(lambda source, target, store: store.paths(source, target), source, target))
    same(stores, lambda store: store.paths(ids[0], ids[1], ("LED_BY", "ASSIGNS"), 5, 0))
    same(stores, lambda store: [store.paths(ids[0], ids[0]), store.paths(ids[0], "task:none"), store.paths(ids[0], ids[1], (), 0)])
