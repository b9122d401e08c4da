"""The catalogue of queries as machines and pages get it."""

from __future__ import annotations

from typing import Any

from queries.model import Parameter, Query


def described(query: Query, language: str) -> dict[str, Any]:
    """A query with its parameters and those of its examples that are in `language` (all where none is)."""
    return {
        "name": query.name,
        "title": query.title.in_(language),
        "description": query.description.in_(language),
        "parameters": [_parameter(parameter, language) for parameter in query.parameters],
        "examples": examples(query, language),
    }


def examples(query: Query, language: str) -> list[str]:
    """The examples of a query in `language`, told apart by their letters; all where none is in it."""
    own = [example for example in query.examples if _is_vietnamese(example) == (language != "en")]
    return own or list(query.examples)


def _is_vietnamese(text: str) -> bool:
    """Whether a word of `text` has a letter that English has not; numbers of documents have them in every language."""
    return any(not word.isascii() for word in text.split() if not any(letter.isdigit() for letter in word))


def _parameter(parameter: Parameter, language: str) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "kind": parameter.kind,
        "label": parameter.label.in_(language),
        "example": parameter.example,
        "required": parameter.required,
        "default": parameter.default,
        "choices": {name: label.in_(language) for name, label in parameter.choices.items()},
    }
