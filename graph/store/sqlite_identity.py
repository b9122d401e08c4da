"""Identity across documents in the SQLite store: what each document says is kept under the nodes that its tasks are shown as.

Every write settles anew exactly the groups of tasks that it touches; documents whose tasks are thereby shown under another node
are said again. What a document told, under its own ids, can always be read back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from graph.identity import SHARED, Telling, clusters, in_order, judge, keys, tellings
from graph.model import REGISTRY, Bundle, Edge
from graph.store.base import Alike
from graph.store.sqlite_citations import citing, dated_ids, known, resolve
from graph.store.sqlite_claims import replace_claims
from graph.store.sqlite_codec import dumps, read_claims
from graph.store.sqlite_reading import claimed_edges, claimed_nodes, unresolved_of

_LISTED = "(SELECT value FROM json_each(?))"


def say(c: sqlite3.Connection, document: str, bundle: Bundle | None) -> None:
    """Keep `bundle` as all that `document` says (None: nothing), and merge its tasks with those of others that are the same.

    Call inside a write transaction, with the row of the document in place.
    """
    c.execute("PRAGMA defer_foreign_keys = ON")  # an edge may for a moment lead to a node that a later step makes anew
    named = dated_ids(c, document, bundle)
    before = known(c, named)
    change = _settle(c, document, tellings(bundle) if bundle else [])
    again = {id_: told for id_, told in sorted(change.items()) if id_ != document}
    for id_, told in again.items():
        _say(c, id_, told, [])
    if bundle is None:
        replace_claims(c, document, None)
        c.execute("DELETE FROM same WHERE document = ?", (document,))
    else:
        again[document] = bundle
        resolve(c, bundle)
        _say(c, document, bundle, [])
    for id_, told in sorted(again.items()):
        if links := _amendments(c, id_, told):
            _say(c, id_, told, links)
    after = known(c, named)
    _cite_anew(c, document, {id_ for id_ in named if before.get(id_) != after.get(id_)})


def _cite_anew(c: sqlite3.Connection, document: str, dated: set[str]) -> None:
    """Say again the documents whose undated numbers mean something else, now that `document` has changed what is known of dated ones."""
    for id_ in citing(c, dated) if dated else ():
        if id_ not in (document, REGISTRY):
            told = told_bundle(c, id_)
            if resolve(c, told):
                _say(c, id_, told, _amendments(c, id_, told))


def told_bundle(c: sqlite3.Connection, document: str) -> Bundle:
    """All that a kept document says, as it was written, under its own ids."""
    text, source = c.execute("SELECT text, source FROM document WHERE id = ?", (document,)).fetchone()
    told = {node: id_ for id_, node in _same(c, document).items()}
    nodes = tuple(replace(node, id=told.get(node.id, node.id)) for node in claimed_nodes(c, document))
    ids = {node.id for node in nodes}
    edges = (_renamed(edge, told) for edge in claimed_edges(c, document))
    kept = tuple(edge for edge in edges if edge.source in ids and edge.target in ids)
    return Bundle(document, text, nodes, kept, tuple(unresolved_of(c, document)), source)


def alike(c: sqlite3.Connection, kind: str) -> list[Alike]:
    """Pairs of tasks that are alike in one way; see `Store.alike`."""
    rows = c.execute(
        "SELECT a.facts, b.facts, coalesce(s.node, a.task), coalesce(t.node, b.task), l.reasons FROM likeness l"
        " JOIN telling a ON a.no = l.first JOIN telling b ON b.no = l.second"
        " LEFT JOIN same s ON s.document = a.document AND s.told = a.task"
        " LEFT JOIN same t ON t.document = b.document AND t.told = b.task WHERE l.kind = ?",
        (kind,),
    )
    found: dict[tuple[str, str], Alike] = {}
    for first, second, node, other, reasons in rows:
        earlier, later = in_order(one := _telling(first), _telling(second))
        ends = (node, other) if earlier == one else (other, node)
        pair = Alike(*ends, tuple(reasons.split()), later.since or later.day, earlier.document, later.document)
        if pair.first != pair.later:
            found[ends] = min(found.get(ends, pair), pair)
    return [found[ends] for ends in sorted(found)]


def _say(c: sqlite3.Connection, document: str, bundle: Bundle, links: Iterable[Edge]) -> None:
    """Keep what a document told under the nodes that its tasks are shown as, with `links` besides."""
    shown = _same(c, document)
    nodes = tuple(replace(node, id=shown.get(node.id, node.id)) for node in bundle.nodes)
    edges = tuple(_renamed(edge, shown) for edge in bundle.edges)
    claims = read_claims(replace(bundle, nodes=nodes, edges=edges))
    if extra := list(links):
        ends = {end for link in extra for end in (link.source, link.target)} - {node.id for node in nodes}
        stand_ins = tuple(replace(bundle.nodes[0], id=end, type="Task", properties={}, mentions=()) for end in sorted(ends))
        linked = read_claims(replace(bundle, nodes=(*nodes, *stand_ins), edges=(*edges, *extra)))
        claims = replace(claims, edges=linked.edges)
    replace_claims(c, document, claims)


def _renamed(edge: Edge, names: Mapping[str, str]) -> Edge:
    if edge.source not in names and edge.target not in names:
        return edge
    return replace(edge, source=names.get(edge.source, edge.source), target=names.get(edge.target, edge.target))


def _same(c: sqlite3.Connection, document: str) -> dict[str, str]:
    return dict(c.execute("SELECT told, node FROM same WHERE document = ?", (document,)))


def _settle(c: sqlite3.Connection, document: str, fresh: list[Telling]) -> dict[str, Bundle]:
    """Bring tellings and likenesses up to date and group anew the tasks that this touches."""
    old = {_telling(facts): no for no, facts in c.execute("SELECT no, facts FROM telling WHERE document = ?", (document,))}
    if sorted(old) == sorted(fresh):
        return {}
    gone = sorted(old.values())
    tasks = {t.task for t in (*old, *fresh)} | _tasks(c, _neighbours(c, gone))
    _forget(c, old)
    for telling in fresh:
        _add(c, telling)
    group = _group(c, tasks | {t.task for t in fresh})
    touched = {no for no, _ in group} | _neighbours(c, [no for no, _ in group], "amends")
    shown = clusters([telling for _, telling in group], _pairs(c, group))
    changed = _documents(c, touched) | {t.document for _, t in group}
    return _remember(c, document, group, shown, changed - {document})


def _remember(
    c: sqlite3.Connection, document: str, group: list[tuple[int, Telling]], shown: Mapping[str, str], others: set[str]
) -> dict[str, Bundle]:
    """Write down under which nodes tasks are shown; gives the other documents for which anything changed, as they told."""
    now = {(t.document, t.task): shown[t.task] for _, t in group if shown[t.task] != t.task}
    before = {
        (row[0], row[1]): row[2]
        for _, t in group
        for row in c.execute("SELECT document, told, node FROM same WHERE document = ? AND told = ?", (t.document, t.task))
    }
    moved = {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
    amended = _amending(c, others)
    again = {id_ for id_ in others if id_ in {key[0] for key in moved} or id_ in amended}
    bundles = {id_: told_bundle(c, id_) for id_ in sorted(again)}
    c.executemany("DELETE FROM same WHERE document = ? AND told = ?", sorted(moved))
    c.execute("DELETE FROM same WHERE document = ? AND told NOT LIKE 'document:%'", (document,))
    c.executemany("INSERT OR REPLACE INTO same VALUES (?, ?, ?)", [(*key, node) for key, node in sorted(now.items())])
    return bundles


def _amending(c: sqlite3.Connection, documents: set[str]) -> set[str]:
    """Those of the documents whose tellings amend tasks: the edges that say so may have changed."""
    sql = "SELECT DISTINCT t.document FROM telling t WHERE t.document IN " + _LISTED + " AND json_extract(t.facts, '$.amends') IS NOT NULL"
    return {id_ for (id_,) in c.execute(sql, (dumps(sorted(documents)),))}


def _forget(c: sqlite3.Connection, old: Mapping[Telling, int]) -> None:
    for telling, no in old.items():
        c.execute("DELETE FROM likeness WHERE first = ?1 OR second = ?1", (no,))
        c.executemany("DELETE FROM telling_key WHERE key = ? AND telling = ?", [(key, no) for key in keys(telling)])
        c.execute("DELETE FROM telling WHERE no = ?", (no,))


def _add(c: sqlite3.Connection, telling: Telling) -> None:
    """Keep a telling, and what it is to those that share keys with it."""
    sought = sorted(keys(telling))
    near = c.execute(
        "SELECT t.no, t.facts FROM (SELECT telling FROM telling_key WHERE key IN (SELECT value FROM json_each(?))"
        " GROUP BY telling HAVING count(*) >= ?) k JOIN telling t ON t.no = k.telling WHERE t.document <> ?",
        (dumps(sought), SHARED, telling.document),
    ).fetchall()
    (no,) = c.execute(
        "INSERT INTO telling (document, task, facts) VALUES (?, ?, ?) RETURNING no",
        (telling.document, telling.task, dumps(telling.as_dict())),
    ).fetchone()
    c.executemany("INSERT INTO telling_key (key, telling) VALUES (?, ?)", [(key, no) for key in sought])
    judged = ((other, judge(telling, _telling(facts))) for other, facts in near)
    rows = [(other, no, found.kind, found.score, " ".join(found.reasons)) for other, found in judged if found]
    c.executemany("INSERT INTO likeness VALUES (?, ?, ?, ?, ?)", rows)


@lru_cache(maxsize=2048)
def _telling(facts: str) -> Telling:
    return Telling.from_dict(json.loads(facts))


def _neighbours(c: sqlite3.Connection, numbers: Iterable[int], *kinds: str) -> set[int]:
    """The tellings that are like those with the given numbers, in one of the ways `kinds` (any if none is given)."""
    listed, wanted = dumps(sorted(numbers)), dumps(list(kinds))
    limit = "(?2 = '[]' OR kind IN (SELECT value FROM json_each(?2)))"
    sides = (("second", "first"), ("first", "second"))
    sql = " UNION ".join(f"SELECT {far} FROM likeness WHERE {near} IN (SELECT value FROM json_each(?1)) AND {limit}" for far, near in sides)
    return {no for (no,) in c.execute(sql, (listed, wanted))}


def _tasks(c: sqlite3.Connection, numbers: Iterable[int]) -> set[str]:
    return {task for (task,) in c.execute("SELECT task FROM telling WHERE no IN " + _LISTED, (dumps(sorted(numbers)),))}


def _documents(c: sqlite3.Connection, numbers: Iterable[int]) -> set[str]:
    return {id_ for (id_,) in c.execute("SELECT document FROM telling WHERE no IN " + _LISTED, (dumps(sorted(numbers)),))}


def _group(c: sqlite3.Connection, tasks: set[str]) -> list[tuple[int, Telling]]:
    """All tellings of the tasks and of those that are the same as one of them, through any number of others."""
    found: dict[int, Telling] = {}
    waiting = set(tasks)
    seen: set[str] = set()
    while waiting:
        seen |= waiting
        rows = c.execute("SELECT no, facts FROM telling WHERE task IN " + _LISTED, (dumps(sorted(waiting)),)).fetchall()
        found |= {no: _telling(facts) for no, facts in rows}
        waiting = _tasks(c, _neighbours(c, [no for no, _ in rows], "same")) - seen
    return sorted(found.items())


def _pairs(c: sqlite3.Connection, group: list[tuple[int, Telling]]) -> dict[tuple[str, str], float]:
    """The pairs of tasks in a group that are the same, with the best score of their tellings."""
    told = dict(group)
    found: dict[tuple[str, str], float] = {}
    rows = c.execute("SELECT first, second, score FROM likeness WHERE kind = 'same' AND first IN " + _LISTED, (dumps(sorted(told)),))
    for first, second, score in rows:
        one, other = sorted((told[first].task, told[second].task))
        found[one, other] = max(score, found.get((one, other), 0.0))
    return found


def _amendments(c: sqlite3.Connection, document: str, bundle: Bundle) -> list[Edge]:
    """The edges from the tasks of an amending document to those that they amend, proved by the new text."""
    mine = {no: _telling(facts) for no, facts in c.execute("SELECT no, facts FROM telling WHERE document = ?", (document,))}
    if not any(telling.amends for telling in mine.values()):
        return []
    said, shown = {node.id: node.mentions for node in bundle.nodes}, _same(c, document)
    edges: dict[tuple[str, str], Edge] = {}
    for no, telling in sorted(mine.items(), key=lambda item: item[1]):
        for other in sorted(_neighbours(c, [no], "amends")):
            facts = c.execute("SELECT facts FROM telling WHERE no = ?", (other,)).fetchone()[0]
            earlier, later = in_order(telling, first := _telling(facts))
            node, old = shown.get(telling.task, telling.task), _same(c, first.document).get(first.task, first.task)
            if later == telling and earlier == first and node != old and said.get(telling.task):
                edges[node, old] = Edge(node, old, "DEPENDS_ON", said[telling.task], {"how": "amends"})
    told = {shown.get(id_, id_) for id_ in said}
    return [edge for (_, old), edge in sorted(edges.items()) if old not in told]
