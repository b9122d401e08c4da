"""One entity with its relations."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response

from api.conditional import UnknownYet
from api.linking import links_of
from api.naming import called, named
from api.paging import PageNeeded, paged
from api.parameters import LONGEST_NAME, ONLY_KNOWN, DayGiven, DayNeeded, DependencyTypes, DependentTypes, GraphWanted, Relations, Types
from api.problems import words_understood
from api.responding import Json
from api.rows import answer_model
from api.schemas import EntityOut
from api.state import WordsNeeded
from queries import run
from queries.as_of import seen, seen_as

router = APIRouter(prefix="/api/v1/entities", tags=["entities"], dependencies=[ONLY_KNOWN])
Id = Annotated[
    str,
    Path(
        min_length=1,
        max_length=LONGEST_NAME,
        description="Mã, tên hoặc số ký hiệu | Id, name or number",
        examples=["platform:trung-tam-du-lieu-quoc-gia"],
    ),
]
Depth = Annotated[int, Query(ge=0, le=20, description="Số bước, 0 là không giới hạn | Steps, 0 for no limit", examples=[1])]


@router.get("/{id:path}/dependents", response_model=answer_model("dependents"), summary="Những gì phụ thuộc vào | What depends on it")
def list_dependents(
    id: Id,
    store: UnknownYet,
    words: WordsNeeded,
    as_of: DayNeeded,
    page: PageNeeded,
    response: Response,
    types: DependentTypes = None,
    depth: Depth = 0,
    graph: GraphWanted = False,
) -> Response:
    """What needs the entity, directly or over others, nearest first."""
    with words_understood():
        answer = run(store, "dependents", _reach(id, depth, types), as_of)
    return Json(paged(answer, words.language, page, response, graph), headers=response.headers)


@router.get("/{id:path}/dependencies", response_model=answer_model("dependencies"), summary="Những gì nó cần đến | What it depends on")
def list_dependencies(
    id: Id,
    store: UnknownYet,
    words: WordsNeeded,
    as_of: DayNeeded,
    page: PageNeeded,
    response: Response,
    types: DependencyTypes = None,
    depth: Depth = 0,
    graph: GraphWanted = False,
) -> Response:
    """What the entity needs, directly or over others, nearest first."""
    with words_understood():
        answer = run(store, "dependencies", _reach(id, depth, types), as_of)
    return Json(paged(answer, words.language, page, response, graph), headers=response.headers)


@router.get("/{id:path}", response_model=EntityOut, summary="Một mục và các quan hệ | A thing and its relations")
def get_entity(
    id: Id,
    store: UnknownYet,
    words: WordsNeeded,
    as_of: DayGiven,
    page: PageNeeded,
    response: Response,
    relation: Relations = None,
    direction: Annotated[Literal["out", "in", "both"], Query(description="Từ nó, đến nó | From it, to it", examples=["in"])] = "both",
    types: Types = None,
) -> Response:
    """An entity by id, name or number, with one page of its mentions and of its relations, each with the sentences that say it.

    `relation` and `direction` choose among them, and `types` among the things they lead to.
    """
    shown = seen(store, as_of)
    node = seen_as(shown, called(store, id))
    links = links_of(shown, node, words.language, direction, relation or (), types or ())
    relations = [
        {"type": link.edge.type, "label": link.label, "other": named(link.other, words.language), "edge": link.edge.as_dict()}
        for link in page.cut(links)
    ]
    told = replace(node, mentions=tuple(page.cut(node.mentions)))
    content = {"entity": told.as_dict(), "mentions_total": len(node.mentions), "relations": relations}
    content |= page.fields(len(links), len(relations), response, len(node.mentions))
    return Json(content, headers=response.headers)


def _reach(id: str, depth: int, types: list[str] | None) -> dict[str, str]:
    wanted = {"entity": id, "depth": str(depth) if depth else "", "types": ",".join(types or ())}
    return {name: value for name, value in wanted.items() if value}
