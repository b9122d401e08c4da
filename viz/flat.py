"""Rows and graphs as flat tables of typed cells, for spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.model import Edge, Evidence, Node, Scalar
from graph.ontology import ontology
from graph.text import squash
from queries.model import Answer, Column, Graph, Row
from queries.written import statuses
from viz.meaning import label_of
from viz.tables import capital
from viz.translating import translator
from viz.values import day, plain, printable

Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Flat:
    """Headings and rows of equal length."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def typed(value: Any) -> Value:
    """A cell as a spreadsheet holds it: ISO days as dates, numbers as numbers, whole numbers without a fraction, all else as text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value if isinstance(value, int) else day(value) or plain(value)


def flat_answer(answer: Answer, language: str) -> Flat:
    """The rows of an answer under the labels of its columns; columns without any value are left out."""
    columns = [column for column in answer.columns if any(row.get(column.name) not in (None, "") for row in answer.rows)]
    said = translator(answer, language)
    rows = tuple(tuple(_cell(row, column, language, said) for column in columns) for row in answer.rows)
    return Flat(tuple(capital(column.label.in_(language)) for column in columns or answer.columns), rows)


def _cell(row: Row, column: Column, language: str, said: Any) -> Value:
    status = statuses().get(str(row.get(f"{column.name}_code")))
    if status:
        return status.in_(language)
    value = row.get(column.name)
    if column.name == "value" and isinstance(row.get("code"), str) and not row.get("value_id"):
        label = label_of(row["code"], value)
        value = label.in_(language) if label else value
    found = typed(value)
    return said(found) if isinstance(found, str) else found


def flat_nodes(graph: Graph) -> Flat:
    """Every node, under the property names of the JSON export; `mentions` counts the places that name it."""
    nodes = sorted(graph.nodes, key=lambda node: node.id)
    names = _used([node.properties.keys() for node in nodes], [name for kind in ontology().nodes.values() for name in kind.properties])
    return Flat(("id", "type", "name", "name_en", "aliases", *names, "mentions"), tuple(_node(node, names) for node in nodes))


def _node(node: Node, names: Sequence[str]) -> tuple[Value, ...]:
    values = (typed(node.get(name, None)) for name in names)
    return (node.id, node.type, printable(node.name), printable(node.name_en), plain(node.aliases), *values, len(node.mentions))


def flat_edges(graph: Graph) -> Flat:
    """Every edge, with the names of its ends and the first quote that says it; `evidence` counts the quotes."""
    edges = sorted(graph.edges, key=lambda edge: edge.key)
    names = _used([edge.properties.keys() for edge in edges], [name for kind in ontology().relations.values() for name in kind.properties])
    called = {node.id: printable(node.name) for node in graph.nodes}
    headings = ("source", "source_name", "type", "target", "target_name", *names, "basis", "evidence", "document", "start", "end", "quote")
    return Flat(headings, tuple(_edge(edge, names, called) for edge in edges))


def _edge(edge: Edge, names: Sequence[str], called: dict[str, str]) -> tuple[Value, ...]:
    ends = (edge.source, called.get(edge.source, ""), edge.type, edge.target, called.get(edge.target, ""))
    values = (typed(edge.get(name, None)) for name in names)
    return (*ends, *values, plain(edge.get("basis", None)), len(edge.evidence), *_first(edge.evidence))


def _first(evidence: Sequence[Evidence]) -> tuple[Value, ...]:
    if not evidence:
        return (None, None, None, None)
    said = evidence[0]
    return (said.document, said.start, said.end, squash(printable(said.quote)))


def _used(found: Sequence[Any], declared: Sequence[Scalar]) -> list[str]:
    """The declared names that occur, in the order of the ontology, each once."""
    there = {name for names in found for name in names}
    return [str(name) for name in dict.fromkeys(declared) if name in there]
