"""All that the graph holds about one thing: its properties and its relations, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from graph.registry import registry
from graph.text import fold
from queries.answering import finish, phrase, sentence, with_type
from queries.hops import hop
from queries.model import Answer, Request, Row
from queries.proof import Proof, Said, joined, registered, shown
from queries.rows import Rows
from queries.walking import other_end
from queries.written import query

_LOOKED_THROUGH = 100
"""So many places are looked through for the words of a property; a hub has thousands."""


@dataclass(frozen=True, slots=True)
class Own:
    """A property of the thing itself, under its label."""

    code: str
    label: Label
    value: object


def _run(request: Request) -> Answer:
    entity: Node = request["entity"]
    proof = Proof(request.store)
    proof.keep((entity,))
    edges = request.store.edges(entity.id)
    proof.know(other_end(edge, entity.id) for edge in edges)
    told: list[Own | Edge] = [*_own(entity), *sorted(edges, key=lambda edge: _order(proof, entity, edge))]
    rows = Rows(told, lambda some: _rows(proof, entity, some))
    understood = sentence(Label("những gì đồ thị biết về", "what the graph knows about"), phrase("{}", "{}", with_type(entity)))
    return finish("facts", understood, rows, proof)


def _rows(proof: Proof, entity: Node, told: Sequence[Own | Edge]) -> Iterable[Row]:
    proof.know_told(edge for edge in told if isinstance(edge, Edge))
    said = proof.evidence(entity) if any(isinstance(fact, Own) for fact in told) else []
    return (_relation(proof, entity, fact) if isinstance(fact, Edge) else _property(proof, entity, fact, said) for fact in told)


def _order(proof: Proof, entity: Node, edge: Edge) -> tuple[int, str, str, str]:
    other = proof.node(other_end(edge, entity.id))
    return (_places()[edge.type], _label(entity, edge).vi, shown(other) if other else "", other.id if other else "")


@cache
def _places() -> dict[str, int]:
    return {name: place for place, name in enumerate(ontology().relations)}


def _own(entity: Node) -> list[Own]:
    """The node's type, names and properties."""
    kind = ontology().node(entity.type)
    values: list[tuple[str, Label, object]] = [("type", Label("loại", "type"), kind.label.vi), ("name", Label("tên", "name"), entity.name)]
    values.append(("name_en", Label("tên tiếng Anh", "English name"), entity.name_en))
    values.append(("aliases", Label("tên khác", "other names"), joined(entity.aliases)))
    values += [(name, kind.properties[name].label, entity.get(name)) for name in kind.properties]
    return [Own(*value) for value in values if value[2] not in ("", None)]


def _property(proof: Proof, entity: Node, own: Own, said: list[Said]) -> Row:
    """A property as a row; the first of them, the type, bears the mentions of the node, which prove them all."""
    row: Row = {"fact": own.label.vi, "value": own.value, "code": own.code, "value_id": "", "detail": ""}
    told = _saying(said, str(own.value), of_registry=entity.id in registry().entries)
    because = [proof.one_hop(entity.id, own.code, own.label, "", told, str(own.value))]
    return row | {"evidence": said if own.code == "type" else [], "because": because}


def _saying(said: Sequence[Said], value: str, *, of_registry: bool) -> list[Said]:
    """The first place that says a value in its own words; else the registry where it knows the thing, else the first place at all."""
    words = fold(value)
    found = next((place for place in said[:_LOOKED_THROUGH] if words in fold(place["quote"])), None)
    return [found or (registered() if of_registry or not said else said[0])]


def _relation(proof: Proof, entity: Node, edge: Edge) -> Row:
    """One relation as read from the node; its qualifiers stand in `detail`."""
    proof.keep(edges=(edge,))
    other = proof.node(other_end(edge, entity.id))
    detail = joined(str(value) for name, value in sorted(edge.properties.items()) if name not in {"basis", "how"})
    name, id_ = (shown(other), other.id) if other else ("", "")
    label = _label(entity, edge).vi
    return {"fact": label, "value": name, "value_id": id_, "code": edge.type, "detail": detail} | proof.proved(edge)


def _label(entity: Node, edge: Edge) -> Label:
    if edge.source == entity.id:
        return hop(edge)
    return ontology().relation("AMENDS" if edge.get("how") == "amends" else edge.type).inverse


QUERY = query("facts", _run)
