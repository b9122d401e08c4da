"""The tools: every query of the catalogue under its name, and asking, searching, showing and reading beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from api.tools import schemas
from api.tools.arguments import Arguments
from api.tools.calling import Told, ask, document_text, entity, query_named, search
from graph.ontology import Label
from graph.store import Store
from queries.model import Query
from queries.running import catalogue

Call = Callable[[Store, Arguments], Told]


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: what it is called, what it takes and gives, and what runs it."""

    name: str
    title: Label
    description: Label
    takes: schemas.Schema
    gives: schemas.Schema
    call: Call


@cache
def tools(language: str) -> Mapping[str, Tool]:
    """Every tool by name; `language` is that of answers where a call names none."""
    every = (*_ways_in(language), *(_of_query(query, language) for query in catalogue().values()))
    return MappingProxyType({tool.name: tool for tool in every})


def _of_query(query: Query, language: str) -> Tool:
    own = {parameter.name: schemas.of_parameter(parameter) for parameter in query.parameters}
    required = tuple(parameter.name for parameter in query.parameters if parameter.required)
    takes = _taking({"as_of": schemas.as_of(), **schemas.paging()} | own, required, language)
    return Tool(query.name, query.title, query.description, takes, schemas.answer(), query_named(query.name))


def _taking(properties: Mapping[str, schemas.Schema], required: tuple[str, ...], language: str) -> schemas.Schema:
    return schemas.thing({**properties, "lang": schemas.language(language)}, required, closed=True)


def _ways_in(language: str) -> tuple[Tool, ...]:
    return (_asking(language), _searching(language), _showing(language), _reading(language))


def _asking(language: str) -> Tool:
    question = schemas.text("câu hỏi, có dấu hoặc không dấu", "the question", "Nhiệm vụ nào phụ thuộc vào Trung tâm dữ liệu quốc gia?")
    return Tool(
        "ask",
        Label("Hỏi bằng lời", "Ask in words"),
        Label(
            "Trả lời một câu hỏi tiếng Việt hoặc tiếng Anh về đồ thị; câu không hiểu thì từ chối kèm gợi ý. 'query' và 'parameters' "
            "trong kết quả là công cụ và tham số cho cùng câu trả lời.",
            "Answers a question about the graph in Vietnamese or English; one that is not understood is refused with suggestions. 'query' "
            "and 'parameters' of the result are the tool and arguments that give the same answer.",
        ),
        _taking({"question": question, "as_of": schemas.as_of(), **schemas.paging()}, ("question",), language),
        schemas.answer(),
        ask,
    )


def _searching(language: str) -> Tool:
    words = schemas.text("từ cần tìm, có hoặc không dấu", "words to look for", "định danh")
    hit = schemas.thing({name: {"type": "string"} for name in ("id", "type", "type_label", "name")}, ("id", "type", "name"))
    return Tool(
        "search",
        Label("Tìm theo từ", "Find by words"),
        Label(
            "Các mục có tên, số ký hiệu hoặc nội dung chứa các từ, khớp nhất trước; để tìm mã dùng ở công cụ khác.",
            "Things whose name, number or text holds the words, best first; finds the ids that other tools take.",
        ),
        _taking({"text": words, "types": schemas.types(), "as_of": schemas.as_of(schemas.EVER), **schemas.paging()}, ("text",), language),
        schemas.page("results", hit),
        search,
    )


def _showing(language: str) -> Tool:
    name = schemas.text("tên, số ký hiệu hoặc mã", "name, number or id", "Bộ Công an")
    return Tool(
        "entity",
        Label("Mọi điều về một mục", "All about one thing"),
        Label(
            "Thuộc tính và mọi quan hệ của một mục, mỗi điều kèm câu chứng minh.",
            "Properties and all relations of one thing, each with the sentences that prove it.",
        ),
        _taking({"name": name, "types": schemas.types(), "as_of": schemas.as_of(schemas.EVER), **schemas.paging()}, ("name",), language),
        schemas.answer({"entity": {"type": "object"}}),
        entity,
    )


def _reading(language: str) -> Tool:
    document = schemas.text("số ký hiệu, tên hoặc mã văn bản", "number, name or id of a document", "9012/QĐ-TTg")
    stretch = {
        "limit": schemas.number("số ký tự", "characters", 1, schemas.MOST_CHARACTERS, schemas.CHARACTERS),
        "offset": schemas.number("từ ký tự nào: 'start' của bằng chứng", "from which character: 'start' of evidence", 0, None, 0),
    }
    members: dict[str, schemas.Schema] = {"document": {"type": "string"}, "name": {"type": "string"}, "text": {"type": "string"}}
    members |= {name: {"type": "integer"} for name in ("start", "end", "total")} | {"next": {"type": ["integer", "null"]}}
    return Tool(
        "document_text",
        Label("Nguyên văn văn bản", "The text of a document"),
        Label(
            "Một đoạn nguyên văn của văn bản đã nạp; 'start' và 'end' của bằng chứng là vị trí trong đó.",
            "A stretch of the kept text of a loaded document; 'start' and 'end' of evidence are places in it.",
        ),
        _taking({"document": document, **stretch}, ("document",), language),
        schemas.thing(members, tuple(members)),
        document_text,
    )
