"""Reads annotations: YAML, one file a document, as docs/evaluation.md describes them. What is wrong is named with its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from graph.errors import InputError
from graph.ontology import ontology
from loaders.evaluation.forms import choices, form
from loaders.evaluation.gold import NAMED, ROLES, VALUES, Gold, Named, RelationGold, TaskGold, ValueGold, Wanted
from loaders.evaluation.tally import COUNTED

_FAIR = ("lead", "with", "due")
_LISTS = (*NAMED, *(f"{section}_optional" for section in NAMED), "tasks", *VALUES, "relations", "relations_optional")
_KEYS = {*_LISTS, "source", "published", "partial", COUNTED, "relations_complete"}
_TASK_KEYS = {"id", "anchor", "optional", "due", *ROLES, *(f"{kind}_ok" for kind in _FAIR)}
_VALUE_KEYS = {"anchor", "optional", "value", "unit", "op", "due"}


def read_gold(path: Path) -> Gold:
    """The annotation in a file; raises InputError naming the file, the line and what is wrong there."""
    try:
        return _Document(path).gold()
    except OSError as error:
        raise InputError(str(path), f"không mở được tệp: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), "không phải văn bản UTF-8") from error
    except yaml.MarkedYAMLError as error:
        place = f"dòng {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise InputError(str(path), f"không phải YAML hợp lệ: {error.problem}", place) from error
    except yaml.YAMLError as error:
        raise InputError(str(path), f"không phải YAML hợp lệ: {error}") from error


def is_annotation(path: Path) -> bool:
    """Whether a YAML file of a folder is meant as an annotation: a mapping. One that cannot be parsed is, too."""
    try:
        return isinstance(yaml.compose(path.read_text("utf8"), yaml.SafeLoader), yaml.MappingNode)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return True


class _Document:
    """One file with the lines of its parts."""

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self._name = path.stem
        self._notes: list[str] = []
        self._loader = yaml.SafeLoader(path.read_text("utf8"))
        self._root = self._loader.get_single_node()

    def gold(self) -> Gold:
        top = self._mapping(self._root, _KEYS)
        lists = {key: self._sequence(top[key]) if key in top else [] for key in _LISTS}
        counts = [self._whole(node) for node in self._sequence(top[COUNTED])] if COUNTED in top else []
        if counts and (len(counts) != 2 or counts[0] > counts[1]):
            raise self._wrong(top[COUNTED], f"{COUNTED} phải là [ít nhất, nhiều nhất]")
        soft = {section: map(self._named, lists[f"{section}_optional"]) for section in NAMED}
        return Gold(
            name=self._name,
            source=self._text(top["source"]) if "source" in top else "",
            sections=frozenset(top.keys() & {*NAMED, "tasks", *VALUES, "relations"}) | ({COUNTED} if counts else frozenset()),
            named={section: tuple(map(self._named, lists[section])) for section in NAMED},
            soft={section: frozenset[str]().union(*(item.names for item in items)) for section, items in soft.items()},
            tasks=tuple(map(self._task, lists["tasks"])),
            values={section: tuple(map(self._value, lists[section])) for section in VALUES},
            relations=tuple(map(self._relation, lists["relations"])),
            fair_relations=tuple(map(self._relation, lists["relations_optional"])),
            relations_complete="relations_complete" in top and self._truth(top["relations_complete"]),
            task_count=(counts[0], counts[1]) if counts else None,
            partial=frozenset(map(self._text, self._sequence(top["partial"]))) if "partial" in top else frozenset(),
            notes=tuple(self._notes),
        )

    def _named(self, node: yaml.Node) -> Named:
        if not isinstance(node, yaml.MappingNode):
            shown, optional = self._text(node), False
        else:
            item = self._mapping(node, {"name", "optional"}, ("name",))
            shown, optional = self._text(item["name"]), self._optional(item)
        return Named(shown, choices(shown), optional)

    def _task(self, node: yaml.Node) -> TaskGold:
        item = self._mapping(node, _TASK_KEYS, ("id", "anchor"))
        fields = [Wanted(kind, value) for kind in ROLES if kind in item for value in self._texts(item[kind])]
        fields += [Wanted("due", self._day(item["due"]))] if "due" in item else []
        fair = {kind: self._fair(item.get(f"{kind}_ok")) for kind in _FAIR}
        return TaskGold(self._text(item["id"]), self._anchors(item), tuple(fields), fair, self._optional(item))

    def _value(self, node: yaml.Node) -> ValueGold:
        item = self._mapping(node, _VALUE_KEYS, ("anchor", "value"))
        number, unit = self._number(item["value"]), self._text(item["unit"]) if "unit" in item else ""
        shown = f"{number:g} {unit}: {self._texts(item['anchor'])[0]}"
        due = self._day(item["due"]) if "due" in item else ""
        return ValueGold(shown, number, unit, self._anchors(item), due, self._optional(item))

    def _relation(self, node: yaml.Node) -> RelationGold:
        parts = self._texts(node)
        if len(parts) != 3:
            raise self._wrong(node, "một quan hệ phải là [nguồn, LOẠI, đích]")
        types = frozenset(parts[1].split("|"))
        for unknown in sorted(types - ontology().relations.keys()):
            self._note(node, f"không có loại quan hệ '{unknown}'")
        return RelationGold(" ".join(parts), choices(parts[0]), types, choices(parts[2]))

    def _anchors(self, item: Mapping[str, yaml.Node]) -> tuple[str, ...]:
        anchors = tuple(map(form, self._texts(item["anchor"])))
        if not all(anchors):
            raise self._wrong(item["anchor"], "anchor không được để trống")
        return anchors

    def _fair(self, node: yaml.Node | None) -> frozenset[str]:
        nodes = [] if node is None else self._sequence(node) if isinstance(node, yaml.SequenceNode) else [node]
        values = map(self._plain, nodes)
        return frozenset().union(*(choices(value.isoformat() if isinstance(value, date) else str(value)) for value in values))

    def _optional(self, item: Mapping[str, yaml.Node]) -> bool:
        return "optional" in item and self._truth(item["optional"])

    # -- values of one kind, refused with their line where they are of another --

    def _mapping(self, node: yaml.Node | None, known: set[str], needed: Sequence[str] = ()) -> dict[str, yaml.Node]:
        """The values by key; an unknown key is noted, as a mistyped one would go unscored without a word."""
        if not isinstance(node, yaml.MappingNode):
            raise self._wrong(node, "cần các dòng 'khóa: giá trị'")
        found: dict[str, yaml.Node] = {}
        for name, value in node.value:
            key = self._text(name)
            if key in found:
                raise self._wrong(name, f"khóa '{key}' được ghi hai lần")
            found[key] = value
            if key not in known:
                self._note(name, f"bỏ qua khóa lạ '{key}'")
        if absent := [key for key in needed if key not in found]:
            raise self._wrong(node, f"thiếu {', '.join(absent)}")
        return found

    def _sequence(self, node: yaml.Node) -> list[yaml.Node]:
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        if self._plain(node) is None:
            return []
        raise self._wrong(node, "cần một danh sách")

    def _texts(self, node: yaml.Node) -> list[str]:
        """One text, or a list of them."""
        return list(map(self._text, node.value)) if isinstance(node, yaml.SequenceNode) else [self._text(node)]

    def _text(self, node: yaml.Node) -> str:
        value = self._plain(node)
        if not isinstance(value, str):
            shown = f"'{node.value}' " if isinstance(node, yaml.ScalarNode) else ""
            raise self._wrong(node, f"{shown}phải là chữ: hãy đặt trong dấu ngoặc kép")
        return value

    def _day(self, node: yaml.Node) -> str:
        value = self._plain(node)
        if not isinstance(value, date):
            raise self._wrong(node, "ngày phải được ghi như 2025-12-31, không đặt trong ngoặc kép")
        return value.isoformat()

    def _number(self, node: yaml.Node) -> float:
        value = self._plain(node)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong(node, "giá trị phải là một số, như 80.2")
        return float(value)

    def _whole(self, node: yaml.Node) -> int:
        value = self._plain(node)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong(node, "cần một số nguyên")
        return value

    def _truth(self, node: yaml.Node) -> bool:
        value = self._plain(node)
        if not isinstance(value, bool):
            raise self._wrong(node, "cần true hoặc false")
        return value

    def _plain(self, node: yaml.Node) -> Any:
        """The value that YAML makes of a scalar; for other nodes `...`, which is of no kind that anything asks for."""
        if not isinstance(node, yaml.ScalarNode):
            return ...
        try:
            return self._loader.construct_object(node)
        except ValueError as error:  # a date that no calendar has
            raise self._wrong(node, f"'{node.value}' không phải là một ngày có thật") from error

    def _note(self, node: yaml.Node, note: str) -> None:
        self._notes.append(f"dòng {node.start_mark.line + 1}: {note}")

    def _wrong(self, node: yaml.Node | None, reason: str) -> InputError:
        return InputError(self._path, reason, f"dòng {node.start_mark.line + 1}" if node else "")
