"""Tables of tasks: which column says what, and one task a row, with what merged cells and group rows hand down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from graph.text import squash
from loaders.reading import Reading
from loaders.relate.clauses import sentences
from loaders.relate.deadlines import NONE, Deadline, deadline
from loaders.relate.draft import Draft, Span
from loaders.relate.roles import RoleReader
from loaders.relate.task_writing import TaskWriter
from loaders.structure.outline import Mode, Passage

_COLUMNS = (
    ("number", r"(?:stt|tt|số tt|số thứ tự|mục)"),
    ("lead", (
        r"(?:cơ quan|đơn vị|bộ, ngành|tổ chức)?[\w\s,/()]*(?:chủ trì|đầu mối|chịu trách nhiệm|phân công)[\w\s,/()]*|"
        r"cơ quan thực hiện|đơn vị thực hiện|trách nhiệm thực hiện|cơ quan, đơn vị thực hiện|cơ quan được giao"
    )),
    ("with", r"[\w\s,/()]*(?:phối hợp|tham gia)[\w\s,/()]*"),
    ("to", r"[\w\s,/()]*(?:cấp trình|cấp phê duyệt|cơ quan trình|nơi nhận báo cáo|trình cấp)[\w\s,/()]*"),
    ("due", r"[\w\s,/()]*(?:thời gian|thời hạn|tiến độ|lộ trình|hoàn thành|hạn)[\w\s,/()]*"),
    ("output", r"[\w\s,/()]*(?:sản phẩm|kết quả|đầu ra)[\w\s,/()]*"),
    ("by", r"[\w\s,/()]*văn bản[\w\s,/()]*"),
    ("task", r"[\w\s,/()]*(?:nhiệm vụ|nội dung|công việc|hoạt động|tên nhiệm vụ|giải pháp|đề án, dự án|tên đề án|"
             r"hạng mục|dự án)[\w\s,/()]*"),
)  # fmt: skip
_COLUMN = tuple((name, re.compile(pattern)) for name, pattern in _COLUMNS)
_GROUP_ORDINAL = re.compile(r"(?:[IVXLC]{1,6}|[A-ZĐ])[.)]?")


@dataclass(slots=True)
class _Row:
    """The cells of a row by column."""

    index: int
    cells: dict[int, Passage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int


class TableReader:
    """Reads the task tables of one document into a draft."""

    def __init__(self, reading: Reading, draft: Draft, assigner: str, amended: str = "") -> None:
        self.reading, self.draft, self.amended = reading, draft, amended
        self.writer = TaskWriter(reading, draft, assigner)
        self.roles = RoleReader(reading)

    def read(self) -> None:
        """Read every table that has a column of tasks and one of who or when."""
        for table, rows in self._tables():
            columns, first = self._header(rows)
            if "task" in columns and ({"lead", "due", "with"} & columns.keys()):
                self._rows(table, rows[first:], columns)

    def _tables(self) -> Iterator[tuple[int, list[_Row]]]:
        cells = [p for p in self.reading.passages if p.block.table is not None and p.mode is not Mode.CLOSING]
        for table, passages in groupby(cells, key=lambda p: p.block.table):
            rows: list[_Row] = []
            for passage in passages:
                if not rows or rows[-1].index != passage.block.row:
                    rows.append(_Row(passage.block.row or 0))
                rows[-1].cells[passage.block.column or 0] = passage
            yield table or 0, rows

    def _words(self, passage: Passage) -> str:
        return squash(self.reading.form[passage.block.start : passage.block.end]).strip(" .:*")

    def _header(self, rows: Sequence[_Row]) -> tuple[dict[str, int], int]:
        """Column of each role, and the first row after the header (a header may take two rows)."""
        columns: dict[str, int] = {}
        for position, row in enumerate(rows[:3]):
            found = {c: name for c, p in row.cells.items() if len(self._words(p)) < 60 and (name := self._role(self._words(p)))}
            complete = {"task", "lead"} <= columns.keys() or {"task", "due"} <= columns.keys()
            if position and (len(found) < 2 or (complete and len(found) < len(row.cells))):
                return columns, position if complete else 1
            for column, name in sorted(found.items()):
                columns.setdefault(name, column)
        return columns, min(3, len(rows))

    def _role(self, words: str) -> str:
        return next((name for name, pattern in _COLUMN if pattern.fullmatch(words)), "")

    def _rows(self, table: int, rows: Sequence[_Row], columns: dict[str, int]) -> None:
        covering: dict[str, tuple[_Cell, int]] = {}
        for row in rows:
            task = row.cells.get(columns["task"])
            if task is None or self._is_group(row, columns, task):
                covering = {k: v for k, v in covering.items() if v[1] > row.index} if task is None else {}
                continue
            cells: dict[str, _Cell] = {}
            for name in ("lead", "with", "to", "due", "output", "by"):
                found = self._cell(row, columns.get(name), name, covering)
                if found:
                    cells[name] = found
            if self._is_number_row(row):
                continue
            self._task(table, row, task, cells)

    def _cell(self, row: _Row, column: int | None, name: str, covering: dict[str, tuple[_Cell, int]]) -> _Cell | None:
        """The cell of a column: its own, or the one above that covers this row (merged, or left empty under it)."""
        if column is None:
            return None
        passage = row.cells.get(column)
        if passage is not None:
            cell = _Cell(passage.block.start, passage.block.end)
            covering[name] = (cell, row.index + passage.block.span_rows)
            return cell
        above = covering.get(name)
        # An empty cell under a filled one is how merged cells arrive in text: the lead goes on, a product does not.
        if above and (above[1] > row.index or name == "lead"):
            return above[0]
        return None

    def _is_group(self, row: _Row, columns: dict[str, int], task: Passage) -> bool:
        """A row that only names a group: nothing but an ordinal and a title."""
        others = [c for c in row.cells if c not in (columns["task"], columns.get("number", -1))]
        if others:
            return False
        ordinal = row.cells.get(columns.get("number", -1))
        text = self.reading.text
        written = text[ordinal.block.start : ordinal.block.end].strip(" .*") if ordinal else ""
        return bool(_GROUP_ORDINAL.fullmatch(written)) or text[task.block.start : task.block.end].isupper() or not ordinal

    def _is_number_row(self, row: _Row) -> bool:
        """A row that numbers the columns: (1), (2), (3)."""
        return all(re.fullmatch(r"\(?\d{1,2}\)?", self._words(p)) for p in row.cells.values())

    def _task(self, table: int, row: _Row, task: Passage, cells: dict[str, _Cell]) -> None:
        text = squash(self.reading.text[task.block.start : task.block.end]).strip(" .;")
        if len(text.split()) < 3:
            return
        span = (task.block.start, task.block.end)
        key = str(row.index) if len(text) < 40 else ""  # short titles can recur from group to group
        assigner = self._assigner(cells.get("by")) or (self.amended if task.quoted else "")
        due = self._due(cells.get("due"), span)
        written = self.writer.write(span, span, due, task.index, assigner, key)
        if lead := cells.get("lead"):
            self.writer.bodies_within(written.id, "LED_BY", (lead.start, lead.end))
        if partner := cells.get("with"):
            self.writer.bodies_within(written.id, "COORDINATED_WITH", (partner.start, partner.end))
        if receiver := cells.get("to"):
            self.writer.bodies_within(written.id, "SUBMITTED_TO", (receiver.start, receiver.end))
        if output := cells.get("output"):
            self.writer.output(written.id, (output.start, output.end))
        self._told_in_text(written.id, span, "lead" in cells)

    def _told_in_text(self, task: str, span: Span, led: bool) -> None:
        """Roles that the words of the task tell: 'Chủ trì, phối hợp với Bộ X …'."""
        for start, end in sentences(self.reading.text, *span):
            roles = self.roles.read(start, end)
            if roles is None:
                continue
            if not led:
                self.writer.bodies(task, "LED_BY", list(roles.leads), (start, end))
            partners = [m for m in self.roles.partners(roles, end) if not self.draft.has_edge(task, m.id)]
            self.writer.bodies(task, "COORDINATED_WITH", partners, (start, end), frozenset(m.id for m in roles.leads))

    def _due(self, cell: _Cell | None, span: Span) -> Deadline:
        if cell is None:
            return deadline(
                self.reading, *span, [(m.start, m.end) for m in self.reading.within(*span) if m.type in ("Document", "Programme")]
            )
        found = deadline(self.reading, cell.start, cell.end, [], whole=True)
        words = squash(self.reading.text[cell.start : cell.end])
        year = re.fullmatch(r"(?:20\d\d\s*(?:-|đến)\s*)?(20\d\d)", words.replace("–", "-"))
        if year:
            return Deadline(f"{year[1]}-12-31", words, "", cell.start, cell.end)
        return (
            Deadline(found.on, words, found.recurring, cell.start, cell.end)
            if found is not NONE
            else Deadline("", words, "", cell.start, cell.end)
        )

    def _assigner(self, cell: _Cell | None) -> str:
        """The document of the column 'văn bản giao nhiệm vụ'; '' where the row names none."""
        if cell is not None:
            documents = [m for m in self.reading.within(cell.start, cell.end) if m.type == "Document"]
            if len(documents) == 1:
                return self.draft.mention(documents[0])
        return ""
