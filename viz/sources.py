"""Numbered sources: the sentences that prove the rows of an answer, each told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model import PLACES
from graph.text import squash
from viz.values import day, printable, shown_day
from viz.words import say


@dataclass(frozen=True, slots=True)
class Source:
    """A quote with where it stands, or the legal basis of a registry fact (`basis`, the rest being empty).

    `on` is the day of the document, or that of the registry fact; '' where unknown.
    """

    document: str = ""
    name: str = ""
    quote: str = ""
    start: int = 0
    end: int = 0
    page: int | None = None
    table: int | None = None
    row: int | None = None
    cell: str | None = None
    basis: str = ""
    on: str = ""

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> Source:
        """The source that an item of a row's evidence tells."""
        if item.get("basis"):
            return cls(basis=printable(str(item["basis"])), on=str(item.get("on") or ""))
        name = str(item.get("document_name") or item["document"])
        where = (item.get("page"), item.get("table"), item.get("row"), item.get("cell"))
        on = str(item.get("document_date") or "")
        return cls(item["document"], printable(name), squash(printable(item["quote"])), item["start"], item["end"], *where, on=on)

    def title(self, language: str) -> str:
        """What the quote is from, with its day where known: '344/TB-VPCP (26/07/2024)', or the basis."""
        name = self.name or say("basis", language, basis=self.basis)
        on = day(self.on)
        return f"{name} ({shown_day(on, language)})" if on else name

    def place(self, language: str) -> str:
        """Where in the document it stands: the spot where known, and the characters."""
        if self.basis:
            return ""
        return ", ".join(filter(None, (self.spot(language), say("place_characters", language, start=self.start, end=self.end))))

    def spot(self, language: str) -> str:
        """Where a person finds it in the source: page, table and row, counted from 1, or the cell of a spreadsheet; '' where unknown."""
        known = spot({name: getattr(self, name) for name in PLACES})
        return ", ".join(say(f"place_{name}", language, **{name: value}) for name, value in known.items())


def spot(place: Mapping[str, Any]) -> dict[str, int | str]:
    """The place that evidence names as people count it: from 1, and a spreadsheet's cell instead of its table and row.

    >>> spot({"page": 3, "table": 0, "row": 4}), spot({"table": 0, "row": 6, "cell": "Việc!C7"})
    ({'page': 3, 'table': 1, 'row': 5}, {'cell': 'Việc!C7'})
    """
    if place.get("cell"):
        return {"cell": printable(str(place["cell"]))}
    return {name: place[name] + (name != "page") for name in PLACES[:3] if place.get(name) is not None}


@dataclass(slots=True)
class Sources:
    """Sources in the order in which they are first asked for, numbered from 1."""

    _numbers: dict[Source, int] = field(default_factory=dict)

    def numbers(self, evidence: Iterable[Mapping[str, Any]]) -> list[int]:
        """The numbers of some evidence, each once."""
        found = (Source.of(item) for item in evidence)
        return list(dict.fromkeys(self._numbers.setdefault(source, len(self._numbers) + 1) for source in found))

    def listed(self) -> list[Source]:
        """All sources, by number."""
        return list(self._numbers)
