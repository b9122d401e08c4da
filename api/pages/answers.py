"""The start page, the answer to a question, and the page that says why a question was not answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import Response

from api.catalogue import described
from api.drawing import drawing
from api.explain import described as said_of
from api.explain import explain
from api.naming import file_name
from api.pages import render
from api.problems import status_of
from api.words import Words
from graph.errors import LuocdoError
from graph.model import Node
from graph.store import Store
from graph.text import fold
from queries.running import catalogue
from viz.content import Content
from viz.formats import formats
from viz.tables import lay_out

ROWS = 50
"""Rows on one page of an answer."""

_COUNTED = ("Task", "Agency", "Programme", "Database", "Platform", "Target", "Measurement")


def start_page(request: Request, store: Store, words: Words) -> Response:
    """What can be asked, and how much there is; an empty store says how to fill it."""
    counts = store.counts()
    values = {
        "documents": counts.documents,
        "counts": [(type_, counts.nodes[type_]) for type_ in _COUNTED if counts.nodes.get(type_)],
        "store_name": file_name(store.url),
        "queries": [described(query, words.language) for query in catalogue().values()],
    }
    return render(request, "home.html", values)


def answer_page(request: Request, content: Content, offset: int) -> Response:
    """An answer: how it was understood, one page of its rows, and its graph."""
    answer, language = content.answer, content.language
    assert answer is not None
    layout = lay_out(answer, language, ROWS, offset)
    named = {cell.id for line in layout.lines for cell in line.cells if cell.id}
    values = {
        "question": request.query_params.get("q", ""),
        "as_of": request.query_params.get("as_of", ""),
        "understood": answer.understood.in_(language),
        "notes": [note.in_(language) for note in answer.notes],
        "query": described(catalogue()[answer.query], language),
        "given": answer.parameters,
        "told": {name: (shown.label.in_(language), shown.value.in_(language)) for name, shown in answer.shown.items()},
        "alternatives": [
            (other.meaning.in_(language), query_address(request, other.query, other.parameters)) for other in answer.alternatives
        ],
        "layout": layout,
        "data": drawing(answer.graph, language, named),
        "formats": format_labels(language),
        "address": address(request, language),
    }
    return render(request, "answer.html", values | page_links(request, answer.total, offset, ROWS))


def refused_page(request: Request, store: Store, error: LuocdoError, words: Words) -> Response:
    """Why a question was not answered, what could be asked instead, and what is called by its words."""
    said, question = explain(error, words), request.query_params.get("q", "")
    values = {
        "question": question,
        "as_of": request.query_params.get("as_of", ""),
        "title": words(f"problem.{status_of(error)}"),
        "detail": said.text,
        "suggestions": said.suggestions,
        "choices": [(said_of(choice, words), query_address(request, choice.query, choice.parameters)) for choice in said.choices],
        "hits": _called(store, question),
    }
    return render(request, "refused.html", values, status_of(error))


def query_address(request: Request, query: str, parameters: Mapping[str, str]) -> str:
    """The address of the answer to a query, on the day that was asked about."""
    day = {"as_of": request.query_params["as_of"]} if request.query_params.get("as_of") else {}
    return urlencode({"query": query, **day, **parameters})


def _called(store: Store, question: str) -> list[Node]:
    """The things whose names hold all words of what was typed: it may have been meant as a search."""
    words = fold(question).split()
    if not words:
        return []
    found = (hit.node for hit in store.search(question, (), 30))
    return [node for node in found if set(words) <= set(fold(" ".join((node.name, node.name_en, *node.aliases))).split())][:8]


def format_labels(language: str) -> list[tuple[str, str]]:
    """The export formats with their labels."""
    return [(name, format.label.in_(language)) for name, format in formats().items()]


def address(request: Request, language: str) -> str:
    """The address of this answer without its page, for the export of all of it."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if value and key not in {"offset", "lang"}]
    return urlencode([*kept, ("lang", language)])


def page_links(request: Request, total: int, offset: int, size: int) -> dict[str, Any]:
    """Where this page of rows stands, and the addresses of those before and after."""

    def link(start: int) -> str:
        return f"{request.url.path}?{request.url.include_query_params(offset=start).query}"

    return {
        "total": total,
        "first": min(offset + 1, total),
        "last": min(offset + size, total),
        "previous": link(max(offset - size, 0)) if offset else "",
        "following": link(offset + size) if offset + size < total else "",
    }
