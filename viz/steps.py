"""The hops that prove a row, for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from queries.model import Row
from queries.walking import short
from viz.values import printable


@dataclass(frozen=True, slots=True)
class Step:
    """One relation that a row rests on: both ends by name and id (`target` is '' where a hop tells a value), its label, its evidence."""

    source: str
    source_name: str
    label: str
    target: str
    target_name: str
    evidence: tuple[Mapping[str, Any], ...]


def steps(row: Row, language: str, said: Callable[[str], str] = str) -> tuple[Step, ...]:
    """The hops of a row in reading order, their labels in `language`; `said` puts names into it."""
    return tuple(
        Step(
            hop["source"],
            short(printable(said(hop["source_name"]))),
            hop["label_en"] if language == "en" else hop["label"],
            hop["target"],
            short(printable(said(hop["target_name"]))),
            tuple(hop["evidence"]),
        )
        for hop in row.get("because", ())
    )
