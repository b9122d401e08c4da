"""What callers give: days, parameters and sources in the forms that Python has for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import Any

from api.days import parse_day
from graph.errors import QuestionError
from graph.model import Node
from queries.running import catalogue

Day = date | str | None
"""A day as a date, or written as 2026-09-01 or 1/9/2026; None is today."""
Sources = str | PathLike[str] | Iterable[str | PathLike[str]]
"""A file or folder, or several of them."""


def day(given: Day) -> date:
    """The day meant; raises QuestionError for words that are none.

    >>> day("1/9/2026")
    datetime.date(2026, 9, 1)
    """
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    return parse_day(given) if given else date.today()


def paths(given: Sources) -> list[Path]:
    """The paths named, of which a single one need not stand in a list."""
    return [Path(given)] if isinstance(given, str | PathLike) else [Path(path) for path in given]


def parameters(query: str, given: Mapping[str, Any]) -> dict[str, str]:
    """Parameters of a query as the catalogue reads them; None is not given.

    Dates and numbers may be given as such, things as an `Entity`, several codes as a list, a period as its first and last day.

    >>> parameters("tasks", {"role": ["lead", "coordinating"], "period": (date(2026, 7, 1), date(2026, 9, 30)), "text": None})
    {'role': 'lead,coordinating', 'period': '2026-07-01..2026-09-30'}
    """
    known = catalogue().get(query)
    kinds = {parameter.name: parameter.kind for parameter in known.parameters} if known else {}
    return {name: _written(name, value, kinds.get(name) == "period") for name, value in given.items() if value is not None}


def _written(name: str, value: Any, period: bool) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, str | date) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    node = getattr(value, "node", value)
    if isinstance(node, Node):
        return node.id
    if isinstance(value, list | tuple | set | frozenset):
        items = value if isinstance(value, list | tuple) else sorted(value)
        return (".." if period else ",").join(_written(name, item, period=False) for item in items)
    raise QuestionError(f"Tham số '{name}' không nhận giá trị {value!r}: hãy cho chữ, số, ngày hoặc danh sách của chúng.")
