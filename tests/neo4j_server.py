"""A real Neo4j for the tests: one small server of each release for the whole run, emptied before each test that asks for it.

`neo4j_url` gives `bolt://USER:PASSWORD@HOST:PORT` of the long-term release; a test marked `@every_release` runs on it and on the
current one. Where no server can be had these tests are skipped, and the summary says so; LUOCDO_REQUIRE_NEO4J=1 makes them fail.
LUOCDO_NEO4J_TEST_URL names a server that already runs and may be EMPTIED: it is used instead, to save the start.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote, urlsplit

import neo4j
import pytest

from graph.store import Store, open_store
from scripts.neo4j_jars import CURRENT, LTS, MissingError
from scripts.neo4j_server import Server

RELEASES = {"lts": LTS, "current": CURRENT}
every_release = pytest.mark.parametrize("neo4j_url", list(RELEASES), indirect=True)
# What nobody states any longer, or what belongs to a document that is gone.
_ORPHANS = """
MATCH (n) WHERE (n:TellingKey OR n:Entity) AND NOT (n)<-[:HAS_KEY|SAYS]-() RETURN labels(n) AS kind, n.id AS which
UNION MATCH (n:Telling|Spare|Left|Same) WHERE NOT EXISTS { MATCH (:Reading {document: n.document}) }
RETURN labels(n) AS kind, n.key AS which
UNION MATCH (:Entity)-[e]->(:Entity) WHERE NOT EXISTS { MATCH (:Reading {document: e.document}) }
RETURN [type(e)] AS kind, e.document AS which
"""
missing: dict[str, str] = {}
"""Why there is no server, by release; the summary of the run tells it."""


def connect(url: str) -> neo4j.Driver:
    """The official driver on a URL with credentials in it."""
    parts = urlsplit(url)
    credentials = (unquote(parts.username or ""), unquote(parts.password or ""))
    return neo4j.GraphDatabase.driver(f"{parts.scheme}://{parts.hostname}:{parts.port}", auth=credentials)


def empty(url: str) -> None:
    """Delete all nodes and relationships, in batches; constraints and indexes stay."""
    with connect(url) as driver, driver.session() as session:
        session.execute_read(lambda work: work.run("RETURN 1").consume())  # waits out a database that is still opening
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


def small_server(home: Path, release: str = "lts", settings: Mapping[str, str] | None = None) -> Server:
    """A server of a test's own that takes little memory and ends with the tests; the test is skipped where none can be had."""
    server = Server(home, RELEASES[release], heap="512m", page_cache="64m", settings=settings or {}, quick=True)
    try:
        server.start(tied=True)
    except MissingError as error:
        missing[release] = str(error)
        absent(release)
    return server


def absent(release: str) -> NoReturn:
    """Skip the test, or fail it where this release is required."""
    reason = missing[release]
    if release == "lts" and os.environ.get("LUOCDO_REQUIRE_NEO4J") == "1":
        pytest.fail(f"LUOCDO_REQUIRE_NEO4J=1, but: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Server]]:
    """Gives the server of a release for the whole run; each is started when it is first asked for."""
    running: dict[str, Server] = {}

    def server(release: str = "lts") -> Server:
        if release in missing:
            absent(release)
        if release not in running:
            running[release] = small_server(tmp_path_factory.mktemp(f"neo4j-{release}"), release)
        return running[release]

    yield server
    for started in running.values():
        started.kill()  # its folder goes with the tests, and an orderly end takes ten seconds


@pytest.fixture
def neo4j_store(neo4j_server: Callable[[str], Server]) -> Iterator[Store]:
    """An empty store on a real server; its constraints and indexes are made once for the whole run. Nothing may be left over in it."""
    url = os.environ.get("LUOCDO_NEO4J_TEST_URL") or neo4j_server("lts").url
    with connect(url) as driver, driver.session() as session:
        session.run("MATCH (n) WHERE NOT n:Store CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
        session.run("MATCH (s:Store) SET s.version = 0").consume()
        with open_store(url) as store:
            yield store
        assert session.run(_ORPHANS).values() == []


@pytest.fixture
def neo4j_url(request: pytest.FixtureRequest, neo4j_server: Callable[[str], Server]) -> str:
    """The URL, with user and password, of an empty database on a real server."""
    release = getattr(request, "param", "lts")
    own = os.environ.get("LUOCDO_NEO4J_TEST_URL") if release == "lts" else None
    url = own or neo4j_server(release).url
    empty(url)
    return url
