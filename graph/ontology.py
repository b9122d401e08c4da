"""The ontology read from ontology.yaml: which nodes and relations exist and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.errors import ModelError


@dataclass(frozen=True, slots=True)
class Label:
    """A name in both languages."""

    vi: str
    en: str

    def in_(self, language: str) -> str:
        """The name in `language` ('vi' or 'en')."""
        return self.en if language == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node type; `type` is one of str, date, int, float, bool."""

    name: str
    type: str
    label: Label


@dataclass(frozen=True, slots=True)
class NodeType:
    """A kind of node, with how it is shown."""

    name: str
    label: Label
    colour: str
    shape: str
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True)
class RelationType:
    """A kind of edge: which ends it may have, and its name read forwards and backwards."""

    name: str
    sources: frozenset[str]
    targets: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    label: Label
    inverse: Label
    key: tuple[str, ...]
    properties: tuple[str, ...]
    symmetric: bool

    def allows(self, source_type: str, target_type: str) -> bool:
        """Whether an edge of this type may run from `source_type` to `target_type`."""
        return (source_type, target_type) in self.pairs


@dataclass(frozen=True, slots=True)
class Ontology:
    """All node types, relation types and closed vocabularies."""

    nodes: Mapping[str, NodeType]
    relations: Mapping[str, RelationType]
    dependency_kinds: Mapping[str, Label]
    document_kinds: Mapping[str, Label]

    def node(self, name: str) -> NodeType:
        """The node type called `name`; raises ModelError for an unknown one."""
        if name not in self.nodes:
            raise ModelError(f"unknown node type {name!r}")
        return self.nodes[name]

    def relation(self, name: str) -> RelationType:
        """The relation type called `name`; raises ModelError for an unknown one."""
        if name not in self.relations:
            raise ModelError(f"unknown relation type {name!r}")
        return self.relations[name]


def _label(entry: Mapping[str, Any], prefix: str = "") -> Label:
    return Label(entry[prefix + "vi"], entry[prefix + "en"])


def _node(name: str, entry: Mapping[str, Any]) -> NodeType:
    properties = {key: Property(key, kind, Label(vi, en)) for key, (kind, vi, en) in entry["properties"].items()}
    return NodeType(name, _label(entry), entry["colour"], entry["shape"], properties)


def _relation(name: str, entry: Mapping[str, Any]) -> RelationType:
    listed = entry.get("pairs")
    pairs = {(s, t) for s, t in listed} if listed else {(s, t) for s in entry["from"] for t in entry["to"]}
    return RelationType(
        name,
        frozenset(entry["from"]),
        frozenset(entry["to"]),
        frozenset(pairs),
        _label(entry),
        _label(entry, "inverse_"),
        tuple(entry.get("key", ())),
        tuple(entry.get("properties", ())),
        bool(entry.get("symmetric", False)),
    )


@cache
def ontology() -> Ontology:
    """The ontology of the project, read once and checked: every end of a relation is a declared node type."""
    raw = yaml.safe_load(Path(__file__).with_name("ontology.yaml").read_text("utf8"))
    nodes = {name: _node(name, entry) for name, entry in raw["nodes"].items()}
    relations = {name: _relation(name, entry) for name, entry in raw["relations"].items()}
    for relation in relations.values():
        unknown = (relation.sources | relation.targets) - nodes.keys()
        if unknown:
            raise ModelError(f"relation {relation.name} names unknown node types {sorted(unknown)}")
    kinds = {name: _label(entry) for name, entry in raw["dependency_kinds"].items()}
    documents = {name: _label(entry) for name, entry in raw["document_kinds"].items()}
    return Ontology(nodes, relations, kinds, documents)
