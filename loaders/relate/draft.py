"""Facts collected while reading, and the bundle they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.model import Bundle, Edge, Evidence, Node, Scalar
from graph.ontology import ontology
from graph.registry import registry
from loaders.reading import Reading
from loaders.recognise.spans import Mention

Span = tuple[int, int]


@dataclass(slots=True)
class _NodeDraft:
    type: str
    name: str
    properties: dict[str, Scalar]
    aliases: set[str]
    spans: set[Span]


@dataclass(slots=True)
class _EdgeDraft:
    evidence: set[Span]
    properties: dict[str, Scalar]


@dataclass(slots=True)
class Draft:
    """Nodes and edges of one document in the making; every fact is given with the span that says it."""

    reading: Reading
    _nodes: dict[str, _NodeDraft] = field(default_factory=dict)
    _edges: dict[tuple[str, ...], _EdgeDraft] = field(default_factory=dict)
    _joined: set[tuple[str, str]] = field(default_factory=set)

    def node(
        self,
        id: str,
        type: str,
        name: str,
        properties: dict[str, Scalar] | None = None,
        aliases: Iterable[str] = (),
        span: Span | None = None,
    ) -> str:
        """Add what is said about a node; properties already known stay."""
        draft = self._nodes.get(id)
        if draft is None:
            draft = self._nodes[id] = _NodeDraft(type, name, {}, set(), set())
        for key, value in (properties or {}).items():
            if value != "":
                draft.properties.setdefault(key, value)
        draft.aliases.update(a for a in aliases if a and a != draft.name)
        if span:
            draft.spans.add(span)
        return id

    def mention(self, mention: Mention) -> str:
        """Add a mentioned thing with the place where it is named."""
        return self.node(mention.id, mention.type, mention.name, mention.properties, mention.aliases, (mention.start, mention.end))

    def agency(self, id: str) -> str:
        """Add a registry body that a code names without its name standing in the text."""
        entry = registry().entries[id]
        return self.node(id, entry.node.type, entry.node.name)

    def edge(self, source: str, type: str, target: str, span: Span, **properties: Scalar) -> None:
        """Add an edge that the text between `span` says; the ends must have been added. A symmetric edge is stored once."""
        relation = ontology().relation(type)
        if source == target or not relation.allows(self._nodes[source].type, self._nodes[target].type):
            return
        if relation.symmetric and (target, source, type) in self._edges:
            source, target = target, source
        key = (source, target, type, *(str(properties.get(name, "")) for name in relation.key))
        draft = self._edges.get(key)
        if draft is None:
            draft = self._edges[key] = _EdgeDraft(set(), {k: v for k, v in properties.items() if v != ""})
            self._joined.add((source, target))
        draft.evidence.add(span)
        self._joined.add((source, target))

    def drop_edges(self, source: str, target: str) -> None:
        """Take back what was said of two nodes, for something surer."""
        for key in [k for k in self._edges if k[0] == source and k[1] == target]:
            del self._edges[key]
        self._joined.discard((source, target))

    def has_edge(self, source: str, target: str) -> bool:
        """Whether any edge runs from `source` to `target`."""
        return (source, target) in self._joined

    def targets(self, source: str, type: str) -> list[str]:
        """Where the edges of one type from a node lead."""
        return sorted({key[1] for key in self._edges if key[0] == source and key[2] == type})

    def bundle(self, source: str) -> Bundle:
        """The checked bundle; `source` is the key of the file it comes from."""
        nodes = tuple(self._node(id, draft) for id, draft in sorted(self._nodes.items()))
        edges = tuple(self._edge(key, draft) for key, draft in sorted(self._edges.items()))
        unresolved = tuple(sorted(set(self.reading.unresolved)))
        return Bundle(self.reading.document, self.reading.text, nodes, edges, unresolved, source)

    def _evidence(self, start: int, end: int) -> Evidence:
        return Evidence(self.reading.document, start, end, self.reading.text[start:end], *self.reading.place(start, end))

    def _node(self, id: str, draft: _NodeDraft) -> Node:
        known = registry().entries.get(id)
        mentions = tuple(self._evidence(*span) for span in sorted(draft.spans))
        if known is None:
            return Node(id, draft.type, draft.name, "", tuple(sorted(draft.aliases)), mentions, draft.properties)
        base = known.node
        aliases = tuple(sorted({*base.aliases, *draft.aliases} - {base.name}))
        return Node(id, base.type, base.name, base.name_en, aliases, mentions, {**draft.properties, **base.properties})

    def _edge(self, key: tuple[str, ...], draft: _EdgeDraft) -> Edge:
        evidence = tuple(self._evidence(*span) for span in sorted(draft.evidence))
        return Edge(key[0], key[1], key[2], evidence, draft.properties)
