"""The connection to a Neo4j server: where it is, how long to wait for it, and its errors in words a user can act on.

Settings come from the environment, so that a service and a command line on one machine are set up alike:
LUOCDO_NEO4J_POOL_SIZE (connections kept, 50), LUOCDO_NEO4J_CONNECT_SECONDS (10), LUOCDO_NEO4J_RETRY_SECONDS (how long
writing is tried again after a passing fault, 15), LUOCDO_NEO4J_READ_RETRY_SECONDS (the same for reading, never longer, 2: somebody
waits for the answer) and LUOCDO_NEO4J_QUERY_SECONDS (0: a statement may take as long as it needs). What the driver has to say of its
tries goes to the logger `neo4j`, and nowhere unless logging is set up.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit, urlunsplit

from neo4j import READ_ACCESS, Driver, GraphDatabase, ManagedTransaction, Session, unit_of_work
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graph import deadline
from graph.errors import StoreError, UnavailableError
from graph.store.opening import SERVER_SCHEMES

logging.getLogger("neo4j").addHandler(logging.NullHandler())
OLDEST = (5, 26)
_SETTINGS = {"POOL_SIZE": 50.0, "CONNECT_SECONDS": 10.0, "RETRY_SECONDS": 15.0, "READ_RETRY_SECONDS": 2.0, "QUERY_SECONDS": 0.0}
_T = TypeVar("_T")
Row = list[Any]

_UNREACHABLE = "không kết nối được tới máy chủ Neo4j; hãy kiểm tra địa chỉ, cổng và xem máy chủ có đang chạy không"
_NOT_LET_IN = "sai tên đăng nhập hoặc mật khẩu; hãy đặt NEO4J_USERNAME và NEO4J_PASSWORD, hoặc ghi trong địa chỉ kho"
_NO_RIGHT = "tài khoản này không có quyền thực hiện thao tác, hoặc cơ sở dữ liệu chỉ cho đọc"
_NO_DATABASE = "trên máy chủ không có cơ sở dữ liệu này; hãy kiểm tra NEO4J_DATABASE hoặc tên sau dấu '/' trong địa chỉ"
_TOO_LONG = "câu truy vấn quá thời gian cho phép (LUOCDO_NEO4J_QUERY_SECONDS)"
_REASONS = {
    "Neo.ClientError.Security.Unauthorized": _NOT_LET_IN,
    "Neo.ClientError.Security.AuthenticationRateLimit": "nhập sai mật khẩu quá nhiều lần; hãy chờ một lát rồi thử lại",
    "Neo.ClientError.Security.CredentialsExpired": "mật khẩu ban đầu phải được đổi trước khi dùng; hãy đổi trên máy chủ Neo4j",
    "Neo.ClientError.Security.Forbidden": _NO_RIGHT,
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": _NO_RIGHT,
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": _NO_RIGHT,
    "Neo.ClientError.Statement.AccessMode": _NO_RIGHT,
    "Neo.ClientError.Database.DatabaseNotFound": _NO_DATABASE,
    "Neo.ClientError.Transaction.TransactionTimedOut": _TOO_LONG,
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": _TOO_LONG,
    "Neo.TransientError.General.OutOfMemoryError": "máy chủ Neo4j hết bộ nhớ",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": "máy chủ Neo4j hết bộ nhớ dành cho giao dịch",
}
_PASSING = ("Neo.TransientError.General.DatabaseUnavailable", "Neo.TransientError.Database.", "Neo.TransientError.Cluster.")


@dataclass(frozen=True, slots=True)
class Address:
    """Where the store is: `url` is fit to be shown, `uri` is what the driver takes, and neither holds a password."""

    url: str
    uri: str
    database: str | None
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """How long to wait for the server, and for how much."""

    pool_size: int
    connect_seconds: float
    retry_seconds: float
    read_retry_seconds: float
    query_seconds: float


def read_address(url: str, environ: Mapping[str, str] = os.environ) -> Address:
    """The parts of a store URL; what it leaves out comes from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.

    >>> read_address("neo4j://an:b%40c@kho.vn:7687/luocdo", {})
    Address(url='neo4j://kho.vn:7687/luocdo', uri='neo4j://kho.vn:7687', database='luocdo', username='an')

    Raises StoreError where it is no such URL.
    """
    credentials, _, place = url.partition("://")[2].rpartition("@")
    scheme = url.partition("://")[0]
    shown = f"{scheme}://{place}"
    try:
        parts = urlsplit(shown)
        known = parts.port is None or parts.port > 0
    except ValueError:
        known = False
    if not known or scheme not in SERVER_SCHEMES or not parts.hostname:
        raise StoreError(shown, "địa chỉ máy chủ không hợp lệ; hãy viết như neo4j://máy-chủ:7687")
    username, _, password = credentials.partition(":")
    database = unquote(parts.path.strip("/")) or environ.get("NEO4J_DATABASE") or None
    return Address(
        shown,
        urlunsplit((scheme, parts.netloc, "", parts.query, "")),
        database,
        unquote(username) or environ.get("NEO4J_USERNAME") or "neo4j",
        unquote(password) or environ.get("NEO4J_PASSWORD", ""),
    )


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings in the environment; raises StoreError for one that is not a number."""
    values = {}
    for name, default in _SETTINGS.items():
        given = environ.get(f"LUOCDO_NEO4J_{name}", "")
        if given and not re.fullmatch(r"\d{1,9}(\.\d+)?", given):
            raise StoreError(f"LUOCDO_NEO4J_{name}={given}", "phải là một số không âm")
        values[name] = float(given) if given else default
    retry = values["RETRY_SECONDS"]
    reading = min(values["READ_RETRY_SECONDS"], retry)
    return Settings(max(1, int(values["POOL_SIZE"])), values["CONNECT_SECONDS"] or 1, retry, reading, values["QUERY_SECONDS"])


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Turn the driver's errors in the block into a StoreError that names the store and the reason."""
    try:
        yield
    except (ServiceUnavailable, SessionExpired) as error:
        raise UnavailableError(url, _UNREACHABLE) from error
    except Neo4jError as error:
        raise _explain(url, error) from error
    except ConfigurationError as error:
        raise StoreError(url, f"không kết nối được với cấu hình này ({error})") from error
    except DriverError as error:
        closed = "closed" in str(error).lower()
        raise StoreError(url, "kho đã được đóng" if closed else f"lỗi kết nối Neo4j: {error}") from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise StoreError(url, f"giá trị không thể lưu hay tìm trong Neo4j ({error})") from error


def _explain(url: str, error: Neo4jError) -> StoreError:
    code = error.code or ""
    if isinstance(error, AuthError) and code not in _REASONS:
        return StoreError(url, _NOT_LET_IN)
    if code.startswith(_PASSING):
        return UnavailableError(url, f"{_UNREACHABLE} ({code})")
    return StoreError(url, _REASONS.get(code) or f"lỗi Neo4j: {error.message} ({code})")


class Connection:
    """A driver with its database and bookmarks: what one session has written every later one sees, also in a cluster."""

    def __init__(self, driver: Driver, address: Address, settings: Settings) -> None:
        self.url = address.url
        self._driver, self._database, self._settings = driver, address.database, settings
        self._bookmarks = GraphDatabase.bookmark_manager()

    @classmethod
    def open(cls, url: str) -> Connection:
        """Connect to the server at `url`; raises StoreError where it is unreachable, too old or does not let the user in."""
        address, settings = read_address(url), read_settings()
        with explained(address.url):
            driver = GraphDatabase.driver(
                address.uri,
                auth=(address.username, address.password) if address.password else None,
                max_connection_pool_size=settings.pool_size,
                connection_timeout=settings.connect_seconds,
                connection_acquisition_timeout=2 * settings.connect_seconds,
                max_transaction_retry_time=settings.retry_seconds,
                liveness_check_timeout=30,
                notifications_min_severity="OFF",
                user_agent="luocdo",
            )
        connection = cls(driver, address, settings)
        try:
            connection.check_server()
        except BaseException:
            connection.close()
            raise
        return connection

    def check_server(self) -> None:
        """Raise StoreError where the server does not answer or is older than `OLDEST`."""
        with explained(self.url):
            agent = self._driver.get_server_info().agent
        found = re.search(r"(\d+)\.(\d+)", agent)
        if not found or (int(found[1]), int(found[2])) < OLDEST:
            raise StoreError(self.url, f"máy chủ là {agent}; cần Neo4j {OLDEST[0]}.{OLDEST[1]} trở lên")

    def session(self, **options: Any) -> Session:
        """A session on the store's database that shares the bookmarks of the others."""
        return self._driver.session(database=self._database, bookmark_manager=self._bookmarks, **options)

    def read(self, work: Callable[[ManagedTransaction], _T]) -> _T:
        """What `work` gives in a reading transaction, tried again after passing faults.

        Raises TimeLimitError where the time given for an answer is over, before or meanwhile.
        """
        deadline.check()
        try:
            with explained(self.url), self.session(max_transaction_retry_time=self._settings.read_retry_seconds) as session:
                return session.execute_read(self._timed(work))
        except StoreError:
            deadline.check()  # the server may have ended the transaction for it
            raise

    def write(self, work: Callable[[ManagedTransaction], _T]) -> _T:
        """What `work` gives in a writing transaction, tried again after passing faults: all of it is kept or nothing."""
        with explained(self.url), self.session() as session:
            return session.execute_write(self._timed(work))

    def rows(self, cypher: str, **values: object) -> list[Row]:
        """The rows of one reading statement."""
        return self.read(lambda transaction: rows(transaction, cypher, **values))

    def run(self, cypher: str, **values: object) -> None:
        """One statement by itself, for what the server does not take with others: changes of the schema."""
        with explained(self.url), self.session() as session:
            session.run(cypher, values).consume()

    def stream(self, cypher: str, **values: object) -> Iterator[Row]:
        """The rows of one reading statement as they come, in pieces; it is not tried again once the first has come."""
        with explained(self.url), self.session(default_access_mode=READ_ACCESS) as session, session.begin_transaction() as transaction:
            for record in deadline.watched(transaction.run(cypher, values)):
                yield list(record.values())

    def close(self) -> None:
        """Close the driver; what is still used later raises StoreError."""
        self._driver.close()

    def _timed(self, work: Callable[[ManagedTransaction], _T]) -> Callable[[ManagedTransaction], _T]:
        seconds = min(self._settings.query_seconds or inf, deadline.left() or inf)
        return unit_of_work(timeout=seconds if seconds < inf else None)(work)


def rows(transaction: ManagedTransaction, cypher: str, **values: object) -> list[Row]:
    """The rows of one statement within a transaction."""
    return transaction.run(cypher, values).values()
