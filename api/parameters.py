"""Query parameters that several endpoints share."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends, Query, Request

from api.days import parse_day
from graph.errors import QuestionError
from graph.ontology import ontology
from queries.running import catalogue

OWN = frozenset({"as_of", "lang", "limit", "offset", "around", "depth", "query", "q", "graph"})
"""Names with a meaning of their own in addresses; they go to a query only where it declares them."""


def given(request: Request, query: str) -> dict[str, str]:
    """The parameters in the address that are meant for the query of that name; empty ones count as not given."""
    known = catalogue().get(query)
    declared = {parameter.name for parameter in known.parameters} if known else set()
    return {key: value for key, value in request.query_params.items() if value and (key in declared or key not in OWN)}


def _day(
    as_of: Annotated[str, Query(description="Xét tại ngày nào, mặc định hôm nay | The day asked about", examples=["2024-08-01"])] = "",
) -> date:
    return parse_day(as_of) if as_of else date.today()


def _types(
    types: Annotated[list[str] | None, Query(description="Loại mục, cách bằng dấu phẩy | Node types", examples=["Agency,Task"])] = None,
) -> tuple[str, ...]:
    wanted = tuple(name.strip() for part in types or () for name in part.split(",") if name.strip())
    known = ontology().nodes
    for name in wanted:
        if name not in known:
            raise QuestionError(f"Không có loại '{name}'.", sorted(known))
    return wanted


DayNeeded = Annotated[date, Depends(_day)]
TypesNeeded = Annotated[tuple[str, ...], Depends(_types)]
GraphWanted = Annotated[bool, Query(description="Kèm đồ thị chứng minh | With the proving graph")]
