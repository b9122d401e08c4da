"""The ledger of the SQLite store: documents, waiting texts and what is known of numbers; tellings and claims stand beside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from graph.model import Bundle
from graph.store.codec import Claims, dumps
from graph.store.ledger import Held, Kept, Spare
from graph.store.sqlite_claims import replace_claims
from graph.store.sqlite_ledger_tellings import SqliteTellings
from graph.store.sqlite_reading import claimed_edges, claimed_nodes, unresolved_of

_LISTED = "(SELECT value FROM json_each(?))"
# A node that some document tells under this very id, and not only by a number without a year.
_KNOWN = (
    "SELECT n.id, coalesce(json_extract(n.properties, '$.issued_on'), '') FROM node n WHERE n.id IN " + _LISTED + " AND EXISTS ("
    "SELECT 1 FROM node_variant v JOIN node_claim c ON c.variant = v.no WHERE v.thing = n.no AND c.document <> ?"
    " AND NOT EXISTS (SELECT 1 FROM same s WHERE s.document = c.document AND s.node = n.id AND s.told <> n.id))"
)
_TOLD_BY = (
    f"SELECT document FROM same WHERE told IN {_LISTED} UNION SELECT c.document FROM node n JOIN node_variant v ON v.thing = n.no"
    f" JOIN node_claim c ON c.variant = v.no WHERE n.id IN {_LISTED}"
)


class SqliteLedger(SqliteTellings):
    """A ledger over a connection inside a write transaction; see `Ledger`."""

    def held(self, document: str) -> Held | None:
        """The row of a loaded document; None if it is not loaded."""
        row = self._c.execute("SELECT source, digest, facts, characters FROM document WHERE id = ?", (document,)).fetchone()
        return Held(*row) if row else None

    def from_source(self, source: str) -> list[str]:
        """The loaded documents that were read from a source file, by id."""
        return [id_ for (id_,) in self._c.execute("SELECT id FROM document WHERE source = ? ORDER BY id", (source,))]

    def keep(self, bundle: Bundle, digest: str, facts: str) -> None:
        """Write the row of a document and what it leaves unresolved, in the place of what stood there."""
        self._c.execute(
            "INSERT INTO document (id, source, digest, facts, characters, text, version)"
            " SELECT ?, ?, ?, ?, ?, ?, value + 1 FROM meta WHERE key = 'version'"
            " ON CONFLICT (id) DO UPDATE SET source = excluded.source, digest = excluded.digest, facts = excluded.facts,"
            " characters = excluded.characters, text = excluded.text, version = excluded.version",
            (bundle.document, bundle.source, digest, facts, len(bundle.text), bundle.text),
        )
        self._c.execute("DELETE FROM unresolved WHERE document = ?", (bundle.document,))
        self._c.executemany(
            'INSERT INTO unresolved (document, start, "end", kind, text, reason) VALUES (?, ?, ?, ?, ?, ?)',
            [(bundle.document, u.start, u.end, u.kind, u.text, u.reason) for u in bundle.unresolved],
        )

    def rename_source(self, document: str, source: str) -> None:
        """The kept text now comes from another source file."""
        self._c.execute("UPDATE document SET source = ? WHERE id = ?", (source, document))

    def drop(self, document: str) -> None:
        """Forget the row of a document, whose claims are gone already, and what it left unresolved."""
        self._c.execute("DELETE FROM unresolved WHERE document = ?", (document,))
        self._c.execute("DELETE FROM document WHERE id = ?", (document,))

    def spares(self, document: str) -> list[Spare]:
        """The texts that wait beside a document."""
        rows = self._c.execute("SELECT source, digest, characters FROM spare WHERE document = ?", (document,))
        return [Spare(*row) for row in rows]

    def spare_text(self, document: str, source: str) -> str:
        """The whole bundle of a waiting text, as `codec.bundle_to_json` wrote it."""
        return str(self._c.execute("SELECT bundle FROM spare WHERE document = ? AND source = ?", (document, source)).fetchone()[0])

    def add_spare(self, document: str, spare: Spare, data: str) -> None:
        """Let a text wait; `data` is its whole bundle."""
        self._c.execute(
            "INSERT INTO spare (document, source, digest, characters, bundle) VALUES (?, ?, ?, ?, ?)",
            (document, spare.source, spare.digest, spare.characters, data),
        )

    def drop_spares(self, document: str, source: str | None = None) -> None:
        """Forget the waiting texts of a document, or only the one from `source`."""
        self._c.execute("DELETE FROM spare WHERE document = ?1 AND (?2 IS NULL OR source = ?2)", (document, source))

    def drop_spares_elsewhere(self, source: str, document: str) -> None:
        """Forget the waiting texts from a source file, but for those of `document`."""
        self._c.execute("DELETE FROM spare WHERE source = ? AND document <> ?", (source, document))

    def replace_claims(self, claims: Mapping[str, Claims | None]) -> None:
        """Forget all that these documents say and keep these claims instead; see `Ledger.replace_claims`."""
        self._c.execute("PRAGMA defer_foreign_keys = ON")  # an edge may for a moment lead to a node that a later step makes anew
        replace_claims(self._c, claims)

    def kept(self, documents: Collection[str]) -> dict[str, Kept]:
        """All that loaded documents say."""
        return {id_: self._kept(id_) for id_ in sorted(documents)}

    def _kept(self, document: str) -> Kept:
        source, text = self._c.execute("SELECT source, text FROM document WHERE id = ?", (document,)).fetchone()
        nodes, edges = claimed_nodes(self._c, document), claimed_edges(self._c, document)
        return Kept(source, text, nodes, edges, tuple(unresolved_of(self._c, document)))

    def named_documents(self, document: str) -> list[str]:
        """The ids of official documents that stand in the claims of a document."""
        rows = self._c.execute(
            "SELECT DISTINCT n.id FROM node_claim c JOIN node_variant v ON v.no = c.variant JOIN node n ON n.no = v.thing"
            " WHERE c.document = ? AND n.type = 'Document'",
            (document,),
        )
        return [id_ for (id_,) in rows]

    def known(self, ids: Iterable[str], without: str = "") -> dict[str, str]:
        """Those of the documents that some text names by this very id, and the day of issue; see `Ledger.known`."""
        return dict(self._c.execute(_KNOWN, (dumps(sorted(ids)), without)))

    def citing(self, ids: Iterable[str]) -> list[str]:
        """The documents that told one of these ids, whichever node it is shown as now."""
        numbers = dumps(sorted(ids))
        return [id_ for (id_,) in self._c.execute(_TOLD_BY, (numbers, numbers))]
