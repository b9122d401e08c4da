"""Reading nodes, edges and what else a Neo4j store keeps: the statements, and the values made of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from graph.model import REGISTRY, Edge, Evidence, Node, Outline
from graph.ontology import ontology
from graph.store.base import Direction, Link
from graph.store.codec import merged_node, read_proof
from graph.store.neo4j_rows import CLAIMED, COMMON, HELPERS

Row = Sequence[Any]
NODE = (
    "n.id, labels(n), n{.*, " + ", ".join(f"{name}: NULL" for name in HELPERS) + "},"
    " COLLECT { MATCH (d)-[s:SAYS]->(n) WHERE s.proof <> '' RETURN [d.document, s.proof] }"
)
"""What `as_node` makes a node of, of an entity `n`."""
OUTLINE = NODE.partition(" COLLECT")[0].removesuffix(",")
"""What `as_outline` makes an outline of, of an entity `n`."""
EDGE = "type(r), r{.*, quote: NULL}"
"""What `as_edges` makes edges of, of a relationship `r`, after the ids of its source and its target."""
_LINK = "type(r), r.qualifier"

VERSION = "MATCH (s:Store {name: $name}) RETURN s.version"
LAST_LOAD = "MATCH (s:Store {name: $name}) RETURN coalesce(s.last_load, 0)"
BEGIN_LOAD = "MATCH (s:Store {name: $name}) SET s.last_load = s.version"
NODES_BY_ID = f"MATCH (n:Entity) WHERE n.id IN $ids RETURN {NODE} ORDER BY n.id"
OUTLINES_BY_ID = f"MATCH (n:Entity) WHERE n.id IN $ids RETURN {OUTLINE} ORDER BY n.id"
MENTIONED = "MATCH (:Reading)-[s:SAYS]->(n:Entity) WHERE s.proof <> '' RETURN n.id, count(*) ORDER BY n.id"
TOLD_BY_OTHERS = (
    "MATCH (d:Reading)-[s:SAYS]->(n:Entity) WHERE n.id IN $ids AND NOT d.document IN $documents"
    " RETURN n.id, s.priority, d.document, s.facts, s.proof ORDER BY n.id"
)
ALL_NODES = f"MATCH (n:Entity) WHERE n.id >= '' RETURN {NODE} ORDER BY n.id"
DOCUMENTS = """
MATCH (d:Reading) WHERE d.document <> $registry
RETURN d.document, d.source, d.digest, d.characters, coalesce(d.version, 0) ORDER BY d.document
"""
TEXT = "MATCH (d:Reading {document: $document}) WHERE d.document <> $registry RETURN d.text"
UNRESOLVED = "MATCH (u:Left) RETURN u.document, u.start, u.end, u.kind, u.text, u.reason"
UNRESOLVED_OF = UNRESOLVED.replace("(u:Left)", "(u:Left {document: $document})")


def relation_names(types: Sequence[str]) -> list[str]:
    """The wanted types of edges, all if none is named; raises ModelError for one that the ontology does not know."""
    return [ontology().relation(name).name for name in types] or list(ontology().relations)


def symmetric_names(types: Sequence[str]) -> list[str]:
    """Those of the types whose edges are stored once and read both ways."""
    return [name for name in types if ontology().relation(name).symmetric]


def labels(names: Iterable[str]) -> str:
    """Names of the ontology as an alternative in a pattern."""
    return "|".join(sorted(set(names)))


@cache
def all_edges() -> str:
    """The statement for every edge: a row for each node, in order of ids, with the list of what `as_edges` reads."""
    return (
        f"MATCH (n:Entity) WHERE n.id >= '' WITH n ORDER BY n.id"
        f" RETURN COLLECT {{ MATCH (n)-[r:{labels(ontology().relations)}]->(m) RETURN [n.id, m.id, {EDGE}] }}"
    )


@cache
def counts() -> str:
    """The statement for how much there is of each type, as rows of what, name, number; an edge that several documents say counts once."""
    parts = [f"MATCH (n:{name}:Entity) RETURN 'node' AS what, '{name}' AS name, count(*) AS number" for name in ontology().nodes]
    parts += [
        f"MATCH (a)-[r:{name}]->(b) WITH DISTINCT a, b, r.qualifier AS q RETURN 'edge' AS what, '{name}' AS name, count(*) AS number"
        for name in ontology().relations
    ]
    parts.append(f"MATCH (d:Reading) WHERE d.document <> '{REGISTRY}' RETURN 'documents' AS what, '' AS name, count(*) AS number")
    parts.append("MATCH (u:Left) RETURN 'unresolved' AS what, '' AS name, count(*) AS number")
    return " UNION ALL ".join(parts)


def edges_at(direction: Direction, types: Sequence[str], told: str = EDGE) -> str:
    """The statement for the edges at each of the nodes `$ids`: rows of the node's id, of both ends, and of what `as_edges` reads."""
    wanted = relation_names(types)
    symmetric = symmetric_names(wanted)
    if direction == "both" or len(symmetric) == len(wanted):
        return _at("(n)-[r:{}]-(m)", wanted, "CASE startNode(r) WHEN n THEN [n.id, m.id] ELSE [m.id, n.id] END", told)
    along, against = ("(n)-[r:{}]->(m)", "[n.id, m.id]"), ("(n)<-[r:{}]-(m)", "[m.id, n.id]")
    main, other = (along, against) if direction == "out" else (against, along)
    parts = [_at(main[0], wanted, main[1], told)]
    if symmetric:
        parts.append(_at(other[0], symmetric, other[1], told))
    return " UNION ALL ".join(parts)


def _at(pattern: str, types: Sequence[str], ends: str, told: str) -> str:
    return f"MATCH (n:Entity) WHERE n.id IN $ids MATCH {pattern.format(labels(types))} RETURN n.id AS at, {ends} AS ends, {told}"


def as_node(row: Row) -> Node:
    """The node of a row as `NODE` gives it."""
    *told, claims = row
    known = as_outline(told)
    return Node(known.id, known.type, known.name, known.name_en, known.aliases, _evidence(claims), known.properties)


def as_outline(row: Row) -> Outline:
    """The node of a row as `OUTLINE` gives it."""
    id_, kinds, values = row
    properties = {name: values[name] for name in sorted(values) if name not in COMMON and values[name] is not None}
    kind = next(label for label in kinds if label in ontology().nodes)
    return Outline(id_, kind, values["name"], values.get("name_en") or "", tuple(values.get("aliases") or ()), (), properties)


def nodes_without(rows: Iterable[Row]) -> dict[str, Node]:
    """The nodes that the claims in rows of `TOLD_BY_OTHERS` make, by id."""
    return {id_: merged_node(id_, [tuple(row[1:]) for row in claims]) for id_, claims in groupby(rows, key=itemgetter(0))}


def as_edges(rows: Iterable[Row]) -> list[Edge]:
    """The edges of rows (source, target, type, properties), in order; the rows of one edge, of several documents, become one."""
    edges = []
    for (source, target, kind, _), same in groupby(sorted(rows, key=_edge_order), key=_edge_key):
        claims = [values for _, _, _, values in same]
        properties: dict[str, Any] = {}
        for values in claims:  # those that prevail first
            for name, value in values.items():
                if name not in CLAIMED and value is not None:
                    properties.setdefault(name, value)
        edges.append(Edge(source, target, kind, _evidence((v["document"], v["proof"]) for v in claims), dict(sorted(properties.items()))))
    return edges


def edges_by_end(ids: Sequence[str], rows: Iterable[Row]) -> dict[str, list[Edge]]:
    """The edges of rows as `edges_at` gives them, at each of the nodes."""
    ends: dict[tuple[Any, ...], set[str]] = {}
    told: dict[tuple[Any, ...], Row] = {}  # an edge may be found at both of its ends, and a loop twice at one
    for at, (source, target), kind, values in rows:
        row = (source, target, kind, values)
        ends.setdefault(_edge_key(row), set()).add(at)
        told[(*_edge_key(row), values["document"])] = row
    found: dict[str, list[Edge]] = {id_: [] for id_ in ids}
    keys = sorted(ends)
    for edge, key in zip(as_edges(told.values()), keys, strict=True):
        for at in ends[key]:
            found[at].append(edge)
    return found


def links_at(direction: Direction, types: Sequence[str]) -> str:
    """As `edges_at`, each edge only named by its type and its key properties."""
    return edges_at(direction, types, _LINK)


def links_by_end(ids: Sequence[str], rows: Iterable[Row]) -> dict[str, list[Link]]:
    """The links of rows as `links_at` gives them, at each of the nodes; what several documents say is one link."""
    found: dict[str, set[Link]] = {id_: set() for id_ in ids}
    for at, (source, target), kind, qualifier in rows:
        found[at].add(Link(source, target, kind, qualifier))
    return {id_: sorted(links) for id_, links in found.items()}


@cache
def edges_of() -> str:
    """The statement for the edges that `$links` name, as rows that `as_edges` reads."""
    return (
        "UNWIND $links AS link MATCH (n:Entity {id: link[0]}) MATCH (m:Entity {id: link[1]})"
        f" MATCH (n)-[r:{labels(ontology().relations)}]->(m) WHERE type(r) = link[2] AND r.qualifier = link[3] RETURN n.id, m.id, {EDGE}"
    )


def by_link(rows: Iterable[Row]) -> dict[Link, Edge]:
    """The edges of rows as `edges_of` gives them, by what names them."""
    told = list(rows)
    return dict(zip(sorted({Link(*_edge_key(row)) for row in told}), as_edges(told), strict=True))


def _edge_key(row: Row) -> tuple[str, str, str, str]:
    source, target, kind, values = row
    return source, target, kind, values["qualifier"]


def _edge_order(row: Row) -> tuple[Any, ...]:
    return (*_edge_key(row), row[3]["priority"], row[3]["document"])


def _evidence(claims: Iterable[Sequence[str]]) -> tuple[Evidence, ...]:
    """All evidence in order: within a claim it is sorted already, so the claims only have to stand by document."""
    return tuple(e for document, proof in sorted(claims, key=itemgetter(0)) for e in read_proof(document, proof))
