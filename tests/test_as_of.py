"""The graph as known and in force on a day: as if nothing issued later had been loaded, without what had ended."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

import luocdo
from api.app import create_app
from api.cli import run as run_command
from api.settings import Settings
from graph.errors import LuocdoError, NotFoundError, StoreError
from graph.model import REGISTRY, Bundle, Edge, Evidence, Node
from graph.ontology import ontology
from graph.registry import registry
from graph.store import Store, open_store
from queries import catalogue, run, subgraph
from queries.as_of import Known, known
from queries.versions import ended_by, ended_tasks
from queries.written import written
from tests import query_graph as g
from tests.identity_bundles import BCA, BTC, told
from tests.store_oracle import random_bundle
from tests.test_queries import SAMPLE

DAYS = [date(2020, 1, 1) + timedelta(days=n) for n in range(4)]
DOCUMENTS = [f"document:{n}" for n in range(3)]


def _dated(bundle: Bundle, day: date | None) -> Bundle:
    """The bundle with a day of issue on its own document, and without days on which something begins by itself."""
    nodes = [replace(n, properties={k: v for k, v in n.properties.items() if k != "issued_on"}) for n in bundle.nodes]
    if day:
        nodes = [replace(n, properties={**n.properties, "issued_on": day.isoformat()}) if n.id == bundle.document else n for n in nodes]
    edges = (replace(edge, properties={k: v for k, v in edge.properties.items() if k != "valid_from"}) for edge in bundle.edges)
    return replace(bundle, nodes=tuple(nodes), edges=tuple(edges))


@contextmanager
def _loaded(bundles: Iterable[Bundle]) -> Iterator[Store]:
    with open_store(":memory:") as store:
        for bundle in bundles:
            store.write(bundle)
        yield store


@contextmanager
def _both(bundles: Sequence[tuple[Bundle, date | None]], day: date) -> Iterator[tuple[Store, Store]]:
    """What is seen of all the bundles on a day, and a store into which only those issued by then were loaded."""
    with _loaded(bundle for bundle, _ in bundles) as every, _loaded(b for b, issued in bundles if not issued or issued <= day) as by_then:
        yield known(every, day), by_then


def _edge(edge: Edge) -> tuple[Any, ...]:
    """An edge without the properties that several documents may tell of it."""
    return (*edge.key, edge.evidence, edge.get("basis"))


def _all(store: Store) -> dict[str, Any]:
    ids = [node.id for node in store.nodes()]
    return {
        "nodes": [node.as_dict() for node in store.nodes()],
        "edges": [_edge(edge) for edge in store.all_edges()],
        "at": {id_: [_edge(edge) for edge in edges] for id_, edges in store.edges_many(ids).items()},
        "links": (links := store.links_many(ids, "out")),
        "edges of": [_edge(edge) for edge in store.edges_of([link for at in links.values() for link in at]).values()],
        "outlines": store.outlines(ids),
        "found": [store.find_outlines(kind) for kind in ontology().nodes],
        "mentioned": store.mentioned(),
        "counts": store.counts(),
        "documents": [(document.id, store.text(document.id)) for document in store.documents()],
        "unresolved": store.unresolved(),
        "bundles": list(store.bundles()),
    }


def _walked(store: Store, ids: Sequence[str]) -> list[Any]:
    ways: list[Any] = []
    for id_, direction, types in product(ids, ("out", "in", "both"), ((), ("DEPENDS_ON", "CONNECTS_TO"))):
        ways += [(r.id, r.depth, [edge.key for edge in r.path]) for r in store.reach(id_, direction, types, 2)]  # type: ignore[arg-type]
    for one, other in combinations(ids, 2):
        ways += [[edge.key for edge in path] for path in store.paths(one, other, (), 3, 4)]
    return ways


def _found(store: Store, ids: Sequence[str]) -> list[Any]:
    found: list[Any] = [[node.id for node in store.find(kind)] for kind in ontology().nodes]
    for id_, relation in product(ids, ("LED_BY", "^ASSIGNS", "DEPENDS_ON", "CONNECTS_TO")):
        found.append([node.id for node in store.find("Task", {}, [(relation, id_)])])
    found.append([node.id for node in store.find("Document", {"issued_on": (DAYS[1], None)})])
    return found


random_bundles = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from([None, *DAYS])), min_size=len(DOCUMENTS), max_size=len(DOCUMENTS)
).map(lambda chosen: [(_dated(random_bundle(seed, d, f"{d}.txt"), day), day) for d, (seed, day) in zip(DOCUMENTS, chosen, strict=True)])


@given(random_bundles, st.integers(0, 60), st.sampled_from(DAYS))
def test_what_is_known_is_what_was_loaded_by_then(chosen: list[tuple[Bundle, date | None]], seed: int, day: date) -> None:
    """Guards against a name, property, edge or quote of a later document, and against losing what an earlier one says."""
    bundles = [(_dated(random_bundle(seed, REGISTRY, ""), None), None), *chosen]
    with _both(bundles, day) as (seen, by_then):
        ids = [node.id for node in by_then.nodes()]
        assert _all(seen) == _all(by_then)
        assert _walked(seen, ids[:4]) == _walked(by_then, ids[:4])
        assert _found(seen, ids[:4]) == _found(by_then, ids[:4])
        assert {hit.node.id for hit in seen.search("ten a dat dai", (), 50)} >= {hit.node.id for hit in by_then.search("Tên A", (), 50)}


_WORK = (
    {"text": "Xây dựng tiêu chuẩn kỹ thuật về chữ ký số từ xa cho thiết bị di động của doanh nghiệp nhỏ", "lead": BCA},
    {"text": "Ban hành khung năng lực số cho giáo viên tiểu học các tỉnh miền núi phía Bắc", "lead": BTC},
)


@given(
    st.lists(
        st.tuples(st.sampled_from(DAYS), st.sampled_from(_WORK), st.sampled_from(["", "2024-05-31", "2024-07-31"])), min_size=1, max_size=4
    ),
    st.sampled_from(DAYS),
)
def test_tasks_that_several_documents_tell_are_those_told_by_then(chosen: list[tuple[date, dict[str, str], str]], day: date) -> None:
    """Guards against a deadline of a later telling, a task under the id of one, and a slip that nobody could know yet."""
    bundles = [(told(f"document:tb-vpcp-2020-90{n}", on.isoformat(), {**work, "due": due}), on) for n, (on, work, due) in enumerate(chosen)]
    with _both(bundles, day) as (seen, by_then):
        assert _all(seen) == _all(by_then)
        for kind in ("moved", "amends", "apart"):
            assert seen.alike(kind) == by_then.alike(kind)


def _texts() -> list[tuple[Bundle, date | None]]:
    with open_store(":memory:") as store:
        bundles = list(g.fill(store).bundles())
        issued = {b.document: (store.get(b.document) or b.nodes[0]).get("issued_on") for b in bundles}
    return [(b, date.fromisoformat(issued[b.document]) if issued[b.document] and b.document != REGISTRY else None) for b in bundles]


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2023, 2, 20), date(2024, 5, 9), date(2024, 6, 1), date(2024, 7, 12)])
@pytest.mark.parametrize("name", [name for name in catalogue() if written(name).get("sees") != "all"])
def test_a_query_answers_as_it_would_have_then(name: str, day: date) -> None:
    """Guards against a query that looks past what is known on its day."""
    with _both(_texts(), day) as (_, by_then), _loaded(bundle for bundle, _ in _texts()) as every:
        try:
            wanted = run(by_then, name, SAMPLE[name], day)
        except LuocdoError:  # what is asked about was not known yet
            return
        assert list(run(every, name, SAMPLE[name], day).rows) == list(wanted.rows)


# -- how it is asked and said --


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """The graph of the query tests."""
    with open_store(":memory:") as opened:
        yield g.fill(opened)


def test_a_note_tells_how_many_documents_are_not_counted(store: Store) -> None:
    """Guards against an answer that is smaller than expected for a reason nobody tells."""
    (note,) = [note for note in run(store, "tasks", {}, date(2024, 6, 1)).notes if "không tính đến" in note.vi]
    assert note.vi == "1 văn bản ban hành sau ngày 01/06/2024 không tính đến."
    assert note.en == "1 document issued after 2024-06-01 is not counted."
    assert not [note for note in run(store, "tasks", {}, date(2024, 8, 1)).notes if "không tính đến" in note.vi]


def test_a_day_that_a_question_names_counts_as_well(store: Store) -> None:
    """Guards against `as_of` meaning one thing beside a query and another inside it."""
    inside, beside = run(store, "overdue", {"as_of": "2024-06-01"}, date(2026, 1, 1)), run(store, "overdue", {}, date(2024, 6, 1))
    assert list(inside.rows) == list(beside.rows)
    assert {row["document"] for row in inside.rows} == {"901/TB-VPCP"}


def test_nothing_is_hidden_today(store: Store) -> None:
    """Guards against a machine whose clock is behind hiding what was loaded, and against the cost of a view that nobody asked for."""
    with _loaded([told("document:tb-vpcp-2999-901", "2999-01-01", _WORK[0])]) as future:
        assert known(future, date.today()) is future
        assert run(future, "tasks", {}, date.today()).total == 1
        assert run(future, "tasks", {}, date.today() - timedelta(days=1)).total == 0
    assert known(store, date(2025, 6, 1)) is store


def test_what_is_asked_about_may_be_of_later(store: Store) -> None:
    """Guards against a refusal, and against quotes of a document that was not there, where its name is known."""
    answer = run(store, "facts", {"entity": g.SECOND}, date(2024, 6, 1))
    assert not [said for row in answer.rows for hop in row["because"] for said in hop["evidence"] if said.get("document") == g.SECOND]
    assert any("không tính đến" in note.vi for note in answer.notes)


def test_what_is_seen_cannot_be_written(store: Store) -> None:
    """Guards against a text written into a store through what is seen of it on a day, and one read that was not there."""
    seen = known(store, date(2024, 6, 1))
    assert isinstance(seen, Known)
    with pytest.raises(StoreError, match="chỉ để đọc"):
        seen.write(told("document:a", "2024-01-01", _WORK[0]))
    with pytest.raises(StoreError, match="chỉ để đọc"):
        seen.withdraw(g.FIRST)
    with pytest.raises(NotFoundError):
        seen.text(g.SECOND)
    with seen as same:
        assert same.text(g.FIRST) == store.text(g.FIRST)
    assert store.get(g.FIRST)


def test_a_part_of_the_graph_is_of_its_day(store: Store) -> None:
    """Guards against a drawing that shows what came later."""
    seen = known(store, date(2024, 6, 1))
    around = subgraph(seen, seen.get(g.CHIPS) or pytest.fail("known since May"), 1)
    assert len([node for node in around.nodes if node.type == "Task"]) == 1
    assert len([node for node in subgraph(store, store.get(g.CHIPS) or pytest.fail("known"), 1).nodes if node.type == "Task"]) == 2


def test_a_view_does_not_keep_its_store() -> None:
    """Guards against stores that stay in memory for ever because somebody looked at a day."""
    with open_store(":memory:") as store:
        run(g.fill(store), "tasks", {}, date(2024, 6, 1))
        gone = weakref.ref(store)
    del store
    gc.collect()
    assert gone() is None


# -- what had ended --

OLD, NEW, BOTH = "document:qd-ttg-2020-901", "document:qd-ttg-2021-902", "document:tb-vpcp-2021-903"


def _act(relation: str, target: str, **properties: str) -> Bundle:
    """A document that ends another."""
    text = f"Quyết định này {relation} {target}."
    nodes = (
        Node(NEW, "Document", "902/QĐ-TTg", properties={"number": "902/QĐ-TTg", "issued_on": "2021-03-01"}),
        Node(target, "Document", target),
    )
    return Bundle(NEW, text, nodes, (Edge(NEW, target, relation, (Evidence(NEW, 0, len(text), text),), properties),), (), "new.txt")


def _old(**properties: str) -> Bundle:
    bundle = told(OLD, "2020-02-01", {**_WORK[0], "due": "2020-06-30", "needs": "platform:cong"}, {**_WORK[1], "due": "2021-12-31"})
    nodes = (replace(n, properties={**n.properties, **properties}) if n.id == OLD else n for n in bundle.nodes)
    return replace(bundle, nodes=tuple(nodes))


@pytest.mark.parametrize("relation", ["REPLACES", "REPEALS", "SUSPENDS"])
def test_tasks_of_a_document_that_ended_do_not_count_from_the_day(relation: str) -> None:
    """Guards against overdue work that nobody has to do any longer, and against dropping it before the day."""
    with _loaded([_old(), _act(relation, OLD, scope="whole", effective_on="2021-04-01")]) as store:
        assert ended_by(store) == {OLD: "2021-04-01"}
        assert run(store, "overdue", {}, date(2021, 3, 31)).total == 1
        ended = run(store, "overdue", {}, date(2021, 4, 1))
        assert ended.total == 0
        assert any(OLD in note.vi and "2021-04-01" in note.vi for note in ended.notes)
        assert run(store, "document_facts", {"document": OLD}, date(2022, 1, 1)).total == 2


@pytest.mark.parametrize("act", [{"scope": "part"}, {"scope": "whole", "effective_on": "2030-01-01"}])
def test_what_ends_a_part_or_later_ends_no_task(act: dict[str, str]) -> None:
    """Guards against a repealed article that takes the whole plan with it."""
    with _loaded([_old(), _act("REPEALS", OLD, **act)]) as store:
        assert run(store, "tasks", {}, date(2022, 1, 1)).total == 2


def test_a_document_that_expires_takes_its_tasks_along() -> None:
    """Guards against a day of expiry that is read but never used."""
    with _loaded([_old(expires_on="2021-01-01")]) as store:
        assert run(store, "tasks", {}, date(2020, 12, 31)).total == 2
        assert run(store, "tasks", {}, date(2021, 1, 1)).total == 0


def test_a_task_that_another_document_assigns_too_goes_on() -> None:
    """Guards against dropping work that is still asked for elsewhere."""
    again = told(BOTH, "2021-01-15", {**_WORK[0], "id": "task:qd-ttg-2020-901-0", "due": "2020-06-30"})
    with _loaded([_old(), again, _act("REPLACES", OLD, scope="whole")]) as store:
        assert set(ended_tasks(store, date(2022, 1, 1))) == {"task:qd-ttg-2020-901-1"}
        assert run(store, "tasks", {}, date(2022, 1, 1)).total == 1


def test_dependents_leave_out_ended_tasks_and_what_lies_behind_them() -> None:
    """Guards against an impact on work that was dropped, and against a way that leads over it."""
    chain = told(BOTH, "2021-01-15", {"text": "Vận hành sau khi có tiêu chuẩn", "needs": "task:qd-ttg-2020-901-0"})
    with _loaded([_old(), chain, _act("REPLACES", OLD, scope="whole")]) as store:
        assert run(store, "dependents", {"entity": "platform:cong"}, date(2021, 2, 1)).total == 2
        after = run(store, "dependents", {"entity": "platform:cong"}, date(2022, 1, 1))
        assert after.total == 0
        assert any("đã hết hoặc ngưng hiệu lực" in note.vi for note in after.notes)
        assert (
            run(store, "dependents", {"entity": "platform:cong"}, date(2022, 1, 1)).notes == after.notes
        )  # not only to the first who asks
        tasks = [run(store, "tasks", {}, date(2022, 1, 1)).notes for _ in range(2)]
        assert tasks[0]
        assert tasks[0] == tasks[1]


def test_the_registry_may_end_documents_too() -> None:
    """Guards against replaced decrees that only the registry knows to be replaced."""
    with _loaded([registry().bundle()]) as store:
        assert ended_by(store)["document:nd-cp-2024-47"]


# -- wherever one reads --


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The graph of the query tests in a file."""
    path = tmp_path / "kho.db"
    with open_store(str(path)) as store:
        g.fill(store)
    return str(path)


def _printed(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert run_command(list(words)) == 0
    return json.loads(capsys.readouterr().out)


DAYS_ASKED = [("2024-06-01", 1, 7), ("", 2, 14)]
"""A day, how many tasks made the strategy by then, and how many tasks there were; then the same of all that is known.

Three tasks are told by a plan without a day, which stays.
"""


@pytest.mark.parametrize(("day", "making", "tasks"), DAYS_ASKED)
def test_commands_read_the_graph_of_a_day(url: str, day: str, making: int, tasks: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Guards against an export, an entity or a count of another day than the one asked about, and of any where none is."""
    asked = ["--store", url, *(["--as-of", day] if day else [])]
    graph = _printed(capsys, "export", "--around", g.CHIPS, "--depth", "1", *asked)
    assert sum(node["type"] == "Task" for node in graph["nodes"]) == making
    whole = _printed(capsys, "export", *asked)
    assert sum(node["type"] == "Task" for node in whole["nodes"]) == tasks
    assert [row["code"] for row in _printed(capsys, "show", g.CHIPS, "--format", "json", *asked)["rows"]].count("PRODUCES") == making
    assert _printed(capsys, "stats", "--format", "json", *asked)["nodes"]["Task"] == tasks


@pytest.mark.parametrize(("day", "making", "tasks"), DAYS_ASKED)
def test_python_reads_the_graph_of_a_day(url: str, day: str, making: int, tasks: int) -> None:
    """Guards against the Python package telling something else than the commands."""
    with luocdo.open(url) as opened:
        graph = json.loads(opened.export(around=g.CHIPS, depth=1, as_of=day or None))
        assert sum(node["type"] == "Task" for node in graph["nodes"]) == making
        assert [row["code"] for row in opened.entity(g.CHIPS, as_of=day or None)].count("PRODUCES") == making
        assert opened.stats(as_of=day or None).nodes["Task"] == tasks


@pytest.mark.parametrize(("day", "making", "tasks"), DAYS_ASKED)
def test_the_service_reads_the_graph_of_a_day(url: str, day: str, making: int, tasks: int) -> None:
    """Guards against an endpoint that takes the day and does not look at it."""
    asked = {"as_of": day} if day else {}
    with TestClient(create_app(Settings(store=url))) as client:
        whole = client.get("/api/v1/export.json", params=asked).json()
        part = client.get("/api/v1/subgraph", params={"around": g.CHIPS, **asked}).json()
        entity = client.get(f"/api/v1/entities/{g.CHIPS}", params=asked).json()
        found = client.get("/api/v1/search", params={"q": "chiến lược phát triển vi mạch", "types": "Task", **asked}).json()
        page = client.get(f"/entities/{g.CHIPS}", params=asked).text
    assert sum(node["type"] == "Task" for node in whole["nodes"]) == tasks
    assert sum(node["type"] == "Task" for node in part["nodes"]) == making
    assert [relation["type"] for relation in entity["relations"]].count("PRODUCES") == making
    assert len(found["results"]) == making
    assert ("944/TB-VPCP" in page) == (not day)
