"""Writing on a Neo4j server by the same rules as in the embedded store: after each step both say the same."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Any

import neo4j
import pytest

from graph.model import REGISTRY, Bundle
from graph.store import Store, neo4j_rows, open_store
from graph.store.bulk import write_all
from graph.store.neo4j import Neo4jStore
from tests.identity_bundles import BCA, told
from tests.neo4j_server import every_release
from tests.store_oracle import dump, random_bundle
from tests.test_store_identity import BEFORE, CITED, LETTER, SIGNS, cited, documents

Step = Bundle | str
KINDS = ("moved", "amends", "apart")


def _random_steps(r: random.Random) -> list[Step]:
    names = ["document:0", "document:1", "document:2", REGISTRY]
    steps: list[Step] = []
    for name in r.choices(names, k=12):
        source = "" if name == REGISTRY else r.choice(["", "a.txt", "b.txt", "c.txt"])
        steps.append(name if r.random() < 0.2 else random_bundle(r.randrange(6), name, source, length=r.choice([6, 8, 10, 12])))
    return steps


def _steps_of_tasks(r: random.Random) -> list[Step]:
    return [bundle if r.random() < 0.75 else bundle.document for bundle in r.choices(_bundles(), k=16)]


def _bundles() -> list[Bundle]:
    """Documents that tell tasks again, amend them, and cite numbers without a year."""
    news = told("document:2024-09-02-bao", "2024-09-02", {"text": SIGNS, "lead": BCA, "by": CITED}, kind="article")
    dated = told("document:tb-vpcp-2024-344", "2024-07-25", {"text": SIGNS, "lead": BCA})
    letters = [cited(LETTER, "2024-08-20", CITED), cited("document:x", "2024-01-01", BEFORE), cited("document:y", "2023-05-05", CITED)]
    return [*documents(), news, dated, *letters]


def _compare(server: Store, steps: list[Step]) -> None:
    """Do the same on the server and in memory, and look at everything after each step."""
    with open_store(":memory:") as store:
        for step in steps:
            if isinstance(step, str):
                assert server.withdraw(step) == store.withdraw(step)
            else:
                assert server.write(step) == store.write(step)
            assert dump(server) == dump(store)
            assert server.version == store.version
            for kind in KINDS:
                assert server.alike(kind) == store.alike(kind)  # type: ignore[arg-type]
        assert list(server.bundles()) == list(store.bundles())


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("steps", [_random_steps, _steps_of_tasks])
def test_after_each_step_the_server_says_what_the_embedded_store_says(
    neo4j_store: Store, steps: Callable[[random.Random], list[Step]], seed: int
) -> None:
    """Guards against rules that differ, claims that stay behind, and a version that does not tell of a change."""
    _compare(neo4j_store, steps(random.Random(seed)))


@every_release
def test_every_release_is_written_alike(neo4j_url: str) -> None:
    """Guards against Cypher that only one release understands."""
    with open_store(neo4j_url) as server:
        _compare(server, [*_random_steps(random.Random(9)), *_steps_of_tasks(random.Random(9))])


@pytest.mark.parametrize("seed", range(2))
def test_many_at_once_are_as_one_after_the_other(neo4j_store: Store, seed: int) -> None:
    """Guards against tasks of one batch that do not meet, and numbers of it that mean nothing."""
    bundles = random.Random(seed).sample(_bundles(), 10)
    list(write_all(neo4j_store, bundles))
    with open_store(":memory:") as store:
        for bundle in bundles:
            store.write(bundle)
        assert dump(neo4j_store) == dump(store)
        assert [neo4j_store.alike(kind) for kind in KINDS] == [store.alike(kind) for kind in KINDS]  # type: ignore[arg-type]


def test_two_writers_wait_for_each_other(neo4j_store: Store) -> None:
    """Guards against tasks that stay two because neither of two transactions saw what the other told."""
    bundles = documents()
    writers = [threading.Thread(target=neo4j_store.write, args=(bundle,)) for bundle in bundles]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with open_store(":memory:") as store:
        for bundle in bundles:
            store.write(bundle)
        assert dump(neo4j_store) == dump(store)


def test_what_fails_half_way_leaves_no_trace(neo4j_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against half a document."""
    first, second = documents()[:2]
    neo4j_store.write(first)
    before, version = dump(neo4j_store), neo4j_store.version
    with monkeypatch.context() as patched:
        patched.setattr(neo4j_rows, "relation", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            neo4j_store.write(second)
    assert (dump(neo4j_store), neo4j_store.version) == (before, version)


def test_a_document_of_forty_tasks_needs_few_round_trips(neo4j_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against one statement for each task."""
    words = "cấp phép lưu trữ bản đồ giao thông thủy lợi đất đai hộ tịch bảo hiểm thuế hải quan".split()  # noqa: SIM905
    tasks = [{"text": f"Xây dựng hệ thống {' '.join(random.Random(i).sample(words, 6))}", "lead": BCA} for i in range(40)]
    neo4j_store.write(told("document:qd-ttg-2025-1", "2025-01-01", *tasks))
    assert isinstance(neo4j_store, Neo4jStore)
    sent: list[str] = []
    run: Any = neo4j.ManagedTransaction.run

    def noting(transaction: neo4j.ManagedTransaction, statement: str, *values: Any) -> Any:
        sent.append(statement)
        return run(transaction, statement, *values)

    monkeypatch.setattr(neo4j.ManagedTransaction, "run", noting)
    neo4j_store.write(told("document:kh-ubnd-ha-noi-2025-2", "2025-02-01", *tasks))
    assert 10 < len(sent) <= 22
