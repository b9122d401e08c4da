"""Saved web pages: the document proper by its official head, the article by its main text; tables keep their merged cells."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

import trafilatura
from lxml import etree, html

from graph.errors import InputError
from graph.text import keep, squash
from loaders.layout import HEADING, PARAGRAPH, Layout, LayoutBuilder
from loaders.readers._decoding import decode

SUFFIXES = (".html", ".htm", ".xhtml")

for _library in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)  # what they miss in a page is no message for a user

_OFFICIAL = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM", re.IGNORECASE)
_DROPPED = ("script", "style", "noscript", "template", "nav", "aside", "footer", "button", "select", "iframe", "svg", "object")
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:menu|nav|navbar|sidebar|side-?bar|related|relate|comments?|binh-?luan|footer|breadcrumbs?|share|social|"
    r"banner|advert\w*|ads?|tags?|widget|lien-?quan|tin-?khac|toolbar|pagination|login|"
    r"search|copyright|newsletter|most-?read|xem-?nhieu)(?:$|[-_ ])",
    re.IGNORECASE,
)
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {
    "p",
    "div",
    "li",
    "section",
    "article",
    "main",
    "blockquote",
    "dd",
    "dt",
    "pre",
    "center",
    "ul",
    "ol",
    "figure",
    "figcaption",
}
_LONGEST_CELL = 1500  # characters; a longer cell is page layout, not data
_LARGEST = 32 * 1024 * 1024  # bytes
_MOST_ELEMENTS, _MOST_OF_AN_ARTICLE = 400_000, 60_000  # the search for an article's text takes 2 kB an element
_MOST_COLUMNS = 500
_SPAN = re.compile(r"\s(?:col|row)span\s*=\s*[\"']?\d*[\"']?", re.IGNORECASE)  # trafilatura pads rows to any width that is claimed
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z][\w.:-]{1,30})", re.IGNORECASE)


def read(data: bytes, source: str) -> Layout:
    """Read a saved web page; raises InputError where it is not one, nests too deeply or is too large."""
    if len(data) > _LARGEST:
        raise InputError(source, f"trang web quá lớn ({len(data) // 1_000_000} MB; tối đa {_LARGEST // 1_000_000} MB)")
    text = _text(data, source)
    root = _parse(text, source)
    count = sum(1 for _ in root.iter())
    if count > _MOST_ELEMENTS:
        raise InputError(source, f"trang web có quá nhiều thành phần ({count}; tối đa {_MOST_ELEMENTS})")
    _drop_furniture(root)
    if count > _MOST_OF_AN_ARTICLE or _OFFICIAL.search(squash(root.text_content())):
        return _document(root)
    return _article(text, root) or _document(root)


def _text(data: bytes, source: str) -> str:
    """The page's source. What it declares decides only where nothing else makes sense: old pages declare what their fonts overrule."""
    try:
        return decode(data, source)
    except InputError:
        declared = _CHARSET.search(data, 0, 4096)
        if declared is None or b"\0" in data[:4096]:
            raise
        try:
            return keep(data.decode(declared[1].decode("ascii"), "replace"))
        except LookupError as error:
            raise InputError(source, f"trang web khai bảng mã không có: {declared[1].decode('ascii')}") from error


def _parse(text: str, source: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(source, f"trang web hỏng: {squash(str(error))[:120]}") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise InputError(source, "trang web có các thành phần lồng nhau quá sâu (hơn 256 lớp)")
    return root


def _drop_furniture(root: html.HtmlElement) -> None:
    for element in list(root.iter(*_DROPPED)):
        element.drop_tree()
    for element in list(root.iter("div", "section", "ul", "table", "header")):
        marks = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
        if element.getparent() is not None and (_FURNITURE.search(marks) or element.tag == "header"):
            element.drop_tree()


def _document(root: html.HtmlElement) -> Layout:
    builder = LayoutBuilder(title=keep(squash(root.findtext(".//title") or "")))
    body = root.find("body")
    _Walk(builder).element(root if body is None else body)
    return builder.build()


class _Walk:
    """Writes an element's text block by block."""

    def __init__(self, builder: LayoutBuilder) -> None:
        self.builder, self.tables, self.line = builder, 0, ""

    def element(self, element: html.HtmlElement) -> None:
        """Write `element` and what it holds; its tail is the caller's."""
        if element.tag == "table" and (rows := _data_rows(element)):
            self.flush()
            self.builder.add_table(self.tables, rows)
            self.tables += 1
            return
        block = element.tag in _BLOCKS or element.tag in ("table", "tr", "td", "th", "body")
        if block or element.tag == "br":
            self.flush()
        self.line += element.text or ""
        for child in element:
            if isinstance(child.tag, str):
                self.element(child)
            self.line += child.tail or ""
        if block:
            self.flush(HEADING if element.tag in _HEADINGS else PARAGRAPH)

    def flush(self, kind: str = PARAGRAPH) -> None:
        """End the present block."""
        self.builder.add(keep(squash(self.line)), kind)
        self.line = ""


Cells = list[tuple[str, int, int]]
"""The cells of a row: text, column and how many rows it covers."""


def _data_rows(table: html.HtmlElement) -> list[Cells]:
    """The cells of a data table by row, as (text, column, rows covered); nothing for a table that only lays out the page."""
    if table.find(".//table") is not None:
        return []
    rows = list(table.iter("tr"))
    if len(rows) < 2 or max(len(row) for row in rows) < 2 or any(len(cell.text_content()) > _LONGEST_CELL for row in rows for cell in row):
        return []
    return list(_placed(rows))


def _placed(rows: list[html.HtmlElement]) -> Iterator[list[tuple[str, int, int]]]:
    """Cells with their real column: a cell that covers several rows pushes the cells below it to the right."""
    covered: dict[int, int] = {}
    for row in rows:
        cells: list[tuple[str, int, int]] = []
        column = 0
        for cell in row.iterchildren("td", "th"):
            if column >= _MOST_COLUMNS:
                break
            while covered.get(column, 0):
                covered[column] -= 1
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            cells.append((keep(_cell_text(cell)), column, down))
            for place in range(column, column + across):
                covered[place] = down - 1
            column += across
        for place in [place for place, left in covered.items() if place >= column and left]:
            covered[place] -= 1
        yield cells


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), 500) if value.isdigit() else 1


def _cell_text(cell: html.HtmlElement) -> str:
    builder = LayoutBuilder()
    walk = _Walk(builder)
    walk.element(cell)
    walk.flush()
    return builder.build().text


def _article(page: str, root: html.HtmlElement) -> Layout | None:
    """The main text of a news page whose elements are below `root`, or None where none is found."""
    found = trafilatura.bare_extraction(
        _SPAN.sub("", page), include_comments=False, include_tables=True, favor_precision=True, with_metadata=True
    )
    if found is None or isinstance(found, dict) or not found.text:
        return None
    builder = LayoutBuilder(title=keep(squash(found.title or "")), published=_day(found.date))
    builder.add(builder.title, HEADING)
    grids = (_data_rows(table) for table in root.iter("table"))
    known = {_said(text for row in grid for text, _, _ in row): grid for grid in grids if grid}
    tables = 0
    for is_row, lines in groupby(keep(found.text).split("\n"), key=lambda line: _ROW.fullmatch(line) is not None):
        rows = [_row_cells(line) for line in lines if not _SEPARATOR.fullmatch(line)] if is_row else []
        if grid := _grid(rows, known, merged=_SPAN.search(page) is not None):
            builder.add_table(tables, grid)
            tables += 1
            continue
        for text in (" | ".join(filter(None, row)) for row in rows) if is_row else (squash(line.strip("# ")) for line in lines):
            if text != builder.title:
                builder.add(text)
    return builder.build()


_ROW, _SEPARATOR = re.compile(r"\s*\|.*\|\s*"), re.compile(r"[\s|:\-]*")


def _grid(rows: list[list[str]], known: dict[str, list[Cells]], *, merged: bool) -> list[Cells]:
    """The table of the page that has these rows, its merged cells where they were; without one the rows, where no
    cell of the page is `merged`."""
    own = known.get(_said(text for row in rows for text in row))
    if own or merged or len(rows) < 2 or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:
        return own or []
    return [[(text, column, 1) for column, text in enumerate(row)] for row in rows]


def _said(texts: Iterable[str]) -> str:
    """The words of a table, by which it is known again: without bars, which part cells in what trafilatura writes."""
    return squash(" ".join(texts).replace("|", " "))


def _row_cells(line: str) -> list[str]:
    """The cells of a table's row as trafilatura writes it."""
    cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    return [squash(cell.replace("\\|", "|")) for cell in cells]


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
