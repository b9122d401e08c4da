"""Sentences and clauses: the pieces that can each lay down one obligation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from loaders.recognise.words import ADVERB, VERB

_SENTENCE_END = re.compile(
    r"(?<=[.!?…])[”\"')\]]*\s+(?=[“\"(\[]?(?:[A-ZĐÂÊÔƠƯĂÁÀẢÃẠÉÈẺẼẸÍÌỈĨỊÓÒỎÕỌÚÙỦŨỤÝỲỶỸỴẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰ]|\d|-\s))|\n"
)
_NOT_AN_END = re.compile(
    r"(?:\b(?:TP|Tp|TS|PGS|GS|ThS|Đ/c|No|vs|v\.v|QCVN|St|Mr|Ms|Dr|[A-ZĐ])\.|(?:^|[\n;:]\s*|[Đđ]iều\s|[Kk]hoản\s)\d{1,3}\.)$"
)
# Each branch opens with its mark and looks back from behind it: so the search runs from mark to mark (four times as fast).
_BREAK = re.compile(
    r";\s*(?:và\s+)?|,\s*(?=đồng thời,?\s)|,(?<=[^;.]{40},)(?<!chủ trì,)\s*(?=phối hợp với\s)|\((?<!\w\()(?:\d{1,2}|[ivx]{1,4})\)\s*"
)
# What follows these explains the clause before it and lays down nothing of its own.
_EXPLAINS = re.compile(r"(?:trong đó|bao gồm|gồm|như|cụ thể là|ví dụ|nhất là|(?:pháp luật|quy định|chính sách|nội dung) về)\s*:\s*")
_JOINT = re.compile(r"(?:\((?:\d{1,2}|[ivx]{1,4})\)|(?<=\s)và)$")
_NO_OBJECT = re.compile(
    r"(?:kết nối|chia sẻ|liên thông|tích hợp|đồng bộ)(?:,\s*(?:chia sẻ|liên thông|tích hợp|đồng bộ))*(?:\s+dữ liệu)?\s+(?:với|lên|vào|về)\s"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch that can lay down one obligation. `sentence` is the whole sentence it belongs to; `first` says it opens it."""

    start: int
    end: int
    sentence: tuple[int, int]
    first: bool


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences between two positions, without the white space around them."""
    at = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if text[match.start()] != "\n" and match[0] != "\n" and _NOT_AN_END.search(text[max(at, match.start() - 10) : match.start()]):
            continue
        yield from _trimmed(text, at, match.start())
        at = match.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


def clauses(text: str, form: str, start: int, end: int, opens: re.Pattern[str], tells: Callable[[int, int], bool]) -> Iterator[Clause]:
    """The clauses of one sentence: it is divided at ';' and at '(1)', where a verb or a subject begins a new one.

    `opens` knows subjects by their first words, `tells` whether a stretch tells a recognised body what to do.
    """
    cuts = [start]
    explained = _EXPLAINS.search(form, start, end)
    depth_from = explained.end() if explained and not _enumerates(form, explained.end(), end) else end
    for match in _BREAK.finditer(form, start, end):
        if match.start() >= depth_from and match[0][0] in ";,":
            continue
        if _in_brackets(text, start, match.start()) or match.end() >= end:
            continue
        if _begins(form, match.end(), end, opens) or (match[0][0] == ";" and tells(match.end(), _item_end(form, match.end(), end))):
            cuts.append(match.end())
    for index, first in enumerate(cuts):
        last = cuts[index + 1] if index + 1 < len(cuts) else end
        for s, e in _trimmed(text, first, last):
            e = _without_joint(text, s, e)
            if e > s:
                yield Clause(s, e, (start, end), index == 0)


def _without_joint(text: str, start: int, end: int) -> int:
    """Where a stretch ends without what only joins it to the next: ';', 'và', '(2)'. Cut piece by piece: blanks may be many."""
    while end > start:
        kept = start + len(text[start:end].rstrip("; \t\n\u00a0"))
        joint = _JOINT.search(text, max(start, kept - 7), kept)
        if joint is None:
            return kept
        end = joint.start()
    return end


def _enumerates(form: str, start: int, end: int) -> bool:
    """Whether '(1)' or '(i)' follows: then each item stands for itself."""
    return re.match(r"\s*\((?:1|i)\)", form[start:end]) is not None


def _begins(form: str, position: int, end: int, opens: re.Pattern[str]) -> bool:
    """Whether a new obligation can begin here: a subject, or a verb with an object of its own."""
    if opens.match(form, position, end):
        return True
    adverb = ADVERB.match(form, position, end)
    at = adverb.end() if adverb else position
    if _NO_OBJECT.match(form, at, end):
        return False
    return VERB.match(form, at, end) is not None or (adverb is not None and VERB.search(form, position, adverb.end()) is not None)


def _item_end(form: str, start: int, end: int) -> int:
    stop = form.find(";", start, end)
    return stop if stop >= 0 else end


def _in_brackets(text: str, start: int, position: int) -> bool:
    return text.count("(", start, position) > text.count(")", start, position)
