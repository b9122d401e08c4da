"""The graph, or a part of it, as a file."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from api import reading
from api.conditional import UnknownYet
from api.parameters import LONGEST_NAME, LONGEST_QUESTION, ONLY_KNOWN, DayGiven, DayNeeded, given
from api.problems import ContradictoryError, words_understood
from api.responding import HEAVY
from api.state import ServiceNeeded, WordsNeeded
from graph.text import slug
from viz.content import Content, Format
from viz.formats import format_named, formats, names

router = APIRouter(prefix="/api/v1", tags=["export"])
_LONGEST_NAME = 60
_BYTES = {"type": "string", "format": "binary"}
_FILE: dict[str, Any] = {
    "description": "Tệp | The file",
    "content": {
        format.media_type.split(";")[0]: {"schema": {"$ref": "#/components/schemas/GraphOut"} if format.name == "json" else _BYTES}
        for format in formats().values()
    },
}


@router.get(
    "/export.{format}",
    response_class=Response,
    summary="Tải đồ thị hoặc câu trả lời | Download the graph or an answer",
    responses={200: _FILE},
    dependencies=[ONLY_KNOWN, HEAVY],
)
def export_graph(
    format: Annotated[str, Path(description="Định dạng | Format", json_schema_extra={"enum": list(names())}, examples=["json"])],
    request: Request,
    service: ServiceNeeded,
    store: UnknownYet,
    words: WordsNeeded,
    as_of: DayNeeded,
    day: DayGiven,
    around: Annotated[
        str,
        Query(
            max_length=LONGEST_NAME, description="Chỉ phần quanh một mục | Only around one entity", examples=["Trung tâm dữ liệu quốc gia"]
        ),
    ] = "",
    depth: Annotated[int, Query(ge=0, le=8, description="Số bước quanh mục ấy | Steps around it", examples=[1])] = reading.DEPTH,
    query: Annotated[
        str,
        Query(
            max_length=LONGEST_NAME,
            description="Chỉ câu trả lời của một truy vấn, kèm các tham số của nó | Only the answer of a query, with its parameters",
            examples=["overdue"],
        ),
    ] = "",
    q: Annotated[
        str,
        Query(
            max_length=LONGEST_QUESTION,
            description="Chỉ câu trả lời của một câu hỏi | Only the answer to a question",
            examples=["Nhiệm vụ nào quá hạn?"],
        ),
    ] = "",
) -> Response:
    """The whole graph, what is `around` an entity, or the answer of a `query` or question (`q`), in one of the export formats."""
    with words_understood():
        chosen = format_named(format)
    if sum(map(bool, (around, query, q))) > 1:
        raise ContradictoryError("Chỉ dùng một trong các tham số around, query, q.")
    most = service.settings.limits.export
    if around:
        content = reading.around(store, around, depth, day, words.language, most)
    elif query or q:
        with words_understood():
            if query:
                content = reading.queried(store, query, given(request, query), as_of, words.language)
            else:
                content = reading.answered(store, q, as_of, words.language)
    else:
        content = reading.everything(store, day, words.language, most)
    return _file(content, chosen)


def _file(content: Content, format: Format) -> Response:
    name = f"{slug(content.title)[:_LONGEST_NAME].strip('-') or 'luocdo'}.{format.extension}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(format.render(content), media_type=format.media_type, headers=disposition)
