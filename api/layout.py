"""Answers laid out for people: what belongs together stands in one cell, and columns without any value are left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from queries.model import Answer, Column
from queries.written import statuses
from viz.values import day, shown

UNDER = {"due_text": "due_on", "coordinating": "lead", "submitted_to": "lead"}
"""Columns that are told below the text of another one, where the answer has both."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: `text` for people, `id` of the node it names, `raw` to sort by, `notes` told below it as (label, text)."""

    text: str
    id: str = ""
    raw: str | float = ""
    kind: str = "text"
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells in the order of the headings, and the evidence that proves it."""

    cells: tuple[Cell, ...]
    evidence: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """An answer as a table: headings as (name, label), and the lines of one page."""

    headings: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]


def lay_out(answer: Answer, language: str, limit: int | None = None, offset: int = 0) -> Layout:
    """The rows of one page of `answer`, as a table in `language`."""
    rows = answer.rows[offset : None if limit is None else offset + limit]
    filled = [column for column in answer.columns if any(row.get(column.name) not in (None, "") for row in rows)]
    names = {column.name for column in filled}
    below = {column.name: UNDER[column.name] for column in filled if UNDER.get(column.name) in names}
    main = [column for column in filled if column.name not in below]
    notes = {name: [column for column in filled if below.get(column.name) == name] for name in names}
    lines = [
        Line(tuple(_cell(row, column, notes[column.name], language) for column in main), tuple(row.get("evidence", ()))) for row in rows
    ]
    return Layout(tuple((column.name, capital(column.label.in_(language))) for column in main), tuple(lines))


def capital(text: str) -> str:
    """`text` with a capital first letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def _cell(row: Mapping[str, Any], column: Column, notes: list[Column], language: str) -> Cell:
    value, code = row.get(column.name), row.get(f"{column.name}_code")
    if code and str(code) in statuses():
        return Cell(statuses()[str(code)].in_(language), "", str(code), f"status-{code}")
    told = tuple((note.label.in_(language), text) for note in notes if (text := shown(row.get(note.name), language)))
    raw = value if isinstance(value, int | float) else str(value or "")
    kind = "number" if isinstance(value, int | float) else "date" if day(value) else "text"
    return Cell(shown(value, language), str(row.get(column.id_key) or "") if column.id_key else "", raw, kind, told)
