"""Numbers cited without their year in the SQLite store: kept under the only document of that number that the text can mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from graph.identity.citing import could_be, meant, undated
from graph.model import Bundle
from graph.store.sqlite_codec import dumps

_LISTED = "(SELECT value FROM json_each(?))"
# A node that some document tells under this very id, and not only by a number without a year.
_KNOWN = (
    "SELECT n.id, coalesce(json_extract(n.properties, '$.issued_on'), '') FROM node n WHERE n.id IN " + _LISTED + " AND EXISTS ("
    "SELECT 1 FROM node_variant v JOIN node_claim c ON c.variant = v.no WHERE v.thing = n.no"
    " AND NOT EXISTS (SELECT 1 FROM same s WHERE s.document = c.document AND s.node = n.id AND s.told <> n.id))"
)
_TOLD_BY = (
    f"SELECT document FROM same WHERE told IN {_LISTED} UNION SELECT c.document FROM node n JOIN node_variant v ON v.thing = n.no"
    f" JOIN node_claim c ON c.variant = v.no WHERE n.id IN {_LISTED}"
)


def dated_ids(c: sqlite3.Connection, document: str, bundle: Bundle | None) -> list[str]:
    """The dated official documents that a document named so far, and those that it names in `bundle`."""
    rows = c.execute(
        "SELECT DISTINCT n.id FROM node_claim c JOIN node_variant v ON v.no = c.variant JOIN node n ON n.no = v.thing"
        " WHERE c.document = ? AND n.type = 'Document'",
        (document,),
    )
    named = {id_ for (id_,) in rows} | {node.id for node in (bundle.nodes if bundle else ()) if node.type == "Document"}
    return sorted(id_ for id_ in named if undated(id_))


def known(c: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Those of the documents that some text names with their year, and the day of issue ('' where nobody says it)."""
    return dict(c.execute(_KNOWN, (dumps(sorted(ids)),)))


def resolve(c: sqlite3.Connection, bundle: Bundle) -> bool:
    """Settle what the undated numbers of a told document mean; True if that changed."""
    told = {node.id: node for node in bundle.nodes if node.type == "Document"}
    day = str(told[bundle.document].get("issued_on")) if bundle.document in told else ""
    now = {}
    for id_ in sorted(told):
        choices = could_be(id_, day)
        node = meant(id_, day, known(c, choices)) if choices else ""
        if node and node not in told:
            now[id_] = node
    rows = c.execute("SELECT told, node FROM same WHERE document = ? AND told LIKE 'document:%'", (bundle.document,))
    before = dict(rows)
    if now == before:
        return False
    c.execute("DELETE FROM same WHERE document = ? AND told LIKE 'document:%'", (bundle.document,))
    c.executemany("INSERT INTO same VALUES (?, ?, ?)", [(bundle.document, id_, node) for id_, node in now.items()])
    return True


def citing(c: sqlite3.Connection, dated: Iterable[str]) -> list[str]:
    """The documents that cite one of the dated documents by its number alone, so far as is known."""
    numbers = dumps(sorted({undated(id_) for id_ in dated}))
    return sorted({id_ for (id_,) in c.execute(_TOLD_BY, (numbers, numbers))})
