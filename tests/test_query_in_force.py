"""Whether a document is in force: decrees made by hand that amend, suspend, correct, replace and repeal one another."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model import Node
from graph.store import Store, open_store
from queries import ask, run
from queries.force import forces
from tests.query_graph import Text, fill

OLD, CHANGES, NEW, STOPS, CORRECTS, ENDS, CITED, PAUSED, UNDATED = (f"document:nd-cp-2020-90{n}" for n in range(1, 10))
AS_OF = date(2024, 8, 1)


def decree(id_: str, **dates: str) -> Text:
    number = f"90{id_[-1]}/2020/NĐ-CP"
    nodes = (
        Node(
            other,
            "Document",
            f"Nghị định số 90{other[-1]}/2020/NĐ-CP",
            properties={"kind": "decree", "number": f"90{other[-1]}/2020/NĐ-CP"},
        )
        for other in (OLD, CHANGES, NEW, STOPS, CORRECTS, ENDS, CITED, PAUSED, UNDATED)
        if other != id_
    )
    return Text(id_, f"Nghị định số {number}", kind="decree", number=number, title=f"Về việc {id_[-1]}", **dates).names(*nodes)


def _decrees(store: Store) -> Store:
    old = decree(OLD, issued_on="2020-01-10", effective_on="2020-03-01")
    old.fact("Căn cứ Nghị định số 907/2020/NĐ-CP.", OLD, "BASED_ON", CITED)
    changes = decree(CHANGES, issued_on="2021-05-20")
    changes.fact("Sửa đổi khoản 2 Điều 5 Nghị định số 901/2020/NĐ-CP từ ngày 01/7/2021.", CHANGES, "AMENDS", OLD, scope="part",
                 provision="khoản 2 Điều 5", effective_on="2021-07-01")  # fmt: skip
    changes.fact("Bãi bỏ Điều 9 Nghị định số 901/2020/NĐ-CP từ ngày 01/7/2021.", CHANGES, "AMENDS", OLD, scope="part",
                 provision="Điều 9", effective_on="2021-07-01")  # fmt: skip
    new = decree(NEW, issued_on="2023-05-05", effective_on="2023-07-01")
    new.fact("Nghị định này thay thế Nghị định số 901/2020/NĐ-CP.", NEW, "REPLACES", OLD, scope="whole")
    new.fact("Nghị định này ngưng hiệu lực Nghị định số 908/2020/NĐ-CP.", NEW, "SUSPENDS", PAUSED, scope="whole")
    stops = decree(STOPS, issued_on="2024-01-15")
    stops.fact("Ngưng hiệu lực Điều 7 Nghị định số 903/2020/NĐ-CP.", STOPS, "SUSPENDS", NEW, scope="part", provision="Điều 7")
    stops.fact("Đính chính Nghị định số 903/2020/NĐ-CP.", CORRECTS, "CORRECTS", NEW, scope="part")
    ends = decree(ENDS, issued_on="2024-06-01")
    ends.fact("Bãi bỏ Nghị định số 903/2020/NĐ-CP.", ENDS, "REPEALS", NEW, scope="whole")
    ends.fact("Nghị định số 909/2020/NĐ-CP thay thế Nghị định số 902/2020/NĐ-CP.", UNDATED, "REPLACES", CHANGES, scope="whole")
    for text in (old, changes, new, stops, ends):
        store.write(text.bundle())
    return store


@pytest.fixture(scope="module")
def store():
    with open_store(":memory:") as opened:
        yield _decrees(fill(opened))


@pytest.mark.parametrize(
    ("document", "day", "code", "reason"),
    [
        (OLD, "2020-01-09", "not_yet", "đến ngày 10/01/2020 mới được ban hành"),
        (OLD, "2020-02-29", "not_yet", "đến ngày 01/03/2020 mới có hiệu lực"),
        (OLD, "2020-03-01", "in_force", "có hiệu lực từ ngày 01/03/2020"),
        (OLD, "2021-06-30", "in_force", "không rõ ngày; được sửa đổi, bổ sung bởi 902/2020/NĐ-CP"),
        (OLD, "2021-07-01", "partly", "được sửa đổi, bổ sung bởi 902/2020/NĐ-CP"),
        (OLD, "2023-06-30", "partly", "được sửa đổi, bổ sung bởi 902/2020/NĐ-CP"),
        (OLD, "2023-07-01", "expired", "từ ngày 01/07/2023 (ngày văn bản đó có hiệu lực); bị thay thế bởi 903/2020/NĐ-CP"),
        (NEW, "2023-07-01", "in_force", "có hiệu lực từ ngày 01/07/2023"),
        (NEW, "2024-01-15", "partly", "bị ngưng hiệu lực bởi 904/2020/NĐ-CP"),
        (NEW, "2024-06-01", "expired", "(ngày ban hành, không nêu ngày hiệu lực); bị bãi bỏ bởi 906/2020/NĐ-CP"),
        (STOPS, "2024-08-01", "in_force", "ban hành ngày 15/01/2024, không nêu ngày hiệu lực nào khác; không văn bản nào"),
        (CHANGES, "2024-08-01", "unknown", "không rõ từ ngày nào; bị thay thế bởi 909/2020/NĐ-CP"),
        (PAUSED, "2024-08-01", "suspended", "ngưng hiệu lực từ ngày 01/07/2023"),
        (CITED, "2024-08-01", "unknown", "không có ngày ban hành hay ngày hiệu lực"),
        ("59/2022/NĐ-CP", "2024-06-30", "in_force", "đến ngày 01/07/2024 mới hết hiệu lực"),
        ("59/2022/NĐ-CP", "2024-07-01", "expired", "hết hiệu lực từ ngày 01/07/2024; bị thay thế bởi 69/2024/NĐ-CP"),
        ("73/2019/NĐ-CP", "2024-07-09", "unknown", "chưa nạp văn bản; chưa đến ngày hoặc không rõ ngày"),
        ("73/2019/NĐ-CP", "2024-07-10", "partly", "được sửa đổi, bổ sung bởi 82/2024/NĐ-CP"),
    ],
)  # fmt: skip
def test_a_document_stands_on_a_day_as_the_graph_tells(store, document, day, code, reason):
    """Guards against the day itself counted on the wrong side, partial acts that end the whole, and guesses where no day is told."""
    answer = run(store, "in_force", {"document": document, "as_of": day}, AS_OF)
    first = answer.rows[0]
    assert first["force_code"] == code
    assert first["force"] == forces()[code].vi
    assert reason in first["reason"]
    assert first["force"] in answer.notes[0].vi
    assert first["force_code"] == "expired" or first["reason"] in answer.notes[0].vi


def test_the_chain_is_told_in_time_order_with_day_scope_and_provision(store):
    """Guards against links of the chain that are lost, told in another order, or of which day and part are not told."""
    rows = run(store, "in_force", {"document": OLD, "as_of": "2024-02-01"}, AS_OF).rows[1:]
    assert [(row["document_id"], row["relation_code"], row["target_id"], row["effective_on"], row["works"]) for row in rows] == [
        (CHANGES, "AMENDS", OLD, "2021-07-01", "có"),
        (NEW, "REPLACES", OLD, "2023-07-01", "có"),
        (STOPS, "SUSPENDS", NEW, "2024-01-15", "có"),
        (ENDS, "REPEALS", NEW, "2024-06-01", "chưa"),
        (UNDATED, "REPLACES", CHANGES, "", "không rõ"),
        (CORRECTS, "CORRECTS", NEW, "", "không rõ"),
    ]
    assert (rows[0]["provision"], rows[0]["scope"]) == ("khoản 2 Điều 5; Điều 9", "một phần")
    assert rows[1]["scope"] == "toàn bộ"
    assert [e["quote"] for e in rows[1]["evidence"]] == ["Nghị định này thay thế Nghị định số 901/2020/NĐ-CP."]


def test_what_the_document_itself_did_is_in_its_chain(store):
    """Guards against a chain that only looks at what came later."""
    rows = run(store, "in_force", {"document": NEW}, AS_OF).rows
    assert (NEW, "REPLACES", OLD) in [(row["document_id"], row["relation_code"], row["target_id"]) for row in rows]
    assert not [row for row in rows if row["document_id"] == CHANGES]


def test_only_one_kind_of_act_can_be_asked_for(store):
    """Guards against losing the verdict where only replacements are asked for."""
    answer = run(store, "in_force", {"document": OLD, "relation": "REPLACES"}, AS_OF)
    assert [row["relation_code"] for row in answer.rows] == ["FORCE", "REPLACES", "REPLACES"]


def test_the_verdict_is_proved(store):
    """Guards against a verdict without the words that decide it."""
    answer = run(store, "in_force", {"document": OLD}, AS_OF)
    assert [e["quote"] for e in answer.rows[0]["evidence"]] == ["Nghị định này thay thế Nghị định số 901/2020/NĐ-CP."]
    assert {edge.type for edge in answer.graph.edges} >= {"AMENDS", "REPLACES"}


def test_a_programme_stands_as_what_adopts_it(store):
    """Guards against a programme of which nothing is known though its decision is."""
    answer = ask(store, "Đề án 06 còn hiệu lực không?", AS_OF)
    assert "ban hành ngày 06/01/2022" in answer.rows[0]["reason"]
