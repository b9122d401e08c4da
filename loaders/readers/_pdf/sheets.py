"""A page laid out for reading: running lines, tables with the lines of their cells, and what is written across them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median_high

from loaders.readers._pdf.glyphs import Box, Page, turned
from loaders.readers._pdf.grids import Cell, Grid, grids
from loaders.readers._pdf.lines import Line, Word, lines, words

_SMALL = 0.78  # of the height of the line beside it
_MARK = re.compile(r"[\d*]{1,3}|\[\d{1,3}\]|\(\d\)")
_APART = 0.4  # of a line's height


@dataclass(slots=True)
class Ruled:
    """A table of one page: its grid and the lines of each cell."""

    grid: Grid
    cells: dict[Cell, list[Line]] = field(default_factory=dict)


@dataclass(slots=True)
class Sheet:
    """One page. `lines` run, `across` are lines in other directions outside tables, `notes` are its footnotes."""

    number: int
    box: Box
    lines: list[Line] = field(default_factory=list)
    tables: list[Ruled] = field(default_factory=list)
    across: list[tuple[Line, Box]] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


def sheet(page: Page) -> Sheet:
    """Lay out one page."""
    turn = page.direction
    found = Sheet(page.number, turned(turn, 0, 0, page.width, page.height))
    found.tables = [Ruled(grid) for grid in grids([turned(turn, *rule) for rule in page.rules])]
    running, held = _assigned(words(page.glyphs.get(turn, []), page.fonts), found.tables)
    found.lines = lines(running)
    for (index, cell), inside in held.items():
        found.tables[index].cells[cell] = lines(inside, gap=1e6)
    for other in sorted(page.glyphs):
        if other != turn:
            _place_across(page, other, found)
    for line in (*found.lines, *(line for line, _ in found.across)):
        line.page = page.number
    return found


Held = dict[tuple[int, Cell], list[Word]]


def _assigned(found: Iterable[Word], tables: Sequence[Ruled]) -> tuple[list[Word], Held]:
    """Words by where they stand: running text, or a cell (by table and cell)."""
    running: list[Word] = []
    held: Held = {}
    for word in found:
        place = _cell_at((word.x0 + word.x1) / 2, word.middle, tables)
        if place is None:
            running.append(word)
        else:
            held.setdefault(place, []).append(word)
    return running, held


def _cell_at(x: float, y: float, tables: Sequence[Ruled]) -> tuple[int, Cell] | None:
    for index, table in enumerate(tables):
        cell = table.grid.cell_at(x, y)
        if cell is not None:
            return index, cell
    return None


def _place_across(page: Page, turn: int, found: Sheet) -> None:
    """Lines in another direction than the page's: in the cell around them (upright headers), else apart."""
    own_box = turned(turn, 0, 0, page.width, page.height)
    for line in lines(words(page.glyphs[turn], page.fonts)):
        raw = _unturned(turn, (line.x0 + line.x1) / 2, line.base - line.height * 0.25)
        x, y, _, _ = turned(page.direction, *raw, *raw)
        place = _cell_at(x, y, found.tables)
        if place is None:
            found.across.append((line, own_box))
        else:
            found.tables[place[0]].cells.setdefault(place[1], []).append(line)


def _unturned(turn: int, x: float, y: float) -> tuple[float, float]:
    """The point of the page (y upwards) that a reader of direction `turn` sees at (x, y)."""
    return ((x, -y), (-y, -x), (-x, y), (y, x))[turn]


def settle_marks(listed: list[Line], known: set[str]) -> list[Line]:
    """Small raised numbers put where they belong: dropped where they point to a footnote (`known`), else joined to their word."""
    large = [line for line in listed if not _MARK.fullmatch(line.text)]
    kept = list(large)
    for line in listed:
        if not _MARK.fullmatch(line.text):
            continue
        beside = next((other for other in large if _is_raised(line, other)), None)
        if beside is None:
            kept.append(line)
        elif line.text not in known:
            word = max((w for w in beside.words if w.x0 < line.x0), key=lambda w: w.x0)
            word.text += line.text
    for line in kept:
        line.words = [w for w in line.words if not _is_mark(w, line, known)] or line.words
    return sorted(kept, key=lambda line: (line.words[0].line, line.x0))


def _is_raised(mark: Line, line: Line) -> bool:
    """Whether a small line stands at the upper edge of a larger one, right behind one of its words."""
    if mark.height > line.height * _SMALL or not 0 < line.base - mark.base < line.height * 0.7:
        return False
    return any(abs(mark.x0 - word.x1) < _APART * line.height for word in line.words)


def _is_mark(word: Word, line: Line, known: set[str]) -> bool:
    return word.text in known and word.height < line.height * _SMALL


def take_notes(found: Sheet, body: float) -> set[str]:
    """Move the footnotes of a page, known by small letters at its foot under a number, out of the running lines; gives their numbers."""
    first = len(found.lines)
    while first and found.lines[first - 1].height < body * 0.88:
        first -= 1
    while first < len(found.lines) and not _opens_note(found.lines, first, body):
        first += 1
    found.notes, found.lines = found.lines[first:], found.lines[:first]
    return {line.words[0].text for line in found.notes if _MARK.fullmatch(line.words[0].text)}


def _opens_note(listed: Sequence[Line], at: int, body: float) -> bool:
    word = listed[at].words[0]
    return bool(_MARK.fullmatch(word.text)) and word.height < body * 0.7


def body_height(sheets: Iterable[Sheet]) -> float:
    """The height of the letters most of the running text is set in; 12 where there is none."""
    heights = [line.height for found in sheets for line in found.lines for _ in range(len(line.words))]
    return median_high(heights) if heights else 12.0
