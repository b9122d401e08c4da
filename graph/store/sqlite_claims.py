"""Replacing what one document says, and merging anew exactly the nodes and edges that this touches."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from graph.store.codec import Claim, Claims, EdgeKey, dumps, merge_edges, merge_nodes
from graph.store.sqlite_words import add_words, remove_words

_LISTED = "(SELECT value FROM json_each(?))"
_KINDS = ("node", "edge")
Said = tuple[str, Claim]
"""A document, and what it says of a thing."""


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
    nodes, edges = _by_thing(claims)
    numbers = _say_nodes(c, nodes, edges, touched["node"])
    _say_edges(c, edges, numbers, touched["edge"])
    for kind in reversed(_KINDS):  # edges first: they point at nodes
        touched[kind] -= _drop_unsaid(c, kind, left[kind])
    _merge_edges(c, touched["edge"])
    _merge_nodes(c, touched["node"])
    c.execute("UPDATE meta SET value = value + 1 WHERE key = 'version'")


def _by_thing(claims: Mapping[str, Claims | None]) -> tuple[dict[str, list[Said]], dict[EdgeKey, list[Said]]]:
    """What the documents say of each node and of each edge, both in order of their keys."""
    nodes: dict[str, list[Said]] = {}
    edges: dict[EdgeKey, list[Said]] = {}
    for document, made in claims.items():
        if made is not None:
            for id_, claim in made.nodes.items():
                nodes.setdefault(id_, []).append((document, claim))
            for key, claim in made.edges.items():
                edges.setdefault(key, []).append((document, claim))
    return {id_: nodes[id_] for id_ in sorted(nodes)}, {key: edges[key] for key in sorted(edges)}


def _say_nodes(c: sqlite3.Connection, said: Mapping[str, list[Said]], edges: Iterable[EdgeKey], touched: set[int]) -> dict[str, int]:
    """Add claims of nodes; those that were there before join `touched`, new ones are made as claimed. Gives their numbers, and
    those of the nodes that the edges lead to."""
    ids = {*said, *(end for key in edges for end in key[:2])}
    numbers: dict[str, int] = dict(c.execute("SELECT id, no FROM node WHERE id IN " + _LISTED, (dumps(sorted(ids)),)))
    touched.update(numbers[id_] for id_ in said if id_ in numbers)
    numbers |= _make_nodes(c, {id_: claims for id_, claims in said.items() if id_ not in numbers})
    _add_claims(c, "node", {numbers[id_]: claims for id_, claims in said.items()}, touched)
    return numbers


def _say_edges(c: sqlite3.Connection, said: Mapping[EdgeKey, list[Said]], nodes: Mapping[str, int], touched: set[int]) -> None:
    """Add claims of edges between nodes with known numbers, as `_say_nodes` those of nodes."""
    numbers = _find_edges(c, said, nodes)
    touched.update(numbers.values())
    numbers |= _make_edges(c, {key: claims for key, claims in said.items() if key not in numbers}, nodes)
    _add_claims(c, "edge", {numbers[key]: claims for key, claims in said.items()}, touched)


def _make_nodes(c: sqlite3.Connection, said: Mapping[str, list[Said]]) -> dict[str, int]:
    numbers = dict(zip(said, range(_last(c, _LAST["node"]) + 1, 1 << 62), strict=False))
    nodes = [(no, id_, merge_nodes(_facts(said[id_]))) for id_, no in numbers.items()]
    c.executemany(
        "INSERT INTO node (no, id, type, name, name_en, aliases, properties) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(no, id_, n.type, n.name, n.name_en, dumps(n.aliases), dumps(n.properties)) for no, id_, n in nodes],
    )
    add_words(c, [(no, n) for no, _, n in nodes])
    return numbers


def _facts(said: list[Said]) -> list[str]:
    """The different facts of claims of one thing, those that prevail first."""
    if len(said) == 1:
        return [said[0][1].facts]
    ordered = sorted(said, key=lambda item: (item[1].priority, item[0]))
    return list(dict.fromkeys(claim.facts for _, claim in ordered))


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


def _make_edges(c: sqlite3.Connection, said: Mapping[EdgeKey, list[Said]], nodes: Mapping[str, int]) -> dict[EdgeKey, int]:
    numbers = dict(zip(said, range(_last(c, _LAST["edge"]) + 1, 1 << 62), strict=False))
    c.executemany(
        "INSERT INTO edge (no, source, target, type, qualifier, properties) VALUES (?, ?, ?, ?, ?, ?)",
        [(no, nodes[key[0]], nodes[key[1]], key[2], key[3], merge_edges(_facts(said[key]))) for key, no in numbers.items()],
    )
    return numbers


def _add_claims(c: sqlite3.Connection, kind: str, said: Mapping[int, list[Said]], old: set[int]) -> None:
    """Add claims of things, given by their numbers, those of `old` to the variants that they have."""
    variants: dict[tuple[int, str], int] = {}
    if old:
        variants = {(thing, facts): no for thing, facts, no in c.execute(_VARIANTS[kind], (dumps(sorted(old)),))}
    stated = {(thing, claim.facts): None for thing, claims in said.items() for _, claim in claims}
    fresh = [variant for variant in stated if variant not in variants]
    new = dict(zip(fresh, range(_last(c, _LAST_VARIANT[kind]) + 1, 1 << 62), strict=False))
    variants |= new
    c.executemany(_ADD_VARIANT[kind], [(no, thing, facts) for (thing, facts), no in new.items()])
    rows = [
        (variants[thing, claim.facts], claim.priority, document, claim.proof)
        for thing, claims in said.items()
        for document, claim in claims
    ]
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
