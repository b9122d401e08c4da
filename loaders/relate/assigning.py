"""Which document lays down the tasks of a text: the official one at hand, or the one that an article reports on."""

from __future__ import annotations

import re

from loaders.reading import Reading

_ORDERING_KINDS = frozenset({"notice", "dispatch", "directive", "conclusion", "decision", "resolution", "plan"})
_ISSUED = re.compile(
    r"(?:vừa\s+)?(?:ban hành|có|ký|ký ban hành|phát hành|phát đi|ra)\s+(?:công điện|thông báo|văn bản|chỉ thị|"
    r"kết luận|nghị quyết|quyết định|kế hoạch|công văn)?\s*(?:số\s*)?$"
)
_CONCLUDES = re.compile(r"(?:thông báo kết luận|kết luận|nêu tại|theo)\s*(?:tại\s+)?(?:thông báo|văn bản)?\s*(?:số\s*)?$")
_TELLS = re.compile(r"[^.;]{0,25}?(?:thông báo kết luận|kết luận|về việc|yêu cầu|nêu kết luận)")
# What was issued before is the ground of the orders told, not their source.
_EARLIER = re.compile(r"(?<!\w)(?:trước đó|trước đây|năm ngoái|năm trước)(?!\w)")


def assigner(reading: Reading) -> str:
    """The id of the document whose order the tasks are."""
    if reading.head.official:
        return reading.document
    return _reported(reading, 0, len(reading.text) // 2, strict=False) or reading.document


def reported_document(reading: Reading, start: int, end: int) -> str:
    """The ordering document that a passage of news says to have been issued, or ''."""
    return _reported(reading, start, end, strict=True)


def _reported(reading: Reading, start: int, end: int, *, strict: bool) -> str:
    for mention in reading.within(start, end):
        if mention.type != "Document" or mention.properties.get("kind") not in _ORDERING_KINDS or "number" not in mention.properties:
            continue
        before = reading.form[max(start, mention.start - 80) : mention.start]
        after = reading.form[mention.end : mention.end + 45]
        if _EARLIER.search(before):
            continue
        issued = _ISSUED.search(before) is not None
        if issued or (not strict and (_CONCLUDES.search(before) or _TELLS.match(after))):
            return mention.id
    return ""
