"""What an outage or delay of something reaches, and why."""

from __future__ import annotations

from graph.model import Node
from graph.ontology import Label
from graph.store import Store
from queries.answering import finish, phrase, sentence, with_type
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.reaching import Way, build_ways, connect_ways, need_ways, together, way_rows
from queries.rows import Rows
from queries.task_filters import TaskFilter, narrowed
from queries.written import query

_PRODUCT = Label("sản phẩm của nhiệm vụ bị ảnh hưởng", "made by a task that is affected")


def _run(request: Request) -> Answer:
    entity: Node = request["entity"]
    proof, depth = Proof(request.store), request["depth"] or 0
    needing = need_ways(request.store, entity, depth)
    ways = needing + build_ways(request.store, entity) + connect_ways(request.store, entity)
    ways += _products(request.store, proof, entity, needing, depth)
    found = together(proof, ways, request["types"], narrowed(request.store, request.values, request.as_of))
    rows = Rows(found, lambda some: map(_reason, way_rows(proof, entity, some, request.as_of, "affected", inwards=True)))
    understood = sentence(
        Label("những gì", "what"),
        *TaskFilter.read(request.values).in_words(),
        phrase("bị ảnh hưởng nếu {} ngừng hoạt động", "is affected if {} fails", with_type(entity)),
    )
    return finish("impact", understood, rows, proof)


def _products(store: Store, proof: Proof, entity: Node, needing: list[Way], depth: int) -> list[Way]:
    """What the tasks that need `entity` build: it comes late where the task does."""
    proof.know(way.id for way in needing)
    tasks = [way for way in needing if (node := proof.node(way.id)) and node.type == "Task" and (not depth or len(way.path) < depth)]
    products = store.edges_many([way.id for way in tasks], "out", ("PRODUCES",))
    made = [(way, edge) for way in tasks for edge in products[way.id]]
    return [Way(edge.target, (*way.path, edge), _PRODUCT, "PRODUCT") for way, edge in made if edge.target != entity.id]


def _reason(row: Row) -> Row:
    return {("reason" if key == "relation" else "reason_code" if key == "relation_code" else key): value for key, value in row.items()}


QUERY = query("impact", _run)
