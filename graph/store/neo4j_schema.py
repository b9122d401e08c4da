"""The constraints and indexes of a Neo4j store, derived from the ontology, and the checks on a database before it is used as one.

They are made when a store is opened whose mark, the `:Store` node, does not name just these; where it does, opening reads one row
and changes nothing, so that a user who may only read can open it too.
"""

from __future__ import annotations

import hashlib
from functools import cache

from graph.errors import StoreError
from graph.ontology import ontology
from graph.store.neo4j_connection import Connection
from graph.store.neo4j_rows import NAME as STORE
from graph.store.neo4j_rows import SCHEMA as SCHEMA_VERSION

__all__ = ["NAMES_INDEX", "SCHEMA_VERSION", "STORE", "WORDS_INDEX", "prepare", "statements"]

NAMES_INDEX, WORDS_INDEX = "luocdo_called", "luocdo_words"
_WAIT_SECONDS = 600
_UNIQUE = (
    ("Entity", "id"),
    ("Reading", "document"),
    ("Spare", "key"),
    ("Telling", "key"),
    ("TellingKey", "key"),
    ("Same", "key"),
    ("Store", "name"),
)
_LOOKED_UP = (
    ("Reading", "source"),
    ("Spare", "source"),
    ("Spare", "document"),
    ("Left", "document"),
    ("Telling", "document"),
    ("Telling", "task"),
    ("Same", "document"),
    ("Same", "told"),
)
_NAMED = ("number", "code")

_MARK = """
OPTIONAL MATCH (s:Store {name: $name})
RETURN s.schema, s.indexes, s IS NULL AND EXISTS { MATCH (:Entity) }
"""
_SET_MARK = "MERGE (s:Store {name: $name}) ON CREATE SET s.version = 0 SET s.schema = $schema, s.indexes = $indexes"


@cache
def statements() -> tuple[str, ...]:
    """All that makes the schema, each to be run by itself; they change nothing where it is there."""
    made = [_constraint(label, name) for label, name in _UNIQUE]
    made += [_index(label, name) for label, name in _LOOKED_UP]
    for kind in ontology().nodes.values():
        made += [_index(kind.name, p.name) for p in kind.properties.values() if p.type == "date" or p.name in _NAMED]
    made += [_relation_index(name, "document") for name in ontology().relations]
    made.append(_relation_index("LIKE", "kind"))
    return (*made, _full_text(NAMES_INDEX, "called", "keyword"), _full_text(WORDS_INDEX, "folded_names, n.folded_body", "whitespace"))


def prepare(connection: Connection) -> None:
    """Make the schema where it is not there as it should be, and wait until the indexes can be used.

    Raises StoreError where the database holds something else, or a store of another version.
    """
    schema, indexes, foreign = connection.rows(_MARK, name=STORE)[0]
    if foreign:
        raise StoreError(connection.url, "cơ sở dữ liệu này đã có dữ liệu khác; hãy dùng một cơ sở dữ liệu riêng cho Lược đồ")
    if schema is not None and schema != SCHEMA_VERSION:
        older = schema < SCHEMA_VERSION
        advice = "hãy nạp lại vào kho mới" if older else "hãy nâng cấp"
        maker = "cũ" if older else "mới hơn"
        raise StoreError(connection.url, f"kho do phiên bản {maker} tạo ra (lược đồ {schema}, bản này cần {SCHEMA_VERSION}); {advice}")
    wanted = hashlib.sha256("\n".join(statements()).encode()).hexdigest()
    if indexes == wanted:
        return
    for statement in statements():
        connection.run(statement)
    connection.run("CALL db.awaitIndexes($seconds)", seconds=_WAIT_SECONDS)
    connection.write(lambda work: work.run(_SET_MARK, name=STORE, schema=SCHEMA_VERSION, indexes=wanted).consume())


def _constraint(label: str, name: str) -> str:
    return f"CREATE CONSTRAINT luocdo_{label}_{name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"


def _index(label: str, name: str) -> str:
    return f"CREATE INDEX luocdo_{label}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"


def _relation_index(relation: str, name: str) -> str:
    return f"CREATE INDEX luocdo_{relation}_{name} IF NOT EXISTS FOR ()-[r:{relation}]-() ON (r.{name})"


def _full_text(index: str, names: str, analyzer: str) -> str:
    options = f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{analyzer}', `fulltext.eventually_consistent`: false}}}}"
    return f"CREATE FULLTEXT INDEX {index} IF NOT EXISTS FOR (n:Entity) ON EACH [n.{names}] {options}"
