"""Connections to one SQLite file, shared by threads, and SQLite's errors in words a user can act on."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from graph import deadline
from graph.errors import StoreError
from graph.store.sqlite_schema import BUSY_SECONDS, MEMORY, connect, prepare, transaction

_REASONS = {
    sqlite3.SQLITE_NOTADB: "tệp này không phải cơ sở dữ liệu SQLite",
    sqlite3.SQLITE_CORRUPT: "tệp kho bị hỏng; hãy khôi phục từ bản sao lưu hoặc nạp lại vào kho mới",
    sqlite3.SQLITE_FULL: "hết chỗ trên đĩa; thao tác đã được hủy, kho giữ nguyên như trước",
    sqlite3.SQLITE_BUSY: f"kho đang bị chương trình khác khóa quá {BUSY_SECONDS:.0f} giây; hãy thử lại sau",
    sqlite3.SQLITE_LOCKED: f"kho đang bị chương trình khác khóa quá {BUSY_SECONDS:.0f} giây; hãy thử lại sau",
    sqlite3.SQLITE_CANTOPEN: "không mở được tệp: không có quyền hoặc đường dẫn sai",
    sqlite3.SQLITE_PERM: "không có quyền đọc hoặc ghi tệp này",
    sqlite3.SQLITE_READONLY: "không có quyền ghi vào tệp này hoặc thư mục chứa nó",
    sqlite3.SQLITE_IOERR: "lỗi đọc hoặc ghi đĩa; thao tác đã được hủy, kho giữ nguyên như trước",
    sqlite3.SQLITE_TOOBIG: "văn bản quá lớn để lưu",
}


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Turn SQLite's errors in the block into a StoreError that names the store and the reason."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the class of error
        raise StoreError(url, _REASONS.get(code, f"lỗi SQLite: {error}")) from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise StoreError(url, f"giá trị không thể lưu hay tìm trong SQLite ({error})") from error


class Connections:
    """Idle connections to the file at `url`; each read or write borrows one, so threads never share one at a time.

    A store in memory is one connection only, which threads take in turns.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._turn = threading.Lock() if url == MEMORY else nullcontext()

    @property
    def alone(self) -> bool:
        """Whether there is one connection only, so that it must not be held while the caller does other things."""
        return self.url == MEMORY

    def prepare(self) -> None:
        """Make the tables if the file is new, or check that it is a store."""
        with explained(self.url), self._borrowed() as connection:
            prepare(connection, self.url)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection inside a read transaction: everything read in the block is of one version of the file.

        Raises TimeLimitError where the time given for an answer is over.
        """
        deadline.check()
        with explained(self.url), self._borrowed() as connection, transaction(connection, "BEGIN"):
            yield connection

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A connection inside a write transaction: committed if the block ends well, else as if it had not begun."""
        with explained(self.url), self._writing, self._borrowed() as connection, transaction(connection, "BEGIN IMMEDIATE"):
            yield connection

    def close(self) -> None:
        """Close all connections; later use raises StoreError."""
        with self._guard:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        with self._turn:
            connection = self._take()
            try:
                yield connection
            finally:
                self._give_back(connection)

    def _take(self) -> sqlite3.Connection:
        with self._guard:
            if self._closed:
                raise StoreError(self.url, "kho đã được đóng")
            if self._idle:
                return self._idle.pop()
        return connect(self.url)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._guard:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()
