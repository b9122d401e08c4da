"""An indicator over time: what was measured and what was aimed at, by date."""

from __future__ import annotations

from graph.errors import NotFoundError
from graph.model import Edge, Node
from graph.ontology import Label
from graph.store import Store
from queries.answering import finish, sentence
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined
from queries.topics import Topic
from queries.values import value_cells
from queries.written import query

_KINDS = {"Measurement": Label("kết quả đo", "measured"), "Target": Label("chỉ tiêu", "target")}


def _run(request: Request) -> Answer:
    proof, period = Proof(request.store), request["period"]
    values = _values(request.store, request["indicator"])
    rows = [_row(request.store, proof, node) for node in values]
    rows = [row for row in rows if not period or period.holds(row["on"])]
    rows.sort(key=lambda row: (row["indicator"].lower(), row["on"], row["kind_code"], row["value_id"]))
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


def _row(store: Store, proof: Proof, node: Node) -> Row:
    said: list[Edge] = store.edges(node.id, "in", ("REPORTS", "SETS"))
    proof.keep((node,), [*said, *store.edges(node.id, "out", ("OF",))])
    day = str(node.get("as_of") or node.get("due_on"))
    told = sorted(str(source.get("issued_on")) for edge in said if (source := proof.node(edge.source)) and source.get("issued_on"))
    kind, ids = _KINDS[node.type], [edge.source for edge in said]
    row: Row = {**value_cells(node), "value_id": node.id, "kind": kind.vi, "kind_code": node.type}
    row |= {"on": day or (told[0] if told else ""), "on_from": "số liệu" if day else "ngày văn bản" if told else "không rõ"}
    row |= {"document": joined(map(proof.name, ids)), "document_id": ids[0] if len(ids) == 1 else ""}
    return row | proof.proved(*(said or (node,)))


QUERY = query("indicator_series", _run)
