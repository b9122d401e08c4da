"""Who needs something: what depends on it, what connects to it, and the tasks that build it."""

from __future__ import annotations

from graph.model import Node
from graph.ontology import Label, ontology
from queries.answering import finish, listed, phrase, sentence, with_type
from queries.as_of import worked_out
from queries.model import Answer, Request
from queries.proof import Proof
from queries.reaching import way_rows
from queries.rows import Rows
from queries.task_filters import TaskFilter, narrowed
from queries.ways import Lead, building, connected, needing, together
from queries.written import query

_KINDS = {"needs": needing, "produces": building, "connects": connected}


def _run(request: Request) -> Answer:
    entity: Node = request["entity"]
    proof = Proof(request.store)
    found = worked_out(request, "dependents", lambda: _found(request))
    rows = Rows(found, lambda some: way_rows(proof, entity, some, request.as_of, "dependent", inwards=True))
    return finish("dependents", _understood(request, entity), rows, proof)


def _found(request: Request) -> list[list[Lead]]:
    leads: list[Lead] = []
    for kind, walk in _KINDS.items():
        if kind in (request["relation"] or _KINDS):
            leads += walk(request.store, request["entity"], request["depth"] or 0)
    return together(request.store, leads, request["types"], narrowed(request.store, request.values, request.as_of))


def _understood(request: Request, entity: Node) -> Label:
    types = listed(request["types"], ((name, kind.label) for name, kind in ontology().nodes.items())) or Label("những gì", "what")
    verbs: dict[tuple[str, ...], tuple[str, str]] = {
        ("produces",): ("xây dựng, tạo ra {}", "that build {}"),
        ("connects",): ("kết nối với {}", "that connect to {}"),
    }
    verb = verbs.get(request["relation"] or (), ("phụ thuộc vào {}", "that depend on {}"))
    plural = Label(f"các {types.vi}", f"{types.en}s") if request["types"] else types
    return sentence(plural, *TaskFilter.read(request.values).in_words(), phrase(*verb, with_type(entity)))


QUERY = query("dependents", _run)
