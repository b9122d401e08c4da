"""The tables of the SQLite store, and the checks on a file before it is used as one.

What each document says is kept as its *claims*. Documents that say the same of a thing share a *variant*, so that merging
reads a few variants and not the thousands of claims of a much-named agency. `node` and `edge` hold the merged result.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import StoreError

MEMORY = ":memory:"
APPLICATION_ID = int.from_bytes(b"LUOC", "big")
SCHEMA_VERSION = 3
BUSY_SECONDS = 10.0

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('version', 0), ('last_load', 0);

CREATE TABLE document (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, digest TEXT NOT NULL, facts TEXT NOT NULL,
    characters INTEGER NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX document_source ON document (source);

-- Other texts of a loaded document, from other source files: the best takes over when the kept one goes.
CREATE TABLE spare (
    document TEXT NOT NULL, source TEXT NOT NULL, digest TEXT NOT NULL, characters INTEGER NOT NULL, bundle TEXT NOT NULL,
    PRIMARY KEY (document, source)) STRICT;
CREATE INDEX spare_source ON spare (source);

CREATE TABLE unresolved (
    document TEXT NOT NULL REFERENCES document (id), start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL,
    text TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE INDEX unresolved_document ON unresolved (document);

CREATE TABLE node (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL,
    aliases TEXT NOT NULL, properties TEXT NOT NULL) STRICT;
CREATE INDEX node_type ON node (type, id);
CREATE INDEX node_due_on ON node (json_extract(properties, '$.due_on')) WHERE json_extract(properties, '$.due_on') IS NOT NULL;
CREATE INDEX node_issued_on ON node (json_extract(properties, '$.issued_on')) WHERE json_extract(properties, '$.issued_on') IS NOT NULL;
CREATE INDEX node_number ON node (json_extract(properties, '$.number')) WHERE json_extract(properties, '$.number') IS NOT NULL;

CREATE TABLE edge (
    no INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES node (no), target INTEGER NOT NULL REFERENCES node (no),
    type TEXT NOT NULL, qualifier TEXT NOT NULL, properties TEXT NOT NULL, UNIQUE (source, target, type, qualifier)) STRICT;
CREATE INDEX edge_target ON edge (target, type, source);

CREATE TABLE node_variant (no INTEGER PRIMARY KEY, thing INTEGER NOT NULL REFERENCES node (no), facts TEXT NOT NULL) STRICT;
CREATE INDEX node_variant_thing ON node_variant (thing);
CREATE TABLE edge_variant (no INTEGER PRIMARY KEY, thing INTEGER NOT NULL REFERENCES edge (no), facts TEXT NOT NULL) STRICT;
CREATE INDEX edge_variant_thing ON edge_variant (thing);

CREATE TABLE node_claim (
    variant INTEGER NOT NULL REFERENCES node_variant (no), priority INTEGER NOT NULL, document TEXT NOT NULL REFERENCES document (id),
    proof TEXT NOT NULL, PRIMARY KEY (variant, priority, document)) STRICT, WITHOUT ROWID;
CREATE INDEX node_claim_document ON node_claim (document);
CREATE TABLE edge_claim (
    variant INTEGER NOT NULL REFERENCES edge_variant (no), priority INTEGER NOT NULL, document TEXT NOT NULL REFERENCES document (id),
    proof TEXT NOT NULL, PRIMARY KEY (variant, priority, document)) STRICT, WITHOUT ROWID;
CREATE INDEX edge_claim_document ON edge_claim (document);

-- Identity across documents: what each document tells of each task, keys that tellings of one task share, what tellings are to
-- each other, and under which node a document's told thing is kept where that is another than told.
CREATE TABLE telling (no INTEGER PRIMARY KEY, document TEXT NOT NULL, task TEXT NOT NULL, facts TEXT NOT NULL) STRICT;
CREATE INDEX telling_document ON telling (document);
CREATE INDEX telling_task ON telling (task);
CREATE TABLE telling_key (
    key INTEGER NOT NULL, telling INTEGER NOT NULL REFERENCES telling (no), PRIMARY KEY (key, telling)) STRICT, WITHOUT ROWID;
CREATE TABLE likeness (
    first INTEGER NOT NULL REFERENCES telling (no), second INTEGER NOT NULL REFERENCES telling (no), kind TEXT NOT NULL,
    score REAL NOT NULL, reasons TEXT NOT NULL, PRIMARY KEY (first, second)) STRICT, WITHOUT ROWID;
CREATE INDEX likeness_second ON likeness (second);
CREATE INDEX likeness_kind ON likeness (kind);
CREATE TABLE same (
    document TEXT NOT NULL, told TEXT NOT NULL, node TEXT NOT NULL, PRIMARY KEY (document, told)) STRICT, WITHOUT ROWID;
CREATE INDEX same_told ON same (told, node);

-- Folded names for whole-name search, and all folded words for search by words.
CREATE TABLE called (name TEXT NOT NULL, node INTEGER NOT NULL REFERENCES node (no), PRIMARY KEY (name, node)) STRICT, WITHOUT ROWID;
CREATE INDEX called_node ON called (node);
CREATE VIRTUAL TABLE words USING fts5 (names, body, tokenize = "unicode61 remove_diacritics 0", prefix = '2 3');
"""


def check_place(url: str) -> None:
    """Raise StoreError, saying why, where `url` cannot be a store file: a folder, or a file in a folder that is not there."""
    path = Path(url)
    if "\0" in url:
        raise StoreError(repr(url), "đường dẫn chứa ký tự không hợp lệ")
    try:
        if path.is_dir():
            raise StoreError(url, "đây là một thư mục; hãy cho đường dẫn tới một tệp")
        if not path.parent.is_dir():
            raise StoreError(url, f"thư mục '{path.parent}' không tồn tại; hãy tạo thư mục trước")
    except PermissionError as error:
        raise StoreError(url, "không có quyền vào thư mục chứa tệp này") from error
    except OSError as error:
        raise StoreError(url, f"đường dẫn không dùng được ({error})") from error


def connect(url: str) -> sqlite3.Connection:
    """A connection to the file at `url`, set up as every reader and writer needs it; transactions are begun by hand."""
    connection = sqlite3.connect(url, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -32768")
    connection.execute("PRAGMA wal_autocheckpoint = 4000")  # pages; fewer of them, as each waits for the disk
    return connection


def prepare(connection: sqlite3.Connection, url: str) -> None:
    """Make the tables in an empty file, or check that the file is a store this version understands."""
    with transaction(connection, "BEGIN"):
        ready = _is_ready(connection, url)
    if ready:
        return
    _use_write_ahead_log(connection)
    with transaction(connection, "BEGIN IMMEDIATE"):
        if not _is_ready(connection, url):  # another process may have been faster
            for statement in _statements(_TABLES):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str) -> Iterator[sqlite3.Connection]:
    """A transaction begun by `begin`: committed if the block ends well, else undone."""
    connection.execute(begin)
    try:
        yield connection
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Change the file to WAL; SQLite does not wait by itself where another process is doing the same."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(0.01)


def _is_ready(connection: sqlite3.Connection, url: str) -> bool:
    """Whether the tables are there; call in a transaction, so that all is read of one moment."""
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not tables and not application:
        return False
    if application != APPLICATION_ID:
        raise StoreError(url, "tệp SQLite này không phải kho của Lược đồ")
    if version < SCHEMA_VERSION:
        raise StoreError(url, f"kho do phiên bản cũ tạo ra (lược đồ bảng {version}, bản này cần {SCHEMA_VERSION}); hãy nạp lại vào kho mới")
    if version > SCHEMA_VERSION:
        raise StoreError(url, f"kho do phiên bản mới hơn tạo ra (lược đồ bảng {version}, bản này đọc được {SCHEMA_VERSION}); hãy nâng cấp")
    return True


def _statements(script: str) -> list[str]:
    return [statement for part in script.split(";\n") if (statement := part.strip())]
