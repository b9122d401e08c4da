"""What a query is and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from graph.model import Edge, Node
from graph.ontology import Label
from graph.store import Store

ParameterKind = Literal["entity", "document", "agency", "text", "date", "period", "int", "choice"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One input of a query. An 'entity', 'document' or 'agency' is given by name or id, a 'period' as in words or
    as two dates joined by '..'."""

    name: str
    kind: ParameterKind
    label: Label
    example: str
    required: bool = True
    default: str = ""
    choices: Mapping[str, Label] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer. `id_key` names the row key with the id of the node shown, if it shows one."""

    name: str
    label: Label
    id_key: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and the edges between them, each sorted by id."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What a query gets: the store, its parameters already read (entities as nodes, dates as dates), and the day."""

    store: Store
    values: Mapping[str, Any]
    as_of: date

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query answers.

    Each row maps column names to scalars, node ids under the columns' `id_key`, and `evidence` to a list of
    `{"document", "document_name", "document_date", "start", "end", "quote"}` (and `page`, `table`, `row` where known) or
    `{"basis", "on"}` for a registry fact; `because` holds the hops that prove it, in reading order, as `Proof.because` gives
    them. `graph` is the part of the graph that proves the rows.
    """

    query: str
    understood: Label
    parameters: Mapping[str, str]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    graph: Graph = Graph()
    notes: tuple[Label, ...] = ()

    @property
    def total(self) -> int:
        """How many rows the answer has."""
        return len(self.rows)

    def as_dict(self, language: str = "vi", limit: int | None = None, offset: int = 0) -> dict[str, Any]:
        """The answer for machines: how it was understood, the rows of one page, and how many there are in all."""
        page = self.rows[offset : None if limit is None else offset + limit]
        return {
            "query": self.query,
            "understood": self.understood.in_(language),
            "parameters": dict(self.parameters),
            "columns": [{"name": c.name, "label": c.label.in_(language)} for c in self.columns],
            "rows": list(page),
            "total": self.total,
            "returned": len(page),
            "notes": [note.in_(language) for note in self.notes],
        }


@dataclass(frozen=True, slots=True)
class Query:
    """One question of the catalogue. `examples` are whole questions in words, in both languages, that must lead here."""

    name: str
    title: Label
    description: Label
    parameters: tuple[Parameter, ...]
    run: Callable[[Request], Answer]
    examples: Sequence[str]
