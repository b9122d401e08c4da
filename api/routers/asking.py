"""Questions in words, and the queries of the catalogue."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.catalogue import described
from api.paging import PageNeeded, paged
from api.parameters import DayNeeded, GraphWanted, given
from api.schemas import AnswerOut, QueriesOut
from api.state import StoreNeeded, WordsNeeded
from queries import ask
from queries.running import catalogue, run

router = APIRouter(prefix="/api/v1", tags=["ask"])


@router.get("/ask", response_model=AnswerOut, summary="Hỏi bằng lời | Ask in words")
def answer(
    store: StoreNeeded,
    words: WordsNeeded,
    as_of: DayNeeded,
    page: PageNeeded,
    response: Response,
    q: Annotated[str, Query(min_length=1, max_length=2000, examples=["Nhiệm vụ nào phụ thuộc vào Trung tâm dữ liệu quốc gia?"])],
    graph: GraphWanted = False,
) -> dict[str, Any]:
    """Answer a question in words; 400 with suggestions where it is not understood."""
    return paged(ask(store, q, as_of), words.language, page, response, graph)


@router.get("/queries", response_model=QueriesOut, summary="Danh mục truy vấn | The catalogue")
def listing(words: WordsNeeded) -> dict[str, Any]:
    """The catalogue: what can be asked, with parameters and examples."""
    return {"queries": [described(query, words.language) for query in catalogue().values()]}


@router.get("/queries/{name}", response_model=AnswerOut, summary="Chạy một truy vấn | Run a query")
def query(
    name: str,
    request: Request,
    store: StoreNeeded,
    words: WordsNeeded,
    as_of: DayNeeded,
    page: PageNeeded,
    response: Response,
    graph: GraphWanted = False,
) -> dict[str, Any]:
    """Run one query of the catalogue; its own parameters are given by name, as /queries lists them."""
    return paged(run(store, name, given(request, name), as_of), words.language, page, response, graph)
