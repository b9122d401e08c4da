"""What the views say to people, read from words.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from graph.ontology import Label


@cache
def words() -> Mapping[str, Label]:
    """Every phrase of the views, by name, in both languages."""
    raw = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf8"))
    return {name: Label(entry["vi"], entry["en"]) for name, entry in raw.items()}


def say(name: str, language: str, **values: object) -> str:
    """The phrase `name` in `language`, its braces filled from `values`.

    >>> say("place_page", "vi", page=3)
    'trang 3'
    """
    return words()[name].in_(language).format(**values)
