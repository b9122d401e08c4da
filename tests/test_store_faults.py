"""What goes wrong around a store: killed processes, full disks, locks, foreign files, many threads and processes."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.model import Bundle, Edge, Evidence, Node
from graph.store import Written, open_store
from graph.store import sqlite_connections as connections
from graph.store import sqlite_schema as schema
from tests.store_oracle import Oracle, check_file, dump, expected

ROOT = Path(__file__).resolve().parents[1]
NAMES = ["một", "hai", "ba", "bốn", "năm"]


def plan(number: int, edition: int, size: int = 60) -> Bundle:
    """Edition `edition` of plan `number`: `size` tasks of its own, all using five databases that every plan uses."""
    document = f"document:{number}"
    text = f"Kế hoạch {number}, bản {edition}. " + " ".join(f"Việc {i} dùng kho {NAMES[i % 5]}." for i in range(size))
    proof = (Evidence(document, 0, 11, text[:11]),)
    databases = tuple(Node(f"database:{i}", "Database", f"Kho {name}", f"Store {edition}", mentions=proof) for i, name in enumerate(NAMES))
    tasks = tuple(Node(f"task:{number}-{i}", "Task", f"Việc {i}", properties={"text": f"bản {edition}"}) for i in range(size))
    edges = tuple(
        edge
        for i, task in enumerate(tasks)
        for edge in (Edge(document, task.id, "ASSIGNS", proof), Edge(task.id, f"database:{i % 5}", "DEPENDS_ON", proof, {"how": "uses"}))
    )
    return Bundle(document, text, (Node(document, "Document", f"Kế hoạch {number}"), *databases, *tasks), edges, (), f"{number}.txt")


WRITER = """
import sys
from graph.store import open_store
from tests.test_store_faults import plan
store = open_store(sys.argv[1])
print("ready", flush=True)
round = int(sys.argv[2])
while True:
    for number in range(6):
        if (number + round) % 4 == 3:
            store.withdraw(f"document:{number}")
        else:
            store.write(plan(number, round))
    round += 1
"""


def run_python(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A Python process in the repository, with the packages of this one."""
    return subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_killed_writer_leaves_every_document_whole_or_absent(tmp_path: Path) -> None:
    """Guards against half a document, a broken file or stale search rows after kill -9, twenty times at random moments."""
    path, r, seen = tmp_path / "kho.db", random.Random(7), set()
    for round_ in range(0, 2000, 100):
        writer = run_python(WRITER, str(path), str(round_))
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(r.uniform(0.0, 0.25))
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        assert writer.returncode == -signal.SIGKILL
        oracle = Oracle()
        with open_store(str(path)) as store:
            found = dump(store)
            for document in store.documents():
                text = store.text(document.id)
                oracle.write(plan(int(document.id.split(":")[1]), int(text.split(", bản ")[1].split(".")[0])))
            assert found == expected(oracle)
            assert bool(store.search("viec 7")) == bool(found["documents"])
        check_file(path)
        seen.add((store.url, len(found["documents"]), tuple(d[2] for d in found["documents"])))
    assert len(seen) > 5, "the kills all came before anything was written"


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against a half-written document, and a store that cannot be used again, when the disk is full."""
    path = str(tmp_path / "kho.db")

    def small(url: str) -> sqlite3.Connection:
        connection = schema.connect(url)
        connection.execute("PRAGMA max_page_count = 80")
        return connection

    with open_store(path) as store:
        store.write(plan(1, 1, 20))
        before = dump(store)
    monkeypatch.setattr(connections, "connect", small)
    with open_store(path) as store:
        with pytest.raises(StoreError, match="hết chỗ") as caught:
            store.write(plan(2, 1, 400))
        assert caught.value.url == path
        assert dump(store) == before
        assert store.write(plan(1, 1, 20)) is Written.UNCHANGED
    check_file(Path(path))


LIMITED = """
import resource, sys
from graph.errors import StoreError
from graph.store import open_store
from tests.test_store_faults import plan
store = open_store(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, resource.RLIM_INFINITY))
number = 1
try:
    while True:
        number += 1
        store.write(plan(number, 1))
except StoreError as error:
    print(number, error.reason)
"""


def test_a_disk_that_refuses_to_be_written_changes_nothing(tmp_path: Path) -> None:
    """Guards against the same with the system itself refusing to let the file grow."""
    path = tmp_path / "kho.db"
    writer = run_python(LIMITED, str(path))
    out, errors = writer.communicate(timeout=60)
    assert not errors
    failed, reason = out.strip().split(" ", 1)
    assert "đĩa" in reason
    oracle = Oracle()
    for number in range(2, int(failed)):
        oracle.write(plan(number, 1))
    with open_store(str(path)) as store:
        assert dump(store) == expected(oracle)
    check_file(path)


def test_a_locked_store_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against waiting for ever, or a traceback, while another program holds the file; reading goes on."""
    path = str(tmp_path / "kho.db")
    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.05)
    with open_store(path) as store:
        store.write(plan(1, 1, 2))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="khóa"):
            store.write(plan(2, 1, 2))
        assert len(store.documents()) == 1
        other.execute("ROLLBACK")
        other.close()
        assert store.write(plan(2, 1, 2)) is Written.ADDED


def test_files_that_are_no_store_are_refused_and_left_alone(tmp_path: Path) -> None:
    """Guards against writing tables into, or misreading, a file that belongs to something else."""
    text = tmp_path / "ghi-chu.txt"
    text.write_text("Đây là một văn bản, không phải cơ sở dữ liệu. " * 50, "utf8")
    foreign = tmp_path / "khac.db"
    with sqlite3.connect(foreign) as c:
        c.execute("CREATE TABLE t (x)")
    c.close()
    newer = tmp_path / "moi.db"
    open_store(str(newer)).close()
    with sqlite3.connect(newer) as c:
        c.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}")
    c.close()
    cases = {
        text: "không phải cơ sở dữ liệu SQLite",
        foreign: "không phải kho",
        newer: "phiên bản mới hơn",
        tmp_path: "thư mục",
        tmp_path / "khong-co" / "kho.db": "không tồn tại",
        text / "kho.db": "không tồn tại",
    }
    for path, reason in cases.items():
        before = path.read_bytes() if path.is_file() else b""
        with pytest.raises(StoreError, match=reason) as caught:
            open_store(str(path))
        assert caught.value.url == str(path)
        assert (path.read_bytes() if path.is_file() else b"") == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ghi-chu.txt", "khac.db", "moi.db"]


@pytest.mark.parametrize("url", ["", "a\0b", "x" * 5000])
def test_impossible_paths_are_refused(url: str) -> None:
    """Guards against a traceback for a path that no system takes."""
    with pytest.raises(StoreError):
        open_store(url)


def test_a_broken_file_says_so(tmp_path: Path) -> None:
    """Guards against a traceback, or wrong answers, from a file whose inside was overwritten."""
    path = tmp_path / "kho.db"
    with open_store(str(path)) as store:
        store.write(plan(1, 1))
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(StoreError, match="hỏng"), open_store(str(path)) as store:
        list(store.nodes())


@contextmanager
def ordinary_user() -> Iterator[None]:
    """The rights of an ordinary user in the block: root may read and write everything."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_file_or_folder_without_permission_says_so() -> None:
    """Guards against a traceback where the user may not write, or not even look."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        closed, readable = folder / "closed", folder / "readable"
        for place in (closed, readable):
            place.mkdir()
            with open_store(str(place / "kho.db")) as store:
                store.write(plan(1, 1, 2))
            (place / "kho.db").chmod(0o444)
        for place, mode in ((folder, 0o755), (closed, 0o000), (readable, 0o555)):
            place.chmod(mode)
        for path in (closed / "kho.db", readable / "kho.db", readable / "new.db"):
            with ordinary_user(), pytest.raises(StoreError, match="quyền"):
                open_store(str(path)).write(plan(2, 1, 2))
        for place in (closed, readable):
            place.chmod(0o755)
            (place / "kho.db").chmod(0o644)
        check_file(readable / "kho.db")


def test_a_closed_store_says_so() -> None:
    """Guards against an error of the database engine where a store is used after its end."""
    store = open_store(":memory:")
    store.close()
    store.close()
    with pytest.raises(StoreError, match="đóng"):
        store.counts()
