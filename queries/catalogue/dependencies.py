"""What something needs: what it depends on, what it connects to, and what the tasks that build it need."""

from __future__ import annotations

from graph.model import Node
from graph.ontology import Label
from queries.answering import finish, phrase, sentence, with_type
from queries.as_of import worked_out
from queries.model import Answer, Request
from queries.proof import Proof
from queries.reaching import way_rows
from queries.rows import Rows
from queries.ways import Lead, connected, required, together
from queries.written import query


def _run(request: Request) -> Answer:
    entity: Node = request["entity"]
    proof = Proof(request.store)
    found = worked_out(request, "dependencies", lambda: _found(request))
    rows = Rows(found, lambda some: way_rows(proof, entity, some, request.as_of, "dependency", inwards=False))
    understood = sentence(Label("những gì", "what"), phrase("{} cần đến", "{} depends on", with_type(entity)))
    return finish("dependencies", understood, rows, proof)


def _found(request: Request) -> list[list[Lead]]:
    entity: Node = request["entity"]
    leads = required(request.store, entity, request["depth"] or 0) + connected(request.store, entity)
    return together(request.store, leads, request["types"])


QUERY = query("dependencies", _run)
