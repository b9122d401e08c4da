"""A Neo4j server that is killed and comes back, really, with its process: loads go on, nothing is lost or doubled, the service recovers."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from graph.errors import StoreError, UnavailableError
from graph.model import Bundle
from graph.store import Store, Written, open_store
from scripts.neo4j_server import Server
from tests.api_server import served
from tests.neo4j_server import connect, empty, small_server
from tests.store_oracle import Oracle, dump, expected
from tests.test_store_faults import plan

ROOT = Path(__file__).resolve().parents[1]
LOAD = "import sys; from api.cli import main; sys.exit(main())"


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that only these tests use, because they kill it."""
    server = small_server(tmp_path_factory.mktemp("killed"))
    yield server
    server.kill()


@pytest.fixture
def server(own_server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server, running and empty; what uses it gives up after a second."""
    own_server.start(tied=True)
    empty(own_server.url)
    monkeypatch.setenv("LUOCDO_NEO4J_RETRY_SECONDS", "1")
    monkeypatch.setenv("NEO4J_PASSWORD", own_server.password)
    return own_server


def nothing_twice(server: Server) -> None:
    """Fail if the database holds something twice, or something that belongs to nothing."""
    checks = {
        "two nodes of one id": "MATCH (n:Entity) WITH n.id AS id, count(*) AS n WHERE n > 1 RETURN id",
        "two readings of one document": "MATCH (r:Reading) WITH r.document AS id, count(*) AS n WHERE n > 1 RETURN id",
        "two claims of one node by a document": "MATCH (r:Reading)-[s:SAYS]->(n) WITH n, r, count(s) AS c WHERE c > 1 RETURN n.id AS id",
        "an edge said twice by one document": """
            MATCH (a:Entity)-[e]->(b:Entity) WITH a, b, type(e) AS kind, e.document AS document, e.qualifier AS qualifier, count(*) AS n
            WHERE n > 1 RETURN a.id AS id""",
        "an edge of no document": "MATCH (a:Entity)-[e]->() WHERE NOT EXISTS { (:Reading {document: e.document}) } RETURN a.id AS id",
        "a node that nobody says": "MATCH (n:Entity) WHERE NOT EXISTS { (:Reading)-[:SAYS]->(n) } RETURN n.id AS id",
    }
    with connect(server.url) as driver:
        for what, cypher in checks.items():
            found = [record["id"] for record in driver.execute_query(cypher).records]
            assert found == [], what


def _written(store: Store, bundle: Bundle) -> Written:
    """The outcome of writing `bundle`, tried again while the server does not answer, as a person would."""
    until = time.monotonic() + 120
    while True:
        try:
            return store.write(bundle)
        except UnavailableError:
            assert time.monotonic() < until
            time.sleep(0.2)


def test_writing_goes_on_through_kills_without_loss_or_doubling(server: Server) -> None:
    """Guards against a document that is half there, lost after it was said to be kept, or there twice, with three kills at any moment."""
    oracle, outcomes, r = Oracle(), [], random.Random(5)
    done = threading.Event()

    def write() -> None:
        with open_store(server.address) as store:
            round_ = 0
            while not done.is_set() or round_ < 3:
                for number in range(4):
                    bundle = plan(number, round_, 20)
                    outcomes.append(_written(store, bundle))
                    oracle.write(bundle)
                round_ += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3):
            before = len(outcomes)
            while len(outcomes) < before + 3:
                assert writer.is_alive()
                time.sleep(0.01)
            time.sleep(r.uniform(0.0, 0.2))
            server.kill()
            server.start(tied=True)
    finally:
        done.set()
        writer.join()
    with open_store(server.address) as store:
        assert dump(store) == expected(oracle)
    nothing_twice(server)


def _load(address: str, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", LOAD, "load", str(ROOT / "samples"), "--store", address, "--workers", "1", *more]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ))


def test_a_load_whose_server_is_killed_says_so_and_the_next_one_finishes(server: Server, samples_store: Path) -> None:
    """Guards against a traceback or a shown password, and a second load that repeats or misses what the first one did."""
    first = _load(server.address)
    assert first.stderr is not None
    lines = [first.stderr.readline() for _ in range(4)]
    assert all(line.startswith("+ ") for line in lines), lines
    server.kill()
    _, said = first.communicate(timeout=120)
    assert first.returncode == 1
    assert "không kết nối được tới máy chủ Neo4j" in said
    assert "Traceback" not in said
    assert server.password not in said

    server.start(tied=True)
    second = _load(server.address, "--format", "json")
    out, said = second.communicate(timeout=300)
    assert second.returncode == 0, said
    outcomes = [file["outcome"] for file in json.loads(out)["files"]]
    assert outcomes[:4] == ["unchanged"] * 4
    assert outcomes.count("added") >= len(outcomes) - 5  # a document may have been kept without its line having been told
    with open_store(server.address) as store, open_store(str(samples_store)) as embedded:
        assert dump(store) == dump(embedded)
    nothing_twice(server)


def _answer(url: str, accept: str = "*/*", data: bytes | None = None, kind: str = "") -> tuple[int, str, bytes]:
    """Status, media type and body of an answer, whatever the status."""
    headers = {"Accept": accept} | ({"Content-Type": kind} if kind else {})
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=60) as answer:
            return answer.status, answer.headers["content-type"], answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["content-type"], error.read()


def _until_ready(base: str) -> None:
    until = time.monotonic() + 60
    while (answer := _answer(f"{base}/readyz"))[0] != 200:
        assert time.monotonic() < until, answer
        time.sleep(0.2)


@contextmanager
def _asking(ask: Callable[[], Any]) -> Iterator[list[Any]]:
    """Four threads that ask until the block ends; gives their answers, an error as its type."""
    done, answers = threading.Event(), []

    def run() -> None:
        while not done.is_set():
            try:
                answers.append(ask())
            except StoreError as error:
                answers.append(type(error))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        done.set()
        for thread in threads:
            thread.join()


def _wait_for(answers: list[Any], wanted: Any, seconds: float = 60) -> None:
    seen, until = len(answers), time.monotonic() + seconds
    while wanted not in answers[seen:]:
        assert time.monotonic() < until
        time.sleep(0.02)


def test_readers_get_whole_answers_or_an_error_and_then_answers_again(server: Server) -> None:
    """Guards against part of an answer passed off as all of it, errors of the driver, and a store that must be opened anew."""
    with open_store(server.address) as store:
        for number in range(3):
            store.write(plan(number, 1, 40))
        asks: list[Callable[[], Any]] = [
            lambda: [hit.node.id for hit in store.search("viec 7")],
            lambda: [reached.id for reached in store.reach("database:1", "in", ["DEPENDS_ON"])],
            lambda: [node.id for node in store.nodes()],
            lambda: len(store.edges("document:1")),
        ]
        right = [ask() for ask in asks]
        turn = iter(range(10**9))

        def ask() -> Any:
            which = next(turn) % len(asks)
            answer = asks[which]()
            return "right" if answer == right[which] else answer

        with _asking(ask) as answers:
            _wait_for(answers, "right")
            server.kill()
            _wait_for(answers, UnavailableError)
            server.start(tied=True)
            _wait_for(answers, "right")
    assert [answer for answer in answers if answer not in ("right", UnavailableError)] == []


def test_service_answers_503_while_the_server_is_away_and_recovers(server: Server) -> None:
    """Guards against 500 or a hanging page while the database restarts, and a service that must be restarted after it."""
    text = "Số: 12/QĐ-BKHCN\nQUYẾT ĐỊNH\nBộ Công an chủ trì xây dựng Cơ sở dữ liệu thử nghiệm, hoàn thành trước ngày 30/6/2026.\n"
    form = f'--x\r\nContent-Disposition: form-data; name="file"; filename="mot.txt"\r\n\r\n{text}\r\n--x--\r\n'.encode()
    kind = "multipart/form-data; boundary=x"
    with open_store(server.address) as store:
        store.write(plan(1, 1))
    with served(server.address) as base:
        paths = ["/api/v1/search?q=viec+7", "/api/v1/entities/database:1/dependents", "/readyz"]
        before = [_answer(base + path) for path in paths]
        assert [answer[0] for answer in before] == [200, 200, 200]
        with _asking(lambda: _answer(base + paths[0])) as answers:
            _wait_for(answers, before[0])
            server.kill()
            for path in paths:
                status, media, body = _answer(base + path)
                assert (status, media) == (503, "application/problem+json")
                problem = json.loads(body)
                assert problem["status"] == 503
                assert "không kết nối được tới máy chủ Neo4j" in problem["detail"]
                assert server.password not in body.decode()
            status, media, _ = _answer(f"{base}/", accept="text/html")
            assert media.startswith("text/html")
            assert _answer(f"{base}/healthz")[0] == 200
            assert b"luocdo_ready 0" in _answer(f"{base}/metrics")[2]
            assert _answer(f"{base}/api/v1/documents", data=form, kind=kind)[0] == 503
            server.start(tied=True)
            _until_ready(base)
            _wait_for(answers, before[0])
        assert {answer[0] for answer in answers} == {200, 503}
        assert [_answer(base + path) for path in paths] == before
        assert _answer(f"{base}/api/v1/documents", data=form, kind=kind)[0] in {200, 201}
    nothing_twice(server)


def test_service_that_starts_before_its_server_waits_for_it(server: Server) -> None:
    """Guards against a service that gives up, or has to be started again, where the database comes later."""
    server.kill()
    with served(server.address) as base:
        assert _answer(f"{base}/healthz")[0] == 200
        assert _answer(f"{base}/readyz")[:2] == (503, "application/problem+json")
        server.start(tied=True)
        _until_ready(base)
        assert _answer(f"{base}/api/v1/search?q=bo")[0] == 200


def test_service_answers_soon_without_settings_of_its_own(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against requests that wait out the tries of a load, and a service taken for dead because all its threads wait."""
    monkeypatch.delenv("LUOCDO_NEO4J_RETRY_SECONDS")
    with served(server.address) as base:
        assert _answer(f"{base}/readyz")[0] == 200
        server.kill()
        began = time.monotonic()
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{base}/api/v1/search?q=bo", timeout=60)
        assert caught.value.code == 503
        assert caught.value.headers["Retry-After"] == "5"
        caught.value.close()
        assert time.monotonic() - began < 10
        waiting = [threading.Thread(target=_answer, args=(f"{base}/api/v1/search?q=bo",)) for _ in range(60)]
        for thread in waiting:
            thread.start()
        time.sleep(0.3)
        began = time.monotonic()
        assert _answer(f"{base}/healthz")[0] == 200
        assert time.monotonic() - began < 2
        for thread in waiting:
            thread.join()
