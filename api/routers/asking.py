"""Questions in words, and the queries of the catalogue: each has an address, parameters and an answer of its own."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Signature, signature
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.catalogue import described
from api.conditional import SAME_ALWAYS, UnknownYet
from api.paging import PageNeeded, paged
from api.parameters import LONGEST_QUESTION, ONLY_KNOWN, DayNeeded, GraphWanted, argument, as_text, given
from api.problems import words_understood
from api.responding import Json
from api.rows import answer_model
from api.schemas import AnswerOut, QueriesOut
from api.state import StoreNeeded, WordsNeeded
from queries import ask, run
from queries.model import Query as Entry
from queries.running import catalogue

router = APIRouter(prefix="/api/v1", tags=["ask"], dependencies=[ONLY_KNOWN])


@router.get("/ask", response_model=AnswerOut, summary="Hỏi bằng lời | Ask in words")
def ask_in_words(
    store: UnknownYet,
    words: WordsNeeded,
    as_of: DayNeeded,
    page: PageNeeded,
    response: Response,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=LONGEST_QUESTION,
            description="Câu hỏi tiếng Việt hoặc tiếng Anh | A question in Vietnamese or English",
            examples=["Nhiệm vụ nào phụ thuộc vào Trung tâm dữ liệu quốc gia?"],
        ),
    ],
    graph: GraphWanted = False,
) -> Response:
    """Answer a question in words; 404 with suggestions where it is not understood, 409 with choices where a name means several things."""
    with words_understood():
        answer = ask(store, q, as_of)
    return Json(paged(answer, words.language, page, response, graph), headers=response.headers)


@router.get("/queries", response_model=QueriesOut, summary="Danh mục truy vấn | The catalogue", dependencies=[SAME_ALWAYS])
async def list_queries(words: WordsNeeded) -> Response:
    """The catalogue: what can be asked, with parameters and examples."""
    return Json({"queries": [described(query, words.language) for query in catalogue().values()]})


def _running(entry: Entry) -> Callable[..., Response]:
    """The function that runs one query; FastAPI reads from its signature what the query takes."""

    def answered(
        store: UnknownYet,
        words: WordsNeeded,
        day: DayNeeded,
        page: PageNeeded,
        response: Response,
        graph: GraphWanted = False,
        **values: Any,
    ) -> Response:
        given = {name: as_text(value) for name, value in values.items() if value is not None}
        with words_understood():
            answer = run(store, entry.name, given, day)
        return Json(paged(answer, words.language, page, response, graph), headers=response.headers)

    shared = [parameter for parameter in signature(answered, eval_str=True).parameters.values() if parameter.kind != parameter.VAR_KEYWORD]
    own = [argument(parameter) for parameter in entry.parameters]
    arguments = [parameter.replace(kind=parameter.KEYWORD_ONLY) for parameter in shared] + own
    vars(answered)["__signature__"] = Signature(arguments)
    answered.__name__ = f"query_{entry.name}"
    answered.__doc__ = f"{entry.description.vi} | {entry.description.en}"
    return answered


for _entry in catalogue().values():
    _title = f"{_entry.title.vi} | {_entry.title.en}"
    router.add_api_route(f"/queries/{_entry.name}", _running(_entry), response_model=answer_model(_entry.name), summary=_title)


@router.get("/queries/{name}", include_in_schema=False)
def query_unknown(name: str, request: Request, store: StoreNeeded, as_of: DayNeeded) -> Response:
    """Say which queries there are: those have addresses of their own."""
    with words_understood():
        run(store, name, given(request, name), as_of)
    raise AssertionError(f"the query {name} has no address")
