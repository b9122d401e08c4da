"""Counts of one section: what was found, what was found wrongly, what was missed, and the figures that follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loaders.evaluation.gold import NAMED, VALUES

FIELDS, COUNTED = "task_fields", "task_count"
SECTIONS = (*NAMED, "tasks", FIELDS, *VALUES, COUNTED, "relations")
"""Everything that is counted, in the order in which it is shown."""
ENTITIES, ALL = "entities", "all"
"""The totals: over the sections of named things; over all sections but the mere count of tasks."""


@dataclass(frozen=True, slots=True)
class Tally:
    """`tp` found, `fp` found but not annotated, `fn` annotated but not found; `missed` and `extra` say which."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn, self.missed + other.missed, self.extra + other.extra)

    @property
    def precision(self) -> float:
        """The part of what was found that is right; 1 where nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        """The part of what is annotated that was found; 1 where nothing is annotated."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def counted(tp: int, missed: Iterable[str], extra: Iterable[str]) -> Tally:
    """A tally in which everything missed and extra is named."""
    missed, extra = tuple(missed), tuple(extra)
    return Tally(tp, len(extra), len(missed), missed, extra)


def totals(documents: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """The sums by section over all documents, and the totals over sections."""
    summed: dict[str, Tally] = {}
    for sections in documents:
        for section, tally in sections.items():
            summed[section] = summed.get(section, Tally()) + tally
    summed = {section: summed[section] for section in SECTIONS if section in summed}
    entities = sum((tally for section, tally in summed.items() if section in NAMED), Tally())
    everything = sum((tally for section, tally in summed.items() if section != COUNTED), Tally())
    return summed | {ENTITIES: entities, ALL: everything}
