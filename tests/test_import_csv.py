"""The first import into a server: the files say all that the store holds, and a real server makes of them what they say."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.cli import run
from graph.errors import AmbiguousError, ModelError, NotFoundError, QuestionError
from graph.model import Bundle, Evidence, Node, Unresolved
from graph.store import Store, open_store
from graph.store.dumping import dump_lines
from graph.store.neo4j_files import ARGUMENTS, tables, write_files
from graph.store.sqlite import SqliteStore
from graph.store.sqlite_rows import Item
from queries import catalogue
from queries import run as ask_query
from scripts.neo4j_jars import MissingError
from scripts.neo4j_server import Server
from tests.identity_bundles import told
from tests.neo4j_server import RELEASES, absent, connect, missing

Capture = pytest.CaptureFixture[str]
ODD = 'Dòng 1, "ngoặc"\ndòng 2; \\"gạch\\\r\n\ttab \u2028 😀 \' ""'


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("LUOCDO_STORE", "LUOCDO_LANG"):
        monkeypatch.delenv(name, raising=False)


def _odd() -> Bundle:
    """Characters that mean something in CSV, a whole number among decimals, what stands in no registry."""
    document = "document:qd-ttg-2025-9999"
    text = f"{ODD} Mục tiêu 5"
    proof = (Evidence(document, 0, len(ODD), ODD, 3, 1, 2, "Sheet,1!C7"),)
    nodes = (
        Node(document, "Document", "Số, lẻ", aliases=('tên "khác"', "tên; khác", ""), properties={"source": "a, b.txt", "number": "06"}),
        Node("target:a", "Target", "Mục tiêu", mentions=proof, properties={"value": 5, "indicator": "x"}),
        Node("target:b", "Target", "Mục tiêu", mentions=proof, properties={"value": 5.5, "unit": "%"}),
    )
    return Bundle(document, text, nodes, (), (Unresolved(document, 0, 6, "agency", 'Bộ "A", B', "không rõ"),), 'C:\\thư mục\\"a".txt')


def _fill(store: Store) -> None:
    odd = _odd()
    store.write(odd)
    store.write(replace(odd, text=odd.text[:-1], source="chờ.txt", nodes=odd.nodes[:1]))
    store.write(told("document:qd-ttg-2025-9998", "2025-01-05", {"text": "Xây dựng nền tảng dùng chung " + "dài " * 300}))


@pytest.fixture
def own(samples_store: Path, tmp_path: Path) -> str:
    """The samples and odd documents."""
    path = str(shutil.copy(samples_store, tmp_path / "kho.db"))
    with open_store(path) as store:
        _fill(store)
    return path


def _items(path: str) -> list[Item]:
    with open_store(path) as store:
        assert isinstance(store, SqliteStore)
        return list(store.neo4j_items())


def _frozen(row: Any) -> tuple[Any, ...]:
    """A map as something that can be counted; 5 and 5.0 are told apart."""
    return tuple(sorted((name, repr(value)) for name, value in row.items()))


def _expected(items: list[Item]) -> tuple[Counter[Any], Counter[Any]]:
    known = tables()
    nodes = Counter((tuple(known[i.kind].target.split(":")), _frozen(i.row)) for i in items if i.ends is None)
    return nodes, Counter((i.kind, i.ends, _frozen(i.row)) for i in items if i.ends is not None)


def _imported(url: str) -> tuple[Counter[Any], Counter[Any]]:
    ends = "toString(coalesce(a.id, a.key, a.document)), toString(coalesce(b.id, b.key, b.document))"
    with connect(url) as driver:
        found = driver.execute_query("MATCH (n) RETURN labels(n), properties(n)").records
        related = driver.execute_query(f"MATCH (a)-[r]->(b) RETURN type(r), {ends}, properties(r)").records
    nodes = Counter((tuple(sorted(labels, key=lambda name: name != "Entity")), _frozen(row)) for labels, row in found)
    return nodes, Counter((kind, (a, b), _frozen(row)) for kind, a, b, row in related)


def server_of_files(folder: Path, home: Path, release: str, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server of a test's own with the database imported from the files in `folder`; started."""
    server = Server(home, RELEASES[release], heap="512m", page_cache="64m")
    try:
        server.prepare()
    except MissingError as error:
        missing[release] = str(error)
        absent(release)
    with monkeypatch.context() as there:
        there.chdir(folder)
        server.admin("database", "import", "full", "neo4j", "--overwrite-destination", f"@{ARGUMENTS}")
    server.start(tied=True)
    return server


@pytest.mark.parametrize("release", list(RELEASES))
def test_a_real_server_imports_all_of_it(release: str, own: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against files that the import refuses, drops lines of, or reads as something else, and a dead end."""
    assert run(["import-csv", "nhap", "--store", own]) == 0
    server = server_of_files(tmp_path / "nhap", tmp_path / "home", release, monkeypatch)
    try:
        nodes, relationships = _imported(server.url)
        wanted_nodes, wanted_relationships = _expected(_items(own))
        assert nodes == wanted_nodes
        assert relationships == wanted_relationships
        with open_store(own) as embedded, open_store(server.url) as imported:
            _compare(embedded, imported)
            if release == "lts":
                _ask(embedded, imported)
            for store in (embedded, imported):
                store.write(told("document:qd-ttg-2025-9998", "2025-01-05", {"text": "Xây dựng nền tảng dùng chung"}))
                store.withdraw("document:qd-ttg-2025-9999")
            _compare(embedded, imported)
    finally:
        server.stop()


def _compare(embedded: Store, server: Store) -> None:
    """Both hold the same."""
    assert server.counts() == embedded.counts()
    assert b"".join(dump_lines(server.bundles())) == b"".join(dump_lines(embedded.bundles()))
    assert list(server.nodes()) == list(embedded.nodes())
    assert list(server.all_edges()) == list(embedded.all_edges())


def _ask(embedded: Store, server: Store) -> None:
    """Both answer every query of the catalogue alike."""
    for name, query in catalogue().items():
        given = {parameter.name: parameter.example for parameter in query.parameters}
        assert _answer(server, name, given) == _answer(embedded, name, given), name


def _answer(store: Store, name: str, given: dict[str, str]) -> Any:
    try:
        return ask_query(store, name, given, date(2026, 9, 1)).as_dict("vi")
    except (NotFoundError, AmbiguousError, QuestionError) as error:
        return str(error)


def test_the_store_is_written_whole(own: str, tmp_path: Path, capsys: Capture) -> None:
    """Guards against kinds of lines that are forgotten, and against a command line that the user has to guess."""
    assert run(["import-csv", "mới/nhap", "--store", own]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "neo4j-admin database import full" in captured.err
    folder = tmp_path / "mới" / "nhap"
    assert "neo4j-admin database import full" in (folder / "README.txt").read_text("utf8")
    named = {
        part.removeprefix("./") for line in (folder / ARGUMENTS).read_text("utf8").split("\n") for part in line.split("=")[-1].split(",")
    }
    assert {path.name for path in folder.iterdir()} - named == {ARGUMENTS, "README.txt"}
    items = _items(own)
    with open_store(own) as store:
        counts, documents = store.counts(), store.documents()
    kinds = Counter(item.kind for item in items)
    assert {name: kinds[name] for name in counts.nodes} == dict(counts.nodes)
    assert {name for name in counts.edges if kinds[name] < counts.edges[name]} == set()
    assert kinds["Reading"] == len(documents) + 1
    assert kinds["Left"] == counts.unresolved
    assert (kinds["Spare"], kinds["Store"]) == (1, 1)
    assert min(kinds["Telling"], kinds["HAS_KEY"], kinds["LIKE"], kinds["Same"]) > 0
    assert f"{sum(n for kind, n in kinds.items() if kind not in _relationships())} nút" in captured.err


def _relationships() -> set[str]:
    return {name for name, table in tables().items() if table.related}


@pytest.mark.parametrize("place", ["full", "file", "full/nhap.txt", "mau/nhap"])
def test_a_place_that_cannot_take_the_files_is_refused(place: str, own: str, tmp_path: Path, capsys: Capture) -> None:
    """Guards against files mixed with others, and folders left half written."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "nhap.txt").touch()
    (tmp_path / "file").touch()
    (tmp_path / "mau").touch()
    before = sorted(tmp_path.rglob("*"))
    assert run(["import-csv", place, "--store", own]) == 1
    captured = capsys.readouterr()
    assert "Không ghi" in captured.err
    assert "Traceback" not in captured.err
    assert sorted(path for path in tmp_path.rglob("*") if path.suffix not in {".db-wal", ".db-shm"}) == before


def test_what_fails_half_way_leaves_nothing(own: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Guards against half of the files in a folder that looks whole, when the disk fills up."""

    def stopped(items: Any, folder: Path) -> None:
        (folder / "a.csv").write_text("x")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("api.transferring.write_files", stopped)
    (tmp_path / "nhap").mkdir()
    before = sorted(tmp_path.iterdir())
    assert run(["import-csv", "nhap", "--store", own]) == 1
    assert "đĩa đã đầy" in capsys.readouterr().err
    assert sorted(path for path in tmp_path.iterdir() if path.suffix not in {".db-wal", ".db-shm"}) == before
    assert list((tmp_path / "nhap").iterdir()) == []


def test_a_missing_store_and_wrong_usage_are_told(capsys: Capture) -> None:
    """Guards against an empty import that nobody asked for."""
    assert run(["import-csv", "nhap", "--store", "none.db"]) == 1
    assert "luocdo load" in capsys.readouterr().err
    assert run(["import-csv"]) == 2
    assert "DIR" in capsys.readouterr().err


def test_a_name_that_would_become_two_is_refused(tmp_path: Path) -> None:
    """Guards against an alias that is cut at the character that stands between the aliases."""
    row: Any = {"id": "a", "name": "a", "name_en": "", "aliases": ["một\x1fhai"], "called": ["a"], "folded_names": "a", "folded_body": ""}
    with pytest.raises(ModelError, match="U\\+001F"):
        write_files([Item("Database", row)], tmp_path)


def test_the_largest_text_fits_the_buffer_of_the_import(tmp_path: Path) -> None:
    """Guards against an import that stops at the first long text."""
    row: Any = {"document": "a", "source": "", "digest": "", "facts": "", "characters": 9_000_000, "text": "đ" * 9_000_000}
    written = write_files([Item("Reading", row)], tmp_path)
    (line,) = [line for line in (tmp_path / ARGUMENTS).read_text("utf8").split("\n") if "buffer" in line]
    assert int(line.split("=")[1]) > written.longest > 18_000_000
