"""Units and bodies named by a head word and a capital: 'Vụ Kế hoạch - Tài chính', 'Quỹ …', 'Bệnh viện Bạch Mai', 'Thanh tra Bộ'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from graph.ids import named
from graph.model import Node
from graph.registry import registry
from graph.text import match_form, squash
from loaders.recognise.heads import Headed
from loaders.recognise.spans import Mention

_CAPITAL = "A-ZĐÂÊÔƠƯĂÁÀẢÃẠÉÈẺẼẸÍÌỈĨỊÓÒỎÕỌÚÙỦŨỤÝỲỶỸỴ"
_HEADS = (
    "Tổng cục|Cục|Vụ|Viện|Thanh tra|Quỹ|Học viện|Bệnh viện|Trường Đại học|Đại học|Hiệp hội|Hội|Liên đoàn|Tập đoàn|Tổng công "
    "ty|Công ty|Ngân hàng|"
    "Ban Quản lý|Ban Chỉ đạo|Ủy ban|Tổ [Cc]ông tác|Hội đồng|Đoàn Thanh niên|Trung tâm|Trường|Báo|Đài Phát thanh"
)
_UNIT = Headed(
    rf"(?<!\w)(?P<head>{_HEADS})\s+(?!(?:An|Sa|Sơn|Hải|Lim)(?!\w))(?=[{_CAPITAL}]|quốc gia\s|liên ngành\s|trung ương\s)",
    _HEADS.replace("Tổ [Cc]ông tác", "Tổ công tác|Tổ Công tác").split("|"),
)
# Words in small letters that end a name: verbs with which tasks begin, and what links the name to its sentence.
_VERBS = (
    "biên soạn|soạn thảo|nhưng|xét duyệt|cấu hình|phân công|"
    "chủ trì|phối hợp|xây dựng|hoàn thiện|hoàn thành|hoàn tất|ban hành|trình|rà soát|tham mưu|triển khai|báo cáo|công bố|tổng "
    "hợp|cung cấp|đề xuất|khẩn trương|nghiên cứu|"
    "sớm|tập trung|tiếp tục|tổ chức|thực hiện|cần|phải|sẽ|chịu|cam kết|chỉ|cũng|vào cuộc|nâng cấp|kết nối|thông "
    "tin,|mở|gửi|cử|lấy|nêu|chia sẻ|khẳng định|dự kiến|theo dõi|đôn đốc|kiểm tra|làm đầu mối|hướng dẫn|bố trí|lắp|trao đổi|cân "
    "đối|thẩm tra|thẩm định|đề nghị|yêu cầu|(?<!việc )làm|chuyển(?! đổi)|đưa|ghi nhận|cho hay|hậu kiểm|"
    "chốt|công khai|cảnh báo|tuyên truyền|vận động|hỗ trợ|ký|phát động|số hóa|làm sạch|thu nhận|tham gia|đối soát|quyết liệt|đẩy "
    "mạnh|tăng cường|chủ động|kịp thời|thường xuyên|cấp xã|cấp huyện|dành|quy định"
)
_LINKS = (
    r"số(?= \d)|thì|đạt|chính thức|tiếp nhận|phỏng vấn|nhân (?:dịp|ngày)|hoặc|bao gồm|gồm|các (?:cấp|xã|tỉnh|bộ|địa phương|huyện|phường)|"
    "có|là|được|đã|đang|của|với|cùng|tại|trên|trong|từ|theo|để|khi|cho|nói|cho biết|phù hợp|năm|ngày|thuộc|do|trước|chậm nhất"
)
_STOP = re.compile(
    rf"(?<!Quản lý),(?=\s|$)|[;:()\[\]\"“”\n|/…]|(?<!TP)\.|"
    rf"\s[-–]\s(?![{_CAPITAL}])|\s(?:{_VERBS}|{_LINKS}|và\s+(?:các|cơ quan|{_HEADS}|Bộ|Sở|UBND|Ban))(?!\w)"
)
# A committee's name may list what it is for: commas before small letters belong to it.
_COMMITTEE = re.compile(r"(?:Ban Chỉ đạo|Ủy ban|Hội đồng|Tổ [Cc]ông tác)(?!\w)")
_COMMITTEE_STOP = re.compile(
    rf"[;:.()\[\]\"“”\n|/…]|,\s+(?=[{_CAPITAL}]|phân công\s)|\s(?:hoặc|bao gồm|gồm|trước|xét duyệt|phân công|các cơ quan|"
    rf"về việc|phù hợp|theo|để|tại|đã|được|là|có|do|họp|chủ trì|tổ chức|trình|"
    rf"báo cáo|ban hành|với|năm|ngày|và\s+(?:các|{_HEADS}|Bộ|Sở|UBND|Ban))(?!\w)"
)
_GENERIC = {
    "Ủy ban quốc gia",
    "Ban Chỉ đạo quốc gia",
    "Ban Chỉ đạo trung ương",
    "Ủy ban Quốc gia",
    "Ban Chỉ đạo Trung ương",
    "Hội đồng quốc gia",
}
# 'Phó Cục trưởng Chuyển đổi số quốc gia' is of the 'Cục Chuyển đổi số quốc gia'.
_HEAD_OF = Headed(
    rf"(?<!\w)(?P<head>Tổng cục|Cục|Vụ|Viện) trưởng\s+(?=[{_CAPITAL}])(?!Cục|Vụ|Viện|Tổng)", ("Tổng cục", "Cục", "Vụ", "Viện")
)
_OF_MINISTRY = Headed(r"(?<!\w)(?P<unit>Thanh tra|Văn phòng)\s+Bộ(?!\s+(?:trưởng|[A-ZĐ]))(?!\w)", ("Thanh tra", "Văn phòng"))
_TAIL = re.compile(r"(?:[\s\-–,]|\s(?:và|\d+))+$")
_LONGEST = 22  # words


def units(text: str, start: int, end: int, ministry: Mention | None) -> Iterator[Mention]:
    """Units named between two positions; 'Thanh tra Bộ' is that of `ministry`, or left out where none stands out."""
    for match in _UNIT.finditer(text, start, end):
        stop = (_COMMITTEE_STOP if _COMMITTEE.match(match["head"]) else _STOP).search(text, match.end(), end)
        until = match.start() + len(_TAIL.sub("", text[match.start() : stop.start() if stop else end]))
        name = squash(text[match.start() : until])
        if name in _GENERIC or name.startswith("Thanh tra Bộ"):
            continue
        if 2 <= len(name.split()) <= _LONGEST and len(name.split()) > len(match["head"].split()):
            yield Mention(match.start(), until, "Agency", named("Agency", name), name, {"kind": "unit"})
    yield from _heads(text, start, end)
    if ministry is None:
        return
    for match in _OF_MINISTRY.finditer(text, start, end):
        name = f"{match['unit']} {ministry.name}"
        yield Mention(match.start(), match.end(), "Agency", named("Agency", name), name, {"kind": "unit"}, aliases=(f"{match['unit']} Bộ",))


@cache
def _registered() -> dict[str, Node]:
    return {
        match_form(surface): entry.node
        for entry in registry().entries.values()
        if entry.node.type == "Agency"
        for surface in entry.surfaces
    }


def _heads(text: str, start: int, end: int) -> Iterator[Mention]:
    """Heads named with their post for the whole name of the unit, where the registry knows the unit."""
    for match in _HEAD_OF.finditer(text, start, end):
        stop = _STOP.search(text, match.end(), end)
        until = stop.start() if stop else end
        node = _registered().get(match_form(f"{match['head']} {squash(text[match.end() : until])}"))
        if node:
            yield Mention(match.start(), match.start() + len(text[match.start() : until].rstrip()), "Agency", node.id, node.name)
