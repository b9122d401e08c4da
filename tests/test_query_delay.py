"""What the delay of something endangers, on a text made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from graph.errors import QuestionError
from graph.model import Bundle, Evidence
from graph.registry import registry
from graph.store import Store, open_store
from queries import run
from queries.model import Answer
from tests import query_graph as g

AS_OF = date(2025, 1, 10)
PLAN = "document:kh-bca-2025-960"
APP, RULES = "platform:vneid", g.ND_73
BOTH = "đến 15/10/2025 dùng thử ứng dụng, đạt 70% người dùng"


@pytest.fixture(scope="module")
def tasks() -> dict[str, str]:
    """The ids of the tasks by a word each; filled with the store."""
    return {}


@pytest.fixture(scope="module")
def store(tasks: dict[str, str]) -> Iterator[Store]:
    with open_store(":memory:") as opened:
        opened.write(registry().bundle())
        text = g.Text(PLAN, "Kế hoạch số 960/KH-BCA", kind="plan", number="960/KH-BCA", issued_on="2025-01-05")
        tasks["build"] = text.task("dựng trung tâm", lead=g.MPS, due="2025-08-30", makes=g.CENTRE)
        tasks["early"] = text.task("dựng nhà trạm", lead=g.MPS, due="2025-03-30", makes=g.CENTRE)
        tasks["move"] = text.task(
            "chuyển hệ thống về trung tâm", lead=g.OFFICE, due="2025-10-30", makes=g.TRADE, needs=[(g.CENTRE, "built_on")]
        )
        tasks["after"] = text.task("khai trương sau khi chuyển", lead=g.OFFICE, due="2025-11-28", needs=[(tasks["move"], "after")])
        tasks["link"] = text.task("bán hàng qua kho chung", lead="agency:bct", due="2026-06-30", needs=[(g.TRADE, "uses")])
        tasks["open"] = text.task("tập huấn tại trung tâm", lead=g.MPS, needs=[(g.CENTRE, "uses")])
        tasks["push"] = text.task("đôn đốc để sớm có trung tâm", lead=g.MPS, due="2025-02-01", needs=[(g.CENTRE, "carries_out")])
        tasks["done"] = text.task("khảo sát chỗ đặt", lead=g.MPS, due="2025-09-01", status="đã hoàn thành", needs=[(g.CENTRE, "uses")])
        tasks["carry"] = text.task("thi hành nghị định", lead=g.MPS, due="2025-05-31", needs=[(RULES, "carries_out")])
        tasks["try"] = text.task(BOTH, lead=g.MPS, due="2025-10-15", needs=[(g.CENTRE, "uses")])
        bundle = text.bundle()
        opened.write(bundle)
        yield opened


def told(answer: Answer) -> dict[str, tuple[str, int | str]]:
    return {row["affected_id"]: (row["standing_code"], row["slack"]) for row in answer.rows}


def test_what_is_due_before_the_new_day_is_endangered_and_the_others_have_days_left(store: Store, tasks: dict[str, str]) -> None:
    """Guards against a day too many or too few, and against only the first step."""
    answer = run(store, "delay", {"entity": g.CENTRE, "by": "90", "types": "Task"}, AS_OF)
    assert told(answer) == {
        tasks["try"]: ("endangered", -44),
        tasks["move"]: ("endangered", -29),
        tasks["after"]: ("in_time", 0),
        tasks["link"]: ("in_time", 214),
        tasks["open"]: ("undated", ""),
    }
    assert [row["affected_id"] for row in answer.rows] == [tasks[name] for name in ("try", "move", "after", "link", "open")]
    assert "(tức đến 2025-11-28)" in answer.understood.vi


def test_the_day_of_a_system_is_the_last_of_the_tasks_that_build_it(store: Store) -> None:
    """Guards against the first of several deadlines, and against a new day whose reckoning is not told."""
    (note,) = run(store, "delay", {"entity": g.CENTRE, "by": "90"}, AS_OF).notes
    assert note.vi == (
        "Thời hạn của Trung tâm dữ liệu quốc gia là 2025-08-30 (nhiệm vụ: dựng trung tâm); nếu chậm thì là 2025-11-28, muộn 90 ngày."
    )
    (slipped,) = run(store, "delay", {"entity": g.CENTRE, "until": "2025-12-31"}, AS_OF).notes
    assert slipped.en.endswith("late, by 2025-12-31, 123 days after.")


def test_the_chain_is_told_from_what_waits_to_what_is_late(store: Store, tasks: dict[str, str]) -> None:
    """Guards against a row that does not say through what it waits, and against the product of a late task being lost."""
    rows = {row["affected_id"]: row for row in run(store, "delay", {"entity": g.CENTRE, "until": "2025-12-31"}, AS_OF).rows}
    assert (rows[g.TRADE]["reason_code"], rows[g.TRADE]["hops"]) == ("PRODUCT", 2)
    assert rows[tasks["link"]]["path"] == (
        "bán hàng qua kho chung → khai thác, sử dụng → Cơ sở dữ liệu dùng chung về thương mại điện tử → là sản phẩm của → "
        "chuyển hệ thống về trung tâm → xây dựng trên → Trung tâm dữ liệu quốc gia"
    )
    hops = {(hop["source"], hop["relation"], hop["target"]) for hop in rows[tasks["link"]]["because"]}
    assert {(tasks["build"], "PRODUCES", g.CENTRE), (tasks["move"], "PRODUCES", g.TRADE), (tasks["link"], "DEPENDS_ON", g.TRADE)} <= hops


def test_what_only_carries_out_waits_for_texts_and_not_for_systems(store: Store, tasks: dict[str, str]) -> None:
    """Guards against a task that hastens a thing being told to wait for it, and against finished tasks that wait."""
    assert not {tasks["push"], tasks["done"]} & told(run(store, "delay", {"entity": g.CENTRE}, AS_OF)).keys()
    late = told(run(store, "delay", {"entity": RULES, "until": "2025-06-30"}, AS_OF))
    assert late[tasks["carry"]] == ("endangered", -30)


def test_a_late_task_makes_its_product_late_and_what_comes_after_it(store: Store, tasks: dict[str, str]) -> None:
    """Guards against a task having no day of its own."""
    answer = run(store, "delay", {"entity": tasks["move"], "by": "30"}, AS_OF)
    assert told(answer) == {tasks["after"]: ("endangered", -1), tasks["link"]: ("in_time", 213), g.TRADE: ("undated", "")}


def test_where_no_day_is_known_nothing_is_endangered(store: Store, tasks: dict[str, str]) -> None:
    """Guards against a day made up for something whose deadline nobody told."""
    answer = run(store, "delay", {"entity": RULES, "by": "60"}, AS_OF)
    assert {standing for standing, _ in told(answer).values()} <= {"unknown", "undated"}
    assert told(answer)[tasks["carry"]] == ("unknown", "")
    assert answer.notes[0].vi == "Không rõ thời hạn của 73/2019/NĐ-CP nên không tính được ngày mới; nêu ngày ấy bằng 'until'."


def test_a_day_before_the_deadline_is_no_delay(store: Store) -> None:
    """Guards against an answer to 'late until' a day on which it would be early."""
    with pytest.raises(QuestionError, match="không phải là chậm"):
        run(store, "delay", {"entity": g.CENTRE, "until": "2025-08-29"}, AS_OF)


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"standing": "endangered", "types": "Task"}, {"try", "move"}),
        ({"agency": g.OFFICE}, {"move", "after"}),
        ({"agency": g.MPS, "role": "coordinating"}, set()),
    ],
)
def test_what_narrows_is_kept(store: Store, tasks: dict[str, str], given: dict[str, str], names: set[str]) -> None:
    """Guards against a condition that is dropped."""
    assert told(run(store, "delay", {"entity": g.CENTRE, "by": "90"} | given, AS_OF)).keys() == {tasks[name] for name in names}


def test_targets_told_with_a_waiting_task_wait_too() -> None:
    """Guards against a share that cannot be reached without the thing, told as if nothing were in its way."""
    with open_store(":memory:") as opened:
        opened.write(registry().bundle())
        text = g.Text(PLAN, "Kế hoạch số 960/KH-BCA", kind="plan", number="960/KH-BCA", issued_on="2025-01-05")
        waiting = text.task(BOTH, lead=g.MPS, due="2025-10-15", needs=[(g.CENTRE, "uses")])
        text.value("Target", BOTH, "người dùng thử", 70, "%", "2025-10-15")
        bundle = text.bundle()
        nodes = {node.id: node for node in bundle.nodes}
        (target,) = [node for node in bundle.nodes if node.type == "Target"]
        opened.write(replace_mentions(bundle, target.id, nodes[waiting].mentions))
        answer = run(opened, "delay", {"entity": g.CENTRE, "until": "2025-12-31"}, AS_OF)
        rows = {row["affected_id"]: row for row in answer.rows if row["type_code"] in {"Task", "Target"}}
        assert rows.keys() == {waiting, target.id}
        late = rows[target.id]
        assert (late["reason_code"], late["standing_code"], late["slack"], late["hops"]) == ("TOLD", "endangered", -77, 2)
        assert "→ nêu cùng →" in late["path"]
        assert (late["document"], {hop["relation"] for hop in late["because"]}) == ("960/KH-BCA", {"DEPENDS_ON", "SETS"})


def replace_mentions(bundle: Bundle, id: str, mentions: tuple[Evidence, ...]) -> Bundle:
    """The bundle with one node told in other words of its text."""
    nodes = tuple(replace(node, mentions=mentions) if node.id == id else node for node in bundle.nodes)
    return replace(bundle, nodes=nodes)
