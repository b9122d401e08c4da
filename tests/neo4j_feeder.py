"""Puts what a SQLite store holds into an empty Neo4j store, so that both can be asked the same."""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from graph.model import Unresolved
from graph.store import neo4j_rows
from graph.store.codec import Claim, NodeFacts, read_telling
from graph.store.ledger import Held, Like
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_connection import Connection
from graph.store.sqlite import SqliteStore

Row = tuple[Any, ...]


def feed(store: SqliteStore, url: str) -> Neo4jStore:
    """Open the Neo4j store at `url`, which must be empty, with all that `store` holds."""
    Neo4jStore.open(url).close()
    connection = Connection.open(url)
    try:
        with store._connections.read() as c:
            _feed(connection, lambda sql: c.execute(sql).fetchall())
    finally:
        connection.close()
    return Neo4jStore.open(url)


def fed(path: Path, url: str) -> Neo4jStore:
    """The same for a store file."""
    with SqliteStore.open(str(path)) as store:
        return feed(store, url)


def _feed(to: Connection, read: Any) -> None:
    nodes = read("SELECT type, id, name, name_en, aliases, properties FROM node ORDER BY type")
    for kind, rows in groupby(nodes, itemgetter(0)):
        entities = [neo4j_rows.entity(row[1], _facts(row)) for row in rows]
        _all(to, f"CREATE (n:Entity:{kind}) SET n = row", entities)
    readings = read("SELECT id, source, digest, facts, characters, text FROM document")
    _all(to, "CREATE (n:Reading) SET n = row", [neo4j_rows.reading(row[0], Held(*row[1:5]), row[5]) for row in readings])
    says = read(
        "SELECT c.document, n.id, c.priority, v.facts, c.proof FROM node_claim c"
        " JOIN node_variant v ON v.no = c.variant JOIN node n ON n.no = v.thing"
    )
    _all(
        to,
        "MATCH (d:Reading {document: row[0]}) MATCH (n:Entity {id: row[1]}) CREATE (d)-[r:SAYS]->(n) SET r = row[2]",
        [[row[0], row[1], neo4j_rows.saying(Claim(*row[2:]))] for row in says],
    )
    edges = read(
        "SELECT e.type, s.id, t.id, e.qualifier, c.document, c.priority, v.facts, c.proof FROM edge_claim c"
        " JOIN edge_variant v ON v.no = c.variant JOIN edge e ON e.no = v.thing"
        " JOIN node s ON s.no = e.source JOIN node t ON t.no = e.target ORDER BY e.type"
    )
    for kind, rows in groupby(edges, itemgetter(0)):
        told = [[r[1], r[2], neo4j_rows.relation(r[4], (r[1], r[2], r[0], r[3]), Claim(*r[5:]))] for r in rows]
        _all(to, f"MATCH (a:Entity {{id: row[0]}}) MATCH (b:Entity {{id: row[1]}}) CREATE (a)-[r:{kind}]->(b) SET r = row[2]", told)
    left = read('SELECT document, start, "end", kind, text, reason FROM unresolved')
    _all(to, "CREATE (n:Left) SET n = row", [neo4j_rows.left(Unresolved(*row)) for row in left])
    _feed_tellings(to, read)
    version = read("SELECT value FROM meta WHERE key = 'version'")[0][0]
    to.write(lambda work: work.run("MATCH (s:Store) SET s.version = $version", version=version).consume())


def _facts(row: Row) -> NodeFacts:
    kind, _, name, name_en, aliases, properties = row
    return NodeFacts(kind, name, name_en, tuple(json.loads(aliases)), json.loads(properties))


def _feed_tellings(to: Connection, read: Any) -> None:
    tellings = read("SELECT no, facts FROM telling")
    keys = {no: neo4j_rows.telling(read_telling(facts), [])["key"] for no, facts in tellings}
    _all(to, "CREATE (n:Telling) SET n = row", [neo4j_rows.telling(read_telling(facts), []) for _, facts in tellings])
    likes = read("SELECT first, second, kind, score, reasons FROM likeness")
    _all(
        to,
        "MATCH (a:Telling {key: row[0]}) MATCH (b:Telling {key: row[1]}) CREATE (a)-[r:LIKE]->(b) SET r = row[2]",
        [[keys[a], keys[b], neo4j_rows.likeness(Like(("", ""), ("", ""), *rest))] for a, b, *rest in likes],
    )
    _all(to, "CREATE (n:Same) SET n = row", [neo4j_rows.same(*row) for row in read("SELECT document, told, node FROM same")])


def _all(to: Connection, cypher: str, rows: list[Any]) -> None:
    for start in range(0, len(rows), 5000):
        _run(to, f"UNWIND $rows AS row {cypher}", rows[start : start + 5000])


def _run(to: Connection, cypher: str, rows: list[Any]) -> None:
    to.write(lambda work: work.run(cypher, rows=rows).consume())
