"""Search: what is found, in which order, and that no text can break it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import REGISTRY, Bundle, Node
from graph.store import Store, open_store

NODES = (
    Node("agency:ubdt", "Agency", "Ủy ban Dân tộc", "Committee for Ethnic Affairs"),
    Node("agency:btttt", "Agency", "Bộ Thông tin và Truyền thông", aliases=("Bộ TTTT", "Bộ TT&TT")),
    Node("database:dat-dai", "Database", "Cơ sở dữ liệu quốc gia về đất đai", "National Land Database"),
    Node("database:dan-cu", "Database", "Cơ sở dữ liệu quốc gia về dân cư", aliases=("CSDLQG về dân cư",)),
    Node("document:a", "Document", "Quyết định về dữ liệu", properties={"number": "06/QĐ-TTg", "title": "Phê duyệt đề án định danh"}),
    Node("document:b", "Document", "Nghị quyết 57", properties={"number": "57-NQ/TW"}),
    Node("platform:dat", "Platform", "Đất"),
    Node("task:1", "Task", "Làm sạch dữ liệu", properties={"text": "Rà soát, làm sạch dữ liệu đất đai trên Đồng Đăng"}),
    Node("task:2", "Task", "Tập huấn", properties={"text": "Tập huấn cán bộ xã", "output": "Báo cáo tập huấn"}),
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A store with a handful of named things."""
    with open_store(":memory:") as opened:
        opened.write(Bundle(REGISTRY, "", NODES, ()))
        yield opened


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Cơ sở dữ liệu quốc gia về đất đai", "database:dat-dai"),
        ("co so du lieu quoc gia ve dat dai", "database:dat-dai"),
        ("CƠ SỞ DỮ LIỆU QUỐC GIA VỀ ĐẤT ĐAI", "database:dat-dai"),
        ("national land database", "database:dat-dai"),
        ("land", "database:dat-dai"),
        ("csdlqg ve dan cu", "database:dan-cu"),
        ("dân cư", "database:dan-cu"),
        ("Uỷ ban Dân tộc", "agency:ubdt"),
        ("bo tt&tt", "agency:btttt"),
        ("06/QD-TTg", "document:a"),
        ("57-NQ/TW", "document:b"),
        ("57–NQ/TW", "document:b"),
        ("đề án định danh", "document:a"),
        ("dong dang", "task:1"),
        ("đồng đăng", "task:1"),
        ("bao cao tap huan", "task:2"),
        ("truyền thô", "agency:btttt"),
        ("đất", "platform:dat"),
        ("dat", "platform:dat"),
    ],
)
def test_what_is_found_first(store: Store, text: str, first: str) -> None:
    """Guards against accents, đ, case, dashes and punctuation that decide whether a thing is found."""
    assert store.search(text)[0].node.id == first


@pytest.mark.parametrize("text", ["", "   ", "!!!", "“”", "khongcogi", "\x00", "*", '"'])
def test_nothing_is_found_for_nothing(store: Store, text: str) -> None:
    """Guards against a search without words that gives everything."""
    assert store.search(text) == []


def test_whole_names_come_above_all(store: Store) -> None:
    """Guards against a long text with the word often in it standing above the thing called so."""
    hits = store.search("đất")
    assert [hit.node.id for hit in hits] == ["platform:dat", "database:dat-dai", "task:1"]
    assert hits[0].score > hits[1].score > hits[2].score


def test_words_that_go_on_are_found_after_whole_words(store: Store) -> None:
    """Guards against finding only whole words, and against longer words standing first."""
    hits = store.search("dân")
    assert {hit.node.id for hit in hits[:2]} == {"agency:ubdt", "database:dan-cu"}
    assert {hit.node.id for hit in hits[2:]} == {"document:a", "task:1"}  # 'danh', 'Đăng'
    assert [hit.node.id for hit in store.search("truy")] == ["agency:btttt"]


def test_some_words_are_enough_where_not_all_are_found(store: Store) -> None:
    """Guards against an empty page because of one misspelt word, and against weak hits beside good ones."""
    assert store.search("đất đai khongco")[0].node.id in {"database:dat-dai", "task:1"}
    assert {hit.node.id for hit in store.search("dữ liệu đất đai")} == {"database:dat-dai", "task:1"}


def test_types_and_limit(store: Store) -> None:
    """Guards against a filter applied after the limit, which would lose hits."""
    assert [hit.node.id for hit in store.search("dữ liệu", types=["Document"], limit=1)] == ["document:a"]
    assert [hit.node.id for hit in store.search("đất", types=["Task"])] == ["task:1"]
    assert store.search("đất", types=["Agency"]) == []
    assert len(store.search("dữ liệu", limit=2)) == 2
    assert store.search("dữ liệu", limit=0) == []


@pytest.mark.parametrize(
    "text",
    [
        'dữ liệu" OR "a',
        "names : dat",
        "dat AND",
        "NOT dat",
        "NEAR(dat dai)",
        "dat*",
        "^dat",
        "{names} : x",
        "dat'); DROP TABLE node; --",
        "-dat",
        "+",
    ],
)
def test_the_language_of_the_engine_is_only_words(store: Store, text: str) -> None:
    """Guards against a query that breaks, or is read as, the syntax of the search engine."""
    assert isinstance(store.search(text), list)
    assert len(list(store.nodes())) == len(NODES)


@given(st.text(max_size=30))
def test_no_text_breaks_search(text: str) -> None:
    """Guards against characters that the folding and the engine's tokenizer see differently."""
    with open_store(":memory:") as opened:
        name = text.strip() or "x"
        opened.write(Bundle(REGISTRY, "", (Node("agency:x", "Agency", name.encode("utf8", "ignore").decode() or "x"),), ()))
        assert isinstance(opened.search(text), list)
