"""The head of a document: for an official one per Nghị định 30/2020 and the Party's form, for an article title and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.text import squash
from loaders.layout import HEADING, Block
from loaders.recognise import dates
from loaders.recognise.numbers import Number, kind_named, kind_of, numbers
from loaders.structure.furniture import STATE_HEAD

_LOOK = 30  # blocks in which a head ends
_DATE_LINE = re.compile(r"(?:[\w\s.\-]{2,40},\s*)?ngày\s+(?:\d|\.)")
_BODY = re.compile(r"(?:căn cứ\s|thực hiện\s|điều\s+1\b|i\.\s|1\.\s|kính gửi|theo đề nghị|chương i\b|phần (?:i|thứ nhất)\b)")
_NO_TITLE = re.compile(r"(?:căn cứ\s|điều\s+1\b|kính gửi|theo đề nghị|chương i\b)")
_LETTER_TITLE = re.compile(r"v/v\s|về việc\s")
_PUBLISHED = re.compile(
    r"(?:ngày đăng|đăng ngày|ngày xuất bản|xuất bản|cập nhật(?: lúc| ngày)?|ngày|đăng lúc|thời gian đăng)\s*:?\s*(?=\d)"
)
_MENU = re.compile(r"\S  +\S|[›»|>]|\s/\s")
_STAMP = re.compile(r"(?:\b\d{1,2}[:h]\d{2}\b|gmt)")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says. Spans are (start, end) in the kept text; `blocks` is how many blocks of the document it takes."""

    official: bool
    kind: str
    title: str
    title_span: tuple[int, int] | None
    number: Number | None
    dated: date | None
    date_span: tuple[int, int] | None
    issuer_span: tuple[int, int] | None
    blocks: int

    @property
    def consolidated(self) -> bool:
        """Whether it heads a consolidated text: those carry the name of the type of their base, and 'VBHN' in their number."""
        return self.kind == "consolidated" or (self.number is not None and self.number.type == "VBHN")


def official_head(plain: str, form: str, text: str, blocks: Sequence[Block]) -> Head:
    """The head of an official document whose first block is the issuer's or the State's name."""
    look = blocks[:_LOOK]
    number = _own_number(plain, form, look)
    dated, date_span = _own_date(form, look)
    body = next((i for i, b in enumerate(look) if _BODY.match(form, b.start)), len(look))
    kind_at = next((i for i, b in enumerate(look[:body]) if _kind(form, b)), None)
    title_at = kind_at + 1 if kind_at is not None else next((i for i, b in enumerate(look) if _LETTER_TITLE.match(form, b.start)), None)
    issuer = _issuer(form, look)
    end, title_span = _title(text, form, look, title_at, form[slice(*issuer)].strip() if issuer else "")
    kind = _kind(form, look[kind_at]) if kind_at is not None else ""
    if not kind and number is not None:
        kind = kind_of(number.type, number.issuer, number.kind_word)
    title = squash(text[slice(*title_span)]) if title_span else ""
    return Head(True, kind or "other", title, title_span, number, dated, date_span, issuer, end)


def _own_number(plain: str, form: str, blocks: Sequence[Block]) -> Number | None:
    for block in blocks:
        line = form[block.start : block.end]
        if re.search(r"(?:^|\s)(?:luật\s+)?số\s*:?\s", line[:160]):
            found = next(numbers(plain, form, block.start, block.end), None)
            if found:
                return found
        if _BODY.match(line):
            break
    return None


def _own_date(form: str, blocks: Sequence[Block]) -> tuple[date | None, tuple[int, int] | None]:
    for block in blocks:
        line = _DATE_LINE.search(form, block.start, min(block.end, block.start + 200))
        if line is None or _BODY.match(form, block.start):
            continue
        found = next((w for w in dates.whens(form, line.start(), block.end, None) if w.kind == "day"), None)
        if found:
            return found.first, (found.start, found.end)
    return None, None


def _kind(form: str, block: Block) -> str:
    """The kind named by a block that is only the name of a type of document ('QUYẾT ĐỊNH')."""
    if block.end - block.start > 40:
        return ""
    return kind_named(form[block.start : block.end].strip(" :.*"))


def _title(text: str, form: str, blocks: Sequence[Block], at: int | None, issuer: str) -> tuple[int, tuple[int, int] | None]:
    """Where the head ends and the span of the title: the blocks after the name of the type, up to the body or the issuer's line."""
    if at is None or at >= len(blocks):
        return next((i for i, b in enumerate(blocks) if _BODY.match(form, b.start)), 0), None
    last = at
    for index in range(at, min(at + 4, len(blocks))):
        block = blocks[index]
        if (
            form[block.start : block.end].strip() == issuer
            or (_BODY if index > at else _NO_TITLE).match(form, block.start)
            or (index > at and not _continues_title(text, blocks[index - 1], block))
        ):
            break
        last = index + 1
    if last == at:
        return at, None
    return last, (blocks[at].start, blocks[last - 1].end)


def _continues_title(text: str, previous: Block, block: Block) -> bool:
    """A title goes on over blocks set alike: all in capitals, or headings."""
    line, before = text[block.start : block.end], text[previous.start : previous.end]
    return (
        len(line) < 300
        and line.isupper() == before.isupper()
        and (line.isupper() or block.kind == HEADING == previous.kind)
        and not line.endswith((".", ":", ";"))
    )


def _issuer(form: str, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """The issuer's name: before the State's name in the same block, or the block before it."""
    for index, block in enumerate(blocks):
        found = STATE_HEAD.search(form, block.start, block.end)
        if found is None:
            continue
        if found.start() - block.start > 4:
            return block.start, found.start()
        before = [b for b in blocks[:index] if any(c.isalpha() for c in form[b.start : b.end])]
        if before:
            return before[0].start, before[-1].end
        after = next(
            (
                b
                for b in blocks[index + 1 : index + 4]
                if any(c.isalpha() for c in form[b.start : b.end]) and "tự do" not in form[b.start : b.end]
            ),
            None,
        )
        return (after.start, after.end) if after else None
    return None


def article_head(text: str, form: str, blocks: Sequence[Block], title: str, published: date | None) -> Head:
    """The head of an article: its title (from the page, else the first line that can be one) and the day it was published."""
    at = _title_at(text, blocks, title)
    span = (blocks[at].start, blocks[at].end) if at is not None else None
    dated, date_span = (published, None) if published else _published(form, blocks[:12])
    return Head(False, "article", title or (squash(text[slice(*span)]) if span else ""), span, None, dated, date_span, None, 0)


def _title_at(text: str, blocks: Sequence[Block], title: str) -> int | None:
    candidates = [i for i, b in enumerate(blocks[:14]) if 25 <= b.end - b.start <= 250 and not _MENU.search(text, b.start, b.end)]
    for i in candidates:
        if title and squash(text[blocks[i].start : blocks[i].end]) == title:
            return i
    headings = [i for i in candidates if blocks[i].kind == HEADING]
    if headings:
        return headings[0]
    return next(
        (
            i
            for i in candidates
            if not text[blocks[i].start : blocks[i].end].rstrip().endswith((".", ";", ":"))
            and not re.search(r"\d{1,2}[:/]\d", text[blocks[i].start : blocks[i].end])
        ),
        None,
    )


def _published(form: str, blocks: Sequence[Block]) -> tuple[date | None, tuple[int, int] | None]:
    """The day of publication: a labelled date, else a date with a time of day, else a date alone in a short line."""
    best: tuple[int, date, tuple[int, int]] | None = None
    for block in blocks:
        if block.end - block.start > 120:
            continue
        for found in dates.whens(form, block.start, block.end, None):
            if found.kind != "day":
                continue
            labelled = _PUBLISHED.search(form, block.start, found.start) is not None
            rank = 0 if labelled else 1 if _STAMP.search(form, block.start, block.end) else 2
            if best is None or rank < best[0]:
                best = (rank, found.first, (found.start, found.end))
    return (best[1], best[2]) if best else (None, None)
