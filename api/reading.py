"""Opening a store for reading, and the part of it that is asked for, as content for the exports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import LimitError, StoreError
from graph.store import Store, open_store

if TYPE_CHECKING:
    from viz.content import Content

DEPTH = 2
"""How far an export or drawing around one entity reaches where no depth is given."""


def open_for_reading(url: str) -> Store:
    """The store at `url`, which has to be there already; raises StoreError with the way to fill one."""
    if "://" not in url and url != ":memory:" and not Path(url).exists():
        raise StoreError(url, f"chưa có kho dữ liệu này. Hãy nạp văn bản trước: luocdo load THƯ_MỤC --store {url}")
    return open_store(url)


def answered(store: Store, question: str, as_of: date, language: str) -> Content:
    """The answer to a question in words, with its graph."""
    from queries import ask
    from viz.content import Content

    answer = ask(store, question, as_of)
    return Content(answer.understood.in_(language), answer.graph, as_of, answer, language)


def queried(store: Store, name: str, parameters: Mapping[str, str], as_of: date, language: str) -> Content:
    """The answer to a query of the catalogue, with its graph."""
    from queries import run
    from viz.content import Content

    answer = run(store, name, parameters, as_of)
    return Content(answer.understood.in_(language), answer.graph, as_of, answer, language)


def around(store: Store, name: str, depth: int, as_of: date | None, language: str, most: int = 0) -> Content:
    """The graph around one entity, given by name or id, on a day or ever; raises LimitError where it has more than `most` nodes (0: any
    number)."""
    from api.naming import called
    from queries import subgraph
    from queries.as_of import seen, seen_as
    from viz.content import Content
    from viz.meaning import title

    node = called(store, name)
    shown = seen(store, as_of)
    graph = subgraph(shown, seen_as(shown, node), depth, most=most)
    return Content(title(node, language), graph, as_of or date.today(), None, language)


def everything(store: Store, as_of: date | None, language: str, most: int = 0) -> Content:
    """The whole graph, on a day or ever; raises LimitError where the store has more than `most` nodes and edges (0: any number)."""
    from queries import whole
    from queries.as_of import seen
    from viz.content import Content

    counts = store.counts() if most else None
    if counts and sum(counts.nodes.values()) + sum(counts.edges.values()) > most:
        raise LimitError("items", most)
    title = "Luoc do: the whole graph" if language == "en" else "Lược đồ: toàn bộ đồ thị"
    return Content(title, whole(seen(store, as_of)), as_of or date.today(), None, language)
