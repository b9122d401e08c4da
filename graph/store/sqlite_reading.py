"""Reading nodes, edges and what was left unresolved from the tables of the SQLite store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from graph.model import Edge, Evidence, Node, Outline, Unresolved
from graph.ontology import ontology
from graph.store.base import Direction, Link
from graph.store.codec import dumps, merged_node, read_proof, read_properties

_NODES = """
SELECT n.id, n.type, n.name, n.name_en, n.aliases, n.properties, c.document, c.proof
FROM node n JOIN node_variant v ON v.thing = n.no JOIN node_claim c ON c.variant = v.no
"""
_EDGES = """
SELECT s.id, t.id, e.type, e.qualifier, e.properties, e.no, c.document, c.proof
FROM edge e JOIN node s ON s.no = e.source JOIN node t ON t.no = e.target
JOIN edge_variant v ON v.thing = e.no JOIN edge_claim c ON c.variant = v.no
"""
_AT = (
    " WHERE e.{end} IN (SELECT no FROM node WHERE id IN (SELECT value FROM json_each(:listed)))"
    " AND e.type IN (SELECT value FROM json_each(:{way}))"
)
_LINKS = "SELECT s.id, t.id, e.type, e.qualifier, NULL, e.no, '' FROM edge e JOIN node s ON s.no = e.source JOIN node t ON t.no = e.target"
_LINKED = """
SELECT s.id, t.id, e.type, e.qualifier, e.properties, e.no, c.document, c.proof
FROM json_each(:listed) w JOIN node s ON s.id = w.value ->> 0 JOIN node t ON t.id = w.value ->> 1
JOIN edge e ON e.source = s.no AND e.target = t.no AND e.type = w.value ->> 2 AND e.qualifier = w.value ->> 3
JOIN edge_variant v ON v.thing = e.no JOIN edge_claim c ON c.variant = v.no
"""
_OUTLINES = "SELECT n.id, n.type, n.name, n.name_en, n.aliases, n.properties FROM node n"
_MENTIONED = (
    "SELECT n.id, count(*) FROM node_claim c JOIN node_variant v ON v.no = c.variant JOIN node n ON n.no = v.thing"
    " WHERE c.proof <> '' GROUP BY n.no ORDER BY n.id"
)
_SAID = """
SELECT e.no, e.properties, c.document, c.proof FROM json_each(:listed) w JOIN edge e ON e.no = w.value
JOIN edge_variant v ON v.thing = e.no JOIN edge_claim c ON c.variant = v.no
"""
_CLAIMED = """
SELECT n.id, c.priority, c.document, v.facts, c.proof
FROM node n JOIN node_variant v ON v.thing = n.no JOIN node_claim c ON c.variant = v.no
WHERE n.id IN (SELECT value FROM json_each(:listed)) AND c.document NOT IN (SELECT value FROM json_each(:documents)) ORDER BY n.id
"""
_EMPTY = "{}"  # what most edges have; reading it as JSON for each of many takes time
_LISTED = "(SELECT value FROM json_each(:listed))"
_IN_ORDER = " ORDER BY s.id, t.id, e.type, e.qualifier"
Row = tuple[Any, ...]
_T = TypeVar("_T")


def nodes_by_id(c: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Node]:
    """The nodes with those ids, by id."""
    rows = c.execute(_NODES + "WHERE n.id IN " + _LISTED + " ORDER BY n.id", {"listed": dumps(sorted(set(ids)))})
    return {node.id: node for node in as_nodes(rows)}


def nodes_by_number(c: sqlite3.Connection, numbers: Iterable[int]) -> list[Node]:
    """The nodes with those row numbers, by id."""
    return list(as_nodes(c.execute(_NODES + "WHERE n.no IN " + _LISTED + " ORDER BY n.id", {"listed": dumps(sorted(numbers))})))


def outlines_by_id(c: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Outline]:
    """The nodes with those ids without their mentions, by id."""
    rows = c.execute(f"{_OUTLINES} WHERE n.id IN {_LISTED} ORDER BY n.id", {"listed": dumps(sorted(set(ids)))})
    return {row[0]: _outline(row) for row in rows}


def outlines_by_number(c: sqlite3.Connection, numbers: Iterable[int]) -> list[Outline]:
    """The nodes with those row numbers without their mentions, by id."""
    rows = c.execute(f"{_OUTLINES} WHERE n.no IN {_LISTED}", {"listed": dumps(sorted(numbers))})
    return list(map(_outline, sorted(rows)))


def mentioned(c: sqlite3.Connection) -> dict[str, int]:
    """In how many documents each node is mentioned."""
    return dict(c.execute(_MENTIONED))


def nodes_without(c: sqlite3.Connection, ids: Iterable[str], documents: Iterable[str]) -> dict[str, Node]:
    """The nodes with those ids as they are where some documents say nothing, by id; see `Store.without`."""
    values = {"listed": dumps(sorted(set(ids))), "documents": dumps(sorted(documents))}
    rows = c.execute(_CLAIMED, values)
    return {id_: merged_node(id_, [tuple(row[1:]) for row in claims]) for id_, claims in groupby(rows, key=itemgetter(0))}


def all_nodes(c: sqlite3.Connection) -> Iterator[Node]:
    """Every node, by id."""
    return as_nodes(c.execute(_NODES + "ORDER BY n.id"))


def all_edges(c: sqlite3.Connection) -> Iterator[Edge]:
    """Every edge, by source, target, type and key properties."""
    return (edge for _, edge in as_edges(c.execute(_EDGES + _IN_ORDER)))


def edge_values(c: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, tuple[tuple[Evidence, ...], dict[str, Any]]]:
    """What is said of the edges with those row numbers: evidence and properties, by number."""
    claims: dict[int, list[tuple[str, str]]] = {no: [] for no in numbers}
    values: dict[int, str] = {}
    for no, properties, document, proof in c.execute(_SAID, {"listed": dumps(numbers)}):
        values[no] = properties
        claims[no].append((document, proof))
    return {no: (_evidence(said), json.loads(values[no]) if values[no] != _EMPTY else {}) for no, said in claims.items()}


def edges_at(c: sqlite3.Connection, ids: Sequence[str], direction: Direction, types: Sequence[str]) -> dict[str, list[Edge]]:
    """Edges at each of some nodes; see `Store.edges_many`."""
    at, rows = _found_at(c, _EDGES, ids, direction, types)
    return _by_end(at, dict(as_edges(rows)))


def links_at(c: sqlite3.Connection, ids: Sequence[str], direction: Direction, types: Sequence[str]) -> dict[str, list[Link]]:
    """Which edges there are at each of some nodes; see `Store.links_many`."""
    at, rows = _found_at(c, _LINKS, ids, direction, types)
    return _by_end(at, {row[5]: Link(*row[:4]) for row in rows})


def edges_of(c: sqlite3.Connection, links: Sequence[Link]) -> dict[Link, Edge]:
    """The edges that these are; see `Store.edges_of`."""
    rows = sorted(c.execute(_LINKED, {"listed": dumps(sorted(set(links)))}), key=itemgetter(0, 1, 2, 3))
    edges, link_of = dict(as_edges(rows)), {row[5]: Link(*row[:4]) for row in rows}
    return {link_of[no]: edge for no, edge in edges.items()}


def _found_at(
    c: sqlite3.Connection, statement: str, ids: Sequence[str], direction: Direction, types: Sequence[str]
) -> tuple[dict[str, set[int]], list[Row]]:
    """The row numbers of the edges at each of some nodes, and the rows of all these edges in order."""
    wanted = [ontology().relation(name).name for name in types] or list(ontology().relations)
    symmetric = [name for name in wanted if ontology().relation(name).symmetric]
    values = {
        "listed": dumps(sorted(set(ids))),
        "out": dumps(symmetric if direction == "in" else wanted),
        "in": dumps(symmetric if direction == "out" else wanted),
    }
    at: dict[str, set[int]] = {id_: set() for id_ in ids}
    rows: dict[tuple[int, str], Row] = {}  # an edge may be found at both of its ends
    for end, column, way in (("source", 0, "out"), ("target", 1, "in")):
        if values[way] != "[]":
            for row in c.execute(statement + _AT.format(end=end, way=way), values):
                rows[row[5], row[6]] = row
                at[row[column]].add(row[5])
    return at, sorted(rows.values(), key=itemgetter(0, 1, 2, 3))


def _by_end(at: Mapping[str, set[int]], found: Mapping[int, _T]) -> dict[str, list[_T]]:
    """What was found, in its order, at each of the nodes."""
    place = {no: i for i, no in enumerate(found)}
    return {id_: [found[no] for no in sorted(numbers, key=place.__getitem__)] for id_, numbers in at.items()}


def as_nodes(rows: Iterable[Row]) -> Iterator[Node]:
    """Nodes from rows of one node each claim, the claims of a node together."""
    for (id_, kind, name, name_en, aliases, properties), claims in groupby(rows, key=itemgetter(0, 1, 2, 3, 4, 5)):
        mentions = _evidence((row[6], row[7]) for row in claims)
        yield Node(id_, kind, name, name_en, tuple(json.loads(aliases)), mentions, json.loads(properties))


def _outline(row: Row) -> Outline:
    id_, kind, name, name_en, aliases, properties = row
    other = tuple(json.loads(aliases)) if aliases != "[]" else ()
    return Outline(id_, kind, name, name_en, other, (), read_properties(properties) if properties != _EMPTY else {})


def as_edges(rows: Iterable[Row]) -> Iterator[tuple[int, Edge]]:
    """Numbered edges from rows of one edge each claim, the claims of an edge together."""
    for (source, target, kind, properties, no), claims in groupby(rows, key=itemgetter(0, 1, 2, 4, 5)):
        evidence = _evidence((row[6], row[7]) for row in claims)
        yield no, Edge(source, target, kind, evidence, json.loads(properties) if properties != _EMPTY else {})


def _evidence(claims: Iterable[tuple[str, str]]) -> tuple[Evidence, ...]:
    """All evidence in order: within a claim it is sorted already, so the claims only have to stand by document."""
    return tuple(e for document, proof in sorted(claims) for e in read_proof(document, proof))


def claimed_nodes(c: sqlite3.Connection, document: str) -> tuple[Node, ...]:
    """The nodes as that document alone describes them, by id."""
    rows = c.execute(
        "SELECT n.id, v.facts, c.proof FROM node_claim c JOIN node_variant v ON v.no = c.variant JOIN node n ON n.no = v.thing"
        " WHERE c.document = ? ORDER BY n.id",
        (document,),
    )
    return tuple(_claimed_node(id_, json.loads(facts), tuple(read_proof(document, proof))) for id_, facts, proof in rows)


def claimed_edges(c: sqlite3.Connection, document: str) -> tuple[Edge, ...]:
    """The edges as that document alone states them, in order."""
    rows = c.execute(
        "SELECT s.id, t.id, e.type, v.facts, c.proof"
        " FROM edge_claim c JOIN edge_variant v ON v.no = c.variant JOIN edge e ON e.no = v.thing"
        " JOIN node s ON s.no = e.source JOIN node t ON t.no = e.target WHERE c.document = ?" + _IN_ORDER,
        (document,),
    )
    return tuple(Edge(s, t, kind, tuple(read_proof(document, proof)), json.loads(facts)) for s, t, kind, facts, proof in rows)


def unresolved_of(c: sqlite3.Connection, document: str | None) -> list[Unresolved]:
    """What was left unresolved, in one document or in all."""
    rows = c.execute(
        'SELECT document, start, "end", kind, text, reason FROM unresolved WHERE :document IS NULL OR document = :document'
        ' ORDER BY document, start, "end", kind, text, reason',
        {"document": document},
    )
    return [Unresolved(*row) for row in rows]


def _claimed_node(id_: str, facts: list[Any], mentions: tuple[Evidence, ...]) -> Node:
    kind, name, name_en, aliases, properties = facts
    return Node(id_, kind, name, name_en, tuple(aliases), mentions, properties)
