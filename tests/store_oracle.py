"""A store that is obviously right and slow, bundles to feed both, and checks of a store file from outside."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graph.model import REGISTRY, Bundle, Edge, Evidence, Node, Unresolved
from graph.ontology import ontology
from graph.store import Store

TYPES = {
    "document": "Document",
    "agency": "Agency",
    "database": "Database",
    "platform": "Platform",
    "task": "Task",
    "programme": "Programme",
}


def evidence(document: str, text: str, quote: str, **where: Any) -> Evidence:
    """The first place of `quote` in `text`."""
    start = text.index(quote)
    return Evidence(document, start, start + len(quote), quote, **where)


class Oracle:
    """Keeps whole bundles by (document, source) and derives everything anew at each reading."""

    def __init__(self) -> None:
        self.given: dict[tuple[str, str], Bundle] = {}

    def write(self, bundle: Bundle) -> None:
        for document, source in list(self.given):
            if source and source == bundle.source and document != bundle.document:
                del self.given[document, source]
        self.given[bundle.document, bundle.source] = bundle

    def withdraw(self, document: str) -> bool:
        gone = [key for key in self.given if key[0] == document]
        for key in gone:
            del self.given[key]
        return bool(gone)

    def kept(self) -> list[Bundle]:
        best: dict[str, Bundle] = {}
        for bundle in sorted(self.given.values(), key=lambda b: (-len(b.text), _sha(b.text), b.source)):
            best.setdefault(bundle.document, bundle)
        return [best[document] for document in sorted(best)]

    def nodes(self) -> list[dict[str, Any]]:
        said: dict[str, list[tuple[str, Node]]] = {}
        for bundle in self.kept():
            for node in bundle.nodes:
                said.setdefault(node.id, []).append((bundle.document, node))
        own = {b.document: {e.target for e in b.edges if (e.type, e.source) == ("ASSIGNS", b.document)} for b in self.kept()}
        return [_merged_node(id_, said[id_], own) for id_ in sorted(said)]

    def edges(self) -> list[dict[str, Any]]:
        said: dict[tuple[str, ...], list[tuple[str, Edge]]] = {}
        for bundle in self.kept():
            for edge in bundle.edges:
                said.setdefault(edge.key, []).append((bundle.document, edge))
        return [_merged_edge(key, said[key]) for key in sorted(said)]


def _merged_node(id_: str, said: list[tuple[str, Node]], ordered: dict[str, set[str]]) -> dict[str, Any]:
    nodes = [node for _, node in sorted(said, key=lambda item: (id_ not in ordered.get(item[0], ()), *_priority(id_, item[0])))]
    names = {node.name for node in nodes} | {alias for node in nodes for alias in node.aliases}
    properties: dict[str, Any] = {}
    for node in nodes:
        for name, value in node.properties.items():
            if value != "":
                properties.setdefault(name, value)
    name_en = [node.name_en for node in nodes if node.name_en][:1]
    mentions = tuple(_sorted({m for node in nodes for m in node.mentions}))
    aliases = tuple(sorted(names - {nodes[0].name}))
    return Node(id_, nodes[0].type, nodes[0].name, "".join(name_en), aliases, mentions, properties).as_dict()


def _merged_edge(key: tuple[str, ...], said: list[tuple[str, Edge]]) -> dict[str, Any]:
    edges = [edge for _, edge in sorted(said, key=lambda item: _priority(key[0], item[0]))]
    properties: dict[str, Any] = {}
    for edge in edges:
        for name, value in edge.properties.items():
            if value != "":
                properties.setdefault(name, value)
    return Edge(key[0], key[1], key[2], tuple(_sorted({e for edge in edges for e in edge.evidence})), properties).as_dict()


def _priority(owner: str, document: str) -> tuple[int, str]:
    return (0 if document == owner else 1 if document == REGISTRY else 2, document)


def _sorted(evidence: Iterable[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=lambda e: (e.document, e.start, e.end, e.quote, e.page or -1, e.table or -1, e.row or -1, e.cell or ""))


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def dump(store: Store) -> dict[str, Any]:
    """All that a store says."""
    documents = store.documents()
    return {
        "nodes": [node.as_dict() for node in store.nodes()],
        "edges": [edge.as_dict() for edge in store.all_edges()],
        "documents": [(d.id, d.source, d.digest, d.characters, store.text(d.id)) for d in documents],
        "unresolved": store.unresolved(),
    }


def expected(oracle: Oracle) -> dict[str, Any]:
    """All that a store should say."""
    loaded = [b for b in oracle.kept() if b.document != REGISTRY]
    return {
        "nodes": oracle.nodes(),
        "edges": oracle.edges(),
        "documents": [(b.document, b.source, _sha(b.text), len(b.text), b.text) for b in loaded],
        "unresolved": sorted(u for b in oracle.kept() for u in b.unresolved),
    }


def random_bundle(seed: int, document: str, source: str, size: int = 4, length: int = 12) -> Bundle:
    """A bundle about few things, so that bundles of different seeds overlap and disagree."""
    r = random.Random(seed)
    text = " ".join(r.choice(["Bộ", "giao", "dữ", "liệu", "đất", "đai", "số", "kết", "nối", "Đề", "án"]) for _ in range(length))
    if document == REGISTRY:
        text = ""
    ids = {f"{kind}:{r.randrange(3)}" for kind in TYPES for _ in range(size) if r.random() < 0.4}
    nodes = tuple(_random_node(r, id_, document, text) for id_ in sorted(ids | ({document} if document != REGISTRY else set())))
    edges = tuple(edge for _ in range(3 * size) if (edge := _random_edge(r, nodes, document, text)) is not None)
    unresolved = tuple(Unresolved(document, i, i + 1, "agency", text[i : i + 1], "không rõ") for i in range(r.randrange(3)) if text)
    return Bundle(document, text, nodes, edges, unresolved, source)


def _place(r: random.Random) -> tuple[Any, ...]:
    return r.choice([(), (1,), (None, 2, 3), (None, 2, 3, "Việc!C4")])


def _random_evidence(r: random.Random, document: str, text: str) -> tuple[Evidence, ...]:
    places = [sorted(r.sample(range(len(text) + 1), 2)) for _ in range(r.randrange(1, 3))] if text else []
    return tuple(Evidence(document, a, b, text[a:b], *_place(r)) for a, b in places)


def _random_node(r: random.Random, id_: str, document: str, text: str) -> Node:
    kind = TYPES[id_.split(":")[0]]
    values = {name: r.choice(["", "một", "hai"]) for name, p in ontology().node(kind).properties.items() if p.type == "str"}
    chosen = {name: value for name, value in values.items() if r.random() < 0.5}
    aliases = tuple(r.choice(["Bí danh", "Tên A", "BD"]) for _ in range(r.randrange(3)))
    mentions = _random_evidence(r, document, text) if r.random() < 0.7 else ()
    return Node(id_, kind, r.choice(["Tên A", "Tên B", f"Tên {id_}"]), r.choice(["", "A name", "B name"]), aliases, mentions, chosen)


def _random_edge(r: random.Random, nodes: tuple[Node, ...], document: str, text: str) -> Edge | None:
    if not nodes:
        return None
    source, target = r.choice(nodes), r.choice(nodes)
    allowed = [relation for relation in ontology().relations.values() if relation.allows(source.type, target.type)]
    if not allowed:
        return None
    relation = r.choice(sorted(allowed, key=lambda relation: relation.name))
    # One value a name, so that a relation stated twice in a bundle does not contradict itself.
    properties: dict[str, Any] = {name: f"{name} {document}" for name in relation.properties if r.random() < 0.5}
    properties |= {name: r.choice(["x", "y"]) for name in relation.key if r.random() < 0.7}
    if not text:
        properties["basis"] = "Luật"
    return Edge(source.id, target.id, relation.name, _random_evidence(r, document, text), properties)


def check_file(path: Path) -> None:
    """The file is sound, and nothing in it is without what it belongs to."""
    with sqlite3.connect(path) as c:
        assert c.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert c.execute("PRAGMA foreign_key_check").fetchall() == []
        c.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
        orphans = {
            "nodes nobody states": "SELECT id FROM node WHERE no NOT IN (SELECT thing FROM node_variant)",
            "edges nobody states": "SELECT no FROM edge WHERE no NOT IN (SELECT thing FROM edge_variant)",
            "node variants": "SELECT no FROM node_variant WHERE no NOT IN (SELECT variant FROM node_claim)",
            "edge variants": "SELECT no FROM edge_variant WHERE no NOT IN (SELECT variant FROM edge_claim)",
            "words": "SELECT rowid FROM words WHERE rowid NOT IN (SELECT no FROM node)",
            "nodes without words": "SELECT no FROM node WHERE no NOT IN (SELECT rowid FROM words)",
            "nodes without a name": "SELECT no FROM node WHERE no NOT IN (SELECT node FROM called)",
            "spares": "SELECT document FROM spare WHERE document NOT IN (SELECT id FROM document)",
        }
        for what, sql in orphans.items():
            assert c.execute(sql).fetchall() == [], what
    c.close()
