"""Parts of the graph for notebooks that still use py2neo, and the way back: needs the extra `luocdo[py2neo]`.

py2neo was ended by its author in 2023; new notebooks should use the `neo4j` driver, or `Store` itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from graph.errors import MissingLibraryError, ModelError
from graph.model import Bundle, Edge, Evidence, Node
from graph.ontology import ontology
from graph.store.codec import read_proof
from graph.store.neo4j_rows import CLAIMED, COMMON, HELPERS

ENTITY = "Entity"
"""The label that every node bears beside its type, as on a Neo4j server."""
_PROOFS = ("mentions", "evidence", "quote")


def as_subgraph(nodes: Iterable[Node], edges: Iterable[Edge]) -> Any:
    """Nodes and edges as a `py2neo.Subgraph`; edges need both of their ends among the nodes.

    Each py2neo node is labelled with its type and holds id, names and properties; `mentions` of a node and `evidence` of a
    relationship hold the proof as JSON, as Neo4j keeps no nested values. Raises ModelError for an edge without an end.
    """
    py2neo = _library()
    made = {node.id: py2neo.Node(ENTITY, node.type, **_node_values(node)) for node in nodes}
    ties = []
    for edge in edges:
        if edge.source not in made or edge.target not in made:
            raise ModelError(f"{edge.source} {edge.type} {edge.target}: an end is not among the nodes")
        values = dict(edge.properties) | {"evidence": _proof(edge.evidence)}
        ties.append(py2neo.Relationship.type(edge.type)(made[edge.source], made[edge.target], **values))
    return py2neo.Subgraph(made.values(), ties)


def as_bundle(subgraph: Any, document: str, text: str, source: str = "") -> Bundle:
    """What a `py2neo.Subgraph` says in the name of one document, checked as a loaded document is: write it with `Store.write`.

    `document` is the id of the document's own node, which must be in the subgraph, `text` its whole text (`Store.text` gives
    that of a loaded one). A relationship or node may name its proof as `quote` alone where those words stand once in the text.
    What only other documents prove stays theirs and is left out; relationships read from a server, which stand there once for each
    document, are understood too. Raises ModelError for unknown types or properties, relations
    that their ends do not allow, and for quotes that are not the text.
    """
    nodes = {node.id: node for node in (_read_node(values, types, document, text) for values, types in _whole_nodes(subgraph))}
    edges = [edge for tie in subgraph.relationships if (edge := _read_edge(tie, document, text)) is not None]
    return Bundle(document, text, tuple(nodes[id_] for id_ in sorted(nodes)), tuple(sorted(edges, key=lambda edge: edge.key)), (), source)


def _library() -> Any:
    try:
        import py2neo
    except ImportError as error:
        raise MissingLibraryError("py2neo", "py2neo") from error
    return py2neo


def _node_values(node: Node) -> dict[str, Any]:
    values: dict[str, Any] = {"id": node.id, "name": node.name, **node.properties, "mentions": _proof(node.mentions)}
    if node.name_en:
        values["name_en"] = node.name_en
    if node.aliases:
        values["aliases"] = list(node.aliases)
    return values


def _proof(evidence: Iterable[Evidence]) -> str:
    return json.dumps([e.as_dict() for e in evidence], ensure_ascii=False)


def _whole_nodes(subgraph: Any) -> Iterable[tuple[dict[str, Any], list[str]]]:
    """Values and types of each node by id: what py2neo reads from a server may hold a node several times."""
    values: dict[str, dict[str, Any]] = {}
    types: dict[str, set[str]] = {}
    for node in subgraph.nodes:
        id_ = str(dict(node).get("id") or "")
        kept = values.setdefault(id_, {})
        clash = sorted(key for key, value in dict(node).items() if kept.get(key, value) != value)
        if clash:
            raise ModelError(f"{id_!r}: two nodes of the subgraph bear this id and differ in {clash}")
        kept |= dict(node)
        types.setdefault(id_, set()).update(label for label in node.labels if label != ENTITY)
    return [(values[id_], sorted(types[id_])) for id_ in sorted(values)]


def _read_node(values: Mapping[str, Any], types: list[str], document: str, text: str) -> Node:
    if len(types) != 1:
        raise ModelError(f"{values.get('id')!r}: a node needs one label that names its type, not {types}")
    ontology().node(types[0])
    mentions = _read_proof(values, "mentions", document, text, str(values.get("id")))
    aliases = tuple(str(alias) for alias in values.get("aliases") or ())
    properties = {key: value for key, value in values.items() if key not in COMMON + HELPERS + _PROOFS}
    key, name, name_en = (str(values.get(field) or "") for field in ("id", "name", "name_en"))
    return Node(key, types[0], name, name_en, aliases, mentions, properties)


def _read_edge(tie: Any, document: str, text: str) -> Edge | None:
    """The edge as the document says it; None where only other documents, or the registry, do."""
    kind, values = type(tie).__name__, _as_handed_out(dict(tie))
    ontology().relation(kind)
    ends = [str(dict(end).get("id") or "") for end in (tie.start_node, tie.end_node)]
    said = _read_proof(values, "evidence", document, text, f"{ends[0]} {kind} {ends[1]}")
    if not said and (values.get("basis") or json.loads(values.get("evidence") or "[]")):
        return None
    return Edge(ends[0], ends[1], kind, said, {key: value for key, value in values.items() if key not in _PROOFS})


def _as_handed_out(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a relationship in the form of `as_subgraph`, also where it was read from a server."""
    if "proof" not in values:
        return values
    evidence = read_proof(str(values.get("document")), values["proof"])
    return {key: value for key, value in values.items() if key not in CLAIMED} | {"evidence": _proof(evidence)}


def _read_proof(values: Mapping[str, Any], name: str, document: str, text: str, thing: str) -> tuple[Evidence, ...]:
    try:
        entries = [Evidence.from_dict(entry) for entry in json.loads(values.get(name) or "[]")]
    except (TypeError, ValueError) as error:
        raise ModelError(f"{thing}: '{name}' is not a list of evidence in JSON ({error})") from error
    said = [entry for entry in entries if entry.document == document]
    quote = str(values.get("quote") or "")
    if quote:
        if text.count(quote) != 1:
            raise ModelError(
                f"{thing}: '{quote[:60]}' stands {text.count(quote)} times in the text of {document}; give its offsets in '{name}'"
            )
        said.append(Evidence(document, text.index(quote), text.index(quote) + len(quote), quote))
    return tuple(sorted(set(said), key=lambda e: (e.start, e.end)))
