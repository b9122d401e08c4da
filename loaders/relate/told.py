"""Who is told to act, and by when, as headings and earlier sentences say it: what a clause without a subject inherits."""

from __future__ import annotations

import re

from loaders.reading import Reading
from loaders.recognise.spans import Mention
from loaders.relate.clauses import Clause
from loaders.relate.deadlines import NONE, Deadline, deadline
from loaders.relate.draft import Span
from loaders.relate.roles import RoleReader, Roles
from loaders.structure.outline import DASH, Passage

Told = tuple[tuple[Mention, ...], Span | None]
NOBODY: Told = ((), None)

# What may follow a body in a heading that tells it to act.
_ACTING_HEADING = re.compile(
    r"(?:chủ trì|có trách nhiệm|chịu trách nhiệm|là cơ quan|được giao|được phân công|có nhiệm vụ|phải|sẽ|thực hiện|"
    r"tập trung|khẩn trương|cần|phối hợp).*",
    re.DOTALL,
)


class ToldReader:
    """Follows the passages of one document. `leads` are the bodies spoken to now, with the span that says so."""

    def __init__(self, reading: Reading, roles: RoleReader) -> None:
        self.reading, self.roles = reading, roles
        self.now: Told = NOBODY
        self.due: Deadline = NONE
        self._everywhere: Told = NOBODY
        self._by_heading: dict[int, Told] = {}
        self._due_by_heading: dict[int, Deadline] = {}

    def enter(self, passage: Passage) -> None:
        """Take the subject and deadline of the nearest heading that names them; running text keeps the last subject."""
        above = [i for i in passage.headings if i in self._by_heading]
        if above:
            self.now = self._by_heading[above[-1]]
        elif self.reading.head.official and passage.level < DASH:
            self.now = self._everywhere
        due = [i for i in passage.headings if i in self._due_by_heading]
        self.due = self._due_by_heading[due[-1]] if due else NONE

    def names_who(self, passage: Passage) -> bool:
        """Whether a heading above the passage names who acts."""
        return any(i in self._by_heading for i in passage.headings)

    def by_heading(self, passage: Passage) -> Told:
        """Who the nearest heading above the passage tells to act."""
        return next((self._by_heading[i] for i in reversed(passage.headings) if i in self._by_heading), NOBODY)

    def heading(self, passage: Passage) -> bool:
        """Read a heading: '2. Bộ Công an:' tells who acts below it; False where it names nobody."""
        leads, at = self.roles.heading(passage.start, passage.end)
        rest = self.reading.form[at : passage.end].strip(" :.,")
        title = self.reading.text[passage.start : passage.end].isupper()  # the issuer's line, a title
        if not leads or title or (rest and not _ACTING_HEADING.fullmatch(rest)):
            if self.reading.head.official:
                self.now = self._everywhere
            return False
        self.now = self._by_heading[passage.index] = (tuple(leads), (passage.start, passage.end))
        if not passage.numbered:  # it speaks to whoever is told in all that follows
            self._everywhere = self.now
        self._remember_due(passage)
        return True

    def opens_list(self, passage: Passage) -> None:
        """'Bộ Tài chính giải quyết các vấn đề sau:' gives its subject and deadline to the items below."""
        leads, span = self.now
        if leads and span and span[0] >= passage.start:
            self._by_heading[passage.index] = self.now
        self._remember_due(passage)

    def speak_to(self, roles: Roles, clause: Clause) -> None:
        """Remember the subject of a clause for the next ones."""
        self.now = (roles.leads, (clause.start, roles.subject_end))

    def only_subject(self, clause: Clause) -> None:
        """'b) Bộ Công an: (1) …; (2) …': a clause that is only a subject gives it to the next ones."""
        leads, at = self.roles.heading(clause.start, clause.end)
        if leads and not self.reading.form[at : clause.end].strip(" :."):
            self.now = (tuple(leads), (clause.start, clause.end))

    def _remember_due(self, passage: Passage) -> None:
        due = deadline(self.reading, passage.start, passage.end, self.reading.dated_names(passage.start, passage.end))
        if due.on:
            self._due_by_heading[passage.index] = due
