"""One name or id given by a user, as the thing it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from graph.errors import AmbiguousError, Choice, NotFoundError
from graph.model import Node
from graph.store import Store
from graph.text import fold, keep, squash
from queries.naming.index import index_of
from queries.naming.numbers import find_numbers, number_key
from queries.plain import plain
from queries.proof import shown
from queries.searching import holding

PREFERENCE = ("Platform", "Database", "Programme", "Document", "Agency", "Indicator", "Task", "Target", "Measurement")
"""Which type a name means that several things of different types have: the first of these."""

_CHOICES = 8


def resolve(store: Store, name_or_id: str, types: Sequence[str] = ()) -> Node:
    """The thing with that id, else of exactly that name, alias or number, else the only one that a search finds.

    `types` leaves only things of those types; a name that things of several types have means the first in PREFERENCE,
    or in `types`. Raises AmbiguousError where several remain, NotFoundError (with near names) where none does.
    """
    text = squash(keep(name_or_id))
    found = _one_of(store, text, _exactly(store, text, types), types)
    if found:
        return found
    hits = holding(store, text, types)
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise ambiguous(store, text, hits)
    raise NotFoundError(text, _near(store, text, types))


def documents_called(store: Store, name_or_id: str) -> tuple[Node, ...]:
    """All documents of a number, of whatever year where none is said, or else the one document or programme of that name.

    Raises NotFoundError and AmbiguousError like `resolve`.
    """
    text = squash(keep(name_or_id))
    numbers = find_numbers(plain(text)) if store.get(text) is None else []
    if len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (0, len(text)):
        ids = [named.id for named in index_of(store).numbered(numbers[0])]
        if ids:
            return tuple(store.get_many(ids).values())
    return (resolve(store, text, ("Document", "Programme")),)


def _exactly(store: Store, text: str, types: Sequence[str]) -> list[Node]:
    by_id = store.get(text)
    if by_id is not None:
        return [by_id] if not types or by_id.type in types else []
    wanted = fold(text)
    if not wanted:
        return []
    exact = [
        node
        for node in holding(store, text, types)
        if wanted in {fold(name) for name in (node.name, node.name_en, *node.aliases)} or _numbered(node, text)
    ]
    if exact:
        return exact
    called = [named.id for named in index_of(store).called(text) if not types or named.type in types]
    return list(store.get_many(called).values())


def _numbered(node: Node, text: str) -> bool:
    return bool(node.get("number")) and number_key(node.get("number")) == number_key(text)


def _one_of(store: Store, text: str, nodes: Iterable[Node], types: Sequence[str]) -> Node | None:
    """The node meant among those of a name: of the preferred type, and rather one that a text names."""
    order = {name: place for place, name in enumerate(types or PREFERENCE)}
    ranked = sorted(nodes, key=lambda node: (order.get(node.type, len(order)), node.id))
    best = [node for node in ranked if node.type == ranked[0].type]
    named = [node for node in best if node.mentions] or best
    if len(named) > 1:
        raise ambiguous(store, text, named)
    return named[0] if named else None


def ambiguous(store: Store, name: str, nodes: Sequence[Node]) -> AmbiguousError:
    """The error of a name that means any of some nodes: of the first of them, those with the most facts before others."""
    shown_ones = nodes[:_CHOICES]
    facts = store.links_many([node.id for node in shown_ones])
    choices = [Choice(node.id, _with_year(node), node.type, len(facts[node.id]), parameters={"entity": node.id}) for node in shown_ones]
    return AmbiguousError(name, sorted(choices, key=lambda choice: (-choice.count, choice.name, choice.id)), len(nodes))


def _with_year(node: Node) -> str:
    number, issued = str(node.get("number")), str(node.get("issued_on"))
    name = f"{node.name} số {number}" if number and number not in node.name else shown(node)
    return f"{name} ({issued[:4]})" if issued else name


def _near(store: Store, text: str, types: Sequence[str]) -> list[str]:
    things = index_of(store).things.values()
    names = {fold(thing.number or thing.name): thing.number or thing.name for thing in things if not types or thing.type in types}
    return [names[name] for name in get_close_matches(fold(text), sorted(names), n=3, cutoff=0.6)]
