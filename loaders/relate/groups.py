"""Rows and headings that name a group: who acts or by when in all that stands below them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from loaders.reading import Reading
from loaders.recognise import dates
from loaders.recognise.spans import Mention
from loaders.relate.draft import Span
from loaders.structure.outline import Passage
from loaders.structure.tables import rank

_ORDINAL = re.compile(r"(?:[a-zđ]|[ivxlc]{1,7}|\d{1,3}(?:\.\d{1,3})*)[.)]\s*")
# What may stand in a title beside the bodies it names: 'II. Nhiệm vụ giao Bộ Công an chủ trì'.
_BESIDE = re.compile(
    r"(?:\s|[,;:.\-/()*]|(?:các|nhiệm vụ|nội dung|công việc|phần việc|giao|cho|của|do|thuộc|trách nhiệm|chủ trì|thực hiện|và|đối với|"
    r"phân công|cơ quan|đơn vị)(?!\w))*"
)
_LONGEST = 160  # characters of a title that names bodies
_BESIDE_A_DAY = 8  # words of a title that gives a date


def acting(reading: Reading, passage: Passage) -> list[Mention]:
    """The bodies that a title names to act below it; none where it says anything else."""
    start, end = passage.block.start, passage.end
    if end - start > _LONGEST:
        return []
    found = [m for m in reading.within(start, end) if m.type == "Agency"]
    if not found:
        return []
    ordinal = _ORDINAL.match(reading.form, start, end)
    at = ordinal.end() if ordinal else start
    rest = ""
    for body in found:
        rest += reading.form[at : body.start]
        at = max(at, body.end)
    return found if _BESIDE.fullmatch(rest + reading.form[at:end]) else []


def dated(reading: Reading, passage: Passage) -> date | None:
    """The last day of the period that a short title names: 'Đến năm 2030', 'Nhiệm vụ hoàn thành trong quý I/2026'."""
    words = reading.form[passage.block.start : passage.end]
    when = list(dates.whens(reading.form, passage.block.start, passage.end, None))
    if not when or len(words.split()) > _BESIDE_A_DAY + 4 * len(when):
        return None
    return max(w.last for w in when)


@dataclass(frozen=True, slots=True)
class _Group:
    rank: float
    leads: tuple[Mention, ...]
    span: Span
    due: date | None


@dataclass(slots=True)
class Groups:
    """The groups that are open, outermost first."""

    reading: Reading
    _open: list[_Group] = field(default_factory=list)

    def enter(self, title: Passage, ordinal: str) -> None:
        """Open a group; it ends those that stand as far in as it or farther."""
        written = self.reading.text[title.block.start : title.end]
        level = rank(ordinal) if ordinal else (-1.0 if written.isupper() else 2.5)
        self._open = [group for group in self._open if group.rank < level]
        leads = tuple(acting(self.reading, title))
        self._open.append(_Group(level, leads, (title.block.start, title.end), None if leads else dated(self.reading, title)))

    @property
    def leads(self) -> tuple[tuple[Mention, ...], Span | None]:
        """Who the innermost group that names somebody tells to act, and where it says so."""
        return next(((group.leads, group.span) for group in reversed(self._open) if group.leads), ((), None))

    @property
    def due(self) -> tuple[date, Span] | None:
        """By when, as the innermost group that gives a date says, and where."""
        return next(((group.due, group.span) for group in reversed(self._open) if group.due), None)
