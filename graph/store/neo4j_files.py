"""A store as the CSV files that `neo4j-admin database import full` reads: the fastest way of a large store into a server.

A file of values and one of headings for each label and relation. Texts keep their line ends, so the import is told to take fields
of several lines. What is missing is an unquoted nothing, which makes no property; an empty text is a quoted one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from graph.errors import ModelError
from graph.ontology import ontology
from graph.store.neo4j_rows import CLAIMED, COMMON, HELPERS, Row, Value
from graph.store.sqlite_rows import Item

ARGUMENTS, README = "arguments.txt", "README.txt"
COMMAND = f"neo4j-admin database import full neo4j --overwrite-destination @{ARGUMENTS}"
_README = f"""Các tệp này là toàn bộ một kho của Lược đồ, để Neo4j 5.26 trở lên nhập một lần vào cơ sở dữ liệu mới.
1. Dừng Neo4j. Dữ liệu cũ của cơ sở dữ liệu 'neo4j' sẽ bị thay thế.
2. Trong thư mục này, chạy: {COMMAND}
3. Khởi động Neo4j. Lần đầu luocdo mở kho trên máy chủ sẽ tạo các ràng buộc và chỉ mục.

These files are all of a store of Lược đồ, for Neo4j 5.26 or later to import in one go into a new database.
1. Stop Neo4j. What the database 'neo4j' held before is replaced.
2. In this folder, run: {COMMAND}
3. Start Neo4j. When luocdo first opens the store on the server, it makes the constraints and indexes.
"""
_SEPARATOR = "\x1f"
_SMALLEST_BUFFER = 4 << 20
_TYPES = {str: "string", bool: "boolean", int: "long", float: "double"}
_DECLARED = {"str": "string", "date": "string", "int": "long", "float": "double", "bool": "boolean"}
_LISTS = {"aliases": "string[]", "called": "string[]", "keys": "long[]"}
_NUMBERS = dict.fromkeys(("priority", "start", "end", "characters", "version", "last_load", "schema"), "long") | {"score": "double"}


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of line: what the import is to make of it, the headings of ids, and the type of each property."""

    target: str
    ids: tuple[str, ...]
    columns: Mapping[str, str]
    known_by: str = ""
    """The property by which relationships know the node."""

    @property
    def related(self) -> bool:
        """Whether the lines are relationships."""
        return len(self.ids) == 2


@dataclass(slots=True)
class Written:
    """What was written: how many nodes and relationships, and the size of the longest line in bytes."""

    nodes: int = 0
    relationships: int = 0
    longest: int = 0


def tables() -> dict[str, Table]:
    """Every kind of line, by the last label of a node or the type of a relationship."""
    found = {
        "Store": _node("Store", "", "name", "version", "last_load", "schema"),
        "Reading": _node("Reading", "document", "source", "digest", "facts", "characters", "version", "text"),
        "Left": _node("Left", "", "document", "start", "end", "kind", "text", "reason"),
        "Spare": _node("Spare", "", "key", "document", "source", "digest", "characters", "bundle"),
        "Telling": _node("Telling", "key", "document", "task", "facts", "keys"),
        "TellingKey": Table("TellingKey", (":ID(TellingKey)",), {"key": "long"}, "key"),
        "Same": _node("Same", "", "key", "document", "told", "node"),
        "SAYS": _relation("SAYS", "Reading", "Entity", "priority", "facts", "proof"),
        "HAS_KEY": _relation("HAS_KEY", "Telling", "TellingKey"),
        "LIKE": _relation("LIKE", "Telling", "Telling", "kind", "score", "reasons"),
    }
    for kind in ontology().nodes.values():
        properties = {name: _DECLARED[kind.properties[name].type] for name in sorted(kind.properties)}
        columns = {name: _LISTS.get(name, "string") for name in (*COMMON[1:], *HELPERS)}
        found[kind.name] = Table(f"Entity:{kind.name}", ("id:ID(Entity)",), columns | properties, "id")
    for relation in ontology().relations.values():
        found[relation.name] = _relation(relation.name, "Entity", "Entity", *CLAIMED, *sorted({*relation.properties, "basis"}))
    return found


def _columns(names: Iterable[str]) -> dict[str, str]:
    return {name: _LISTS.get(name) or _NUMBERS.get(name, "string") for name in names}


def _node(label: str, known_by: str, *names: str) -> Table:
    return Table(label, (f"{known_by}:ID({label})",) if known_by else (), _columns(names), known_by)


def _relation(type_: str, source: str, target: str, *names: str) -> Table:
    return Table(type_, (f":START_ID({source})", f":END_ID({target})"), _columns(names))


def write_files(items: Iterable[Item], folder: Path) -> Written:
    """Write the files of a store into a folder that is there and empty, and how to import them; a line at a time."""
    written, known = Written(), tables()
    files: dict[tuple[str, ...], _File] = {}
    with ExitStack() as open_files:
        for item in items:
            table = known[item.kind]
            other = _other_types(table, item.row)
            name = (item.kind, *sorted(other))
            if name not in files:
                files[name] = _File.begin(open_files, folder, f"{item.kind}{len(files) if other else ''}", table, other)
            size = files[name].add(item)
            written.longest = max(written.longest, size)
            written.relationships += table.related
            written.nodes += not table.related
    lines = sorted((file.table.related, file.argument) for file in files.values())
    (folder / ARGUMENTS).write_text("\n".join([*_options(written.longest), *(line for _, line in lines)]) + "\n", "utf8")
    (folder / README).write_text(_README, "utf8")
    return written


def _other_types(table: Table, row: Row) -> dict[str, str]:
    """The columns whose value is of another type than declared, such as a whole number where others have decimals."""
    values = ((name, row[name]) for name in table.columns if name in row)
    types = ((name, _TYPES[type(value)]) for name, value in values if not isinstance(value, list))
    return {name: f"{name}:{type_}" for name, type_ in types if type_ != table.columns[name]}


def _options(longest: int) -> list[str]:
    size = max(_SMALLEST_BUFFER, 1 << (2 * longest).bit_length())
    return ["--id-type=string", "--multiline-fields=true", "--array-delimiter=U+001F", f"--read-buffer-size={size}"]


@dataclass(slots=True)
class _File:
    """One file of values, open for writing."""

    table: Table
    argument: str
    columns: list[str] = field(default_factory=list)
    stream: TextIO = field(repr=False, kw_only=True)

    @classmethod
    def begin(cls, open_files: ExitStack, folder: Path, name: str, table: Table, other: Mapping[str, str]) -> _File:
        """Write the headings and open the file of values."""
        headings = [*table.ids, *(other.get(column, f"{column}:{type_}") for column, type_ in table.columns.items())]
        (folder / f"{name}.header.csv").write_text(",".join(headings) + "\n", "utf8")
        stream = open_files.enter_context((folder / f"{name}.csv").open("w", encoding="utf8", newline=""))
        what = "relationships" if table.related else "nodes"
        return cls(table, f"--{what}={table.target}=./{name}.header.csv,./{name}.csv", list(table.columns), stream=stream)

    def add(self, item: Item) -> int:
        """Write one line; gives its size in bytes."""
        ids = item.ends if item.ends is not None else (item.row[self.table.known_by],) if self.table.known_by else ()
        values = [*ids, *(item.row.get(column) for column in self.columns)]
        line = ",".join(map(_field, values)) + "\n"
        self.stream.write(line)
        return len(line.encode("utf8"))


def _field(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        if any(_SEPARATOR in str(part) for part in value):
            raise ModelError(f"một tên chứa ký tự U+001F, không ghi ra tệp nhập được: {value}")
        value = _SEPARATOR.join(map(str, value))
    return '"' + value.replace('"', '""') + '"'
