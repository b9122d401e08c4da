"""Who can give orders: what stands before 'giao', 'yêu cầu', and bodies that order others rather than act themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.recognise.spans import Mention

_ORDERER = re.compile(
    r"thủ tướng|chủ tịch|bộ trưởng|chính phủ|văn bản|thông báo|công điện|chỉ thị|trưởng ban|bí thư|ban chỉ đạo|ủy ban|đồng chí|"
    r"hội nghị|lãnh đạo|phiên họp|cũng|đồng thời|kết luận|thường trực|thứ trưởng|giám đốc|thống đốc|tổng thanh tra|cục trưởng|"
    r"chủ nhiệm|viện trưởng|chúng tôi"
)
_SUPERIOR = frozenset({"agency:ttg", "agency:chinh-phu", "agency:vpcp"})


def can_order(by: str) -> bool:
    """Whether the words before a word of order, in match form, name a person or body, or open an announcement."""
    return _ORDERER.search(by) is not None


def are_superior(bodies: Sequence[Mention]) -> bool:
    """Whether all of the bodies stand above those who act: the Government, its head and office, steering committees."""
    return all(b.id in _SUPERIOR or "ban-chi-dao" in b.id or b.id.startswith(("agency:bcd", "agency:ubqg")) for b in bodies)
