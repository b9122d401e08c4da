"""How things are bound to a start along the dependencies: whom a way leads to and how far is found at once, the way is read when told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.model import Edge, Node
from graph.ontology import Label
from graph.store import Reach, Store
from queries.captions import captions
from queries.hops import code, hop
from queries.walking import other_end

_PRODUCT = Label("sản phẩm của nhiệm vụ bị ảnh hưởng", "made by a task that is affected")


@dataclass(frozen=True, slots=True)
class Way:
    """How the node `id` is bound to a start: `path` as walked from the start; `relation` is what the last hop is called."""

    id: str
    path: tuple[Edge, ...]
    relation: Label
    code: str


class Lead(NamedTuple):
    """A way that is there, to the node `id` over so many hops; `read` gives the ways at some places, one of which is its own."""

    id: str
    hops: int
    place: int
    read: Callable[[Sequence[int]], Sequence[Way]]


def read_ways(leads: Iterable[Lead]) -> dict[Lead, Way]:
    """The ways themselves, those of one search read at once."""
    of_search: dict[Callable[[Sequence[int]], Sequence[Way]], list[Lead]] = defaultdict(list)
    for lead in leads:
        of_search[lead.read].append(lead)
    ways: dict[Lead, Way] = {}
    for read, found in of_search.items():
        ways.update(zip(found, read([lead.place for lead in found]), strict=True))
    return ways


def needing(store: Store, start: Node, depth: int = 0) -> list[Lead]:
    """What depends on `start`, directly or through others, at most `depth` hops away (0: any number)."""
    return _reached(store.reach(start.id, "in", ("DEPENDS_ON",), depth), start)


def building(store: Store, start: Node, _depth: int = 0) -> list[Lead]:
    """The tasks that build `start`."""
    label = Label("xây dựng, tạo ra", "builds")
    return _known([Way(edge.source, (edge,), label, "PRODUCES") for edge in store.edges(start.id, "in", ("PRODUCES",))])


def connected(store: Store, start: Node, _depth: int = 0) -> list[Lead]:
    """What `start` is connected to, one hop away."""
    label = Label("kết nối", "connects")
    edges = store.edges(start.id, "both", ("CONNECTS_TO",))
    return _known([Way(other_end(edge, start.id), (edge,), label, "CONNECTS_TO") for edge in edges])


def required(store: Store, start: Node, depth: int = 0) -> list[Lead]:
    """What `start` depends on, and what the tasks that build it depend on, at most `depth` hops away (0: any number)."""
    leads = _reached(store.reach(start.id, "out", ("DEPENDS_ON",), depth), start)
    builders = store.edges(start.id, "in", ("PRODUCES",)) if depth != 1 else []  # what builders need is two steps away at least
    for built in builders:
        leads += _reached(store.reach(built.source, "out", ("DEPENDS_ON",), max(depth - 1, 0)), start, built)
    return leads


def made_late(store: Store, start: Node, leads: Sequence[Lead], depth: int = 0) -> list[Lead]:
    """What the tasks that `leads` lead to build: it comes late where the task does."""
    known = captions(store, (lead.id for lead in leads))
    tasks = [lead for lead in leads if lead.id in known and known[lead.id].type == "Task" and (not depth or lead.hops < depth)]
    products = store.links_many([lead.id for lead in tasks], "out", ("PRODUCES",))
    made = [(lead, link) for lead in tasks for link in products[lead.id] if link.target != start.id]

    def read(places: Sequence[int]) -> list[Way]:
        chosen = [made[place] for place in places]
        ways, edges = read_ways(lead for lead, _ in chosen), store.edges_of([link for _, link in chosen])
        return [Way(link.target, (*ways[lead].path, edges[link]), _PRODUCT, "PRODUCT") for lead, link in chosen]

    return [Lead(link.target, lead.hops + 1, place, read) for place, (lead, link) in enumerate(made)]


def together(store: Store, leads: Iterable[Lead], types: Sequence[str] | None, only: Container[str] | None = None) -> list[list[Lead]]:
    """What leads to each thing of some types (or of any); the nearest things first, tasks before others, then by name.

    `only` leaves the things with those ids.
    """
    by_id: dict[str, list[Lead]] = {}
    for lead in leads:
        by_id.setdefault(lead.id, []).append(lead)
    known = captions(store, by_id)
    kept = [
        (min(lead.hops for lead in found) if len(found) > 1 else found[0].hops, known[id_].type != "Task", known[id_].name, id_)
        for id_, found in by_id.items()
        if (only is None or id_ in only) and id_ in known and (not types or known[id_].type in types)
    ]
    return [by_id[id_] for *_, id_ in sorted(kept)]


def in_order(ways: Iterable[Way]) -> list[Way]:
    """Several ways to one thing, the shortest first; of these one that builds it before others."""
    return sorted(ways, key=lambda way: (len(way.path), way.code != "PRODUCES", way.code))


def _known(ways: Sequence[Way]) -> list[Lead]:
    def read(places: Sequence[int]) -> list[Way]:
        return [ways[place] for place in places]

    return [Lead(way.id, len(way.path), place, read) for place, way in enumerate(ways)]


def _reached(reached: Reach, start: Node, *before: Edge) -> list[Lead]:
    """The ways to what was reached, after the edges that lead from `start` to where the search began."""

    def read(places: Sequence[int]) -> list[Way]:
        paths = reached.ways(places)
        return [Way(reached.ids[place], before + path, hop(path[-1]), code(path[-1])) for place, path in zip(places, paths, strict=True)]

    found = zip(reached.ids, reached.depths, strict=True)
    return [Lead(id_, len(before) + depth, place, read) for place, (id_, depth) in enumerate(found) if id_ != start.id]
