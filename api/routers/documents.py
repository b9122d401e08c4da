"""The loaded documents: their list, their texts with the passages that prove facts, and loading one more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, File, Path, Query, Response, UploadFile
from pydantic.json_schema import SkipJsonSchema

from api.conditional import UnknownYet
from api.loading import report_dict
from api.naming import called, file_name, named
from api.paging import PageNeeded
from api.parameters import LONGEST_NAME, ONLY_KNOWN, DayNeeded, Kinds, Relations
from api.passages import facts_in
from api.problems import words_understood
from api.responding import UPLOAD, Json
from api.schemas import DocumentsOut, LoadedOut, TextOut
from api.state import ServiceNeeded, WordsNeeded
from api.uploading import take
from graph.errors import InputError
from graph.ontology import ontology
from graph.store import Store
from graph.store.base import LoadedDocument
from queries.times import read_period
from viz.meaning import title

router = APIRouter(prefix="/api/v1/documents", tags=["documents"], dependencies=[ONLY_KNOWN])
Id = Annotated[
    str,
    Path(min_length=1, max_length=LONGEST_NAME, description="Mã hoặc số ký hiệu | Id or number", examples=["document:qd-ttg-2026-9012"]),
]


@router.post(
    "",
    response_model=LoadedOut,
    status_code=201,
    summary="Nạp một văn bản | Load a document",
    responses={200: {"model": LoadedOut, "description": "Không có gì thay đổi | Nothing changed"}},
    dependencies=[UPLOAD],
)
def load_document(
    service: ServiceNeeded,
    words: WordsNeeded,
    file: Annotated[UploadFile, File(description="Văn bản .txt, .md, .html, .docx, .pdf, .xlsx ... | The document")],
) -> Response:
    """Load a document: 201 where it is new or changed, 200 where nothing changed, 422 with the reason where it cannot be read."""
    report = take(service, file.filename or "", file.file)
    if report.outcome == "failed":
        raise InputError(report.source, report.error.removeprefix(f"{report.source}: "))
    return Json(report_dict(report), 200 if report.outcome in {"unchanged", "superseded"} else 201)


@router.get("", response_model=DocumentsOut, summary="Các văn bản đã nạp | The loaded documents")
def list_documents(
    store: UnknownYet,
    words: WordsNeeded,
    as_of: DayNeeded,
    page: PageNeeded,
    response: Response,
    kind: Kinds = None,
    agency: Annotated[
        str | SkipJsonSchema[None],
        Query(min_length=1, max_length=LONGEST_NAME, description="Cơ quan ban hành | Issued by", examples=["Thủ tướng Chính phủ"]),
    ] = None,
    period: Annotated[
        str | SkipJsonSchema[None],
        Query(min_length=1, max_length=LONGEST_NAME, description="Ban hành trong khoảng | Issued within", examples=["2026"]),
    ] = None,
) -> Response:
    """The documents whose texts are kept, by id: all, or those of some kinds, of an agency, of a period in words or as 'day..day'."""
    documents = store.documents()
    if kind or agency or period:
        chosen = _chosen(store, kind or (), agency, period, as_of)
        documents = [document for document in documents if document.id in chosen]
    rows = _rows(store, page.cut(documents), words.language)
    content = {"documents": rows} | page.fields(len(documents), len(rows), response)
    return Json(content, headers=response.headers)


@router.get("/{id:path}", response_model=TextOut, summary="Toàn văn và các đoạn chứng minh | The text and its proving passages")
def get_document(id: Id, store: UnknownYet, words: WordsNeeded, relation: Relations = None) -> Response:
    """The kept text of a document, and where in it each of its facts, or those of some relations, is said."""
    node = called(store, id, ("Document",))
    content = store.text(node.id)
    (document,) = _rows(store, [document for document in store.documents() if document.id == node.id], words.language)
    relations = ontology().relations
    facts = [
        {
            "start": fact.evidence.start,
            "end": fact.evidence.end,
            "relation": fact.edge.type,
            "label": words.label(relations[fact.edge.type].label),
            "source": named(fact.source, words.language),
            "target": named(fact.target, words.language),
        }
        for fact in facts_in(store, node.id)
        if not relation or fact.edge.type in relation
    ]
    return Json({"document": document, "text": content, "facts": facts})


def _chosen(store: Store, kinds: Collection[str], agency: str | None, period: str | None, as_of: date) -> set[str]:
    """The ids of the documents of some kinds that an agency issued in a period; what is not given is not asked."""
    linked = [("ISSUED_BY", called(store, agency, ("Agency",)).id)] if agency else []
    with words_understood():
        where = {"issued_on": read_period(period, as_of).bounds()} if period else {}
    return {node.id for node in store.find("Document", where, linked) if not kinds or node.get("kind") in kinds}


def _rows(store: Store, documents: Any, language: str) -> list[dict[str, Any]]:
    loaded: list[LoadedDocument] = list(documents)
    nodes = store.get_many([document.id for document in loaded])
    return [
        {
            "id": document.id,
            "name": title(nodes[document.id], language),
            "source": file_name(document.source),
            "characters": document.characters,
            "digest": document.digest,
        }
        for document in loaded
    ]
