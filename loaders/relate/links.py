"""What a task is about: what it produces, what it needs, to whom it is submitted."""

from __future__ import annotations

import re

from loaders.reading import Reading
from loaders.recognise.spans import Mention
from loaders.relate.draft import Draft

_ASSETS = {"Database", "Platform", "Programme", "Document"}
_SUBMIT = re.compile(
    r"(?:trình|báo cáo|gửi|xin ý kiến|xin chủ trương|tham mưu|tham mưu cho|tham mưu, trình|gửi về|báo cáo về|lên|gửi báo cáo|"
    r"trình cho|tổng hợp,? báo cáo|(?:báo cáo|gửi) [^,;.]{3,60}\s(?:về|cho|lên|tới|gửi))\s*(?:cho\s+|lên\s+|"
    r"về\s+)?(?:đồng chí\s+)?(?:chủ tịch\s+|bộ trưởng\s+|thủ trưởng\s+|giám đốc\s+)?$"
)
_ALSO_SUBMIT = re.compile(r"^\s*(?:,|và|xem xét,? trình|để trình|trình)\s*$")
_PRODUCE = re.compile(
    r"(?:xây dựng|hoàn thiện|hoàn thành|ban hành|phê duyệt|phát triển|hình thành|tạo lập|thiết lập|lập|trình|"
    r"vận hành|nâng cấp|mở rộng|khai trương|ra mắt|đưa|công bố|soạn thảo|dự thảo|mở|tạo|làm giàu|nghiên cứu|sửa đổi|"
    r"bổ sung|thí điểm|thành lập)(?!\w)"
)
# Words after which a name is no longer what is made but what it serves, follows or draws on.
_NO_PRODUCT = re.compile(
    r"(?<!\w)(?:theo|tại|thực hiện|triển khai|thi hành|hướng dẫn|với|từ|của|trên cơ sở|dựa trên|trên nền tảng|để|"
    r"phục vụ|nhằm|giữa|vào|lên|trên|kết nối|tích hợp|chia sẻ|khai thác|sử dụng|qua|bảo đảm|đồng bộ|gắn với|thuộc|"
    r"cho|đáp ứng|quy định|liên thông|đối soát|làm sạch|về đẩy mạnh|giám sát|đẩy nhanh tiến độ)(?!\w)"
)
# 'Xây dựng các cơ sở dữ liệu quốc gia …: (31) Cơ sở dữ liệu …': what stands alone after the colon is what is made.
_ITEM = re.compile(r":\s*\(?\d{1,3}[.)]\s*$")
_OPENING = 60  # characters at the beginning of a task in which its verb of making stands
_HOW = (
    ("amends", re.compile(r"(?:sửa đổi|thay thế|bãi bỏ|bổ sung|điều chỉnh)[\w\s,]{0,40}$")),
    ("guides", re.compile(r"(?:hướng dẫn|thi hành|quy định chi tiết)[\w\s,]{0,30}$")),
    (
        "built_on",
        re.compile(
            r"(?:trên cơ sở|dựa trên|trên nền tảng|xây dựng trên|đặt tại|vận hành tại|tại|lên|trên|sang hạ tầng của|"
            r"kế thừa)\s*(?:cơ sở\s+)?$"
        ),
    ),
    (
        "connects",
        re.compile(
            r"(?:kết nối|chia sẻ|liên thông|đồng bộ|tích hợp|giữa|nạp|đối soát)(?:[^;.]{0,90}(?:\svới|\svề|\svào|"
            r"\slên|\sđến|\stới|,|\svà))?\s*(?:các\s+)?$"
        ),
    ),
    ("after", re.compile(r"(?:sau khi)[^,;.]{0,60}$")),
    ("carries_out", re.compile(r"(?:triển khai|thực hiện|theo|tại|giao tại|thi hành|được giao|nêu tại|căn cứ)[\w\s,./()-]{0,50}$")),
)


class Linker:
    """Links one task to the things named in its clause."""

    def __init__(self, reading: Reading, draft: Draft) -> None:
        self.reading, self.draft = reading, draft

    def link(self, task: str, work: int, end: int, evidence: tuple[int, int], skip: set[str], makes: bool = True) -> None:
        """Link `task`, whose work is told between `work` and `end`, to what is named there.

        `skip` are ids that play a role already; `makes` says whether the stretch can name what the work makes.
        """
        previous = None
        for mention in self.reading.within(work, end):
            if mention.type == "Agency":
                if not mention.group and self._submitted(mention, work, previous):
                    self.draft.mention(mention)
                    self.draft.edge(task, "SUBMITTED_TO", mention.id, evidence)
                    previous = mention
            elif mention.type in _ASSETS and mention.id not in skip:
                self._asset(task, mention, work, evidence, makes)

    def _submitted(self, mention: Mention, work: int, previous: Mention | None) -> bool:
        before = self.reading.form[max(work - 30, mention.start - 40) : mention.start]
        if _SUBMIT.search(before):
            return True
        return previous is not None and _ALSO_SUBMIT.match(self.reading.form[previous.end : mention.start]) is not None

    def _asset(self, task: str, mention: Mention, work: int, evidence: tuple[int, int], makes: bool) -> None:
        self.draft.mention(mention)
        if makes and self._made(mention, work):
            self.draft.edge(task, "PRODUCES", mention.id, evidence)
            return
        self.draft.edge(task, "DEPENDS_ON", mention.id, evidence, how=self.how(mention.start, work))

    def _made(self, mention: Mention, work: int) -> bool:
        """Whether the work makes the thing: a verb of making before it and nothing between that turns it into a means."""
        if mention.type == "Document" and "number" in mention.properties:
            return False
        before = self.reading.form[work : mention.start]
        if _ITEM.search(before) and _PRODUCE.search(before[:_OPENING]):
            return True
        making = list(_PRODUCE.finditer(before))
        if not making:
            return False
        gap = before[making[-1].end() :]
        if _NO_PRODUCT.search(re.sub(r"(?<!quy )(?<!chương )trình\s+[\w\s]{3,30}|phục vụ[^,;]*$", "", gap)) or len(gap.split()) > 14:
            return False
        return (
            _NO_PRODUCT.search(before[: making[-1].start()][-60:].rsplit(";", 1)[-1]) is None
            or making[-1].start() < 25
            or "," in before[: making[-1].start()][-25:]
        )

    def how(self, position: int, work: int) -> str:
        """In which way what is named at `position` is needed, by the words before it."""
        before = self.reading.form[max(work - 12, position - 110, 0) : position]
        clause = re.split(r"[;.]", before)[-1]
        return next((how for how, pattern in _HOW if pattern.search(clause)), "uses")
