"""Standing facts told in statements: what connects to what, who manages it, what rests on what, who succeeded whom.

A sentence is read as runs of names ('A, B và C') with words between them; a rule is a pattern of those words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from loaders.reading import Reading
from loaders.recognise import dates
from loaders.recognise.spans import Mention
from loaders.relate.draft import Draft

_ASSET, _BODY = frozenset({"Database", "Platform"}), frozenset({"Agency"})
_BETWEEN_NAMES = re.compile(r"\s*(?:,\s*(?:và\s+)?|\s+và\s+|\s+cùng\s+(?:với\s+)?|;\s+)\s*(?:các\s+)?")
_DENIED = re.compile(r"(?<!\w)(?:không|chưa)(?!\w)")
_FAR = 90  # characters; words between two names that go on longer tell something else


@dataclass(frozen=True, slots=True)
class _Rule:
    """`between` must match all the words between two runs, `after` (if any) those that follow the second.

    The edge runs from each name of the first run to each of the second, or backwards. `how` qualifies a dependency.
    """

    relation: str
    sources: frozenset[str]
    targets: frozenset[str]
    between: re.Pattern[str]
    after: re.Pattern[str] | None = None
    backwards: bool = False
    how: str = ""


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})\s*(?:các\s+)?")


_CONNECT = (
    r"(?:kết nối|liên thông|tích hợp|đối soát|đồng bộ)(?:,\s*(?:chia sẻ|liên thông|đồng bộ|xác thực|tích hợp|"
    r"làm sạch))*(?:\s+(?:dữ liệu|trực tiếp|thông tin|hai chiều))*"
)
_LINKED = rf"[;,]?\s*(?:đã\s+|được\s+|phải\s+|cần\s+|sẽ\s+|nay\s+|[\w\s/,]{{0,50}}?\s)?(?:{_CONNECT}|chia sẻ(?: dữ liệu)?)\s+(?:với|tới)"
_MANAGE = (
    r"(?:chủ quản|quản lý|vận hành|chủ trì quản lý|làm chủ quản|xây dựng|duy trì)(?:,\s*(?:vận hành|khai thác|quản lý|"
    r"duy trì))*(?:\s+(?:và\s+)?vận hành)?"
)

_RULES = (
    _Rule("CONNECTS_TO", _ASSET, _ASSET, _words(_LINKED)),
    _Rule(
        "DEPENDS_ON",
        _ASSET,
        _ASSET,
        _words(
            r"\s*(?:khai thác|sử dụng|lấy|dùng|tra cứu|đồng bộ|nhận)(?: chung)?(?: (?:dữ liệu|thông tin))?(?: từ| của)|"
            r"\s*(?:xác thực|đăng nhập|định danh)[\w\s]{0,30}?\s(?:qua|bằng|thông qua)|\s*(?:thông\s+)?qua"
        ),
        how="uses",
    ),
    _Rule(
        "DEPENDS_ON",
        _ASSET,
        _ASSET,
        _words(
            r"\s*(?:được\s+)?(?:xây dựng|đặt|vận hành|triển khai|cài đặt|tích hợp|phát triển|"
            r"hình thành)(?:\s+và\s+vận hành)?\s+(?:trên|tại|vào|lên|trong)(?: (?:cơ sở|hạ tầng|nền)(?: của)?)?|\s*dựa trên"
        ),
        how="built_on",
    ),
    _Rule(
        "PART_OF",
        frozenset({"Platform"}),
        frozenset({"Platform"}),
        _words(r"\s*là (?:một )?(?:thành phần|bộ phận|phân hệ|cấu phần|phần)(?: của| trong)|\s*(?:nằm trong|thuộc)"),
    ),
    _Rule(
        "MANAGED_BY",
        _ASSET,
        _BODY,
        _words(r"\s*,?\s*(?:được\s+)?(?:giao\s+)?(?:do|cho)"),
        after=re.compile(rf"\s*(?:làm\s+|là\s+(?:cơ quan|đơn vị)\s+)?{_MANAGE}(?!\w)"),
    ),
    _Rule("MANAGED_BY", _ASSET, _BODY, _words(r"\s*(?:có|với)?\s*(?:cơ quan|đơn vị) (?:chủ quản|quản lý)\s*(?:là|:)")),
    _Rule(
        "MANAGED_BY",
        _BODY,
        _ASSET,
        _words(
            r"\s*(?:là (?:cơ quan|đơn vị)\s+)?(?:chủ quản|quản lý|vận hành|chịu trách nhiệm quản lý|đang quản lý|"
            r"quản lý,\s*vận hành)(?: của)?"
        ),
        backwards=True,
    ),
    _Rule(
        "SUCCEEDED_BY",
        _BODY,
        _BODY,
        _words(
            r"\s*,?\s*(?:đã\s+|được\s+|đã được\s+)?(?:hợp nhất|sáp nhập|nhập)\s+(?:vào|với)|\s*(?:đã\s+|"
            r"được\s+)?(?:kiện toàn,?\s*(?:và\s+)?)?(?:đổi tên|chuyển|tổ chức lại|hợp nhất|sáp nhập|hợp)\s*(?:lại\s+)?thành|"
            r"\s*hợp thành|\s*(?:được\s+)?thay (?:thế )?(?:bằng|bởi)"
        ),
    ),
    _Rule(
        "SUCCEEDED_BY",
        _BODY,
        _BODY,
        _words(
            r"[\w\s,]{0,40}?(?:kế thừa|tiếp nhận|nhận)(?:\s+(?:toàn bộ\s+)?(?:chức năng|nhiệm vụ|phần việc|"
            r"mảng)[\w\s,]{0,50}?)?\s+(?:từ|của)"
        ),
        backwards=True,
    ),
    _Rule("PART_OF", _BODY, _BODY, _words(r"\s*\(\s*(?:thuộc\s+)?|\s*,?\s*(?:trực\s+)?thuộc|\s*của")),
    _Rule("MANAGED_BY", _ASSET, _BODY, _words(r"\s*của")),
)
# A unit that belongs to a body; a ministry in brackets after another ministry explains something else.
_UNIT = re.compile(r"(?:cục|vụ|tổng cục|trung tâm|viện|trường|ban|văn phòng|sở|phòng|học viện|công ty|báo|tạp chí|bảo hiểm xã hội)\s")
_OF_A_BODY = re.compile(r"\s*(?:,?\s*(?:trực\s+)?thuộc|của|\()\s*")
_AMONG = re.compile(r"(?:kết nối|liên thông|chia sẻ|trao đổi|tích hợp|đối soát)[^,;.]{0,40}\sgiữa\s*(?:các\s+)?$")
_VERB_FIRST = re.compile(r"(?:kết nối|liên thông|đối soát|tích hợp|đồng bộ|chia sẻ)(?:,\s*[\w\s]{3,16})*[\w\s]{0,40}?$")
_PREPOSITION = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:với|vào|tới|đến|lên)\s*(?:các\s+)?")


class StatementReader:
    """Reads standing facts of one document into a draft."""

    def __init__(self, reading: Reading, draft: Draft) -> None:
        self.reading, self.draft = reading, draft

    def read(self, start: int, end: int) -> None:
        """Read one sentence."""
        named = [m for m in self.reading.within(start, end) if m.type in _ASSET | _BODY and not m.group]
        if len(named) < 2:
            return
        runs = list(self._runs(named))
        for index, (left, right) in enumerate(pairwise(runs)):
            self._apply(left, right, start, end, self._unit(runs[index - 1], left) if index else left)
        for run in runs:
            self._among(run, start)

    def _runs(self, named: list[Mention]) -> Iterator[list[Mention]]:
        """Names of one kind joined by nothing but ',' and 'và'."""
        run: list[Mention] = []
        for mention in named:
            if run and self._same_kind(run[-1], mention) and _BETWEEN_NAMES.fullmatch(self.reading.form[run[-1].end : mention.start]):
                run.append(mention)
                continue
            if run:
                yield run
            run = [mention]
        if run:
            yield run

    def _same_kind(self, left: Mention, right: Mention) -> bool:
        return left.type == right.type or {left.type, right.type} <= _ASSET

    def _unit(self, before: list[Mention], body: list[Mention]) -> list[Mention]:
        """Who is the subject behind 'Cục A thuộc Bộ B': the unit, not the body it belongs to."""
        of = _OF_A_BODY.fullmatch(self.reading.form, before[-1].end, body[0].start)
        unit = before[-1].type == "Agency" == body[0].type and _UNIT.match(self.reading.form, before[-1].start)
        return before[-1:] if of and unit else body

    def _apply(self, left: list[Mention], right: list[Mention], start: int, end: int, subject: list[Mention]) -> None:
        """Apply the first rule that fits two runs; `subject` is who acts where `left` only says whose unit that is."""
        form = self.reading.form
        between = form[left[-1].end : right[0].start]
        if len(between) > _FAR or _DENIED.search(between):
            return
        if (
            left[0].type in _ASSET
            and right[0].type in _ASSET
            and _PREPOSITION.fullmatch(between)
            and _VERB_FIRST.search(form[max(start, left[0].start - 80) : left[0].start])
        ):
            self._edges("CONNECTS_TO", left, right, "")
            return
        for rule in _RULES:
            if left[0].type not in rule.sources or right[0].type not in rule.targets or not rule.between.fullmatch(between):
                continue
            if rule.after and not rule.after.match(form, right[-1].end, end):
                continue
            if rule.relation == "PART_OF" and left[-1].type == "Agency" and not _UNIT.match(form, left[-1].start):
                continue
            if rule.relation == "MANAGED_BY" and rule.backwards:
                left = subject
            sources, targets = (right, left) if rule.backwards else (left, right)
            if rule.relation == "PART_OF":
                sources = sources[-1:]
            self._edges(rule.relation, sources, targets, rule.how, self._day(start, end) if rule.relation == "SUCCEEDED_BY" else "")
            return

    def _among(self, run: list[Mention], start: int) -> None:
        """'kết nối giữa A, B và C'."""
        if len(run) > 1 and run[0].type in _ASSET and _AMONG.search(self.reading.form[max(start, run[0].start - 70) : run[0].start]):
            for left, right in pairwise(run):
                self._edges("CONNECTS_TO", [left], [right], "")

    def _edges(self, relation: str, sources: list[Mention], targets: list[Mention], how: str, day: str = "") -> None:
        for source in sources:
            for target in targets:
                if source.id == target.id:
                    continue
                self.draft.mention(source)
                self.draft.mention(target)
                span = (min(source.start, target.start), max(source.end, target.end))
                properties = {"how": how} if how else {"on": day} if day else {}
                self.draft.edge(source.id, relation, target.id, span, **properties)

    def _day(self, start: int, end: int) -> str:
        """The only day a sentence names."""
        days = {w.first for w in dates.whens(self.reading.form, start, end, None) if w.kind == "day"}
        return days.pop().isoformat() if len(days) == 1 else ""
