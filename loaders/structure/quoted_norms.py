"""Where an article tells what the law lays down: quoted articles, answers to readers' questions, the standing duties of a body.

None of it is news of orders or results: whoever must do something there must always do it.
"""

from __future__ import annotations

import re

_ARTICLE = re.compile(r"[“\"]?\s*điều\s+\d+[a-zđ]?\s?[.:]")
_PROVISION = r"(?:điều|khoản|điểm|mục|chương)\s+[\dIVXivxa-zđ]{1,4}(?!\w)"
# 'Căn cứ Điều 5 Nghị định … quy định như sau:', 'Theo khoản 2 Điều 7 …, mức phạt …'
_LEADS_IN = re.compile(
    rf"(?:(?:căn cứ|theo|tại)\s[^.;:]{{0,60}}{_PROVISION}[^;:]{{0,260}}(?:quy định|nêu|như sau|cụ thể|sau đây)[^.;]{{0,60}}:?\s*$)|"
    rf"(?:căn cứ|theo)\s+(?:quy định\s+)?(?:tại\s+)?{_PROVISION}"
)
_QUESTION = re.compile(
    r"(?:là gì|là ai|như thế nào|thế nào|ra sao|bao lâu|bao nhiêu|bao giờ|hay không|khi nào|ở đâu|nào|không|gồm những gì|làm sao|có đúng)"
    r"[^?]{0,40}\?"
)
# Somebody is asked: an interview tells plans and results.
_ASKED = re.compile(r"(?:pv|phóng viên|hỏi)(?!\w)|(?<!\w)thưa\s")
_STANDING = re.compile(
    r"(?:chức năng|quyền hạn|nhiệm vụ(?: và|,) (?:quyền|chức)|nhiệm vụ chính(?! trị)|cơ cấu tổ chức|tổ chức bộ máy|vai trò|lịch sử|"
    r"quá trình (?:hình thành|phát triển))[\w\s,&-]{0,60}|tham khảo|chú thích|liên kết ngoài|xem thêm"
)


def is_explained(heading: str) -> bool:
    """Whether a heading, in match form, asks a reader's question or announces standing duties or history."""
    words = heading.strip()
    asks = words.endswith("?") and _QUESTION.search(words) is not None and _ASKED.search(words) is None
    return asks or _STANDING.fullmatch(words) is not None


def leads_in(line: str) -> bool:
    """Whether a passage, in match form, quotes an article of a law or leads in what one lays down."""
    return _ARTICLE.match(line) is not None or _LEADS_IN.match(line[:400]) is not None
