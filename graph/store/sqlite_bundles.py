"""Reading back from the SQLite store all that it was told: the kept texts with what they say, and those that wait."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from graph.model import Bundle
from graph.store.codec import bundle_from_json
from graph.store.settling import told_bundles
from graph.store.sqlite_ledger import SqliteLedger

_LISTED = "SELECT id, source, 0 FROM document UNION ALL SELECT document, source, 1 FROM spare ORDER BY 1, 3, 2"


def all_bundles(c: sqlite3.Connection) -> Iterator[Bundle]:
    """Every bundle that was written, one at a time; call inside a read transaction. See `Store.bundles`."""
    ledger = SqliteLedger(c)
    for document, source, waits in c.execute(_LISTED).fetchall():
        if waits:
            yield bundle_from_json(document, source, ledger.spare_text(document, source))
        else:
            yield told_bundles(ledger, [document])[document]
