"""Reading: edges by direction, finding by values and links, and values that come back as they were written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.errors import ModelError
from graph.model import Bundle, Edge, Evidence, Node, Outline
from graph.store import Link, Store
from tests.store_oracle import evidence
from tests.test_store import BCA, BTC, DAN_CU, DAT_DAI, DOC, OTHER, built_in, decision, store

__all__ = ["store"]  # the fixture, for pytest


def test_edges_of_many_nodes_are_those_of_each(store: Store) -> None:
    """Guards against an edge lost because it was found at its other end, another order, and ids that are left out."""
    store.write(built_in())
    store.write(decision())
    ids = [node.id for node in store.nodes()]
    for direction in ("out", "in", "both"):
        for types in ((), ("MANAGED_BY",), ("CONNECTS_TO", "MANAGED_BY")):
            many = store.edges_many([*reversed(ids), "database:none"], direction, types)
            assert list(many) == [*reversed(ids), "database:none"]
            assert many == {id_: _edges(store, id_, direction, types) for id_ in many}
            links = store.links_many([*reversed(ids), "database:none"], direction, types)
            assert list(links) == list(many)
            whole = store.edges_of([link for some in links.values() for link in some])
            assert {id_: [whole[link] for link in some] for id_, some in links.items()} == many
    assert [bool(read([])) for read in (store.edges_many, store.links_many, store.edges_of)] == [False] * 3
    assert store.edges_of([Link(DAN_CU, BCA, "MANAGED_BY", "nobody"), Link(DAN_CU, "agency:none", "MANAGED_BY", "")]) == {}
    with pytest.raises(ModelError):
        store.edges_many(ids, "both", ["NO_SUCH"])
    with pytest.raises(ModelError):
        store.links_many(ids, "both", ["NO_SUCH"])


def _edges(store: Store, id: str, direction: str, types: tuple[str, ...]) -> list[Edge]:
    """The edges at a node, picked from all of them."""
    found = []
    for edge in store.all_edges():
        ends = {"out": {edge.source}, "in": {edge.target}}.get("both" if edge.type == "CONNECTS_TO" else direction)
        if id in (ends or {edge.source, edge.target}) and (not types or edge.type in types):
            found.append(edge)
    return found


def test_edges_by_direction(store: Store) -> None:
    """Guards against swapped directions, and against a symmetric relation that is seen from one end only."""
    store.write(built_in())
    managed, connects = store.all_edges()
    assert (managed.type, connects.type) == ("MANAGED_BY", "CONNECTS_TO")
    cases: list[tuple[str, Any, list[Edge]]] = [
        (DAN_CU, "out", [managed, connects]),
        (DAN_CU, "in", [connects]),
        (DAN_CU, "both", [managed, connects]),
        (DAT_DAI, "out", [connects]),
        (DAT_DAI, "in", [connects]),
        (BCA, "out", []),
        (BCA, "in", [managed]),
        (BCA, "both", [managed]),
    ]
    for id_, direction, wanted in cases:
        assert store.edges(id_, direction) == wanted, (id_, direction)
        assert store.edges(id_, direction, ["MANAGED_BY"]) == [e for e in wanted if e.type == "MANAGED_BY"]
    assert store.edges(DAN_CU, "both", ["ASSIGNS"]) == []
    with pytest.raises(ModelError):
        store.edges(DAN_CU, "both", ["NO_SUCH"])


def test_reach_goes_through_symmetric_edges_backwards(store: Store) -> None:
    """Guards against a connection that can be walked from one end only."""
    store.write(built_in())
    assert [r.id for r in store.reach(DAT_DAI, "out", ["CONNECTS_TO", "MANAGED_BY"])] == [DAN_CU, BCA]
    assert [r.id for r in store.reach(BCA, "in", ["CONNECTS_TO", "MANAGED_BY"])] == [DAN_CU, DAT_DAI]
    assert [r.id for r in store.reach(BCA, "in", ["MANAGED_BY"], depth=1)] == [DAN_CU]
    with pytest.raises(ModelError):
        store.reach(BCA, "in", ["NO_SUCH"])


def _tasks() -> Bundle:
    text = "Giao các bộ."
    rows = [("1", "2025-06-30", "open", BCA), ("2", "2025-12-31", "open", BTC), ("3", "2026-06-30", "done", BCA), ("4", "", "open", BCA)]
    nodes = [Node(DOC, "Document", "Văn bản"), Node(BCA, "Agency", "Bộ Công an"), Node(BTC, "Agency", "Bộ Tài chính")]
    edges = []
    for number, due, status, lead in rows:
        nodes.append(Node(f"task:{number}", "Task", number, properties={"status": status} | ({"due_on": due} if due else {})))
        edges += [
            Edge(f"task:{number}", lead, "LED_BY", (evidence(DOC, text, text),)),
            Edge(DOC, f"task:{number}", "ASSIGNS", (evidence(DOC, text, text),)),
        ]
    nodes += [Node(f"target:{v}", "Target", f"{v}%", properties={"value": v, "unit": "%"}) for v in (50.0, 80.0, 100.0)]
    return Bundle(DOC, text, tuple(nodes), tuple(edges))


@pytest.mark.parametrize(
    ("where", "linked", "wanted"),
    [
        ({}, (), "1234"),
        ({"due_on": "2025-12-31"}, (), "2"),
        ({"due_on": date(2025, 12, 31)}, (), "2"),
        ({"due_on": ("2025-06-30", "2025-12-31")}, (), "12"),
        ({"due_on": ("2025-12-31", None)}, (), "23"),
        ({"due_on": (None, "2025-12-30")}, (), "1"),
        ({"due_on": (None, None)}, (), "123"),
        ({"due_on": None}, (), ""),
        ({"due_on": (None, "2026-12-31"), "status": "open"}, (), "12"),
        ({"due_on": (5, None)}, (), ""),
        ({"value": (None, "z")}, (), ""),
        ({}, (("LED_BY", BCA),), "134"),
        ({}, (("LED_BY", BCA), ("^ASSIGNS", DOC)), "134"),
        ({}, (("ASSIGNS", DOC),), ""),
        ({}, (("LED_BY", BCA), ("LED_BY", BTC)), ""),
        ({"status": "open"}, (("LED_BY", BCA),), "14"),
        ({"status": "open' OR '1'='1"}, (), ""),
        ({}, (("LED_BY", "x' OR '1'='1"),), ""),
    ],
)
def test_find_tasks(store: Store, where: dict[str, object], linked: tuple[tuple[str, str], ...], wanted: str) -> None:
    """Guards against exclusive bounds, a missing date that passes, links read backwards, and values read as SQL."""
    store.write(_tasks())
    found = store.find("Task", where, linked)
    assert "".join(task.name for task in found) == wanted
    assert store.find_outlines("Task", where, linked) == list(map(outline, found))


def outline(node: Node) -> Outline:
    """What of a node its outline tells."""
    return Outline(node.id, node.type, node.name, node.name_en, node.aliases, (), node.properties)


def test_outlines_are_the_nodes_without_their_mentions(store: Store) -> None:
    """Guards against aliases, English names or properties that are lost, and mentions that a page of names would wait for."""
    store.write(built_in())
    store.write(decision())
    ids = [node.id for node in store.nodes()]
    assert store.outlines([*ids, "agency:none"]) == {id_: outline(node) for id_, node in store.get_many(ids).items()}
    assert list(store.outlines(ids[::-1])) == ids
    assert any(node.aliases for node in store.outlines(ids).values())
    assert store.outlines([]) == {}


def test_how_many_documents_mention_a_node(store: Store) -> None:
    """Guards against the registry counted as a text, and each mention counted instead of each document."""
    store.write(built_in())
    assert store.mentioned() == {}
    store.write(decision())
    told = {node.id: len({mention.document for mention in node.mentions}) for node in store.nodes() if node.mentions}
    assert store.mentioned() == told
    assert set(told.values()) == {1}


def test_ways_are_read_when_they_are_looked_at(store: Store) -> None:
    """Guards against a search that reads every relation it walked, and ways that are lost when the store changes meanwhile."""
    store.write(built_in())
    found = store.reach(DAT_DAI, "out", ["CONNECTS_TO", "MANAGED_BY"])
    assert (list(found.ids), list(found.depths)) == ([DAN_CU, BCA], [1, 2])
    store.write(decision())
    (way,) = found.ways([1])
    assert [edge.type for edge in way] == ["CONNECTS_TO", "MANAGED_BY"]
    assert found.ways([]) == []
    assert [reached.path for reached in found] == found.ways([0, 1])


def test_find_numbers_and_any_type(store: Store) -> None:
    """Guards against numbers compared as text ('100' < '80')."""
    store.write(_tasks())
    assert [n.get("value") for n in store.find(where={"value": (80, None)})] == [100.0, 80.0]
    assert [n.get("value") for n in store.find("Target", {"value": 50})] == [50.0]
    assert [n.id for n in store.find(linked=[("^LED_BY", "task:2")])] == [BTC]
    assert len(store.find()) == 10


def test_find_sees_symmetric_links_from_both_ends(store: Store) -> None:
    """Guards against asking the connection from the end at which it is not stored."""
    store.write(built_in())
    assert [n.id for n in store.find(linked=[("CONNECTS_TO", DAN_CU)])] == [DAT_DAI]
    assert [n.id for n in store.find(linked=[("^CONNECTS_TO", DAT_DAI)])] == [DAN_CU]


@pytest.mark.parametrize(
    "wrong", [{"type": "Nothing"}, {"where": {"dueon": "2025"}}, {"where": {"x') OR 1 --": 1}}, {"linked": [("LEDBY", BCA)]}]
)
def test_find_refuses_names_the_ontology_does_not_know(store: Store, wrong: dict[str, Any]) -> None:
    """Guards against a misspelt property that silently finds nothing."""
    with pytest.raises(ModelError):
        store.find(**wrong)


def test_reading_what_was_written(store: Store) -> None:
    """Guards against a value that comes back changed: types of properties, places in tables, English names, texts."""
    text = "Đạt 80% – “số”.\nDòng hai."
    proof = Evidence(DOC, 4, 7, "80%", 3, None, 2)
    nodes = (
        Node(DOC, "Document", "Báo cáo", "Report", mentions=(Evidence(DOC, 0, 3, "Đạt", None, 1, 0),)),
        Node("measurement:1", "Measurement", "80%", "", (), (proof,), {"value": 80.5, "unit": "%", "comparator": "="}),
    )
    store.write(Bundle(DOC, text, nodes, (Edge(DOC, "measurement:1", "REPORTS", (proof,)),), (), "báo cáo.txt"))
    assert store.get_many(["measurement:1", DOC, "none"]) == {node.id: node for node in nodes}
    assert list(store.nodes()) == list(nodes)
    assert store.text(DOC) == text
    assert [(d.id, d.source, d.characters) for d in store.documents()] == [(DOC, "báo cáo.txt", len(text))]
    assert (counts := store.counts()).nodes == {"Document": 1, "Measurement": 1}
    assert (counts.edges, counts.documents, counts.unresolved) == ({"REPORTS": 1}, 1, 0)


def test_unresolved_by_document(store: Store) -> None:
    """Guards against a report of another document's doubts."""
    store.write(decision())
    store.write(decision(OTHER, source="b.txt"))
    assert [u.document for u in store.unresolved()] == [DOC, OTHER]
    assert [(u.document, u.text) for u in store.unresolved(OTHER)] == [(OTHER, "Bộ")]
    assert store.unresolved("document:none") == []
