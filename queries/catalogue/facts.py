"""All that the graph holds about one thing: its properties and its relations, both ways."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from graph.registry import registry
from graph.text import fold
from queries.answering import finish, phrase, sentence, with_type
from queries.hops import hop
from queries.model import Answer, Request, Row
from queries.proof import Proof, Said, joined, registered, shown
from queries.walking import other_end
from queries.written import query

_LOOKED_THROUGH = 100
"""So many places are looked through for the words of a property; a hub has thousands."""


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
    said, of_registry = proof.evidence(entity), entity.id in registry().entries
    values: list[tuple[str, Label, object]] = [("type", Label("loại", "type"), kind.label.vi), ("name", Label("tên", "name"), entity.name)]
    values.append(("name_en", Label("tên tiếng Anh", "English name"), entity.name_en))
    values.append(("aliases", Label("tên khác", "other names"), joined(entity.aliases)))
    values += [(name, kind.properties[name].label, entity.get(name)) for name in kind.properties]
    rows: list[Row] = []
    for code, label, value in values:
        if value not in ("", None):
            told = _saying(said, str(value), of_registry=of_registry)
            row: Row = {"fact": label.vi, "value": value, "code": code, "value_id": "", "detail": "", "evidence": [] if rows else said}
            rows.append(row | {"because": [proof.one_hop(entity.id, code, label, "", told, str(value))]})
    return rows


def _saying(said: Sequence[Said], value: str, *, of_registry: bool) -> list[Said]:
    """The first place that says a value in its own words; else the registry where it knows the thing, else the first place at all."""
    words = fold(value)
    found = next((place for place in said[:_LOOKED_THROUGH] if words in fold(place["quote"])), None)
    return [found or (registered() if of_registry or not said else said[0])]


def _relation(proof: Proof, entity: Node, edge: Edge) -> Row:
    """One relation as read from the node; its qualifiers stand in `detail`."""
    proof.keep(edges=(edge,))
    other, kind = proof.node(other_end(edge, entity.id)), ontology().relation(edge.type)
    forwards = edge.source == entity.id
    detail = joined(str(value) for name, value in sorted(edge.properties.items()) if name not in {"basis", "how"})
    backwards = ontology().relation("AMENDS").inverse if edge.get("how") == "amends" else kind.inverse
    label = hop(edge).vi if forwards else backwards.vi
    name, id_ = (shown(other), other.id) if other else ("", "")
    return {"fact": label, "value": name, "value_id": id_, "code": edge.type, "detail": detail} | proof.proved(edge)


QUERY = query("facts", _run)
