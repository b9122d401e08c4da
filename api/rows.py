"""The shape of each query's answer, made from its columns."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import Field, create_model

from api.schemas import AnswerBase, Cell, RowOut
from queries.model import Column, Query
from queries.running import catalogue
from queries.written import columns


@cache
def answer_model(name: str) -> type[AnswerBase]:
    """The model of the answers of the query `name`."""
    row: Any = row_model(name)
    return create_model(f"{_stem(name)}AnswerOut", __base__=AnswerBase, __doc__=_about(catalogue()[name]), rows=(list[row], ...))


@cache
def row_model(name: str) -> type[RowOut]:
    """The model of the rows of the query `name`: a member for every column and for the id of what it shows."""
    return create_model(f"{_stem(name)}RowOut", __base__=RowOut, __doc__=_about(catalogue()[name]), **_members(name))


def _stem(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _about(query: Query) -> str:
    return f"{query.title.vi} | {query.title.en}"


def _members(name: str) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for column in columns(name):
        members[column.name] = (Cell, Field(default=None, description=_label(column), examples=[None]))
        if column.id_key:
            members[column.id_key] = (
                str | None,
                Field(default=None, description=f"Mã | Id: {_label(column)}", examples=["agency:bo-y-te"]),
            )
    return members


def _label(column: Column) -> str:
    return f"{column.label.vi} | {column.label.en}"
