"""All that the graph holds about one thing: its properties and its relations, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from graph.registry import registry
from graph.store import Link, Store
from graph.text import fold
from queries.answering import finish, phrase, sentence, with_type
from queries.captions import captions
from queries.hops import read_from
from queries.model import Answer, Request, Row
from queries.proof import Proof, Said, joined, registered, shown
from queries.remembered import remembered
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
    links = remembered(request.store, ("facts", entity.id), lambda: _links(request.store, entity.id))
    told: list[Own | Link] = [*_own(entity), *links]
    rows = Rows(told, lambda some: _rows(proof, entity, some))
    understood = sentence(Label("những gì đồ thị biết về", "what the graph knows about"), phrase("{}", "{}", with_type(entity)))
    return finish("facts", understood, rows, proof)


def _links(store: Store, entity: str) -> list[Link]:
    """Its relations, in the order of the ontology, then by what they are called and by what they lead to."""
    links, places = store.links_many([entity])[entity], {name: place for place, name in enumerate(ontology().relations)}
    known = captions(store, (other_end(link, entity) for link in links))

    def order(link: Link) -> tuple[int, str, str, str]:
        other = other_end(link, entity)
        return (places[link.type], read_from(entity, link).vi, known[other].name if other in known else "", other)

    return sorted(links, key=order)


def _rows(proof: Proof, entity: Node, told: Sequence[Own | Link]) -> Iterable[Row]:
    edges = proof.edges_of([link for link in told if isinstance(link, Link)])
    proof.know_told(edges.values())
    said = proof.evidence(entity) if any(isinstance(fact, Own) for fact in told) else []
    for fact in told:
        yield _property(proof, entity, fact, said) if isinstance(fact, Own) else _relation(proof, entity, fact, edges[fact])


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


def _relation(proof: Proof, entity: Node, link: Link, edge: Edge) -> Row:
    """One relation as read from the node; its qualifiers stand in `detail`."""
    proof.keep(edges=(edge,))
    other = proof.node(other_end(link, entity.id))
    detail = joined(str(value) for name, value in sorted(edge.properties.items()) if name not in {"basis", "how"})
    name, id_ = (shown(other), other.id) if other else ("", "")
    label = read_from(entity.id, link).vi
    return {"fact": label, "value": name, "value_id": id_, "code": edge.type, "detail": detail} | proof.proved(edge)


QUERY = query("facts", _run)
