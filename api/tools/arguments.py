"""The arguments of one call, as an assistant gives them, read with care: what they are is its guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.days import parse_day
from api.settings import LANGUAGES
from graph.errors import QuestionError
from graph.ontology import ontology


@dataclass(frozen=True, slots=True)
class Arguments:
    """What one call gives, without what is empty; `language` is that of the answer. `takes` is the schema of the tool."""

    given: Mapping[str, Any]
    language: str
    takes: Mapping[str, Any]

    @classmethod
    def read(cls, given: Mapping[str, Any], language: str, takes: Mapping[str, Any]) -> Arguments:
        """Raises QuestionError for an argument that the tool does not know, one that it needs and lacks, or an unknown language."""
        known, kept = takes["properties"], {name: value for name, value in given.items() if value not in (None, "", [])}
        for name in kept:
            if name not in known:
                raise QuestionError(f"Không có tham số '{name}'. Các tham số: {', '.join(known)}.", list(known))
        for name in takes["required"]:
            if name not in kept:
                raise QuestionError(f"Thiếu tham số '{name}': {known[name]['description']}, ví dụ: {known[name]['examples'][0]}.")
        wanted = kept.pop("lang", language)
        if wanted not in LANGUAGES:
            raise QuestionError(f"Không có ngôn ngữ '{wanted}'. Các ngôn ngữ: {', '.join(LANGUAGES)}.", LANGUAGES)
        return cls(kept, wanted, takes)

    def text(self, name: str) -> str:
        """An argument as words, codes of a list joined by commas; empty where it is not given."""
        return _written(name, self.given.get(name, ""))

    def number(self, name: str) -> int:
        """A whole number within the bounds of the schema, its default where it is not given."""
        declared = self.takes["properties"][name]
        low, high = declared["minimum"], declared.get("maximum")
        written = self.text(name) or str(declared["default"])
        if not (written.isascii() and written.isdigit() and len(written) < 10 and low <= int(written) <= (high or int(written))):
            upto = f" đến {high}" if high else " trở lên"
            raise QuestionError(f"Tham số '{name}' phải là số nguyên từ {low}{upto}, không phải '{written}'.")
        return int(written)

    def day(self) -> date:
        """The day asked about: today where none is named."""
        return self.named_day() or date.today()

    def named_day(self) -> date | None:
        """The day asked about, if one is named."""
        written = self.text("as_of")
        return parse_day(written) if written else None

    def types(self) -> tuple[str, ...]:
        """The node types to keep to."""
        wanted = tuple(filter(None, (name.strip() for name in self.text("types").split(","))))
        unknown = [name for name in wanted if name not in ontology().nodes]
        if unknown:
            raise QuestionError(f"Không có loại '{unknown[0]}'.", sorted(ontology().nodes))
        return wanted

    def only(self, names: frozenset[str]) -> dict[str, str]:
        """The arguments of those names, as words."""
        return {name: self.text(name) for name in self.given if name in names}


def _written(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and value.is_integer():  # JSON knows one kind of number
        return str(int(value))
    if isinstance(value, list) and not any(isinstance(item, list) for item in value):
        return ",".join(_written(name, item) for item in value)
    raise QuestionError(f"Tham số '{name}' không nhận giá trị {value!r}: hãy cho chữ, số hoặc danh sách mã.")
