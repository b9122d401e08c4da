"""Units and bodies named by a head word and a capital: 'Vụ Kế hoạch - Tài chính', 'Quỹ …', 'Bệnh viện Bạch Mai', 'Thanh tra Bộ'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.ids import named
from graph.text import squash
from loaders.recognise.spans import Mention
from loaders.recognise.words import ADVERBS, EXHORTING, TASK_VERBS, alternation

_CAPITAL = "A-ZĐÂÊÔƠƯĂÁÀẢÃẠÉÈẺẼẸÍÌỈĨỊÓÒỎÕỌÚÙỦŨỤÝỲỶỸỴ"
_HEADS = (
    "Tổng cục|Cục|Vụ|Viện|Thanh tra|Quỹ|Học viện|Bệnh viện|Trường Đại học|Đại học|Hiệp hội|Hội|Liên đoàn|Tập đoàn|Tổng công ty|Công ty|Ngân hàng|"
    "Ban Quản lý|Ban Chỉ đạo|Ủy ban|Tổ công tác|Hội đồng|Đoàn Thanh niên|Trung tâm"
)
_UNIT = re.compile(rf"(?<!\w)(?P<head>{_HEADS})\s+(?=[{_CAPITAL}]|quốc gia\s|liên ngành\s|trung ương\s)")
# Words in small letters that end a name: verbs of work, what links it to the sentence.
_STOP = re.compile(
    rf"[,;:.()\[\]\"“”\n|/…]|\s[-–]\s(?![{_CAPITAL}])|\s(?:{alternation(TASK_VERBS + ADVERBS + EXHORTING)})(?!\w)|"
    rf"\s(?:có|là|được|đã|đang|của|với|cùng|tại|trên|trong|từ|theo|để|khi|cho|nói|cho biết|phù hợp|năm|ngày|và\s+(?:các|{_HEADS}|Bộ|Sở|UBND))(?!\w)"
)
_OF_MINISTRY = re.compile(r"(?<!\w)(?P<unit>Thanh tra|Văn phòng)\s+Bộ(?!\s+(?:trưởng|[A-ZĐ]))(?!\w)")
_LONGEST = 14  # words


def units(text: str, start: int, end: int, ministry: Mention | None) -> Iterator[Mention]:
    """Units named between two positions; 'Thanh tra Bộ' is that of `ministry`, or left out where none stands out."""
    for match in _UNIT.finditer(text, start, end):
        stop = _STOP.search(text, match.end(), end)
        until = match.start() + len(text[match.start() : stop.start() if stop else end].rstrip(" -–"))
        name = squash(text[match.start() : until])
        if 2 <= len(name.split()) <= _LONGEST and len(name.split()) > len(match["head"].split()):
            yield Mention(match.start(), until, "Agency", named("Agency", name), name, {"kind": "unit"})
    if ministry is None:
        return
    for match in _OF_MINISTRY.finditer(text, start, end):
        name = f"{match['unit']} {ministry.name}"
        yield Mention(match.start(), match.end(), "Agency", named("Agency", name), name, {"kind": "unit"}, aliases=(f"{match['unit']} Bộ",))
