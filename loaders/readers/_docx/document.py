"""The body of a Word document, block by block."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from lxml import etree
from lxml.etree import _Element as Element

from graph.errors import InputError
from graph.text import keep, squash
from loaders.layout import HEADING, NOTE, PARAGRAPH, Layout, LayoutBuilder
from loaders.readers._archives import BROKEN
from loaders.readers._docx.styles import Numbering, Styles, value
from loaders.readers._docx.text import TextReader, alternative, old_font_runs
from loaders.readers._encodings import from_font
from loaders.readers._syllables import share

_LONGEST_HEADING = 260  # characters of a wholly bold paragraph that only introduces what follows
# What stands behind a line break is a paragraph of its own where it opens like one.
_ITEM = re.compile(r"(?:[-–+•*]\s|\(?\d{1,3}(?:\.\d{1,3})*[.)]\s|[a-zđ]\)\s|[IVX]{1,5}\.\s|Điều\s+\d+\.|Căn cứ\s)")
_THROUGH = frozenset(qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_PARAGRAPH, _TABLE = qn("w:p"), qn("w:tbl")
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_DAMAGED = (*BROKEN, PackageNotFoundError, etree.XMLSyntaxError, KeyError, ValueError, AttributeError, TypeError)


def layout(data: bytes, source: str) -> Layout:
    """The layout of a Word document; raises InputError where it is damaged."""
    try:
        document = docx.Document(io.BytesIO(data))
        return _Body.of(document.part).layout()
    except _DAMAGED as error:
        why = squash(str(error))[:120]
        raise InputError(source, f"tài liệu Word bị hỏng hoặc thiếu thành phần ({why}); hãy mở bằng Word rồi lưu lại") from error


def _children(parent: Element, *tags: str) -> Iterator[Element]:
    """Children of these tags, also those wrapped in content controls or inserted by a tracked change."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _THROUGH:
            yield from _children(child, *tags)
        elif child.tag == _ALTERNATE:
            yield from _children(alternative(child), *tags)


def _related(part: DocumentPart, relation: str) -> Element | None:
    try:
        return parse_xml(part.part_related_by(relation).blob)
    except KeyError:
        return None


@dataclass(slots=True)
class _Cell:
    """A cell of the grid, with the rows it covers and the tables that stand in it."""

    element: Element
    column: int
    rows: int = 1
    text: str = ""
    inner: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class _Body:
    """Walks the body once, so that numbers are counted in order."""

    part: DocumentPart
    text: TextReader
    numbering: Numbering
    builder: LayoutBuilder = field(default_factory=LayoutBuilder)
    tables: int = 0
    carried: str = ""
    """The words of a paragraph whose end was deleted: they go on in the next one."""

    @classmethod
    def of(cls, part: DocumentPart) -> _Body:
        styles = Styles.of(_related(part, RELATION.STYLES))
        runs = list(old_font_runs(part.element, styles))
        seen, shown = " ".join(text for text, _ in runs), " ".join(from_font(text, font) for text, font in runs)
        return cls(part, TextReader(styles, share(shown.split()) > share(seen.split())), Numbering.of(_related(part, RELATION.NUMBERING)))

    def layout(self) -> Layout:
        self._blocks(self.part.element.body)
        self.builder.add(self._rest())
        for relation, tag in ((RELATION.FOOTNOTES, "w:footnote"), (RELATION.ENDNOTES, "w:endnote")):
            root = _related(self.part, relation)
            for note in [] if root is None else root.findall(qn(tag)):
                self.builder.add(" ".join(line for p in note.iter(qn("w:p")) for line in self._lines(p)[0]), NOTE)
        return self.builder.build()

    def _blocks(self, parent: Element) -> None:
        for child in _children(parent, _PARAGRAPH, _TABLE):
            if child.tag == _TABLE:
                self._table(child)
                continue
            lines, kind, boxes = self._lines(child)
            for line in lines:
                self.builder.add(line, kind)
            for box in boxes:
                self._blocks(box)

    def _lines(self, paragraph: Element, in_cell: bool = False) -> tuple[list[str], str, list[Element]]:
        """The lines of a paragraph that are blocks of their own, their kind, and the text boxes anchored in it."""
        words = self.text.words(paragraph)
        style = self.text.styles.style(value(paragraph, "pPr/pStyle"))
        label = self._label(paragraph)
        if style.contents:
            return [], PARAGRAPH, words.boxes
        text = keep(words.text)
        if label and (text.strip() or in_cell):
            text = f"{label} {text}"
        text, self.carried = self.carried + text, ""
        if value(paragraph, "pPr/rPr/del") is not None:
            self.carried = text
            return [], PARAGRAPH, words.boxes
        bold = words.bold and len(text) <= _LONGEST_HEADING
        outline = value(paragraph, "pPr/outlineLvl")
        heading = style.heading or bold or (outline or "9") < "9"
        return _split(text), HEADING if heading else PARAGRAPH, words.boxes

    def _rest(self) -> str:
        """What a deleted paragraph end carried to where no paragraph follows."""
        text, self.carried = squash(self.carried), ""
        return text

    def _label(self, paragraph: Element) -> str:
        """The number or bullet that Word shows before a paragraph."""
        id, level = self.text.styles.style(value(paragraph, "pPr/pStyle")).numbering
        own, own_level = value(paragraph, "pPr/numPr/numId"), value(paragraph, "pPr/numPr/ilvl")
        id = id if own is None else own
        level = int(own_level) if own_level and own_level.isdigit() else level if own is None else 0
        return self.numbering.label(id, min(level, 8))

    def _table(self, table: Element) -> None:
        rows = list(_grid(table))
        if all(len(row) < 2 for row in rows):  # a frame around running text
            for row in rows:
                for cell in row:
                    self._blocks(cell.element)
            return
        for row in rows:
            for cell in row:
                self._fill(cell)
        self.builder.add_table(self.tables, ([(cell.text, cell.column, cell.rows) for cell in row] for row in rows))
        self.tables += 1
        for row in rows:
            for cell in row:
                for inner in cell.inner:
                    self._table(inner)

    def _fill(self, cell: _Cell) -> None:
        """Read the words of a cell; tables in it come after the table that holds them."""
        lines: list[str] = []

        def collect(parent: Element) -> None:
            for child in _children(parent, _PARAGRAPH, _TABLE):
                if child.tag == _TABLE:
                    cell.inner.append(child)
                    continue
                found, _, boxes = self._lines(child, in_cell=True)
                lines.extend(found)
                for box in boxes:
                    collect(box)

        collect(cell.element)
        cell.text = "\n".join([*lines, self._rest()]).strip()


def _split(text: str) -> list[str]:
    """The lines of a paragraph: a line break parts it only where an item follows or a sentence has ended."""
    lines: list[str] = []
    for line in text.split("\n"):
        line = squash(line)
        if not line:
            continue
        if lines and not _ITEM.match(line) and not lines[-1].endswith((".", ";", ":")):
            lines[-1] += f"\n{line}"
        else:
            lines.append(line)
    return lines


def _grid(table: Element) -> Iterator[list[_Cell]]:
    """The cells by row with their place in the grid; a cell merged downwards stands in its first row only."""
    open_: dict[int, _Cell] = {}
    for row in _children(table, qn("w:tr")):
        if value(row, "trPr/del") is not None:
            continue
        cells: list[_Cell] = []
        column = _number(value(row, "trPr/gridBefore"), 0)
        for element in _children(row, qn("w:tc")):
            merged = value(element, "tcPr/vMerge")
            above = open_.get(column)
            if merged in ("1", "continue") and above is not None:
                above.rows += 1
            elif value(element, "tcPr/hMerge") in ("1", "continue"):
                pass  # goes on from the cell to the left
            else:
                cells.append(_Cell(element, column))
                open_.pop(column, None)
                if merged is not None:
                    open_[column] = cells[-1]
            column += _number(value(element, "tcPr/gridSpan"), 1)
        yield cells


def _number(written: str | None, otherwise: int) -> int:
    return min(int(written), 500) if written and written.isdigit() else otherwise
