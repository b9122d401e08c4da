"""The words by which a document acts on another, and those that may stand between such words and the document acted on.

The words are those of Luật Ban hành văn bản quy phạm pháp luật (64/2025/QH15: amending, replacing, repealing, suspending) and of Nghị định
30/2020/NĐ-CP; each relation has its own verb, so the classes are closed. White space is bounded in these patterns, so that a line of blanks
costs no time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_VERBS = {
    "SUSPENDS": r"(?:tạm\s{1,9})?(?:ngưng|ngừng|đình chỉ)(?:\s{1,9}(?:hiệu lực|việc|áp dụng|thi hành|thực hiện))+",
    "CORRECTS": r"đính chính",
    "CONSOLIDATES": r"hợp nhất",
    "AMENDS": (
        r"(?:thay thế|bãi bỏ|bỏ|sửa đổi|sửa|bổ sung)(?:\s{1,9}(?:một số|các))?\s{1,9}(?:cụm từ|từ ngữ|từ(?=\s{0,9}\")|đoạn)|"
        r"(?:sửa đổi|bổ sung|điều chỉnh|cập nhật)(?:,?\s{0,9}(?:và\s{1,9})?(?:sửa đổi|bổ sung|cập nhật|điều chỉnh|thay thế|bãi bỏ))*"
    ),
    "REPEALS": r"(?:thu hồi\s{0,9}(?:,|và)\s{1,9})?(?:bãi bỏ|hủy bỏ)|chấm dứt hiệu lực(?:\s{1,9}thi hành)?",
    "REPLACES": r"thay thế|thay cho",
    "GUIDES": (
        r"quy định chi tiết(?:\s{1,9}thi hành)?|(?:quy định chi tiết (?:và|,)\s{0,9})?hướng dẫn(?:\s{1,9}(?:thi hành|thực hiện|áp dụng))?"
    ),
    "IMPLEMENTS": r"(?:tổ chức\s{1,9})?(?:triển khai|thực hiện|thi hành|cụ thể hóa)(?:\s{1,9}(?:thực hiện|thi hành))*",
}
ACT = "|".join(f"(?P<{relation}>{words})" for relation, words in _VERBS.items())
_ACT = re.compile(rf"(?<!\w)(?:{ACT})(?!\w)")

_PAST = r"sửa đổi|bổ sung|cập nhật|điều chỉnh"
_PASSIVE_VERBS = {
    "AMENDS": rf"(?:{_PAST})(?:,?\s{{0,9}}(?:và\s{{1,9}})?(?:{_PAST}|thay thế|bãi bỏ))*",
    "REPLACES": r"thay thế",
    "REPEALS": r"bãi bỏ|hủy bỏ",
    "CORRECTS": r"đính chính",
    "CONSOLIDATES": r"hợp nhất",
    "SUSPENDS": r"(?:tạm )?(?:ngưng|đình chỉ)(?: (?:hiệu lực|thi hành))*",
    "GUIDES": r"quy định chi tiết|hướng dẫn(?: thi hành| thực hiện)?",
}
_PASSIVE = re.compile(
    r"(?<!\w)(?:được|bị)\s{1,9}(?:"
    + "|".join(f"(?P<{relation}>{words})" for relation, words in _PASSIVE_VERBS.items())
    + r")(?:\s{1,9}(?:một số|nội dung|một phần|toàn bộ|tại|ở)?[^;.\"()]{0,70}?)?,?\s{1,9}"
    r"(?:bởi|bằng|theo|tại|trong|do)(?!\w)\s{0,9}:?\s{0,9}(?P<rest>[^;.\"]{0,160})$"
)

_UNIT = (
    r"(?:(?:các|một số)\s{1,9})?(?:mẫu số\s{1,9}\d+[\w/.-]*|(?:điểm|khoản|điều|mục|phụ lục|chương|phần|tiết|dòng|số thứ tự|stt|"
    r"biểu mẫu|biểu số|tiểu mục|gạch đầu dòng|đoạn)"
    r"(?:\s{1,9}(?:số\s{1,9})?(?:thứ\s{1,9})?(?:[ivxlc]+|\d+(?:\.\d+)*[a-zđ]?|[a-zđ]{1,2}\d?(?:\.\d+)?)(?![\w/]))?)"
)
_NUMERALS = r"(?:\s{0,9}(?:,|và|;|đến)\s{0,9}(?:\d+[a-zđ]?|[ivxlc]+|[a-zđ])(?![\w/.)]))*"
_PROVISION = re.compile(rf"(?<!\w){_UNIT}{_NUMERALS}(?:(?:[\s,;]|(?<!\w)(?:và|của|tại|thuộc)(?!\w)){{1,12}}{_UNIT}{_NUMERALS})*(?!\w)")
_SOME = re.compile(r"(?:các|một số)\s{1,9}(?:điều|điểm|khoản|mục)(?:,|\s|$)|^một số|^các điều")
# What may stand between a verb and the document without making the act one on a part.
_WHOLE = re.compile(
    r"(?:\s|toàn bộ|nội dung|cho|các|văn bản|quyết định|nghị định|"
    r"nghị quyết|thông tư|chỉ thị|số|của|đối với|hiệu lực|thi hành|việc|áp dụng|sau đây|sau|gồm|"
    r"như sau|:|\d{1,2}|\))*"
)
_ATTACHED = re.compile(
    r"\s{0,9}(?:quy chế|quy định|kế hoạch|chương trình|đề án|chiến lược|điều lệ|nội quy|bảng giá|quy trình)(?!\s{1,9}tại)[^;]{0,160}?"
    r"(?:được\s{1,9})?ban hành\s{1,9}(?:kèm\s{1,9})?theo\s{0,9}"
)
_LINK = re.compile(
    r"(?:^|\s)(?:của|tại|trong|vào|thuộc|kèm theo|ban hành theo|đối với|cho|toàn bộ|nội dung|các|:)\s{0,9}"
    r"(?:các\s{1,9}|toàn bộ\s{1,9})*(?:văn bản[^;.]{0,60}?)?$|^\s{0,9}$"
)
# Where the verb has another object, the document only says by what rule or for what end.
_ELSEWHERE = re.compile(
    r"(?<!kèm )(?<!ban hành )(?<!\w)theo(?!\w)|(?<!\w)(?:căn cứ|trên cơ sở|để|nhằm|thực hiện|triển khai|phục vụ|phù hợp|bảo đảm|trường hợp|"
    r"thi hành(?=\s{1,9}[^;]{0,40}\bquyết định\b)|không|chưa|này|đề nghị|giao|"
    r"trình(?=\s{1,9}(?:quốc hội|chính phủ|thủ tướng|cấp|hội đồng|ủy ban|bộ)))(?!\w)"
)
# What is told between 'quy định chi tiết' or 'hướng dẫn' and the document guided: parts of it, and further words for guiding.
_GUIDED = re.compile(
    rf"(?:\s|,|;|{_UNIT}|(?<![\w/])(?:\d+|[a-zđ]|chi tiết|thi hành|thực hiện|áp dụng|một số|các|nội dung|quy định|và|biện pháp|để|tổ chức|"
    r"hướng dẫn|cụ thể|việc|của|tại|về một số|được giao tại|sau đây)(?![\w/]))*"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of an act from `start` to `end` of the stretch they were found in: its relation, and whether it is told in the passive."""

    start: int
    end: int
    relation: str
    passive: bool = False


def _relation(match: re.Match[str], kinds: dict[str, str]) -> str:
    return next(kind for kind in kinds if match[kind] is not None)


def active(stretch: str) -> list[Cue]:
    """The acts whose object can be the document at the end of `stretch` (match form, quotations blanked), first to last."""
    return [cue for cue in verbs(stretch) if _reaches(cue.relation, stretch[cue.end :])]


def verbs(stretch: str) -> list[Cue]:
    """All verbs of acts in `stretch`, whatever their object."""
    return [Cue(m.start(), m.end(), _relation(m, _VERBS)) for m in _ACT.finditer(stretch) if not _is_passive(stretch[: m.start()])]


def passive(stretch: str) -> Cue | None:
    """'… được sửa đổi, bổ sung bởi' at the end of `stretch`: the document behind it acts on one before it."""
    match = None
    for start in re.finditer(r"(?<!\w)(?:được|bị)\s", stretch):
        match = _PASSIVE.match(stretch, start.start()) or match
    if match is None or _ACT.search(match["rest"]):
        return None
    rest = match["rest"].strip()
    if rest and not _PROVISION.match(rest) and not re.fullmatch(r"(?:các|những|một số)\b.*", rest):
        return None
    return Cue(match.start(), match.end(), _relation(match, _PASSIVE_VERBS), passive=True)


def _is_passive(before: str) -> bool:
    return re.search(r"(?<!\w)(?:được|bị)\s{1,9}$", before) is not None


def _reaches(relation: str, rest: str) -> bool:
    """Whether the document right behind `rest`, the words after the verb, is what the act is on."""
    if relation in ("GUIDES", "IMPLEMENTS"):
        return _guides(relation, rest)
    if len(rest) > 600 or re.search(r"\.\s", rest):
        return False
    plain = _PROVISION.sub(" ", rest)
    if _WHOLE.fullmatch(rest) or _ATTACHED.fullmatch(rest):
        return True
    if _ELSEWHERE.search(plain):
        return False
    last = [m.end() for m in _PROVISION.finditer(rest)]
    return _LINK.search(rest) is not None or bool(
        last and re.fullmatch(r"\s{0,9}(?:ban hành\s{0,9})?(?:của|tại|kèm theo)?\s{0,9}", rest[last[-1] :])
    )


def _guides(relation: str, rest: str) -> bool:
    if relation == "IMPLEMENTS":
        return re.fullmatch(r"\s{0,9}(?:các\s{1,9})?(?:nhiệm vụ[^;.,]{0,40}\s)?(?:nội dung\s{1,9})?", rest) is not None
    return len(rest) < 220 and _GUIDED.fullmatch(rest) is not None


def part(relation: str, rest: str) -> tuple[bool, tuple[int, int] | None]:
    """Whether an act whose verb is followed by `rest` is on a part of the document, and where in `rest` that part is told."""
    found = list(_PROVISION.finditer(rest))
    named = [m for m in found if re.search(r"\s(?:[ivxlc]+|\d+[a-zđ]?|[a-zđ]{1,2}\d?)(?!\w)", m[0]) or m[0].startswith(("phụ lục", "mẫu"))]
    span = (named[0].start(), named[-1].end()) if named else None
    if relation in ("AMENDS", "CORRECTS") or span or _SOME.search(rest):
        return True, span
    return not (_WHOLE.fullmatch(rest) or _ATTACHED.fullmatch(rest)), None


def begins_with_part(rest: str) -> bool:
    """Whether `rest`, all that an item says before its document, tells a part of it and no act of its own."""
    return _PROVISION.match(rest) is not None and not verbs(rest)


def listed(rest: str, *, strong: bool = False) -> bool:
    """Whether `rest`, the words between a separator (`strong`: ';') and a document, leave it one more in a list of those acted on."""
    if _WHOLE.fullmatch(rest) or _ATTACHED.fullmatch(rest):
        return True
    # 'Khoản 2, Khoản 3 của Điều 1 và Bảng giá thuộc …': a part of another kind besides
    if strong and _PROVISION.match(rest.lstrip()) and len(rest) < 160 and _LINK.search(rest) and not _ELSEWHERE.search(rest):
        return True
    found = _PROVISION.match(rest.lstrip())
    return (
        found is not None
        and re.fullmatch(r"[\s,;]*(?:ban hành\s{0,9})?(?:của|tại|kèm theo)?\s{0,9}(?:các\s{1,9})?", rest.lstrip()[found.end() :])
        is not None
    )
