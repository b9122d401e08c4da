"""Answers cost what is looked at: rows a page at a time, the graph when it is asked for, and few reads of the store for a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from graph.model import Node
from graph.ontology import Label
from graph.store import Store, open_store
from queries import run
from queries.answering import finish
from queries.model import Answer, Graph
from queries.proof import Proof
from queries.remembered import remembered
from queries.rows import Rows
from tests import query_graph as g
from tests.test_queries import SAMPLE

AS_OF = date(2024, 8, 1)
LAZY = (
    "citing", "dependencies", "dependents", "document_facts", "documents", "facts", "impact", "indicator_series", "overdue", "references",
    "targets", "tasks", "workload",
)  # fmt: skip


class Counted:
    """Passes everything on to a store and counts what is called."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._store, name)
        if not callable(value):
            return value
        self.calls[name] += 1
        return value


@pytest.fixture(scope="module")
def store():
    with open_store(":memory:") as opened:
        yield g.fill(opened)


def numbered(count: int, asked: list[list[int]]) -> Rows[int]:
    def make(keys: Sequence[int]) -> list[dict[str, Any]]:
        asked.append(list(keys))
        return [{"n": key} for key in keys]

    return Rows(range(count), make)


def test_only_the_rows_of_a_page_are_made_and_each_once():
    asked: list[list[int]] = []
    rows = numbered(10_000, asked)
    assert len(rows) == 10_000
    assert rows
    assert asked == []
    assert rows[3:6] == ({"n": 3}, {"n": 4}, {"n": 5})
    assert rows[4:7][-1] == {"n": 6}
    assert rows[-1] == {"n": 9_999}
    assert asked == [[3, 4, 5], [6], [9_999]]
    assert [row["n"] for row in rows] == list(range(10_000))
    assert sum(map(len, asked)) == 10_000
    with pytest.raises(IndexError):
        rows[10_000]


def test_rows_are_equal_to_the_same_rows_made_before():
    rows = numbered(3, [])
    assert rows == tuple(rows) == numbered(3, [])
    assert tuple(rows) == rows
    assert rows != numbered(4, [])
    assert repr(rows) == repr(tuple(rows))
    assert not numbered(0, [])
    assert rows[5:] == ()


def test_a_maker_that_loses_a_row_is_found_out():
    """Guards against rows that slip to the place of others."""
    with pytest.raises(ValueError, match="shorter"):
        Rows([1, 2], lambda keys: [{}])[:]


def test_the_graph_is_gathered_when_it_is_looked_at(store):
    proof, node, made = Proof(store), Node("agency:a", "Agency", "A"), list[int]()

    def make(key: int) -> dict[str, Any]:
        made.append(key)
        proof.keep((node,))
        return {"evidence": []}

    answer = finish("tasks", Label("x", "x"), Rows.each([1, 2, 3], make), proof)
    answer.as_dict(limit=1)
    assert answer.total == 3
    assert made == [1]
    assert answer.graph.nodes == (node,)
    assert made == [1, 2, 3]
    assert answer.graph == Graph((node,))


@pytest.mark.parametrize("name", LAZY)
def test_a_page_of_any_size_takes_as_many_reads(store, name):
    """Guards against a read of the store for every row, and against rows that are made though nobody looks at them."""
    counts = []
    for limit in (0, 1, None):
        counted = Counted(store)
        answer: Answer = run(counted, name, SAMPLE[name], AS_OF)
        assert isinstance(answer.rows, Rows)
        shown = answer.as_dict(limit=limit)
        assert len(shown["rows"]) == shown["returned"] == min(answer.total, answer.total if limit is None else limit)
        counts.append(counted.calls.total())
    none, one, every = counts
    assert none <= one <= every
    assert every - one <= 5, counts  # a reading for each kind of thing in the rows, not for each row


def test_pages_put_together_are_the_whole(store):
    whole = run(store, "tasks", {}, AS_OF)
    pages = run(store, "tasks", {}, AS_OF)
    parts = [row for offset in range(0, whole.total, 3) for row in pages.as_dict(limit=3, offset=offset)["rows"]]
    assert parts == list(whole.rows)
    assert pages.graph == whole.graph


def test_what_is_remembered_is_forgotten_when_the_store_changes():
    """Guards against an answer of yesterday's graph, and against what is found out anew for every question."""
    found: list[int] = []

    def find() -> tuple[int, ...]:
        found.append(len(found))
        return (len(found),)

    with open_store(":memory:") as opened:
        g.fill(opened)
        assert [remembered(opened, key, find) for key in "aab"] == [(1,), (1,), (2,)]
        before = run(opened, "tasks", {}, AS_OF).total
        for document in opened.documents():
            opened.withdraw(document.id)
        assert remembered(opened, "a", find) == (3,)
        assert run(opened, "tasks", {}, AS_OF).total < before
