"""What the interactive page knows of a graph: everything to be told about its nodes and edges, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from graph.model import PLACES, Edge, Evidence, Node
from graph.ontology import Label, ontology
from graph.text import squash
from queries.proof import shown
from queries.task_rows import status
from queries.written import statuses
from viz.content import Content
from viz.meaning import label_of
from viz.sources import spot
from viz.values import shown_day
from viz.words import words

_DATED = ("Task", "Target")
"""Types of nodes that have a deadline."""


def payload(content: Content) -> dict[str, Any]:
    """The data of the page for `content`, relations in the order of its edges; quotes and documents are named by their position."""
    graph, quotes = content.graph, _Quotes(content)
    return {
        "title": content.title,
        "language": content.language,
        "asOf": both(Label(shown_day(content.as_of, "vi"), shown_day(content.as_of, "en"))),
        "understood": both(content.answer.understood) if content.answer else None,
        "notes": [both(note) for note in content.answer.notes] if content.answer else [],
        "things": {node.id: _thing(node, content.as_of, quotes) for node in graph.nodes},
        "links": [_link(edge, quotes) for edge in graph.edges],
        "quotes": quotes.listed,
        "documents": quotes.documents,
        "types": {name: _type(name) for name in ontology().nodes},
        "relations": {name: _relation(name) for name in ontology().relations},
        "codes": _codes([*graph.nodes, *graph.edges]),
        "statuses": {code: both(label) for code, label in statuses().items()},
        "words": {name: both(label) for name, label in words().items() if name.startswith(("page_", "place_", "property_"))},
    }


def both(label: Label) -> dict[str, str]:
    """A label in both languages."""
    return {"vi": label.vi, "en": label.en}


class _Quotes:
    """Evidence by position, each place once; documents by position, with their names."""

    def __init__(self, content: Content) -> None:
        self.listed: list[list[Any]] = []
        self.documents: list[tuple[str, str]] = []
        self._names = {node.id: shown(node) for node in content.graph.nodes if node.type == "Document"}
        for row in content.answer.rows if content.answer else ():
            for item in row.get("evidence", ()):
                if "document" in item:
                    self._names.setdefault(item["document"], item.get("document_name") or item["document"])
        self._quotes: dict[Evidence, int] = {}
        self._documents: dict[str, int] = {}

    def numbers(self, evidence: Iterable[Evidence]) -> list[int]:
        """The positions of some evidence."""
        return [self._number(e) for e in evidence]

    def _number(self, e: Evidence) -> int:
        if e not in self._quotes:
            self._quotes[e] = len(self.listed)
            place = spot({name: getattr(e, name) for name in PLACES})
            self.listed.append([self._document(e.document), e.start, e.end, squash(e.quote), *([place] if place else [])])
        return self._quotes[e]

    def _document(self, id_: str) -> int:
        if id_ not in self._documents:
            self._documents[id_] = len(self.documents)
            self.documents.append((id_, self._names.get(id_, id_)))
        return self._documents[id_]


def _thing(node: Node, as_of: date, quotes: _Quotes) -> dict[str, Any]:
    """What is told about a node; what is empty is left out."""
    out: dict[str, Any] = {"type": node.type, "name": str(node.get("text") or node.name) if node.type == "Task" else node.name}
    told = {key: value for key, value in node.properties.items() if value not in ("", out["name"])}
    parts = {"en": node.name_en, "aliases": list(node.aliases), "properties": dict(sorted(told.items()))}
    out |= {name: part for name, part in {**parts, "quotes": quotes.numbers(node.mentions)}.items() if part}
    return out | ({"status": status(node, as_of)} if node.type in _DATED else {})


def _link(edge: Edge, quotes: _Quotes) -> dict[str, Any]:
    out: dict[str, Any] = {"from": edge.source, "to": edge.target, "type": edge.type}
    parts = {"quotes": quotes.numbers(edge.evidence), "properties": dict(sorted(edge.properties.items()))}
    return out | {name: part for name, part in parts.items() if part}


def _type(name: str) -> dict[str, Any]:
    kind = ontology().nodes[name]
    properties = {key: both(declared.label) for key, declared in kind.properties.items()}
    return {**both(kind.label), "colour": kind.colour, "shape": kind.shape, "properties": properties}


def _relation(name: str) -> dict[str, Any]:
    kind = ontology().relations[name]
    return {**both(kind.label), "inverse": both(kind.inverse), "symmetric": kind.symmetric}


def _codes(things: Iterable[Node | Edge]) -> Mapping[str, Mapping[str, Any]]:
    """What the codes mean that occur in properties."""
    pairs = {(name, value) for thing in things for name, value in thing.properties.items() if isinstance(value, str)}
    found = {(name, value): label for name, value in sorted(pairs) if (label := label_of(name, value))}
    return {name: {value: both(label) for (n, value), label in found.items() if n == name} for name, _ in found}
