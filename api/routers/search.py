"""Finding entities by their words, and the part of the graph around or between them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.conditional import UnknownYet
from api.naming import called, named
from api.paging import Page, PageNeeded, as_graph, paged
from api.parameters import LONGEST_NAME, ONLY_KNOWN, DayGiven, DayNeeded, GraphWanted, Name, Relations, Types
from api.problems import words_understood
from api.responding import HEAVY, Json
from api.rows import answer_model
from api.schemas import GraphOut, SearchOut
from api.state import ServiceNeeded, WordsNeeded
from graph.ontology import ontology
from queries import run, subgraph
from queries.as_of import seen, seen_as

router = APIRouter(prefix="/api/v1", tags=["search"], dependencies=[ONLY_KNOWN])
_FARTHEST = 10_000
"""How far down the list of hits one may look: a search that finds more wants more words."""


@router.get("/search", response_model=SearchOut, summary="Tìm theo từ | Find by words")
def search(
    request: Request,
    store: UnknownYet,
    words: WordsNeeded,
    as_of: DayGiven,
    response: Response,
    q: Annotated[
        str,
        Query(min_length=1, max_length=LONGEST_NAME, description="Từ cần tìm, có hoặc không dấu | Words", examples=["trung tam du lieu"]),
    ],
    types: Types = None,
    limit: Annotated[int, Query(ge=1, le=100, description="Số mục trong một trang | Items on a page", examples=[20])] = 20,
    offset: Annotated[int, Query(ge=0, le=_FARTHEST, description="Bỏ qua bao nhiêu mục | Items to skip", examples=[0])] = 0,
) -> Response:
    """Entities whose names, aliases, numbers or texts hold the words, best first."""
    kinds, page = ontology().nodes, Page(request, limit, offset)
    hits = seen(store, as_of).search(q, types or (), offset + limit + 1)
    results = [
        {**named(hit.node, words.language), "type_label": words.label(kinds[hit.node.type].label), "score": hit.score}
        for hit in page.cut(hits)
    ]
    fields = page.fields(len(hits), len(results), response)
    del fields["total"]  # how many there are was not counted, only whether there is one more
    return Json({"query": q, **fields, "results": results}, headers=response.headers)


@router.get("/subgraph", response_model=GraphOut, summary="Đồ thị quanh một mục | The graph around a thing", dependencies=[HEAVY])
def get_subgraph(
    service: ServiceNeeded,
    store: UnknownYet,
    words: WordsNeeded,
    as_of: DayGiven,
    around: Annotated[Name, Query(examples=["Trung tâm dữ liệu quốc gia"])],
    depth: Annotated[int, Query(ge=0, le=5, description="Số bước | Steps", examples=[1])] = 1,
    relation: Relations = None,
) -> Response:
    """The graph within `depth` steps of an entity, over any relation or those of `relation`; 403 where it would be too large."""
    shown = seen(store, as_of)
    return Json(as_graph(subgraph(shown, seen_as(shown, called(store, around)), depth, relation or (), service.settings.limits.subgraph)))


@router.get("/path", response_model=answer_model("path"), summary="Đường nối hai mục | How two things are connected", dependencies=[HEAVY])
def find_path(
    store: UnknownYet,
    words: WordsNeeded,
    as_of: DayNeeded,
    page: PageNeeded,
    response: Response,
    source: Annotated[Name, Query(examples=["Bộ Công an"])],
    target: Annotated[Name, Query(examples=["Trung tâm dữ liệu quốc gia"])],
    graph: GraphWanted = False,
) -> Response:
    """The shortest paths between two entities, each step with the sentences that say it."""
    with words_understood():
        answer = run(store, "path", {"source": source, "target": target}, as_of)
    return Json(paged(answer, words.language, page, response, graph), headers=response.headers)
