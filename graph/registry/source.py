"""The data files of the registry, and the small forms all of them share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.text import match_form

Row = Mapping[str, Any]
DATA = Path(__file__).with_name("data")
UNCONFIRMED = "kiến thức chung, chưa xác nhận"


def read(name: str) -> Any:
    """The content of data/`name`.yaml."""
    with (DATA / f"{name}.yaml").open("rb") as stream:
        return yaml.load(stream, Loader=yaml.CSafeLoader)


def sources_of(row: Row) -> tuple[str, ...]:
    """The source ids of a row, written with spaces between them."""
    return tuple(str(row.get("src", "")).split())


def basis_of(row: Row, key: str = "basis") -> str:
    """What a fact rests on, in words for a reader: the documents its row names, else its sources, else that it is not confirmed.

    >>> basis_of({"conf": "S", "src": "S25"})
    'Sổ theo dõi văn bản ngành giáo dục'
    """
    stated = row.get(key)
    return str(stated) if stated else "; ".join(map(described, sources_of(row))) or UNCONFIRMED


def described(source: str) -> str:
    """What a source is, without where it was seen."""
    return _sources()[source].rsplit(": ", 1)[0]


@cache
def _sources() -> Mapping[str, str]:
    sources: Mapping[str, str] = read("sources")
    return sources


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The names in their order, without those that only differ in case, dashes or tone placement.

    Abbreviations are kept apart from words, as they are matched with their case.
    """
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(name if name == name.upper() else match_form(name), name)
    return tuple(seen.values())


def filled(**values: Any) -> dict[str, Any]:
    """The properties that have a value."""
    return {key: value for key, value in values.items() if value}
