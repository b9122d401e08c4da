"""What waits for a thing: what cannot be done before it is, over any number of steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model import Evidence, Node
from graph.store import Link, Store
from queries.walking import other_end

_WAITS = frozenset({"after", "uses", "built_on", "connects"})
"""How something depends that cannot be finished before what it depends on."""
_ON_TEXTS = frozenset({"carries_out", "guides", "amends"})
"""How it depends on a document or programme, besides: what carries out, guides or amends it comes after it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a start, nearest first, each with the last step of the way there."""

    start: str
    steps: Mapping[str, Link]

    def way(self, id: str) -> tuple[Link, ...]:
        """The steps from the start to one that waits."""
        steps: list[Link] = []
        while id != self.start:
            steps.append(self.steps[id])
            id = other_end(steps[-1], id)
        return tuple(reversed(steps))


def waiting(store: Store, start: Node) -> Waiting:
    """What waits for `start`: what depends on it or on one that waits, and what the tasks among these make."""
    steps: dict[str, Link] = {}
    border, types = [start.id], {start.id: start.type}
    while border:
        needed = store.links_many(border, "in", ("DEPENDS_ON",))
        made = store.links_many([id_ for id_ in border if types[id_] == "Task"], "out", ("PRODUCES",))
        for id_ in border:
            told = [*(link for link in needed[id_] if _waits(link, types[id_])), *made.get(id_, ())]
            for link in told:
                other = other_end(link, id_)
                if other != start.id:
                    steps.setdefault(other, link)
        reached = [id_ for id_ in steps if id_ not in types]
        types |= {id_: node.type for id_, node in store.outlines(reached).items()}
        border = [id_ for id_ in reached if id_ in types]
    return Waiting(start.id, {id_: link for id_, link in steps.items() if id_ in types})


def _waits(link: Link, type_: str) -> bool:
    return link.qualifier in _WAITS or (link.qualifier in _ON_TEXTS and type_ in {"Document", "Programme"})


def told_with(store: Store, tasks: Iterable[str]) -> dict[str, tuple[str, Link]]:
    """The targets told in the words of some tasks, each with the first of these tasks and what sets it."""
    order = {id_: place for place, id_ in enumerate(tasks)}
    places: dict[str, list[tuple[int, str, Evidence]]] = defaultdict(list)
    for id_, task in store.get_many(list(order)).items():
        for mention in task.mentions:
            places[mention.document].append((order[id_], id_, mention))
    assigning = {link.source for links in store.links_many(list(order), "in", ("ASSIGNS",)).values() for link in links}
    setting = [link for links in store.links_many(sorted(assigning | places.keys()), "out", ("SETS",)).values() for link in links]
    targets = store.get_many(sorted({link.target for link in setting}))
    found: dict[str, tuple[int, str, Link]] = {}
    for link in setting:
        near = [
            (place, id_, link)
            for mention in (targets[link.target].mentions if link.target in targets else ())
            for place, id_, said in places.get(mention.document, ())
            if mention.start < said.end and said.start < mention.end
        ]
        if near:
            found[link.target] = min([*near, *([found[link.target]] if link.target in found else [])])
    return {id_: (task, link) for id_, (_, task, link) in found.items()}
