"""What a file really is, by its first bytes: suffixes are often wrong (web pages and RTF saved as .doc)."""

from __future__ import annotations

import re

from graph.errors import InputError
from loaders.readers._archives import BROKEN, open_archive

_TEXTS = {".txt", ".text", ".md", ".markdown", ".csv", ".tsv", ".html", ".htm", ".xhtml"}
_ZIPPED = (
    ("word/", ".docx"),
    ("xl/", ".xlsx"),
)
_OPEN_DOCUMENT = {b"application/vnd.oasis.opendocument.text": ".odt", b"application/vnd.oasis.opendocument.spreadsheet": ".ods"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (("WordDocument", ".doc"), ("Workbook", ".xls"), ("Book", ".xls"))
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ONE_FILE_PAGE = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/related", re.IGNORECASE)
_OTHERS = (
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"GIF8", "ảnh GIF"),
    (b"II*\0", "ảnh TIFF"),
    (b"MM\0*", "ảnh TIFF"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZIP"),
    (b"\x7fELF", "chương trình"),
    (b"MZ\x90", "chương trình"),
)
_CONTROL = re.compile(rb"[\x00\x01\x03\x04\x07\x08\x0e-\x13\x15-\x18\x1a\x1c\x1d\x7f]")


def true_suffix(data: bytes, suffix: str, source: str) -> str:
    """The suffix that fits the content; `suffix` where nothing speaks against it. Raises InputError for what cannot be read."""
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, source)
    if data.startswith(_OLE):
        return _compound(data, source)
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if name := next((name for magic, name in _OTHERS if data.startswith(magic)), ""):
        raise InputError(source, f"nội dung là {name}, không phải văn bản")
    if _HTML.match(data.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").replace(b"\0", b"")[:8192]):
        return suffix if suffix in (".html", ".htm", ".xhtml") else ".html"
    if _ONE_FILE_PAGE.match(data[:4096].lstrip().replace(b"\r\n", b"\n")):
        return suffix if suffix == ".mhtml" else ".mht"
    if suffix in _TEXTS:
        return suffix
    if _CONTROL.search(data[:4096]):
        raise InputError(source, f"nội dung không phải định dạng {suffix}: tệp bị hỏng hoặc mang nhầm đuôi")
    return ".txt"


def _zipped(data: bytes, source: str) -> str:
    archive = open_archive(data, source)
    names = archive.namelist()
    if found := next((suffix for folder, suffix in _ZIPPED if any(name.startswith(folder) for name in names)), ""):
        return found
    if "mimetype" in names:
        try:
            kind = archive.read("mimetype").strip()
        except BROKEN as error:
            raise InputError(source, "tệp nén bên trong bị hỏng") from error
        if kind in _OPEN_DOCUMENT:
            return _OPEN_DOCUMENT[kind]
    what = "bản trình chiếu" if any(name.startswith("ppt/") for name in names) else "tệp nén ZIP; hãy giải nén rồi nạp từng tệp"
    raise InputError(source, f"nội dung là {what}")


def _compound(data: bytes, source: str) -> str:
    """Word and Excel before 2007, and newer files under a password."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") + b"\0\0" in data

    if has("EncryptedPackage"):
        raise InputError(source, "tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại")
    if found := next((suffix for stream, suffix in _STREAMS if has(stream)), ""):
        return found
    raise InputError(source, "tệp Office cũ nhưng không phải văn bản Word hay bảng Excel")
