"""Running a tool: what it gives to programs and, shorter, to whoever only reads text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.naming import called, named
from api.tools.arguments import Arguments
from api.tools.schemas import LARGEST
from api.tools.telling import page_told, told
from api.words import Words
from graph.ontology import ontology
from graph.store import Store
from queries import ask as answer_to
from queries import describe, run
from queries.as_of import seen, seen_as
from queries.model import Answer
from queries.running import catalogue
from viz.meaning import title


@dataclass(frozen=True, slots=True)
class Told:
    """What a call gives: `structured` for programs, `text` for reading; `failed` where it was refused."""

    text: str
    structured: dict[str, Any]
    failed: bool = False


def query_named(name: str) -> Callable[[Store, Arguments], Told]:
    """What runs the query `name` of the catalogue."""

    def call(store: Store, given: Arguments) -> Told:
        own = frozenset(parameter.name for parameter in catalogue()[name].parameters)
        answer = run(store, name, given.only(own), date.today() if "as_of" in own else given.day())
        # A query may have a limit of its own, which then says how many rows there are.
        return _page(answer, given, LARGEST if "limit" in own else given.number("limit"))

    return call


def ask(store: Store, given: Arguments) -> Told:
    """The answer to a question in words."""
    return _page(answer_to(store, given.text("question"), given.day()), given, given.number("limit"))


def entity(store: Store, given: Arguments) -> Told:
    """All facts about one thing; where it is mentioned is counted, not listed, as a ministry is named everywhere."""
    day = given.named_day()
    node = seen_as(seen(store, day), called(store, given.text("name"), given.types()))
    answer = _page(describe(store, node, day), given, given.number("limit"))
    shown = node.as_dict()
    shown["mentions"] = len(node.mentions)
    label = ontology().node(node.type).label.in_(given.language)
    return Told(f"{title(node, given.language)} ({label}) [{node.id}]\n{answer.text}", {"entity": shown, **answer.structured})


def search(store: Store, given: Arguments) -> Told:
    """What holds some words, best first."""
    limit, offset, words = given.number("limit"), given.number("offset"), Words(given.language)
    hits = seen(store, given.named_day()).search(given.text("text"), given.types(), offset + limit + 1)
    kinds = ontology().nodes
    results = [
        {**named(hit.node, given.language), "type_label": words.label(kinds[hit.node.type].label), "score": hit.score}
        for hit in hits[offset : offset + limit]
    ]
    following = offset + limit if len(hits) > offset + limit else None
    lines = [f"{place}. {row['name']} ({row['type_label']}) [{row['id']}]" for place, row in enumerate(results, offset + 1)]
    lines += [words("tool.more", offset=following)] if following else []
    return Told("\n".join(lines) or words("answer.nothing"), {"results": results, "returned": len(results), "next": following})


def document_text(store: Store, given: Arguments) -> Told:
    """A stretch of the kept text of one document."""
    node = called(store, given.text("document"), ("Document",))
    whole, start = store.text(node.id), given.number("offset")
    part = whole[start : start + given.number("limit")]
    end = start + len(part)
    following = end if end < len(whole) else None
    place = {"start": start, "end": end, "total": len(whole), "next": following}
    return Told(part, {"document": node.id, "name": title(node, given.language), "text": part, **place})


def _page(answer: Answer, given: Arguments, limit: int) -> Told:
    offset = given.number("offset")
    out = answer.as_dict(given.language, limit, offset)
    following = offset + out["returned"]
    out["next"] = following if out["returned"] and following < answer.total else None
    return Told("\n".join((*told(answer, given.language), *page_told(answer, given.language, limit, offset, out["next"]))), out)
