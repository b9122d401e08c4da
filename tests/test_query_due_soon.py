"""What is due within some days, on the graph made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graph.store import Store, open_store
from queries import run
from queries.written import columns
from tests import query_graph as g

DUE = date(2024, 8, 20)
"""The last day of the task that moves the portal."""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield g.fill(opened)


@pytest.mark.parametrize(
    ("as_of", "days", "found"),
    [
        (date(2024, 8, 1), "19", True),
        (date(2024, 8, 1), "18", False),
        (DUE, "0", True),
        (date(2024, 8, 21), "30", False),
    ],
)
def test_both_ends_of_the_days_ahead_count(store: Store, as_of: date, days: str, found: bool) -> None:
    """Guards against losing the day itself or the last day, and against telling what is overdue as coming."""
    rows = run(store, "due_soon", {"days": days}, as_of).rows
    assert [row["days_left"] for row in rows if "chuyển Cổng" in row["task"]] == ([(DUE - as_of).days] if found else [])


def test_tasks_and_targets_stand_in_the_order_of_time(store: Store) -> None:
    """Guards against targets behind all tasks, and against finished work among what is due."""
    rows = run(store, "due_soon", {"days": "460"}, date(2024, 7, 12)).rows
    assert [row["due_on"] for row in rows] == sorted(row["due_on"] for row in rows)
    assert [row["type_code"] for row in rows] == ["Task"] * 3 + ["Target"] * 2 + ["Task"]
    assert not [row for row in rows if row["status_code"] == "done"]


def test_a_target_tells_what_sets_it(store: Store) -> None:
    """Guards against a target without a document beside tasks that have one."""
    rows = run(store, "due_soon", {"days": "180", "types": "Target"}, date(2024, 8, 1)).rows
    assert {(row["task_id"].split(":")[0], row["document"], row["days_left"]) for row in rows} == {("target", "944/TB-VPCP", 152)}
    assert all(row["evidence"] and row["because"] for row in rows)
    assert all(column.name in row for row in rows for column in columns("due_soon"))


@pytest.mark.parametrize(
    ("given", "types"),
    [
        ({}, {"Task", "Target"}),
        ({"agency": g.OFFICE}, {"Task", "Target"}),
        ({"agency": g.MPS}, {"Task"}),
        ({"agency": g.OFFICE, "role": "lead"}, {"Task"}),
        ({"about": "dịch vụ công trực tuyến"}, {"Target"}),
        ({"partner": g.DEFENCE}, {"Task"}),
        ({"source": "944/TB-VPCP"}, {"Target"}),
    ],
)
def test_what_narrows_leaves_only_what_it_can_be_asked_of(store: Store, given: dict[str, str], types: set[str]) -> None:
    """Guards against targets that pass a condition which speaks of tasks only."""
    assert {row["type_code"] for row in run(store, "due_soon", given | {"days": "600"}, date(2024, 8, 1)).rows} == types


def test_thirty_days_are_taken_where_none_are_given(store: Store) -> None:
    """Guards against an answer that does not say which days it covers."""
    answer = run(store, "due_soon", {}, date(2024, 8, 1))
    assert answer.understood.vi == "Các nhiệm vụ và chỉ tiêu đến hạn trong 30 ngày, từ 01/08/2024 đến 31/08/2024"
    assert answer.understood.en == "Tasks and targets due within 30 days, from 2024-08-01 to 2024-08-31"
    assert answer.total == 1
