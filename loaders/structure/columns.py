"""The columns of a table by the words of their header: who, what, by when, with what result, or what is measured in which year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum


class Column(Enum):
    """What a column tells. KNOWN columns are understood and hold nothing that is kept (notes, money, contacts)."""

    NUMBER = "number"
    TASK = "task"
    LEAD = "lead"
    WITH = "with"
    TO = "to"
    DUE = "due"
    OUTPUT = "output"
    BY = "by"
    INDICATOR = "indicator"
    UNIT = "unit"
    GOAL = "goal"
    RESULT = "result"
    YEAR = "year"
    GROUP = "group"
    PERSON = "person"
    KNOWN = "known"


# The first words of a header say what the column is; what follows only narrows it ('Thời gian hoàn thành nhiệm vụ').
_BODY = (
    r"(?:(?:các\s+)?(?:cơ quan|đơn vị|bộ|ban|sở|ngành|phòng|tổ chức|cá nhân|địa phương|người|doanh nghiệp)"
    r"(?:\s*[,/\-]\s*|\s+)?(?:và\s+)?)+"
)
_YEAR = r"(?:giai đoạn\s+)?(?:20\d\d\s*-\s*)?(?P<year>20\d\d)"
_HEADS = (
    (Column.NUMBER, r"(?:stt|tt|số tt|số thứ tự|mã|mã số|ký hiệu|mã (?:nhiệm vụ|chỉ tiêu|chỉ số|định danh|nv)|mục$|no|#)"),
    (Column.KNOWN, (
        r"(?:ghi chú|(?:dự kiến |dự toán |khái toán |tổng )?(?:kinh phí|vốn)|nguồn(?! (?:giao|nhiệm vụ))|dự toán|tổng mức|"
        r"địa điểm|địa bàn|phạm vi|số điện thoại|điện thoại|email|liên hệ|cán bộ|chuyên viên|lãnh đạo|thời gian (?:nhận|bắt đầu|giao)|"
        r"ngày (?:bắt đầu|giao|nhận)|bắt đầu|từ ngày|trạng thái|tình trạng|mức độ|ưu tiên|phụ thuộc|địa chỉ|tài liệu)"
    )),
    (Column.PERSON, r"(?:họ và tên|họ tên|họ, tên|chức vụ|chức danh)"),
    (Column.TO, (
        r"(?:(?:cấp|cơ quan|nơi|đơn vị)(?: có thẩm quyền)? (?:phê duyệt|thẩm quyền|ban hành|quyết định|nhận báo cáo|xem xét|nhận)|"
        r"cấp(?: có thẩm quyền)? trình|trình(?: (?:cấp|cơ quan|ai).*)?$|báo cáo (?:cấp|cơ quan)|cấp có thẩm quyền|thẩm quyền)"
    )),
    (Column.LEAD, (
        rf"(?:{_BODY}(?:được giao |được phân công )?(?:chủ trì|đầu mối|chịu trách nhiệm|thực hiện|triển khai|soạn thảo|tham mưu|"
        rf"phụ trách|được giao|được phân công|theo dõi|giải quyết|trình|báo cáo|xây dựng)|{_BODY}[^:]*(?:chủ trì|phối hợp)|chủ trì|"
        r"đầu mối|chịu trách nhiệm|trách nhiệm|phân công|phụ trách|giao (?:cho )?(?:đơn vị|cơ quan|sở|bộ)|tổ chức thực hiện|"
        r"(?:cơ quan, )?đơn vị$|cơ quan$)"
    )),
    (Column.WITH, rf"(?:{_BODY})?(?:cùng )?(?:phối hợp|tham gia|liên quan|hỗ trợ)(?! kinh phí)"),
    (Column.DUE, (
        r"(?:(?:dự kiến |kế hoạch )?(?:thời gian|thời hạn|thời điểm|tiến độ|lộ trình)|hạn|hoàn thành|kết thúc|đến ngày|"
        r"ngày (?:hoàn thành|kết thúc|đến hạn)|năm (?:hoàn thành|thực hiện|ban hành|trình)|mốc (?:thời gian|hoàn thành))"
    )),
    (Column.BY, (
        r"(?:văn bản (?:giao|chỉ đạo|làm căn cứ|nguồn|liên quan)|căn cứ|cơ sở pháp lý|nguồn (?:giao|nhiệm vụ)|"
        r"số (?:hiệu|, ký hiệu|ký hiệu)?\s?văn bản|văn bản(?:,? số)?$)"
    )),
    (Column.UNIT, r"(?:đvt|đơn vị (?:tính|đo)|đơn vị đo lường)"),
    (Column.RESULT, (
        r"(?:hiện trạng|ước (?:thực hiện|đạt)|thực hiện|kết quả (?:thực hiện|đạt được)|đạt được|số liệu|lũy kế|đã đạt|"
        r"giá trị hiện tại)"
    )),
    (Column.GROUP, r"(?:nhóm|lĩnh vực|trụ cột|phân loại|loại|chuyên đề)"),
    (Column.OUTPUT, (
        r"(?:(?:dự kiến |yêu cầu |tên |các )?(?:sản phẩm|kết quả|đầu ra)|hình thức (?:văn bản|sản phẩm)|văn bản (?:ban hành|trình)$)"
    )),
    (Column.INDICATOR, r"(?:tên |nội dung )?(?:các )?(?:chỉ tiêu|chỉ số|tiêu chí|mục tiêu|kpi)"),
    (Column.GOAL, r"(?:kế hoạch|giá trị|mức|kh|cần đạt|phấn đấu|giao)"),
    (Column.TASK, (
        r"(?:(?:tên|danh mục|mô tả|nội dung|các|một số) )*(?:nhóm )?(?:nhiệm vụ|nội dung|công việc|việc|hoạt động|giải pháp|đề án|"
        r"dự án|chương trình|hạng mục|công tác|văn bản|yêu cầu|kiến nghị|chỉ đạo|ý kiến chỉ đạo|đầu việc|biện pháp)"
    )),
)  # fmt: skip
_HEAD = tuple((column, re.compile(rf"(?:{pattern})(?!\w)")) for column, pattern in _HEADS)
_YEAR_HEAD = re.compile(
    r"(?:(?P<told>thực hiện|kết quả|ước (?:thực hiện|đạt)|hiện trạng|kế hoạch|mục tiêu|chỉ tiêu|kh)\s*)?"
    rf"(?:đến )?(?:hết )?(?:năm )?{_YEAR}"
)
_WORK = re.compile(r"(?<!\w)(?:nhiệm vụ|giải pháp|công việc|hoạt động)(?!\w)")
_WITHIN = re.compile(r"(?<!\w)(?:chủ trì|phối hợp)(?!\w)")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_LONGEST = 90  # characters of a header's cell
_REACH = 6  # rows among which a header begins


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table: what each tells, its words, the year of those named by one; `lines` is how many rows the header takes."""

    columns: Mapping[int, Column]
    names: Mapping[int, str]
    years: Mapping[int, int]
    lines: int
    words: frozenset[tuple[str, ...]] = field(default_factory=frozenset)
    """The words of each of its rows, by which it is known again where it is repeated."""

    def of(self, *kinds: Column) -> list[int]:
        """The columns that tell one of these things, from the left."""
        return sorted(column for column, kind in self.columns.items() if kind in kinds)

    @property
    def tells_tasks(self) -> bool:
        """Whether its rows can be tasks: it names what is to be done and who does it, with whom, or by when."""
        return bool(self.of(Column.TASK)) and bool(self.of(Column.LEAD, Column.WITH, Column.DUE)) and not self.of(Column.PERSON)

    @property
    def tells_values(self) -> bool:
        """Whether its rows can be indicators: it names them, and values by year or as goals and results."""
        named = self.of(Column.INDICATOR) or (self.of(Column.UNIT) and self.of(Column.TASK))
        return bool(named) and bool(self.of(Column.YEAR, Column.GOAL, Column.RESULT, Column.OUTPUT))


HeaderRow = Mapping[int, str]
"""The words of a row in match form, by column."""


def column_of(words: str) -> tuple[Column | None, int]:
    """What a header's cell says of its column, and the year it names (0: none).

    >>> column_of("cơ quan chủ trì")[0], column_of("thời gian hoàn thành nhiệm vụ")[0], column_of("kế hoạch năm 2026")
    (<Column.LEAD: 'lead'>, <Column.DUE: 'due'>, (<Column.GOAL: 'goal'>, 2026))
    """
    words = _BRACKETS.sub("", words).strip(" .:*-") or words.strip(" ()")
    if not words or len(words) > _LONGEST:
        return None, 0
    if year := _YEAR_HEAD.fullmatch(words.replace("–", "-")):
        return _told(year["told"]), int(year["year"])
    if words == "%":
        return Column.RESULT, 0
    for column, pattern in _HEAD:
        if pattern.match(words):
            return _settled(column, words), 0
    return None, 0


def _told(words: str | None) -> Column:
    if not words:
        return Column.YEAR
    return Column.GOAL if words.startswith(("kế hoạch", "mục tiêu", "chỉ tiêu", "kh")) else Column.RESULT


def _settled(column: Column, words: str) -> Column:
    """'Cơ quan chủ trì, phối hợp' leads, 'Đơn vị phối hợp thực hiện' goes with it; 'Mục tiêu, nhiệm vụ' is to be done."""
    if column in (Column.LEAD, Column.WITH) and (named := _WITHIN.search(words)):
        return Column.LEAD if named[0] == "chủ trì" else Column.WITH
    return Column.TASK if column is Column.INDICATOR and _WORK.search(words) else column


def find_header(rows: Sequence[HeaderRow], spans: Sequence[Mapping[int, int]]) -> tuple[Header, int] | None:
    """The header of a table and the index of the row it begins at; None where no row names columns.

    `rows` are the words of the first rows, `spans` how many rows each of their cells covers. A title in a cell of its own may
    stand above it.
    """
    for at in range(min(_REACH, len(rows))):
        found = {column: known for column, words in rows[at].items() if (known := column_of(words))[0]}
        kinds = {kind for kind, _ in found.values()}
        if len(found) < 2 or not kinds & {Column.TASK, Column.INDICATOR} or len(found) * 2 < len(rows[at]):
            continue
        return _grown(rows, spans, at), at
    return None


def _grown(rows: Sequence[HeaderRow], spans: Sequence[Mapping[int, int]], at: int) -> Header:
    """The header at a row with the lines below that divide its columns further."""
    lines = 1
    while lines < 4 and at + lines < len(rows) and _goes_on(rows, spans, at, lines):
        lines += 1
    columns: dict[int, Column] = {}
    names: dict[int, str] = {}
    years: dict[int, int] = {}
    for line in range(at, at + lines):
        uppers, upper_names = dict(columns), dict(names)
        for column, words in sorted(rows[line].items()):
            above = _above(rows[at:line], column)
            kind, year = column_of(words)
            names[column] = " – ".join(filter(None, (upper_names.get(above, ""), words)))
            columns.pop(column, None)
            if kind := _below(uppers.get(above), kind):
                columns[column] = kind
            if year:
                years[column] = year
    if Column.INDICATOR in columns.values() and Column.UNIT not in columns.values():
        columns |= {c: Column.UNIT for c, name in names.items() if name == "đơn vị"}
    return Header(columns, names, years, lines, frozenset(_said(rows[line]) for line in range(at, at + lines)))


def _below(upper: Column | None, own: Column | None) -> Column | None:
    """What a lower header makes of its column: years of money are money, 'Chi tiết' under 'Stt' numbers too."""
    if own is None or upper is Column.KNOWN:
        return upper
    if own is Column.YEAR and upper in (Column.GOAL, Column.RESULT):
        return upper
    return own


def _above(rows: Sequence[HeaderRow], column: int) -> int:
    """The column of the header's cell that stands over `column`: its own, else the nearest to the left (a cell over several); -1: none."""
    for row in reversed(rows):
        left = [c for c in row if c <= column]
        if left:
            return max(left)
    return -1


def _goes_on(rows: Sequence[HeaderRow], spans: Sequence[Mapping[int, int]], at: int, lines: int) -> bool:
    """Whether a row still belongs to the header: a merged cell reaches down to it, or all its cells name columns where some were open."""
    row = rows[at + lines]
    if not row or is_numbering(row):
        return False
    if any(down > lines - i for i in range(lines) for down in spans[at + i].values()):
        return all(len(words) <= _LONGEST for words in row.values())
    named = [column_of(words)[0] for words in row.values()]
    return len(row) >= 2 and all(named) and _said(row) != _said(rows[at]) and len(row) < max(map(len, rows[at : at + lines])) + 3


def is_numbering(row: HeaderRow) -> bool:
    """Whether a row only numbers the columns: (1), (2), (3)=(1)+(2)."""
    return all(re.fullmatch(r"\(?(?:\d{1,2}|[a-z])\)?(?:\s*=.*)?", words.strip()) for words in row.values())


def _said(row: HeaderRow) -> tuple[str, ...]:
    return tuple(words for _, words in sorted(row.items()))


def repeats(header: Header, row: HeaderRow) -> bool:
    """Whether a row says the header again, as tables over several pages do."""
    return _said(row) in header.words
