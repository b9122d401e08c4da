"""Moving a store: what is dumped comes back byte for byte, and a file that is not whole says so."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.cli import run
from graph.errors import InputError
from graph.model import REGISTRY, Bundle
from graph.store import Store, open_store
from graph.store.dumping import Damage, DumpReader, canonical, dump_lines
from tests.identity_bundles import told
from tests.store_oracle import dump, random_bundle
from tests.test_store_identity import documents

Capture = pytest.CaptureFixture[str]
DOCUMENTS = ["document:0", "document:1", "document:2"]
writes = st.builds(
    random_bundle, st.integers(0, 30), st.sampled_from(DOCUMENTS), st.sampled_from(["", "a", "b", "c"]), length=st.integers(6, 12)
)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("LUOCDO_STORE", "LUOCDO_LANG"):
        monkeypatch.delenv(name, raising=False)


def _dumped(store: Store) -> bytes:
    return b"".join(dump_lines(store.bundles()))


def _read(data: bytes) -> list[Bundle | Damage]:
    return list(DumpReader(io.BytesIO(data), "thử"))


def _bundles(data: bytes) -> list[Bundle]:
    found = _read(data)
    assert not [item for item in found if isinstance(item, Damage)]
    return [item for item in found if isinstance(item, Bundle)]


def _filled(store: Store, bundles: list[Bundle]) -> Store:
    for bundle in bundles:
        store.write(bundle)
    return store


def _said(store: Store) -> dict[str, Any]:
    """All that the store says, also what it says of tasks that are alike."""
    return dump(store) | {kind: store.alike(kind) for kind in ("moved", "amends", "apart")}


@given(st.lists(st.one_of(writes, writes, writes, st.sampled_from(DOCUMENTS)), max_size=14), st.randoms(use_true_random=False))
def test_what_is_dumped_comes_back(operations: list[Bundle | str], shuffler: Any) -> None:
    """Guards against evidence, texts, waiting texts or open mentions that get lost, and a dump that depends on history."""
    with open_store(":memory:") as store:
        store.write(random_bundle(99, REGISTRY, ""))
        for operation in operations:
            store.withdraw(operation) if isinstance(operation, str) else store.write(operation)
        first, said = _dumped(store), _said(store)
    bundles = _bundles(first)
    for order in (list, reversed, lambda b: shuffler.sample(b, len(b))):
        with open_store(":memory:") as other:
            _filled(other, list(order(bundles)))
            assert _dumped(other) == first
            assert _said(other) == said


@given(st.permutations(documents()), st.integers(0, 5))
def test_tasks_of_several_documents_are_dumped_as_each_told_them(order: list[Bundle], count: int) -> None:
    """Guards against a dump that holds merged tasks under another document's id, or the edges that the store itself added."""
    bundles = order[:count]
    with open_store(":memory:") as store:
        said = _said(_filled(store, bundles))
        found = [canonical(bundle) for bundle in store.bundles()]
        assert found == [canonical(bundle) for bundle in sorted(bundles, key=lambda b: b.document)]
        with open_store(":memory:") as other:
            assert _said(_filled(other, found)) == said


def test_undated_numbers_come_back_as_they_were_told() -> None:
    """Guards against a citation that is dumped under the document it was understood as, and stays there when that one goes."""
    cited, citing = "document:qd-ttg-2025-77", "document:ct-ttg-2025-5"
    text = {"text": "Thực hiện Quyết định số 77/QĐ-TTg", "needs": "document:qd-ttg-77"}
    bundles = [told(cited, "2025-01-05", {"text": "Xây dựng nền tảng"}), told(citing, "2025-03-01", text)]
    with open_store(":memory:") as store:
        _filled(store, bundles)
        assert "document:qd-ttg-77" in {node.id for bundle in store.bundles() for node in bundle.nodes}
        with open_store(":memory:") as other:
            assert _said(_filled(other, _bundles(_dumped(store)))) == _said(store)
            other.withdraw(cited)
            assert other.get("document:qd-ttg-77") is not None


@pytest.fixture(scope="module")
def sound(samples_store: Path) -> bytes:
    """The dump of the samples, with a text of the first document that waits."""
    with open_store(":memory:") as store, open_store(str(samples_store)) as samples:
        bundles = list(samples.bundles())
        first = bundles[0]
        own = tuple(replace(node, mentions=()) for node in first.nodes if node.id == first.document)
        shorter = Bundle(first.document, first.text[:50], own, (), (), "khác.txt")
        return _dumped(_filled(store, [*bundles, shorter]))


def test_the_samples_come_back(sound: bytes) -> None:
    """Guards against forms that only real documents have: cells, pages, bases of the registry, several texts of one document."""
    with open_store(":memory:") as store:
        assert _dumped(_filled(store, _bundles(sound))) == sound
    sources = [(bundle.document, bundle.source) for bundle in _bundles(sound)]
    assert sorted(sources) != sorted(dict(sources).items())


def _damages(data: bytes) -> list[tuple[int, str]]:
    return [(item.line, item.reason) for item in _read(data) if isinstance(item, Damage)]


def test_a_file_cut_short_anywhere_is_found(sound: bytes) -> None:
    """Guards against a half-copied backup that is taken for a whole one."""
    header = sound.index(b"\n") + 1
    for end in itertools.chain(range(header, len(sound) - 1, 40_009), [len(sound) - 2, sound.rindex(b"\n", 0, -1) + 1]):
        assert any("cắt cụt" in reason for _, reason in _damages(sound[:end])), end
    assert _damages(sound[:-1]) == []  # only the last line end is missing


def _break(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new, 1)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda lines: [*lines[:3], _break(lines[3], b'"text":"', b'"text":"x'), *lines[4:]], (4, "mã kiểm tra")),
        (lambda lines: [*lines[:3], lines[3][:500] + b"\n", *lines[4:]], (4, "JSON")),
        (lambda lines: [*lines[:3], b"\xff\xfe\n", *lines[4:]], (4, "UTF-8")),
        (lambda lines: [*lines[:3], b"[" * 100_000 + b"\n", *lines[4:]], (4, "")),
        (lambda lines: [*lines[:3], b"[1]\n", *lines[4:]], (4, "không có dạng")),
        (lambda lines: [*lines[:3], b'{"bundle": 1}\n', *lines[4:]], (4, "không có dạng")),
        (lambda lines: [*lines[:3], *lines[4:]], (19, "thiếu, thừa hoặc đảo dòng")),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]], (21, "thiếu, thừa hoặc đảo dòng")),
        (lambda lines: [*lines, lines[3]], (21, "sau dòng cuối")),
    ],
    ids=["text", "half", "bytes", "deep", "shape", "fields", "gone", "twice", "after the end"],
)
def test_a_damaged_line_is_named_and_the_rest_is_read(edit: Any, said: tuple[int, str], sound: bytes) -> None:
    """Guards against silent damage, and against one bad line that costs the whole backup."""
    lines = sound.splitlines(keepends=True)
    read = _read(b"".join(edit(lines)))
    (damage,) = [item for item in read if isinstance(item, Damage)]
    assert damage.line == said[0]
    assert said[1] in damage.reason
    assert len(read) - 1 >= len(lines) - 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không phải bản sao lưu"),
        (b"SQLite format 3\0" + b"\0" * 9000, "không phải bản sao lưu"),
        (b'{"nodes": [], "edges": []}\n', "không phải bản sao lưu"),
        (b'{"format": "luocdo-dump"}\n', "không phải bản sao lưu"),
        (b'{"format": "luocdo-dump", "version": 2}\n', "phiên bản mới hơn"),
        (b"\x1f\x8b\x08\x00 no gzip", "không phải bản sao lưu|không đọc được"),
    ],
    ids=["empty", "store", "export", "no version", "newer", "gzip"],
)
def test_what_is_no_dump_is_refused_and_makes_no_store(content: bytes, said: str, tmp_path: Path, capsys: Capture) -> None:
    """Guards against an empty store left behind by a wrong file, and against reading a form that is not known."""
    (tmp_path / "a.jsonl").write_bytes(content)
    assert run(["restore", "a.jsonl", "--store", "kho.db"]) == 1
    err = capsys.readouterr().err
    assert any(part in err for part in said.split("|"))
    assert "a.jsonl" in err
    assert "Traceback" not in err
    assert not (tmp_path / "kho.db").exists()
    with pytest.raises(InputError):
        DumpReader(io.BytesIO(content if content[:2] != b"\x1f\x8b" else b""), "a")


@pytest.fixture
def samples(samples_store: Path, tmp_path: Path) -> str:
    """A copy of the samples that a test may change."""
    return str(shutil.copy(samples_store, tmp_path / "mau.db"))


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "mới/a.jsonl"])
def test_dump_and_restore_by_command(name: str, samples: str, tmp_path: Path, capsys: Capture) -> None:
    """Guards against a backup that the command itself cannot read, and one whose bytes differ from run to run."""
    assert run(["dump", name, "--store", samples]) == 0
    assert run(["restore", name, "--store", "kho.db"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Đã đưa 17 mục vào kho kho.db" in captured.err
    (tmp_path / "hai").mkdir()
    assert run(["dump", f"hai/{Path(name).name}", "--store", "kho.db"]) == 0
    assert (tmp_path / "hai" / Path(name).name).read_bytes() == (tmp_path / name).read_bytes()
    assert [p.name for p in (tmp_path / name).parent.iterdir() if p.name.startswith(".")] == []
    assert (tmp_path / name).read_bytes().startswith(b"\x1f\x8b") == name.endswith(".gz")


def test_dump_and_restore_through_a_pipe(samples: str, sound: bytes, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    """Guards against messages among the data, and a restore that needs to seek."""
    assert run(["dump", "--store", samples]) == 0
    data = capsysbinary.readouterr().out
    assert _dumped_file(Path(samples)) == data
    command = [sys.executable, "-m", "api.cli"]
    code = "import sys; from api.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "restore", "-", "--store", str(tmp_path / "kho.db")]
    root = Path(__file__).resolve().parents[1]
    for packed in (data, gzip.compress(data)):
        (tmp_path / "kho.db").unlink(missing_ok=True)
        done = subprocess.run(command, input=packed, capture_output=True, cwd=root, check=False)
        assert (done.returncode, done.stdout) == (0, b""), done.stderr.decode()
        assert _dumped_file(tmp_path / "kho.db") == data


def _dumped_file(path: Path) -> bytes:
    with open_store(str(path)) as store:
        return _dumped(store)


def test_restoring_into_a_store_that_holds_something_needs_a_word(samples: str, tmp_path: Path, capsys: Capture) -> None:
    """Guards against a backup mixed into another graph by mistake."""
    assert run(["dump", "a.jsonl", "--store", samples]) == 0
    assert run(["withdraw", "9012/QĐ-TTg", "--store", samples]) == 0
    left = _dumped_file(Path(samples))
    capsys.readouterr()
    assert run(["restore", "a.jsonl", "--store", samples]) == 1
    assert "--merge" in capsys.readouterr().err
    assert _dumped_file(Path(samples)) == left
    assert run(["restore", "a.jsonl", "--store", samples, "--merge"]) == 0
    assert _dumped_file(Path(samples)) == (tmp_path / "a.jsonl").read_bytes()


def test_a_damaged_dump_is_restored_as_far_as_it_goes(sound: bytes, tmp_path: Path, capsys: Capture) -> None:
    """Guards against a backup lost for one line, and against an exit status that says all is well."""
    lines = sound.splitlines(keepends=True)
    (tmp_path / "a.jsonl").write_bytes(b"".join([*lines[:3], lines[3][:-200], *lines[4:]]))
    assert run(["restore", "a.jsonl", "--store", "kho.db", "--lang", "en"]) == 1
    err = capsys.readouterr().err
    assert "a.jsonl, line 4:" in err
    assert "lacks" in err
    with open_store("kho.db") as store:
        assert len(list(store.bundles())) == len(lines) - 4  # header, end, the broken line and the one that was joined to it


@pytest.mark.parametrize("cut", [0.3, 0.7, 0.999])
def test_a_packed_dump_cut_short_is_told(cut: float, sound: bytes, tmp_path: Path, capsys: Capture) -> None:
    """Guards against a traceback of the unpacker, and against taking what it gave for all there was."""
    packed = gzip.compress(sound)
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: int(len(packed) * cut)])
    assert run(["restore", "a.jsonl.gz", "--store", "kho.db"]) == 1
    err = capsys.readouterr().err
    assert "cắt cụt" in err
    assert "Traceback" not in err


def test_copy_from_store_to_store(samples: str, tmp_path: Path, capsys: Capture) -> None:
    """Guards against a copy that says less, and against one over a store that holds something."""
    assert run(["copy", "--from", samples, "--to", "kho.db"]) == 0
    assert capsys.readouterr().out == ""
    assert _dumped_file(tmp_path / "kho.db") == _dumped_file(Path(samples))
    assert run(["copy", "--from", samples, "--to", "kho.db"]) == 1
    assert "--merge" in capsys.readouterr().err
    assert run(["copy", "--from", samples, "--to", "kho.db", "--merge"]) == 0
    assert _dumped_file(tmp_path / "kho.db") == _dumped_file(Path(samples))


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["copy", "--from", "mau.db"], 2, "--to"),
        (["copy", "--to", "mau.db"], 2, "--from"),
        (["copy", "--from", "mau.db", "--to", "mau.db"], 1, "cùng một nơi"),
        (["copy", "--from", "mau.db", "--to", "./x/../mau.db"], 1, "cùng một nơi"),
        (["copy", "--from", "mau.db", "--to", "link.db"], 1, "cùng một nơi"),
        (["copy", "--from", "mau.db", "--to", "hard.db"], 1, "cùng một nơi"),
        (["copy", "--from", "neo4j://a:bimat@h", "--to", "neo4j://b:bimat@h"], 1, "'neo4j://h' và 'neo4j://h' là cùng một nơi"),
        (["copy", "--from", "none.db", "--to", "kho.db"], 1, "luocdo load"),
        (["copy", "--from", "mau.db", "--to", "none/kho.db"], 1, "không tồn tại"),
        (["dump", "mau.db", "--store", "mau.db"], 1, "cùng một nơi"),
        (["dump", "link.db", "--store", "mau.db"], 1, "cùng một nơi"),
        (["dump", "a.jsonl", "--store", "none.db"], 1, "luocdo load"),
        (["dump", "x", "--store", "mau.db"], 1, "đây là một thư mục"),
        (["dump", "mau.db/a.jsonl", "--store", "link.db"], 1, "Không ghi được"),
        (["dump", "a", "b"], 2, "Sai cách dùng"),
        (["restore"], 2, "FILE"),
        (["restore", "none.jsonl"], 1, "không có tệp"),
        (["restore", "x"], 1, "đây là một thư mục"),
        (["restore", "mau.db", "--store", "kho.db"], 1, "không phải bản sao lưu"),
        (["restore", "good.jsonl", "--store", "none/kho.db"], 1, "không tồn tại"),
    ],
)
def test_wrong_usage_and_failures(arguments: list[str], status: int, said: str, samples: str, tmp_path: Path, capsys: Capture) -> None:
    """Guards against a store overwritten by its own backup, files left behind, and refusals that do not say why."""
    (tmp_path / "link.db").symlink_to(samples)
    os.link(samples, tmp_path / "hard.db")
    (tmp_path / "x").mkdir()
    (tmp_path / "good.jsonl").write_bytes(b"".join(dump_lines([])))
    before, there = Path(samples).read_bytes(), sorted(tmp_path.iterdir())
    assert run(arguments) == status
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert "bimat" not in captured.err
    assert Path(samples).read_bytes() == before
    assert sorted(path for path in tmp_path.iterdir() if path.suffix not in {".db-wal", ".db-shm"}) == there


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_told(samples: str, tmp_path: Path, capsys: Capture) -> None:
    """Guards against a backup that was never written and nobody knows."""
    assert run(["dump", "/dev/full", "--store", samples]) == 1
    assert "đĩa đã đầy" in capsys.readouterr().err
    code = "import sys; from api.cli import main; main(sys.argv[1:])"
    with Path("/dev/full").open("wb") as full:
        root = Path(__file__).resolve().parents[1]
        command = [sys.executable, "-c", code, "dump", "--store", samples]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=root, check=False)
    assert done.returncode == 1
    assert "đĩa đã đầy" in done.stderr.decode()


def test_a_dump_that_fails_half_way_leaves_the_old_one(samples: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against a good backup replaced by half of a new one."""
    assert run(["dump", "a.jsonl", "--store", samples]) == 0
    before = (tmp_path / "a.jsonl").read_bytes()

    def stopped(bundles: Iterator[Bundle]) -> Iterator[bytes]:
        yield from itertools.islice(dump_lines(bundles), 4)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("api.transferring.dump_lines", stopped)
    assert run(["dump", "a.jsonl", "--store", samples]) == 1
    assert (tmp_path / "a.jsonl").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_dump_is_of_one_moment(samples: str) -> None:
    """Guards against a backup that mixes what was before and after a change of another process."""
    with open_store(samples) as reading, open_store(samples) as writing:
        before = _dumped(reading)
        lines = dump_lines(reading.bundles())
        first = [next(lines), next(lines)]
        for document in [d.id for d in reading.documents()][1:]:
            writing.withdraw(document)
        assert b"".join([*first, *lines]) == before


def test_another_ontology_is_told(sound: bytes, tmp_path: Path, capsys: Capture) -> None:
    """Guards against a dump of another version that is read without a word."""
    header, rest = sound.split(b"\n", 1)
    other = json.dumps(json.loads(header) | {"ontology": "0"}).encode()
    (tmp_path / "a.jsonl").write_bytes(other + b"\n" + rest)
    assert run(["restore", "a.jsonl", "--store", "kho.db"]) == 0
    assert "loại và quan hệ khác" in capsys.readouterr().err


def test_a_large_store_is_not_held_in_memory(tmp_path: Path) -> None:
    """Guards against a dump that reads the whole store before it writes its first line."""
    import tracemalloc

    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/kho.db") as store:
        for i in range(60):
            store.write(told(f"document:qd-ttg-2025-{i}", "2025-01-01", {"text": f"Nhiệm vụ {i} " + "dài " * 50_000}))
        tracemalloc.start()
        total = sum(len(line) for line in dump_lines(store.bundles()))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert total > 30_000_000
    assert peak < 12_000_000


def test_to_a_server_and_back(samples: str, sound: bytes, neo4j_url: str, tmp_path: Path, capsys: Capture) -> None:
    """Guards against anything that one of the two stores keeps otherwise, and a password in a message."""
    (tmp_path / "a.jsonl").write_bytes(sound)
    password = neo4j_url.split(":")[2].split("@")[0]
    assert run(["restore", "a.jsonl", "--store", neo4j_url]) == 0
    assert run(["dump", "b.jsonl", "--store", neo4j_url]) == 0
    assert (tmp_path / "b.jsonl").read_bytes() == sound
    assert run(["copy", "--from", neo4j_url, "--to", "kho.db"]) == 0
    assert _dumped_file(tmp_path / "kho.db") == sound
    with open_store(neo4j_url) as server, open_store("kho.db") as embedded:
        assert _said(server) == _said(embedded)
    for refused, said in (
        (["copy", "--from", samples, "--to", neo4j_url], "--merge"),
        (["copy", "--from", neo4j_url, "--to", neo4j_url], "cùng một nơi"),
        (["import-csv", "nhap", "--store", neo4j_url], "luocdo copy"),
    ):
        capsys.readouterr()
        assert run(refused) == 1
        captured = capsys.readouterr()
        assert said in captured.err
        assert password not in captured.out + captured.err
    assert not (tmp_path / "nhap").exists()


def test_a_server_is_dumped_while_others_write(neo4j_url: str) -> None:
    """Guards against a document dumped half before and half after a change, and one that is withdrawn before its turn."""
    bundles = documents()
    with open_store(neo4j_url) as server:
        _filled(server, bundles)
        listed = server.bundles()
        found = [next(listed)]
        for bundle in sorted(bundles, key=lambda b: b.document)[1:3]:
            server.withdraw(bundle.document)
        found += listed
    wanted = sorted(bundles, key=lambda b: b.document)
    assert [canonical(bundle) for bundle in found] == [canonical(wanted[i]) for i in (0, 3, 4)]
