"""Who stands in the place of an agency on a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from graph.model import REGISTRY, Bundle, Edge, Evidence, Node
from graph.registry import registry
from graph.store import Store, open_store
from queries import run
from queries.model import Row
from queries.proof import Proof
from queries.succession import Successions
from tests import query_graph as g

BEFORE, AFTER = date(2025, 2, 28), date(2025, 3, 1)


@pytest.fixture(scope="module")
def known() -> Iterator[Store]:
    """The registry alone."""
    with open_store(":memory:") as opened:
        opened.write(registry().bundle())
        yield opened


def _on(store: Store, day: date) -> Successions:
    return Successions(Proof(store), day)


def test_a_ministry_stands_for_itself_until_its_last_day(known: Store) -> None:
    """Guards against a successor that is named a day too early."""
    assert not _on(known, BEFORE).ended(g.MIC)
    assert _on(known, BEFORE).responsible(g.MIC) == (g.MIC,)
    assert _on(known, BEFORE).names([g.MIC]) == "Bộ Thông tin và Truyền thông"
    assert _on(known, BEFORE).edges([g.MIC]) == ()


def test_functions_that_went_to_several_bodies_are_told_as_such(known: Store) -> None:
    """Guards against one of several successors taken for the only one, and against functions told without whose they are."""
    after = _on(known, AFTER)
    assert set(after.responsible(g.MIC)) == {g.MOST, g.MPS, "agency:bvhttdl"}
    assert "Bộ Khoa học và Công nghệ (bưu chính, viễn thông, công nghệ thông tin, giao dịch điện tử, chuyển đổi số)" in after.names([g.MIC])
    assert "Bộ Công an (an toàn thông tin mạng)" in after.names([g.MIC])
    assert {str(edge.get("on")) for edge in after.edges([g.MIC])} == {"2025-03-01"}


def test_one_body_that_took_over_all_is_named_alone(known: Store) -> None:
    """Guards against a name with remarks where nothing is in doubt."""
    after = _on(known, AFTER)
    assert after.names(["agency:btnmt"]) == "Bộ Nông nghiệp và Môi trường"
    assert after.names(["agency:btnmt", "agency:bnnptnt"]) == "Bộ Nông nghiệp và Môi trường"
    assert after.ids(["agency:btnmt", g.MPS]) == ("agency:bnnmt", g.MPS)


def test_successions_are_followed_to_the_body_that_stands(known: Store) -> None:
    """Guards against naming a body that itself has ended since."""
    post = "agency:bbcvt"
    assert _on(known, date(2010, 1, 1)).responsible(post) == (g.MIC,)
    assert g.MOST in _on(known, AFTER).responsible(post)
    assert g.MIC not in _on(known, AFTER).responsible(post)
    (heir,) = [heir for heir in _on(known, AFTER).heirs(post) if heir.id == g.MOST]
    assert [(edge.source, edge.target) for edge in heir.edges] == [(post, g.MIC), (g.MIC, g.MOST)]


def test_merged_provinces_are_those_of_july_2025(known: Store) -> None:
    """Guards against a province that is asked to act after it was merged."""
    merged, into = "agency:ubnd-hai-duong", "agency:ubnd-hai-phong"
    assert _on(known, date(2025, 6, 30)).responsible(merged) == (merged,)
    assert _on(known, date(2025, 7, 1)).responsible(merged) == (into,)
    assert merged in _on(known, date(2025, 7, 1)).predecessors(into)
    assert merged not in _on(known, date(2025, 6, 30)).predecessors(into)


def test_predecessors_reach_back_over_several_steps(known: Store) -> None:
    """Guards against work of a body that was renamed twice being lost."""
    found = _on(known, AFTER).predecessors(g.MOST)
    assert {g.MIC, "agency:bbcvt"} <= found.keys()
    assert found[g.MIC].does("đẩy mạnh chuyển đổi số ngành y tế")
    assert not found[g.MIC].does("in sách giáo khoa")


def test_a_circle_of_successions_ends() -> None:
    """Guards against a search that never comes back from data that contradict themselves."""
    nodes = tuple(Node(f"agency:{name}", "Agency", name, properties={"valid_to": "2020-01-01"}) for name in "ab")
    edges = tuple(Edge(f"agency:{a}", f"agency:{b}", "SUCCEEDED_BY", (), {"basis": "Luật", "on": "2020-01-02"}) for a, b in ("ab", "ba"))
    with open_store(":memory:") as store:
        store.write(Bundle(REGISTRY, "", nodes, edges))
        assert _on(store, AFTER).responsible("agency:a") == ("agency:a",)
        assert _on(store, AFTER).predecessors("agency:a") == {}


def test_what_a_text_says_of_a_part_ends_no_ministry(known: Store) -> None:
    """Guards against a ministry taken for dissolved because a text tells that another received a duty of it."""
    text = "Bộ Công an tiếp nhận nhiệm vụ cấp phiếu lý lịch tư pháp từ Bộ Tư pháp."
    said = (Evidence("document:tin", 0, len(text), text),)
    entries = registry().entries
    nodes = (Node("document:tin", "Document", "Tin"), entries["agency:btp"].node, entries[g.MPS].node)
    edge = Edge("agency:btp", g.MPS, "SUCCEEDED_BY", said, {"on": "2025-03-01"})
    with open_store(":memory:") as store:
        store.write(registry().bundle())
        store.write(Bundle("document:tin", text, nodes, (edge,)))
        assert not _on(store, AFTER).ended("agency:btp")
        assert "agency:btp" not in _on(store, AFTER).predecessors(g.MPS)


def test_a_succession_told_without_a_day_ends_nobody() -> None:
    """Guards against guessing when, and against a body that gave away one function being taken for ended."""
    nodes = tuple(Node(f"agency:{name}", "Agency", name) for name in "abc")
    edges = (
        Edge("agency:a", "agency:b", "SUCCEEDED_BY", (), {"basis": "Luật"}),
        Edge("agency:b", "agency:c", "SUCCEEDED_BY", (), {"basis": "Luật", "on": "2020-01-02", "scope": "thống kê"}),
    )
    with open_store(":memory:") as store:
        store.write(Bundle(REGISTRY, "", nodes, edges))
        assert _on(store, AFTER).responsible("agency:a") == ("agency:a",)
        assert _on(store, AFTER).responsible("agency:b") == ("agency:b",)


# -- rows of tasks --


@pytest.fixture(scope="module")
def tasks() -> Iterator[Store]:
    """The graph of the query tests."""
    with open_store(":memory:") as opened:
        yield g.fill(opened)


LATER = date(2026, 1, 1)


def _row(store: Store, words: str, day: date, name: str = "tasks", **given: str) -> Row:
    (row,) = [row for row in run(store, name, given, day).rows if words in str(row["task"])]
    return row


def test_a_task_of_a_merged_ministry_shows_who_is_responsible_and_why(tasks: Store) -> None:
    """Guards against work that waits for a ministry that is gone, and against a successor without its legal basis."""
    row = _row(tasks, "làm sạch dữ liệu đất đai", LATER)
    assert (row["lead"], row["responsible"], row["responsible_id"]) == (
        "Bộ Tài nguyên và Môi trường",
        "Bộ Nông nghiệp và Môi trường",
        "agency:bnnmt",
    )
    (hop,) = [hop for hop in row["because"] if hop["relation"] == "SUCCEEDED_BY"]
    assert hop["evidence"] == [{"basis": "176/2025/QH15", "on": "2025-03-01"}]
    assert {"basis": "176/2025/QH15", "on": "2025-03-01"} in row["evidence"]
    before = _row(tasks, "làm sạch dữ liệu đất đai", date(2024, 9, 1))
    assert before["responsible"] == before["lead"]
    assert not any(hop["relation"] == "SUCCEEDED_BY" for hop in before["because"])


def test_several_that_may_be_responsible_are_all_named(tasks: Store) -> None:
    """Guards against guessing one of three, and against an id that says so."""
    row = _row(tasks, "bộ tiêu chuẩn địa chỉ số", LATER)
    assert row["responsible_id"] == ""
    assert all(name in row["responsible"] for name in ("Bộ Khoa học và Công nghệ (", "Bộ Công an (an toàn thông tin mạng)", "Bộ Văn hóa"))
    followed = {hop["target"] for hop in row["because"] if hop["relation"] == "SUCCEEDED_BY"}
    assert followed == {g.MOST, g.MPS, "agency:bvhttdl"}


def test_a_coordinating_ministry_that_is_gone_has_its_successors_named(tasks: Store) -> None:
    """Guards against helpers who no longer exist."""
    row = _row(tasks, "họp giao ban mỗi tháng", LATER)
    assert row["responsible"].startswith("Bộ Công an; ")
    assert row["responsible_id"] == g.MPS
    assert "(phối hợp)" in row["responsible"]


@pytest.mark.parametrize("name", ["dependents", "impact"])
def test_ways_and_roles_show_who_is_responsible_too(tasks: Store, name: str) -> None:
    """Guards against the columns of a task that differ from one answer to another."""
    rows = run(tasks, name, {"entity": g.POPULATION}, LATER).rows
    (row,) = [row for row in rows if row["lead"] == "Bộ Tài nguyên và Môi trường"]
    assert row["responsible"] == "Bộ Nông nghiệp và Môi trường"
    assert _row(tasks, "làm sạch", LATER, "roles", about="làm sạch dữ liệu đất đai")["responsible"] == "Bộ Nông nghiệp và Môi trường"


def test_asking_for_a_successor_finds_the_tasks_it_took_over(tasks: Store) -> None:
    """Guards against tasks that nobody finds because their ministry is gone, and against finding them without saying so."""
    answer = run(tasks, "tasks", {"agency": "agency:bnnmt"}, LATER)
    assert [row["task"] for row in answer.rows] == ["làm sạch dữ liệu đất đai, nối với dữ liệu dân cư"]
    assert [note.vi for note in answer.notes] == [
        "Tính cả 1 nhiệm vụ giao cho Bộ Tài nguyên và Môi trường, nay Bộ Nông nghiệp và Môi trường kế thừa."
    ]
    assert run(tasks, "tasks", {"agency": "agency:bnnmt"}, date(2024, 9, 1)).total == 0


def test_of_tasks_by_function_only_those_that_name_it_are_taken_over(tasks: Store) -> None:
    """Guards against giving the police all that a ministry of information had to do, and against losing the rest in silence."""
    science = run(tasks, "tasks", {"agency": g.MOST}, LATER)
    assert {"chuyển đổi số", "công nghệ thông tin"} <= {
        word for row in science.rows for word in ("chuyển đổi số", "công nghệ thông tin") if word in row["task"]
    }
    police = run(tasks, "tasks", {"agency": g.MPS}, LATER)
    assert all(row["lead_id"] != g.MIC for row in police.rows)
    for answer in (science, police):
        assert any("mà không rõ cơ quan nào kế thừa" in note.vi for note in answer.notes)
    led = len(run(tasks, "tasks", {"agency": g.MIC}, date(2024, 9, 1)).rows)
    told = [int(number) for note in science.notes for number in re.findall(r"[Tt]ính (?:cả )?(\d+) nhiệm vụ", note.vi)]
    assert sum(told) == led


def test_the_note_of_an_agency_that_ended_names_what_went_where(tasks: Store) -> None:
    """Guards against a note without the functions that went elsewhere."""
    (note,) = run(tasks, "tasks", {"agency": g.MIC}, LATER).notes
    assert "Bộ Công an (an toàn thông tin mạng)" in note.vi
    assert "Ministry of Information and Communications existed until 2025-02-28" in note.en
