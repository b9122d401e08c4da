"""Writing a task into the draft: its node, who assigns and leads it, with whom, by when, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from graph import ids
from graph.model import Scalar
from graph.text import squash
from loaders.reading import Reading
from loaders.recognise.spans import Mention
from loaders.relate.deadlines import Deadline, deadline
from loaders.relate.draft import Draft, Span
from loaders.relate.links import Linker

PRODUCTS = ("Document", "Programme", "Database", "Platform")
LONGEST_NAME = 160  # characters; the whole wording stands in `text`


@dataclass(frozen=True, slots=True)
class Found:
    """A task that was written: its node, where it is told, and the index of its passage."""

    id: str
    span: Span
    passage: int


class TaskWriter:
    """Writes the tasks that a document lays down. `assigner` is the document whose order they are."""

    def __init__(self, reading: Reading, draft: Draft, assigner: str) -> None:
        self.reading, self.draft, self.assigner = reading, draft, assigner
        self.linker = Linker(reading, draft)

    def write(
        self,
        work: Span,
        span: Span,
        due: Deadline,
        passage: int,
        assigner: str = "",
        key: str = "",
        words: str = "",
    ) -> Found:
        """Add a task whose words are the text of `work` and which is told in `span`.

        `assigner` replaces the document's own; `key` tells two tasks of the same words apart; `words` are those of a task
        that is told in parts, of which `work` is the first.
        """
        assigner = assigner or self.assigner
        text = squash(words or self.reading.text[slice(*work)]).strip(" ,.;:/")
        if text.count("”") > text.count("“"):
            text = text.rstrip(" ,.;:/”")
        text = text[:1].upper() + text[1:]
        # A new row of an amended document is another version, even where only its deadline differs.
        amending = assigner in self.draft.targets(self.reading.document, "AMENDS")
        told_by = (self.reading.document,) if amending else ()
        task = ids.told("Task", assigner, text, *((key,) if key else ()), *told_by)
        properties: dict[str, Scalar] = {"text": text, "due_on": due.on, "due_text": due.words, "recurring": due.recurring}
        self.draft.node(task, "Task", shortened(text), properties, span=span)
        self.draft.edge(assigner, "ASSIGNS", task, span)
        self.linker.link(task, *work, span, {self.reading.document, assigner})
        return Found(task, span, passage)

    def bodies(self, task: str, relation: str, bodies: list[Mention], span: Span, without: frozenset[str] = frozenset()) -> None:
        """Add the bodies that play one role in a task."""
        for body in bodies:
            if body.id not in without:
                self.draft.mention(body)
                self.draft.edge(task, relation, body.id, span)

    def bodies_within(self, task: str, relation: str, span: Span) -> None:
        """Add every body named in `span` in one role."""
        self.bodies(task, relation, [m for m in self.reading.within(*span) if m.type == "Agency"], span)

    def products_within(self, task: str, span: Span) -> None:
        """Add what is named in `span` as a product, where it is not linked already."""
        for mention in self.reading.within(*span):
            if mention.type in ("Programme", "Database", "Platform") and not self.draft.has_edge(task, mention.id):
                self.draft.mention(mention)
                self.draft.edge(task, "PRODUCES", mention.id, span)

    def complete(self, task: Found, span: Span) -> None:
        """Add what a following clause says of a task: when it is due, to whom its result is reported."""
        due = deadline(self.reading, *span, self.reading.dated_names(*span))
        self.date(task, due, span)
        self.linker.link(task.id, *span, span, {self.reading.document, self.assigner})

    def describe(self, task: Found, span: Span) -> None:
        """Add the stretch that describes a task: further evidence of it, and what it needs."""
        self.draft.node(task.id, "Task", "", span=span)
        self.linker.link(task.id, *span, span, {self.reading.document, self.assigner}, makes=False)

    def product(self, task: Found, made: Mention) -> None:
        """Say that a task makes what its words name, instead of needing it."""
        self.draft.drop_edges(task.id, made.id)
        self.draft.edge(task.id, "PRODUCES", made.id, task.span)

    def date(self, task: Found, due: Deadline, span: Span | None = None) -> None:
        """Give a task its deadline, where it has none yet."""
        self.draft.node(task.id, "Task", "", {"due_on": due.on, "due_text": due.words, "recurring": due.recurring}, span=span)

    def output(self, task: str, span: Span) -> None:
        """Give a task its product in words, and by name where it is named."""
        self.draft.node(task, "Task", "", {"output": squash(self.reading.text[slice(*span)]).rstrip(" .;")})
        self.products_within(task, span)


def shortened(text: str) -> str:
    """`text` as a name: cut at a word where it is long."""
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 3].rsplit(" ", 1)[0] + "…"
