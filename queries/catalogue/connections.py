"""What a database or platform is connected to: as the texts say it, or through a task that connects the two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from queries.answering import finish, listed, phrase, sentence, with_type
from queries.managers import holding
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined, shown
from queries.walking import other_end, short
from queries.written import query

_DIRECT = "kết nối trực tiếp"
_THROUGH = "kết nối qua nhiệm vụ"


def _run(request: Request) -> Answer:
    entity: Node = request["entity"]
    proof = Proof(request.store)
    found: dict[str, list[tuple[str, tuple[Edge, ...]]]] = {}
    for id_, how, edges in (*_direct(proof, entity), *_through_tasks(proof, entity)):
        found.setdefault(id_, []).append((how, edges))
    proof.know(found)
    wanted = request["types"]
    nodes = [node for id_ in found if (node := proof.node(id_)) and (not wanted or node.type in wanted)]
    rows = [_row(proof, entity, node, found[node.id], request.as_of) for node in sorted(nodes, key=lambda n: (n.type, n.name, n.id))]
    return finish("connections", _understood(request, entity), rows, proof)


Found = tuple[str, str, tuple[Edge, ...]]


def _direct(proof: Proof, entity: Node) -> Iterable[Found]:
    for edge in proof.store.edges(entity.id, "both", ("CONNECTS_TO",)):
        yield other_end(edge, entity.id), _DIRECT, (edge,)
    for edge in proof.store.edges(entity.id, "both", ("DEPENDS_ON",)):
        other = proof.node(other_end(edge, entity.id))
        if edge.get("how") == "connects" and other and other.type in {"Database", "Platform"}:
            yield other.id, _DIRECT, (edge,)


def _through_tasks(proof: Proof, entity: Node) -> Iterable[Found]:
    """What a task connects to `entity`: a system that the task builds, or another that it connects too."""
    for edge in proof.store.edges(entity.id, "in", ("DEPENDS_ON",)):
        if edge.get("how") != "connects":
            continue
        for other in proof.store.edges(edge.source, "out", ("DEPENDS_ON", "PRODUCES")):
            node = proof.node(other.target)
            if node and node.id != entity.id and node.type in {"Database", "Platform"} and other.get("how", "connects") == "connects":
                yield node.id, _THROUGH, (edge, other)
    for built in proof.store.edges(entity.id, "in", ("PRODUCES",)):
        for other in proof.store.edges(built.source, "out", ("DEPENDS_ON",)):
            node = proof.node(other.target)
            if node and node.type in {"Database", "Platform"} and other.get("how") == "connects":
                yield node.id, _THROUGH, (built, other)


def _row(proof: Proof, entity: Node, node: Node, ways: Sequence[tuple[str, tuple[Edge, ...]]], as_of: date) -> Row:
    edges = [edge for _, path in ways for edge in path]
    proof.keep((entity, node), edges)
    tasks = (short(proof.name(edge.source)) for how, path in ways for edge in path if how == _THROUGH)
    managing = holding(proof, proof.store.edges(node.id, "out", ("MANAGED_BY",)), as_of) if node.type != "Agency" else []
    managed = [edge.target for edge in managing]
    row: Row = {"system": shown(node), "system_id": node.id, "type": ontology().node(node.type).label.vi, "type_code": node.type}
    row |= {"relation": joined(how for how, _ in ways), "task": joined(tasks), "managed_by": joined(map(proof.name, managed))}
    return row | {"evidence": proof.evidence(*edges), "because": proof.because(*edges, *managing)}


def _understood(request: Request, entity: Node) -> Label:
    types = listed(request["types"], ((name, kind.label) for name, kind in ontology().nodes.items())) or Label("hệ thống", "systems")
    return sentence(phrase("các {}", "{}", types), phrase("kết nối với {}", "connected to {}", with_type(entity)))


QUERY = query("connections", _run)
