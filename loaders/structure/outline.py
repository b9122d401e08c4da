"""The outline: each passage with its numbering, its level, its headings, and what its section is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from loaders.layout import CELL, HEADING, Block
from loaders.structure.quoted_norms import is_explained, leads_in


class Mode(Enum):
    """What a section is for: it decides whether an imperative is an obligation and a number a result."""

    PLAIN = "plain"
    REPORT = "report"
    ORDERS = "orders"
    GOALS = "goals"
    VIEWS = "views"
    NORMS = "norms"
    FUNDING = "funding"
    RECITAL = "recital"
    CLOSING = "closing"


PART, CHAPTER, SECTION, ARTICLE, TITLE, ROMAN, ARABIC, DECIMAL, LETTER, PAREN, DASH, PLUS, TEXT = range(13)

_NUMBERING = (
    (PART, re.compile(r"phần\s+(?:thứ\s+\w+|[ivx]+|\d+)\b[.:]?\s*")),
    (CHAPTER, re.compile(r"chương\s+(?:[ivxl]+|\d+)\b[.:]?\s*")),
    (SECTION, re.compile(r"mục\s+(?:[ivx]+|\d+)\b[.:]\s*")),
    (ARTICLE, re.compile(r"điều\s+\d+[a-zđ]?\s?[.:]\s*")),
    (ROMAN, re.compile(r"(?:[ivx]{1,5}|[a-e])\s?[.)]\s+(?=\S)")),
    (DECIMAL, re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s+")),
    (PAREN, re.compile(r"\(\d{1,3}\)\s*(?=[^\d\s])")),
    (ARABIC, re.compile(r"\d{1,3}[.)]\s*(?=[^\d\s])|(?:nhiệm vụ|nội dung|hoạt động)\s+\d{1,3}\s*[:.]\s*")),
    (LETTER, re.compile(r"\(?[a-zđ]{1,2}\d?\)\s*|[a-zđ]\.\s+")),
    (DASH, re.compile(r"[-–—•*]\s*(?=\S)")),
    (PLUS, re.compile(r"\+\s*")),
)
_UPPER_ROMAN = re.compile(r"(?:[IVX]{1,5}|[A-E])\s?[.)]")

_MODES = (
    (Mode.REPORT, r"đánh giá chung|đánh giá|kết quả|tình hình|tồn tại|hạn chế|nguyên nhân|thực trạng|bối cảnh|sự cần thiết|bài học"),
    (Mode.ORDERS, (
        r"nhiệm vụ|giải pháp|tổ chức thực hiện|tổ chức thi hành|phân công|trách nhiệm|lộ trình|nội dung|"
        r"triển khai thực hiện|đề xuất, kiến nghị|kiến nghị|các việc|việc (?:cần|phải) làm|công việc|thực hiện|chỉ đạo|"
        r"hoạt động"
    )),
    (Mode.GOALS, r"mục tiêu|chỉ tiêu|tầm nhìn"),
    (Mode.VIEWS, (
        r"quan điểm|mục đích|yêu cầu|nguyên tắc|phạm vi|đối tượng|giải thích từ ngữ|hiệu lực|"
        r"định nghĩa|khái niệm|định hướng"
    )),
    (Mode.FUNDING, r"kinh phí|nguồn lực"),
)  # fmt: skip
_MODE = re.compile("|".join(f"(?P<{mode.value}>{words})" for mode, words in _MODES))
# Under 'Kết quả', headings such as 'Công tác chỉ đạo', 'Thực hiện Đề án 06' go on reporting; these turn to what is to come.
_FORTHCOMING = re.compile(r"nhiệm vụ|giải pháp|kiến nghị|phân công|lộ trình|tổ chức thực hiện|trách nhiệm|(?:cần|phải) làm|thời gian tới")
_CLOSING = re.compile(r"nơi nhận\s*:?|tm\.|t/m\b|kt\.|tl\.|tuq\.|q\.\s")
_ANNEX = re.compile(
    r"(?:dự thảo\s+)?"
    r"(?:phụ lục|báo cáo|tờ trình|đề cương|kế hoạch|chương trình|đề án|chiến lược|quy chế|danh mục|bảng|quy định|phương án)\b"
)
_RECITAL = re.compile(r"(?:căn cứ|theo đề nghị|xét đề nghị|xét tờ trình|trên cơ sở)\s")
_ENACTING = re.compile(r"(?:quyết định|quyết nghị|nghị quyết|chỉ thị)\s*:\s*$")
_ORDERING = re.compile(
    r"(?:yêu cầu|chỉ thị|kết luận|quyết nghị|có ý kiến|giao|chỉ đạo|đề nghị|thống nhất|điện|nhiệm vụ|giải pháp|nội dung|công việc)[^.;]*?"
    r"(?:như sau|sau đây|dưới đây|sau|cụ thể)?\s*:\s*$"
)
_FORBIDS_TASKS = re.compile(r"(?:quy chế làm việc|quy định chức năng|chức năng, nhiệm vụ|cơ cấu tổ chức|phân công công tác)")
_AMENDS_AS = re.compile(r"(?:sửa đổi|bổ sung|thay thế|điều chỉnh)[^;\n]{0,300}?:\s*$")
_QUOTES_BELOW = re.compile(r":\s*“[^”]*$")  # 'Sửa đổi khoản 2 như sau: “2. …', the rest in the blocks below
_WHOLLY_QUOTED = re.compile(r"\s*“[^“”]+”\s*[.;]*\s*")
_LEAD_IN = re.compile(r"[^.;:]{3,110}:(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the document proper. `body` is where its words begin after the numbering; `headings` are the passages above it,
    outermost first, as indices; `heading` says that it only introduces what follows."""

    index: int
    block: Block
    body: int
    level: int
    mode: Mode
    heading: bool
    headings: tuple[int, ...]
    quoted: bool = False
    annex: bool = False
    numbered: bool = True

    @property
    def start(self) -> int:
        """Where the words begin."""
        return self.body

    @property
    def end(self) -> int:
        """Where the block ends."""
        return self.block.end


_NORMATIVE = {"law", "ordinance", "decree", "circular", "regulation", "consolidated"}
_ORDERING_KINDS = {"directive", "dispatch", "notice", "conclusion", "letter"}


def outline(text: str, form: str, blocks: Sequence[Block], kind: str, title: str = "") -> tuple[Passage, ...]:
    """The passages of a document of `kind` whose blocks are `blocks` (head included: its blocks come out as CLOSING or PLAIN).

    `title` is an article's in match form: one that asks what the law lays down speaks for all of it.
    """
    return tuple(_Outline(text, form, kind, is_explained(title)).passages(blocks))


class _Outline:
    """Walks the blocks once, keeping the open headings."""

    def __init__(self, text: str, form: str, kind: str, explains: bool) -> None:
        self.text, self.form, self.kind = text, form, kind
        self.open: list[Passage] = []
        self.base = Mode.NORMS if kind in _NORMATIVE else Mode.PLAIN
        self.closing = self.quoted = self.annex = self.enacted = False
        self.explains = (
            PART - 1 if explains else TEXT + 1
        )  # in an article: the level of the heading that explains the law; below it everything does
        self.cites_norms = False  # after words that lead in what the law lays down
        self.amends = False  # whether the block before ends in 'sửa đổi … như sau:'

    def passages(self, blocks: Sequence[Block]) -> Iterator[Passage]:
        for index, block in enumerate(blocks):
            passage = self._passage(index, block, blocks[index + 1] if index + 1 < len(blocks) else None)
            yield passage
            self.amends = _AMENDS_AS.search(self.form, block.start, block.end) is not None
            if block.kind != CELL:
                self._note(passage)

    def _passage(self, index: int, block: Block, following: Block | None) -> Passage:
        level, body = self._numbering(block)
        self._close(block)
        if block.kind == CELL:
            return Passage(
                index,
                block,
                block.start,
                TEXT,
                Mode.CLOSING if self.closing else self._mode_here(TEXT),
                False,
                self._path(TEXT),
                self.quoted,
                self.annex,
            )
        quoted = self._quote(block)
        if self.closing:
            return Passage(index, block, body, level, Mode.CLOSING, False, (), annex=self.annex)
        heading = self._is_heading(block, body, level, following)
        if heading and level == TEXT and self.text[body : block.end].isupper():
            level = self._named_division() or TITLE
        numbered = level not in (TEXT, TITLE)
        if heading and level == TEXT:  # an unnumbered heading stands right below the numbered ones that are open
            level = max((p.level for p in self.open if p.heading and p.numbered and p.level < DASH), default=ROMAN) + 1
        mode = self._own_mode(block, body, heading, level)
        if self.kind == "article" and self._is_norm(block, body, heading, level):
            mode = Mode.NORMS
        return Passage(index, block, body, level, mode, heading, self._path(level), quoted, self.annex, numbered)

    def _is_norm(self, block: Block, body: int, heading: bool, level: int) -> bool:
        """Whether an article tells here what the law lays down, rather than news."""
        line = self.form[body : block.end].rstrip()
        if heading and level != ARTICLE:
            self.cites_norms = False
            if is_explained(line):
                self.explains = min(self.explains, level)
            elif level <= self.explains:
                self.explains = TEXT + 1
        if leads_in(self.form[block.start : block.end]):
            self.cites_norms = True
        elif level == TEXT and not heading:
            self.cites_norms = False
        return self.explains <= TEXT or self.cites_norms

    def _named_division(self) -> int | None:
        """The level of a chapter whose number stood alone on the line before: this line in capitals is its name."""
        last = self.open[-1] if self.open else None
        return last.level if last and last.level <= SECTION and last.body >= last.block.end - 1 else None

    def _numbering(self, block: Block) -> tuple[int, int]:
        if self.text.startswith("“", block.start):  # its number is that of the amended document: it orders nothing here
            inner = next((m for _, pattern in _NUMBERING if (m := pattern.match(self.form, block.start + 1, block.end))), None)
            return TEXT, inner.end() if inner else block.start
        for level, pattern in _NUMBERING:
            match = pattern.match(self.form, block.start, block.end)
            if match and (level != ROMAN or _UPPER_ROMAN.match(self.text, block.start)):
                return level, match.end()
        return TEXT, block.start

    def _close(self, block: Block) -> None:
        """Enter and leave the closing part (distribution list, signatures); an annex follows it."""
        line = self.form[block.start : min(block.end, block.start + 60)].strip("*_ ")
        written = self.text[block.start : min(block.end, block.start + 60)]
        if _ANNEX.match(line) and (_begins_in_capitals(written) or line.startswith("phụ lục")) and block.end - block.start < 300:
            self.annex = self.annex or self.closing or line.startswith("phụ lục")
            self.closing = False
        elif _CLOSING.match(line):
            self.closing = True

    def _quote(self, block: Block) -> bool:
        """Whether a block is quoted new text, as amending documents have it; it may go on over several blocks."""
        inside, text = self.quoted, self.text[block.start : block.end]
        opened, closed = text.count("“"), text.count("”")
        if not inside and opened > closed and self.text.find("”", block.end) > 0:
            begins = text.lstrip().startswith("“")
            self.quoted = begins or _QUOTES_BELOW.search(text) is not None
            return begins
        if inside and closed > opened:
            self.quoted = False
        return inside or (opened == closed == 1 and self.amends and _WHOLLY_QUOTED.fullmatch(text) is not None)

    def _is_heading(self, block: Block, body: int, level: int, following: Block | None) -> bool:
        words = self.text[body : block.end].strip()
        if block.end - block.start > 260 or following is None or words.endswith((".", ";", ",")) or not any(c.isalpha() for c in words):
            return False
        if block.kind == HEADING or words.isupper() or words.endswith(":"):
            return True
        if level == ARTICLE:
            return len(words) < 120
        if level in (DASH, PLUS):
            return False
        return (len(words) < 160 and not words.endswith((".", "”", '"', ")", "…"))) or level in (PART, CHAPTER, SECTION)

    def _own_mode(self, block: Block, body: int, heading: bool, level: int) -> Mode:
        line = self.form[body : block.end]
        if (
            _RECITAL.match(line)
            and not self.enacted
            and self.kind not in _ORDERING_KINDS
            and level == TEXT
            and line.rstrip().endswith((";", ".", ","))
        ):
            return Mode.RECITAL
        named = line if heading else ""
        if not heading and level in (ROMAN, ARABIC, DECIMAL, LETTER, PAREN, TEXT):
            lead_in = _LEAD_IN.match(line)
            named = lead_in[0] if lead_in and level != TEXT else ""
        inherited = self._mode_here(level)
        if inherited == Mode.NORMS and not _ORDERS_ARTICLE.search(named):
            return Mode.NORMS
        found = _MODE.search(named) if named else None
        if inherited is Mode.REPORT and found and found.lastgroup == "orders" and not _FORTHCOMING.search(named):
            return Mode.REPORT
        if found and found.lastgroup and (heading or inherited is not Mode.ORDERS or found.lastgroup == "report"):
            return Mode(found.lastgroup)
        return inherited

    def _mode_here(self, level: int) -> Mode:
        above = [passage for passage in self.open if passage.level < level]
        mode = above[-1].mode if above else self.base
        return self.base if self.kind == "article" and mode is Mode.NORMS else mode  # each passage of an article is judged by itself

    def _path(self, level: int) -> tuple[int, ...]:
        return tuple(passage.index for passage in self.open if passage.level < level)

    def _note(self, passage: Passage) -> None:
        """Remember what this passage opens: a heading, or an order that the next passages carry out."""
        line = self.form[passage.body : passage.block.end].rstrip()
        if _ENACTING.search(line) and len(line) < 60:
            self.enacted = True
            self.open, self.base = [], Mode.NORMS if self.base is Mode.NORMS else Mode.PLAIN
            return
        if passage.mode in (Mode.CLOSING, Mode.RECITAL):
            return
        self.open = [p for p in self.open if p.level < passage.level]
        if _ORDERING.search(line[-250:]) and self.kind in _ORDERING_KINDS | {"plan", "resolution", "programme"}:
            if not passage.numbered:
                self.base = Mode.ORDERS if self.base is Mode.PLAIN else self.base
                # 'Để khắc phục …, thành phố cần thực hiện các nhiệm vụ sau:' turns the section it stands in to orders
                self.open = [replace(p, mode=Mode.ORDERS) if p.mode is Mode.REPORT else p for p in self.open]
            elif passage.mode is Mode.PLAIN:
                passage = replace(passage, mode=Mode.ORDERS)
        self.open.append(passage)


def _begins_in_capitals(line: str) -> bool:
    """'PHỤ LỤC', 'DỰ THẢO BÁO CÁO Kết quả …': the name of the type in capitals."""
    return " ".join(line.split("\n")[0].split()[:2]).isupper()


_ORDERS_ARTICLE = re.compile(r"tổ chức thực hiện|trách nhiệm (?:thi hành|tổ chức thực hiện)|giao nhiệm vụ")


def is_statute_of_a_body(form: str, title_span: tuple[int, int] | None) -> bool:
    """Whether the title is that of an organisation decree or working rules: what it lays down are standing duties, not tasks."""
    return title_span is not None and _FORBIDS_TASKS.search(form, *title_span) is not None
