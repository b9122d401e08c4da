"""Reading on several cores: the same result as on one, whatever happens to a process.

Guards against an order that depends on chance, one file that takes others with it, memory that grows behind a slow file, and
processes that stay behind.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from graph.store import open_store
from loaders import workers
from loaders.pipeline import Extracted, extracted, load, sources
from loaders.readers import _programs
from loaders.workers import in_order, worth
from tests.extraction import official

ROOT = Path(__file__).resolve().parents[1]


def document(path: Path, number: int, items: int = 1) -> Path:
    """Write a notice with that many tasks."""
    lines = [f"{n}. Bộ Y tế lập danh mục dữ liệu số {number}.{n} trong tháng 7/2026." for n in range(1, items + 1)]
    path.write_text(official("Thủ tướng Chính phủ yêu cầu:\n\n" + "\n\n".join(lines), number=f"{number}/TB-VPCP"), "utf8")
    return path


def test_several_workers_give_what_one_gives(tmp_path: Path) -> None:
    """Guards against another store or another report, with files that cannot be read among the good ones."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.md").write_bytes(bytes(range(256)) * 20)
    samples = sources([ROOT / "samples"])
    files = [*samples[:5], tmp_path / "empty.txt", *samples[5:9], tmp_path / "binary.md", tmp_path / "gone.md", *samples[9:]]
    found = []
    for count in (1, 3):
        heard: list[Any] = []
        with open_store(":memory:") as store:
            summary = load(store, files, heard.append, workers=count)
            facts = [n.as_dict() for n in store.nodes()], [e.as_dict() for e in store.all_edges()], store.unresolved(), store.documents()
        assert tuple(heard) == summary.files
        found.append((facts, [replace(report, seconds=0) for report in heard]))
    assert found[0] == found[1]
    assert len(found[0][1]) == len(files)
    assert [Path(report.source).name for report in found[0][1] if report.outcome == "failed"] == ["empty.txt", "binary.md", "gone.md"]


# -- what a worker does in these tests; each is told by the name of the file --


def _work(path: Path) -> Extracted:
    """Ends its process, or takes long, or says when it began."""
    began = time.time()
    ends: dict[str, Callable[[], object]] = {
        "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "crashed": lambda: os.kill(os.getpid(), signal.SIGSEGV),
        "left": lambda: os._exit(3),
        "slow": lambda: time.sleep(1.5),
    }
    if path.stem in ends:
        ends[path.stem]()
    return Extracted(path, None, f"{began}", seconds=time.time())


def _start(path: Path) -> Extracted:
    """Starts a program that runs for long and leaves its number in a file."""
    _programs.run(["sh", "-c", f"echo $$ > '{path}.number'; exec sleep 300"], 300, path.name)
    return extracted(path)


def names(*stems: str) -> list[Path]:
    """Files by name; nobody reads them."""
    return [Path(f"{stem}.txt") for stem in stems]


def test_a_process_that_dies_takes_only_its_file_along() -> None:
    """Guards against one file that stops all others, and against a mute failure."""
    files = names("a", "killed", "b", "c", "crashed", "d", "left", "e")
    found = list(in_order(files, 2, _work))
    assert [item.path for item in found] == files
    told = {item.path.stem: item.error for item in found if "đột ngột" in item.error}
    assert list(told) == ["killed", "crashed", "left"]
    assert "SIGKILL" in told["killed"]
    assert "bộ nhớ" in told["killed"]
    assert "SIGSEGV" in told["crashed"]
    assert "mã 3" in told["left"]


def test_when_every_process_dies_every_file_is_told() -> None:
    """Guards against waiting for ever for processes that are no more."""
    assert len([item for item in in_order(names(*["left"] * 5), 2, _work) if "đột ngột" in item.error]) == 5


def test_a_slow_file_does_not_hold_up_the_others() -> None:
    """Guards against cores that wait for the file whose turn it is."""
    slow, *others = list(in_order(names("slow", *"abcdef"), 2, _work))
    assert slow.path.stem == "slow"
    assert all(item.seconds < slow.seconds for item in others)


def test_results_that_wait_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against memory that fills with results behind a slow file."""
    monkeypatch.setattr(workers, "_AHEAD", 1)
    slow, first, *others = list(in_order(names("slow", *"abcdef"), 2, _work))
    assert float(first.error) < slow.seconds
    assert all(float(item.error) > slow.seconds for item in others)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def _until(done: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        time.sleep(0.05)
    return done()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no /proc")
def test_what_a_worker_has_started_ends_with_it(tmp_path: Path) -> None:
    """Guards against an office program or an OCR that goes on after its load was stopped."""
    started = tmp_path / "b.txt.number"
    (tmp_path / "a.txt").write_bytes(b"")
    each = in_order([tmp_path / "a.txt", tmp_path / "b.txt"], 2, _start_second)
    with closing(cast("Any", each)):
        next(each)
        assert _until(lambda: started.exists() and bool(started.read_text()))
        number = int(started.read_text())
        assert _alive(number)
    assert _until(lambda: not _alive(number), 5)


def _start_second(path: Path) -> Extracted:
    return _start(path) if path.stem == "b" else extracted(path)


def _session(number: int) -> list[int]:
    """The processes of a session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            values = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(values[3]) == number and values[0] != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder of documents that takes a few seconds to load."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(300):
        document(folder / f"{number:03}.md", 1000 + number, 20)
    return folder


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no /proc")
def test_an_interrupt_keeps_what_was_written_and_leaves_no_process(many: Path, tmp_path: Path) -> None:
    """Guards against tracebacks, a broken store and processes that go on after Ctrl+C."""
    code = "from api.cli import main; main()"
    command = [sys.executable, "-c", code, "load", str(many), "--workers", "2", "--store", str(tmp_path / "s.db")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, start_new_session=True) as process:
        assert process.stderr is not None
        for _ in range(5):
            assert process.stderr.readline().startswith(b"+ ")
        assert len(_session(process.pid)) >= 3
        os.killpg(process.pid, signal.SIGINT)
        said = process.stderr.read()
    assert process.returncode == 130
    assert "Traceback" not in said.decode()
    assert "Đã dừng theo yêu cầu." in said.decode()
    assert _until(lambda: not _session(process.pid), 5)
    with open_store(str(tmp_path / "s.db")) as store:
        assert 5 <= len(store.documents()) < 300


@pytest.mark.parametrize(
    ("sizes", "most"),
    [([], 1), ([100] * 50, 1), ([workers._SHARE * 9], 1), ([workers._SHARE] * 2, 2), ([workers._SHARE] * 500, 500)],
)
def test_few_small_files_are_not_worth_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: list[int], most: int) -> None:
    """Guards against half a second of starting for a load of a tenth, and against cores that stay idle."""
    monkeypatch.setattr(workers, "cores", lambda: 8)
    files = [tmp_path / f"{n}.txt" for n in range(len(sizes))]
    for path, size in zip(files, sizes, strict=True):
        with path.open("wb") as stream:
            stream.truncate(size)
    assert worth([*files, tmp_path / "gone.txt"]) == min(most, 8)
