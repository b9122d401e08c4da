"""Typed stretches of text, and the rule by which overlapping ones are settled."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

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


class Placed:
    """Mentions that are looked up by position."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._mentions = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self._mentions]
        self._reach = list(accumulate((m.end for m in self._mentions), max))

    def touches(self, start: int, end: int) -> bool:
        """Whether any of them shares a character with a stretch."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start

    def touching(self, start: int, end: int) -> list[Mention]:
        """Those that share a character with a stretch, in text order. They must not overlap one another."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return [m for m in self._mentions[first : bisect_left(self._starts, end)] if m.end > start]

    def at(self, position: int) -> Mention | None:
        """The one that covers a position. They must not overlap one another."""
        return next(iter(self.touching(position, position + 1)), None)

    def before(self, position: int) -> Iterable[Mention]:
        """Those that begin before a position, the last first."""
        return map(self._mentions.__getitem__, range(bisect_left(self._starts, position) - 1, -1, -1))
