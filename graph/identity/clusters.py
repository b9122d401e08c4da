"""Which tasks are one: groups of task ids that like each other, without two of one document and without a contradiction inside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.identity.judging import contradictions
from graph.identity.telling import Telling

Pair = tuple[str, str]


def clusters(tellings: Iterable[Telling], same: Mapping[Pair, float]) -> dict[str, str]:
    """The id under which each told task is shown; `same` holds pairs of task ids with their score.

    The best pairs are joined first; a pair is passed over where it would join two tasks of one document, or tasks between which
    something speaks against it. The result depends on what is given, never on its order.
    """
    members: dict[str, list[Telling]] = defaultdict(list)
    for telling in sorted(tellings):
        members[telling.task].append(telling)
    root = {task: task for task in members}
    for (one, other), _ in sorted(same.items(), key=lambda item: (-item[1], item[0])):
        first, second = root[one], root[other]
        if first != second and _may_join(members[first], members[second]):
            members[first] += members.pop(second)
            root |= {task: first for task, was in root.items() if was == second}
    names = {key: min(group, key=_standing).task for key, group in members.items()}
    return {task: names[key] for task, key in sorted(root.items())}


def _may_join(one: list[Telling], other: list[Telling]) -> bool:
    if {t.document for t in one} & {t.document for t in other}:
        return False
    return not any(reason for a in one for b in other for reason in contradictions(a, b))


def _standing(telling: Telling) -> tuple[bool, str, str]:
    """Whose id a task bears: that of the document that lays it down, else of the earliest telling, then the smallest."""
    return (not telling.own, telling.day or "9999", telling.task)
