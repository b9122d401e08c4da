"""How claims are written as JSON, and how several claims about one thing become one, whatever order they came in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graph.identity import Telling
from graph.model import REGISTRY, Bundle, Edge, Evidence, Node, Scalar, Unresolved
from graph.ontology import ontology

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
_raw = json.JSONDecoder().raw_decode  # `loads` looks for white space around, which costs as much as a short proof
_quoted = json.encoder.encode_basestring
NodeKey = str
EdgeKey = tuple[str, str, str, str]
"""Source id, target id, type and the key properties joined into one string."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one document says of one thing: `facts` without evidence, `proof` the evidence; lower `priority` prevails."""

    priority: int
    facts: str
    proof: str


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims of a bundle in order of their keys, and a digest of them, the same however the bundle is ordered."""

    nodes: Mapping[NodeKey, Claim]
    edges: Mapping[EdgeKey, Claim]
    digest: str


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """A node without its evidence."""

    type: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    properties: Mapping[str, Scalar]


def dumps(value: object) -> str:
    """`value` as compact JSON that is the same for equal values."""
    return _encode(value)


def priority(owner: str, document: str, ordered: frozenset[str] = frozenset()) -> int:
    """Whose word counts most about `owner`: its own document's (which may have `ordered` a task), then the registry's, then the rest's."""
    if document == owner or owner in ordered:
        return 0
    return 1 if document == REGISTRY else 2


def node_claim(node: Node, document: str, ordered: frozenset[str] = frozenset()) -> Claim:
    """What `document`, which lays down the tasks `ordered`, says of `node`."""
    names = f"{_quoted(node.type)},{_quoted(node.name)},{_quoted(node.name_en)},[{','.join(map(_quoted, sorted(set(node.aliases))))}]"
    return Claim(priority(node.id, document, ordered), f"[{names},{_facts(node.properties)}]", _proof(node.mentions))


def edge_claims(bundle: Bundle) -> dict[EdgeKey, Claim]:
    """What the bundle says of each of its edges, in order; one that it states several times is stated once, with all the evidence."""
    stated: dict[EdgeKey, list[Edge]] = {}
    for edge in bundle.edges:
        stated.setdefault(edge_key(edge), []).append(edge)
    claims = {}
    for key in sorted(stated):
        edges = stated[key]
        if len(edges) == 1:
            facts, proof = _facts(edges[0].properties), _proof(edges[0].evidence)
        else:
            facts = merge_edges(sorted({_facts(edge.properties) for edge in edges}))
            proof = _proof([e for edge in edges for e in edge.evidence])
        claims[key] = Claim(priority(key[0], bundle.document), facts, proof)
    return claims


def _facts(properties: Mapping[str, Scalar]) -> str:
    """The filled properties as `dumps` writes them; by hand, as it is done for every node and edge."""
    filled = sorted(item for item in properties.items() if item[1] != "" and item[1] is not None)
    return f"{{{','.join(f'{_quoted(name)}:{_quoted(value) if type(value) is str else dumps(value)}' for name, value in filled)}}}"


def edge_key(edge: Edge) -> EdgeKey:
    """What makes the edge the same as another, sorting as `Edge.key` does."""
    names = ontology().relation(edge.type).key
    qualifier = "\x1f".join([str(edge.properties.get(name, "")) for name in names]) if names else ""
    return edge.source, edge.target, edge.type, qualifier


def merge_nodes(claims: Sequence[str]) -> NodeFacts:
    """One node from the facts of several claims, those that prevail first.

    Each value is the first that is not empty; the names that were not chosen become aliases.
    """
    parts = [json.loads(facts) for facts in claims]
    kind, name = parts[0][0], parts[0][1]
    names = {part[1] for part in parts} | {alias for part in parts for alias in part[3]}
    name_en = next((part[2] for part in parts if part[2]), "")
    return NodeFacts(kind, name, name_en, tuple(sorted(names - {name, ""})), _first_filled(part[4] for part in parts))


def merged_node(id_: str, claims: Sequence[tuple[int, str, str, str]]) -> Node:
    """The node that claims (priority, document, facts, proof) of it make together, in whatever order they are given."""
    ordered = sorted(claims)
    n = merge_nodes(list(dict.fromkeys(facts for _, _, facts, _ in ordered)))
    said = sorted((document, proof) for _, document, _, proof in ordered)
    mentions = tuple(e for document, proof in said for e in read_proof(document, proof))
    return Node(id_, n.type, n.name, n.name_en, n.aliases, mentions, n.properties)


def merge_edges(claims: Sequence[str]) -> str:
    """The properties of one edge as JSON, from the facts of several claims, those that prevail first."""
    if len(claims) == 1:
        return claims[0]
    return dumps(_first_filled(json.loads(facts) for facts in claims))


def read_proof(document: str, proof: str) -> list[Evidence]:
    """The evidence kept as `proof` of a claim of `document`."""
    return [Evidence(document, *entry) for entry in _raw(proof)[0]] if proof else []


def read_claims(bundle: Bundle) -> Claims:
    """The claims of a bundle."""
    ordered = _ordered(bundle)
    nodes = {node.id: node_claim(node, bundle.document, ordered) for node in sorted(bundle.nodes, key=lambda node: node.id)}
    edges = edge_claims(bundle)
    facts = [[(key, claim.facts, claim.proof) for key, claim in claims.items()] for claims in (nodes, edges)]
    return Claims(nodes, edges, text_digest(dumps([*facts, [_unresolved(u) for u in sorted(bundle.unresolved)]])))


def renamed(bundle: Bundle, told: Claims, names: Mapping[str, str]) -> Claims:
    """The claims `told` by a bundle, its nodes by other names, each still by one of its own; the digest is that of what was told."""
    if not names:
        return told
    document, ordered = bundle.document, {names.get(id_, id_) for id_ in _ordered(bundle)}
    nodes = {}
    for id_, claim in told.nodes.items():
        name = names.get(id_, id_)
        nodes[name] = claim if name == id_ else Claim(priority(name, document, frozenset(ordered)), claim.facts, claim.proof)
    edges = {}
    for (source, target, *rest), claim in told.edges.items():
        key = (names.get(source, source), names.get(target, target), rest[0], rest[1])
        edges[key] = claim if key[0] == source else Claim(priority(key[0], document), claim.facts, claim.proof)
    return Claims(dict(sorted(nodes.items())), dict(sorted(edges.items())), told.digest)


def _ordered(bundle: Bundle) -> frozenset[str]:
    """The tasks that a document lays down."""
    return frozenset(edge.target for edge in bundle.edges if edge.type == "ASSIGNS" and edge.source == bundle.document)


def text_digest(text: str) -> str:
    """The SHA-256 of `text`."""
    return hashlib.sha256(text.encode("utf8")).hexdigest()


def bundle_to_json(bundle: Bundle) -> str:
    """The whole bundle as JSON."""
    unresolved = [_unresolved(u) for u in bundle.unresolved]
    nodes, edges = [n.as_dict() for n in bundle.nodes], [e.as_dict() for e in bundle.edges]
    return dumps({"text": bundle.text, "nodes": nodes, "edges": edges, "unresolved": unresolved})


def bundle_from_json(document: str, source: str, data: str) -> Bundle:
    """The reverse of `bundle_to_json`."""
    read: dict[str, Any] = json.loads(data)
    nodes = tuple(Node.from_dict(node) for node in read["nodes"])
    edges = tuple(Edge.from_dict(edge) for edge in read["edges"])
    return Bundle(document, read["text"], nodes, edges, tuple(Unresolved(*entry) for entry in read["unresolved"]), source)


@lru_cache(maxsize=2048)
def read_telling(facts: str) -> Telling:
    """The telling that was kept as `dumps(telling.as_dict())`."""
    return Telling.from_dict(json.loads(facts))


def read_properties(properties: str) -> dict[str, Scalar]:
    """The properties kept as JSON by `dumps`."""
    read: dict[str, Scalar] = _raw(properties)[0]
    return read


def _first_filled(claims: Iterable[Mapping[str, Scalar]]) -> dict[str, Scalar]:
    merged: dict[str, Scalar] = {}
    for properties in claims:
        for name, value in properties.items():
            merged.setdefault(name, value)
    return merged


def _proof(evidence: Sequence[Evidence]) -> str:
    """Evidence sorted and without its document, which the claim names, as JSON; page, table, row and cell only where known."""
    if len(evidence) > 1:
        evidence = sorted(set(evidence), key=_evidence_order)
    return f"[{','.join(map(_entry, evidence))}]" if evidence else ""


def _entry(e: Evidence) -> str:
    """Written by hand: a document has more of these than of all else together."""
    where: list[str | int | None] = [e.page, e.table, e.row, e.cell]
    while where and where[-1] is None:
        where.pop()
    return f"[{e.start},{e.end},{_quoted(e.quote)}{',' + dumps(where)[1:-1] if where else ''}]"


def _evidence_order(e: Evidence) -> tuple[Any, ...]:
    """A sort key for evidence: as its fields, an unknown page, table, row or cell first (None does not compare)."""
    return (e.document, e.start, e.end, e.quote, *(-1 if value is None else value for value in (e.page, e.table, e.row)), e.cell or "")


def _unresolved(u: Unresolved) -> list[str | int]:
    return [u.document, u.start, u.end, u.kind, u.text, u.reason]
