"""`Store.find` as one parameterised statement: property names come from the ontology, values are always bound."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from graph.errors import ModelError
from graph.ontology import ontology


def matching_numbers(c: sqlite3.Connection, type_: str | None, where: Mapping[str, object], linked: Sequence[tuple[str, str]]) -> list[int]:
    """Row numbers of the nodes that pass; see `Store.find`.

    Raises ModelError for a type, property or relation that the ontology does not know.
    """
    terms, values = ["1"], list[object]()
    if type_ is not None:
        # Where links are given the '+' keeps SQLite from going through all nodes of the type instead of those that are linked.
        terms.append("+n.type = ?" if linked else "n.type = ?")
        values.append(ontology().node(type_).name)
    for name in sorted(where):
        _add_condition(terms, values, _expression(name), where[name])
    for relation, id_ in linked:
        _add_link(terms, values, relation, id_)
    return [no for (no,) in c.execute(f"SELECT n.no FROM node n WHERE {' AND '.join(terms)}", values)]


@cache
def _properties() -> frozenset[str]:
    return frozenset(name for kind in ontology().nodes.values() for name in kind.properties)


def _expression(name: str) -> str:
    """The SQL for a property, written as in the indexes; only names of the ontology come this far."""
    if name not in _properties():
        raise ModelError(f"no node type has a property {name!r}")
    return f"json_extract(n.properties, '$.{name}')"


def _add_condition(terms: list[str], values: list[object], expression: str, wanted: object) -> None:
    if not isinstance(wanted, (tuple, list)):
        terms.append(f"{expression} = ?")
        values.append(_bound(wanted))
        return
    low, high = (_bound(end) for end in wanted)
    terms.append(f"{expression} IS NOT NULL")
    for sign, end in ((">=", low), ("<=", high)):
        if end is not None:  # SQLite orders numbers before texts, so a bound of one kind must not let the other pass
            kinds = "('text')" if isinstance(end, str) else "('integer', 'real')"
            terms.append(f"{expression} {sign} ? AND typeof({expression}) IN {kinds}")
            values.append(end)


def _bound(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _add_link(terms: list[str], values: list[object], relation: str, id_: str) -> None:
    incoming = relation.startswith("^")
    kind = ontology().relation(relation.removeprefix("^"))
    ways = [("target", "source")] if incoming else [("source", "target")]
    if kind.symmetric:
        ways = [("source", "target"), ("target", "source")]
    far_ends = [f"SELECT {near} FROM edge WHERE {far} = (SELECT no FROM node WHERE id = ?) AND type = ?" for near, far in ways]
    terms.append(f"n.no IN ({' UNION ALL '.join(far_ends)})")
    values.extend([id_, kind.name] * len(ways))
