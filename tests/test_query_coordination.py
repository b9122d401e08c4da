"""What two agencies do together, and with whom one works, on a text made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graph.registry import registry
from graph.store import Store, open_store
from queries import run
from queries.model import Answer
from tests import query_graph as g

AS_OF = date(2024, 8, 1)
MOJ, GROUP = "agency:btp", "agency:cac-bo-nganh"
PLAN = "document:kh-btp-2024-930"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        opened.write(registry().bundle())
        text = g.Text(PLAN, "Kế hoạch số 930/KH-BTP", kind="plan", number="930/KH-BTP", issued_on="2024-06-03")
        text.task("rà soát văn bản về định danh", lead=g.MPS, helps=[MOJ, g.DEFENCE], due="2024-09-30")
        text.task("liên thông lý lịch tư pháp", lead=MOJ, helps=[g.MPS], due="2024-10-31")
        text.task("chia sẻ dữ liệu hộ tịch", lead=MOJ, helps=[g.MPS, g.OFFICE], due="2024-07-15")
        text.task("góp ý đề án cấp phiếu điện tử", lead=g.OFFICE, helps=[MOJ, g.MPS])
        text.task("báo cáo kết quả thí điểm", lead=g.MPS, to=MOJ, due="2024-12-20")
        text.task("soạn hướng dẫn nghiệp vụ", lead=MOJ, to=g.MPS, due="2024-12-25")
        text.task("in biểu mẫu", lead=MOJ)
        opened.write(text.bundle())
        yield opened


def ranked(answer: Answer) -> dict[str, tuple[int, ...]]:
    return {
        row["partner_id"]: tuple(row[key] for key in ("tasks", "leads", "helps", "alike", "submits", "receives")) for row in answer.rows
    }


def test_two_agencies_share_the_tasks_in_which_both_have_a_role(store: Store) -> None:
    """Guards against one direction only, and against tasks in which the other has no part."""
    answer = run(store, "coordination", {"agency": g.MPS, "partner": MOJ}, AS_OF)
    roles = {row["task"]: (row["agency_role_code"], row["partner_role_code"]) for row in answer.rows}
    assert roles == {
        "chia sẻ dữ liệu hộ tịch": ("coordinating", "lead"),
        "rà soát văn bản về định danh": ("lead", "coordinating"),
        "liên thông lý lịch tư pháp": ("coordinating", "lead"),
        "báo cáo kết quả thí điểm": ("lead", "receiving"),
        "soạn hướng dẫn nghiệp vụ": ("receiving", "lead"),
        "góp ý đề án cấp phiếu điện tử": ("coordinating", "coordinating"),
    }
    assert [row["due_on"] for row in answer.rows] == ["2024-07-15", "2024-09-30", "2024-10-31", "2024-12-20", "2024-12-25", ""]
    assert answer.rows[0]["agency_role"] == "phối hợp"
    assert answer.rows[0]["partner_role"] == "chủ trì"


def test_the_other_way_round_the_roles_change_places(store: Store) -> None:
    """Guards against an answer that depends on which of the two is named first."""
    there = run(store, "coordination", {"agency": g.MPS, "partner": MOJ}, AS_OF).rows
    back = run(store, "coordination", {"agency": MOJ, "partner": g.MPS}, AS_OF).rows
    swapped = [(row["task_id"], row["partner_role_code"], row["agency_role_code"]) for row in back]
    assert swapped == [(row["task_id"], row["agency_role_code"], row["partner_role_code"]) for row in there]


def test_notes_count_the_tasks_of_each_pair_of_roles(store: Store) -> None:
    """Guards against counts that must be made by hand from the rows, and against a pair of roles that is not told."""
    notes = run(store, "coordination", {"agency": g.MPS, "partner": MOJ}, AS_OF).notes
    assert [note.vi for note in notes] == [
        "Bộ Công an chủ trì, Bộ Tư pháp phối hợp: 1 nhiệm vụ.",
        "Bộ Công an chủ trì, Bộ Tư pháp nhận trình, báo cáo: 1 nhiệm vụ.",
        "Bộ Công an phối hợp, Bộ Tư pháp chủ trì: 2 nhiệm vụ.",
        "Bộ Công an phối hợp, Bộ Tư pháp phối hợp: 1 nhiệm vụ.",
        "Bộ Công an nhận trình, báo cáo, Bộ Tư pháp chủ trì: 1 nhiệm vụ.",
    ]
    assert "Ministry of Public Security coordinates, Ministry of Justice leads: 2 tasks." in [note.en for note in notes]


def test_one_agency_is_ranked_with_all_it_works_with(store: Store) -> None:
    """Guards against counting what is only submitted as work done together, and against a wrong order."""
    answer = run(store, "coordination", {"agency": g.MPS}, AS_OF)
    assert list(ranked(answer)) == [MOJ, g.OFFICE, g.DEFENCE]
    assert ranked(answer)[MOJ] == (4, 1, 2, 1, 1, 1)
    assert ranked(answer)[g.OFFICE] == (2, 0, 1, 1, 0, 0)
    assert ranked(answer)[g.DEFENCE] == (1, 1, 0, 0, 0, 0)
    assert answer.rows[0]["evidence"]


def test_the_columns_are_those_of_what_was_asked(store: Store) -> None:
    """Guards against empty columns of a ranking beside a list of tasks."""
    one = run(store, "coordination", {"agency": g.MPS}, AS_OF)
    two = run(store, "coordination", {"agency": g.MPS, "partner": MOJ}, AS_OF)
    assert [column.name for column in one.columns] == ["partner", "tasks", "leads", "helps", "alike", "submits", "receives"]
    assert [column.name for column in two.columns][:3] == ["agency_role", "partner_role", "task"]


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({"role": "lead"}, 2),
        ({"role": "coordinating"}, 3),
        ({"status": "overdue"}, 1),
        ({"period": "2024-10"}, 1),
        ({"about": "hộ tịch"}, 1),
        ({"source": "930/KH-BTP"}, 6),
    ],
)
def test_what_narrows_tasks_narrows_what_is_shared(store: Store, given: dict[str, str], count: int) -> None:
    """Guards against a condition that is dropped."""
    assert run(store, "coordination", {"agency": g.MPS, "partner": MOJ} | given, AS_OF).total == count


def test_agencies_without_a_common_task_have_none(store: Store) -> None:
    """Guards against tasks of either being told as tasks of both."""
    answer = run(store, "coordination", {"agency": g.DEFENCE, "partner": g.OFFICE}, AS_OF)
    assert answer.total == 0
    assert "không có gì" in answer.notes[-1].vi


def test_a_body_works_with_those_that_its_predecessors_worked_with() -> None:
    """Guards against a ministry of today without the work of the one that it took over whole."""
    with open_store(":memory:") as opened:
        opened.write(registry().bundle())
        text = g.Text(PLAN, "Kế hoạch số 930/KH-BTP", kind="plan", number="930/KH-BTP", issued_on="2024-06-03")
        text.task("phân bổ vốn cho trung tâm dữ liệu", lead="agency:bkhdt", helps=[g.MPS])
        opened.write(text.bundle())
        later = date(2025, 6, 1)
        (row,) = run(opened, "coordination", {"agency": "agency:btc", "partner": g.MPS}, later).rows
        assert (row["agency_role_code"], row["partner_role_code"]) == ("lead", "coordinating")
        assert [row["partner_id"] for row in run(opened, "coordination", {"agency": "agency:btc"}, later).rows] == [g.MPS]
        assert run(opened, "coordination", {"agency": "agency:btc", "partner": g.MPS}, AS_OF).total == 0
