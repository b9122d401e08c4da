"""What stands on every page around the text: running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from loaders.readers._pdf.lines import Line
from loaders.readers._pdf.sheets import Sheet

_EDGE = 0.16  # share of the page's height in which heads and feet stand
_LEVEL = 12.0  # points by which their height may differ
_NUMBER = re.compile(r"[-–—\s.]*(?:(trang|page)\s*)?(\d{1,4})(\s*(?:/|of|trên)\s*\d{1,4})?[-–—\s.|]*", re.IGNORECASE)
_END_NUMBER = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")
# What stands at the top of many documents or annexes bound in one file, and is text all the same.
_NO_FURNITURE = re.compile(
    r"cộng\s+h(?:òa|oà)\s+xã\s+hội|đảng\s+cộng\s+sản|độc\s+lập\s*[-–]|(?:phụ lục|biểu|mẫu|bảng|điều|chương|mục|phần)\b", re.IGNORECASE
)

Place = tuple[Sheet, Line, str, float]
"""A line near an edge: its page, itself, which edge, and how far from it."""


def drop_furniture(sheets: Sequence[Sheet]) -> None:
    """Take running heads and feet and page numbers out of the pages."""
    places = [place for sheet in sheets for place in _places(sheet)]
    dropped = _repeated(places, len(sheets)) | _page_numbers(places)
    for sheet in sheets:
        sheet.lines = [line for line in sheet.lines if id(line) not in dropped]
        sheet.across = [(line, box) for line, box in sheet.across if id(line) not in dropped]


def _places(sheet: Sheet) -> Iterator[Place]:
    for line, box in (*((line, sheet.box) for line in sheet.lines), *sheet.across):
        top, bottom = line.base - box[1], box[3] - line.base
        height = box[3] - box[1]
        for edge, far in (("top", top), ("bottom", bottom)):
            if far < height * _EDGE:
                yield sheet, line, edge, far


def _repeated(places: Sequence[Place], pages: int) -> set[int]:
    """Lines of the same words at the same height on three pages or more, or on both of two; a number in them counts the pages."""
    same: dict[tuple[str, int, str], list[Place]] = defaultdict(list)
    for place in places:
        words, shift = _key(place[1].text, place[0].number)
        if not _NO_FURNITURE.match(words):
            same[words, shift, place[2]].append(place)
    needed = min(3, max(pages, 2))
    found: set[int] = set()
    for group in same.values():
        for _, line, _, far in group:
            level = {place[0].number for place in group if abs(place[3] - far) <= _LEVEL}
            if len(level) >= needed:
                found.add(id(line))
    return found


def _key(text: str, page: int) -> tuple[str, int]:
    """The words without a number at their beginning or end, and by how much that number is ahead of the page's."""
    number = _END_NUMBER.search(text)
    if number is None or len(number[0]) == len(text):
        return text, 0
    return text.replace(number[0], "").strip(), int(number[0]) - page


def _is_mark(place: Place) -> bool:
    """Whether words follow a number right away: it numbers a footnote, not the page."""
    line = place[1]
    return any(abs(o.base - line.base) < 0.7 * o.height and 0 <= o.x0 - line.x1 < o.height for o in place[0].lines)


def _page_numbers(places: Sequence[Place]) -> set[int]:
    """Numbers alone at an edge that count the pages."""
    numbers = [(place, match) for place in places if (match := _NUMBER.fullmatch(place[1].text)) and not _is_mark(place)]
    counts: dict[int, set[int]] = defaultdict(set)
    for place, match in numbers:
        counts[int(match[2]) - place[0].number].add(place[0].number)
    usual = max(counts, key=lambda shift: (len(counts[shift]), -abs(shift)), default=0)
    counted = usual == 0 or len(counts[usual]) >= 2
    return {id(place[1]) for place, match in numbers if match[1] or match[3] or (counted and int(match[2]) - place[0].number == usual)}
