"""Reading back from a Neo4j store all that it was told: the kept texts with what they say, and those that wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from neo4j import ManagedTransaction

from graph.model import Bundle
from graph.store.codec import bundle_from_json
from graph.store.neo4j_connection import Connection, rows
from graph.store.neo4j_ledger import Neo4jLedger
from graph.store.neo4j_reading import VERSION
from graph.store.neo4j_rows import NAME
from graph.store.settling import told_bundles

_ATTEMPTS = 8
_LISTED = """
MATCH (d:Reading) RETURN d.document AS document, d.source AS source, false AS waits
UNION ALL MATCH (s:Spare) RETURN s.document AS document, s.source AS source, true AS waits
"""


class _Reader(Neo4jLedger):
    """A ledger that only reads: it keeps no writer out, and a user who may only read can have it."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        super(Neo4jLedger, self).__init__(transaction)


def all_bundles(connection: Connection) -> Iterator[Bundle]:
    """Every bundle that was written, one at a time; see `Store.bundles`.

    What is withdrawn before its turn comes is left out. What one document tells does not depend on the others, so that all of it
    together is something that the store can be told.
    """
    listed = sorted((document, waits, source) for document, source, waits in connection.rows(_LISTED))
    for document, waits, source in listed:
        read = partial(_waiting, document=document, source=source) if waits else partial(_kept, document=document)
        bundle = _of_one_version(connection, read)
        if bundle is not None:
            yield bundle


def _of_one_version(connection: Connection, read: Callable[[Neo4jLedger], Bundle | None]) -> Bundle | None:
    """What `read` gives while nobody writes, because each statement of a transaction sees what was committed when it came to it.

    Where others write all the time, the last attempt keeps them out.
    """

    def attempt(work: ManagedTransaction) -> tuple[bool, Bundle | None]:
        before = rows(work, VERSION, name=NAME)
        found = read(_Reader(work))
        return rows(work, VERSION, name=NAME) == before, found

    for _ in range(_ATTEMPTS):
        undisturbed, found = connection.read(attempt)
        if undisturbed:
            return found
    return connection.write(lambda work: read(Neo4jLedger(work)))


def _kept(ledger: Neo4jLedger, document: str) -> Bundle | None:
    return told_bundles(ledger, [document]).get(document)


def _waiting(ledger: Neo4jLedger, document: str, source: str) -> Bundle | None:
    waits = any(spare.source == source for spare in ledger.spares(document))
    return bundle_from_json(document, source, ledger.spare_text(document, source)) if waits else None
