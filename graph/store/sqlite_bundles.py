"""Reading back from the SQLite store all that it was told: the kept texts with what they say, and those that wait."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from graph.model import Bundle
from graph.store.sqlite_codec import bundle_from_json
from graph.store.sqlite_identity import told_bundle

_LISTED = "SELECT id, source, 0 FROM document UNION ALL SELECT document, source, 1 FROM spare ORDER BY 1, 3, 2"


def all_bundles(c: sqlite3.Connection) -> Iterator[Bundle]:
    """Every bundle that was written, one at a time; call inside a read transaction. See `Store.bundles`."""
    for document, source, waits in c.execute(_LISTED).fetchall():
        yield _waiting(c, document, source) if waits else told_bundle(c, document)


def _waiting(c: sqlite3.Connection, document: str, source: str) -> Bundle:
    (data,) = c.execute("SELECT bundle FROM spare WHERE document = ? AND source = ?", (document, source)).fetchone()
    return bundle_from_json(document, source, data)
