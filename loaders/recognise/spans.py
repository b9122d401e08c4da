"""Typed stretches of text, and the rule by which overlapping ones are settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.model import Scalar


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the kept text that names one thing: `id` is the node it means, `name` what that node is called."""

    start: int
    end: int
    type: str
    id: str
    name: str
    properties: dict[str, Scalar] = field(default_factory=dict, compare=False, hash=False)
    aliases: tuple[str, ...] = ()
    group: bool = False
    """Whether it names a class of bodies ('các bộ, ngành') instead of one."""


def longest_first(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions without overlaps, in text order: the one that begins first wins, of those the longest, of those the first given."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
