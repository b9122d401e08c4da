"""The documents that a database, platform, programme, task or document rests on, in time order, with the words that say so."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Node
from queries.answering import finish, phrase, sentence, with_type
from queries.bases import Basis, bases
from queries.documents import by_issue, document_cells
from queries.force import force_cells, force_of
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined
from queries.rows import Rows
from queries.walking import in_words, short
from queries.written import query


def _run(request: Request) -> Answer:
    thing: Node = request["entity"]
    proof = Proof(request.store)
    found = bases(proof, thing, request["depth"] or 0)
    proof.know(found)
    ordered = sorted(filter(None, map(proof.node, found)), key=by_issue)
    loaded = {document.id for document in request.store.documents()}
    rows = Rows.each(ordered, lambda node: _row(request, proof, thing, node, found[node.id], loaded))
    return finish("legal_basis", sentence(phrase("cơ sở pháp lý của {}", "the legal basis of {}", with_type(thing))), rows, proof)


def _row(request: Request, proof: Proof, thing: Node, node: Node, ways: Sequence[Basis], loaded: set[str]) -> Row:
    first, edges = ways[0], [edge for way in ways for edge in way.path]
    proof.keep((thing, node), edges)
    labels = [way.label for way in ways]
    row: Row = {**document_cells(proof, node), "relation": joined(label.vi for label in labels)}
    row |= {"relation_code": ",".join(dict.fromkeys(way.code for way in ways)), "level": first.level, "path": _path(proof, thing, first)}
    row |= force_cells(force_of(proof, node, request.as_of, loaded))
    return row | proof.proved(*edges)


def _path(proof: Proof, thing: Node, way: Basis) -> str:
    """The way in words, from the thing to the document."""
    if way.code == "MANAGED_BY":
        return " → ".join((short(proof.name(thing.id)), way.label.vi, short(proof.name(way.document))))
    return in_words(proof, thing.id, way.path)


QUERY = query("legal_basis", _run)
