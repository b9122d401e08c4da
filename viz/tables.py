"""Answers laid out for people: what belongs together stands in one cell, and columns without any value are left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from queries.model import Answer, Column, Row
from queries.written import statuses
from viz.meaning import meaning
from viz.steps import Step, steps
from viz.translating import translator
from viz.values import day, shown

Say = Callable[[str], str]

FIRST = "*"
UNDER: Mapping[str, tuple[str, ...]] = {
    "due_text": ("due_on",),
    "days_late": ("due_on",),
    "coordinating": ("lead",),
    "submitted_to": ("lead",),
    "responsible": ("lead", "agency"),
    "hops": ("relation", "reason"),
    "path": ("relation", "reason"),
    "provision": ("relation",),
    "issued_by": ("issued_on",),
    "on_from": ("on",),
    "comparator": ("value",),
    "unit": ("value",),
    "indicator": (FIRST,),
    "type": (FIRST,),
    "kind": (FIRST,),
    "title": (FIRST,),
}
"""Columns told below the text of another one (`*`: the first), where the answer has it."""

_BARE = frozenset({"due_text", "issued_by", "on_from", "path", "indicator", "type", "kind", "title"})
"""Columns that need no label below another."""

_WITHIN = frozenset({"comparator", "unit"})
"""Columns that become part of the value itself."""

_SIGNS = {"=": "", ">=": "≥", "<=": "≤", "~": "≈"}


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
    """One row: its cells in the order of the headings, the evidence that proves it, and the hops of it.

    `rest` is the evidence that stands in none of the hops.
    """

    cells: tuple[Cell, ...]
    evidence: tuple[Mapping[str, Any], ...]
    because: tuple[Step, ...] = ()
    rest: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """An answer as a table: headings as (name, label), and the lines of one page."""

    headings: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]


def lay_out(answer: Answer, language: str, limit: int | None = None, offset: int = 0) -> Layout:
    """The rows of one page of `answer`, as a table in `language`."""
    rows = answer.rows[offset : None if limit is None else offset + limit]
    filled = [column for column in answer.columns if _tells(column, rows)]
    host = {column.name: found for column in filled if (found := _host(column, filled))}
    main = [column for column in filled if column.name not in host]
    guests = {column.name: [guest for guest in filled if host.get(guest.name) == column.name] for column in main}
    said = translator(answer, language)
    lines = [_line(row, tuple(_cell(row, column, guests[column.name], language, said) for column in main), said, language) for row in rows]
    return Layout(tuple((column.name, capital(column.label.in_(language))) for column in main), tuple(lines))


def _line(row: Row, cells: tuple[Cell, ...], said: Say, language: str) -> Line:
    evidence, because = tuple(row.get("evidence", ())), steps(row, language, said)
    rest = tuple(item for item in evidence if not any(item in step.evidence for step in because))
    return Line(cells, evidence, because, rest)


def capital(text: str) -> str:
    """`text` with a capital first letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def _tells(column: Column, rows: Sequence[Row]) -> bool:
    """Whether a column says anything: not where it is empty, nor where all rows are of one type, which the question names."""
    values = {str(row.get(column.name)) for row in rows if row.get(column.name) not in (None, "")}
    return bool(values) and not (column.name == "type" and len(values) == 1 and len(rows) > 1)


def _host(column: Column, filled: Sequence[Column]) -> str:
    """The column below whose text `column` is told; nothing where it stands for itself."""
    names = [other.name for other in filled]
    wanted = (names[0] if name == FIRST else name for name in UNDER.get(column.name, ()))
    return next((name for name in wanted if name in names and name != column.name), "")


def _cell(row: Row, column: Column, guests: Sequence[Column], language: str, said: Say) -> Cell:
    value, code = row.get(column.name), row.get(f"{column.name}_code")
    if code and str(code) in statuses():
        return Cell(statuses()[str(code)].in_(language), "", str(code), f"status-{code}")
    kind = "number" if isinstance(value, int | float) else "date" if day(value) else "text"
    raw = value if isinstance(value, int | float) else str(value or "")
    text = said(shown(_meaning(row, column, value, language), language))
    if value not in (None, ""):
        sign, unit = str(row.get("comparator") or ""), str(row.get("unit") or "")
        text = " ".join(filter(None, (_SIGNS.get(sign, sign), text, unit))) if {guest.name for guest in guests} & _WITHIN else text
    id_ = str(row.get(column.id_key) or "") if column.id_key else ""
    notes = ((label, said(note)) for label, note in _notes(row, guests, language))
    return Cell(text, id_, raw, kind, tuple(note for note in notes if note[1] not in text))


def _notes(row: Row, guests: Sequence[Column], language: str) -> tuple[tuple[str, str], ...]:
    """What is told below a cell; of a single step neither the number nor the path says anything new."""
    direct = row.get("hops") == 1
    told = [guest for guest in guests if guest.name not in _WITHIN and not (direct and guest.name in {"hops", "path"})]
    labels = ("" if guest.name in _BARE else guest.label.in_(language) for guest in told)
    return tuple((label, text) for label, guest in zip(labels, told, strict=True) if (text := shown(row.get(guest.name), language)))


def _meaning(row: Row, column: Column, value: object, language: str) -> object:
    """In a row that tells a property (`code`) of a thing, the value for people; elsewhere the value itself."""
    told = column.name == "value" and isinstance(row.get("code"), str) and not row.get("value_id")
    return meaning(row["code"], value, language) if told else value
