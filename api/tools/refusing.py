"""Calling a tool by name: what goes wrong on purpose becomes a result that tells what can be chosen instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.answering import refusal
from api.tools.arguments import Arguments
from api.tools.calling import Told
from api.tools.offered import Tool
from api.words import Words
from graph.errors import LuocdoError
from graph.store import Store


def call(tool: Tool, store: Store, given: Mapping[str, Any], language: str) -> Told:
    """What `tool` gives for the arguments; a refusal names choices and suggestions, so that the next call can be right."""
    try:
        arguments = Arguments.read(given, language, tool.takes)
        return tool.call(store, arguments)
    except LuocdoError as error:
        said = refusal(error, Words(str(given.get("lang") or language)))
        lines = [said["error"], *(f"- {choice['name']} [{choice['id']}]" for choice in said.get("choices", ()))]
        lines += [f"- {suggestion}" for suggestion in said["suggestions"]]
        return Told("\n".join(lines), {name: value for name, value in said.items() if name != "rows"}, failed=True)
