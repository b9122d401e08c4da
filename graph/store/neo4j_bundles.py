"""Reading back from a Neo4j store all that it was told: the kept texts with what they say, and those that wait."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from neo4j import ManagedTransaction

from graph.model import Bundle
from graph.store.codec import bundle_from_json
from graph.store.neo4j_connection import Connection
from graph.store.neo4j_ledger import Neo4jLedger
from graph.store.settling import told_bundles

_LISTED = """
MATCH (d:Reading) RETURN d.document AS document, d.source AS source, false AS waits
UNION ALL MATCH (s:Spare) RETURN s.document AS document, s.source AS source, true AS waits
"""


class _Reader(Neo4jLedger):
    """A ledger that only reads: it keeps no writer out, and a user who may only read can have it."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        super(Neo4jLedger, self).__init__(transaction)


def all_bundles(connection: Connection) -> Iterator[Bundle]:
    """Every bundle that was written, one at a time; see `Store.bundles`."""
    listed = sorted(((document, waits, source) for document, source, waits in connection.rows(_LISTED)))
    for document, waits, source in listed:
        yield connection.read(partial(_bundle, document=document, waits=waits, source=source))


def _bundle(work: ManagedTransaction, document: str, waits: bool, source: str) -> Bundle:
    ledger = _Reader(work)
    if waits:
        return bundle_from_json(document, source, ledger.spare_text(document, source))
    return told_bundles(ledger, [document])[document]
