"""Whatever is loaded, replaced and withdrawn in whatever order, the store says what a naive one says."""

from __future__ import annotations

import random
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import REGISTRY, Bundle, Edge, Evidence, Node
from graph.ontology import ontology
from graph.store import Direction, Written, open_store
from tests.store_oracle import Oracle, check_file, dump, expected, random_bundle

DOCUMENTS = ["document:0", "document:1", "document:2", REGISTRY]
SOURCES = ["", "a.txt", "b.txt", "c.txt"]

# Few documents, sources and texts, so that they meet: copies, other texts of a document, files that become another document.
writes = st.builds(
    lambda seed, document, source, length: random_bundle(seed, document, "" if document == REGISTRY else source, length=length),
    st.integers(0, 5),
    st.sampled_from(DOCUMENTS[1:]),
    st.sampled_from(SOURCES),
    st.sampled_from([6, 8, 10, 12]),
)
operations = st.lists(st.one_of(writes, writes, writes, writes, st.sampled_from(DOCUMENTS)), min_size=8, max_size=25)


@given(operations)
@settings(max_examples=2 * settings().max_examples)
def test_any_sequence_of_operations_gives_what_the_naive_store_gives(sequence: list[Bundle | str]) -> None:
    """Guards against merges that depend on history, orphans, stale search rows and a version that does not grow."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kho.db"
        oracle = Oracle()
        with open_store(str(path)) as store:
            for operation in sequence:
                before, version = dump(store), store.version
                if isinstance(operation, str):
                    assert store.withdraw(operation) == oracle.withdraw(operation)
                    written = None
                else:
                    written = store.write(operation)
                    oracle.write(operation)
                    assert store.write(operation) in {Written.UNCHANGED, Written.SUPERSEDED}
                after = dump(store)
                assert after == expected(oracle)
                said = ("nodes", "edges", "unresolved")
                if any(before[part] != after[part] for part in said):
                    assert store.version > version
                if written is Written.UNCHANGED:
                    assert store.version == version
        check_file(path)


@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(DOCUMENTS[:3])), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_loading_does_not_matter(chosen: list[tuple[int, str]], shuffler: random.Random) -> None:
    """Guards against a first-come-first-served name, text or edge property."""
    bundles = [random_bundle(seed, document, f"{i}.txt") for i, (seed, document) in enumerate(chosen)]
    bundles.append(random_bundle(99, REGISTRY, ""))
    dumps: list[Any] = []
    for _ in range(2):
        with open_store(":memory:") as store:
            for bundle in bundles:
                store.write(bundle)
            dumps.append((dump(store), store.search("ten dat dai bi danh"), list(store.reach("document:0", "both", ()))))
        shuffler.shuffle(bundles)
    assert dumps[0] == dumps[1]


def _network(seed: int, size: int) -> Bundle:
    """A registry of `size` platforms and databases, joined at random by three relations, one of them symmetric."""
    r = random.Random(seed)
    kinds = ["Platform" if i % 2 else "Database" for i in range(size)]
    nodes = [Node(f"{kind.lower()}:{r.randrange(1000):03}-{i}", kind, f"Nút {i}") for i, kind in enumerate(kinds)]
    edges = []
    for _ in range(r.randrange(3 * size)):
        a, b = r.choice(nodes), r.choice(nodes)
        kind = r.choice([k for k in ("DEPENDS_ON", "CONNECTS_TO", "PART_OF") if ontology().relation(k).allows(a.type, b.type)])
        how = {"how": r.choice(["uses", "after"])} if kind == "DEPENDS_ON" else {}
        edges.append(Edge(a.id, b.id, kind, (), {"basis": "Luật", **how}))
    return Bundle(REGISTRY, "", tuple(nodes), tuple(edges))


def _walked(edges: list[Edge], direction: str, types: tuple[str, ...]) -> nx.DiGraph[str]:
    """The graph as `reach` may walk it, built edge by edge from the description in the protocol."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for edge in edges:
        if types and edge.type not in types:
            continue
        if direction in {"out", "both"} or edge.type == "CONNECTS_TO":
            graph.add_edge(edge.source, edge.target)
        if direction in {"in", "both"} or edge.type == "CONNECTS_TO":
            graph.add_edge(edge.target, edge.source)
    return graph


def _follow(start: str, path: tuple[Edge, ...]) -> list[str]:
    """The nodes a path passes; fails where an edge does not go on from where the last one ended."""
    passed = [start]
    for edge in path:
        assert passed[-1] in {edge.source, edge.target}
        passed.append(edge.target if edge.source == passed[-1] else edge.source)
    return passed


SOME_TYPES = st.sampled_from([(), ("DEPENDS_ON",), ("CONNECTS_TO", "PART_OF"), ("DEPENDS_ON", "CONNECTS_TO", "PART_OF")])


@given(st.integers(0, 10_000), st.integers(1, 14), st.sampled_from(["out", "in", "both"]), SOME_TYPES, st.integers(0, 4))
@settings(max_examples=2 * settings().max_examples)
def test_reach_finds_what_networkx_finds(seed: int, size: int, direction: Direction, types: tuple[str, ...], depth: int) -> None:
    """Guards against wrong depths, missed symmetric edges, a start that reaches itself and paths that do not hold."""
    bundle = _network(seed, size)
    with open_store(":memory:") as store:
        store.write(bundle)
        edges = list(store.all_edges())
        start = bundle.nodes[seed % size].id
        reach = store.reach(start, direction, types, depth)
        found = list(reach)
        assert found == reach == [reach[i] for i in range(len(reach))] == [*reach[:1], *reach[1:]]
        assert [(r.id, r.depth) for r in found] == list(zip(reach.ids, reach.depths, strict=True))
    graph = _walked(edges, direction, types)
    lengths = nx.single_source_shortest_path_length(graph, start, cutoff=depth or None) if start in graph else {start: 0}
    assert [(r.id, r.depth) for r in found] == sorted(
        ((n, d) for n, d in lengths.items() if n != start), key=lambda item: (item[1], item[0])
    )
    for reached in found:
        passed = _follow(start, reached.path)
        assert passed[-1] == reached.id
        assert len(reached.path) == reached.depth
        assert all(step in graph.edges for step in pairwise(passed))
        assert all(edge in edges and (not types or edge.type in types) for edge in reached.path)


@given(st.integers(0, 10_000), st.integers(1, 14), st.sampled_from(["out", "in", "both"]), SOME_TYPES)
def test_edges_of_many_nodes_are_picked_from_all(seed: int, size: int, direction: Direction, types: tuple[str, ...]) -> None:
    """Guards against loops counted twice, edges between two of the nodes lost at one end, and symmetric edges seen from one end."""
    bundle = _network(seed, size)
    with open_store(":memory:") as store:
        store.write(bundle)
        ids = [node.id for node in bundle.nodes][:: 1 + seed % 2]
        found = store.edges_many(ids, direction, types)
        edges = [edge for edge in store.all_edges() if not types or edge.type in types]
    for id_ in ids:
        out = [e for e in edges if e.source == id_ and (direction != "in" or e.type == "CONNECTS_TO")]
        into = [e for e in edges if e.target == id_ and (direction != "out" or e.type == "CONNECTS_TO")]
        assert found[id_] == [e for e in edges if e in out or e in into]


@given(st.integers(0, 10_000), st.integers(2, 9), SOME_TYPES, st.integers(1, 5), st.integers(0, 6))
@settings(max_examples=2 * settings().max_examples)
def test_paths_are_the_first_of_all_simple_paths(seed: int, size: int, types: tuple[str, ...], limit: int, depth: int) -> None:
    """Guards against paths that are not shortest, not simple, too long, given twice, or in an order left to chance."""
    bundle = _network(seed, size)
    source, target = bundle.nodes[0].id, bundle.nodes[1].id
    with open_store(":memory:") as store:
        store.write(bundle)
        graph = _walked(list(store.all_edges()), "both", types)
        found = store.paths(source, target, types, limit, depth)
    everything: list[list[str]] = []
    if source in graph and target in graph:
        everything = sorted(nx.all_simple_paths(graph, source, target, cutoff=depth or None), key=lambda path: (len(path), path))
    assert [_follow(source, path) for path in found] == everything[:limit]


@given(st.permutations(range(12)), st.integers(1, 8))
def test_of_many_shortest_paths_the_first_by_id_are_given(order: list[int], limit: int) -> None:
    """Guards against ties broken by chance: in a grid of three by four there are many ways of the same length."""
    names = {place: f"database:{number:02}" for place, number in zip(nx.grid_2d_graph(3, 4), order, strict=True)}
    grid: nx.Graph[str] = nx.relabel_nodes(nx.grid_2d_graph(3, 4), names)
    nodes = tuple(Node(id_, "Database", id_) for id_ in grid)
    edges = tuple(Edge(a, b, "CONNECTS_TO", (), {"basis": "Luật"}) for a, b in grid.edges)
    with open_store(":memory:") as store:
        store.write(Bundle(REGISTRY, "", nodes, edges))
        found = store.paths(nodes[0].id, nodes[-1].id, (), limit)
    wanted = sorted(nx.all_simple_paths(grid, nodes[0].id, nodes[-1].id, cutoff=8), key=lambda path: (len(path), path))
    assert [_follow(nodes[0].id, path) for path in found] == wanted[:limit]


def test_a_node_of_an_unknown_id_leads_nowhere() -> None:
    """Guards against an error or a wrong neighbour where a stale link is followed."""
    with open_store(":memory:") as store:
        store.write(_network(1, 4))
        known = next(store.nodes()).id
        assert store.reach("database:none", "out", ()) == []
        assert store.paths("database:none", known) == store.paths(known, "database:none") == store.paths(known, known) == []
        assert store.edges("database:none") == []
        assert store.get("database:none") is None


def test_reach_goes_over_the_smallest_ids() -> None:
    """Guards against a path that depends on the order of rows in the file: of two ways the one by the smaller id is given."""
    text = "A nối B, A nối C, B nối D, C nối D."
    document = "document:0"
    proof = (Evidence(document, 0, len(text), text),)
    nodes = [Node(f"database:{letter}", "Database", letter) for letter in "dcba"]
    pairs = [("a", "c"), ("c", "d"), ("a", "b"), ("b", "d")]
    edges = [Edge(f"database:{s}", f"database:{t}", "DEPENDS_ON", proof, {"how": how}) for s, t in pairs for how in ("uses", "after")]
    with open_store(":memory:") as store:
        store.write(Bundle(document, text, (*nodes, Node(document, "Document", "Văn bản")), tuple(edges)))
        last = store.reach("database:a", "out", ["DEPENDS_ON"])[-1]
        assert [(edge.target, edge.get("how")) for edge in last.path] == [("database:b", "after"), ("database:d", "after")]


@pytest.mark.soak
@given(st.integers(0, 10_000))
def test_paths_in_larger_graphs(seed: int) -> None:
    """The search from both ends against networkx where the two searches meet in the middle."""
    bundle = _network(seed, 60)
    source, target = bundle.nodes[0].id, bundle.nodes[1].id
    with open_store(":memory:") as store:
        store.write(bundle)
        graph = _walked(list(store.all_edges()), "both", ())
        found = store.paths(source, target, (), 4, 0)
    wanted = nx.shortest_simple_paths(graph, source, target) if graph.has_node(source) and graph.has_node(target) else iter([])
    try:
        lengths = [len(path) - 1 for path, _ in zip(wanted, range(4), strict=False)]
    except nx.NetworkXNoPath:
        lengths = []
    assert [len(path) for path in found] == lengths
