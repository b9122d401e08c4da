"""Who stands in the place of an agency on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graph.model import REGISTRY, Bundle, Edge, Evidence, Node
from graph.registry import registry
from graph.store import Store, open_store
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
