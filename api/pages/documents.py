"""The list of loaded documents with the form for one more, and the text of a document."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import Response

from api.naming import file_name, named
from api.pages import render
from api.pages.answers import page_links
from api.passages import Piece, facts_in, own_facts, pieces
from api.uploading import suffixes
from api.words import Words
from graph.model import Node
from graph.ontology import ontology
from graph.store import Store
from graph.text import squash
from loaders.report import FileReport
from viz.meaning import title

ROWS = 100
"""Documents on one page of the list."""

_TOLD_ON_MARK = 4


def documents_page(request: Request, store: Store, words: Words, limit: int, offset: int, report: FileReport | None = None) -> Response:
    """The loaded documents; `limit` is the largest upload in bytes, `report` what became of the file just sent."""
    loaded = store.documents()
    nodes = store.get_many([document.id for document in loaded])
    newest = sorted(loaded, key=lambda document: (str(nodes[document.id].get("issued_on")), document.id), reverse=True)
    rows = [_row(nodes[document.id], document.source, words.language) for document in newest[offset : offset + ROWS]]
    values = {"documents": rows, "report": report, "limit": limit, "suffixes": suffixes()}
    status = 422 if report and report.outcome == "failed" else 200
    return render(request, "documents.html", values | page_links(request, len(loaded), offset, ROWS), status)


def _row(node: Node, source: str, language: str) -> dict[str, Any]:
    own = {name: str(node.get(name)) for name in ("number", "title", "issued_on")}
    own["kind"] = ontology().document_kinds[str(node.get("kind") or "other")].in_(language)
    return own | {"id": node.id, "name": title(node, language), "source": file_name(source)}


def text_page(request: Request, store: Store, node: Node, words: Words, passage: tuple[int, int] | None) -> Response:
    """The text of a loaded document with its facts marked, and one passage shown where it is asked for."""
    text, facts = store.text(node.id), facts_in(store, node.id)
    relations = ontology().relations

    def told(piece: Piece) -> str:
        said = (
            f"{words.label(relations[fact.edge.type].label)}: {squash(title(fact.target, words.language))[:80]}" for fact in piece.facts
        )
        return "\n".join(list(dict.fromkeys(said))[:_TOLD_ON_MARK])

    def kind(piece: Piece) -> str:
        """The type of what the passage says of the document itself, else of the first thing it names."""
        return next((fact for fact in piece.facts if fact.source.id == node.id), piece.facts[0]).target.type

    own = [
        {
            "start": fact.evidence.start,
            "label": words.label(relations[fact.edge.type].label),
            "other": named(fact.target, words.language),
        }
        for fact in own_facts(facts, node.id)
    ]
    (source,) = (document.source for document in store.documents() if document.id == node.id)
    values = {
        "node": node,
        "name": title(node, words.language),
        "source": file_name(source),
        "facts": own,
        "pieces": pieces(text, facts, passage),
        "title_of": told,
        "kind_of": kind,
    }
    return render(request, "document.html", values)
