"""Answers as Python has them: rows to go over, a data frame, a networkx graph, a table in a notebook, a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from graph.model import Node
from queries.model import Alternative, Graph, Row
from queries.model import Answer as Found
from viz.content import Content

if TYPE_CHECKING:
    import networkx
    import pandas


def written_to(content: Content, file: str | Path | None, format: str) -> bytes:
    """`content` in an export format, written whole to `file` if one is named; without `format` its name tells which."""
    from api.console import write_whole
    from viz.formats import export

    out = export(format or (Path(file).suffix.removeprefix(".").lower() if file else "") or "json", content)
    if file:
        write_whole(Path(file), out)
    return out


class Answer:
    """What was answered: `rows`, each a dict with the `evidence` that proves it and `because`, the hops in reading order.

    Rows are read from the store when they are looked at; `total` says how many there are without reading any. What is wanted after the
    store is closed has to be looked at before, or read whole with `read`.

    >>> with luocdo.open(STORE) as graph:
    ...     answer = graph.query("overdue", agency="Bộ Tài chính", as_of="2026-12-01").read()
    >>> [row["due_on"] for row in answer] == sorted(row["due_on"] for row in answer)
    True
    """

    def __init__(self, found: Found, as_of: date, language: str) -> None:
        self._found = found
        self.as_of = as_of
        self.language = language

    @classmethod
    def of(cls, content: Content) -> Self:
        """The answer in what is read for an export."""
        assert content.answer is not None, "only parts of the graph come without an answer"
        return cls(content.answer, content.as_of, content.language)

    @property
    def query(self) -> str:
        """The query of the catalogue that answered."""
        return self._found.query

    @property
    def parameters(self) -> Mapping[str, str]:
        """The parameters of that query: given to `query` again, they answer the same."""
        return self._found.parameters

    @property
    def understood(self) -> str:
        """How the question was understood."""
        return self._found.understood.in_(self.language)

    @property
    def notes(self) -> tuple[str, ...]:
        """What there is to say of the answer as a whole."""
        return tuple(note.in_(self.language) for note in self._found.notes)

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """What a question could have meant besides, each with the query and parameters that answer it."""
        return self._found.alternatives

    @property
    def columns(self) -> dict[str, str]:
        """The columns by name, and what each is called."""
        return {column.name: column.label.in_(self.language) for column in self._found.columns}

    @property
    def rows(self) -> Sequence[Row]:
        """The rows, made when they are looked at; a slice of them is one page."""
        return self._found.rows

    @property
    def total(self) -> int:
        """How many rows there are."""
        return self._found.total

    @property
    def graph(self) -> Graph:
        """The nodes and edges that prove the rows, with all their evidence."""
        return self._found.graph

    def read(self) -> Self:
        """This answer with everything read, fit to outlive the store."""
        self._found = replace(self._found, rows=tuple(self.rows), graph=Graph(self.graph.nodes, self.graph.edges))
        return self

    def to_dict(self, limit: int | None = None, offset: int = 0) -> dict[str, Any]:
        """The answer, or one page of it, as the command line prints it with `--format json`."""
        return self._found.as_dict(self.language, limit, offset)

    def to_pandas(self, *, labels: bool = False) -> pandas.DataFrame:
        """The rows as a data frame: a column each, then the ids of the things named; columns that hold days alone hold them as such.

        With `labels`, headings are what the columns are called. Raises MissingLibraryError without `luocdo[pandas]`.

        >>> luocdo.query("overdue", store=STORE, as_of="2026-12-01").to_pandas()["due_on"].dtype.kind
        'M'
        """
        from luocdo.frames import data_frame

        return data_frame(self._found, self.columns if labels else {})

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """The nodes and edges that prove the rows, as networkx has them; each holds what it holds in the JSON export.

        >>> part = luocdo.query("dependents", entity="Trung tâm dữ liệu quốc gia", store=STORE).to_networkx()
        >>> part.nodes["platform:trung-tam-du-lieu-quoc-gia"]["type"]
        'Platform'
        """
        return networkx_graph(self.graph)

    def export(self, file: str | Path | None = None, *, format: str = "") -> bytes:
        """The answer in an export format, as `luocdo ask --format` writes it: a briefing, a workbook, a picture; see `Graph.export`.

        >>> answer = luocdo.query("overdue", store=STORE, as_of="2026-12-01")
        >>> answer.export(OUT / "qua-han.csv").decode("utf-8-sig").split(",")[0]
        'Nhiệm vụ'
        """
        return written_to(Content(self.understood, self.graph, self.as_of, self._found, self.language), file, format)

    def __len__(self) -> int:
        return self.total

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<luocdo.{type(self).__name__} {self.query}: {self.understood} ({self.total})>"

    def _repr_html_(self) -> str:
        from luocdo.notebook import as_html

        return as_html(self._found, self.language)


class Entity(Answer):
    """One thing, and as rows all the facts about it.

    >>> thing = luocdo.entity("Bộ Công an", store=STORE)
    >>> thing.name, thing.properties["code"]
    ('Bộ Công an', 'BCA')
    """

    def __init__(self, node: Node, found: Found, as_of: date, language: str) -> None:
        super().__init__(found, as_of, language)
        self.node = node

    @property
    def id(self) -> str:
        """Its id, the same in every store."""
        return self.node.id

    @property
    def type(self) -> str:
        """Its type, as the ontology has it."""
        return self.node.type

    @property
    def name(self) -> str:
        """What it is called, in the language of the graph where it has a name in it."""
        from viz.meaning import title

        return title(self.node, self.language)

    @property
    def properties(self) -> Mapping[str, Any]:
        """What its type declares and the texts give."""
        return self.node.properties

    def to_dict(self, limit: int | None = None, offset: int = 0) -> dict[str, Any]:
        """The thing and its facts, as `luocdo show --format json` prints them."""
        return {"entity": self.node.as_dict(), **super().to_dict(limit, offset)}


def networkx_graph(graph: Graph) -> networkx.MultiDiGraph[str]:
    """A part of the graph in the form of the JSON export, read by networkx."""
    import networkx

    nodes, edges = [node.as_dict() for node in graph.nodes], [edge.as_dict() for edge in graph.edges]
    data = {"directed": True, "multigraph": True, "nodes": nodes, "edges": edges}
    return cast("networkx.MultiDiGraph[str]", networkx.node_link_graph(data, edges="edges"))
