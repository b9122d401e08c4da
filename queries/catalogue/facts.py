"""All that the graph holds about one thing: its properties and its relations, both ways."""

from __future__ import annotations

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from queries.answering import finish, phrase, sentence, with_type
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined, shown
from queries.walking import hop, other_end
from queries.written import query


def _run(request: Request) -> Answer:
    entity: Node = request["entity"]
    proof = Proof(request.store)
    proof.keep((entity,))
    edges = request.store.edges(entity.id)
    proof.know(other_end(edge, entity.id) for edge in edges)
    rows = _own(proof, entity) + sorted((_relation(proof, entity, edge) for edge in edges), key=_order)
    return finish(
        "facts",
        sentence(Label("những gì đồ thị biết về", "what the graph knows about"), phrase("{}", "{}", with_type(entity))),
        rows,
        proof,
    )


def _order(row: Row) -> tuple[int, str, str, str]:
    return (list(ontology().relations).index(row["code"]), row["fact"], row["value"], row["value_id"])


def _own(proof: Proof, entity: Node) -> list[Row]:
    """The node's type, names and properties, proved by its mentions."""
    kind = ontology().node(entity.type)
    said = proof.evidence(entity)
    values: list[tuple[str, Label, object]] = [("type", Label("loại", "type"), kind.label.vi), ("name", Label("tên", "name"), entity.name)]
    values.append(("name_en", Label("tên tiếng Anh", "English name"), entity.name_en))
    values.append(("aliases", Label("tên khác", "other names"), joined(entity.aliases)))
    values += [(name, kind.properties[name].label, entity.get(name)) for name in kind.properties]
    first = True
    rows: list[Row] = []
    for code, label, value in values:
        if value not in ("", None):
            rows.append({"fact": label.vi, "value": value, "code": code, "value_id": "", "detail": "", "evidence": said if first else []})
            first = False
    return rows


def _relation(proof: Proof, entity: Node, edge: Edge) -> Row:
    """One relation as read from the node; its qualifiers stand in `detail`."""
    proof.keep(edges=(edge,))
    other, kind = proof.node(other_end(edge, entity.id)), ontology().relation(edge.type)
    forwards = edge.source == entity.id
    detail = joined(str(value) for name, value in sorted(edge.properties.items()) if name not in {"basis", "how"})
    backwards = ontology().relation("AMENDS").inverse if edge.get("how") == "amends" else kind.inverse
    label = hop(edge).vi if forwards else backwards.vi
    name, id_ = (shown(other), other.id) if other else ("", "")
    return {"fact": label, "value": name, "value_id": id_, "code": edge.type, "detail": detail, "evidence": proof.evidence(edge)}


QUERY = query("facts", _run)
