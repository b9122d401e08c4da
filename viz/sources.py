"""Numbered sources: the sentences that prove the rows of an answer, each told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.text import squash
from viz.values import printable
from viz.words import say


@dataclass(frozen=True, slots=True)
class Source:
    """A quote with where it stands, or the legal basis of a registry fact (`basis`, the rest being empty)."""

    document: str = ""
    name: str = ""
    quote: str = ""
    start: int = 0
    end: int = 0
    page: int | None = None
    table: int | None = None
    row: int | None = None
    basis: str = ""

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> Source:
        """The source that an item of a row's evidence tells."""
        if item.get("basis"):
            return cls(basis=printable(str(item["basis"])))
        name = str(item.get("document_name") or item["document"])
        where = (item.get("page"), item.get("table"), item.get("row"))
        return cls(item["document"], printable(name), squash(printable(item["quote"])), item["start"], item["end"], *where)

    def place(self, language: str) -> str:
        """Where in the document it stands: page, table and row where known, and the characters."""
        if self.basis:
            return ""
        known = {"page": self.page, "table": self.table, "row": self.row}
        parts = [say(f"place_{name}", language, **{name: value}) for name, value in known.items() if value is not None]
        return ", ".join([*parts, say("place_characters", language, start=self.start, end=self.end)])


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
