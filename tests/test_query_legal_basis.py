"""The legal basis of things: adopted, assigned, put in charge, based on, and the basis of the basis."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model import Node
from graph.store import open_store
from queries import run
from tests import query_graph as g

AS_OF = date(2024, 8, 1)
LAW, ACT, SCHEME = "document:luat-901", "document:qd-ttg-2023-961", "programme:de-an-kho-mo"


def _adopting(store):
    text = g.Text(ACT, "Quyết định số 961/QĐ-TTg", kind="decision", number="961/QĐ-TTg", title="Phê duyệt", issued_on="2023-02-01")
    text.names(
        Node(LAW, "Document", "Luật 901", properties={"kind": "law", "number": "901/2021/QH15", "issued_on": "2021-11-01"}),
        Node(SCHEME, "Programme", "Đề án Kho mở", properties={"kind": "scheme"}),
    )
    text.fact("Căn cứ Luật 901.", ACT, "BASED_ON", LAW)
    text.fact("Phê duyệt Đề án Kho mở.", SCHEME, "ADOPTED_BY", ACT)
    task = text.task("dựng kho dùng chung về thương mại điện tử", lead="agency:bct", makes=g.TRADE, needs=[(g.NQ_175, "carries_out")])
    text.fact("Việc này thuộc Đề án Kho mở.", task, "PART_OF", SCHEME)
    store.write(text.bundle())
    return task


@pytest.fixture(scope="module")
def filled():
    with open_store(":memory:") as store:
        g.fill(store)
        yield store, _adopting(store)


def basis(store, entity, **given):
    rows = run(store, "legal_basis", {"entity": entity, **given}, AS_OF).rows
    return [(row["document_id"], row["relation_code"], row["level"]) for row in rows]


def test_a_programme_rests_on_what_adopts_it_and_on_the_basis_of_that(filled):
    """Guards against losing the recitals of the decision that adopts a programme, and against another order than that of time."""
    store, _ = filled
    assert basis(store, SCHEME) == [(LAW, "BASED_ON", 2), (ACT, "ADOPTED_BY", 1)]
    assert basis(store, SCHEME, depth="1") == [(ACT, "ADOPTED_BY", 1)]


def test_a_task_rests_on_its_order_its_programme_and_what_it_carries_out(filled):
    """Guards against a task whose only known basis is the document that assigns it."""
    store, task = filled
    assert basis(store, task) == [(LAW, "BASED_ON", 2), (ACT, "ASSIGNS,ADOPTED_BY", 1), (g.NQ_175, "DEPENDS_ON", 1)]


def test_a_database_rests_on_what_has_it_built(filled):
    """Guards against a database without a basis because no document adopts it."""
    store, _ = filled
    rows = run(store, "legal_basis", {"entity": g.TRADE}, AS_OF).rows
    row = next(row for row in rows if row["document_id"] == ACT)
    assert (row["relation_code"], row["relation"], row["level"]) == ("ASSIGNS", "được giao tại", 1)
    assert row["path"].endswith("961/QĐ-TTg")
    assert [e["quote"] for e in row["evidence"]] == ["dựng kho dùng chung về thương mại điện tử"]
    assert [hop["relation"] for hop in row["because"]] == ["PRODUCES", "ASSIGNS"]


def test_what_the_registry_names_as_the_basis_is_one(filled):
    """Guards against a national database that the registry knows by decree told as without any basis."""
    store, _ = filled
    rows = run(store, "legal_basis", {"entity": "database:quoc-gia-ve-bao-hiem"}, AS_OF).rows
    managed = {row["document"]: row for row in rows if "MANAGED_BY" in row["relation_code"]}
    assert {"43/2021/NĐ-CP", "164/2025/NĐ-CP"} <= managed.keys()
    assert managed["43/2021/NĐ-CP"]["path"] == "Cơ sở dữ liệu quốc gia về bảo hiểm → căn cứ giao quản lý → 43/2021/NĐ-CP"
    assert (managed["43/2021/NĐ-CP"]["force_code"], managed["43/2021/NĐ-CP"]["force"]) == ("in_force", "còn hiệu lực")


def test_a_basis_that_is_no_longer_in_force_says_so(filled):
    """Guards against an expired decree given as the basis without a word."""
    store, _ = filled
    rows = run(store, "legal_basis", {"entity": "database:quoc-gia-ve-bao-hiem", "as_of": "2025-07-01"}, AS_OF).rows
    assert {row["document"]: row["force_code"] for row in rows}["43/2021/NĐ-CP"] == "expired"


def test_a_document_rests_on_its_recitals(filled):
    """Guards against documents that are merely cited told as a basis."""
    store, _ = filled
    assert basis(store, g.PLAN) == [(g.NQ_175, "BASED_ON", 1)]
