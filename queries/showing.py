"""Parameters as people read them: things by name, codes by label, periods and days in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from graph.model import Node
from graph.ontology import Label
from queries.answering import called, with_type
from queries.model import Parameter, Query, Shown
from queries.times import Period


def shown(values: Mapping[str, Any], query: Query, given: Collection[str]) -> dict[str, Shown]:
    """The values of those parameters of a query that were `given`, by name."""
    return {p.name: Shown(p.label, _in_words(p, values[p.name])) for p in query.parameters if p.name in given}


def _in_words(parameter: Parameter, value: Any) -> Label:
    if isinstance(value, Node):
        return with_type(value) if parameter.kind == "entity" else called(value)
    if isinstance(value, Period):
        return value.label
    if isinstance(value, date):
        return Label(f"{value:%d/%m/%Y}", value.isoformat())
    if not isinstance(value, tuple):
        return Label(str(value), str(value))
    parts = [called(part) if isinstance(part, Node) else parameter.choices[part] for part in value]
    return Label(*(", ".join(dict.fromkeys(part.in_(language) for part in parts)) for language in ("vi", "en")))
