"""The rules of loading: which text of a document is kept, and what becomes of a file that changed.

The state depends on what every source file gave last, not on the order of loading: each document keeps the text that
prevails among its sources' (the longest); the others wait as spares, unseen, and take over when that one goes.
"""

from __future__ import annotations

import sqlite3

from graph.model import Bundle
from graph.store.base import Written
from graph.store.sqlite_codec import Claims, bundle_from_json, bundle_to_json, read_claims, text_digest
from graph.store.sqlite_identity import say, told_bundle

Rank = tuple[int, str, str]
"""Which of two texts of a document prevails: the longer, then the smaller digest, then the smaller source."""


def write_bundle(c: sqlite3.Connection, bundle: Bundle) -> Written:
    """Keep what `bundle` says; see `Store.write`. Call inside a write transaction."""
    moved = _leave_other_documents(c, bundle)
    written = _settle(c, bundle)
    return Written.REPLACED if moved else written


def withdraw_document(c: sqlite3.Connection, document: str) -> bool:
    """Forget a document with its spares; see `Store.withdraw`. Call inside a write transaction."""
    if c.execute("SELECT 1 FROM document WHERE id = ?", (document,)).fetchone() is None:
        return False
    c.execute("DELETE FROM spare WHERE document = ?", (document,))
    _forget(c, document)
    return True


def _settle(c: sqlite3.Connection, bundle: Bundle) -> Written:
    """Let the bundle and what is already there of its document compete, and keep the one that prevails."""
    digest, claims = text_digest(bundle.text), read_claims(bundle)
    held = c.execute("SELECT source, digest, facts, characters FROM document WHERE id = ?", (bundle.document,)).fetchone()
    if held is None:
        _keep(c, bundle, digest, claims)
        return Written.ADDED
    source, *content, characters = held
    same = content == [digest, claims.digest]
    if same and source == bundle.source:
        return Written.UNCHANGED
    c.execute("DELETE FROM spare WHERE document = ? AND source = ?", (bundle.document, bundle.source))
    rivals = _spare_ranks(c, bundle.document)
    if source != bundle.source:
        rivals.append((-characters, content[0], source))
    if rivals and min(rivals) < (-len(bundle.text), digest, bundle.source):
        _set_aside(c, bundle, digest)
        if source == bundle.source:
            _forget(c, bundle.document)
            _promote_spare(c, bundle.document)
        return Written.UNCHANGED if same else Written.SUPERSEDED
    if source != bundle.source:
        _set_aside(c, told_bundle(c, bundle.document), content[0])
    if same:
        c.execute("UPDATE document SET source = ? WHERE id = ?", (bundle.source, bundle.document))
        return Written.UNCHANGED
    _keep(c, bundle, digest, claims)
    return Written.REPLACED


def _leave_other_documents(c: sqlite3.Connection, bundle: Bundle) -> bool:
    """The file was another document before: it says nothing of that one any longer. True if that changed the graph."""
    if not bundle.source:
        return False
    c.execute("DELETE FROM spare WHERE source = ? AND document <> ?", (bundle.source, bundle.document))
    left = c.execute("SELECT id FROM document WHERE source = ? AND id <> ? ORDER BY id", (bundle.source, bundle.document)).fetchall()
    for (document,) in left:
        _forget(c, document)
        _promote_spare(c, document)
    return bool(left)


def _keep(c: sqlite3.Connection, bundle: Bundle, digest: str, claims: Claims) -> None:
    c.execute(
        "INSERT INTO document (id, source, digest, facts, characters, text) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET source = excluded.source, digest = excluded.digest, facts = excluded.facts,"
        " characters = excluded.characters, text = excluded.text",
        (bundle.document, bundle.source, digest, claims.digest, len(bundle.text), bundle.text),
    )
    c.execute("DELETE FROM unresolved WHERE document = ?", (bundle.document,))
    c.executemany(
        'INSERT INTO unresolved (document, start, "end", kind, text, reason) VALUES (?, ?, ?, ?, ?, ?)',
        [(bundle.document, u.start, u.end, u.kind, u.text, u.reason) for u in bundle.unresolved],
    )
    say(c, bundle.document, bundle)


def _forget(c: sqlite3.Connection, document: str) -> None:
    say(c, document, None)
    c.execute("DELETE FROM unresolved WHERE document = ?", (document,))
    c.execute("DELETE FROM document WHERE id = ?", (document,))


def _spare_ranks(c: sqlite3.Connection, document: str) -> list[Rank]:
    return c.execute("SELECT -characters, digest, source FROM spare WHERE document = ?", (document,)).fetchall()


def _set_aside(c: sqlite3.Connection, bundle: Bundle, digest: str) -> None:
    c.execute(
        "INSERT INTO spare (document, source, digest, characters, bundle) VALUES (?, ?, ?, ?, ?)",
        (bundle.document, bundle.source, digest, len(bundle.text), bundle_to_json(bundle)),
    )


def _promote_spare(c: sqlite3.Connection, document: str) -> None:
    """Keep the best spare of a document that was just forgotten, if it has one."""
    best = c.execute(
        "SELECT source, bundle, digest FROM spare WHERE document = ? ORDER BY -characters, digest, source LIMIT 1", (document,)
    ).fetchone()
    if best is not None:
        source, data, digest = best
        bundle = bundle_from_json(document, source, data)
        c.execute("DELETE FROM spare WHERE document = ? AND source = ?", (document, source))
        _keep(c, bundle, digest, read_claims(bundle))
