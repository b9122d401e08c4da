"""Finding entities by their words, and the part of the graph around or between them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.naming import called, named
from api.paging import PageNeeded, as_graph, paged
from api.parameters import DayNeeded, GraphWanted, TypesNeeded
from api.schemas import AnswerOut, GraphOut, SearchOut
from api.state import StoreNeeded, WordsNeeded
from graph.ontology import ontology
from queries import run, subgraph

router = APIRouter(prefix="/api/v1", tags=["search"])


@router.get("/search", response_model=SearchOut, summary="Tìm theo từ | Find by words")
def search(
    store: StoreNeeded,
    words: WordsNeeded,
    types: TypesNeeded,
    q: Annotated[str, Query(min_length=1, max_length=500, description="Từ cần tìm, có hoặc không dấu | Words", examples=["bo cong an"])],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> dict[str, Any]:
    """Entities whose names, aliases, numbers or texts hold the words, best first."""
    kinds = ontology().nodes
    hits = store.search(q, types, limit)
    results = [
        {**named(hit.node, words.language), "type_label": words.label(kinds[hit.node.type].label), "score": hit.score} for hit in hits
    ]
    return {"query": q, "returned": len(results), "results": results}


@router.get("/subgraph", response_model=GraphOut, summary="Đồ thị quanh một mục | The graph around a thing")
def around(
    store: StoreNeeded,
    around: Annotated[str, Query(min_length=1, description="Tên hoặc mã | Name or id", examples=["Bộ Công an"])],
    depth: Annotated[int, Query(ge=0, le=5)] = 1,
) -> dict[str, Any]:
    """The graph within `depth` steps of an entity."""
    return as_graph(subgraph(store, called(store, around), depth))


@router.get("/path", response_model=AnswerOut, summary="Đường nối hai mục | How two things are connected")
def path(
    store: StoreNeeded,
    words: WordsNeeded,
    as_of: DayNeeded,
    page: PageNeeded,
    response: Response,
    source: Annotated[str, Query(min_length=1, description="Tên hoặc mã | Name or id", examples=["Bộ Công an"])],
    target: Annotated[str, Query(min_length=1, description="Tên hoặc mã | Name or id", examples=["Trung tâm dữ liệu quốc gia"])],
    graph: GraphWanted = False,
) -> dict[str, Any]:
    """The shortest paths between two entities, each step with the sentences that say it."""
    return paged(run(store, "path", {"source": source, "target": target}, as_of), words.language, page, response, graph)
