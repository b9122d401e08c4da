"""Query parameters that several endpoints share, and those of the queries of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from inspect import Parameter as Argument
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from api.days import parse_day
from graph.errors import QuestionError
from graph.ontology import ontology
from queries.model import Parameter
from queries.running import catalogue

LONGEST_NAME = 500
LONGEST_QUESTION = 2000
LARGEST_NUMBER = 10**6
OWN = frozenset({"as_of", "lang", "limit", "offset", "around", "depth", "query", "q", "graph"})
"""Names with a meaning of their own in addresses; they go to a query only where it declares them."""


def given(request: Request, query: str) -> dict[str, str]:
    """The parameters in the address that are meant for the query of that name; empty ones count as not given."""
    known = catalogue().get(query)
    declared = {parameter.name for parameter in known.parameters} if known else set()
    return {key: value for key, value in request.query_params.items() if value and (key in declared or key not in OWN)}


def _as_day(text: object) -> object:
    try:
        return parse_day(text) if isinstance(text, str) else text
    except QuestionError:
        raise PydanticCustomError("day", "must be a day, written as 2024-08-01") from None


def _split(given: object) -> object:
    """Values given one by one or with commas between them."""
    return [part.strip() for value in given for part in str(value).split(",")] if isinstance(given, list) else given


Absent = SkipJsonSchema[None]
"""A parameter that is not given: no value that could be sent."""


def _known(names: Iterable[str]) -> AfterValidator:
    known = dict.fromkeys(names)

    def check(given: list[str] | None) -> list[str] | None:
        if not known.keys() >= set(given or ()):
            raise PydanticCustomError("literal_error", "must be one of: {expected}", {"expected": ", ".join(known)})
        return given

    return AfterValidator(check)


def _some_of(names: Iterable[str], about: str, *example: str) -> tuple[Any, ...]:
    """What FastAPI is told of a parameter that takes some of `names`."""
    known = list(names)
    shape = {"items": {"type": "string", "enum": known}}
    return Query(json_schema_extra=shape, description=about, examples=[list(example)]), BeforeValidator(_split), _known(known)


def _choices(query: str, parameter: str) -> Iterable[str]:
    return next(declared.choices for declared in catalogue()[query].parameters if declared.name == parameter)


_THESE_TYPES = "Chỉ những loại này | Only these types"
Some = list[str] | SkipJsonSchema[None]
"""Values separated by commas or given several times; FastAPI gives them as a list, and None where there is none."""
Types = Annotated[Some, *_some_of(ontology().nodes, _THESE_TYPES, "Agency", "Task")]
DependentTypes = Annotated[Some, *_some_of(_choices("dependents", "types"), _THESE_TYPES, "Task", "Platform")]
DependencyTypes = Annotated[Some, *_some_of(_choices("dependencies", "types"), _THESE_TYPES, "Database")]
Relations = Annotated[Some, *_some_of(ontology().relations, "Chỉ quan hệ này | Only these relations", "LED_BY")]
Kinds = Annotated[Some, *_some_of(ontology().document_kinds, "Chỉ loại văn bản này | Only these kinds", "decision")]
Name = Annotated[str, Query(min_length=1, max_length=LONGEST_NAME, description="Tên hoặc mã | Name or id")]
_DAY = (BeforeValidator(_as_day), WithJsonSchema({"type": "string", "format": "date", "examples": ["2024-08-01"]}))


async def _day_given(
    as_of: Annotated[
        date | None,
        Query(description="Xét tại ngày nào, mặc định hôm nay | The day asked about, by default today"),
        *_DAY,
    ] = None,
) -> date | None:
    return as_of


DayGiven = Annotated[date | None, Depends(_day_given)]
"""The day that is asked about; None where none is, and all that is known is wanted."""


async def _day(as_of: DayGiven) -> date:
    return as_of or date.today()


DayNeeded = Annotated[date, Depends(_day)]
GraphWanted = Annotated[bool, Query(description="Kèm đồ thị chứng minh | With the proving graph", examples=[False])]


async def _only_known(request: Request) -> None:
    known = request.app.state.parameters.get(request.scope["route"].path_format)
    if known is None:  # an endpoint that the description leaves out takes what it likes
        return
    unknown = [name for name in request.query_params if name not in known]
    if unknown and "query" in known:
        declared = catalogue().get(request.query_params.get("query", ""))
        known |= {parameter.name for parameter in (declared.parameters if declared else ())}
        unknown = [name for name in unknown if name not in known]
    if unknown:
        told = {"known": ", ".join(sorted(known)) or "-"}
        raise RequestValidationError([{"type": "unknown", "loc": ("query", name), "msg": "", "ctx": told} for name in unknown])


def parameter_names(description: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The query parameters of every path of an OpenAPI description."""
    return {
        path: frozenset(
            parameter["name"]
            for operation in operations.values()
            for parameter in operation.get("parameters", ())
            if parameter["in"] == "query"
        )
        for path, operations in description["paths"].items()
    }


ONLY_KNOWN = Depends(_only_known)
"""Refuses a parameter that the endpoint does not have: one that is misspelt would else change nothing, and nobody would see it."""


def argument(parameter: Parameter) -> Argument:
    """A parameter of a query as the argument of a function that FastAPI reads."""
    default = Argument.empty if parameter.required else None
    return Argument(parameter.name, Argument.KEYWORD_ONLY, annotation=_annotation(parameter), default=default)


def _annotation(parameter: Parameter) -> Any:
    about = f"{parameter.label.vi} | {parameter.label.en}" + (f" [{parameter.default}]" if parameter.default else "")
    kind: Any
    checks: tuple[Any, ...]
    match parameter.kind:
        case "choice":
            kind, checks = list[str], _some_of(parameter.choices, about, *parameter.example.split(","))
        case "int":
            kind = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
            checks = (Query(description=about, examples=[int(parameter.example)]),)
        case "date":
            kind, checks = date, (Query(description=about), *_DAY)
        case _:
            kind, checks = str, (Query(min_length=1, max_length=LONGEST_NAME, description=about, examples=[parameter.example]),)
    annotation = kind if parameter.required else kind | Absent
    return Annotated[(annotation, *checks)]


def as_text(value: Any) -> str:
    """A value read by FastAPI in the form in which a query takes it."""
    return ",".join(value) if isinstance(value, list) else str(value)
