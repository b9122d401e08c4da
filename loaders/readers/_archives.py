"""Office files are ZIP archives of XML: opened only where they stay small and declare no entities."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from graph.errors import InputError

MOST_ENTRIES = 5000
LARGEST_XML = 64 * 1024 * 1024
"""Bytes of all XML parts together, unpacked."""
MOST_TAGS = 1_500_000
"""Tags of all XML parts together where a reader holds them at once: some 3,000 pages in about 300 MB."""
LARGEST_REST = 192 * 1024 * 1024
"""Bytes of all other parts (pictures, fonts) together, unpacked."""

DAMAGED = "tệp nén bên trong bị hỏng hoặc bị cắt cụt; hãy chép lại tệp gốc"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK = 1 << 20
_HEAD = 64 * 1024  # bytes in which a document type would have to stand
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, UnicodeDecodeError, OverflowError)
"""What the archive module raises on a damaged archive."""


def open_archive(data: bytes, source: str) -> zipfile.ZipFile:
    """The archive in `data`, its limits kept; raises InputError where it is damaged, locked, too large or declares entities."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _check(archive, source)
        for info in archive.infolist():
            if _is_xml(info.filename):
                _check_part(archive, info, source)
    except BROKEN as error:
        raise InputError(source, DAMAGED) from error
    return archive


def check_tags(archive: zipfile.ZipFile, source: str) -> None:
    """Raise InputError where the parts hold more tags than fit into memory: a few bytes of XML become hundreds."""
    count = 0
    for info in archive.infolist():
        if not _is_xml(info.filename):
            continue
        with archive.open(info) as part:
            while chunk := part.read(_CHUNK):
                count += chunk.count(b"<")
        if count > MOST_TAGS:
            raise InputError(source, f"tài liệu quá lớn (hơn {MOST_TAGS} thành phần XML)", info.filename)


_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|spreadsheetml|drawingml|officeDocument|schemaLibrary)/")
_PLAIN_WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_WORD = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?|openxmlformats-officedocument\.wordprocessingml\.template)"
    rb"\.main\+xml"
)
"""Word documents with macros and templates: only what they call themselves is different; macros are never run."""


def usual(data: bytes, archive: zipfile.ZipFile) -> bytes:
    """The archive as readers know it: templates and documents with macros as documents, the names of the strict standard as the usual."""
    kinds = archive.read("[Content_Types].xml") if "[Content_Types].xml" in archive.namelist() else b""
    strict = "_rels/.rels" in archive.namelist() and _STRICT.search(archive.read("_rels/.rels")) is not None
    if not strict and not _OTHER_WORD.search(kinds):
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for info in archive.infolist():
            part = archive.read(info)
            if _is_xml(info.filename):
                part = _OTHER_WORD.sub(_PLAIN_WORD, _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part))
            out.writestr(info.filename, part)
    return made.getvalue()


def _check(archive: zipfile.ZipFile, source: str) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise InputError(source, f"tệp nén có quá nhiều thành phần ({len(entries)}; tối đa {MOST_ENTRIES})")
    if any(info.flag_bits & 1 for info in entries):
        raise InputError(source, "tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại")
    if any(info.compress_type not in _METHODS for info in entries):
        raise InputError(source, "tệp nén theo cách mà tài liệu văn phòng không dùng")
    for wanted, limit, name in ((True, LARGEST_XML, "nội dung"), (False, LARGEST_REST, "hình ảnh và phần đính kèm")):
        size = sum(info.file_size for info in entries if _is_xml(info.filename) is wanted)
        if size > limit:
            raise InputError(source, f"{name} giải nén ra quá lớn ({size // 1_000_000} MB; tối đa {limit // 1_000_000} MB)")


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str) -> None:
    """The beginning of a part must declare no document type: entities read other files or blow up."""
    with archive.open(info) as part:
        head = part.read(_HEAD).replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise InputError(source, "chứa khai báo DOCTYPE/ENTITY, không được phép trong tài liệu văn phòng", info.filename)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))
