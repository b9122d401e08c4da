"""The words of the interface in both languages, kept in words.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from api.settings import LANGUAGES
from graph.ontology import Label


@cache
def vocabulary() -> Mapping[str, Label]:
    """Every message of the interface by its dotted key."""
    raw = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf8"))
    return {f"{group}.{key}": Label(entry["vi"], entry["en"]) for group, entries in raw.items() for key, entry in entries.items()}


class Words:
    """The messages in one language: `words("load.done", files=3)`."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]

    def __call__(self, key: str, **values: object) -> str:
        """The message called `key` with `values` put in; an unknown key raises KeyError, as it is a mistake in the program."""
        text = vocabulary()[key].in_(self.language)
        return text.format(**values) if values else text

    def __contains__(self, key: str) -> bool:
        return key in vocabulary()

    def label(self, label: Label) -> str:
        """A label of the ontology, a query or a column in this language."""
        return label.in_(self.language)
