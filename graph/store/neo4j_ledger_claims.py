"""The claims of the Neo4j store: what each document says of nodes and edges, and the merged nodes.

A document's word on a node is a SAYS relationship from its Reading; its word on an edge is a relationship of its own between the two
nodes, so that the graph can be walked as it stands. What several documents say of an edge is put together when it is read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from graph.model import Edge, Node, Unresolved
from graph.ontology import ontology
from graph.store import neo4j_rows
from graph.store.codec import Claim, Claims, EdgeKey, merge_nodes, read_proof
from graph.store.ledger import Kept
from graph.store.neo4j_ledger_tellings import Neo4jTellings

_UNSAY = "MATCH (r:Reading)-[s:SAYS]->(n:Entity) WHERE r.document IN $documents DELETE s RETURN DISTINCT n.id"
_STANDING = "MATCH (n:Entity) WHERE n.id IN $ids RETURN n.id, labels(n), properties(n)"
# All different facts that are claimed of a node, each with the best of its claims.
_CLAIMED = """
MATCH (n:Entity)<-[s:SAYS]-(r:Reading) WHERE n.id IN $ids
RETURN n.id, s.facts, min(toString(s.priority) + r.document)
"""
_MAKE = "UNWIND $rows AS row CREATE (n:Entity:$(row.type)) SET n = row.properties"
_CHANGE = "UNWIND $rows AS row MATCH (n:Entity {id: row.properties.id}) SET n = row.properties"
_CHANGE_TYPE = "UNWIND $rows AS row MATCH (n:Entity {id: row.properties.id}) REMOVE n:$(row.was) SET n:$(row.type)"
_DROP = "UNWIND $ids AS id MATCH (n:Entity {id: id}) DETACH DELETE n"
_SAY = """
UNWIND $rows AS row
MATCH (r:Reading {document: row.document})
UNWIND row.said AS claim
MATCH (n:Entity {id: claim.id})
CREATE (r)-[s:SAYS]->(n) SET s = claim.properties
"""
_RELATE = """
UNWIND $rows AS row
MATCH (a:Entity {id: row.source}) MATCH (b:Entity {id: row.target})
CREATE (a)-[e:$(row.type)]->(b) SET e = row.properties
"""
_SAID_NODES = "MATCH (r:Reading)-[s:SAYS]->(n:Entity) WHERE r.document IN $documents RETURN r.document, n.id, s.facts, s.proof"
_SAID_ROWS = "MATCH (r:Reading) WHERE r.document IN $documents RETURN r.document, r.source, r.text"
_LEFT = (
    "MATCH (l:Left) WHERE l.document IN $documents RETURN l.document, l.start, l.end, l.kind, l.text, l.reason"
    " ORDER BY l.document, l.start, l.end, l.kind, l.text, l.reason"
)


@cache
def _edges_of(then: str) -> str:
    """A statement over all edges (a)-[e]->(b) that some documents state, found by the index of each type of relation."""
    ways = " UNION ALL ".join(f"MATCH (a)-[e:{name} {{document: document}}]->(b) RETURN a, e, b" for name in sorted(ontology().relations))
    return f"UNWIND $documents AS document CALL (document) {{ {ways} }} {then}"


class Neo4jClaims(Neo4jTellings):
    """The part of a ledger about claims; see `Ledger`."""

    def replace_claims(self, claims: Mapping[str, Claims | None]) -> None:
        """Forget all that these documents say, keep these claims instead, and merge anew; see `Ledger.replace_claims`."""
        before = [document for document in claims if document not in self._unsaid]
        left = {id_ for (id_,) in self._rows(_UNSAY, documents=before)} if before else set()
        if left:
            self._rows(_edges_of("DELETE e"), documents=before)
        said = {document: made for document, made in claims.items() if made is not None}
        self._merge(left, said)
        if said:
            self._rows(_SAY, rows=[{"document": id_, "said": _said(made)} for id_, made in said.items()])
        if edges := [_edge_row(id_, key, claim) for id_, made in said.items() for key, claim in made.edges.items()]:
            self._rows(_RELATE, rows=edges)
        self._unsaid -= said.keys()
        self._rows("MATCH (s:Store {name: 'luocdo'}) SET s.version = s.version + 1")

    def _merge(self, left: set[str], said: Mapping[str, Claims]) -> None:
        """Make, change and drop nodes, so that they are as the claims that stand and those that are about to be added say."""
        claimed = _new_facts(said)
        standing = {id_: _standing(*row) for id_, *row in self._rows(_STANDING, ids=sorted(left | claimed.keys()))}
        asked = {id_ for id_ in standing if id_ in left or not all(_adds_nothing(facts, standing[id_]) for facts in claimed[id_])}
        for id_, facts, rank in self._rows(_CLAIMED, ids=sorted(asked)) if asked else ():
            _rank(claimed.setdefault(id_, {}), facts, rank)
        rows = {id_: _node_row(id_, facts) for id_, facts in claimed.items() if id_ in asked or id_ not in standing}
        if new := [row for id_, row in rows.items() if id_ not in standing]:
            self._rows(_MAKE, rows=new)
        if changed := [row for id_, row in rows.items() if id_ in standing and row["properties"] != standing[id_]["properties"]]:
            self._rows(_CHANGE, rows=changed)
        moved = [row | {"was": standing[id_]["type"]} for id_, row in rows.items() if standing.get(id_, row)["type"] != row["type"]]
        if moved:
            self._rows(_CHANGE_TYPE, rows=moved)
        if gone := sorted(left - claimed.keys()):
            self._rows(_DROP, ids=gone)

    def kept(self, documents: Collection[str]) -> dict[str, Kept]:
        """All that loaded documents say."""
        wanted = sorted(documents)
        nodes: dict[str, list[Node]] = {id_: [] for id_ in wanted}
        edges: dict[str, list[Edge]] = {id_: [] for id_ in wanted}
        left: dict[str, list[Unresolved]] = {id_: [] for id_ in wanted}
        for document, id_, facts, proof in self._rows(_SAID_NODES, documents=wanted):
            nodes[document].append(_claimed_node(document, id_, facts, proof))
        for document, source, target, kind, values in self._rows(
            _edges_of("RETURN document, a.id, b.id, type(e), properties(e)"), documents=wanted
        ):
            proof = tuple(read_proof(document, values["proof"]))
            edges[document].append(Edge(source, target, kind, proof, json.loads(neo4j_rows.relation_facts(values))))
        for row in self._rows(_LEFT, documents=wanted):
            left[row[0]].append(Unresolved(*row))
        rows = {document: (source, text) for document, source, text in self._rows(_SAID_ROWS, documents=wanted)}
        return {
            id_: Kept(
                *rows[id_],
                tuple(sorted(nodes[id_], key=lambda node: node.id)),
                tuple(sorted(edges[id_], key=lambda edge: edge.key)),
                tuple(left[id_]),
            )
            for id_ in wanted
            if id_ in rows
        }


def _claimed_node(document: str, id_: str, facts: str, proof: str) -> Node:
    kind, name, name_en, aliases, properties = json.loads(facts)
    return Node(id_, kind, name, name_en, tuple(aliases), tuple(read_proof(document, proof)), properties)


def _new_facts(said: Mapping[str, Claims]) -> dict[str, dict[str, str]]:
    """The facts that documents are about to claim of each node, each with the best of its claims."""
    claimed: dict[str, dict[str, str]] = {}
    for document, made in said.items():
        for id_, claim in made.nodes.items():
            _rank(claimed.setdefault(id_, {}), claim.facts, f"{claim.priority}{document}")
    return claimed


def _standing(labels: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    """A node as it stands, in the form of `_node_row`."""
    return {"type": next(label for label in labels if label != "Entity"), "properties": properties}


def _adds_nothing(facts: str, standing: Mapping[str, Any]) -> bool:
    """Whether a node stays as it stands if these facts are claimed of it too, whatever they weigh: then nobody else's need be read.

    This keeps what thousands of documents say of a much-named agency out of the writing of one more.
    """
    kind, name, name_en, aliases, properties = json.loads(facts)
    now = standing["properties"]
    same = kind == standing["type"] and name == now["name"] and name_en in ("", now["name_en"])
    known = all(alias in now.get("aliases", ()) or alias == name for alias in aliases)
    return same and known and all(_equal(now.get(key), value) for key, value in properties.items())


def _equal(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other  # 1 and 1.0 are not written alike


def _rank(ranked: dict[str, str], facts: str, rank: str) -> None:
    ranked[facts] = min(rank, ranked.get(facts, rank))


def _node_row(id_: str, ranked: Mapping[str, str]) -> dict[str, Any]:
    """A node as it is written: of the facts claimed of it those that prevail come first."""
    node = merge_nodes(sorted(ranked, key=lambda facts: (ranked[facts], facts)))
    return {"type": node.type, "properties": neo4j_rows.entity(id_, node)}


def _said(claims: Claims) -> list[dict[str, Any]]:
    return [{"id": id_, "properties": neo4j_rows.saying(claim)} for id_, claim in claims.nodes.items()]


def _edge_row(document: str, key: EdgeKey, claim: Claim) -> dict[str, Any]:
    return {"source": key[0], "target": key[1], "type": key[2], "properties": neo4j_rows.relation(document, key, claim)}
