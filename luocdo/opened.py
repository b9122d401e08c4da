"""An open store, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from api import reading
from api.catalogue import described
from api.naming import called, named
from api.settings import LANGUAGES, Settings
from graph.errors import QuestionError, StoreError
from graph.ontology import Label, ontology
from graph.store import Counts, Store, open_store
from luocdo.answers import Answer, Entity, networkx_graph, written_to
from luocdo.given import Day, Sources, day, parameters, paths
from queries.model import Answer as Found
from queries.model import Column
from queries.running import catalogue

if TYPE_CHECKING:
    import networkx

    from loaders.report import FileReport, Summary
    from viz.content import Content

MEMORY = ":memory:"
_HIT = (
    Column("name", Label("tên", "name"), "id"),
    Column("type", Label("loại", "type")),
    Column("score", Label("mức khớp", "score")),
)
_QUERY = tuple(
    Column(name, Label(vi, en))
    for name, vi, en in (("name", "truy vấn", "query"), ("title", "tên", "title"), ("description", "mô tả", "description"))
)


def _silent(_: FileReport) -> None:
    """Nobody wants to hear of single files."""


class Graph:
    """An open store, made by `luocdo.open`; a context manager, to be closed with `close` elsewhere."""

    def __init__(self, store: Store, *, writable: bool, language: str) -> None:
        self.store = store
        self.writable = writable
        self.language = language

    @classmethod
    def open(cls, store: str | Path | None = None, *, writable: bool = False, language: str = "vi") -> Self:
        """See `luocdo.open`."""
        if language not in LANGUAGES:
            raise QuestionError(f"Không có ngôn ngữ '{language}'. Các ngôn ngữ: {', '.join(LANGUAGES)}.", LANGUAGES)
        url = Settings.from_environment().store if store is None else str(store)
        changing = writable or url == MEMORY
        return cls(open_store(url) if changing else reading.open_for_reading(url), writable=changing, language=language)

    @property
    def url(self) -> str:
        """Where the store is."""
        return self.store.url

    def load(self, sources: Sources, *, workers: int = 1, report: Callable[[FileReport], None] = _silent) -> Summary:
        """Load files and folders, one transaction a document; a file that fails is in `failed` of the summary, the rest is loaded.

        `report` is called with each file as it is done. More `workers` read in processes of their own. Raises InputError for a path
        that is not there, StoreError where the graph was opened for reading only.
        """
        from loaders import pipeline

        return pipeline.load(self._changing(), pipeline.sources(paths(sources)), report, workers)

    def withdraw(self, document: str) -> None:
        """Take out a loaded document, named by id or number, with all that only it said; raises NotFoundError where it is not loaded."""
        store = self._changing()
        node = called(store, document, ("Document",))
        store.text(node.id)
        store.withdraw(node.id)

    def ask(self, question: str, *, as_of: Day = None) -> Answer:
        """The answer to a question in Vietnamese, with or without accents, or English, as things stood on `as_of` (default: today).

        Raises QuestionError, with `suggestions`, for a question that is not understood as a whole.

        >>> with luocdo.open(STORE, language="en") as graph:
        ...     graph.ask("Which tasks depend on the national data centre?", as_of="2026-09-01").understood
        'Tasks that depend on National Data Centre (platform)'
        """
        when = day(as_of)
        return Answer.of(reading.answered(self.store, question, when, self.language))

    def query(self, name: str, parameters_: Mapping[str, Any] | None = None, /, *, as_of: Day = None, **more: Any) -> Answer:
        """The answer of the query `name` of the catalogue, its parameters given as a mapping, by name, or both.

        Things are given by name, id or as an `Entity`; days as dates, several codes as a list, a period in words or as its two ends.
        Raises QuestionError for an unknown query or parameter, NotFoundError and AmbiguousError for a name.

        >>> with luocdo.open(STORE) as graph:
        ...     tasks = graph.query("tasks", agency="Bộ Công an", role="lead", period="quý III/2026", as_of="2026-09-01")
        ...     tasks.rows[0]["due_on"], tasks.rows[0]["status"]
        ('2026-07-31', 'quá hạn')
        """
        when = day(as_of)
        return Answer.of(reading.queried(self.store, name, parameters(name, {**(parameters_ or {}), **more}), when, self.language))

    def entity(self, name: str, *, types: Sequence[str] = (), as_of: Day = None) -> Entity:
        """All that is known of the thing of that name, number or id, or was on a day.

        Raises NotFoundError and AmbiguousError, with the `choices`.

        >>> with luocdo.open(STORE) as graph:
        ...     graph.entity("Đề án 06").type
        'Programme'
        """
        from queries import describe
        from queries.as_of import seen, seen_as

        when = day(as_of) if as_of else None
        node = seen_as(seen(self.store, when), called(self.store, name, types))
        return Entity(node, describe(self.store, node, when), when or date.today(), self.language)

    def search(self, text: str, *, types: Sequence[str] = (), limit: int = 20, as_of: Day = None) -> Answer:
        """The `limit` things that best match `text`, with or without accents, by name, number or text, or did on a day.

        >>> with luocdo.open(STORE) as graph:
        ...     [row["id"] for row in graph.search("bo cong an", limit=1)]
        ['agency:bca']
        """
        from queries.as_of import seen

        when = day(as_of) if as_of else None
        known = ontology().nodes
        unknown = [name for name in types if name not in known]
        if unknown:
            raise QuestionError(f"Không có loại '{unknown[0]}'. Các loại: {', '.join(known)}.", sorted(known))
        hits = seen(self.store, when).search(text, types, limit)
        rows = [{**named(hit.node, self.language), "score": hit.score} for hit in hits]
        understood = Label(f"Tìm '{text}'", f"Search for '{text}'")
        return Answer(Found("search", understood, {"text": text}, _HIT, tuple(rows)), when or date.today(), self.language)

    def text(self, document: str) -> str:
        """The kept text of a loaded document, named by id or number: evidence points into it.

        >>> with luocdo.open(STORE) as graph:
        ...     proof = graph.query("tasks", as_of="2026-09-01").rows[0]["evidence"][0]
        ...     graph.text(proof["document"])[proof["start"]:proof["end"]] == proof["quote"]
        True
        """
        return self.store.text(called(self.store, document, ("Document",)).id)

    def stats(self, *, as_of: Day = None) -> Counts:
        """How many documents, nodes and relations of each type the store holds, or held of what was known and in force on a day."""
        from queries.as_of import seen

        return seen(self.store, day(as_of) if as_of else None).counts()

    def export(self, file: str | Path | None = None, *, format: str = "", around: str = "", depth: int = 2, as_of: Day = None) -> bytes:
        """The whole graph, or the part within `depth` steps `around` a thing, in an export format; written to `file` if one is named.

        The format is `format`, else what the name of the file ends in, else JSON. An answer exports itself: `Answer.export`.

        >>> with luocdo.open(STORE) as graph:
        ...     graph.export(format="graphml", around="VNeID", depth=1)[:5]
        b'<?xml'
        """
        return written_to(self._part(around, depth, as_of), file, format)

    def to_networkx(self, *, around: str = "", depth: int = 2, as_of: Day = None) -> networkx.MultiDiGraph[str]:
        """The whole graph, or the part within `depth` steps `around` a thing, as networkx has it, with all that the JSON export holds.

        >>> with luocdo.open(STORE) as graph:
        ...     whole = graph.to_networkx()
        >>> whole.nodes["agency:bca"]["name"]
        'Bộ Công an'
        """
        return networkx_graph(self._part(around, depth, as_of).graph)

    def close(self) -> None:
        """Release the file or the connection."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<luocdo.Graph {self.url}{', writable' if self.writable else ''}>"

    def _part(self, around: str, depth: int, as_of: Day) -> Content:
        when = day(as_of) if as_of else None
        if around:
            return reading.around(self.store, around, depth, when, self.language)
        return reading.everything(self.store, when, self.language)

    def _changing(self) -> Store:
        if not self.writable:
            raise StoreError(self.url, "kho được mở chỉ để đọc; hãy mở bằng luocdo.open(..., writable=True)")
        return self.store


def queries(*, language: str = "vi") -> Answer:
    """The catalogue, as `luocdo queries` lists it: each query with its parameters and questions that lead to it.

    >>> "dependents" in [row["name"] for row in luocdo.queries()]
    True
    """
    rows = tuple(described(query, language) for query in catalogue().values())
    return Answer(Found("queries", Label("Danh mục truy vấn", "The catalogue of queries"), {}, _QUERY, rows), date.today(), language)
