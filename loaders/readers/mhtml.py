"""Web pages saved as one file (.mht), as Word saves them under .doc too: the page itself is read, what it draws in is left."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from graph.errors import InputError
from loaders.layout import Layout
from loaders.readers import html

SUFFIXES = (".mht", ".mhtml")

_MOST_PARTS = 2000


def read(data: bytes, source: str) -> Layout:
    """Read the page of an archive of one; raises InputError where it holds none."""
    parts: list[Message] = []
    for part in message_from_bytes(data).walk():
        parts.append(part)
        if len(parts) > _MOST_PARTS:
            raise InputError(source, f"trang web lưu một tệp có quá nhiều thành phần (hơn {_MOST_PARTS})")
    page = next((part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    content = page.get_payload(decode=True) if page is not None else None
    if not isinstance(content, bytes) or not content.strip():
        raise InputError(
            source, "trang web lưu một tệp (MHTML) không có phần nội dung; hãy mở bằng Word hoặc trình duyệt rồi lưu lại thành .docx"
        )
    return html.read(content, source)
