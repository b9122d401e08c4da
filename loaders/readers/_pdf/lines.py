"""Glyphs to words and lines, as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median_high

from loaders.readers._encodings import from_font
from loaders.readers._pdf.glyphs import Glyph

_SAME_LINE = 0.2  # of a glyph's height: bases nearer than this are one line
_WORD_GAP, _SURE_GAP = 0.06, 0.2  # of a glyph's height: between words that PDFium parts, and between any
_SEGMENT_GAP = 1.2  # of a line's height: what stands farther apart is not one stretch of text
_TWICE = 0.12  # of a glyph's height: the same letter set again to look bold
_BOLD = ("bold", "black", "heavy", "-bd", ",bd")


@dataclass(slots=True)
class Word:
    """A word and its box; `line` numbers the line of the page on which its base stands."""

    text: str
    x0: float
    x1: float
    base: float
    height: float
    bold: bool
    line: int

    @property
    def middle(self) -> float:
        """The height at which it stands, through its small letters."""
        return self.base - self.height * 0.25


@dataclass(slots=True)
class Line:
    """A stretch of words on one base. `height` is that of its letters, small ones set high or low aside; `left` and `right` are the
    margins of the column it stands in."""

    words: list[Word]
    height: float
    bold: bool
    page: int = 0
    left: float = 0.0
    right: float = 0.0

    @classmethod
    def of(cls, words: list[Word], page: int = 0) -> Line:
        """The line that these words make."""
        return cls(words, median_high(word.height for word in words), all(word.bold for word in words), page)

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1

    @property
    def base(self) -> float:
        """The height of its base."""
        return self.words[0].base


def words(glyphs: Sequence[Glyph], fonts: Mapping[int, str]) -> list[Word]:
    """The words of a page in one direction, line by line from the top."""
    found: list[Word] = []
    for number, row in enumerate(_rows(glyphs)):
        found += _row_words(row, number, fonts)
    return found


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.x0)):
        if row and glyph.base - row[0].base > _SAME_LINE * max(glyph.height, row[0].height):
            yield sorted(row, key=lambda g: (g.x0, g.index))
            row = []
        row.append(glyph)
    if row:
        yield sorted(row, key=lambda g: (g.x0, g.index))


def _row_words(row: Sequence[Glyph], number: int, fonts: Mapping[int, str]) -> Iterator[Word]:
    parts: list[Glyph] = []
    for glyph in row:
        if parts:
            last = parts[-1]
            gap, height = glyph.x0 - last.x1, max(glyph.height, 1.0)
            if glyph.text == last.text and abs(glyph.x0 - last.x0) < _TWICE * height:
                continue
            if gap > _SURE_GAP * height or glyph.space == 2 or (glyph.space and gap > _WORD_GAP * height):
                yield _word(parts, number, fonts)
                parts = []
        parts.append(glyph)
    if parts:
        yield _word(parts, number, fonts)


def _word(glyphs: Sequence[Glyph], line: int, fonts: Mapping[int, str]) -> Word:
    font = next((fonts[g.index] for g in glyphs if g.index in fonts), "")
    text = from_font("".join(g.text for g in glyphs), font)
    heights = sorted([g.height for g in glyphs])
    return Word(text, glyphs[0].x0, max([g.x1 for g in glyphs]), glyphs[0].base, heights[len(heights) // 2], _is_bold(font), line)


@cache
def _is_bold(font: str) -> bool:
    return any(mark in font.lower() for mark in _BOLD)


def lines(found: Iterable[Word], gap: float = _SEGMENT_GAP) -> list[Line]:
    """Lines of the words, from the top and from the left; words farther apart than `gap` line heights are two lines on one base."""
    stretches: list[list[Word]] = []
    for word in sorted(found, key=lambda w: (w.line, w.x0)):
        last = stretches[-1][-1] if stretches else None
        if last is not None and last.line == word.line and word.x0 - last.x1 <= gap * word.height:
            stretches[-1].append(word)
        else:
            stretches.append([word])
    return [Line.of(stretch) for stretch in stretches]
