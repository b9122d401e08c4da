"""Subgraphs for py2neo and back: nothing lost, and the checks of a load on the way in."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from graph.errors import ModelError
from graph.model import Bundle, Edge, Evidence, Node
from graph.notebooks import as_bundle, as_subgraph
from graph.store import Store, Written, open_store
from queries import run
from queries.graphs import subgraph
from tests.neo4j_server import every_release
from tests.query_graph import CENTRE, FIRST, fill

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of a library that is no longer kept
    py2neo = pytest.importorskip("py2neo", reason="the extra py2neo is not installed")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        fill(opened)
        yield opened


def around(store: Store, id_: str) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    node = store.get(id_)
    assert node is not None
    found = subgraph(store, node, 1)
    return found.nodes, found.edges


def test_a_part_of_the_graph_becomes_a_subgraph(store: Store) -> None:
    nodes, edges = around(store, CENTRE)
    made = as_subgraph(nodes, edges)
    assert {dict(node)["id"] for node in made.nodes} == {node.id for node in nodes}
    assert len(made.relationships) == len(edges) > 3
    ties = {(dict(tie.start_node)["id"], dict(tie.end_node)["id"], type(tie).__name__) for tie in made.relationships}
    assert ties == {(edge.source, edge.target, edge.type) for edge in edges}


def test_two_relations_of_a_kind_between_two_nodes_stay_two() -> None:
    text = "A dùng B. A kết nối B."
    said = [Evidence("document:x", 0, 9, text[:9]), Evidence("document:x", 10, 22, text[10:])]
    nodes = [Node("document:x", "Document", "X"), Node("database:a", "Database", "A"), Node("database:b", "Database", "B")]
    edges = [Edge("database:a", "database:b", "DEPENDS_ON", (said[i],), {"how": how}) for i, how in enumerate(("uses", "connects"))]
    assert len(as_subgraph(nodes, edges).relationships) == 2
    assert {edge.get("how") for edge in as_bundle(as_subgraph(nodes, edges), "document:x", text).edges} == {"uses", "connects"}


def test_what_is_handed_back_unchanged_is_what_the_document_says(store: Store) -> None:
    nodes, edges = around(store, FIRST)
    bundle = as_bundle(as_subgraph(nodes, edges), FIRST, store.text(FIRST))
    own = [edge for edge in edges if any(e.document == FIRST for e in edge.evidence)]
    assert [edge.key for edge in bundle.edges] == [edge.key for edge in own]
    assert own
    for edge, was in zip(bundle.edges, own, strict=True):
        assert edge.evidence == tuple(e for e in was.evidence if e.document == FIRST)
        assert dict(edge.properties) == dict(was.properties)
    assert {node.id: (node.name, node.aliases, dict(node.properties)) for node in bundle.nodes} == {
        node.id: (node.name, node.aliases, dict(node.properties)) for node in nodes
    }


TEXT = "Bộ Y tế xây dựng hồ sơ bệnh án. Bộ Y tế báo cáo."


def hand_made(**tie: Any) -> Any:
    document = py2neo.Node("Document", id="document:ghi-chu", name="Ghi chú")
    task = py2neo.Node("Task", id="task:ghi-chu:1", name="Xây dựng hồ sơ bệnh án", quote="xây dựng hồ sơ bệnh án")
    agency = py2neo.Node("Agency", id="agency:byt", name="Bộ Y tế")
    return py2neo.Relationship.type("LED_BY")(task, agency, **tie) | document


def test_a_note_made_by_hand_is_written_and_answers() -> None:
    bundle = as_bundle(hand_made(quote="Bộ Y tế xây dựng hồ sơ bệnh án."), "document:ghi-chu", TEXT)
    with open_store(":memory:") as store:
        assert store.write(bundle) is Written.ADDED
        (edge,) = store.edges("task:ghi-chu:1")
        assert edge.evidence == (Evidence("document:ghi-chu", 0, 31, "Bộ Y tế xây dựng hồ sơ bệnh án."),)


PROOF = {"document": "document:ghi-chu", "start": 1, "end": 8, "quote": "Bộ Y tế"}
REFUSED = [
    ({}, "neither evidence nor basis"),
    ({"quote": "Bộ Y tế"}, "stands 2 times"),
    ({"quote": "Bộ Công an"}, "stands 0 times"),
    ({"quote": "Bộ Y tế báo cáo.", "weight": 3}, "has no property"),
    ({"evidence": json.dumps([PROOF])}, "is not the text at 1-8"),
    ({"evidence": "nobody"}, "not a list of evidence"),
    ({"evidence": '[{"where": 1}]'}, "not a list of evidence"),
]


@pytest.mark.parametrize(("tie", "message"), REFUSED, ids=[message for _, message in REFUSED[:5]] + ["no JSON", "no evidence"])
def test_what_a_load_would_refuse_is_refused(tie: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        as_bundle(hand_made(**tie), "document:ghi-chu", TEXT)


def test_types_and_directions_are_checked() -> None:
    note = py2neo.Node("Document", id="document:ghi-chu", name="Ghi chú")
    agency = py2neo.Node("Agency", id="agency:byt", name="Bộ Y tế")
    with pytest.raises(ModelError):
        as_bundle(note | py2neo.Node("Ministry", id="agency:x", name="X"), "document:ghi-chu", TEXT)
    with pytest.raises(ModelError, match="one label"):
        as_bundle(note | py2neo.Node("Agency", "Task", id="agency:x", name="X"), "document:ghi-chu", TEXT)
    with pytest.raises(ModelError, match="may not run"):
        as_bundle(py2neo.Relationship.type("LED_BY")(agency, note, quote="báo cáo"), "document:ghi-chu", TEXT)
    with pytest.raises(ModelError, match="lacks its own document"):
        as_bundle(agency | agency, "document:ghi-chu", TEXT)


def test_an_edge_without_its_end_is_refused() -> None:
    edge = Edge("database:a", "database:b", "DEPENDS_ON", properties={"how": "uses", "basis": "x"})
    with pytest.raises(ModelError, match="not among the nodes"):
        as_subgraph([Node("database:a", "Database", "A")], [edge])


def test_the_answer_of_a_query_as_a_subgraph(store: Store) -> None:
    from datetime import date

    answer = run(store, "dependents", {"entity": CENTRE}, date(2024, 12, 1))
    made = as_subgraph(answer.graph.nodes, answer.graph.edges)
    assert len(made.nodes) == len(answer.graph.nodes) > 1


def test_a_bundle_made_so_is_a_bundle(store: Store) -> None:
    assert isinstance(as_bundle(hand_made(quote="Bộ Y tế báo cáo."), "document:ghi-chu", TEXT), Bundle)


@every_release
def test_a_real_server_keeps_a_subgraph_and_gives_it_back(neo4j_url: str, store: Store) -> None:
    """Over Bolt by py2neo itself: connect, create, match, read as a subgraph; what comes back is what went in."""
    nodes, edges = around(store, FIRST)
    server = py2neo.Graph(neo4j_url)
    try:
        server.create(as_subgraph(nodes, edges))
        assert len(server.nodes.match("Entity")) == len(nodes)
        found = server.run("MATCH (n:Entity) OPTIONAL MATCH (n)-[r]->() RETURN n, r").to_subgraph()
        text = store.text(FIRST)
        assert as_bundle(found, FIRST, text) == as_bundle(as_subgraph(nodes, edges), FIRST, text)
    finally:
        server.service.connector.close()
