"""An amended row: which of its versions counts on a day, and what stays to be seen of the other; deadlines that moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.checks import findings
from graph.model import Bundle, Evidence, Node, Unresolved
from graph.registry import registry
from graph.store import Store, open_store
from loaders.pipeline import extract
from loaders.readers import read
from queries import describe, run
from tests.identity_bundles import BCA, told

SAMPLES = Path(__file__).parent.parent / "samples"
PROGRAMME, CHANGE = "01-quyet-dinh-9012-chuong-trinh-khai-bao-mot-lan.md", "08-quyet-dinh-9102-sua-doi.txt"
BEFORE, AFTER, LATE = date(2026, 9, 30), date(2026, 10, 1), date(2027, 1, 15)
NEWS = "document:2025-05-09-tin"
SIGNS = "Xây dựng tiêu chuẩn kỹ thuật về chữ ký số từ xa cho thiết bị di động của doanh nghiệp nhỏ"


@pytest.fixture(params=[(PROGRAMME, CHANGE), (CHANGE, PROGRAMME)], ids=["in order", "amendment first"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A programme and the decision that amends row 9 of its annex from 1 October 2026, loaded in both orders."""
    with open_store(":memory:") as opened:
        opened.write(registry().bundle())
        for name in request.param:
            opened.write(extract(read(SAMPLES / name), name, name))
        yield opened


def _dues(store: Store, as_of: date, name: str = "tasks", **values: Any) -> list[str]:
    rows = run(store, name, {"about": "khám sức khỏe lái xe", **values}, as_of).rows
    return [row["due_on"] for row in rows]


def test_each_version_counts_in_its_time(store: Store) -> None:
    """Guards against an old deadline that stays open beside the new one, and a new one that counts before its day."""
    assert _dues(store, BEFORE) == ["2026-09-30"]
    assert _dues(store, AFTER) == ["2026-12-31"]
    assert _dues(store, AFTER, "overdue") == []
    assert _dues(store, LATE, "overdue") == ["2026-12-31"]


def test_the_old_version_is_still_told(store: Store) -> None:
    """Guards against history lost: the slip has both quotes, and the new row leads to the old one."""
    (row,) = [row for row in run(store, "slipped", {}, LATE).rows if "khám sức khỏe" in row["task"]]
    assert (row["first_due_on"], row["later_due_on"]) == ("2026-09-30", "2026-12-31")
    assert {e["document"] for e in row["evidence"]} == {"document:qd-ttg-2026-9012", "document:qd-ttg-2026-9102"}
    task = store.get(row["task_id"])
    assert task is not None
    assert row["first_task_id"] in {fact["value_id"] for fact in describe(store, task).rows}
    old = store.get(row["first_task_id"])
    assert old is not None
    assert ("được sửa đổi, bổ sung bởi", row["task_id"]) in {(fact["fact"], fact["value_id"]) for fact in describe(store, old).rows}


def test_without_the_amendment_the_old_row_counts_again(store: Store) -> None:
    """Guards against a withdrawn amendment that goes on hiding what it changed."""
    store.withdraw("document:qd-ttg-2026-9102")
    assert _dues(store, AFTER) == _dues(store, AFTER, "overdue") == ["2026-09-30"]


def test_what_the_amending_document_orders_itself_amends_no_row(store: Store) -> None:
    """Guards against hiding the programme's own criteria because the amendment orders them to be brought up to date."""
    assert {pair.first for pair in store.alike("amends")} == {id_ for id_ in (t.id for t in store.find("Task")) if _is_row_nine(store, id_)}


def _is_row_nine(store: Store, id_: str) -> bool:
    task = store.get(id_)
    return task is not None and task.get("due_on") == "2026-09-30" and "khám sức khỏe lái xe" in str(task.get("text"))


def test_later_deadlines_without_a_product_are_slips_and_earlier_ones_are_told() -> None:
    """Guards against slips seen only where a product has a name, and against taking a deadline brought forward for one."""
    with open_store(":memory:") as opened:
        for number, due in ((1, "2025-08-31"), (2, "2025-12-31"), (3, "2025-10-31")):
            opened.write(told(f"document:tb-vpcp-2025-900{number}", f"2025-0{number + 4}-06", {"text": SIGNS, "lead": BCA, "due": due}))
        rows = run(opened, "slipped", {}, AFTER).rows
        assert [(row["first_due_on"], row["later_due_on"]) for row in rows] == [("2025-08-31", "2025-10-31"), ("2025-08-31", "2025-12-31")]
        assert all(len(row["evidence"]) == 2 for row in rows)
        (found,) = findings(opened)["brought_forward"]
        assert found.where.count(SIGNS) == 2


def test_look_alikes_are_listed_with_both_sentences() -> None:
    """Guards against tasks kept apart for a number that nobody ever hears of."""
    with open_store(":memory:") as opened:
        for document, count in (("document:tb-vpcp-2025-9001", 12), ("document:tb-vpcp-2025-9002", 34)):
            opened.write(told(document, "2025-05-06", {"text": f"{SIGNS} tại {count} bệnh viện", "lead": BCA}))
        (found,) = findings(opened)["alike"]
        assert found.why == "khác số liệu"
        assert "12 bệnh viện" in found.where
        assert "34 bệnh viện" in found.where


def test_a_number_without_a_year_is_open_until_its_document_is_known() -> None:
    """Guards against asking a person for what the store has found, and against candidates that nobody is told of."""
    text = "Theo Thông báo số 9344/TB-VPCP, các bộ báo cáo."
    cited = Node("document:tb-vpcp-undated-9344", "Document", "Thông báo số 9344/TB-VPCP", mentions=(Evidence(NEWS, 5, 29, text[5:29]),))
    own = Node(NEWS, "Document", "Tin", properties={"issued_on": "2025-05-09", "kind": "article"})
    left = (Unresolved(NEWS, 5, 29, "Document", text[5:29], "số hiệu không kèm ngày ban hành"),)
    with open_store(":memory:") as opened:
        opened.write(Bundle(NEWS, text, (own, cited), (), left))
        assert [len(findings(opened)[kind]) for kind in ("unresolved", "undated")] == [1, 1]
        opened.write(told("document:tb-vpcp-2025-9344", "2025-05-02"))
        assert [len(findings(opened)[kind]) for kind in ("unresolved", "undated")] == [0, 0]
        opened.write(told("document:tb-vpcp-2024-9344", "2024-05-02"))
        assert len(findings(opened)["unresolved"]) == 1
        (found,) = findings(opened)["undated"]
        assert "2024-05-02, 2025-05-02" in found.why


def test_of_three_versions_one_counts_on_each_day() -> None:
    """Guards against two open versions of a row that was amended twice, in any order of loading."""
    first, second, third = (f"document:qd-ttg-2025-900{i}" for i in (1, 2, 3))
    row = {"text": SIGNS, "lead": BCA, "by": first}
    bundles = [
        told(first, "2025-02-01", row | {"due": "2025-06-30"}),
        told(second, "2025-05-01", row | {"due": "2025-09-30"}, amends=first),
        told(third, "2025-08-01", row | {"due": "2025-12-31"}, amends=first),
    ]
    for order in ((0, 1, 2), (2, 0, 1), (1, 2, 0)):
        with open_store(":memory:") as opened:
            for number in order:
                opened.write(bundles[number])
            days = [date(2025, month, 15) for month in (4, 5, 8)]
            assert [[row["due_on"] for row in run(opened, "tasks", {}, day).rows] for day in days] == [
                ["2025-06-30"],
                ["2025-09-30"],
                ["2025-12-31"],
            ]
            opened.withdraw(second)
            assert [[row["due_on"] for row in run(opened, "tasks", {}, day).rows] for day in days] == [
                ["2025-06-30"],
                ["2025-06-30"],
                ["2025-12-31"],
            ]


def test_a_row_of_which_only_the_deadline_changes_has_two_versions(tmp_path: Path) -> None:
    """Guards against the old and the new row being one task, with the old deadline, because their words are the same."""
    changed = (SAMPLES / CHANGE).read_text("utf8").replace("xe, khám sức khỏe học sinh vào", "xe vào")
    (tmp_path / CHANGE).write_text(changed, "utf8")
    with open_store(":memory:") as opened:
        for path in (SAMPLES / PROGRAMME, tmp_path / CHANGE):
            opened.write(extract(read(path), path.name, path.name))
        assert _dues(opened, BEFORE) == ["2026-09-30"]
        assert _dues(opened, AFTER) == ["2026-12-31"]
