"""Lược đồ in Python: the graph of mandates, asked and exported as the command line does, under the same names.

>>> import luocdo
>>> with luocdo.open(STORE) as graph:
...     answer = graph.ask("Nhiệm vụ nào phụ thuộc vào Trung tâm dữ liệu quốc gia?", as_of="2026-12-01")
...     print(answer.understood, answer.total, sep=": ")
Các nhiệm vụ phụ thuộc vào Trung tâm dữ liệu quốc gia (nền tảng, hệ thống): 8

`luocdo.open` gives a `Graph`, whose answers read their rows when they are looked at. The functions of this module open a store
for one call and give back an answer that is read whole.

In the examples STORE is a store with the documents of SAMPLES, the folder samples/ of the project, and OUT a folder to write to.

What is public is in `__all__`. Everything that goes wrong on purpose is a `LuocdoError`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import (
    AmbiguousError,
    Choice,
    InputError,
    LimitError,
    LuocdoError,
    MissingLibraryError,
    ModelError,
    NotFoundError,
    QuestionError,
    StoreError,
    TimeLimitError,
    UnavailableError,
)
from luocdo.answers import Answer, Entity
from luocdo.given import Day, Sources
from luocdo.opened import Graph, queries

if TYPE_CHECKING:
    from loaders.evaluation.running import Evaluation
    from loaders.report import Summary

__all__ = [
    "AmbiguousError",
    "Answer",
    "Choice",
    "Entity",
    "Graph",
    "InputError",
    "LimitError",
    "LuocdoError",
    "MissingLibraryError",
    "ModelError",
    "NotFoundError",
    "QuestionError",
    "StoreError",
    "TimeLimitError",
    "UnavailableError",
    "ask",
    "entity",
    "evaluate",
    "export",
    "load",
    "open",
    "queries",
    "query",
    "search",
]


def open(store: str | Path | None = None, *, writable: bool = False, language: str = "vi") -> Graph:
    """Open a store: the path of a file, or `neo4j://` and `bolt://` of a server; None is LUOCDO_STORE, else `luocdo.db`.

    A store that is only read has to be there already. A writable one is made where it is absent; `":memory:"` always is one.
    `language`, "vi" or "en", is that of headings and of how questions were understood. Raises StoreError.

    >>> with luocdo.open(":memory:") as graph:
    ...     graph.load(SAMPLES / "08-quyet-dinh-9102-sua-doi.txt").facts["Document"]
    5
    """
    return Graph.open(store, writable=writable, language=language)


def load(sources: Sources, *, store: str | Path | None = None, workers: int = 1) -> Summary:
    """Load files and folders into a store, as `luocdo load` does; see `Graph.load`.

    >>> luocdo.load(SAMPLES, store=OUT / "kho.luocdo").failed
    ()
    """
    with open(store, writable=True) as graph:
        return graph.load(sources, workers=workers)


def ask(question: str, *, store: str | Path | None = None, as_of: Day = None, language: str = "vi") -> Answer:
    """The answer to a question in words, as `luocdo ask` gives it; see `Graph.ask`.

    >>> luocdo.ask("Which tasks are overdue?", store=STORE, as_of="2026-12-01", language="en").query
    'overdue'
    """
    with open(store, language=language) as graph:
        return graph.ask(question, as_of=as_of).read()


def query(
    name: str,
    parameters: Mapping[str, Any] | None = None,
    /,
    *,
    store: str | Path | None = None,
    as_of: Day = None,
    language: str = "vi",
    **more: Any,
) -> Answer:
    """The answer of a query of the catalogue, as `luocdo query` gives it; see `Graph.query`.

    >>> luocdo.query("managed", entity="Bộ Công an", store=STORE).rows[0]["system"]
    'Cơ sở dữ liệu căn cước'
    """
    with open(store, language=language) as graph:
        return graph.query(name, parameters, as_of=as_of, **more).read()


def entity(name: str, *, store: str | Path | None = None, as_of: Day = None, language: str = "vi") -> Entity:
    """All that is known of one thing, as `luocdo show` tells it; see `Graph.entity`.

    >>> luocdo.entity("VNeID", store=STORE).id
    'platform:vneid'
    """
    with open(store, language=language) as graph:
        return graph.entity(name, as_of=as_of).read()


def search(
    text: str, *, store: str | Path | None = None, types: Sequence[str] = (), limit: int = 20, as_of: Day = None, language: str = "vi"
) -> Answer:
    """What is called so or holds these words; see `Graph.search`.

    >>> luocdo.search("dinh danh", store=STORE, types=["Platform"]).rows[0]["id"]
    'platform:vneid'
    """
    with open(store, language=language) as graph:
        return graph.search(text, types=types, limit=limit, as_of=as_of)


def export(
    file: str | Path | None = None,
    *,
    store: str | Path | None = None,
    format: str = "",
    around: str = "",
    depth: int = 2,
    as_of: Day = None,
    language: str = "vi",
) -> bytes:
    """The graph, or the part around one thing, as a file, as `luocdo export` writes it; see `Graph.export`.

    >>> luocdo.export(OUT / "do-thi.html", store=STORE, around="VNeID", depth=1)[:15]
    b'<!DOCTYPE html>'
    """
    with open(store, language=language) as graph:
        return graph.export(file, format=format, around=around, depth=depth, as_of=as_of)


def evaluate(gold: str | Path, texts: str | Path) -> Evaluation:
    """How well the documents of the folder `texts` are read, against the annotations in `gold`, as `luocdo evaluate` tells it."""
    from loaders.evaluation.running import evaluate as compared

    return compared(Path(gold), Path(texts))
