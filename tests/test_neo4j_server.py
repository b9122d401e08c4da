"""The real Neo4j that other tests rest on: it is private, empties, survives a kill, and the right Java is picked for it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import neo4j_jars
from scripts.neo4j_jars import CURRENT, LTS, MissingError
from scripts.neo4j_server import Server
from tests.neo4j_server import connect, empty, every_release, small_server

ROOT = Path(__file__).resolve().parents[1]


def _count(url: str) -> int:
    with connect(url) as driver:
        return int(driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"])


@every_release
def test_server_answers_and_is_emptied(neo4j_url: str) -> None:
    """Guards against tests that see what the test before them wrote."""
    with connect(neo4j_url) as driver:
        driver.execute_query("UNWIND range(1, 12000) AS i CREATE (a:X {i: i})-[:R]->(:Y)")
        driver.execute_query("CREATE INDEX kept IF NOT EXISTS FOR (n:X) ON (n.i)")
    assert _count(neo4j_url) == 24000
    empty(neo4j_url)
    assert _count(neo4j_url) == 0
    with connect(neo4j_url) as driver:
        assert driver.execute_query("SHOW INDEXES YIELD name WHERE name = 'kept' RETURN name").records
        driver.execute_query("DROP INDEX kept")


@pytest.mark.usefixtures("neo4j_url")
def test_password_is_for_its_owner_only(neo4j_server: Callable[[str], Server]) -> None:
    """Guards against a password that other users of the machine can read or that every server shares."""
    home = neo4j_server("lts").home
    assert stat.S_IMODE((home / "password").stat().st_mode) == 0o600
    assert len((home / "password").read_text("utf8").strip()) >= 24
    assert "127.0.0.1" in (home / "conf" / "neo4j.conf").read_text("utf8")


def test_killed_server_comes_back_where_it_was(tmp_path: Path) -> None:
    """Guards against fault tests that kill nothing, and servers that come back elsewhere or without their data."""
    server = small_server(tmp_path / "home")
    url = server.url
    with connect(url) as driver:
        driver.execute_query("CREATE (:Kept)")
    server.kill()
    assert server.pid is None
    assert not server.answers()
    server.start(tied=True)
    assert server.url == url
    assert _count(url) == 1
    server.stop()
    assert not server.answers()


@pytest.mark.usefixtures("neo4j_url")
def test_tied_server_ends_with_its_starter(tmp_path: Path) -> None:
    """Guards against servers that stay behind when a test run is killed."""
    program = "import os, sys, signal; from scripts.neo4j_server import Server; from pathlib import Path\n"
    program += "Server(Path(sys.argv[1]), heap='512m', page_cache='64m').start(tied=True); os.kill(os.getpid(), signal.SIGKILL)"
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "home")], cwd=ROOT, check=False)
    until = time.monotonic() + 60
    while Server(tmp_path / "home").pid is not None and time.monotonic() < until:
        time.sleep(0.1)
    assert Server(tmp_path / "home").pid is None


def _java(folder: Path, number: int) -> Path:
    path = folder / f"java-{number}" / "bin" / "java"
    path.parent.mkdir(parents=True)
    path.write_text(f"""#!/bin/sh\necho 'openjdk version "{number}.0.1" 2026-01-01' >&2\n""", "utf8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("version", "there", "chosen"),
    [(LTS, [11, 17, 25], 17), (LTS, [25, 21], 21), (CURRENT, [17, 21], 21), (CURRENT, [17, 25], 25), (LTS, [8, 25], 0), (CURRENT, [17], 0)],
)
def test_fitting_java_is_picked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, there: list[int], chosen: int) -> None:
    """Guards against a release started on a Java that it does not run on."""
    javas = [_java(tmp_path, number) for number in there]
    monkeypatch.setattr(neo4j_jars, "_javas", lambda: iter(javas))
    if chosen:
        assert neo4j_jars.find_java(version).parts[-3] == f"java-{chosen}"
    else:
        with pytest.raises(MissingError, match="needs Java"):
            neo4j_jars.find_java(version)


def test_missing_maven_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against a bare FileNotFoundError where Maven is not installed."""
    monkeypatch.setenv("LUOCDO_NEO4J_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingError, match="apt-get install maven"):
        neo4j_jars.jars(LTS)
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [f"{LTS}.lock"]


def test_required_server_that_is_missing_fails(tmp_path: Path) -> None:
    """Guards against checks that pass because nothing was tested."""
    inner = tmp_path / "test_inner.py"
    inner.write_text("def test_it(neo4j_url): pass\n", "utf8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        "--rootdir",
        str(tmp_path),
        str(inner),
    ]
    surroundings = os.environ | {"LUOCDO_NEO4J_CACHE": str(tmp_path / "cache"), "PATH": str(tmp_path), "PYTHONPATH": str(ROOT)}
    loose = subprocess.run(command, cwd=ROOT, env=surroundings | {"LUOCDO_REQUIRE_NEO4J": "0"}, capture_output=True, text=True, check=False)
    assert "1 skipped" in loose.stdout
    assert "NOT TESTED on Neo4j" in loose.stdout
    strict = subprocess.run(
        command, cwd=ROOT, env=surroundings | {"LUOCDO_REQUIRE_NEO4J": "1"}, capture_output=True, text=True, check=False
    )
    assert "1 error" in strict.stdout
