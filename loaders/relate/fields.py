"""Labelled fields of plans ('Đơn vị chủ trì: …', 'Thời gian hoàn thành: …') and remarks that complete the task before them."""

from __future__ import annotations

import re

_LABELS = (
    ("lead", (
        r"(?:(?:cơ quan|đơn vị|bộ|phòng|ban)\s+)?(?:chủ trì|đầu mối)(?:\s+thực hiện|\s+triển khai|\s+tham mưu)?|"
        r"(?:cơ quan|đơn vị)\s+(?:thực hiện|chịu trách nhiệm|được giao)|phân công(?: thực hiện)?"
    )),
    ("with", r"(?:(?:cơ quan|đơn vị)\s+)?phối hợp(?:\s+thực hiện)?"),
    ("due", (
        r"(?:thời gian|thời hạn|tiến độ|lộ trình)(?:\s+(?:thực hiện|hoàn thành|triển khai|trình|ban hành|xây dựng))*|"
        r"hạn hoàn thành|hoàn thành"
    )),
    ("content", r"nội dung(?:\s+(?:chính|thực hiện|công việc|cụ thể|chủ yếu))?|mô tả|nhiệm vụ cụ thể"),
    ("output", r"(?:sản phẩm|kết quả|đầu ra)(?:,\s*(?:sản phẩm|kết quả))?(?:\s+(?:dự kiến|đầu ra|cần đạt|thực hiện))?"),
)  # fmt: skip
_LABEL = re.compile(r"[-+•*(\s]*(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS) + r")\s*:\s*")
# A clause that only says when, or to whom the result is reported, belongs to the task before it.
_ONLY_WHEN = re.compile(
    r"(?:(?:việc này|việc trên|các việc trên|nhiệm vụ này|nội dung này|tất cả|toàn bộ|yêu cầu|và)\s+)?(?:phải\s+|"
    r"cần\s+)?(?:hoàn thành|hoàn tất|xong|làm xong|thời gian|thời hạn|chậm nhất|muộn nhất)(?:\s+(?:là|toàn bộ|"
    r"việc này|thực hiện|hoàn thành|xong))*\s*:?\s+(?:[\w\s]{0,14}?)(?=trước|trong|ngày|vào|tháng|quý|năm|đến|\d|chậm|"
    r"cuối|hết|thường xuyên|hằng|hàng)"
)
_ONLY_REPORT = re.compile(
    r"(?:tổng hợp,?\s*)?(?:báo cáo|gửi|công bố(?=\s+kết quả(?!\w)))\s+(?:(?:kết quả|danh sách|về|cho|lên|đồng chí|phó|"
    r"tình hình)\s+)*[^,;.]{0,70}?(?:\s(?:kết quả|tình hình)(?:\s+thực hiện)?|\svề\s[^,;.]{3,40}|\strước ngày|"
    r"\strong (?:tháng|quý|năm))[^;.]{0,60}$"
)

# 'Các báo cáo trên gửi Bộ X trước ngày …' tells where and when the papers just asked for must be.
_PAPERS = re.compile(
    r"(?:các\s+)?(?:báo cáo|kết quả|văn bản|hồ sơ|dự thảo|kế hoạch|danh mục)(?:\s+\w+){0,3}?\s+(?:trên|nêu trên|"
    r"này)\s+(?:phải\s+|được\s+)?(?:gửi|trình)\s"
)
_ONLY_TELL = re.compile(
    r"(?:kịp thời\s+|định kỳ\s+|tổng hợp,?\s*)*báo cáo\s+(?:thủ tướng|phó thủ tướng|chính phủ|bộ|ủy ban|ubnd|"
    r"ban chỉ đạo|cấp có thẩm quyền)[^;.]{0,80}$"
)


# 'Thời gian hoàn thành trước ngày …' after several works of one item dates them all.
_DATES_ALL = re.compile(r"(?:thời gian|thời hạn|hạn)(?!\w)|(?:các việc trên|tất cả|toàn bộ)(?!\w)")


def dates_all(form: str, start: int) -> bool:
    """Whether a remark about time is about all that its passage asks for."""
    return _DATES_ALL.match(form, start) is not None


def label(form: str, start: int, end: int) -> tuple[str, int] | None:
    """The field that a stretch begins with ('lead', 'with', 'due', 'content', 'output') and where its value starts."""
    match = _LABEL.match(form, start, end)
    if match is None or match.lastgroup is None:
        return None
    return match.lastgroup, match.end()


def only_completes(form: str, start: int, end: int, first: bool) -> bool:
    """Whether a clause says nothing but when the work before it is due, or to whom its result is reported.

    `first` says that it opens its sentence: then a report is work of its own.
    """
    words = form[start:end].strip(" .;/")
    if _PAPERS.match(words):
        return True
    if _ONLY_WHEN.match(words) and len(words.split()) <= 16:
        return True
    return not first and len(words.split()) <= 22 and bool(_ONLY_REPORT.match(words) or _ONLY_TELL.match(words))
