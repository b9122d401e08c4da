"""Reach and paths in the server: what is near is found there, breadth first; here the first of equals by id is chosen.

Two things differ from one bare statement. `SHORTEST 1` of Cypher walks trails, and over a few thousand nodes that lead to each other
does not end; a pattern of variable length of which only the least length is asked is planned as a breadth-first search with pruning, so
that is what stands here. And where some of the types are read both ways and others one way, which no such pattern can say, each
level is a statement of its own, within one transaction.

Paths are found one after the other (Yen), because through a hub there may be millions of one length: after each, one statement asks how
long the shortest ways are that leave it, and one for each length gives the first of these by ids, building the first half from one end
and the second from the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from neo4j import ManagedTransaction

from graph.model import Edge
from graph.store.base import Direction, Reached, Ways
from graph.store.neo4j_connection import Row, rows
from graph.store.neo4j_reading import EDGE, as_edges, labels, relation_names, symmetric_names
from graph.store.traversal import smallest_paths

Step = tuple[str, str]
"""From the id of one node to that of the next."""
Asked = tuple[tuple[str, ...], set[str]]
"""The beginning of a way, and where it must not go on to."""

_ARROWS = {"out": "-[r:{}]->", "in": "<-[r:{}]-", "both": "-[r:{}]-"}
_PAIRS = (
    "UNWIND $steps AS step MATCH (q:Entity {{id: step[0]}}) MATCH (t:Entity {{id: step[1]}})"
    " MATCH (q)-[r:{types}]-(t) RETURN step, startNode(r) = q, " + EDGE.replace("{", "{{").replace("}", "}}")
)


def reach(work: ManagedTransaction, id_: str, direction: Direction, types: Sequence[str], depth: int) -> Ways:
    """Nodes reachable from `id_`, nearest first and then by id; see `Store.reach`."""
    wanted = relation_names(types)
    symmetric = symmetric_names(wanted)
    if direction == "both" or not symmetric or len(symmetric) == len(wanted):
        arrow = _ARROWS["both" if symmetric else direction].format(labels(wanted))
        found = sorted(rows(work, _reaching(arrow, depth), id=id_))
        edges = {(parent, at): _first_edge((parent, at), told) for _, at, parent, told in found}
    else:
        found = [list(step) for step in _levels(work, id_, direction, wanted, depth)]
        edges = edges_between(work, [(parent, at) for _, at, parent in found], direction, wanted)
    paths: dict[str, tuple[Edge, ...]] = {id_: ()}
    for _, at, parent, *_ in found:
        paths[at] = (*paths[parent], edges[parent, at])
    del paths[id_]
    return Ways(Reached(at, len(path), path) for at, path in paths.items())


def paths(work: ManagedTransaction, source: str, target: str, types: Sequence[str], limit: int, depth: int) -> list[tuple[Edge, ...]]:
    """Up to `limit` shortest simple paths, by length and then by ids; see `Store.paths`."""
    wanted = relation_names(types)
    passed = smallest_paths(source, target, limit, lambda asked: _ways(work, asked, target, labels(wanted), depth))
    edges = edges_between(work, sorted({step for path in passed for step in pairwise(path)}), "both", wanted)
    return [tuple(edges[step] for step in pairwise(path)) for path in passed]


def edges_between(work: ManagedTransaction, steps: Sequence[Step], direction: Direction, types: Sequence[str]) -> dict[Step, Edge]:
    """The first edge by which each of these steps leads from one node to the next."""
    symmetric = set(symmetric_names(types))
    told: dict[Step, list[Row]] = {}
    if steps:
        for (begin, end), forward, kind, values in rows(work, _PAIRS.format(types=labels(types)), steps=[list(step) for step in steps]):
            if direction == "both" or forward == (direction == "out") or kind in symmetric:
                told.setdefault((begin, end), []).append([forward, kind, values])
    return {step: _first_edge(step, told[step]) for step in steps}


def _first_edge(step: Step, told: Iterable[Row]) -> Edge:
    return as_edges((*(step if forward else reversed(step)), kind, values) for forward, kind, values in told)[0]


def _reaching(arrow: str, depth: int) -> str:
    """The statement for the nodes within `depth`: rows of depth, id, the smallest id one level nearer, and what lies between the two.

    Every step out of the nodes found leads to one of them; the least of the depths that it comes from is that of the level before.
    """
    walked = arrow.replace("[r:", "[:").replace("]", f"*0..{depth - 1 if depth else ''}]")
    return (
        f"MATCH p = (s:Entity {{id: $id}}){walked}(q) WITH s, q, min(length(p)) AS depth"
        f" MATCH (q){arrow.replace('[r:', '[:')}(t) WHERE t <> s WITH t, min([depth, q.id]) AS best"
        f" MATCH (q:Entity {{id: best[1]}}) MATCH (q){arrow}(t)"
        f" RETURN best[0] + 1, t.id, best[1], collect([startNode(r) = q, {EDGE}])"
    )


def _levels(work: ManagedTransaction, id_: str, direction: Direction, types: Sequence[str], depth: int) -> Iterator[tuple[int, str, str]]:
    """Depth, id and smallest id one level nearer of each node found, level by level."""
    ways = (_ARROWS[direction], types), (_ARROWS["in" if direction == "out" else "out"], symmetric_names(types))
    parts = (f"MATCH (q){arrow.format(labels(names)).replace('[r:', '[:')}(t) RETURN t" for arrow, names in ways)
    statement = f"MATCH (q:Entity) WHERE q.id IN $ids CALL (q) {{ {' UNION '.join(parts)} }} RETURN t.id, min(q.id)"
    seen, level, frontier = {id_}, 0, [id_]
    while frontier and (depth == 0 or level < depth):
        level += 1
        new = sorted((at, parent) for at, parent in rows(work, statement, ids=frontier) if at not in seen)
        frontier = [at for at, _ in new]
        seen.update(frontier)
        yield from ((level, at, parent) for at, parent in new)


def _ways(work: ManagedTransaction, asked: Sequence[Asked], target: str, types: str, depth: int) -> list[tuple[str, ...]]:
    """For each beginning the shortest and then smallest way on to `target`; see `traversal.smallest_paths`."""
    told = [
        {"place": i, "start": root[-1], "avoid": list(root[:-1]), "root": list(root), "shut": sorted(shut)}
        for i, (root, shut) in enumerate(asked)
    ]
    of_length: dict[int, list[dict[str, object]]] = {}
    for i, length in rows(work, _lengths(types, depth), asked=told, target=target):
        if not depth or length <= depth - len(asked[i][0]) + 1:
            of_length.setdefault(length, []).append(told[i])
    found: dict[int, tuple[str, ...]] = {}
    for length, those in of_length.items():
        found |= {i: tuple(way) for i, way in rows(work, _smallest(types, length), asked=those, target=target)}
    return [found.get(i, ()) for i in range(len(asked))]


def _lengths(types: str, longest: int) -> str:
    """The statement for how long the shortest of each of the ways is."""
    return (
        "UNWIND $asked AS one MATCH (s:Entity {id: one.start}) MATCH (t:Entity {id: $target})"
        f" MATCH p = shortestPath((s)-[:{types}*..{longest or ''}]-(t)) WHERE none(n IN nodes(p) WHERE n.id IN one.avoid)"
        " AND none(r IN relationships(p) WHERE (startNode(r).id = one.start AND endNode(r).id IN one.shut)"
        " OR (endNode(r).id = one.start AND startNode(r).id IN one.shut)) RETURN one.place, length(p)"
    )


def _smallest(types: str, length: int) -> str:
    """The statement for the first by ids of the ways of a length, the shortest there is: of the halves that meet the first of each,
    then of all."""
    step = f" MATCH (x)-[:{types}]-(y) WHERE NOT y.id IN one.root"
    ahead = ["MATCH (x:Entity {id: one.start})" + step + " AND NOT y.id IN one.shut WITH y AS x, min([y.id]) AS path"]
    ahead += [step + " WITH y AS x, min(path + y.id) AS path"] * ((length - 1) // 2)
    back = ["MATCH (x:Entity {id: $target}) WITH x, [] AS path"]
    back += [step + " WITH y AS x, min([x.id] + path) AS path"] * (length // 2)
    return (
        f"UNWIND $asked AS one CALL (one) {{ {''.join(ahead)} RETURN x AS m, path AS a, NULL AS b"
        f" UNION ALL {''.join(back)} RETURN x AS m, NULL AS a, path AS b }}"
        " WITH one.place AS place, m, min(a) AS a, min(b) AS b WHERE a IS NOT NULL AND b IS NOT NULL RETURN place, min(a + b)"
    )
