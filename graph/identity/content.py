"""What the words of a task are about: its content, its numbers and its levels, without what every order is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from graph.text import fold, match_form

# A full date tells when, not what; the deadline is compared by itself.
_DATE = re.compile(
    r"(?:ngày\s+)?\d{1,2}\s*[/-]\s*\d{1,2}\s*[/-]\s*20\d\d|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+20\d\d|"
    r"tháng\s+\d{1,2}\s*(?:/|năm\s+)\s*20\d\d|quý\s+(?:[ivIV]+|\d)\s*(?:/|năm\s+)\s*20\d\d|ngày\s+\d{1,2}(?:\s+tháng\s+|\s*/\s*)\d{1,2}"
)
_NUMBER = re.compile(r"(?<![\w])\d[\d.,]*(?![\w])")
_NOTE = re.compile(r"\[\d+\]|[¹²³⁴⁵⁶⁷⁸⁹]")
# Words that lean on the text around them: 'Quyết định này', 'Thực hiện Đề án': only one order can say what they mean.
_LEANS = re.compile(
    r"(?<!\w)(?:này|nêu trên|nói trên|trên đây|dưới đây|kèm theo)(?!\w)|"
    r"(?<!\w)(?:Đề án|Chương trình|Kế hoạch|Chiến lược|Dự án|Nghị quyết|Quyết định|Chỉ thị|Công điện|Thông báo|Luật|Phụ lục)"
    r"(?=\s*(?:[,.;:)]|$)|\s+(?:theo|trên|tại|bảo đảm|đúng|và|cho|trước|trong|hằng|hàng)\s)"
)


@dataclass(frozen=True, slots=True)
class Content:
    """`pairs` are neighbouring content words; `numbers` the values in the text, `levels` the administrative levels named;
    `leans` says that the words mean something only within their own order."""

    pairs: frozenset[str]
    numbers: frozenset[str]
    levels: frozenset[str]
    leans: bool


@cache
def _words() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf8"))
    return data


@cache
def _dropped() -> re.Pattern[str]:
    lists = _words()
    phrases = {match_form(p) for name in ("steps", "receivers", "fillers", "grammar") for p in lists[name]}
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))})(?!\w)")


@cache
def _abbreviations() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_words()['abbreviations'], key=len, reverse=True))})(?!\w)")


@cache
def _levels() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(fold(level) for level in _words()['levels'])})(?!\S)")


@cache
def _common() -> frozenset[str]:
    return frozenset(f"{a} {b}" for phrase in _words()["common"] for a, b in pairwise(fold(phrase).split()))


def is_common(pair: str) -> bool:
    """Whether two neighbouring words stand in so many tasks of this field that they help to find none."""
    return pair in _common()


def spelled_out(text: str) -> str:
    """`text` with the abbreviations of office language written out.

    >>> spelled_out("nộp hồ sơ TTHC")
    'nộp hồ sơ thủ tục hành chính'
    """
    return _abbreviations().sub(lambda match: str(_words()["abbreviations"][match[0]]), text)


@lru_cache(maxsize=2048)
def content(text: str, due: str = "") -> Content:
    """The content of a task's words; `due` are the words of its deadline, which count for nothing here."""
    said = _NOTE.sub(" ", text)
    if due:
        said = said.replace(due, " ")
    said = _DATE.sub(" ", said)
    written = match_form(spelled_out(said))
    # Dropped with their accents: without them 'do' is also 'đô', 'thì' also 'thị', 'có' also 'cơ'.
    kept = [word for word in fold(_dropped().sub(" ", written)).split() if not word.isdigit()]
    numbers = frozenset(number.strip(".,").lstrip("0") or "0" for number in _NUMBER.findall(said))
    pairs = frozenset(f"{a} {b}" for a, b in pairwise(kept)) or frozenset(kept)
    return Content(pairs, numbers, frozenset(_levels().findall(fold(written))), _LEANS.search(text) is not None)
