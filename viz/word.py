"""Word documents by the habits of Vietnamese offices: A4, Times New Roman, margins and page numbers as the rules have them.

Decree 30/2020/NĐ-CP, annex I: margins of 20-25 mm above and below, 30-35 mm left, 15-20 mm right; letters of 13-14 points;
the page number in the middle of the upper margin, none on the first page.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from viz.values import printable
from viz.zips import repacked

_FACE = "Times New Roman"
_SIZE, _TABLE_SIZE, _NOTE_SIZE = Pt(13), Pt(11.5), Pt(10.5)
_LONG, _SHORT = Cm(29.7), Cm(21)
_TOP, _BOTTOM, _LEFT, _RIGHT = Cm(2), Cm(2), Cm(3), Cm(2)
_LOCALES = {"vi": "vi-VN", "en": "en-GB"}
_SOURCE, _CELL, _NOTE, _HEAD = "Source", "TableText", "TableNote", "TableHeading"
"""Ids of the styles that are added; a style named by its id is not looked up again for every paragraph."""

_ALARM, _SHADE = RGBColor(0xA8, 0x1E, 0x1E), "E8EDF4"


Width = tuple[float, float]
"""What a column needs at least, in centimetres, and its share of the room that is left."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a table cell says: its text, smaller lines below it, the numbers of sources it leads to, and whether it alarms."""

    text: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    alarm: bool = False


class Report:
    """A Word document written from top to bottom."""

    def __init__(self, title: str, day: date, language: str) -> None:
        self._document, self._day = Document(), day
        self._set_styles(language)
        self._set_section(self._document.sections[0], landscape=False)
        self._document.sections[0].different_first_page_header_footer = True
        _page_number(self._document.sections[0].header.paragraphs[0])
        kept = self._document.core_properties
        kept.title, kept.author, kept.last_modified_by, kept.comments = printable(title)[:250], "Lược đồ", "", ""
        kept.created = kept.modified = datetime(day.year, day.month, day.day)
        kept.language = _LOCALES[language]

    # -- paragraphs --
    def title(self, kind: str, title: str, below: str) -> None:
        """What this is, what it is about, and a line below."""
        self._document.add_paragraph(printable(kind), style="Title")
        self._document.add_paragraph(printable(title), style="Subtitle")
        line = self._document.add_paragraph(printable(below))
        line.alignment, line.runs[0].italic = WD_ALIGN_PARAGRAPH.CENTER, True

    def heading(self, text: str, level: int = 1) -> None:
        """A heading."""
        self._document.add_heading(printable(text), level)

    def text(self, text: str) -> None:
        """A paragraph."""
        self._document.add_paragraph(printable(text)).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY

    def bullet(self, text: str) -> None:
        """An item of a list."""
        self._document.add_paragraph(printable(text), style="List Bullet")

    def source(self, number: int, quote: str, place: str) -> None:
        """A numbered source that tables lead to: the quote and where it stands."""
        paragraph = _styled(self._document.add_paragraph(), _SOURCE)
        mark = paragraph.add_run(f"[{number}]\t")
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), str(number))
        start.set(qn("w:name"), f"source{number}")
        end.set(qn("w:id"), str(number))
        mark._r.addprevious(start)
        mark._r.addnext(end)
        paragraph.add_run(printable(quote))
        if place:
            paragraph.add_run(f" — {printable(place)}").italic = True

    def landscape(self) -> None:
        """From here on the pages lie on their side: from the first one where nothing is written yet."""
        if self._document.paragraphs:
            self._document.add_section(WD_SECTION.NEW_PAGE).different_first_page_header_footer = False
        self._set_section(self._document.sections[-1], landscape=True)

    # -- tables --
    def table(self, headings: Sequence[str], rows: Iterable[Sequence[Mark]], widths: Sequence[Width], about: str) -> None:
        """A table whose head is repeated on every page; `about` is read out by screen readers."""
        section = self._document.sections[-1]
        lengths = _lengths((section.page_width or _SHORT) - _LEFT - _RIGHT, widths)
        table = self._document.add_table(rows=1, cols=len(headings), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _describe(table._tbl.tblPr, about)
        for column, length in zip(table.columns, lengths, strict=True):
            column.width = length
        _row_property(table.rows[0]._tr, "w:tblHeader")
        for cell, heading, length in zip(table.rows[0].cells, headings, lengths, strict=True):
            _fill_heading(cell, heading, length)
        for marks in rows:
            row = table.add_row()
            _row_property(row._tr, "w:cantSplit")
            for cell, mark, length in zip(row.cells, marks, lengths, strict=True):
                _fill(cell, mark, length)
        self._document.add_paragraph().paragraph_format.space_after = Pt(2)

    def as_bytes(self) -> bytes:
        """The document; the same text gives the same bytes."""
        out = io.BytesIO()
        self._document.save(out)
        return repacked(out.getvalue(), self._day)

    # -- looks --
    def _set_section(self, section: Section, *, landscape: bool) -> None:
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = _TOP, _BOTTOM, _LEFT, _RIGHT
        section.header_distance = Cm(1)

    def _set_styles(self, language: str) -> None:
        styles = self._document.styles
        for name, size, bold, before, after in (
            ("Normal", _SIZE, False, 0, 6),
            ("Title", Pt(14), True, 0, 4),
            ("Subtitle", Pt(14), True, 0, 4),
            ("Heading 1", Pt(14), True, 12, 6),
            ("Heading 2", _SIZE, True, 8, 4),
            ("List Bullet", _SIZE, False, 0, 4),
        ):
            _dress(styles[name], size, bold, before, after)
        for name in ("Title", "Subtitle"):
            styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        styles["Title"].font.all_caps = True
        for name, id_, size, after in (
            ("Source", _SOURCE, Pt(12), 4),
            ("Table Text", _CELL, _TABLE_SIZE, 0),
            ("Table Note", _NOTE, _NOTE_SIZE, 0),
            ("Table Heading", _HEAD, _TABLE_SIZE, 0),
        ):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style, style.element.styleId = styles["Normal"], id_
            _dress(style, size, id_ == _HEAD, 0, after)
            style.font.italic = id_ == _NOTE
            if id_ != _SOURCE:
                style.paragraph_format.line_spacing = 1.0
        styles["Table Heading"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        source = styles["Source"]
        source.paragraph_format.left_indent, source.paragraph_format.first_line_indent = Cm(1.2), Cm(-1.2)
        source.paragraph_format.tab_stops.add_tab_stop(Cm(1.2))
        for spoken in styles.element.iter(qn("w:lang")):
            spoken.set(qn("w:val"), _LOCALES[language])


def _lengths(room: int, widths: Sequence[Width]) -> list[Length]:
    left = room - sum(Cm(least) for least, _ in widths)
    shares = sum(share for _, share in widths) or 1
    return [Length(int(Cm(least) + left * share / shares)) for least, share in widths]


def _dress(style: ParagraphStyle, size: Length, bold: bool, before: float, after: float) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = _FACE, size, bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in [key for key in fonts.attrib if "heme" in str(key)]:
        del fonts.attrib[attribute]  # a font of the theme would win over the one named here
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), _FACE)
    for border in style.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)
    for spacing in style.element.xpath("w:rPr/w:spacing"):
        spacing.getparent().remove(spacing)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.1


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _describe(properties: Any, about: str) -> None:
    """The alternative text of a table."""
    for tag in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), printable(about))
        properties.append(element)


def _row_property(row: Any, tag: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(tag))


def _fill_heading(cell: _Cell, text: str, width: Length) -> None:
    cell.width = width
    shade = OxmlElement("w:shd")
    for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", _SHADE)):
        shade.set(qn(key), value)
    cell._tc.get_or_add_tcPr().append(shade)
    _styled(cell.paragraphs[0], _HEAD).add_run(printable(text))


def _fill(cell: _Cell, mark: Mark, width: Length) -> None:
    cell.width = width
    paragraph = _styled(cell.paragraphs[0], _CELL)
    run = paragraph.add_run(printable(mark.text))
    if mark.alarm:
        run.bold, run.font.color.rgb = True, _ALARM
    for number in mark.sources:
        paragraph._p.append(_link(number))
    for note in mark.notes:
        _styled(cell.add_paragraph(), _NOTE).add_run(printable(note))


def _styled(paragraph: Paragraph, style: str) -> Paragraph:
    paragraph._p.style = style
    return paragraph


def _link(number: int) -> Any:
    """[1] as a link to the first source."""
    link, run, properties = OxmlElement("w:hyperlink"), OxmlElement("w:r"), OxmlElement("w:rPr")
    link.set(qn("w:anchor"), f"source{number}")
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), "1F4E8C")
    properties.append(colour)
    text = OxmlElement("w:t")
    text.text = f"[{number}]"
    run.extend([properties, text])
    link.append(run)
    return link
