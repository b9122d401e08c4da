"""Office files that only call themselves something else, pages saved as one file, and what a workbook hides.

Guards against refusing a template or a strict document that Word opens, and against rows read or left out in silence.
"""

from __future__ import annotations

import io
import zipfile
from base64 import encodebytes
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from graph.errors import InputError
from loaders.layout import CELL, Layout
from loaders.readers import read
from tests.test_reader_hostile import TEXT, changed, excel, word

_WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = {
    ".docm": b"application/vnd.ms-word.document.macroEnabled.main+xml",
    ".dotx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ".dotm": b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}


def reading(folder: Path, name: str, data: bytes) -> Layout:
    """What is read from a file of that name."""
    (folder / name).write_bytes(data)
    return read(folder / name)


def rewritten(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """An office file with every XML part changed."""
    for name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        if name.endswith((".xml", ".rels")):
            data = changed(data, name, change)
    return data


def strict(part: bytes) -> bytes:
    """The names of the strict standard instead of the usual ones."""
    for area in (b"wordprocessingml", b"spreadsheetml", b"drawingml", b"officeDocument"):
        part = part.replace(b"http://schemas.openxmlformats.org/" + area + b"/2006/", b"http://purl.oclc.org/ooxml/" + area + b"/")
    return part


@pytest.mark.parametrize("suffix", _KINDS)
def test_word_documents_with_macros_and_templates(tmp_path, suffix) -> None:
    """They hold the same text; under the suffix of a document too."""
    data = changed(word(), "[Content_Types].xml", lambda part: part.replace(_WORD, _KINDS[suffix]))
    for name in (f"a{suffix}", "a.docx"):
        layout = reading(tmp_path, name, data)
        assert (layout.text, layout.notes) == (TEXT, ())


def test_strict_documents(tmp_path) -> None:
    """'Strict Open XML' is what some offices must save in."""
    assert reading(tmp_path, "a.docx", rewritten(word(), strict)).text == TEXT
    assert TEXT in reading(tmp_path, "a.xlsx", rewritten(excel(), strict)).text


_HEADERS = b'From: <Saved by Word>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary="--=a"\n\n'


def one_file_page(body: bytes, kind: bytes = b"text/html") -> bytes:
    """A page saved as one file, with a picture beside it."""
    return (
        _HEADERS
        + b"----=a\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n\n"
        + b"----=a\nContent-Type: " + kind + b"; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + encodebytes(body) + b"\n----=a--\n"
    )  # fmt: skip


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.doc", "a.html"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_pages_saved_as_one_file(tmp_path, name, ends) -> None:
    """Word saves them under .doc; the page is read, pictures are left."""
    data = one_file_page(f"<html><body><p>{TEXT}</p><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>".encode())
    layout = reading(tmp_path, name, data.replace(b"\n", ends))
    assert TEXT in layout.text
    assert bool(layout.notes) is (name in ("a.doc", "a.html"))


def test_an_archive_without_a_page(tmp_path) -> None:
    """The message says how to save it."""
    with pytest.raises(InputError, match=r"lưu lại thành \.docx"):
        reading(tmp_path, "a.mht", one_file_page(b"x", b"image/gif"))
    with pytest.raises(InputError, match="quá nhiều thành phần"):
        reading(tmp_path, "a.mht", _HEADERS + b"----=a\nContent-Type: text/plain\n\nx\n" * 2001 + b"----=a--\n")


def test_hidden_rows_are_read_and_told(tmp_path) -> None:
    """A filter hides rows that still are part of the annex."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Việc"
    for row in (["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Lập danh mục", "Bộ Y tế"], ["2", "Nối kho", "Bộ Công an"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[9].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    layout = reading(tmp_path, "a.xlsx", stream.getvalue())
    assert "Nối kho" in layout.text
    assert layout.notes == ("trang tính Việc: 1 dòng ẩn, vẫn được đọc",)


def test_header_of_two_lines_in_a_sheet(tmp_path) -> None:
    """'Lộ trình' over years: the first line belongs to the header, a title and a letterhead do not."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["BỘ Y TẾ", None, None, "CỘNG HÒA XÃ HỘI"],
        ["PHỤ LỤC"],
        ["TT", "Chỉ tiêu", "ĐVT", "Lộ trình"],
        [None, None, None, "2026", "2027", "2028", "2029", "2030"],
        ["1", "Tỷ lệ nộp trên mạng", "%", "10", "20", "30", "40", "50"],
    ):
        sheet.append(row)
    for cells in ("A3:A4", "B3:B4", "C3:C4", "D3:H3"):
        sheet.merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    layout = reading(tmp_path, "a.xlsx", stream.getvalue())
    assert {b.address.partition("!")[2] for b in layout.blocks if b.kind == CELL and b.row == 2} == {"A3", "B3", "C3", "D3"}
    assert [layout.text[b.start : b.end] for b in layout.blocks if b.kind != CELL] == ["BỘ Y TẾ", "CỘNG HÒA XÃ HỘI", "PHỤ LỤC"]
