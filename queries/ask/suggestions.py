"""What could be asked instead of a question that was not understood."""

from __future__ import annotations

from functools import cache
from typing import Any

from graph.store import Store
from queries.ask.units import Question
from queries.data import read
from queries.naming.index import Named

_MOST = 5
_FEWEST = 3


@cache
def _templates() -> dict[str, Any]:
    data: dict[str, Any] = read("ask", "suggestions.yaml")
    return data


def suggestions(store: Store, question: Question) -> list[str]:
    """Three to five questions in the language of the one asked: about the things it names, else general ones."""
    language = "vi" if question.vietnamese else "en"
    named = [unit.things[0] for unit in question.units if unit.kind == "thing"]
    about = [text.format(_called(store, thing, language)) for thing in named[:2] for text in _templates()[thing.type][language]]
    general = _templates()["general"][language]
    chosen = list(dict.fromkeys(about))[:_MOST]
    return chosen if len(chosen) >= _FEWEST else list(dict.fromkeys([*chosen, *general]))[:_MOST]


def _called(store: Store, thing: Named, language: str) -> str:
    node = store.outlines([thing.id]).get(thing.id) if language == "en" else None
    return (node.name_en if node else "") or thing.number or thing.name
