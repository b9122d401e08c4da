"""What stands on a PDF page: glyphs with their place and direction, ruled lines, and whether a picture covers it. All access to PDFium."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
"""left, top, right, bottom in points; y grows downwards."""

_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 400
_DEEPEST = 4
_THIN = 3.5  # points; a filled shape no thicker is a ruled line
_SKEWED = 0.2  # radians off the axes: a watermark
_COVERING = 0.4  # share of the page
_HYPHEN = 2
_BLANK = {0x20, 0xA0, 0x0D, 0x0A, 0x09}
_QUARTER = math.pi / 2
_HEIGHT = 1.1  # of the size of the type: from the foot of g to the accent of Ấ
_NO_CHARACTER = {0, 0xFFFE, 0xFFFF, 0xFFFD}


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as seen by a reader whose eyes follow its direction: x along the line, `base` downwards."""

    text: str
    x0: float
    x1: float
    base: float
    height: float
    space: int
    """What PDFium sees before it: 0 nothing, 1 the beginning of a word by its place, 2 a space that is written."""
    index: int


@dataclass(slots=True)
class Page:
    """One page. `glyphs` by direction in quarter turns, `rules` are straight lines in the page's own coordinates (y upwards)."""

    number: int
    width: float
    height: float
    glyphs: dict[int, list[Glyph]] = field(default_factory=dict)
    rules: list[Box] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    """The font's name at the index of each word's first glyph."""
    pictured: bool = False
    unreadable: int = 0

    @property
    def direction(self) -> int:
        """The direction in which most of the page is read."""
        return max(self.glyphs, key=lambda turn: (len(self.glyphs[turn]), -turn), default=0)


def turned(turn: int, left: float, bottom: float, right: float, top: float) -> Box:
    """A box of the page (y upwards) as (left, top, right, bottom) for a reader of text that runs in direction `turn`.

    >>> turned(0, 10, 700, 20, 712)
    (10, -712, 20, -700)
    """
    if turn == 1:
        return -top, -right, -bottom, -left
    if turn == 2:
        return -right, bottom, -left, top
    if turn == 3:
        return bottom, left, top, right
    return left, -top, right, -bottom


def read_page(document: pdfium.FPDF_DOCUMENT, number: int) -> Page | None:
    """Page `number` (from 1); None for a damaged one."""
    handle = pdfium.FPDF_LoadPage(document, number - 1)
    if not handle:
        return None
    try:
        width, height = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
        if pdfium.FPDFPage_GetRotation(handle) % 2:
            width, height = height, width
        page = Page(number, width, height)
        _read_objects(page, handle)
        _read_glyphs(page, handle)
        return page
    finally:
        pdfium.FPDF_ClosePage(handle)


def _read_glyphs(page: Page, handle: pdfium.FPDF_PAGE) -> None:
    text = pdfium.FPDFText_LoadPage(handle)
    if not text:
        return
    try:
        _collect(page, text)
        for glyphs in page.glyphs.values():
            for glyph in glyphs:
                if glyph.space:
                    page.fonts[glyph.index] = _font(text, glyph.index)
    finally:
        pdfium.FPDFText_ClosePage(text)


def _collect(page: Page, text: pdfium.FPDF_TEXTPAGE) -> None:
    """Read the glyphs."""
    box, matrix, x, y = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    space = 2
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in _BLANK:
            space = max(space, 1 if pdfium.FPDFText_IsGenerated(text, index) == 1 else 2)
            continue
        if code in _NO_CHARACTER:
            page.unreadable += 1
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, box) or not pdfium.FPDFText_GetCharOrigin(text, index, x, y):
            continue
        if not pdfium.FPDFText_GetMatrix(text, index, matrix):
            continue
        angle = -math.atan2(matrix.b, matrix.a) / _QUARTER
        turn = round(angle)
        if abs(angle - turn) * _QUARTER > _SKEWED:
            continue
        turn %= 4
        x0, _, x1, _ = turned(turn, box.left, box.bottom, box.right, box.top)
        base = turned(turn, x.value, y.value, x.value, y.value)[1]
        height = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d) * _HEIGHT
        page.glyphs.setdefault(turn, []).append(Glyph(_character(code), x0, x1, base, height, space, index))
        space = 0


def _character(code: int) -> str:
    """Bullets of symbol fonts stand in the private area; what they show is a bullet. A hyphen at the end of a line comes as 2."""
    if code == _HYPHEN:
        return "-"
    return "•" if 0xE000 <= code <= 0xF8FF else chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else ""


_NAME = ctypes.create_string_buffer(128)
_FLAGS = ctypes.c_int()


def _font(text: pdfium.FPDF_TEXTPAGE, index: int) -> str:
    length = pdfium.FPDFText_GetFontInfo(text, index, _NAME, 128, _FLAGS)
    return _NAME.value.decode("latin-1").rpartition("+")[2] if 0 < length <= 128 else ""


def _read_objects(page: Page, handle: pdfium.FPDF_PAGE) -> None:
    count = min(pdfium.FPDFPage_CountObjects(handle), _MOST_OBJECTS)
    for index in range(count):
        _read_object(page, pdfium.FPDFPage_GetObject(handle, index), ((1, 0, 0, 1, 0, 0),))


Matrix = tuple[float, float, float, float, float, float]


def _read_object(page: Page, item: pdfium.FPDF_PAGEOBJECT, outer: tuple[Matrix, ...]) -> None:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        page.rules.extend(_rules(item, (_matrix(item), *outer)))
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        left, bottom, right, top = _bounds([(0, 0), (1, 0), (0, 1), (1, 1)], (_matrix(item), *outer))
        page.pictured |= (right - left) * (top - bottom) > page.width * page.height * _COVERING
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(outer) < _DEEPEST:
        for index in range(min(pdfium.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)):
            _read_object(page, pdfium.FPDFFormObj_GetObject(item, index), (_matrix(item), *outer))


def _matrix(item: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return 1, 0, 0, 1, 0, 0
    return found.a, found.b, found.c, found.d, found.e, found.f


Point = tuple[float, float]


def _bounds(points: list[Point], matrices: tuple[Matrix, ...]) -> Box:
    """left, bottom, right, top of points after all matrices, innermost first."""
    placed = [_placed(point, matrices) for point in points]
    return min(x for x, _ in placed), min(y for _, y in placed), max(x for x, _ in placed), max(y for _, y in placed)


def _placed(point: Point, matrices: tuple[Matrix, ...]) -> Point:
    x, y = point
    for a, b, c, d, e, f in matrices:
        x, y = a * x + c * y + e, b * x + d * y + f
    return x, y


def _rules(path: pdfium.FPDF_PAGEOBJECT, matrices: tuple[Matrix, ...]) -> Iterator[Box]:
    """The straight lines along the axes that a path draws: strokes, and filled shapes too thin to be anything else."""
    fill, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return
    for points in _outlines(path):
        parts = [[a, b] for a, b in pairwise(points)] if stroke.value else [points]
        for left, bottom, right, top in (_bounds(part, matrices) for part in parts):
            thin = min(right - left, top - bottom)
            if thin <= _THIN and max(right - left, top - bottom) > _THIN and (thin <= 1 or not stroke.value):
                yield left, bottom, right, top


def _outlines(path: pdfium.FPDF_PAGEOBJECT) -> Iterator[list[Point]]:
    """The corners of each part of a path; a curve counts as no line."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind != pdfium.FPDF_SEGMENT_LINETO and len(points) > 1:
            yield points
        points = [*points, (x.value, y.value)] if kind == pdfium.FPDF_SEGMENT_LINETO else [(x.value, y.value)]
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points
