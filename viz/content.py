"""What is drawn or exported, and what an export format is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from graph.ontology import Label
from queries.model import Answer, Graph


@dataclass(frozen=True, slots=True)
class Content:
    """A titled graph, with the answer it belongs to if it is one. `as_of` is the day statuses are told for."""

    title: str
    graph: Graph
    as_of: date
    answer: Answer | None = None
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Format:
    """One export format: a module of viz/formats names one as FORMAT and is found by discovery.

    `render` gives the same bytes for the same content, on every run and machine.
    """

    name: str
    extension: str
    media_type: str
    label: Label
    render: Callable[[Content], bytes]
