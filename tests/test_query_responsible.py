"""Who is responsible on a day, on the graph made by hand and the registry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graph.store import Store, open_store
from queries import run
from tests import query_graph as g

BEFORE, AFTER = date(2024, 8, 1), date(2026, 8, 1)
MONRE, MAE, MPI, MOF = "agency:btnmt", "agency:bnnmt", "agency:bkhdt", "agency:btc"
ENTERPRISES = "database:quoc-gia-ve-dang-ky-doanh-nghiep"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield g.fill(opened)


def told(store: Store, entity: str, as_of: date, **given: str) -> list[tuple[str, str, str, str]]:
    rows = run(store, "responsible", {"entity": entity} | given, as_of).rows
    return [(row["role_code"], row["named_id"], row["responsible_id"], row["certainty_code"]) for row in rows]


def test_who_manages_and_builds_a_system_is_told_as_long_as_they_stand(store: Store) -> None:
    """Guards against a successor that answers for a day on which the first body still stood."""
    assert told(store, g.LAND, BEFORE) == [("manager", MONRE, MONRE, "named"), ("builder", MONRE, MONRE, "named")]


def test_the_lead_of_a_task_is_walked_on_to_who_took_over(store: Store) -> None:
    """Guards against naming a ministry that is gone, and against a name without day and basis."""
    assert told(store, g.LAND, AFTER) == [("manager", MAE, MAE, "named"), ("builder", MONRE, MAE, "whole")]
    row = run(store, "responsible", {"entity": g.LAND}, AFTER).rows[1]
    assert (row["since"], row["basis"]) == ("2025-03-01", "176/2025/QH15")
    assert [hop["relation"] for hop in row["because"]] == ["PRODUCES", "ASSIGNS", "LED_BY", "SUCCEEDED_BY"]
    assert {"176/2025/QH15"} <= {evidence.get("basis") for evidence in row["evidence"]}


def test_several_that_took_over_are_told_as_several_and_the_fitting_one_first(store: Store) -> None:
    """Guards against guessing one of three ministries, and against losing the one whose function the task names."""
    rows = run(store, "responsible", {"entity": g.MIC, "types": "Task"}, AFTER).rows
    cards = [row for row in rows if "nguồn nhân lực chuyển đổi số" in row["thing"]]
    assert [(row["responsible_id"], row["certainty_code"]) for row in cards] == [
        (g.MOST, "function"),
        (g.MPS, "candidate"),
        ("agency:bvhttdl", "candidate"),
    ]
    assert "chuyển đổi số" in cards[0]["scope"]


def test_an_ended_agency_tells_its_functions_systems_and_tasks(store: Store) -> None:
    """Guards against only the successors of a ministry where its work was asked for, and against a part told as the whole."""
    answer = run(store, "responsible", {"entity": g.MIC}, AFTER)
    roles = [row["role_code"] for row in answer.rows]
    assert set(roles) == {"functions", "manager", "lead"}
    assert roles == sorted(roles, key=["functions", "manager", "lead"].index)
    assert [row["certainty_code"] for row in answer.rows if row["role_code"] == "functions"] == ["part"] * 3
    assert "hoạt động đến 2025-02-28" in answer.notes[0].vi
    assert told(store, MONRE, AFTER)[0] == ("functions", MONRE, MAE, "whole")
    assert {row[2] for row in told(store, g.MIC, BEFORE) if row[0] == "lead"} == {g.MIC}


def test_a_system_of_an_ended_agency_is_its_present_managers(store: Store) -> None:
    """Guards against the heirs of a former manager where another body is named today."""
    assert told(store, MPI, AFTER, types="Database")[0][:3] == ("manager", MOF, MOF)


def test_one_that_takes_over_later_does_not_manage_yet(store: Store) -> None:
    """Guards against two managers at once where one follows the other."""
    for name, column in (("responsible", "responsible_id"), ("managed", "agency_id")):
        assert [row[column] for row in run(store, name, {"entity": ENTERPRISES}, BEFORE).rows] == [MPI]
        assert [row[column] for row in run(store, name, {"entity": ENTERPRISES}, AFTER).rows] == [MOF]
    assert ENTERPRISES not in {row["system_id"] for row in run(store, "managed", {"entity": MOF}, BEFORE).rows}
    assert ENTERPRISES in {row["system_id"] for row in run(store, "managed", {"entity": MPI}, BEFORE).rows}


def test_a_task_by_itself_has_its_leads(store: Store) -> None:
    """Guards against the leads of other tasks that make the same thing."""
    (task,) = [node.id for node in store.find("Task") if "địa chỉ số" in str(node.get("text"))]
    assert told(store, task, BEFORE) == [("lead", g.MIC, g.MIC, "named")]
    assert len(told(store, task, AFTER)) == 3


def test_a_document_is_answered_for_by_who_issued_it(store: Store) -> None:
    """Guards against nobody for a document."""
    assert told(store, g.FIRST, AFTER) == [("issuer", g.OFFICE, g.OFFICE, "named")]
