"""`Store.find` as one parameterised statement: labels, types and property names come from the ontology, values are always bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from graph.errors import ModelError
from graph.ontology import ontology


def finding(type_: str | None, where: Mapping[str, object], linked: Sequence[tuple[str, str]], told: str) -> tuple[str, dict[str, object]]:
    """The statement for what is `told` of the nodes `n` that pass, and its parameters; see `Store.find`.

    Raises ModelError for a type, property or relation that the ontology does not know.
    """
    values: dict[str, object] = {}
    terms = [term for name in sorted(where) for term in _conditions(name, where[name], values)]
    patterns = [f"(n:{_label(type_, where)})"]
    for relation, id_ in linked:
        patterns.append(_link(relation, f"id{len(values)}"))
        values[f"id{len(values)}"] = id_
    condition = f" WHERE {' AND '.join(terms)}" if terms else ""
    # A MATCH for each pattern: within one, two links over one relation to one node would have to be two edges.
    return f"{' MATCH '.join(['', *patterns])}{condition} WITH DISTINCT n RETURN {told} ORDER BY n.id", values


def _label(type_: str | None, where: Mapping[str, object]) -> str:
    """The labels that a node must have: its type, or one of those that know all the properties, for their indexes."""
    if type_ is not None:
        return ontology().node(type_).name
    if not where:
        return "Entity"
    return "|".join(kind.name for kind in ontology().nodes.values() if where.keys() <= kind.properties.keys()) or "Entity&!Entity"


def _conditions(name: str, wanted: object, values: dict[str, object]) -> list[str]:
    if not any(name in kind.properties for kind in ontology().nodes.values()):
        raise ModelError(f"no node type has a property {name!r}")
    if not isinstance(wanted, (tuple, list)):
        return [_compare(name, "=", wanted, values)]
    low, high = wanted
    ends = [_compare(name, sign, end, values) for sign, end in ((">=", low), ("<=", high)) if end is not None]
    return ends or [f"n.{name} IS NOT NULL"]


def _compare(name: str, sign: str, value: object, values: dict[str, object]) -> str:
    key = f"v{len(values)}"
    values[key] = value.isoformat() if isinstance(value, date) else value
    return f"n.{name} {sign} ${key}"


def _link(relation: str, key: str) -> str:
    kind = ontology().relation(relation.removeprefix("^"))
    arrow = "-[:{}]-" if kind.symmetric else "<-[:{}]-" if relation.startswith("^") else "-[:{}]->"
    return f"(n){arrow.format(kind.name)}(:Entity {{id: ${key}}})"
