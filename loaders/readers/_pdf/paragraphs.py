"""Lines to paragraphs: what a typesetter broke is joined again, what an author ended stays apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from loaders.readers._pdf.lines import Line

_SPACE = 0.25  # of a line's height: the space between two words
_INDENT = 0.5  # of a line's height: what begins farther in is indented
_CENTRED = 0.6  # of a line's height by which the middles of a centred line and its column may differ
_INSIDE, _INSIDE_BOLD = 1.8, 1.2  # of a line's height that a centred line keeps from both margins
_FARTHER = 1.45  # of the distance of lines within a paragraph: a gap
_SPACED = 1.05  # the same: space between paragraphs, where other signs agree
_CLOSED = (".", ";", ":", "!", "?", "…", "./.")
_OPENS = re.compile(
    r"[-–—•+*▪○]\s*\S|\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]\s|\(\d{1,2}\)\s|[a-zđ]{1,2}\d?\)\s|[IVX]{1,6}[.)]\s|[A-ZĐ][.)]\s|"
    r"(?:Điều|Khoản)\s+\d+[a-zđ]?[.:]|(?:Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN)\s+[IVX\d]+|PHỤ LỤC|Phụ lục\s+[IVX\d]+|"
    r"[A-ZĐ][\w .-]{1,30},\s+ngày\b|Căn cứ\s|Theo đề nghị|Xét đề nghị|Số:|Nơi nhận|Kính gửi|(?:TM|KT|TL|TUQ)\."
)
_DASH = re.compile(r"[-–—]\s+[a-zà-ỹđ]")
_LOOSE = re.compile(r"(?<=\w) ([,;])(?=\s|$)")  # a footnote's number stood between
_HELD = re.compile(r"\w[-/]$")  # a code or word that goes on in the next line
_BROKEN_WORD = re.compile(r"(?:^|\s)[a-z]{3,}-$")


def set_margins(listed: Sequence[Line], usual: tuple[float, float] | None = None) -> None:
    """Give each line of a column its margins: where most full lines begin and end; `usual` where the column has too few."""
    left, right = margins(listed) if usual is None or _wide(listed) >= _ENOUGH else usual
    for line in listed:
        line.left, line.right = min(left, line.x0), max(right, line.x1)


_ENOUGH = 5  # full lines from which margins can be told


def _wide(listed: Sequence[Line]) -> int:
    width = max((line.x1 for line in listed), default=0) - min((line.x0 for line in listed), default=0)
    return sum(1 for line in listed if line.x1 - line.x0 > width * 0.75)


def margins(listed: Sequence[Line]) -> tuple[float, float]:
    """The left and right margin of a column of lines."""
    if not listed:
        return 0.0, 0.0
    width = max(line.x1 for line in listed) - min(line.x0 for line in listed)
    wide = [line for line in listed if line.x1 - line.x0 > width * 0.5] or list(listed)
    begins = Counter(round(line.x0 / 3) for line in wide)
    often = [place for place, count in begins.items() if count >= max(2, len(wide) * 0.08)]
    left = min(line.x0 for line in wide if not often or round(line.x0 / 3) == min(often))
    ends = sorted(line.x1 for line in wide)
    return left, ends[int((len(ends) - 1) * 0.95)] if len(ends) > 2 * _ENOUGH else ends[-1]


def pitch(listed: Sequence[Line]) -> float:
    """The distance of lines within a paragraph, seen where a line begins in small letters; 0 where none does."""
    gaps = [b.base - a.base for a, b in pairwise(listed) if b.page == a.page and 0 < b.base - a.base < 3 * a.height and b.text[0].islower()]
    return median_low(gaps) if gaps else 0.0


def is_centred(line: Line) -> bool:
    """Whether a line stands in the middle of its column, away from both margins."""
    inside = line.height * (_INSIDE_BOLD if line.bold else _INSIDE)
    off = (line.x0 + line.x1) / 2 - (line.left + line.right) / 2
    return abs(off) <= line.height * _CENTRED and line.x0 - line.left > inside and line.right - line.x1 > inside


def is_title(paragraph: Sequence[Line]) -> bool:
    """Whether a paragraph is set as a title: in the middle of its column, or bold; a number or date of a letterhead is none."""
    return all(line.bold for line in paragraph) or (all(map(is_centred, paragraph)) and not _OPENS.match(paragraph[0].text))


def paragraphs(listed: Sequence[Line], spacing: float, narrow: bool = False) -> list[list[Line]]:
    """The lines of one column as paragraphs. `spacing` is the usual distance of lines; `narrow` says that others stand beside them."""
    found: list[list[Line]] = []
    usual = pitch(listed) or spacing or min((b.base - a.base for a, b in pairwise(listed)), default=0)
    for line in listed:
        if found and (continues(found[-1], line, usual) or (narrow and _continues_name(found[-1][-1], line, usual))):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def continues(paragraph: Sequence[Line], line: Line, usual: float) -> bool:
    """Whether `line` goes on with the paragraph. `usual` is the distance of lines; lines of two pages have none."""
    last = paragraph[-1]
    gap = (line.base - last.base) / usual if usual and last.page == line.page else 1.0
    if gap > 2.5 or gap < 0 or not 0.8 < line.height / last.height < 1.25:
        return False
    centred = is_centred(last), is_centred(line)
    if all(centred):
        return _continues_title(last, line, gap)
    if any(centred) and (last.bold, last.text.isupper()) != (line.bold, line.text.isupper()):
        return False
    if _HELD.search(last.text) and line.text[0].isalnum() and gap < _FARTHER:
        return True
    low = line.text[0].islower()
    full = line.words[0].x1 - line.words[0].x0 + last.height * _SPACE > last.right - last.x1
    step = (line.x0 - line.left) - (last.x0 - last.left)
    if _OPENS.match(line.text) and not (full and _goes_on(last, line, step)):
        return False
    if not full:
        return low and gap < _FARTHER and not last.text.endswith(_CLOSED) and abs(step) < last.height * 3
    closed = last.text.endswith(_CLOSED)
    if gap > _FARTHER or (closed and (gap > _SPACED or (last.bold and not line.bold))):
        return low
    return _in_line(paragraph, line, step, low)


def _continues_title(last: Line, line: Line, gap: float) -> bool:
    """Lines of a title are set alike; a short line alone ('QUYẾT ĐỊNH', 'Phụ lục I') names what follows it."""
    if gap > _FARTHER or last.bold != line.bold or len(last.words) < 4 or _OPENS.match(line.text) or last.text.endswith(_CLOSED):
        return False
    return last.text.isupper() == line.text.isupper()


def _continues_name(last: Line, line: Line, usual: float) -> bool:
    """Lines of a letterhead: a name in capitals, each line under the middle of the one above."""
    level = abs((last.x0 + last.x1 - line.x0 - line.x1) / 2) <= last.height * _CENTRED
    close = 0 < line.base - last.base <= max(usual, last.height) * _FARTHER
    return level and close and last.bold == line.bold and last.text.isupper() and line.text.isupper() and not _OPENS.match(line.text)


def _goes_on(last: Line, line: Line, step: float) -> bool:
    """Whether a line that looks like an item only begins with what the full line before it would not hold ('kinh tế / - xã hội')."""
    if step > last.height * _INDENT or last.text.endswith(_CLOSED):
        return False
    return not line.text.startswith(("-", "–", "—")) or _DASH.match(line.text) is not None


def _in_line(paragraph: Sequence[Line], line: Line, step: float, low: bool) -> bool:
    """Whether the line begins where the paragraph's lines do."""
    last, near = paragraph[-1], paragraph[-1].height * _INDENT
    if len(paragraph) > 1:
        return abs(step) <= near or (low and step < near)
    if step < -near:
        return True  # the first line was indented
    if step <= near:
        return low or not last.text.endswith(_CLOSED) or last.x0 - last.left <= near
    hanging = last.words[1].x0 - last.left if len(last.words) > 1 and _OPENS.match(last.text) else None
    return low or (hanging is not None and abs(line.x0 - line.left - hanging) <= near)


def cell_text(listed: Sequence[Line], width: float, usual: float) -> str:
    """The words of a table cell `width` points wide: a line that ends before it had to is a paragraph. `usual` as for `continues`."""
    found: list[list[Line]] = []
    for line in listed:
        if found and _continues_cell(found[-1][-1], line, width, usual):
            found[-1].append(line)
        else:
            found.append([line])
    return "\n".join(joined(paragraph) for paragraph in found)


def _continues_cell(last: Line, line: Line, width: float, usual: float) -> bool:
    low = line.text[0].islower()
    fits = (last.x1 - last.x0) + last.height * _SPACE + (line.words[0].x1 - line.words[0].x0) <= width - last.height
    if _OPENS.match(line.text):
        return not fits and _DASH.match(line.text) is not None and not last.text.endswith(_CLOSED)
    if usual and line.base - last.base > usual * _SPACED:
        return low and line.base - last.base < usual * 2.5
    return low or not fits


def joined(paragraph: Sequence[Line]) -> str:
    """The text of a paragraph: a hyphen or stroke at the end of a line holds its word together."""
    text = ""
    for line in paragraph:
        words = line.text
        if not text:
            text = words
        elif _BROKEN_WORD.search(text) and words[0].isascii() and words[0].islower():
            text = text[:-1] + words
        elif _HELD.search(text) and words[0].isalnum():
            text += words
        else:
            text = f"{text} {words}"
    return _LOOSE.sub(r"\1", text)
