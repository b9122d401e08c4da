"""One document as it is being read: its forms, head, passages and mentions, with look-ups by position."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.model import Unresolved
from graph.registry import Province
from graph.text import DASHES, match_form, substituted
from loaders.layout import Block, Layout
from loaders.recognise.spans import Mention
from loaders.structure import furniture, head, outline
from loaders.structure.head import Head
from loaders.structure.listing import NO_LISTING, Listing, listing
from loaders.structure.outline import Passage

_PLAIN = dict.fromkeys(DASHES, "-") | dict.fromkeys("\u00a0\u202f\u2007\u2009\n\t", " ")


_SIGNED = re.compile(r"\s*,?\s*(?:ký\s+)?ngày\s+\d{1,2}(?:\s*tháng\s*|/|-|\.)\d{1,2}(?:\s*năm\s*|/|-|\.)\d{4}")


Place = tuple[int | None, int | None, int | None, str | None]
"""Page, table, row and cell of a stretch; None where the source has none."""


def _start(block: Block) -> int:
    return block.start


@dataclass(slots=True)
class Reading:
    """What is known of one document so far. `form` and `plain` have the length of `text`; `document` is its node id."""

    text: str
    form: str
    plain: str
    head: Head
    passages: tuple[Passage, ...]
    standing_duties: bool
    document: str = ""
    home: Province | None = None
    issuers: dict[str, str] = field(default_factory=dict)
    """Agency id behind the number of each cited document; '' where the code does not tell."""
    mentions: list[Mention] = field(default_factory=list)
    unresolved: list[Unresolved] = field(default_factory=list)
    blocks: tuple[Block, ...] = ()
    """All blocks of the source, in text order."""
    listing: Listing = NO_LISTING
    """The 'lược đồ' of the page, apart from the document's own text."""
    _starts: list[int] = field(default_factory=list)

    @property
    def year(self) -> int | None:
        """The year of the document or of publication."""
        return self.head.dated.year if self.head.dated else None

    @property
    def spoken_year(self) -> int | None:
        """The year that dates without one are in: the single year of the title ('Kế hoạch năm 2026'), else the document's."""
        years = (
            set(re.findall(r"(?<![\d-])năm (20\d\d)(?!\s*-)", self.form[slice(*self.head.title_span)])) if self.head.title_span else set()
        )
        plans = self.head.kind in ("plan", "programme", "decision") and "giai đoạn" not in self.head.title.lower()
        return int(years.pop()) if plans and len(years) == 1 else self.year

    def place(self, start: int, end: int) -> Place:
        """Where a stretch stands: its block's page, the table and row it lies in, its cell where it lies in one.."""
        first, last = self._block_at(start), self._block_at(max(start, end - 1))
        if first is None or last is None:
            return None, None, None, None
        if (first.table, first.row) != (last.table, last.row):
            return first.page, None, None, None
        return first.page, first.table, first.row, first.address or None if first is last else None

    def _block_at(self, position: int) -> Block | None:
        index = bisect_right(self.blocks, position, key=_start) - 1
        return self.blocks[index] if index >= 0 else None

    def keep_mentions(self, mentions: Sequence[Mention]) -> None:
        """Set the mentions, in text order."""
        self.mentions = sorted(mentions, key=lambda m: (m.start, -m.end, m.type, m.id))
        self._starts = [m.start for m in self.mentions]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie wholly between two positions, in text order."""
        first = bisect_left(self._starts, start)
        return [m for m in self.mentions[first : bisect_left(self._starts, end, first)] if m.end <= end]

    def dated_names(self, start: int, end: int) -> list[tuple[int, int]]:
        """Spans of names that hold dates of their own: documents with their date of signature, programmes with their period."""
        spans = []
        for mention in self.within(start, end):
            if mention.type in ("Document", "Programme", "Agency"):
                signed = _SIGNED.match(self.form, mention.end, end) if mention.type == "Document" else None
                spans.append((mention.start, signed.end() if signed else mention.end))
        return spans

    def leave(self, start: int, end: int, kind: str, reason: str) -> None:
        """Record that a mention was left unresolved."""
        self.unresolved.append(Unresolved(self.document, start, end, kind, self.text[start:end], reason))


def begin(layout: Layout) -> Reading:
    """Find the document proper, its head and its outline."""
    text = layout.text
    form = match_form(text)
    plain = substituted(text, _PLAIN)
    listed = listing(text, layout.blocks)
    blocks, official = furniture.document_proper(form, [block for block in layout.blocks if block.start not in listed.blocks])
    if official:
        top = head.official_head(plain, form, text, blocks)
    else:
        top = head.article_head(text, form, blocks, layout.title, layout.published)
    passages = outline.outline(text, form, blocks[top.blocks :], top.kind, "" if official else match_form(top.title))
    standing = official and outline.is_statute_of_a_body(form, top.title_span)
    return Reading(text, form, plain, top, passages, standing, blocks=layout.blocks, listing=listed)
