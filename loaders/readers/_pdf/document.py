"""A whole PDF: pages to one run of paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.text import keep
from loaders.layout import HEADING, NOTE, PARAGRAPH, Layout, LayoutBuilder
from loaders.readers._pdf.aligned import take_aligned
from loaders.readers._pdf.columns import blocks
from loaders.readers._pdf.furniture import drop_furniture
from loaders.readers._pdf.lines import Line
from loaders.readers._pdf.paragraphs import continues, is_title, joined, margins, pitch
from loaders.readers._pdf.sheets import Sheet, body_height, settle_marks, take_notes
from loaders.readers._pdf.tables import Table

_LONGEST_HEADING = 260  # characters

Paragraph = list[Line]


@dataclass(slots=True)
class _Flow:
    """Paragraphs and tables in order; each page is added to what the page before left open."""

    items: list[Paragraph | Table] = field(default_factory=list)

    def add(self, sheet: Sheet, usual: tuple[float, float] | None, spacing: float) -> None:
        fresh = True
        for item in _items(sheet, usual, spacing):
            last = self.items[-1] if self.items else None
            if fresh and isinstance(last, Table) and isinstance(item, Table) and last.goes_on_in(item):
                last.take(item)
            elif fresh and isinstance(last, list) and isinstance(item, list) and continues(last, item[0], 0) and _same_indent(last, item):
                last += item
            else:
                self.items.append(item)
            fresh = False

    def layout(self, notes: Sequence[Paragraph]) -> Layout:
        builder = LayoutBuilder()
        tables = 0
        for item in self.items:
            if isinstance(item, Table):
                item.write(builder, tables)
                tables += 1
            else:
                builder.add(keep(joined(item)), _kind(item), page=item[0].page)
        for note in notes:
            builder.add(keep(joined(note)), NOTE, page=note[0].page)
        return builder.build()


def layout(sheets: Sequence[Sheet]) -> Layout:
    """The layout of all pages together."""
    for sheet in sheets:  # before furniture: '1' and '6/2026' at the top of a page are cells where they stand in columns
        take_aligned(sheet)
    drop_furniture(sheets)
    body = body_height(sheets)
    notes: list[Paragraph] = []
    for sheet in sheets:
        known = take_notes(sheet, body)
        sheet.lines = settle_marks(sheet.lines, known)
        for table in sheet.tables:
            for cell, inside in table.cells.items():
                table.cells[cell] = settle_marks(inside, known)
        notes += _notes(sheet)
    usual = _usual_margins(sheets)
    spacing = pitch([line for sheet in sheets for line in sheet.lines])
    flow = _Flow()
    for sheet in sheets:
        flow.add(sheet, usual.get(_size(sheet)), spacing)
    return flow.layout(notes)


def _items(sheet: Sheet, usual: tuple[float, float] | None, spacing: float) -> Iterator[Paragraph | Table]:
    """The paragraphs and tables of a page from the top."""
    rest = sheet.lines
    for table in sheet.tables:
        above = [line for line in rest if line.base <= table.grid.ys[0] + line.height]
        rest = rest[len(above) :] if above == rest[: len(above)] else [line for line in rest if line not in above]
        yield from blocks(above, usual, spacing)
        yield Table.of(table, sheet.number)
    yield from blocks(rest, usual, spacing)
    yield from ([line] for line, _ in sheet.across)


def _same_indent(last: Paragraph, item: Paragraph) -> bool:
    """Whether the first line of a page stands as the second of a paragraph stands to its first: not farther in."""
    return len(item) < 2 or item[0].x0 - item[0].left <= item[1].x0 - item[1].left + item[0].height


def _notes(sheet: Sheet) -> Iterator[Paragraph]:
    """The footnotes of a page, each with its number before it."""
    note: Paragraph = []
    for line in sheet.notes:
        if note and (line.words[0].height < line.height * 0.8 or line.text.isdigit()):
            yield note
            note = []
        note.append(line)
    if note:
        yield note


def _size(sheet: Sheet) -> tuple[int, int]:
    return round(sheet.box[2] - sheet.box[0]), round(sheet.box[3] - sheet.box[1])


def _usual_margins(sheets: Sequence[Sheet]) -> dict[tuple[int, int], tuple[float, float]]:
    """The margins of running text on pages of each size."""
    by_size: dict[tuple[int, int], list[Line]] = {}
    for sheet in sheets:
        by_size.setdefault(_size(sheet), []).extend(sheet.lines)
    return {size: margins(listed) for size, listed in by_size.items() if listed}


def _kind(paragraph: Paragraph) -> str:
    """A heading is set as a title, short, and ends without a stop."""
    text = joined(paragraph)
    if len(text) > _LONGEST_HEADING or text.endswith((".", ";", ",")):
        return PARAGRAPH
    return HEADING if is_title(paragraph) else PARAGRAPH
