"""The SQLite store as the nodes and relationships by which Neo4j holds a store, one at a time and in a fixed order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from graph.identity import keys
from graph.store import neo4j_rows as rows
from graph.store.codec import Claim, NodeFacts, read_telling
from graph.store.ledger import Held, Like, Spare
from graph.store.sqlite_index import version_of
from graph.store.sqlite_reading import unresolved_of

_SAYINGS = (
    "SELECT n.id, c.priority, v.facts, c.proof FROM node_claim c JOIN node_variant v ON v.no = c.variant JOIN node n ON n.no = v.thing"
    " WHERE c.document = ? ORDER BY n.id"
)
_RELATIONS = (
    "SELECT s.id, t.id, e.type, e.qualifier, c.priority, v.facts, c.proof FROM edge_claim c JOIN edge_variant v ON v.no = c.variant"
    " JOIN edge e ON e.no = v.thing JOIN node s ON s.no = e.source JOIN node t ON t.no = e.target"
    " WHERE c.document = ? ORDER BY s.id, t.id, e.type, e.qualifier"
)
_KEYS = "SELECT k.key, t.document, t.task FROM telling_key k JOIN telling t ON t.no = k.telling ORDER BY k.key, k.telling"
_LIKENESSES = (
    "SELECT a.document, a.task, b.document, b.task, l.kind, l.score, l.reasons FROM likeness l"
    " JOIN telling a ON a.no = l.first JOIN telling b ON b.no = l.second ORDER BY l.first, l.second"
)
_DOCUMENT = "SELECT source, digest, facts, characters, version, text FROM document WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Item:
    """A node, or a relationship between `ends`; `kind` is its last label, or its type."""

    kind: str
    row: rows.Row
    ends: tuple[str, str] | None = None
    """What the two nodes are known by: the id of an entity, the document of a reading, the key of a telling or of what it shares."""


def items(c: sqlite3.Connection) -> Iterator[Item]:
    """Everything in the store; call inside a read transaction. Nodes come before the relationships between them."""
    (last_load,) = c.execute("SELECT value FROM meta WHERE key = 'last_load'").fetchone()
    yield Item("Store", rows.store(version_of(c), last_load))
    for id_, kind, name, name_en, aliases, properties in c.execute(
        "SELECT id, type, name, name_en, aliases, properties FROM node ORDER BY type, id"
    ):
        facts = NodeFacts(kind, name, name_en, tuple(json.loads(aliases)), json.loads(properties))
        yield Item(kind, rows.entity(id_, facts))
    for (document,) in c.execute("SELECT id FROM document ORDER BY id").fetchall():
        yield from _document(c, document)
    yield from _spares(c)
    yield from _tellings(c)


def _document(c: sqlite3.Connection, document: str) -> Iterator[Item]:
    *held, version, text = c.execute(_DOCUMENT, (document,)).fetchone()
    yield Item("Reading", rows.reading(document, Held(*held), text) | {"version": version})
    for mention in unresolved_of(c, document):
        yield Item("Left", rows.left(mention))
    for id_, *claim in c.execute(_SAYINGS, (document,)):
        yield Item("SAYS", rows.saying(Claim(*claim)), (document, id_))
    for source, target, kind, qualifier, *claim in c.execute(_RELATIONS, (document,)):
        yield Item(kind, rows.relation(document, (source, target, kind, qualifier), Claim(*claim)), (source, target))


def _spares(c: sqlite3.Connection) -> Iterator[Item]:
    for document, *waiting, data in c.execute("SELECT document, source, digest, characters, bundle FROM spare ORDER BY document, source"):
        yield Item("Spare", rows.spare(document, Spare(*waiting), data))


def _tellings(c: sqlite3.Connection) -> Iterator[Item]:
    for (facts,) in c.execute("SELECT facts FROM telling ORDER BY no"):
        telling = read_telling(facts)
        yield Item("Telling", rows.telling(telling, keys(telling)))
    for (key,) in c.execute("SELECT DISTINCT key FROM telling_key ORDER BY key"):
        yield Item("TellingKey", {"key": key})
    for key, document, task in c.execute(_KEYS):
        yield Item("HAS_KEY", {}, (rows.key(document, task), str(key)))
    for document, task, other, its_task, *like in c.execute(_LIKENESSES):
        ends = (document, task), (other, its_task)
        yield Item("LIKE", rows.likeness(Like(*ends, *like)), (rows.key(*ends[0]), rows.key(*ends[1])))
    for told in c.execute("SELECT document, told, node FROM same ORDER BY document, told"):
        yield Item("Same", rows.same(*told))
