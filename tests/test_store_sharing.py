"""Many threads and processes over one store, and what many documents cost."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.store import CHANGED, Written, open_store
from tests.store_oracle import Oracle, dump, expected
from tests.test_store_faults import ROOT, plan


@pytest.mark.parametrize("where", ["file", "memory"])
def test_threads_read_whole_documents_while_one_writes(tmp_path: Path, where: str) -> None:
    """Guards against shared cursors, an index of another version than the rows, and half-replaced documents."""
    sizes, stop, failures = {20, 35}, threading.Event(), list[str]()
    with open_store(":memory:" if where == "memory" else str(tmp_path / "kho.db")) as store:
        store.write(plan(1, 1, 20))

        def check() -> int:
            rounds = 0
            while not stop.is_set():
                rounds += 1
                reached = store.reach("document:1", "out", ["ASSIGNS"])
                found = [
                    len(reached.ids),
                    len(store.edges("document:1", "out")),
                    len(store.find("Task")),
                    sum(n.type == "Task" for n in store.nodes()),
                ]
                if not set(found) <= sizes or len(store.search("viec 7", limit=5)) < 1 or not store.paths("document:1", "database:0"):
                    failures.append(f"{found}")
                try:  # ways are read when they are looked at: whole ones, or word that they are gone
                    told = [way.id for way in reached]
                except StoreError as error:
                    told = list(reached.ids) if CHANGED in str(error) else []
                if told != list(reached.ids):
                    failures.append(f"{told}")
            return rounds

        with ThreadPoolExecutor(6) as pool:
            readers = [pool.submit(check) for _ in range(6)]
            for edition in range(30):
                store.write(plan(1, edition, 20 if edition % 2 else 35))
            stop.set()
            rounds = [reader.result() for reader in readers]
    assert failures == []
    assert sum(rounds) > 6


def test_threads_write_at_the_same_time(tmp_path: Path) -> None:
    """Guards against lost or mixed documents, and against writers that give up while others work."""
    oracle = Oracle()
    with open_store(str(tmp_path / "kho.db")) as store:
        with ThreadPoolExecutor(8) as pool:
            written = list(pool.map(lambda number: store.write(plan(number, 1, 5)), range(24)))
        for number in range(24):
            oracle.write(plan(number, 1, 5))
        assert set(written) == {Written.ADDED}
        assert dump(store) == expected(oracle)


def test_a_stream_of_nodes_stays_in_its_version(tmp_path: Path) -> None:
    """Guards against an export that mixes two versions, or a writer blocked by a reader that stopped halfway."""
    with open_store(str(tmp_path / "kho.db")) as store:
        store.write(plan(1, 1, 20))
        stream = store.nodes()
        next(stream)
        store.write(plan(1, 2, 3))
        assert len(list(stream)) == 25
        assert len(list(store.nodes())) == 9
        next(store.nodes())
        assert store.withdraw("document:1")


def test_processes_see_each_others_changes(tmp_path: Path) -> None:
    """Guards against an index that is kept although another process changed the file."""
    path = str(tmp_path / "kho.db")
    code = "import sys; from graph.store import open_store; from tests.test_store_faults import plan"
    code += "; open_store(sys.argv[1]).write(plan(2, 1, 7))"
    with open_store(path) as store:
        store.write(plan(1, 1, 5))
        assert len(store.reach("database:0", "in", ["DEPENDS_ON"])) == 1
        version = store.version
        subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, check=True)
        assert store.version > version
        assert [r.id for r in store.reach("database:0", "in", ["DEPENDS_ON"])] == ["task:1-0", "task:2-0", "task:2-5"]
        assert store.search("ke hoach 2")[0].node.id == "document:2"


def test_many_may_make_the_same_store_at_once(tmp_path: Path) -> None:
    """Guards against two processes that both find no tables and both make them."""

    def make(barrier: threading.Barrier, path: str, number: int) -> Written:
        barrier.wait()
        with open_store(path) as store:
            return store.write(plan(number, 1, 1))

    for round_ in range(10):
        barrier, path = threading.Barrier(4), str(tmp_path / f"{round_}.db")
        with ThreadPoolExecutor(4) as pool:
            makers = [pool.submit(make, barrier, path, number) for number in range(4)]
            assert [maker.result() for maker in makers] == [Written.ADDED] * 4


def test_a_bundle_costs_the_same_however_many_name_the_same_things(tmp_path: Path) -> None:
    """Guards against merging all claims of a much-named thing anew with every document (here each names five of them)."""

    def seconds(first: int) -> float:
        begin = time.process_time()
        for number in range(first, first + 150):
            store.write(plan(number, 1, 2))
        return time.process_time() - begin

    with open_store(str(tmp_path / "kho.db")) as store:
        early = min(seconds(0), seconds(150))
        for start in range(300, 1500, 150):
            seconds(start)
        late = min(seconds(1500), seconds(1650))
    assert late < 2 * early + 0.05
