"""What an outage or delay of something reaches, and why."""

from __future__ import annotations

from graph.model import Node
from graph.ontology import Label
from queries.answering import finish, phrase, sentence, with_type
from queries.as_of import worked_out
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.reaching import way_rows
from queries.rows import Rows
from queries.task_filters import TaskFilter, narrowed
from queries.ways import Lead, building, connected, made_late, needing, together
from queries.written import query


def _run(request: Request) -> Answer:
    entity: Node = request["entity"]
    proof = Proof(request.store)
    found = worked_out(request, "impact", lambda: _found(request))
    rows = Rows(found, lambda some: map(_reason, way_rows(proof, entity, some, request.as_of, "affected", inwards=True)))
    understood = sentence(
        Label("những gì", "what"),
        *TaskFilter.read(request.values).in_words(),
        phrase("bị ảnh hưởng nếu {} ngừng hoạt động", "is affected if {} fails", with_type(entity)),
    )
    return finish("impact", understood, rows, proof)


def _found(request: Request) -> list[list[Lead]]:
    store, entity, depth = request.store, request["entity"], request["depth"] or 0
    needed = needing(store, entity, depth)
    leads = needed + building(store, entity) + connected(store, entity) + made_late(store, entity, needed, depth)
    return together(store, leads, request["types"], narrowed(store, request.values, request.as_of))


def _reason(row: Row) -> Row:
    return {("reason" if key == "relation" else "reason_code" if key == "relation_code" else key): value for key, value in row.items()}


QUERY = query("impact", _run)
