"""Calling a tool by name: what goes wrong on purpose becomes a result that tells what can be chosen instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from api.answering import refusal
from api.explain import Explanation, described, explain
from api.tools.arguments import Arguments
from api.tools.calling import Told
from api.tools.offered import Tool
from api.tools.telling import next_call
from api.words import Words
from graph import deadline
from graph.errors import LuocdoError
from graph.store import Store


def call(tool: Tool, store: Store, given: Mapping[str, Any], language: str, seconds: float) -> Told:
    """What `tool` gives for the arguments; a refusal names choices and suggestions, so that the next call can be right.

    What takes longer than `seconds` (0: no limit) is refused too.
    """
    try:
        with deadline.within(seconds):
            return tool.call(store, Arguments.read(given, language, tool.takes))
    except LuocdoError as error:
        words = Words(str(given.get("lang") or language))
        said = {name: value for name, value in refusal(error, words).items() if name != "rows"}
        return Told("\n".join(_lines(explain(error, words), words)), said, failed=True)


def _lines(said: Explanation, words: Words) -> Iterator[str]:
    yield said.text
    for choice in said.choices:
        yield f"- {described(choice, words)} [{choice.id}] → {next_call(choice.query, choice.parameters)}"
    yield from (f"- {suggestion}" for suggestion in said.suggestions)
