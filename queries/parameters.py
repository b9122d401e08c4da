"""Parameters as a user gives them (words), read into what a query needs (nodes, days, numbers)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from graph.errors import AmbiguousError, QuestionError
from graph.model import Node
from graph.store import Store
from graph.text import keep, squash
from queries.model import Parameter, Query
from queries.naming import documents_called, resolve
from queries.times import read_day, read_period
from queries.written import written

_LARGEST = 10**6


def read_parameters(store: Store, query: Query, given: Mapping[str, str], as_of: date) -> dict[str, Any]:
    """The values of a query's parameters; those not given have their default, or None.

    An 'entity' or 'agency' becomes a node, a 'document' a tuple of nodes (all of that number), a 'period' a Period, a
    'choice' a tuple of codes. Raises QuestionError for an unknown, missing or unreadable parameter, NotFoundError and
    AmbiguousError for a name.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            listed = ", ".join(known) or "không có tham số nào"
            raise QuestionError(f"Truy vấn '{query.name}' không có tham số '{name}'. Các tham số: {listed}.")
    values: dict[str, Any] = {}
    for name, parameter in known.items():
        text = squash(keep(given.get(name, ""))) or parameter.default
        if not text and parameter.required:
            raise QuestionError(
                f"Truy vấn '{query.name}' cần tham số '{name}' ({parameter.label.vi}), ví dụ: {name}=\"{parameter.example}\"."
            )
        try:
            values[name] = _read(store, query, parameter, text, as_of) if text else None
        except AmbiguousError as error:
            raise error.asked(query.name, name, given) from None
    return values


def types_of(query: str, parameter: str) -> tuple[str, ...]:
    """The node types that an entity given for a parameter may have, the preferred first; empty for any."""
    entry = written(query)["parameters"].get(parameter) or {}
    return tuple(entry.get("types", ("Agency",) if entry.get("kind") == "agency" else ()))


def _read(store: Store, query: Query, parameter: Parameter, text: str, as_of: date) -> Any:
    match parameter.kind:
        case "entity" | "agency":
            return resolve(store, text, types_of(query.name, parameter.name))
        case "document":
            return documents_called(store, text)
        case "date":
            return read_day(text, as_of)
        case "period":
            return read_period(text, as_of)
        case "int":
            return _number(parameter, text)
        case "choice":
            return _chosen(parameter, text)
        case "text":
            return text


def _number(parameter: Parameter, text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= _LARGEST):
        raise QuestionError(f"Tham số '{parameter.name}' phải là số nguyên từ 0 đến {_LARGEST}, không phải '{text}'.")
    return int(text)


def _chosen(parameter: Parameter, text: str) -> tuple[str, ...]:
    """Codes separated by commas; a code may also be given by its label in either language."""
    codes = {code.lower(): code for code in parameter.choices}
    codes |= {name.lower(): code for code, label in parameter.choices.items() for name in (label.vi, label.en)}
    chosen = [codes.get(part.strip().lower()) for part in ([text] if text.lower() in codes else text.split(","))]
    if None in chosen:
        listed = ", ".join(f"{code} ({label.vi})" for code, label in parameter.choices.items())
        raise QuestionError(f"Tham số '{parameter.name}' không nhận '{text}'. Các giá trị: {listed}.")
    return tuple(dict.fromkeys(code for code in chosen if code))


def as_given(values: Mapping[str, Any], query: Query) -> dict[str, str]:
    """The values of parameters in a form that reads back to the same: ids, ISO dates and codes; defaults are left out."""
    out: dict[str, str] = {}
    for parameter in query.parameters:
        text = _written(values.get(parameter.name))
        if text and text != parameter.default:
            out[parameter.name] = text
    return out


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Node):
        return value.id
    if isinstance(value, tuple):
        return _written_all(value)
    return str(value)


def _written_all(values: Sequence[Any]) -> str:
    """Codes by comma; documents of one number by that number, a single thing by its id."""
    if values and isinstance(values[0], Node):
        return str(values[0].id if len(values) == 1 else values[0].get("number"))
    return ",".join(values)
