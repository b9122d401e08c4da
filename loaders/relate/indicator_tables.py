"""Tables of indicators: one indicator a row, its values under goals, results or years."""

from __future__ import annotations

import re
from datetime import date

from graph.text import squash
from loaders.reading import Reading
from loaders.relate.cells import DITTO, NOTHING, Number, cell_deadline, cell_value, magnitude
from loaders.relate.draft import Draft, Span
from loaders.relate.groups import Groups
from loaders.relate.value_writing import Value, ValueWriter
from loaders.structure.columns import Column
from loaders.structure.outline import Passage
from loaders.structure.tables import Row, Table

_VALUES = (Column.GOAL, Column.RESULT, Column.YEAR, Column.OUTPUT)
_UNIT_IN_BRACKETS = re.compile(r"\(\s*(?:đvt\s*:?\s*|đơn vị\s*:?\s*|tính theo\s+)?(?P<unit>%|[^\W\d][^()\d]{0,20})\s*\)\s*$")
_REPORTS = frozenset({"report", "article", "notice"})
_YEARS = range(1990, 2101)


class IndicatorReader:
    """Reads the indicator tables of one document into a draft; `told` are the passages whose values it read."""

    def __init__(self, reading: Reading, draft: Draft, setter: str) -> None:
        self.reading = reading
        self.writer = ValueWriter(draft, setter, reading.document)
        self.told: set[int] = set()

    def read(self, table: Table) -> None:
        """Read one table."""
        names = table.header.of(Column.INDICATOR) or table.header.of(Column.TASK)
        column = max(names, key=lambda c: sum(c in row.cells for row in table.rows))
        values = table.header.of(*_VALUES)
        groups = Groups(self.reading)
        unit, until = "", -1
        for row in table.rows:
            if not any(c in row.cells for c in (*values, *table.header.of(Column.UNIT))):
                title = next(iter(row.cells.get(column) or max(row.cells.values(), key=lambda parts: parts[0].end - parts[0].start)))
                groups.enter(title, row.ordinal)
                continue
            unit, until = self._unit(table, row, unit if until > row.index else "", until)
            if column in row.cells:
                self._row(table, row, row.cells[column][0], values, unit, groups)

    def _words(self, passage: Passage) -> str:
        return squash(self.reading.form[passage.block.start : passage.block.end])

    def _unit(self, table: Table, row: Row, above: str, until: int) -> tuple[str, int]:
        """The unit of a row and the row up to which its cell reaches."""
        parts = next((row.cells[c] for c in table.header.of(Column.UNIT) if c in row.cells), None)
        if parts is None:
            return above, until
        if DITTO.fullmatch(self._words(parts[0])):
            return above, row.index + 2
        written = squash(self.reading.text[parts[0].block.start : parts[0].block.end])
        unit = "" if NOTHING.fullmatch(self._words(parts[0])) else "%" if written.lower() in ("phần trăm", "tỷ lệ %") else written
        return unit, row.index + parts[0].block.span_rows + 1

    def _row(self, table: Table, row: Row, name: Passage, values: list[int], unit: str, groups: Groups) -> None:
        indicator, own_unit = self._indicator(name)
        due = cell_deadline(self.reading, [(p.block.start, p.block.end) for c in table.header.of(Column.DUE) for p in row.cells.get(c, ())])
        for column in values:
            for passage in row.cells.get(column, ()):
                found = self._number(passage, unit or own_unit)
                if found is None:
                    continue
                year = table.header.years.get(column)
                day = date(year, 12, 31) if year else date.fromisoformat(due.on) if due.on else groups.due[0] if groups.due else None
                spans = self._spans(name, passage)
                value = Value(indicator, found.comparator, found.value, found.unit, spans)
                self._write(value, table.header.columns[column], day)
                self.told |= {name.index, passage.index}

    def _indicator(self, name: Passage) -> tuple[str, str]:
        """The indicator's words, and the unit that stands in brackets behind them."""
        written = squash(self.reading.text[name.block.start : name.block.end]).strip(" .;:")
        bracket = _UNIT_IN_BRACKETS.search(written)
        return (written[: bracket.start()].strip(), bracket["unit"].strip()) if bracket else (written, "")

    def _number(self, cell: Passage, unit: str) -> Number | None:
        """The value of a cell in the unit of its row; None where it says more ('3 Đông Nam Á' in ranks), or is a year."""
        found = cell_value(squash(self.reading.text[cell.block.start : cell.block.end]))
        if found is None or (found.unit and unit and found.unit.lower() not in unit.lower()):
            return None
        if unit and not (found.unit == "%" or (found.unit and magnitude(unit)[0] > 1)):
            times, unit = magnitude(unit)
            return Number(found.comparator, round(found.value * times, 6), unit)
        return found if found.unit or found.value not in _YEARS else None

    def _spans(self, name: Passage, value: Passage) -> tuple[Span, ...]:
        """The row from the indicator to its value, and the value's cell; both cells where a merged name stands in another row."""
        cell = value.block.start, value.block.end
        if name.block.row == value.block.row and name.block.start < value.block.start:
            return (name.block.start, value.block.end), cell
        return cell, (name.block.start, name.block.end)

    def _write(self, value: Value, column: Column, day: date | None) -> None:
        """A goal is a target, a result a measurement; under a bare year it depends on whether the year had passed."""
        issued = self.reading.head.dated
        reports = self.reading.head.kind in _REPORTS
        if column in (Column.YEAR, Column.OUTPUT):
            past = day is not None and issued is not None and (day.year < issued.year or (reports and day.year == issued.year))
            result = past or (day is None and reports)
        else:
            result = column is Column.RESULT
        if result:
            self.writer.measurement(value, day or issued)
        else:
            self.writer.target(value, day)
