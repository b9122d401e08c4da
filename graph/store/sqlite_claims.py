"""Replacing what one document says, and merging anew exactly the nodes and edges that this touches."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from graph.store.codec import Claim, Claims, EdgeKey, dumps, merge_edges, merge_nodes
from graph.store.sqlite_words import add_words, remove_words

_LISTED = "(SELECT value FROM json_each(?))"
_KINDS = ("node", "edge")


def _both(sql: str) -> Mapping[str, str]:
    """The same statement for the tables of nodes and for those of edges, which have the same shape."""
    return {kind: sql.replace("{kind}", kind) for kind in _KINDS}


_SAID = _both("SELECT DISTINCT v.thing FROM {kind}_claim c JOIN {kind}_variant v ON v.no = c.variant WHERE c.document IN " + _LISTED)
_FORGET = _both("DELETE FROM {kind}_claim WHERE document IN " + _LISTED)
_LAST = _both("SELECT coalesce(max(no), 0) FROM {kind}")
_LAST_VARIANT = _both("SELECT coalesce(max(no), 0) FROM {kind}_variant")
_VARIANTS = _both("SELECT thing, facts, no FROM {kind}_variant WHERE thing IN " + _LISTED)
_ADD_VARIANT = _both("INSERT INTO {kind}_variant (no, thing, facts) VALUES (?, ?, ?)")
_ADD_CLAIM = _both("INSERT INTO {kind}_claim (variant, priority, document, proof) VALUES (?, ?, ?, ?)")
_DROP_UNSAID = _both(
    f"DELETE FROM {{kind}}_variant WHERE thing IN {_LISTED}"
    " AND NOT EXISTS (SELECT 1 FROM {kind}_claim c WHERE c.variant = {kind}_variant.no)"
)
_UNSAID = _both("SELECT t.value FROM json_each(?) t WHERE NOT EXISTS (SELECT 1 FROM {kind}_variant v WHERE v.thing = t.value)")
_DROP = _both("DELETE FROM {kind} WHERE no = ?")
# A variant weighs what the best of its claims weighs; the primary key gives that one first.
_RANKED = _both(
    "SELECT v.thing, v.facts, (SELECT c.priority || c.document FROM {kind}_claim c WHERE c.variant = v.no"
    " ORDER BY c.priority, c.document LIMIT 1) AS rank FROM {kind}_variant v WHERE v.thing IN " + _LISTED + " ORDER BY v.thing, rank"
)


def replace_claims(c: sqlite3.Connection, claims: Mapping[str, Claims | None]) -> None:
    """Forget all that these documents say and keep these claims instead; see `Ledger.replace_claims`.

    Call inside a write transaction that defers foreign keys, with the rows of the documents in place.
    """
    listed = dumps(sorted(claims))
    touched = {kind: {no for (no,) in c.execute(_SAID[kind], (listed,))} for kind in _KINDS}
    left = {kind: frozenset(numbers) for kind, numbers in touched.items()}
    for kind in _KINDS:
        c.execute(_FORGET[kind], (listed,))
    said = {document: made for document, made in claims.items() if made is not None}
    numbers: dict[str, int] = {}
    for document, made in said.items():
        numbers |= _say_nodes(c, document, made, touched["node"])
    for document, made in said.items():
        _say_edges(c, document, made, numbers, touched["edge"])
    for kind in reversed(_KINDS):  # edges first: they point at nodes
        touched[kind] -= _drop_unsaid(c, kind, left[kind])
    _merge_edges(c, touched["edge"])
    _merge_nodes(c, touched["node"])
    c.execute("UPDATE meta SET value = value + 1 WHERE key = 'version'")


def _say_nodes(c: sqlite3.Connection, document: str, claims: Claims, touched: set[int]) -> dict[str, int]:
    """Add claims of nodes; those that were there before join `touched`, new ones are made as claimed. Gives their numbers, and
    those of the nodes that edges of the claims lead to, so far as there are any."""
    ids = {*claims.nodes, *(end for key in claims.edges for end in key[:2])}
    nodes: dict[str, int] = dict(c.execute("SELECT id, no FROM node WHERE id IN " + _LISTED, (dumps(sorted(ids)),)))
    touched.update(nodes[id_] for id_ in claims.nodes if id_ in nodes)
    nodes |= _make_nodes(c, {id_: claim for id_, claim in claims.nodes.items() if id_ not in nodes})
    _add_claims(c, "node", document, [(nodes[id_], claim) for id_, claim in claims.nodes.items()], touched)
    return nodes


def _say_edges(c: sqlite3.Connection, document: str, claims: Claims, nodes: Mapping[str, int], touched: set[int]) -> None:
    """Add claims of edges between nodes with known numbers, as `_say_nodes` those of nodes."""
    edges = _find_edges(c, claims.edges, nodes)
    touched.update(edges.values())
    edges |= _make_edges(c, {key: claim for key, claim in claims.edges.items() if key not in edges}, nodes)
    _add_claims(c, "edge", document, [(edges[key], claim) for key, claim in claims.edges.items()], touched)


def _make_nodes(c: sqlite3.Connection, claims: Mapping[str, Claim]) -> dict[str, int]:
    numbers = dict(zip(claims, range(_last(c, _LAST["node"]) + 1, 1 << 62), strict=False))
    nodes = [(numbers[id_], id_, merge_nodes([claims[id_].facts])) for id_ in numbers]
    c.executemany(
        "INSERT INTO node (no, id, type, name, name_en, aliases, properties) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(no, id_, n.type, n.name, n.name_en, dumps(n.aliases), dumps(n.properties)) for no, id_, n in nodes],
    )
    add_words(c, [(no, n) for no, _, n in nodes])
    return numbers


def _find_edges(c: sqlite3.Connection, wanted: Iterable[EdgeKey], nodes: Mapping[str, int]) -> dict[EdgeKey, int]:
    """The numbers of those edges that exist: only edges between nodes that were there before can."""
    rows = {(nodes[key[0]], nodes[key[1]], *key[2:]): key for key in wanted if key[0] in nodes and key[1] in nodes}
    if not rows:
        return {}
    found = c.execute(
        "SELECT e.source, e.target, e.type, e.qualifier, e.no FROM json_each(?) w JOIN edge e ON e.source = w.value ->> 0"
        " AND e.target = w.value ->> 1 AND e.type = w.value ->> 2 AND e.qualifier = w.value ->> 3",
        (dumps(sorted(rows)),),
    )
    return {rows[source, target, kind, qualifier]: no for source, target, kind, qualifier, no in found}


def _make_edges(c: sqlite3.Connection, claims: Mapping[EdgeKey, Claim], nodes: Mapping[str, int]) -> dict[EdgeKey, int]:
    numbers = dict(zip(claims, range(_last(c, _LAST["edge"]) + 1, 1 << 62), strict=False))
    c.executemany(
        "INSERT INTO edge (no, source, target, type, qualifier, properties) VALUES (?, ?, ?, ?, ?, ?)",
        [(no, nodes[key[0]], nodes[key[1]], key[2], key[3], claims[key].facts) for key, no in numbers.items()],
    )
    return numbers


def _add_claims(c: sqlite3.Connection, kind: str, document: str, said: Sequence[tuple[int, Claim]], old: set[int]) -> None:
    variants: dict[tuple[int, str], int] = {}
    if old:
        variants = {(thing, facts): no for thing, facts, no in c.execute(_VARIANTS[kind], (dumps(sorted(old)),))}
    fresh = [(thing, claim.facts) for thing, claim in said if (thing, claim.facts) not in variants]
    new = dict(zip(fresh, range(_last(c, _LAST_VARIANT[kind]) + 1, 1 << 62), strict=False))
    variants |= new
    c.executemany(_ADD_VARIANT[kind], [(no, thing, facts) for (thing, facts), no in new.items()])
    rows = [(variants[thing, claim.facts], claim.priority, document, claim.proof) for thing, claim in said]
    c.executemany(_ADD_CLAIM[kind], rows)


def _drop_unsaid(c: sqlite3.Connection, kind: str, left: frozenset[int]) -> set[int]:
    """Drop the variants, and then the things, that no document states any longer; gives the things dropped."""
    if not left:
        return set()
    listed = dumps(sorted(left))
    c.execute(_DROP_UNSAID[kind], (listed,))
    gone = [no for (no,) in c.execute(_UNSAID[kind], (listed,))]
    if kind == "node":
        remove_words(c, gone)
    c.executemany(_DROP[kind], [(no,) for no in gone])
    return set(gone)


def _merge_edges(c: sqlite3.Connection, touched: set[int]) -> None:
    for no, claims in _ranked(c, "edge", touched).items():
        merged = merge_edges(claims)
        c.execute("UPDATE edge SET properties = ? WHERE no = ? AND properties <> ?", (merged, no, merged))


def _merge_nodes(c: sqlite3.Connection, touched: set[int]) -> None:
    changed = []
    for no, claims in _ranked(c, "node", touched).items():
        n = merge_nodes(claims)
        row = (n.type, n.name, n.name_en, dumps(n.aliases), dumps(n.properties))
        done = c.execute(
            "UPDATE node SET type = ?, name = ?, name_en = ?, aliases = ?, properties = ?"
            " WHERE no = ? AND (type, name, name_en, aliases, properties) IS NOT (?, ?, ?, ?, ?)",
            (*row, no, *row),
        )
        if done.rowcount:
            changed.append((no, n))
    remove_words(c, [no for no, _ in changed])
    add_words(c, changed)


def _ranked(c: sqlite3.Connection, kind: str, touched: set[int]) -> dict[int, list[str]]:
    """The different facts claimed of each thing, those that prevail first."""
    claims: dict[int, list[str]] = {}
    if touched:
        for thing, facts, _ in c.execute(_RANKED[kind], (dumps(sorted(touched)),)):
            claims.setdefault(thing, []).append(facts)
    return claims


def _last(c: sqlite3.Connection, sql: str) -> int:
    return int(c.execute(sql).fetchone()[0])
