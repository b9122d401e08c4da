"""What is missing: counts and lists against what the texts made by hand leave out."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from graph.model import Node
from graph.store import Store, open_store
from queries import run
from queries.gaps import KINDS
from tests import query_graph as g

AS_OF = date(2024, 8, 1)
ORDER, REPORT = "document:tb-vpcp-2024-951", "document:tb-vpcp-2024-952"


def _gaps(store: Store) -> Store:
    order = g.Text(ORDER, "Thông báo số 951/TB-VPCP", kind="notice", number="951/TB-VPCP", title="Một", issued_on="2024-06-01")
    order.task("lập danh mục tiện ích số cho người cao tuổi", lead=g.MPS)
    order.task("rà soát bản đồ số của ngành", due="2024-12-31")
    order.task("họp mỗi quý về kho dữ liệu mở", lead=g.MPS, recurring="hằng quý")
    order.fact("Theo Nghị quyết số 175/NQ-CP.", ORDER, "CITES", g.NQ_175)
    order.fact("Theo Nghị định số 73/2019/NĐ-CP.", ORDER, "CITES", g.ND_73)
    order.value("Target", "phủ sóng mọi xã", "phủ sóng mọi xã", 100, "%")
    order.fact("Cơ sở dữ liệu dùng chung về thương mại điện tử nối với Cổng Dịch vụ công quốc gia.", g.TRADE, "CONNECTS_TO", g.PORTAL)
    report = g.Text(REPORT, "Thông báo số 952/TB-VPCP", kind="notice", number="952/TB-VPCP", title="Hai", issued_on="2024-07-01")
    report.names(Node(g.FIRST, "Document", "Thông báo số 901/TB-VPCP", properties={"kind": "notice", "number": "901/TB-VPCP"}))
    report.fact("Theo Nghị quyết số 175/NQ-CP.", REPORT, "CITES", g.NQ_175)
    report.fact("Theo Thông báo số 901/TB-VPCP.", REPORT, "CITES", g.FIRST)
    for text in (order, report):
        store.write(text.bundle())
    return store


@pytest.fixture(scope="module")
def store():
    with open_store(":memory:") as opened:
        yield _gaps(g.fill(opened))


def things(store, **given):
    return [row["thing"] for row in run(store, "coverage", given, AS_OF).rows]


def test_tasks_without_deadline_or_lead_are_those_that_name_none(store):
    """Guards against what recurs told as undated, and a task of a group of agencies told as led by nobody."""
    assert "lập danh mục tiện ích số cho người cao tuổi" in things(store, kind="undated_tasks")
    assert not [text for text in things(store, kind="undated_tasks") if "họp" in text]
    assert things(store, kind="unled_tasks") == ["rà soát bản đồ số của ngành"]
    assert things(store, kind="unassigned_tasks") == []


def test_tasks_can_be_those_of_an_agency_and_of_a_document(store):
    """Guards against a constraint that is dropped."""
    assert things(store, kind="undated_tasks", source=ORDER) == ["lập danh mục tiện ích số cho người cao tuổi"]
    assert things(store, kind="undated_tasks", agency=g.OFFICE) == []


def test_documents_that_are_not_loaded_come_by_how_many_texts_name_them(store):
    """Guards against a loaded document told as missing, and against the most needed one standing last."""
    rows = run(store, "coverage", {"kind": "unloaded_documents"}, AS_OF).rows
    assert (rows[0]["thing_id"], rows[0]["texts"]) == (g.NQ_175, 4)
    assert rows[0]["document"] == "912/KH-BCA; 944/TB-VPCP; 951/TB-VPCP; 952/TB-VPCP"
    assert (rows[1]["thing_id"], rows[1]["texts"]) == (g.ND_73, 2)
    assert g.FIRST not in {row["thing_id"] for row in rows}
    assert {e["quote"] for e in rows[0]["evidence"]} >= {"Căn cứ Nghị quyết số 175/NQ-CP.", "Theo Nghị quyết số 175/NQ-CP."}


def test_a_number_without_its_year_of_a_loaded_document_is_not_missing(store):
    """Guards against asking for a document that is there."""
    with open_store(":memory:") as own:
        g.fill(own)
        before = things(own, kind="unloaded_documents")
        text = g.Text(g.DECISION_06, "Quyết định số 06/QĐ-TTg", kind="decision", number="06/QĐ-TTg", issued_on="2022-01-06")
        text.say("Phê duyệt Đề án.")
        own.write(text.bundle())
        assert before.count("06/QĐ-TTg") == 2
        assert "06/QĐ-TTg" not in things(own, kind="unloaded_documents")


def test_systems_and_targets(store):
    """Guards against systems that no text names, and against targets without a date told as without a value."""
    assert things(store, kind="unmanaged_systems") == ["Cơ sở dữ liệu dùng chung về thương mại điện tử"]
    assert things(store, kind="unmanaged_systems", types="Platform") == []
    assert things(store, kind="undated_targets") == ["phủ sóng mọi xã = 100 %"]
    assert things(store, kind="valueless_targets") == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_counts_are_those_of_the_lists(store, kind):
    """Guards against a share that does not fit what is listed, in all and by document."""
    counts = [row for row in run(store, "coverage", {}, AS_OF).rows if row["gap_code"] == kind]
    listed = run(store, "coverage", {"kind": kind}, AS_OF)
    assert counts[0]["document"] == "tất cả"
    assert counts[0]["missing"] == listed.total
    assert counts[0]["share"] == pytest.approx(100 * listed.total / counts[0]["total"], abs=0.05)
    by_document = Counter(name for row in listed.rows for name in row["document"].split("; "))
    assert {row["document"]: row["missing"] for row in counts[1:]} == dict(by_document)
    assert f"{listed.total}/{counts[0]['total']}" in listed.notes[0].vi
