"""What of a query is written down as data: its labels, parameters, columns, examples and how questions for it are worded.

Beside each module of the catalogue stands a YAML file of the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from graph.ontology import Label, ontology
from queries.data import read
from queries.model import Answer, Column, Parameter, Query, Request


def label(entry: Mapping[str, str]) -> Label:
    """The label in an entry with `vi` and `en`."""
    return Label(entry["vi"], entry["en"])


@cache
def shared() -> Mapping[str, Any]:
    """The data that several queries share."""
    data: Mapping[str, Any] = read("shared.yaml")
    return data


@cache
def written(name: str) -> Mapping[str, Any]:
    """What is written about the query `name`."""
    data: Mapping[str, Any] = read("catalogue", f"{name}.yaml")
    return data


@cache
def statuses() -> Mapping[str, Label]:
    """How a task can stand on a day: codes and what they are called."""
    return {code: label(entry) for code, entry in shared()["statuses"].items()}


@cache
def columns(name: str) -> tuple[Column, ...]:
    """The columns of the query `name`; '@task' in its list stands for the columns of every task row."""
    out: list[Column] = []
    for key, entry in written(name)["columns"].items():
        rows = shared()["columns"][key[1:]] if key.startswith("@") else {key: entry}
        out += (Column(column, label(text), text.get("id", "")) for column, text in rows.items())
    return tuple(out)


def query(name: str, run: Callable[[Request], Answer]) -> Query:
    """The query `name`, answered by `run`, with all that is written about it."""
    data = written(name)
    parameters = tuple(_parameter(key, entry) for key, entry in data["parameters"].items())
    return Query(name, label(data["title"]), label(data["description"]), parameters, run, tuple(data["examples"]))


def _parameter(name: str, entry: Mapping[str, Any] | None) -> Parameter:
    data = entry or shared()[name]
    choices = _choices(data.get("choices", {}))
    return Parameter(name, data["kind"], label(data), data["example"], data.get("required", True), str(data.get("default", "")), choices)


def _choices(listed: str | Iterable[str] | Mapping[str, Mapping[str, str]]) -> Mapping[str, Label]:
    """Choices written out, or taken from a vocabulary ('@types', '@relations', '@document_kinds', '@statuses', '@roles')."""
    if isinstance(listed, Mapping):
        return {code: label(entry) for code, entry in listed.items()}
    if isinstance(listed, str):
        return _vocabularies()[listed[1:]]
    every = {**_vocabularies()["types"], **_vocabularies()["relations"]}
    return {code: every[code] for code in listed}


@cache
def _vocabularies() -> Mapping[str, Mapping[str, Label]]:
    known = ontology()
    return {
        "types": {name: kind.label for name, kind in known.nodes.items()},
        "relations": {name: kind.label for name, kind in known.relations.items()},
        "document_kinds": known.document_kinds,
        "statuses": statuses(),
        "roles": {code: label(entry) for code, entry in shared()["roles"].items()},
    }
