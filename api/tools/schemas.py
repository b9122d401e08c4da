"""JSON Schemas of what tools take and give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.ontology import Label, ontology
from queries.model import Parameter

Schema = dict[str, Any]
PAGE, LARGEST = 20, 200
"""Rows of a page where no limit is given, and at most."""
CHARACTERS, MOST_CHARACTERS = 8000, 50_000
"""Characters of a text where no limit is given, and at most."""

_TODAY = Label("hôm nay", "today")
EVER = Label("mọi lúc", "all that is known")
"""Days that stand for one that is not named."""

_FORMS: Mapping[str, Label] = {
    "entity": Label("tên, số ký hiệu hoặc mã", "name, number or id"),
    "agency": Label("tên, tên tắt hoặc mã cơ quan", "name, short name or id of an agency"),
    "document": Label("số ký hiệu, tên hoặc mã văn bản", "number, name or id of a document"),
    "date": Label("ngày, như 2026-09-01", "a day, as 2026-09-01"),
    "period": Label("bằng lời (quý III/2026) hoặc hai ngày nối bằng '..'", "in words (Q3 2026) or two days joined by '..'"),
}


def text(vi: str, en: str, *examples: str) -> Schema:
    """A string, described in both languages."""
    return {"type": "string", "description": f"{vi} | {en}", **({"examples": list(examples)} if examples else {})}


def number(vi: str, en: str, low: int, high: int | None = None, default: int | None = None) -> Schema:
    """A whole number between bounds."""
    bounds = {"minimum": low, **({} if high is None else {"maximum": high}), **({} if default is None else {"default": default})}
    return {"type": "integer", "description": f"{vi} | {en}", **bounds}


def codes(vi: str, en: str, choices: Mapping[str, Label], *examples: str) -> Schema:
    """A list of codes, what each means being told."""
    meant = "; ".join(f"{code}: {label.vi} | {label.en}" for code, label in choices.items())
    items = {"type": "string", "enum": list(choices)}
    shown = {"examples": [[*examples]]} if examples else {}
    return {"type": "array", "items": items, "uniqueItems": True, "description": f"{vi} | {en} ({meant})", **shown}


def types() -> Schema:
    """Types of nodes to keep to."""
    return codes("chỉ các loại này", "only these types", {name: kind.label for name, kind in ontology().nodes.items()}, "Agency")


def as_of(default: Label = _TODAY) -> Schema:
    """The day asked about."""
    vi, en = "đồ thị như đã biết và còn hiệu lực ngày này", "the graph as known and in force that day"
    return text(f"{vi}; mặc định {default.vi}", f"{en}; default {default.en}", "2026-09-01")


def language(default: str) -> Schema:
    """The language of headings and messages."""
    return {"type": "string", "enum": ["vi", "en"], "default": default, "description": "ngôn ngữ của nhãn | language of labels"}


def paging() -> dict[str, Schema]:
    """Which rows of a long answer."""
    return {
        "limit": number("số dòng một trang", "rows on a page", 1, LARGEST, PAGE),
        "offset": number("bỏ qua bao nhiêu dòng: 'next' của trang trước", "rows to skip: 'next' of the page before", 0, None, 0),
    }


def of_parameter(parameter: Parameter) -> Schema:
    """What a parameter of the catalogue takes."""
    if parameter.choices:
        return codes(parameter.label.vi, parameter.label.en, parameter.choices, *parameter.example.split(","))
    if parameter.kind == "int":
        default = int(parameter.default) if parameter.default else None
        return number(parameter.label.vi, parameter.label.en, 0, 10**6, default) | {"examples": [int(parameter.example)]}
    form = _FORMS.get(parameter.kind, Label("", ""))
    vi, en = (f"{name} ({how})" if how else name for name, how in ((parameter.label.vi, form.vi), (parameter.label.en, form.en)))
    return text(vi, en, parameter.example)


def thing(properties: Mapping[str, Schema], required: tuple[str, ...] = (), closed: bool = False) -> Schema:
    """An object; a closed one has no other members."""
    out: Schema = {"type": "object", "properties": dict(properties), "required": list(required)}
    return out | ({"additionalProperties": False} if closed else {})


def page(rows: str, row: Schema, more: Mapping[str, Schema] | None = None) -> Schema:
    """One page of rows, and the offset of the next one, null on the last."""
    members: dict[str, Schema] = {
        rows: {"type": "array", "items": row},
        "returned": {"type": "integer"},
        "next": {"type": ["integer", "null"], "description": "offset của trang sau | offset of the page after"},
    }
    return thing({**members, **(more or {})}, (*members, *(more or {})))


def answer(more: Mapping[str, Schema] | None = None) -> Schema:
    """An answer: how it was understood, and one page of its rows, each with the sentences and hops that prove it."""
    listed: Schema = {"type": "array", "items": {"type": "object"}}
    row = thing({"evidence": listed, "because": listed}, ("evidence",))
    column = thing({"name": {"type": "string"}, "label": {"type": "string"}}, ("name", "label"))
    members: dict[str, Schema] = {
        "query": {"type": "string"},
        "understood": {"type": "string"},
        "parameters": {"type": "object", "additionalProperties": {"type": "string"}},
        "columns": {"type": "array", "items": column},
        "total": {"type": "integer"},
        "notes": {"type": "array", "items": {"type": "string"}},
    }
    return page("rows", row, {**members, **(more or {})})
