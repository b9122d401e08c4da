"""Writing a value into the draft: a target or a measurement, the indicator it is of, and who tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph import ids
from graph.identity.indicators import indicator_id
from graph.model import Scalar
from graph.text import squash
from loaders.relate.draft import Draft, Span


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an indicator, as it is told in `spans`, the first of which says it in full."""

    indicator: str
    comparator: str
    number: float
    unit: str
    spans: Sequence[Span]


class ValueWriter:
    """Writes the values that a document tells. `setter` is the document or programme that sets targets, `document` reports."""

    def __init__(self, draft: Draft, setter: str, document: str) -> None:
        self.draft, self.setter, self.document = draft, setter, document

    def target(self, value: Value, due: date | None, setter: str = "") -> None:
        """Add a value to be reached by a day, set by `setter` where that is another than the usual one."""
        setter = setter or self.setter
        id_ = ids.told("Target", setter, value.indicator, value.number, value.unit, due or "")
        self._add("Target", id_, "SETS", setter, value, {"due_on": due.isoformat()} if due else {})

    def measurement(self, value: Value, as_of: date | None) -> None:
        """Add a value reported as reached on a day."""
        id_ = ids.told("Measurement", self.document, value.indicator, value.number, value.unit)
        self._add("Measurement", id_, "REPORTS", self.document, value, {"as_of": as_of.isoformat()} if as_of else {})

    def _add(self, type_: str, id_: str, relation: str, source: str, value: Value, day: dict[str, Scalar]) -> None:
        told: dict[str, Scalar] = {
            "indicator": value.indicator,
            "comparator": value.comparator,
            "value": value.number,
            "unit": value.unit,
        }
        shown = f"{value.number:,.10g}".replace(",", "\x00").replace(".", ",").replace("\x00", ".")
        unit = value.unit if value.unit in ("", "%") else f" {value.unit}"
        name = squash(f"{value.indicator}: {'' if value.comparator == '=' else value.comparator}{shown}{unit}")
        indicator = indicator_id(value.indicator, value.unit)
        for span in value.spans:
            self.draft.node(id_, type_, name, told | day, span=span)
            self.draft.node(indicator, "Indicator", value.indicator, {"unit": value.unit}, span=span)
        self.draft.edge(source, relation, id_, value.spans[0])
        self.draft.edge(id_, "OF", indicator, value.spans[0])
