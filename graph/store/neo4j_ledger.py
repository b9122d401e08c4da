"""The ledger of the Neo4j store: documents, waiting texts and what is known of numbers; tellings and claims stand beside."""

from __future__ import annotations

from collections.abc import Iterable

from neo4j import ManagedTransaction

from graph.model import Bundle
from graph.store import neo4j_rows
from graph.store.ledger import Held, Spare
from graph.store.neo4j_ledger_claims import Neo4jClaims

# Setting a property takes the lock of the node until the end of the transaction; nothing is left of it.
_LOCK = "MATCH (s:Store {name: 'luocdo'}) SET s.writing = true WITH s REMOVE s.writing"
_KEEP = """
MATCH (s:Store {name: 'luocdo'})
MERGE (r:Reading {document: $row.document}) SET r = $row, r.version = s.version + 1
WITH r OPTIONAL MATCH (l:Left {document: $row.document}) DELETE l
"""
# A node that some document tells under this very id, and not only by a number without a year.
_KNOWN = """
MATCH (n:Entity) WHERE n.id IN $ids AND EXISTS {
    MATCH (n)<-[:SAYS]-(r:Reading) WHERE r.document <> $without AND NOT EXISTS {
        MATCH (s:Same {document: r.document}) WHERE s.node = n.id AND s.told <> n.id
    }
}
RETURN n.id, coalesce(n.issued_on, '')
"""
_CITING = """
MATCH (s:Same) WHERE s.told IN $ids RETURN s.document AS document
UNION MATCH (n:Entity)<-[:SAYS]-(r:Reading) WHERE n.id IN $ids RETURN r.document AS document
"""


class Neo4jLedger(Neo4jClaims):
    """A ledger over a managed write transaction, in which it lets one writer in at a time; see `Ledger`."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        super().__init__(transaction)
        self._rows(_LOCK)

    def held(self, document: str) -> Held | None:
        """The row of a loaded document; None if it is not loaded."""
        rows = self._rows("MATCH (r:Reading {document: $id}) RETURN r.source, r.digest, r.facts, r.characters", id=document)
        if not rows:
            self._note_absent(document)
        return Held(*rows[0]) if rows else None

    def from_source(self, source: str) -> list[str]:
        """The loaded documents that were read from a source file, by id."""
        return [id_ for (id_,) in self._rows("MATCH (r:Reading {source: $source}) RETURN r.document ORDER BY r.document", source=source)]

    def keep(self, bundle: Bundle, digest: str, facts: str) -> None:
        """Write the row of a document and what it leaves unresolved, in the place of what stood there."""
        held = Held(bundle.source, digest, facts, len(bundle.text))
        self._rows(_KEEP, row=neo4j_rows.reading(bundle.document, held, bundle.text))
        if left := [neo4j_rows.left(u) | {"document": bundle.document} for u in bundle.unresolved]:
            self._rows("UNWIND $rows AS row CREATE (l:Left) SET l = row", rows=left)

    def rename_source(self, document: str, source: str) -> None:
        """The kept text now comes from another source file."""
        self._rows("MATCH (r:Reading {document: $id}) SET r.source = $source", id=document, source=source)

    def drop(self, document: str) -> None:
        """Forget the row of a document, whose claims are gone already, and what it left unresolved."""
        self._rows("MATCH (l:Left {document: $id}) DELETE l", id=document)
        self._rows("MATCH (r:Reading {document: $id}) DETACH DELETE r", id=document)

    def spares(self, document: str) -> list[Spare]:
        """The texts that wait beside a document."""
        return [Spare(*row) for row in self._rows("MATCH (s:Spare {document: $id}) RETURN s.source, s.digest, s.characters", id=document)]

    def spare_text(self, document: str, source: str) -> str:
        """The whole bundle of a waiting text, as `codec.bundle_to_json` wrote it."""
        return str(self._rows("MATCH (s:Spare {key: $key}) RETURN s.bundle", key=neo4j_rows.key(document, source))[0][0])

    def add_spare(self, document: str, spare: Spare, data: str) -> None:
        """Let a text wait; `data` is its whole bundle."""
        self._rows("CREATE (s:Spare) SET s = $row", row=neo4j_rows.spare(document, spare, data))

    def drop_spares(self, document: str, source: str | None = None) -> None:
        """Forget the waiting texts of a document, or only the one from `source`."""
        self._rows("MATCH (s:Spare {document: $id}) WHERE $source IS NULL OR s.source = $source DELETE s", id=document, source=source)

    def drop_spares_elsewhere(self, source: str, document: str) -> None:
        """Forget the waiting texts from a source file, but for those of `document`."""
        self._rows("MATCH (s:Spare {source: $source}) WHERE s.document <> $id DELETE s", source=source, id=document)

    def named_documents(self, document: str) -> list[str]:
        """The ids of official documents that stand in the claims of a document."""
        if document in self._unsaid:
            return []
        return [id_ for (id_,) in self._rows("MATCH (:Reading {document: $id})-[:SAYS]->(n:Document) RETURN DISTINCT n.id", id=document)]

    def known(self, ids: Iterable[str], without: str = "") -> dict[str, str]:
        """Those of the documents that some text names by this very id, and the day of issue; see `Ledger.known`."""
        return dict(self._rows(_KNOWN, ids=list(ids), without=without))

    def citing(self, ids: Iterable[str]) -> list[str]:
        """The documents that told one of these ids, whichever node it is shown as now."""
        return [document for (document,) in self._rows(_CITING, ids=list(ids))]
