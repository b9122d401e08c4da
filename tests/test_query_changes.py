"""What changed between two days, on documents made by hand whose every change is known."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model import Bundle
from graph.store import open_store
from queries import run
from tests import query_graph as g
from tests.identity_bundles import BCA, BTC, told

AS_OF = date(2025, 12, 31)
ROW = {"text": "Xây dựng tiêu chuẩn kỹ thuật về chữ ký số từ xa cho thiết bị di động của doanh nghiệp nhỏ", "lead": BCA}
OTHER = {"text": "Lập bản đồ nhiệt về mật độ trạm quan trắc chất lượng không khí của các khu công nghiệp ven biển", "lead": BCA}
THIRD = {"text": "Hoàn thiện bộ quy tắc mở dữ liệu về lịch tàu xe liên tỉnh cho ứng dụng tìm đường của người khuyết tật", "lead": BTC}
FIRST, AMENDING, NEWS = "document:qd-ttg-2025-9001", "document:qd-ttg-2025-9003", "document:tb-vpcp-2025-9004"
PLAN, NEW = "document:kh-bca-2025-9002", "document:kh-bca-2025-9005"


def _new_plan() -> Bundle:
    """It takes the place of the plan, from a day of its own, and sets a target."""
    text = g.Text(NEW, "Kế hoạch 9005", kind="plan", number="9005/KH-BCA", title="Mới", issued_on="2025-07-01")
    text.names(told(PLAN, "2025-03-01").nodes[0])
    text.fact("Bộ Công an lập kế hoạch này.", NEW, "ISSUED_BY", g.MPS)
    text.fact("Kế hoạch này thay thế Kế hoạch 9002 từ ngày 01/8/2025.", NEW, "REPLACES", PLAN, scope="whole", effective_on="2025-08-01")
    text.value("Target", "mọi xã có dữ liệu mở", "xã có dữ liệu mở", 100, "%", "2026-12-31")
    return text.bundle()


@pytest.fixture(scope="module")
def store():
    with open_store(":memory:") as opened:
        for bundle in (
            told(FIRST, "2025-02-01", ROW | {"due": "2025-06-30"}, THIRD | {"due": "2025-10-31"}),
            told(PLAN, "2025-03-01", OTHER | {"due": "2025-09-30"}, kind="plan"),
            told(AMENDING, "2025-05-01", ROW | {"due": "2025-09-30", "by": FIRST}, amends=FIRST),
            told(NEWS, "2025-06-01", THIRD | {"due": "2025-12-31"}),
            _new_plan(),
        ):
            opened.write(bundle)
        yield opened


def changes(store, period, **given):
    return list(run(store, "changes", {"period": period, **given}, AS_OF).rows)


def brief(rows):
    return [(row["on"], row["change_code"], row["document_id"]) for row in rows]


def test_everything_that_changed_is_told_in_time_order(store):
    """Guards against changes that are lost, told on another day, or told as new where they are amended or moved."""
    assert brief(changes(store, "2025-02-02..2025-12-31")) == [
        ("2025-03-01", "documents", PLAN),
        ("2025-03-01", "tasks", PLAN),
        ("2025-05-01", "documents", AMENDING),
        ("2025-05-01", "acts", AMENDING),
        ("2025-05-01", "amended", AMENDING),
        ("2025-06-01", "documents", NEWS),
        ("2025-06-01", "tasks", NEWS),
        ("2025-06-01", "deadlines", NEWS),
        ("2025-07-01", "documents", NEW),
        ("2025-07-01", "targets", NEW),
        ("2025-08-01", "acts", NEW),
        ("2025-08-01", "ended", NEW),
    ]


def test_both_days_belong_to_the_period(store):
    """Guards against a change on the first or the last day that is left out, or one of the day after that is told."""
    assert brief(changes(store, "2025-03-01..2025-04-30")) == brief(changes(store, "2025-03-01..2025-03-01"))
    assert ("2025-05-01", "amended", AMENDING) in brief(changes(store, "2025-04-02..2025-05-01"))


def test_a_period_without_an_end_ends_today(store):
    """Guards against changes told that are still to come."""
    rows = run(store, "changes", {"period": "2025-06-02..", "as_of": "2025-07-31"}, AS_OF).rows
    assert [row["change_code"] for row in rows] == ["documents", "targets"]


def test_before_and_after_are_told_with_both_quotes(store):
    """Guards against an amended deadline of which only the new one is told."""
    (amended,) = changes(store, "2025-05-01..2025-05-31", kind="amended")
    assert (amended["before"], amended["after"]) == (f"2025-06-30; {BCA}", f"2025-09-30; {BCA}")
    (moved,) = changes(store, "2025-06-01..2025-06-30", kind="deadlines")
    assert (moved["before"], moved["after"]) == (f"2025-10-31; {BTC}", f"2025-12-31; {BTC}")
    assert {e["document"] for e in moved["evidence"]} == {FIRST, NEWS}


def test_an_ended_task_says_by_what(store):
    """Guards against a task that ends because of a document which is not told."""
    (ended,) = changes(store, "2025-08-01..2025-08-31", kind="ended")
    assert (ended["what"], ended["document"]) == (OTHER["text"], "9005/KH-BCA")
    assert [e["quote"] for e in ended["evidence"]] == ["Kế hoạch này thay thế Kế hoạch 9002 từ ngày 01/8/2025."]


def test_changes_can_be_those_of_one_agency(store):
    """Guards against a constraint that is dropped, and against losing documents that the agency issued."""
    rows = changes(store, "2025-02-02..2025-12-31", agency=g.MPS)
    assert {row["change_code"] for row in rows} == {"tasks", "amended", "ended", "documents", "targets", "acts"}
    assert {row["document_id"] for row in rows if row["change_code"] == "documents"} == {NEW}
    assert not [row for row in rows if row["what"] == THIRD["text"]]


def test_a_new_role_in_a_task_that_was_there():
    """Guards against an agency that a later report names besides the lead and that nobody is told of."""
    with open_store(":memory:") as store:
        store.write(told(FIRST, "2025-02-01", ROW | {"due": "2025-06-30"}))
        text = g.Text(NEWS, "Thông báo 9004", kind="notice", number="9004/TB-VPCP", issued_on="2025-06-01")
        text.names(told(FIRST, "2025-02-01").nodes[0])
        text.task(ROW["text"], by=FIRST, lead=g.MPS, helps=[g.DEFENCE], due="2025-06-30")
        store.write(text.bundle())
        (role,) = changes(store, "2025-05-01..2025-06-30", kind="roles")
        assert (role["on"], role["after"], role["document_id"]) == ("2025-06-01", "phối hợp với: Bộ Quốc phòng", NEWS)
        assert changes(store, "2025-06-02..2025-06-30", kind="roles") == []


def test_agencies_succeeded_are_those_of_the_registry():
    """Guards against losing the successions that no text tells."""
    with open_store(":memory:") as store:
        g.fill(store)
        rows = changes(store, "2025-03-01..2025-03-31", kind="successions", agency=g.MIC)
        assert {row["what"] for row in rows} >= {"Bộ Thông tin và Truyền thông"}
        assert any(row["after"].startswith("Bộ Khoa học và Công nghệ") for row in rows)
        assert all(row["evidence"] for row in rows)


def _loads(store):
    store.begin_load()
    store.write(told(FIRST, "2025-02-01", ROW | {"due": "2025-06-30"}, THIRD | {"due": "2025-10-31"}))
    store.write(told(PLAN, "2025-03-01", OTHER | {"due": "2025-09-30"}, kind="plan"))
    store.begin_load()
    store.write(told(PLAN, "2025-03-01", OTHER | {"due": "2025-09-30"}, kind="plan"))
    store.write(told(NEWS, "2025-06-01", THIRD | {"due": "2025-12-31"}))


def loaded(store, **given):
    answer = run(store, "changes", given, AS_OF)
    return [(row["change_code"], row["document_id"]) for row in answer.rows if row["change_code"] != "things"], answer.notes[0].vi


def what_the_last_load_brought(store):
    """The same on every store: what was loaded again unchanged is not told, what other documents told before is not new."""
    assert store.last_load == 0
    _loads(store)
    assert loaded(store)[0] == [("documents", NEWS), ("tasks", NEWS), ("deadlines", NEWS)]
    assert loaded(store)[1].startswith(f"1 văn bản được nạp sau phiên bản {store.last_load} của kho")
    assert sorted(loaded(store, since_version="0")[0]) == [
        ("deadlines", NEWS), ("documents", PLAN), ("documents", FIRST), ("documents", NEWS),
        ("tasks", PLAN), ("tasks", FIRST), ("tasks", FIRST), ("tasks", NEWS),
    ]  # fmt: skip
    mark = store.version
    assert loaded(store, since_version=str(mark))[0] == []
    store.write(told(PLAN, "2025-03-01", OTHER | {"due": "2025-11-30"}, kind="plan"))
    assert loaded(store, since_version=str(mark))[0] == [("documents", PLAN), ("tasks", PLAN)]
    store.begin_load()
    assert loaded(store)[0] == []


def test_what_the_last_load_brought_is_told():
    """Guards against a load that counts what was there already, and one that loses a text that was loaded anew."""
    with open_store(":memory:") as store:
        what_the_last_load_brought(store)


def test_what_the_last_load_brought_is_told_by_a_server(neo4j_url):
    """Guards against a server that forgets when a load began, or counts versions in another way."""
    with open_store(neo4j_url) as store:
        what_the_last_load_brought(store)
