"""Styles and numbering of a Word document: what stands in the style sheet and not in the paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

_OFF = {"0", "false", "off", "none"}
_HEADING = re.compile(r"(?:heading|title|subtitle)(?:\s+\d)?", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|table of figures)(?:\s+\d)?", re.IGNORECASE)
_LEVELS = range(9)


def value(element: Element | None, path: str) -> str | None:
    """The `w:val` of the element at `path` below `element`; None where there is none."""
    found = None if element is None else element.find(_path(path))
    return None if found is None else found.get(_VALUE, "1")


_VALUE = qn("w:val")


@cache
def _path(path: str) -> str:
    return "/".join(qn(f"w:{step}") for step in path.split("/"))


def is_on(element: Element | None, path: str) -> bool | None:
    """Whether a switch is set below `element`; None where it is not mentioned."""
    found = value(element, path)
    return None if found is None else found.lower() not in _OFF


@dataclass(frozen=True, slots=True)
class Style:
    """What matters here of a style, its ancestors' settings included."""

    heading: bool = False
    contents: bool = False
    bold: bool = False
    capitals: bool = False
    hidden: bool = False
    font: str = ""
    numbering: tuple[str, int] = ("", 0)


@dataclass(slots=True)
class Styles:
    """The style sheet by style id."""

    _sheet: Mapping[str, Element]
    _default: str
    _font: str
    _known: dict[str, Style] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """Read a `w:styles` element; without one every style is plain."""
        listed = [] if root is None else root.findall(qn("w:style"))
        usual = (s for s in listed if s.get(qn("w:type")) == "paragraph" and s.get(qn("w:default")) in ("1", "true"))
        default = next((s.get(qn("w:styleId"), "") for s in usual), "")
        fonts = None if root is None else root.find("/".join(map(qn, ("w:docDefaults", "w:rPrDefault", "w:rPr", "w:rFonts"))))
        return cls({s.get(qn("w:styleId"), ""): s for s in listed}, default, font_of(fonts))

    def style(self, id: str | None) -> Style:
        """The style `id`, or the default paragraph style for None."""
        name = self._default if id is None else id
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, id: str) -> Style:
        bold = capitals = hidden = outline = None
        name = font = ""
        numbering: tuple[str, int] | None = None
        for element in self._line(id):
            name = name or value(element, "name") or ""
            bold = is_on(element, "rPr/b") if bold is None else bold
            capitals = is_on(element, "rPr/caps") if capitals is None else capitals
            hidden = is_on(element, "rPr/vanish") if hidden is None else hidden
            outline = value(element, "pPr/outlineLvl") if outline is None else outline
            font = font or font_of(element.find("/".join(map(qn, ("w:rPr", "w:rFonts")))))
            if numbering is None and (number := value(element, "pPr/numPr/numId")) is not None:
                numbering = number, _level(value(element, "pPr/numPr/ilvl"))
        heading = _HEADING.fullmatch(name) is not None or (outline or "9") < "9"
        contents = _CONTENTS.fullmatch(name) is not None
        return Style(heading, contents, bool(bold), bool(capitals), bool(hidden), font or self._font, numbering or ("", 0))

    def _line(self, id: str) -> Iterator[Element]:
        """The style and its ancestors, nearest first; a circle ends where it closes."""
        seen: set[str] = set()
        while id in self._sheet and id not in seen:
            seen.add(id)
            yield self._sheet[id]
            id = value(self._sheet[id], "basedOn") or ""


def font_of(fonts: Element | None) -> str:
    """The font that Western letters are set in, as a `w:rFonts` names it."""
    return "" if fonts is None else fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or ""


def _level(written: str | None) -> int:
    return int(written) if written and written.isdigit() and int(written) in _LEVELS else 0


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int
    restart: int
    """The level (from 1) whose number starts this one anew; 0: none does."""
    legal: bool


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document, in their order."""

    _lists: Mapping[str, tuple[str, Mapping[int, _Level], Mapping[int, int]]]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: Element | None) -> Numbering:
        """Read a `w:numbering` element; without one nothing is numbered."""
        if root is None:
            return cls({})
        kinds = {a.get(qn("w:abstractNumId"), ""): a for a in root.findall(qn("w:abstractNum"))}
        return cls({n.get(qn("w:numId"), ""): _list(n, kinds) for n in root.findall(qn("w:num"))})

    def label(self, id: str, level: int) -> str:
        """Count a paragraph of list `id` at `level` (from 0) and give what Word shows before it; '' for no list."""
        if id not in self._lists:
            return ""
        kind, levels, starts = self._lists[id]
        counts = self._counts.setdefault(kind, [None] * len(_LEVELS))
        if id not in self._started:  # a list of the same kind goes on unless it says where it starts
            self._started.add(id)
            for place in starts:
                counts[place] = None
        here = levels.get(level, _PLAIN)
        current = counts[level]
        counts[level] = starts.get(level, here.start) if current is None else current + 1
        for below in range(level + 1, len(_LEVELS)):
            restart = levels.get(below, _PLAIN).restart
            if restart and level < restart:
                counts[below] = None
        return _shown(here, level, levels, counts)


_PLAIN = _Level("decimal", "", 1, 0, False)
_PLACE = re.compile(r"%([1-9])")


def _list(num: Element, kinds: Mapping[str, Element]) -> tuple[str, Mapping[int, _Level], Mapping[int, int]]:
    kind = value(num, "abstractNumId") or ""
    levels = dict(_levels(kinds[kind])) if kind in kinds else {}
    starts: dict[int, int] = {}
    for override in num.findall(qn("w:lvlOverride")):
        levels |= dict(_levels(override))
        start = value(override, "startOverride")
        if start and start.isdigit():
            starts[_level(override.get(qn("w:ilvl")))] = int(start)
    return kind, levels, starts


def _levels(parent: Element) -> Iterator[tuple[int, _Level]]:
    for element in parent.findall(qn("w:lvl")):
        place = _level(element.get(qn("w:ilvl")))
        start, restart = value(element, "start") or "1", value(element, "lvlRestart")
        yield (
            place,
            _Level(
                value(element, "numFmt") or "decimal",
                value(element, "lvlText") or "",
                int(start) if start.isdigit() else 1,
                int(restart) if restart and restart.isdigit() else place,
                bool(is_on(element, "isLgl")),
            ),
        )


def _shown(here: _Level, level: int, levels: Mapping[int, _Level], counts: list[int | None]) -> str:
    if here.format == "bullet":
        return here.text if here.text in ("-", "–", "+", "*", "•") else "-"  # others are pictures of symbol fonts
    if here.format == "none":
        return _PLACE.sub("", here.text)

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        other = levels.get(place, _PLAIN)
        count = counts[place]
        format = "decimal" if here.legal and place < level else other.format
        return written(other.start if count is None else count, format)

    return _PLACE.sub(number, here.text)


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def written(number: int, format: str) -> str:
    """A number in one of Word's number formats; formats of other scripts as plain digits.

    >>> written(3, "lowerLetter"), written(28, "upperLetter"), written(14, "upperRoman"), written(7, "decimalZero")
    ('c', 'BB', 'XIV', '07')
    """
    if format in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 9)
        return letters.upper() if format == "upperLetter" else letters
    if format in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        parts = []
        for size, sign in _ROMAN:
            parts.append(sign * (number // size))
            number %= size
        return "".join(parts).upper() if format == "upperRoman" else "".join(parts)
    return f"{number:02d}" if format == "decimalZero" else str(number)
