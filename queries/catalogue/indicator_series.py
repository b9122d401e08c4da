"""An indicator over time: what was measured and what was aimed at, by date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.errors import NotFoundError
from graph.model import Edge, Node
from graph.ontology import Label
from graph.store import Store
from queries.answering import finish, sentence
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined
from queries.rows import Rows
from queries.topics import Topic
from queries.values import value_cells
from queries.written import query

_KINDS = {"Measurement": Label("kết quả đo", "measured"), "Target": Label("chỉ tiêu", "target")}


@dataclass(frozen=True, slots=True)
class Told:
    """A target or measurement, the edges that say it, its day, and what the day is taken from."""

    node: Node
    said: list[Edge]
    on: str
    on_from: str


def _run(request: Request) -> Answer:
    proof, period = Proof(request.store), request["period"]
    told = _told(proof, _values(request.store, request["indicator"]))
    told = [one for one in told if not period or period.holds(one.on)]
    rows = Rows(sorted(told, key=_order), lambda some: _rows(proof, some))
    understood = sentence(
        Label(f"giá trị theo thời gian của '{request['indicator']}'", f"values over time of '{request['indicator']}'"),
        period.label if period else None,
    )
    return finish("indicator_series", understood, rows, proof)


def _values(store: Store, words: str) -> list[Node]:
    """The measurements and targets of the indicators that hold the words, or that hold them themselves.

    Raises NotFoundError where there is none.
    """
    topic = Topic.read(words)
    found = {node.id: node for node in topic.search(store, tuple(_KINDS))}
    for indicator in topic.search(store, ("Indicator",)):
        ids = [edge.source for edge in store.edges(indicator.id, "in", ("OF",))]
        found |= store.get_many(ids)
    if not found:
        raise NotFoundError(words, _near(store, words))
    return [found[id_] for id_ in sorted(found)]


def _near(store: Store, words: str) -> list[str]:
    """Indicators that hold at least one of the words."""
    hits = (hit.node.name for word in words.split() if len(word) > 2 for hit in store.search(word, ("Indicator",), limit=2))
    return list(dict.fromkeys(hits))[:3]


def _told(proof: Proof, values: Sequence[Node]) -> list[Told]:
    """Values with what tells them and their day: their own, else that of the first document that tells them."""
    said = proof.store.edges_many([node.id for node in values], "in", ("REPORTS", "SETS"))
    proof.know(edge.source for edges in said.values() for edge in edges)
    return [Told(node, said[node.id], *_day(proof, node, said[node.id])) for node in values]


def _day(proof: Proof, node: Node, said: Sequence[Edge]) -> tuple[str, str]:
    """The day of a value, and where it is taken from."""
    day = str(node.get("as_of") or node.get("due_on"))
    issued = sorted(on for edge in said if (on := str(proof.known(edge.source).get("issued_on"))))
    return (day, "số liệu") if day else (issued[0], "ngày văn bản") if issued else ("", "không rõ")


def _order(told: Told) -> tuple[str, str, str, str]:
    return (str(told.node.get("indicator")).lower(), told.on, told.node.type, told.node.id)


def _rows(proof: Proof, told: Sequence[Told]) -> Iterable[Row]:
    proof.know_told(edge for one in told for edge in one.said)
    of = proof.store.edges_many([one.node.id for one in told], "out", ("OF",))
    for node, said, on, on_from in ((one.node, one.said, one.on, one.on_from) for one in told):
        proof.keep((node,), [*said, *of[node.id]])
        kind, ids = _KINDS[node.type], [edge.source for edge in said]
        row: Row = {**value_cells(node), "value_id": node.id, "kind": kind.vi, "kind_code": node.type, "on": on, "on_from": on_from}
        row |= {"document": joined(map(proof.name, ids)), "document_id": ids[0] if len(ids) == 1 else ""}
        yield row | proof.proved(*(said or (node,)))


QUERY = query("indicator_series", _run)
