"""What a named thing gives a parameter, and what else it could mean there."""

from __future__ import annotations

from collections.abc import Sequence

from queries.ask.grammar import Grammar
from queries.ask.units import Unit
from queries.naming.index import Named
from queries.parameters import types_of


def value_of(grammar: Grammar, name: str, unit: Unit) -> str | None:
    """What a named thing gives a parameter: its id, or the number that several documents share; None where its type does not fit."""
    parameter, things = grammar.parameter(name), _fitting(grammar, name, unit)
    if not things:
        return None
    if parameter.kind == "text":
        return things[0].number or things[0].name
    return things[0].number if parameter.kind == "document" and _shared(things) else things[0].id


def rivals(grammar: Grammar, name: str, unit: Unit) -> list[Named]:
    """The things that a name means with equal right for a parameter: of one type, and where a text names any of them, named in one.

    Documents of one number are no rivals, as a question about a number is about all of them.
    """
    things = _fitting(grammar, name, unit)
    if not things or grammar.parameter(name).kind == "text":
        return []
    alike = [named for named in things if named.type == things[0].type]
    alike = [named for named in alike if named.mentions] or alike
    numbers = {named.number or named.id for named in alike}
    return alike if len(numbers) > 1 else []


def others(grammar: Grammar, name: str, unit: Unit) -> list[Named]:
    """The things of another type that the name also means and the parameter takes, where a text names them."""
    things = [] if grammar.parameter(name).kind == "text" else _fitting(grammar, name, unit)
    return [named for named in things if named.type != things[0].type and named.mentions]


def _fitting(grammar: Grammar, name: str, unit: Unit) -> list[Named]:
    """The things of a unit whose type the parameter takes, the likeliest first: of the type preferred there."""
    types = types_of(grammar.query.name, name)
    if grammar.parameter(name).kind == "document":
        types = types or ("Document", "Programme")
    order = {type_: place for place, type_ in enumerate(types)}
    things = [named for named in unit.things if not types or named.type in order]
    return sorted(things, key=lambda named: (order[named.type], *named.rank[1:])) if types else things


def _shared(things: Sequence[Named]) -> bool:
    return bool(things[0].number) and sum(named.number == things[0].number for named in things) > 1
