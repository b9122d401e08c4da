"""The loaded documents: their list, their texts with the passages that prove facts, and loading one more."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Response, UploadFile

from api.loading import report_dict
from api.naming import called, file_name, named
from api.paging import PageNeeded
from api.passages import facts_in
from api.schemas import DocumentsOut, LoadedOut, TextOut
from api.state import ServiceNeeded, StoreNeeded, WordsNeeded
from api.uploading import take
from graph.errors import InputError
from graph.ontology import ontology
from graph.store import Store
from graph.store.base import LoadedDocument
from viz.meaning import title

router = APIRouter(prefix="/api/v1/documents", tags=["documents"])


@router.post(
    "", response_model=LoadedOut, status_code=201, summary="Nạp một văn bản | Load a document", responses={200: {"model": LoadedOut}}
)
def load(
    service: ServiceNeeded,
    response: Response,
    file: Annotated[UploadFile, File(description="Văn bản .txt, .md, .html, ... | The document")],
) -> dict[str, Any]:
    """Load a document: 201 where it is new or changed, 200 where nothing changed, 422 with the reason where it cannot be read."""
    report = take(service, file.filename or "", file.file)
    if report.outcome == "failed":
        raise InputError(report.source, report.error.removeprefix(f"{report.source}: "))
    if report.outcome in {"unchanged", "superseded"}:
        response.status_code = 200
    return report_dict(report)


@router.get("", response_model=DocumentsOut, summary="Các văn bản đã nạp | The loaded documents")
def listing(store: StoreNeeded, words: WordsNeeded, page: PageNeeded, response: Response) -> dict[str, Any]:
    """The documents whose texts are kept, by id."""
    documents = store.documents()
    rows = _rows(store, page.cut(documents), words.language)
    return {"documents": rows} | page.fields(len(documents), len(rows), response)


@router.get("/{id}", response_model=TextOut, summary="Toàn văn và các đoạn chứng minh | The text and its proving passages")
def text(id: str, store: StoreNeeded, words: WordsNeeded) -> dict[str, Any]:
    """The kept text of a document, and where in it each of its facts is said."""
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
    ]
    return {"document": document, "text": content, "facts": facts}


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
