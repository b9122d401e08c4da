"""What a query is and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
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


class Graph:
    """Nodes and the edges between them, each sorted by id."""

    __slots__ = ("_gather", "_parts")

    def __init__(self, nodes: tuple[Node, ...] = (), edges: tuple[Edge, ...] = ()) -> None:
        self._parts: tuple[tuple[Node, ...], tuple[Edge, ...]] | None = (nodes, edges)
        self._gather: Callable[[], Graph] | None = None

    @classmethod
    def later(cls, gather: Callable[[], Graph]) -> Graph:
        """The graph that `gather` gives, which is asked for it when somebody first looks."""
        graph = cls()
        graph._parts, graph._gather = None, gather
        return graph

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes, by id."""
        return self._whole()[0]

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The edges, by their keys."""
        return self._whole()[1]

    def _whole(self) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
        if self._parts is None:
            assert self._gather is not None, "a graph without parts is one for later"
            self._parts = self._gather()._whole()
            self._gather = None
        return self._parts

    def __eq__(self, other: object) -> bool:
        return self._whole() == other._whole() if isinstance(other, Graph) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # nodes are not hashable either

    def __repr__(self) -> str:
        return f"Graph(nodes={self.nodes!r}, edges={self.edges!r})"


@dataclass(frozen=True, slots=True)
class Request:
    """What a query gets: the store, its parameters already read (entities as nodes, dates as dates), and the day."""

    store: Store
    values: Mapping[str, Any]
    as_of: date

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    @property
    def key(self) -> Hashable:
        """What is asked, the same for the same question: of a store that has not changed it has the same answer."""
        return (self.as_of, *((name, _named(value)) for name, value in sorted(self.values.items())))


@dataclass(frozen=True, slots=True)
class Shown:
    """A parameter as people read it: what it is called, and its value by name."""

    label: Label
    value: Label


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of a question: `meaning` tells it, `query` with `parameters` answers it."""

    query: str
    parameters: Mapping[str, str]
    meaning: Label


def _named(value: Any) -> Hashable:
    if isinstance(value, Node):
        return value.id
    return tuple(map(_named, value)) if isinstance(value, tuple | list) else value


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query answers.

    Each row maps column names to scalars, node ids under the columns' `id_key`, and `evidence` to a list of
    `{"document", "document_name", "document_date", "start", "end", "quote"}` (and `page`, `table`, `row` where known) or
    `{"basis", "on"}` for a registry fact; `because` holds the hops that prove it, in reading order, as `Proof.because` gives
    them. `graph` is the part of the graph that proves the rows.

    `shown` tells the parameters by name, `alternatives` what a question could also have meant.

    Rows are made when they are looked at, a page at a time, and the graph when it is, while the store is open; how many rows
    there are is known before.
    """

    query: str
    understood: Label
    parameters: Mapping[str, str]
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    graph: Graph = field(default_factory=Graph)
    notes: tuple[Label, ...] = ()
    shown: Mapping[str, Shown] = field(default_factory=dict)
    alternatives: tuple[Alternative, ...] = ()

    @property
    def total(self) -> int:
        """How many rows the answer has; none of them is made for it."""
        return len(self.rows)

    def as_dict(self, language: str = "vi", limit: int | None = None, offset: int = 0) -> dict[str, Any]:
        """The answer for machines: how it was understood, the rows of one page, and how many there are in all."""
        page = self.rows[offset : None if limit is None else offset + limit]
        return {
            "query": self.query,
            "understood": self.understood.in_(language),
            "parameters": dict(self.parameters),
            "parameters_shown": {
                name: {"label": shown.label.in_(language), "value": shown.value.in_(language)} for name, shown in self.shown.items()
            },
            "columns": [{"name": c.name, "label": c.label.in_(language)} for c in self.columns],
            "rows": list(page),
            "total": self.total,
            "returned": len(page),
            "notes": [note.in_(language) for note in self.notes],
            "alternatives": [
                {"query": other.query, "parameters": dict(other.parameters), "meaning": other.meaning.in_(language)}
                for other in self.alternatives
            ],
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
