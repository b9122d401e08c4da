"""What surrounds the document proper on a page: menus, property boxes, teasers of other articles, comments, imprints."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.layout import Block

STATE_HEAD = re.compile(r"cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|đảng\s+cộng\s+sản\s+việt\s+nam")
# Lines after which a page goes on to other things. Whole lines only: the words are common in running text.
_END_LINE = re.compile(
    r"(?:cùng chuyên mục|tin cùng chuyên mục|có thể bạn quan tâm|tin khác|các tin khác|tin liên quan|bài liên quan|"
    r"bài viết liên quan|tin bài liên quan|"
    r"tin bài khác|các tin đã đưa|tin mới(?: hơn| nhất)?|tin cũ hơn|tin đọc nhiều|đọc nhiều(?: nhất)?(?:\s*/.*)?|"
    r"xem nhiều(?: nhất)?|đọc thêm|xem thêm|(?:>>\s*)?tham khảo thêm|(?:>>\s*)?xem ngay|mời (?:quý vị|"
    r"bạn) đọc.{0,40}|"
    r"bình luận(?:\s*\(\d+\))?|ý kiến(?: của)? bạn đọc|ý kiến độc giả|gửi bình luận|bạn đọc bình luận|"
    r"chia sẻ(?: bài viết)?|từ khóa.{0,80}|tags?:.{0,120}|"
    r"chuyên mục khác|video nổi bật|tin nổi bật|tin nóng|quảng cáo|liên kết website|thống kê truy cập|về trang chủ|"
    r"trở lại đầu trang|\[trở về\]|đánh giá bài viết.{0,60}|tệp đính kèm.{0,80}|các bài đã đăng)"
    r"\s*[:>»]*\s*"
)
_IMPRINT = re.compile(
    r"(?:.{0,60}giấy phép (?:xuất bản|hoạt động|thiết lập).{0,40}(?:số|:)|cơ quan chủ quản\s*:|tổng biên tập\s*:|"
    r"tòa soạn\s*:|bản quyền (?:thuộc|©)|"
    r"©|copyright|ghi rõ nguồn|.{0,80}giữ bản quyền nội dung|chịu trách nhiệm (?:chính|nội dung|xuất bản)\s*:|"
    r"điện thoại\s*:.{0,60}(?:fax|email)|"
    r".{0,10}socialist republic of viet\s?nam)"
)


def document_proper(form: str, blocks: Sequence[Block]) -> tuple[list[Block], bool]:
    """The blocks that belong to the document, and whether it has the head of an official one."""
    head = _official_head(form, blocks)
    if head is None:
        return _article(form, blocks), False
    return list(blocks[head : _official_end(form, blocks, head)]), True


def _official_head(form: str, blocks: Sequence[Block]) -> int | None:
    """The block where an official document begins: the issuer beside or above the name of the State or the Party."""
    for index, block in enumerate(blocks):
        found = STATE_HEAD.search(form, block.start, block.end)
        if found is None or block.end - block.start > 300 or not _has_number(form, blocks, index):
            continue
        if not _is_state_head(form, blocks, index, found[0]):
            continue
        while index and _is_letterhead(form, blocks[index - 1], block):
            index -= 1
        return index
    return _bare_head(form, blocks)


def _is_state_head(form: str, blocks: Sequence[Block], index: int, name: str) -> bool:
    """Whether the State's name has its motto by it, or the Party's name stands alone: imprints of newspapers name both."""
    block = blocks[index]
    if name.startswith("đảng"):
        return block.end - block.start < 80
    return any("tự do" in form[b.start : b.end] for b in blocks[index : index + 3])


def _bare_head(form: str, blocks: Sequence[Block]) -> int | None:
    """Where the State's name was lost (scanned and converted texts): a number line of its own with recitals soon after."""
    for index, block in enumerate(blocks[:25]):
        line = form[block.start : min(block.end, block.start + 60)]
        if _NUMBER_LINE.search(line) and any(form.startswith("căn cứ ", b.start) for b in blocks[index : index + 25]):
            return max(0, index - 3)
    return None


_NUMBER_LINE = re.compile(r"(?<!\w)(?:luật\s+)?số\s*(?:hiệu)?\s*:?\s*(?:\.{2,}|\d)")


# A letter's number with its subject right after it: 'Số 402-CV/… V/v xin ý kiến …'.
_SUBJECT = re.compile(r"(?<!\w)số\s*:?\s*\d[^\s]*\s+v/v\s")


def _has_number(form: str, blocks: Sequence[Block], index: int) -> bool:
    """Whether a number line ('Số: …') stands near: newspapers name the Republic too."""
    near = blocks[max(0, index - 4) : index + 8]
    return any(_NUMBER_LINE.search(form, block.start, min(block.end, block.start + 160)) for block in near)


def _is_letterhead(form: str, previous: Block, head: Block) -> bool:
    """Whether the block before the State's name is the issuer's: the cell beside it, or a short line above it."""
    if head.table is not None:
        return (
            previous.table == head.table
            and head.row is not None
            and previous.row is not None
            and head.row - previous.row <= 1
            and previous.end - previous.start < 200
        )
    subject = _SUBJECT.search(form, previous.start, min(previous.end, previous.start + 160)) is not None
    return (
        previous.end - previous.start < (600 if subject else 120)
        and previous.table is None
        and (subject or not form[previous.start : previous.end].rstrip().endswith((".", ":", "|")))
    )


def _official_end(form: str, blocks: Sequence[Block], first: int) -> int:
    for index in range(first + 1, len(blocks)):
        block = blocks[index]
        if block.table is None and _END_LINE.fullmatch(form, block.start, block.end) and index > first + 10:
            return index
        if _IMPRINT.match(form, block.start, block.end):
            return index
    return len(blocks)


def _article(form: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks of an article: up to the line that leads to other things, without boxes of links in its middle."""
    kept: list[Block] = []
    total = blocks[-1].end if blocks else 0
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if _IMPRINT.match(form, block.start, block.end) and block.start > total * 0.2:
            break
        if index and _END_LINE.fullmatch(form, block.start, block.end):
            resumes = _resumes(form, blocks, index)
            if resumes is None and _has_body(kept):
                break
            index = resumes or index + 1
            continue
        kept.append(block)
        index += 1
    return kept


_LONG = 150  # characters; a teaser's title is shorter, a paragraph of an article mostly longer


def _has_body(blocks: Sequence[Block]) -> bool:
    return sum(1 for block in blocks if block.end - block.start > _LONG) >= 2


def _resumes(form: str, blocks: Sequence[Block], index: int) -> int | None:
    """Where the article goes on after a box of links: at the short line before two long paragraphs in a row, if they come.

    Teasers alternate title and summary, and often repeat their title: no two long paragraphs follow one another there.
    """
    seen: set[str] = set()
    for at in range(index + 1, len(blocks) - 1):
        block, following = blocks[at], blocks[at + 1]
        line = form[block.start : block.end]
        if _IMPRINT.match(form, block.start, block.end) or line in seen:
            return None
        seen.add(line)
        if block.end - block.start > _LONG and following.end - following.start > _LONG * 0.7:
            heading = blocks[at - 1]
            return (
                at - 1
                if at - 1 > index
                and heading.end - heading.start < 120
                and not form[heading.start : heading.end].startswith(("-", "*", ">"))
                else at
            )
    return None
