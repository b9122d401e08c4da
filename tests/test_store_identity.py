"""One task told by several documents in the store: one node with the evidence of all, in any order, and undone by withdrawing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Bundle, Edge, Evidence, Node
from graph.store import Store, Written, open_store
from tests.identity_bundles import BCA, BTC, told
from tests.store_oracle import check_file, dump

NOTICE, NEWS, OTHER = "document:tb-vpcp-2025-9001", "document:2025-05-09-tin", "document:2025-05-10-bao"
DECISION, CHANGE = "document:qd-ttg-2025-9003", "document:qd-ttg-2025-9004"
SIGNS = "Xây dựng tiêu chuẩn kỹ thuật về chữ ký số từ xa cho thiết bị di động của doanh nghiệp nhỏ"
HEALTH = "Đưa kết quả khám sức khỏe lái xe vào sổ sức khỏe điện tử cá nhân"


def documents() -> list[Bundle]:
    """A notice with two tasks and two reports on it; a decision and one that amends it."""
    return [
        told(NOTICE, "2025-05-06", {"text": SIGNS, "lead": BCA}, {"text": f"{SIGNS} và hợp tác xã", "lead": BCA, "due": "2025-12-31"}),
        told(NEWS, "2025-05-09", {"text": SIGNS, "lead": BCA, "by": NOTICE}, {"text": HEALTH, "lead": BTC}, kind="article"),
        told(OTHER, "2025-05-10", {"text": f"{SIGNS} trong nước", "lead": BCA, "by": NOTICE, "due": "2025-09-30"}, kind="article"),
        told(DECISION, "2025-06-01", {"text": HEALTH, "lead": BTC, "due": "2025-09-30"}),
        told(CHANGE, "2025-08-01", {"text": f"{HEALTH} của học sinh", "lead": BCA, "due": "2025-12-31", "by": DECISION}, amends=DECISION),
    ]


@pytest.fixture(params=["memory", "neo4j"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store: in memory, on a server."""
    if request.param == "neo4j":
        yield request.getfixturevalue("neo4j_store")
        return
    with open_store(":memory:") as opened:
        yield opened


def loaded(store: Store, *bundles: Bundle) -> Store:
    for bundle in bundles:
        store.write(bundle)
    return store


def test_a_task_told_twice_is_one_node_with_both_quotes(store: Store) -> None:
    """Guards against two nodes for one task, lost evidence, and a report's wording in the place of the notice's."""
    loaded(store, *reversed(documents()[:3]))
    task = store.get("task:tb-vpcp-2025-9001-0")
    assert task is not None
    assert sorted(mention.document for mention in task.mentions) == sorted([NOTICE, NEWS, OTHER])
    assert (task.get("text"), task.get("due_on")) == (SIGNS, "2025-09-30")
    (assigned,) = store.edges(task.id, "in", ("ASSIGNS",))
    assert sorted(e.document for e in assigned.evidence) == sorted([NOTICE, NEWS, OTHER])
    assert [t.id for t in store.find("Task", {}, [("^ASSIGNS", NOTICE)])] == ["task:tb-vpcp-2025-9001-0", "task:tb-vpcp-2025-9001-1"]


@pytest.mark.parametrize("turned", [False, True])
def test_an_amended_row_leads_to_the_row_that_it_changes(store: Store, turned: bool) -> None:
    """Guards against a changed deadline that hides the old one or stands beside it without a word."""
    loaded(store, *sorted(documents()[3:], key=lambda bundle: bundle.document, reverse=turned))
    (edge,) = store.edges("task:qd-ttg-2025-9004-0", "out", ("DEPENDS_ON",))
    assert (edge.target, edge.get("how"), edge.evidence[0].document) == ("task:qd-ttg-2025-9003-0", "amends", CHANGE)
    (pair,) = store.alike("amends")
    assert (pair.first, pair.later, pair.since, pair.reasons) == (edge.target, edge.source, "2025-08-01", ("due", "leads"))
    store.withdraw(DECISION)
    assert store.edges("task:qd-ttg-2025-9004-0", "out", ("DEPENDS_ON",)) == []
    assert store.alike("amends") == []
    assert store.get("task:qd-ttg-2025-9003-0") is None


@pytest.mark.parametrize("number", range(5))
def test_one_document_alone_is_as_told(store: Store, number: int) -> None:
    """Guards against identity that changes what a single document gives."""
    bundle = documents()[number]
    loaded(store, bundle)
    assert [node.id for node in store.nodes()] == sorted(node.id for node in bundle.nodes)
    assert len(list(store.all_edges())) == len(bundle.edges)


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=12), st.permutations(range(5)))
def test_what_remains_is_as_if_nothing_else_had_been_loaded(steps: list[tuple[int, bool]], order: list[int]) -> None:
    """Guards against groups, names and edges that remember what was withdrawn, or the order of loading."""
    bundles = documents()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kho.db"
        kept: set[int] = set()
        with open_store(str(path)) as store:
            for number, keep in steps:
                if keep:
                    store.write(bundles[number])
                else:
                    store.withdraw(bundles[number].document)
                kept = kept | {number} if keep else kept - {number}
            with open_store(":memory:") as anew:
                loaded(anew, *(bundles[i] for i in order if i in kept))
                assert dump(store) == dump(anew)
                for kind in ("moved", "amends", "apart"):
                    assert store.alike(kind) == anew.alike(kind)
            for number in kept:
                assert store.write(bundles[number]) is Written.UNCHANGED
        check_file(path)


def test_a_text_set_aside_and_promoted_is_as_told(store: Store) -> None:
    """Guards against a document that comes back from a second file under the ids of a merged node."""
    notice, news = documents()[:2]
    longer = Bundle(news.document, news.text + " Hết.", news.nodes, news.edges, (), "khac.txt")
    with open_store(":memory:") as plain:
        loaded(
            store,
            notice,
            news,
            longer,
            Bundle("document:x", "x", (Node("document:x", "Document", "x"),), (), (), "khac.txt"),
        )
        store.withdraw("document:x")
        loaded(plain, notice, news)
        assert dump(store) == dump(plain)


CITED, BEFORE, LETTER = "document:tb-vpcp-undated-344", "document:tb-vpcp-2023-344", "document:2024-08-20-tin"


def cited(document: str, day: str, *numbers: str) -> Bundle:
    """A text of a day that cites documents."""
    text = f"{document} dẫn {', '.join(numbers)}"
    proof = (Evidence(document, 0, len(text), text),)
    nodes = [Node(document, "Document", document, properties={"issued_on": day})]
    nodes += [Node(number, "Document", number, properties={"number": "344/TB-VPCP"}) for number in numbers]
    return Bundle(document, text, tuple(nodes), tuple(Edge(document, n, "CITES", proof) for n in numbers), (), document)


def _targets(store: Store) -> list[str]:
    return [edge.target for edge in store.edges(LETTER, "out", ("CITES",))]


def test_a_number_without_a_year_means_the_only_document_that_it_can(store: Store) -> None:
    """Guards against a citation left hanging beside its document, and against one guessed among several or from later times."""
    dated = "document:tb-vpcp-2024-344"
    loaded(store, cited(LETTER, "2024-08-20", CITED))
    assert _targets(store) == [CITED]
    loaded(store, told(dated, "2024-09-01"))
    assert _targets(store) == [CITED], "issued after the text"
    loaded(store, told(dated, "2024-07-25"))
    assert _targets(store) == [dated]
    assert store.get(CITED) is None
    loaded(store, cited("document:x", "2024-01-01", BEFORE))
    assert _targets(store) == [CITED], "two years are possible"
    store.withdraw(dated)
    assert _targets(store) == [BEFORE]
    store.withdraw("document:x")
    assert _targets(store) == [CITED]


def test_what_a_text_said_before_it_was_replaced_tells_no_year(store: Store) -> None:
    """Guards against a number that means a document which only the earlier version of the same text named with its year."""
    dated = "document:tb-vpcp-2024-344"
    loaded(store, cited(LETTER, "2024-08-20", dated), cited(LETTER, "2024-08-20", CITED))
    assert _targets(store) == [CITED]


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=10), st.permutations(range(5)))
def test_what_numbers_mean_does_not_remember(steps: list[tuple[int, bool]], order: list[int]) -> None:
    """Guards against a number that goes on meaning a withdrawn document, or the one that came first."""
    bundles = [
        cited(LETTER, "2024-08-20", CITED),
        told("document:tb-vpcp-2024-344", "2024-07-25", {"text": SIGNS, "lead": BCA}),
        cited("document:x", "2024-01-01", BEFORE),
        told("document:2024-09-02-bao", "2024-09-02", {"text": SIGNS, "lead": BCA, "by": CITED}, kind="article"),
        cited("document:y", "2023-05-05", CITED, BEFORE),
    ]
    kept: set[int] = set()
    with open_store(":memory:") as store, open_store(":memory:") as anew:
        for number, keep in steps:
            if keep:
                store.write(bundles[number])
            else:
                store.withdraw(bundles[number].document)
            kept = kept | {number} if keep else kept - {number}
        loaded(anew, *(bundles[i] for i in order if i in kept))
        assert dump(store) == dump(anew)
