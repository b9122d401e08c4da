"""Markdown as documents are published in it: wrapped paragraphs, emphasis, pipe tables, and tables with one cell a line."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date

from loaders.layout import HEADING, PARAGRAPH, Layout, LayoutBuilder
from loaders.readers._decoding import decode

SUFFIXES = (".md", ".markdown")

_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$")
_PIPE_ROW = re.compile(r"\s*\|.*\|\s*$")
_SEPARATOR_ROW = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|`+|~~)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_FOOTNOTE_MARK = re.compile(r"\[\^[\w-]+\](?!:)")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|sup|sub|span|p|div|br|font|center)\b[^>]*>", re.IGNORECASE)
_QUOTE = re.compile(r"^\s*>\s?")
# A line that opens a block of its own although no empty line stands before it.
_ITEM = re.compile(
    r"(?:[-+•–—]\s|\*\s|\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[ivxIVX]{1,5})[.)]\s|[a-zđ]\)\s|Điều\s+\d+\.|(?:Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN)\s+[IVX\d]+|"
    r"PHỤ LỤC|Phụ lục\s+[IVX\d]+\b(?!\s+kèm)|Căn cứ\s|Theo đề nghị|Xét đề nghị|Số:|Nơi nhận|Kính gửi|TM\.|KT\.|TL\.)"
)
_FRONT = re.compile(r"^(title|date|published):\s*['\"]?(.+?)['\"]?\s*$", re.MULTILINE)


def read(data: bytes, source: str) -> Layout:
    """Read markdown; raises InputError where it is not text."""
    text = decode(data, source)
    builder = LayoutBuilder()
    text = _front_matter(text, builder)
    lines = text.split("\n")
    position = table = 0
    while position < len(lines):
        if _is_cell_mark(lines[position]):
            position, rows = _cell_per_line(lines, position)
        elif _PIPE_ROW.match(lines[position]):
            position, rows = _pipe_table(lines, position)
        else:
            position = _paragraphs(lines, position, builder)
            continue
        table += _emit_table(builder, table, rows)
    return builder.build()


def _front_matter(text: str, builder: LayoutBuilder) -> str:
    if not text.startswith("---\n") or (end := text.find("\n---", 4)) < 0:
        return text
    for key, value in _FRONT.findall(text[4:end]):
        if key == "title":
            builder.title = value
        else:
            try:
                builder.published = date.fromisoformat(value[:10])
            except ValueError:
                continue
    return text[end + 4 :]


def plain(line: str) -> str:
    """One line without its markup."""
    line = _TAG.sub(" ", _LINK.sub(r"\1", _FOOTNOTE_MARK.sub("", _QUOTE.sub("", line))))
    return html.unescape(_ESCAPE.sub(r"\1", _EMPHASIS.sub("", line))).strip()


def _paragraphs(lines: list[str], position: int, builder: LayoutBuilder) -> int:
    """Read paragraphs up to the next table or the end; gives the position after."""
    current: list[str] = []
    bold = False

    def flush(kind: str = PARAGRAPH) -> None:
        builder.add(" ".join(current), kind)
        current.clear()

    while position < len(lines):
        line = lines[position]
        if _is_cell_mark(line) or _PIPE_ROW.match(line):
            break
        position += 1
        if heading := _HEADING.match(line):
            flush()
            current.append(plain(heading[1]))
            flush(HEADING)
            continue
        words = "" if _RULE.match(line) else plain(line)
        if not words or _ITEM.match(words):
            flush()
            bold = False
        elif current and len(current[0]) > 11 and " ".join(current).isupper() and not words.isupper():
            flush(HEADING)  # a title in capitals, its text right below
        if words:
            bold = line.lstrip().startswith("**") if not current else bold
            current.append(words)
            if bold and line.rstrip().endswith("**") and line.count("**") <= 2:  # wholly bold: a heading
                flush(HEADING)
            elif line.endswith("  "):  # a hard line break
                flush()
    flush()
    return position


def _is_cell_mark(line: str) -> bool:
    return line.strip() == "|"


_LONGEST_CELL = 60  # lines; running text is longer than any cell before the next mark
_LONG_CELL = 15  # lines; from here on a stretch with items of an outline is running text
_OUTLINED = re.compile(r"(?:\d{1,2}\.|[a-zđ]\)|[IVX]{1,4}\.|Điều \d+\.?)\s")
_NO_CELL = re.compile(r"(?:PHỤ LỤC|Phụ lục|THÔNG BÁO|QUYẾT ĐỊNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|CHỈ THỊ|KẾ HOẠCH|CÔNG ĐIỆN|Điều \d)")


def _cell_per_line(lines: list[str], position: int) -> tuple[int, list[list[str]]]:
    """A table written with '|' alone on a line around each cell; two marks in a row end a table row.

    Nothing marks the end of the table: it ends where a row as wide as the first is full, or where what follows is no cell.
    """
    rows: list[list[str]] = []
    row: list[str] = []
    position += 1
    while position < len(lines):
        if _is_cell_mark(lines[position]):
            if row:
                rows.append(row)
            row = []
            position += 1
            continue
        end = _cell_end(lines, position)
        full = bool(rows) and len(row) >= max(map(len, rows))
        if end < 0 or (full and not _is_short_cell(lines[position:end])):
            break
        row.append(_cell_text(lines[position:end]))
        position = end + 1
    return position, [*rows, row] if row else rows


def _is_short_cell(cell: list[str]) -> bool:
    """Whether this can only be a cell: a heading or paragraph after the table would be longer or set in capitals."""
    words = " ".join(map(plain, cell))
    return len(cell) <= 3 and len(words) <= 30 and not words.isupper()


def _cell_end(lines: list[str], position: int) -> int:
    """The line of the mark that closes the cell beginning at `position`, or -1 where no cell begins."""
    if not lines[position].strip() or _NO_CELL.match(plain(lines[position])):
        return -1
    ahead = lines[position : position + _LONGEST_CELL]
    end = next((i for i, line in enumerate(ahead) if _is_cell_mark(line)), -1)
    return -1 if end < 0 or _is_running_text(ahead[:end]) else position + end


def _is_running_text(lines: list[str]) -> bool:
    """Whether what stands before the next mark is the document's text, with its own numbered items, and no cell."""
    return len(lines) >= _LONG_CELL and sum(1 for line in lines if _OUTLINED.match(plain(line))) > 1


def _cell_text(cell: list[str]) -> str:
    """One cell's lines joined: an item keeps a line of its own."""
    parts: list[str] = []
    for line in cell:
        words = plain(line) if not _RULE.match(line) else ""
        if not words:
            continue
        if parts and not _ITEM.match(words):
            parts[-1] = f"{parts[-1]} {words}"
        else:
            parts.append(words)
    return "\n".join(parts)


def _pipe_table(lines: list[str], position: int) -> tuple[int, list[list[str]]]:
    rows: list[list[str]] = []
    while position < len(lines) and _PIPE_ROW.match(lines[position]):
        if not _SEPARATOR_ROW.match(lines[position]):
            body = lines[position].strip().strip("|")
            rows.append([plain(re.sub(r"<br\s*/?>", " ", cell)) for cell in re.split(r"(?<!\\)\|", body)])
        position += 1
    return position, rows


def _emit_table(builder: LayoutBuilder, table: int, rows: list[list[str]]) -> int:
    """Write the rows of a table as cells; a table of one cell is a paragraph. Gives 1 if a table was written."""
    filled = [row for row in rows if any(row)]
    if not filled:
        return 0
    if len(filled) == 1 and sum(1 for cell in filled[0] if cell) == 1:
        for line in next(cell for cell in filled[0] if cell).split("\n"):
            builder.add(line)
        return 0
    builder.add_table(table, _cells(filled))
    return 1


def _cells(rows: list[list[str]]) -> Iterator[list[tuple[str, int, int]]]:
    for row in rows:
        yield [(text, column, 1) for column, text in enumerate(row)]
