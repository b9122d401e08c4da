"""Connecting to Neo4j: what a URL means, and what is said where the server, the rights or the content do not allow it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from graph.errors import LuocdoError, NotFoundError, StoreError, UnavailableError
from graph.model import REGISTRY, Bundle, Node
from graph.store import neo4j_connection, open_store
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_connection import Connection, read_address, read_settings
from graph.store.neo4j_schema import statements
from tests.neo4j_server import connect, every_release, small_server

BUNDLE = Bundle(REGISTRY, "", (Node("agency:bca", "Agency", "Bộ Công an"),), ())


@pytest.mark.parametrize(
    ("url", "environ", "shown", "uri", "database", "user", "password"),
    [
        ("neo4j://kho.vn", {}, "neo4j://kho.vn", "neo4j://kho.vn", None, "neo4j", ""),
        ("bolt://an:b%40c%2Fd@kho.vn:7687", {}, "bolt://kho.vn:7687", "bolt://kho.vn:7687", None, "an", "b@c/d"),
        ("bolt+s://an:a@b@kho.vn", {}, "bolt+s://kho.vn", "bolt+s://kho.vn", None, "an", "a@b"),
        ("neo4j+ssc://kho.vn/luocdo", {"NEO4J_DATABASE": "khac"}, "neo4j+ssc://kho.vn/luocdo", "neo4j+ssc://kho.vn", "luocdo", "neo4j", ""),
        ("neo4j://kho.vn?policy=gan", {}, "neo4j://kho.vn?policy=gan", "neo4j://kho.vn?policy=gan", None, "neo4j", ""),
        (
            "neo4j://[::1]:7687",
            {"NEO4J_USERNAME": "an", "NEO4J_PASSWORD": "bí mật", "NEO4J_DATABASE": "kho"},
            "neo4j://[::1]:7687",
            "neo4j://[::1]:7687",
            "kho",
            "an",
            "bí mật",
        ),
        ("bolt://an:1@kho.vn", {"NEO4J_USERNAME": "binh", "NEO4J_PASSWORD": "2"}, "bolt://kho.vn", "bolt://kho.vn", None, "an", "1"),
    ],
)
def test_what_a_url_means(url: str, environ: dict[str, str], shown: str, uri: str, database: str | None, user: str, password: str) -> None:
    """Guards against credentials that are cut at the wrong place, or that the address shown to people still holds."""
    address = read_address(url, environ)
    assert (address.url, address.uri, address.database, address.username, address.password) == (shown, uri, database, user, password)
    assert not password or password not in repr(address)


@pytest.mark.parametrize(
    "url", ["neo4j://", "bolt://an:mat-khau@", "bolt://an:mat-khau@kho.vn:cổng", "bolt://kho.vn:99999", "http://an:mat-khau@kho.vn"]
)
def test_a_url_that_is_none_is_refused(url: str) -> None:
    """Guards against a stack trace for a mistyped address, and against a password that it prints."""
    with pytest.raises(StoreError) as error:
        open_store(url)
    assert "mat-khau" not in f"{error.value} {error.value.url}"


def test_settings_come_from_the_environment() -> None:
    """Guards against a setting that is read by another name than documented, and against a typing error that is passed over."""
    given = {"LUOCDO_NEO4J_POOL_SIZE": "7", "LUOCDO_NEO4J_CONNECT_SECONDS": "2.5", "LUOCDO_NEO4J_QUERY_SECONDS": "30"}
    settings = read_settings(given)
    assert (settings.pool_size, settings.connect_seconds, settings.retry_seconds, settings.query_seconds) == (7, 2.5, 15, 30)
    for wrong in ("nhiều", "-1", "inf", "1e3"):
        with pytest.raises(StoreError, match="LUOCDO_NEO4J_RETRY_SECONDS"):
            read_settings({"LUOCDO_NEO4J_RETRY_SECONDS": wrong})


def test_an_unreachable_server_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against waiting without end, and against an error that the service does not know for a passing one."""
    monkeypatch.setenv("LUOCDO_NEO4J_CONNECT_SECONDS", "2")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))  # taken, and nobody listens
        for scheme in ("bolt", "neo4j"):
            with pytest.raises(UnavailableError, match="không kết nối được") as error:
                open_store(f"{scheme}://neo4j:mat-khau@127.0.0.1:{listener.getsockname()[1]}")
            assert "mat-khau" not in str(error.value)
    with pytest.raises(UnavailableError, match="không kết nối được"):
        open_store("bolt://may-chu-khong-co.invalid")


def test_a_wrong_password_is_told_as_such(neo4j_url: str) -> None:
    """Guards against an error that names the password. Another user than the one of the tests: the server shuts out who fails often."""
    for scheme in ("bolt", "neo4j"):
        with pytest.raises(StoreError, match="sai tên đăng nhập hoặc mật khẩu") as error:
            open_store(f"{scheme}://nguoi-la:mat-khau@{urlsplit(neo4j_url).hostname}:{urlsplit(neo4j_url).port}")
        assert "mat-khau" not in f"{error.value} {error.value.url}"
        assert not isinstance(error.value, UnavailableError)


def test_no_password_at_all_is_told_as_such(neo4j_url: str) -> None:
    """Guards against a message about tokens where a variable was forgotten."""
    with pytest.raises(StoreError, match="NEO4J_PASSWORD"):
        open_store(f"bolt://{urlsplit(neo4j_url).hostname}:{urlsplit(neo4j_url).port}")


@every_release
def test_an_unknown_database_is_told_as_such(neo4j_url: str) -> None:
    """Guards against a message in the words of the driver."""
    with pytest.raises(StoreError, match="không có cơ sở dữ liệu này"):
        open_store(f"{neo4j_url}/khongco")
    with open_store(f"{neo4j_url}/neo4j") as store:
        assert store.url.endswith("/neo4j")
        assert "@" not in store.url


def test_a_server_that_is_too_old_is_refused(neo4j_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against failing later, with the syntax of a statement."""
    monkeypatch.setattr(neo4j_connection, "OLDEST", (9999, 0))
    with pytest.raises(StoreError, match=r"máy chủ là Neo4j/\d.*cần Neo4j 9999\.0"):
        open_store(neo4j_url)


@pytest.mark.parametrize(("schema", "advice"), [(0, "nạp lại"), (99, "nâng cấp")])
def test_a_store_of_another_version_is_refused(neo4j_url: str, schema: int, advice: str) -> None:
    """Guards against reading and changing what another version of the program keeps."""
    open_store(neo4j_url).close()
    with connect(neo4j_url) as driver:
        driver.execute_query("MATCH (s:Store) SET s.schema = $schema", schema=schema)
    with pytest.raises(StoreError, match=advice):
        open_store(neo4j_url)


def test_a_database_of_something_else_is_refused(neo4j_url: str) -> None:
    """Guards against mixing the graph with one that uses the same label."""
    with connect(neo4j_url) as driver:
        driver.execute_query("CREATE (:Entity {id: 'của người khác'})")
    with pytest.raises(StoreError, match="dữ liệu khác"):
        open_store(neo4j_url)


@every_release
def test_the_schema_is_made_once_and_used(neo4j_url: str) -> None:
    """Guards against constraints and indexes that are missing, not online, or not those that the statements look for."""
    open_store(neo4j_url).close()
    with connect(neo4j_url) as driver:
        states = driver.execute_query("SHOW INDEXES YIELD name, state WHERE name STARTS WITH 'luocdo_' RETURN name, state").records
        assert len(states) == len(statements())
        assert {state for _, state in states} == {"ONLINE"}
        plan = driver.execute_query("EXPLAIN MATCH (n:Task) WHERE n.due_on >= '2025' RETURN n").summary.plan
        assert "NodeIndexSeekByRange" in str(plan)
    with Neo4jStore.open(neo4j_url) as store:
        assert store.version == 0


def test_after_closing_the_store_says_that_it_is_closed(neo4j_url: str) -> None:
    """Guards against an error of the driver where a page is asked for while the service ends."""
    store = open_store(neo4j_url)
    store.close()
    with pytest.raises(StoreError, match="đã được đóng"):
        store.get("agency:bca")


def test_a_statement_that_takes_too_long_is_ended(neo4j_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against a question that keeps the server busy without end."""
    monkeypatch.setenv("LUOCDO_NEO4J_QUERY_SECONDS", "0.5")
    connection = Connection.open(neo4j_url)
    with pytest.raises(StoreError, match="quá thời gian"):
        connection.rows("UNWIND range(1, 10000000000) AS i RETURN count(i)")
    connection.close()


def test_what_cannot_be_kept_is_refused_with_words(neo4j_url: str) -> None:
    """Guards against a stack trace for half a character or a number that no database holds."""
    with open_store(neo4j_url) as store:
        for read in (lambda: store.get("\ud800"), lambda: store.find("Target", {"value": 2**70})):
            with pytest.raises(StoreError, match="không thể lưu"):
                read()
        with pytest.raises(NotFoundError):
            store.text("document:none")
        with pytest.raises(LuocdoError, match="unknown relation"):
            store.edges("agency:bca", types=["SAYS"])


@pytest.fixture(scope="module")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Starts a server of its own on which nothing can be written any more, holding one agency; gives its URL."""
    server = small_server(tmp_path_factory.mktemp("read-only"))
    with open_store(server.url) as store:
        store.write(BUNDLE)
    server.stop()
    server.settings = {"server.databases.read_only": "neo4j"}
    server.start(tied=True)
    yield lambda: server.url
    server.stop()


def test_a_database_that_may_only_be_read_is_read_and_not_written(read_only: Callable[[], str]) -> None:
    """Guards against a store that writes when it is opened, and against a message that does not say what is missing."""
    with open_store(read_only()) as store:
        assert [node.id for node in store.nodes()] == ["agency:bca"]
        assert [hit.node.id for hit in store.search("cong an")] == ["agency:bca"]
        with pytest.raises(StoreError, match="không có quyền") as error:
            store.write(Bundle(REGISTRY, "", (), ()))
        assert not isinstance(error.value, UnavailableError)
