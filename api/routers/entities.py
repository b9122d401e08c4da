"""One entity with its relations."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.linking import links_of
from api.naming import called, named
from api.paging import PageNeeded, paged
from api.parameters import DayNeeded, GraphWanted, TypesNeeded
from api.schemas import AnswerOut, EntityOut
from api.state import StoreNeeded, WordsNeeded
from queries import run

router = APIRouter(prefix="/api/v1/entities", tags=["entities"])
Depth = Annotated[int, Query(ge=0, le=20, description="Số bước, 0 là không giới hạn | Steps, 0 for no limit")]


@router.get("/{id}", response_model=EntityOut, summary="Một mục và các quan hệ | A thing and its relations")
def entity(id: str, store: StoreNeeded, words: WordsNeeded, page: PageNeeded, response: Response) -> dict[str, Any]:
    """An entity by id or name, with its relations, each with the sentences that say it."""
    node = called(store, id)
    links = links_of(store, node, words.language)
    relations = [
        {"type": link.edge.type, "label": link.label, "other": named(link.other, words.language), "edge": link.edge.as_dict()}
        for link in page.cut(links)
    ]
    return {"entity": node.as_dict(), "relations": relations} | page.fields(len(links), len(relations), response)


@router.get("/{id}/dependents", response_model=AnswerOut, summary="Những gì phụ thuộc vào | What depends on it")
def dependents(
    id: str,
    store: StoreNeeded,
    words: WordsNeeded,
    as_of: DayNeeded,
    types: TypesNeeded,
    page: PageNeeded,
    response: Response,
    depth: Depth = 0,
    graph: GraphWanted = False,
) -> dict[str, Any]:
    """What needs the entity, directly or over others, nearest first."""
    return paged(run(store, "dependents", _reach(id, depth, types), as_of), words.language, page, response, graph)


@router.get("/{id}/dependencies", response_model=AnswerOut, summary="Những gì nó cần đến | What it depends on")
def dependencies(
    id: str,
    store: StoreNeeded,
    words: WordsNeeded,
    as_of: DayNeeded,
    types: TypesNeeded,
    page: PageNeeded,
    response: Response,
    depth: Depth = 0,
    graph: GraphWanted = False,
) -> dict[str, Any]:
    """What the entity needs, directly or over others, nearest first."""
    return paged(run(store, "dependencies", _reach(id, depth, types), as_of), words.language, page, response, graph)


def _reach(id: str, depth: int, types: tuple[str, ...]) -> dict[str, str]:
    wanted = {"entity": id, "depth": str(depth) if depth else "", "types": ",".join(types)}
    return {name: value for name, value in wanted.items() if value}
