"""The 'lược đồ' of a saved page: lists, under fixed labels, of the documents that act on the one shown or are acted on by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.registry import RelationLabel, label_key, relation_labels
from loaders.layout import Block

_LONGEST_LABEL = 90  # characters
_NUMBER = r"\d{1,5}[a-z]?(?:\.\d{1,2})?\s?[/-](?:\d{4}/)?[A-ZĐ][\w&-]*(?:/[A-ZĐ][\w&-]*)*"
_DAY = r"(?:\s*,?\s*ngày\s+\d{1,2}(?:\s*tháng\s*|[/.-])\d{1,2}(?:\s*năm\s*|[/.-])\d{4})?"
_ENTRY = re.compile(
    r"\s*(?:[-•*+]|\d{1,3}[.)])?\s*(?P<document>"
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị|Lệnh|Công văn|Kế hoạch|"
    rf"Thông báo|Văn bản hợp nhất|Hiến pháp|Công điện)\b[^;\n]{{0,160}}?(?<![\w/]){_NUMBER}{_DAY}|{_NUMBER}(?=\s|$))"
)
_META = re.compile(
    r"\s*(?:-{1,3}|không có|xem (?:thêm|chi tiết)|(?:ngày\s+)?(?:ban hành|có hiệu lực|hết hiệu lực|cập nhật|áp dụng|hiệu lực)\s*:.{0,60}|"
    r"(?:tình trạng|hiệu lực|trạng thái)(?:\s+hiệu lực)?\s*:?.{0,40}|còn hiệu lực|hết hiệu lực(?: (?:toàn bộ|một phần))?|chưa có hiệu lực|"
    r"\d{1,2}/\d{1,2}/\d{4})\s*",
    re.IGNORECASE,
)
_MAY_LIST = re.compile(r"^[^\S\n]*(?:văn bản|căn cứ ban hành)\s", re.IGNORECASE | re.MULTILINE)  # how every label begins
_TITLED = re.compile(r"\s*(?:lược đồ|văn bản liên quan|lược đồ văn bản)\s*:?\s*", re.IGNORECASE)
_SHOWN = re.compile(r"\s*văn bản (?:đang xem|hiện thời)\s*:?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """One listed document: where its label and the document itself stand."""

    label: RelationLabel
    label_start: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A lược đồ: what it lists, where it names the document shown (None where it does not), and the blocks it takes (their starts)."""

    listed: tuple[Listed, ...]
    shown: tuple[int, int] | None
    blocks: frozenset[int]


NO_LISTING = Listing((), None, frozenset())


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    block: int


def listing(text: str, blocks: Sequence[Block]) -> Listing:
    """The lược đồ among the blocks of a page; NO_LISTING where there is none.

    One label can be a heading of any text: it takes two labels with documents under them, or one below 'Lược đồ'.
    """
    if not _MAY_LIST.search(text):
        return NO_LISTING
    lines = list(_lines(text, blocks))
    first = next((i for i, line in enumerate(lines) if _label(text, line)), None)
    if first is None:
        return NO_LISTING
    reader = _Reader(text, lines, first)
    reader.read()
    titled = first > 0 and _TITLED.fullmatch(text, lines[first - 1].start, lines[first - 1].end) is not None
    labels = {entry.label_start for entry in reader.listed}
    if not labels or (len(labels) < 2 and not titled):
        return NO_LISTING
    return Listing(tuple(e for e in reader.listed if e.label.relation), reader.shown, frozenset(reader.taken))


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[_Line]:
    for block in blocks:
        at = block.start
        for part in re.split(r"(\n|;\s)", text[block.start : block.end]):
            if part.strip(" \n;"):
                yield _Line(at, at + len(part), block.start)
            at += len(part)


def _label(text: str, line: _Line) -> tuple[RelationLabel, int] | None:
    """The label that a line is, or opens with before ':', and where what follows it begins."""
    if not _MAY_LIST.match(text, line.start):
        return None
    head = text[line.start : min(line.end, line.start + _LONGEST_LABEL)]
    words = head.split(":")[0]
    label = relation_labels().get(label_key(words))
    if label is None or (":" not in head and line.end - line.start > _LONGEST_LABEL):
        return None
    return label, min(line.end, line.start + len(words) + 1)


class _Reader:
    """Follows the lines from the first label to the first one that belongs to something else."""

    def __init__(self, text: str, lines: Sequence[_Line], first: int) -> None:
        self.text, self.lines, self.first = text, lines, first
        self.listed: list[Listed] = []
        self.shown: tuple[int, int] | None = None
        self.taken: set[int] = set()
        self._label: tuple[RelationLabel, int] | None = None

    def read(self) -> None:
        expects_shown = False
        for index in range(self.first, len(self.lines)):
            line = self.lines[index]
            if _SHOWN.fullmatch(self.text, line.start, line.end):
                expects_shown = True
            elif expects_shown and (entry := _ENTRY.match(self.text, line.start, line.end)):
                self.shown, expects_shown, self._label = entry.span("document"), False, None
            elif not self._reads(line) and not self._explains(index):
                return
            self.taken.add(line.block)

    def _reads(self, line: _Line) -> bool:
        label = _label(self.text, line)
        if label:
            self._label = (label[0], line.start)
            rest = _ENTRY.match(self.text, label[1], line.end)
            self._take(rest)
            return True
        entry = _ENTRY.match(self.text, line.start, line.end)
        self._take(entry)
        return entry is not None or _META.fullmatch(self.text, line.start, line.end) is not None

    def _take(self, entry: re.Match[str] | None) -> None:
        if entry and self._label:
            self.listed.append(Listed(self._label[0], self._label[1], *entry.span("document")))

    def _explains(self, index: int) -> bool:
        """Whether a line is the title of the document listed before it: the list goes on behind it."""
        line, after = self.lines[index], self.lines[index + 1 : index + 2]
        goes_on = any(
            _label(self.text, n) or _ENTRY.match(self.text, n.start, n.end) or _META.fullmatch(self.text, n.start, n.end) for n in after
        )
        return goes_on and line.end - line.start < 260 and bool(self.listed)
