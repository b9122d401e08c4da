"""The words of a Word paragraph as they stand after all changes are accepted: inserted text kept, deleted and hidden text dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import nsmap, qn
from lxml.etree import QName
from lxml.etree import _Element as Element

from loaders.readers._docx.styles import Style, Styles, font_of, is_on, value
from loaders.readers._encodings import from_font

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXTS = (qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_RUN, _PROPERTIES, _BREAK, _SYMBOL = qn("w:r"), qn("w:rPr"), qn("w:br"), qn("w:sym")
_CHANGES = ("del", "moveFrom", "delText", "delInstrText")
_SETTINGS = ("pPr", "rPr", "sdtPr", "instrText")
_MARKS = ("footnoteReference", "endnoteReference", "commentReference", "footnoteRef", "endnoteRef", "annotationRef", "separator", "rt")
_DROPPED = frozenset(qn(f"w:{name}") for name in (*_CHANGES, *_SETTINGS, *_MARKS))
_PICTURES = frozenset((qn("w:drawing"), qn("w:pict"), qn("w:object")))
_TYPE = qn("w:type")
_TEXT_BOX = qn("w:txbxContent")
_SIGNS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): "\t"}
_W = "{" + nsmap["w"] + "}"


@dataclass(slots=True)
class Words:
    """The words of one paragraph. `bold` holds if all of them are; `boxes` are the text boxes anchored in it."""

    text: str = ""
    bold: bool = False
    boxes: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class TextReader:
    """Reads paragraphs; `old_fonts` says that the Western letters of runs in .VnTime, VNI-Times and the like stand for others."""

    styles: Styles
    old_fonts: bool = False

    def words(self, paragraph: Element) -> Words:
        """The words of a `w:p`."""
        style = self.styles.style(value(paragraph, "pPr/pStyle"))
        found = Words()
        parts: list[str] = []
        weights: list[bool] = []
        for text, properties in self._pieces(paragraph, None, found.boxes):
            shown = self._shown(text, properties, style)
            parts.append(shown)
            if shown.strip():
                weights.append(self._bold(properties, style))
        found.text, found.bold = "".join(parts), bool(weights) and all(weights)
        return found

    def _pieces(self, element: Element, properties: Element | None, boxes: list[Element]) -> Iterator[tuple[str, Element | None]]:
        """Stretches of text with the properties of their run."""
        for child in element:
            tag = child.tag
            if tag in _DROPPED or not isinstance(tag, str):
                continue
            if tag in _TEXTS:
                yield child.text or "", properties
            elif tag in _SIGNS:
                yield _SIGNS[tag], properties
            elif tag == _BREAK:
                yield "\n" if child.get(_TYPE, "textWrapping") == "textWrapping" else " ", properties
            elif tag == _SYMBOL:
                yield _symbol(child), properties
            elif tag in _PICTURES:
                boxes.extend(_boxes(child))
            elif tag == f"{_MC}AlternateContent":  # the same picture twice, for new and for old versions of Word
                yield from self._pieces(alternative(child), properties, boxes)
            else:
                yield from self._pieces(child, child.find(_PROPERTIES) if tag == _RUN else properties, boxes)

    def _shown(self, text: str, properties: Element | None, style: Style) -> str:
        run = self._run_style(properties)
        hidden, capitals = is_on(properties, "vanish"), is_on(properties, "caps")
        if hidden or (hidden is None and (style.hidden or run.hidden)):
            return ""
        if self.old_fonts:
            own = None if properties is None else properties.find(qn("w:rFonts"))
            text = from_font(text, font_of(own) or run.font or style.font)
        return text.upper() if capitals or (capitals is None and (style.capitals or run.capitals)) else text

    def _bold(self, properties: Element | None, style: Style) -> bool:
        own = is_on(properties, "b")
        return (style.bold or self._run_style(properties).bold) if own is None else own

    def _run_style(self, properties: Element | None) -> Style:
        name = value(properties, "rStyle")
        return _NO_STYLE if name is None else self.styles.style(name)


_NO_STYLE = Style()


def _symbol(element: Element) -> str:
    """A character of a picture font: a box or an arrow, which says nothing; letters of text fonts are kept."""
    code = element.get(qn("w:char"), "")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return "" if 0xE000 <= number <= 0xF8FF or not 32 <= number < 0xD800 else chr(number)


def alternative(element: Element) -> Element:
    """The first choice that holds something, else the fallback."""
    choices = [child for child in element if child.tag in (f"{_MC}Choice", f"{_MC}Fallback")]
    return next((choice for choice in choices if len(choice)), element if not choices else choices[-1])


def _boxes(picture: Element) -> Iterator[Element]:
    """The text boxes of a picture, outermost only."""
    for child in picture:
        if child.tag == _TEXT_BOX:
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            yield from _boxes(alternative(child))
        elif isinstance(child.tag, str) and QName(child).localname != "rPr":
            yield from _boxes(child)


def old_font_runs(root: Element, styles: Styles) -> Iterator[tuple[str, str]]:
    """(text, font) of the runs set in a font of before Unicode, wherever the font is named."""
    for run in root.iter(f"{_W}r"):
        fonts = run.find(f"{_W}rPr/{_W}rFonts")
        font = font_of(fonts)
        if not font:
            paragraph = next(run.iterancestors(f"{_W}p"), None)
            font = styles.style(value(paragraph, "pPr/pStyle")).font
        if font.startswith(".Vn") or font.upper().startswith("VNI-"):
            yield "".join(t.text or "" for t in run.iter(f"{_W}t")), font
