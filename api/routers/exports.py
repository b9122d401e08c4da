"""The graph, or a part of it, as a file."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api import reading
from api.parameters import DayNeeded, given
from api.state import StoreNeeded, WordsNeeded
from graph.errors import QuestionError
from graph.text import slug
from viz.formats import format_named

router = APIRouter(prefix="/api/v1", tags=["export"])
_LONGEST_NAME = 60
_FILE: dict[str, Any] = {"content": {"application/octet-stream": {}}}


@router.get(
    "/export.{format}",
    response_class=Response,
    summary="Tải đồ thị hoặc câu trả lời | Download the graph or an answer",
    responses={200: _FILE},
)
def export(
    format: str,
    request: Request,
    store: StoreNeeded,
    words: WordsNeeded,
    as_of: DayNeeded,
    around: Annotated[str, Query(description="Chỉ phần quanh một mục | Only around one entity")] = "",
    depth: Annotated[int, Query(ge=0, le=8)] = reading.DEPTH,
    query: Annotated[str, Query(description="Chỉ câu trả lời của một truy vấn | Only the answer of a query")] = "",
    q: Annotated[str, Query(max_length=2000, description="Chỉ câu trả lời của một câu hỏi | Only the answer to a question")] = "",
) -> Response:
    """The whole graph, what is around an entity, or an answer, in one of the export formats."""
    chosen = format_named(format)
    if sum(map(bool, (around, query, q))) > 1:
        raise QuestionError("Chỉ dùng một trong các tham số around, query, q.")
    if query:
        content = reading.queried(store, query, given(request, query), as_of, words.language)
    elif q:
        content = reading.answered(store, q, as_of, words.language)
    elif around:
        content = reading.around(store, around, depth, as_of, words.language)
    else:
        content = reading.everything(store, as_of, words.language)
    name = f"{slug(content.title)[:_LONGEST_NAME].strip('-') or 'luocdo'}.{chosen.extension}"
    return Response(chosen.render(content), media_type=chosen.media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
