"""An annotation as it is compared: what a careful reader found in one document, names and anchors in the form of `forms`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NAMED: Mapping[str, str] = {
    "documents": "Document",
    "agencies": "Agency",
    "programmes": "Programme",
    "databases": "Database",
    "platforms": "Platform",
}
"""The sections of named things, with the node type of each."""

VALUES: Mapping[str, str] = {"targets": "Target", "measurements": "Measurement"}
"""The sections of values, with the node type of each."""

ROLES: Mapping[str, tuple[str, ...]] = {
    "lead": ("LED_BY",),
    "with": ("COORDINATED_WITH",),
    "to": ("SUBMITTED_TO",),
    "by": ("^ASSIGNS",),
    "makes": ("PRODUCES",),
    "needs": ("DEPENDS_ON", "PRODUCES", "PART_OF"),
}
"""The fields of a task that name other things, with the relations that say them; '^' is read against its direction."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that the text names, by any of `names`. What is `optional` may be found or not."""

    shown: str
    names: frozenset[str]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field of a task: its `kind` ('lead', ..., 'due') and what stands there, as 'a|b' where either will do."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class TaskGold:
    """A task, known by any of its `anchors`. `fair` names what may stand in a field without being demanded."""

    id: str
    anchors: tuple[str, ...]
    fields: tuple[Wanted, ...]
    fair: Mapping[str, frozenset[str]]
    optional: bool = False

    def wanted(self, kind: str) -> frozenset[str]:
        """The values of one field, without their alternatives told apart."""
        return frozenset(field.value for field in self.fields if field.kind == kind)


@dataclass(frozen=True, slots=True)
class ValueGold:
    """A target or measurement: a number with its unit, near any of `anchors`, for the day `due` where one is given."""

    shown: str
    number: float
    unit: str
    anchors: tuple[str, ...]
    due: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class RelationGold:
    """A relation of any of `types` between things of any of these names."""

    shown: str
    sources: frozenset[str]
    types: frozenset[str]
    targets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one document.

    `sections` are those that the file has: only these are scored. Of the `partial` ones only a sample is annotated, so
    that nothing found there is wrong. `task_count` is the least and the most tasks that the document holds.
    `source` is the file that was annotated, as the annotation gives it; `notes` tell what was passed over in reading.
    """

    name: str
    source: str
    sections: frozenset[str]
    named: Mapping[str, tuple[Named, ...]]
    soft: Mapping[str, frozenset[str]]
    """Names by section that are optional throughout."""
    tasks: tuple[TaskGold, ...]
    values: Mapping[str, tuple[ValueGold, ...]]
    relations: tuple[RelationGold, ...]
    fair_relations: tuple[RelationGold, ...]
    relations_complete: bool = False
    task_count: tuple[int, int] | None = None
    partial: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
