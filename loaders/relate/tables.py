"""Tables of tasks: one task a row, with what merged cells, cells that say 'như trên', and group rows hand down."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest

from graph.text import squash
from loaders.reading import Reading
from loaders.recognise.spans import Mention
from loaders.relate.cells import CLOCK, DITTO, MARKED, NOTHING, bodies, cell_deadline
from loaders.relate.clauses import sentences
from loaders.relate.deadlines import Deadline, deadline
from loaders.relate.draft import Draft, Span
from loaders.relate.groups import Groups, acting
from loaders.relate.indicator_tables import IndicatorReader
from loaders.relate.roles import RoleReader
from loaders.relate.task_writing import TaskWriter
from loaders.structure.columns import Column
from loaders.structure.outline import Passage
from loaders.structure.tables import Row, Table, TableFinder, rank

_FEWEST_WORDS = 3  # of a task
_SHORT = 40  # characters; titles no longer can recur from group to group
_ROLES = (Column.LEAD, Column.WITH, Column.TO, Column.DUE, Column.OUTPUT, Column.BY)
Cells = dict[Column, list[Passage]]


@dataclass(slots=True)
class _Handed:
    """What cells of the rows above hand down, by what they tell, and up to which row."""

    cells: dict[Column, tuple[list[Passage], int]] = field(default_factory=dict)

    def take(self, kind: Column, own: list[Passage], row: Row, words: str) -> list[Passage]:
        """The cells of one kind that hold for a row: its own, or those above that it repeats or lies under."""
        above, until = self.cells.get(kind, ([], -1))
        if own and DITTO.fullmatch(words):
            self.cells[kind] = above, row.index + 1
            return above
        if own:
            kept = [] if NOTHING.fullmatch(words) else own
            self.cells[kind] = kept, row.index + max(p.block.span_rows for p in own)
            return kept
        # An empty cell under a filled one is how merged cells arrive in text: the lead goes on, a product does not.
        return above if until > row.index or kind is Column.LEAD else []

    def below_group(self, row: Row) -> None:
        """Forget what does not reach below a group row."""
        self.cells = {kind: held for kind, held in self.cells.items() if held[1] > row.index + 1}


class TableReader:
    """Reads the tables of one document into a draft. `notes` tell of columns that were not understood; `dates` are the days by
    which what a cell tells must be reached, by passage."""

    def __init__(self, reading: Reading, draft: Draft, assigner: str, amended: Callable[[Passage], str]) -> None:
        self.reading, self.draft, self.amended = reading, draft, amended
        self.writer = TaskWriter(reading, draft, assigner)
        self.roles = RoleReader(reading)
        self.finder = TableFinder(reading.text, reading.form)
        self.values = IndicatorReader(reading, draft, assigner)
        self.notes: list[str] = []
        self.dates: dict[int, date] = {}

    def read(self) -> None:
        """Read every table that has a column of tasks and one of who or when, and every table of indicators."""
        for table in self.finder.tables(self.reading.passages):
            if table.header.tells_tasks and not self._is_agenda(table):
                self._tasks(table)
            elif table.header.tells_values and not table.header.of(Column.PERSON):
                self.values.read(table)
            else:
                continue
            self._note_unread(table)

    def _is_agenda(self, table: Table) -> bool:
        days = [p for row in table.rows for p in self._of(table, row, Column.DUE)]
        return sum(1 for p in days if CLOCK.match(self._words(p))) * 2 > len(days)

    def _words(self, passage: Passage) -> str:
        return self.finder.words(passage)

    def _of(self, table: Table, row: Row, kind: Column) -> list[Passage]:
        """The cells of a row in the first column of a kind that is filled there; all columns of deadlines count."""
        filled = [row.cells[c] for c in table.header.of(kind) if c in row.cells]
        return [p for parts in filled for p in parts] if kind is Column.DUE else (filled[0] if filled else [])

    def _tasks(self, table: Table) -> None:
        column = max(table.header.of(Column.TASK), key=lambda c: self._weight(table, c))
        handed, groups = _Handed(), Groups(self.reading)
        for row, following in zip_longest(table.rows, table.rows[1:]):
            title = self._group(table, row, following, column)
            if title is not None:
                groups.enter(title, row.ordinal)
                handed.below_group(row)
                self._held(table, row, handed)
                continue
            cells = self._held(table, row, handed)
            if column in row.cells:
                self._task(table, row, row.cells[column], cells, groups)

    def _weight(self, table: Table, column: int) -> tuple[int, int]:
        """How much a column of work holds: of several, the one that is filled most often and longest is the task's."""
        parts = [p for row in table.rows for p in row.cells.get(column, ())]
        return len(parts), sum(p.end - p.block.start for p in parts)

    def _held(self, table: Table, row: Row, handed: _Handed) -> Cells:
        held: Cells = {}
        for kind in _ROLES:
            own = self._of(table, row, kind)
            held[kind] = handed.take(kind, own, row, " ".join(map(self._words, own)))
        if not held[Column.OUTPUT]:
            held[Column.OUTPUT] = [p for p in self._of(table, row, Column.RESULT) if not NOTHING.fullmatch(self._words(p))]
        return held

    def _group(self, table: Table, row: Row, following: Row | None, column: int) -> Passage | None:
        """The title of a row that only names a group: nothing but an ordinal and words, or the whole of which parts follow."""
        numbers = table.header.of(Column.NUMBER)
        others = [c for c in row.cells if c != column and c not in numbers]
        titles = row.cells.get(column) or (row.cells[others[0]] if len(others) == 1 and not table.header.of(Column.NUMBER) else None)
        if column not in row.cells:
            wide = [p for parts in row.cells.values() for p in parts]
            return wide[0] if len(wide) == 1 and any(c.isalpha() for c in self._words(wide[0])) else None
        if titles is None:
            return None
        title = titles[0]
        inner = following is not None and _is_part(row.ordinal, following.ordinal)
        if others:
            leads = [c for c in table.header.of(Column.LEAD) if c in row.cells]
            told = following is not None and any(c in following.cells for c in table.header.of(Column.LEAD))
            return title if inner and not leads and told else None
        numbered = any(c in row.cells for c in numbers)
        upper = rank(row.ordinal) < 2 and bool(row.ordinal)
        written = self.reading.text[title.block.start : title.block.end]
        return title if not numbered or upper or inner or written.isupper() or acting(self.reading, title) else None

    def _task(self, table: Table, row: Row, parts: list[Passage], cells: Cells, groups: Groups) -> None:
        text = squash(" ".join(self.reading.text[p.block.start : p.block.end] for p in parts)).strip(" .;")
        if len(text.split()) < _FEWEST_WORDS:
            return
        spans = [_span(p) for p in parts]
        due = self._due(table, row, cells, groups, spans[0])
        key = str(row.index) if len(text) < _SHORT else ""
        assigner = self._assigner(cells[Column.BY]) or self.amended(parts[0])
        written = self.writer.write(spans[0], spans[0], due, parts[0].index, assigner, key, text if len(parts) > 1 else "")
        for span in spans[1:]:
            self.draft.node(written.id, "Task", "", span=span)
            self.writer.linker.link(written.id, *span, span, {self.reading.document, self.writer.assigner})
        led = self._bodies(written.id, cells, groups, parts[0])
        for receiver in cells[Column.TO]:
            self.writer.bodies_within(written.id, "SUBMITTED_TO", _span(receiver))
        for output in cells[Column.OUTPUT]:
            self.writer.output(written.id, _span(output))
        for span in spans:
            self._told_in_text(written.id, span, led)
        if due.on:
            self.dates |= {p.index: date.fromisoformat(due.on) for inside in row.cells.values() for p in inside}

    def _bodies(self, task: str, cells: Cells, groups: Groups, where: Passage) -> bool:
        """Write who leads and who helps; gives whether anybody leads."""
        leading: list[tuple[Mention, Span]] = []
        helping: list[tuple[Mention, Span]] = []
        for kind in (Column.LEAD, Column.WITH):
            for cell in cells[kind]:
                leads, partners = bodies(self.reading, _span(cell), helps=kind is Column.WITH)
                leading += [(m, _span(cell)) for m in leads]
                helping += [(m, _span(cell)) for m in partners]
                if kind is Column.LEAD and not leads and not partners:
                    self.reading.leave(*_span(cell), "Agency", "cột chủ trì không nêu cơ quan nào nhận ra được")
        if not cells[Column.LEAD]:
            inherited, span = groups.leads
            if not inherited:
                above = (self.reading.passages[i] for i in reversed(where.headings))
                inherited, span = next(((tuple(found), _span(p)) for p in above if (found := acting(self.reading, p))), ((), None))
            leading += [(m, span) for m in inherited if span]
        for relation, told in (("LED_BY", leading), ("COORDINATED_WITH", helping)):
            for body, span in told:
                self.writer.bodies(task, relation, [body], span)
        return bool(leading) or bool(cells[Column.LEAD])

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

    def _due(self, table: Table, row: Row, cells: Cells, groups: Groups, span: Span) -> Deadline:
        if told := cells[Column.DUE]:
            return cell_deadline(self.reading, [_span(p) for p in told])
        if marked := list(self._marked(table, row)):
            year, where = max(marked, key=lambda pair: pair[0])
            words = ", ".join(str(year) for year, _ in sorted(marked, key=lambda pair: pair[0]))
            return Deadline(f"{year}-12-31", words, "", *_span(where))
        said = [(m.start, m.end) for m in self.reading.within(*span) if m.type in ("Document", "Programme")]
        own = deadline(self.reading, *span, said)
        if not own.words and not own.recurring and (due := groups.due):
            return Deadline(due[0].isoformat(), squash(self.reading.text[slice(*due[1])]), "", *due[1])
        return own

    def _marked(self, table: Table, row: Row) -> Iterator[tuple[int, Passage]]:
        """The years whose columns a row marks with a cross."""
        for column, year in table.header.years.items():
            for passage in row.cells.get(column, ()):
                if MARKED.fullmatch(self._words(passage)):
                    yield year, passage

    def _assigner(self, cells: Sequence[Passage]) -> str:
        """The document of the column 'văn bản giao nhiệm vụ'; '' where the row names none."""
        documents = [m for p in cells for m in self.reading.within(*_span(p)) if m.type == "Document"]
        return self.draft.mention(documents[0]) if len(documents) == 1 else ""

    def _note_unread(self, table: Table) -> None:
        """Tell which columns hold data that nothing was made of."""
        unread = [c for c in table.header.names if c not in table.header.columns and any(c in row.cells for row in table.rows)]
        if not unread:
            return
        first = next(p for row in table.rows for parts in row.cells.values() for p in parts)
        sheet = first.block.address.rpartition("!")[0]
        place = f"trang tính {sheet}" if sheet else f"bảng {table.number + 1}"
        named = ", ".join(f"'{self._written(table, c)}'" for c in sorted(unread))
        self.notes.append(f"{place}: không đọc cột {named}")

    def _written(self, table: Table, column: int) -> str:
        """The header of a column as it is written."""
        last = table.header.names[column].rpartition(" – ")[2]
        cells = (p for p in self.reading.passages if (p.block.table, p.block.column) == (table.number, column))
        return next((squash(self.reading.text[p.block.start : p.block.end]) for p in cells if self._words(p) == last), last)


def _span(passage: Passage) -> Span:
    return passage.block.start, passage.block.end


def _is_part(ordinal: str, following: str) -> bool:
    """Whether the second of two ordinals is a part of the first: '1' and '1.1', '1' and 'a'.

    >>> _is_part("1", "1.1"), _is_part("2", "a"), _is_part("1", "2"), _is_part("I", "1")
    (True, True, False, True)
    """
    if not ordinal or not following:
        return False
    return bool(re.match(rf"{re.escape(ordinal)}[.,]\d", following)) or rank(ordinal) < rank(following) != 3
