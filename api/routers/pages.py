"""The pages for people."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, File, Query, Request, UploadFile
from fastapi.responses import JSONResponse, Response

from api import reading
from api.catalogue import described
from api.days import parse_day
from api.linking import links_of
from api.naming import called
from api.pages import render, type_styles
from api.pages.answers import answer_page, refused_page, start_page
from api.pages.documents import documents_page, text_page
from api.pages.entities import entity_page, neighbourhood_drawing
from api.parameters import given
from api.responding import UPLOAD
from api.state import PageWordsNeeded, ServiceNeeded, StoreNeeded
from api.uploading import take
from graph.errors import AmbiguousError, InputError, NotFoundError, QuestionError
from loaders.report import FileReport
from queries.as_of import seen, seen_as
from queries.running import catalogue

router = APIRouter(include_in_schema=False)
Offset = Annotated[int, Query(ge=0)]
Typed = Annotated[str, Query(max_length=2000)]


@router.get("/")
def home(
    request: Request, store: StoreNeeded, words: PageWordsNeeded, q: Typed = "", query: str = "", as_of: str = "", offset: Offset = 0
) -> Response:
    """The start, or the answer to a question (`q`) or query of the catalogue (`query` and its parameters)."""
    if not q.strip() and not query:
        return start_page(request, store, words)
    try:
        day = parse_day(as_of) if as_of else date.today()
        if query:
            content = reading.queried(store, query, given(request, query), day, words.language)
        else:
            content = reading.answered(store, q, day, words.language)
    except (QuestionError, NotFoundError, AmbiguousError) as error:
        return refused_page(request, store, error, words)
    return answer_page(request, content, offset)


@router.get("/entities/{id:path}")
def entity(request: Request, id: str, store: StoreNeeded, words: PageWordsNeeded, as_of: str = "") -> Response:
    """One entity, by id or name, on a day or ever."""
    shown = seen(store, parse_day(as_of) if as_of else None)
    return entity_page(request, shown, seen_as(shown, called(store, id)), words)


@router.get("/documents")
def documents(request: Request, service: ServiceNeeded, store: StoreNeeded, words: PageWordsNeeded, offset: Offset = 0) -> Response:
    """The loaded documents and the form for one more."""
    return documents_page(request, store, words, service.settings.upload_limit, offset)


@router.post("/documents", dependencies=[UPLOAD])
def load(request: Request, service: ServiceNeeded, words: PageWordsNeeded, file: Annotated[UploadFile, File()]) -> Response:
    """Load one more document, sent by the form."""
    try:
        report = take(service, file.filename or "", file.file)
    except InputError as error:
        report = FileReport(error.source, "failed", error=error.reason)
    return documents_page(request, service.store, words, service.settings.upload_limit, 0, report)


@router.get("/documents/{id:path}")
def text(
    request: Request,
    id: str,
    store: StoreNeeded,
    words: PageWordsNeeded,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """The text of a document; `start` and `end` mark one passage."""
    node = called(store, id, ("Document",))
    return text_page(request, store, node, words, (start, end) if end > start else None)


@router.get("/about")
def about(request: Request, words: PageWordsNeeded) -> Response:
    """What this is, how to ask, and the catalogue of queries."""
    return render(request, "about.html", {"queries": [described(query, words.language) for query in catalogue().values()]})


@router.get("/docs")
def api_documentation(request: Request) -> Response:
    """The documentation of the API, drawn from its OpenAPI description without any other host."""
    return render(request, "docs.html")


@router.get("/drawing/{id:path}")
def neighbourhood(id: str, store: StoreNeeded, words: PageWordsNeeded) -> Response:
    """What stands next to an entity, as the drawing of the page takes it."""
    node = called(store, id)
    return JSONResponse(neighbourhood_drawing(store, node, links_of(store, node, words.language), words.language))


@router.get("/static/types.css")
def types(request: Request) -> Response:
    """The colours of the node types."""
    return Response(type_styles(), media_type="text/css")
