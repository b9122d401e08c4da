"""Hostile, damaged and mislabelled files: a clear message naming the file, bounded memory and time, nothing guessed."""

from __future__ import annotations

import contextlib
import io
import os
import resource
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from loaders.layout import Layout
from loaders.readers import _archives, _programs, pdf, read, readers
from loaders.readers._pdf import worker
from tests.pdf_writer import PdfPage, write_pdf, write_raw_pdf

TEXT = "Sở Y tế chủ trì số hóa hồ sơ sức khỏe của người dân trong quý III năm 2026."


def word(text: str = TEXT) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Việc", 0)
    sheet.append(["STT", "Nhiệm vụ"])
    sheet.append([1, TEXT])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def one_page() -> bytes:
    page = PdfPage()
    page.text(72, 100, TEXT)
    return write_pdf([page])


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """An office file with one part changed."""
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in source.infolist():
            made.writestr(info.filename, change(source.read(info)) if info.filename == part else source.read(info))
    return out.getvalue()


def deepened(inner: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(b"<w:body>", b"<w:body>" + inner)


def archive(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return out.getvalue()


def reading(folder: Path, name: str, data: bytes) -> Layout:
    (folder / name).write_bytes(data)
    return read(folder / name)


def refused(folder: Path, name: str, data: bytes) -> str:
    """Why a file is refused; the message must name it."""
    with pytest.raises(InputError) as caught:
        reading(folder, name, data)
    assert str(caught.value).startswith(name)
    return f"{caught.value.reason} {caught.value.place}"


SUFFIXES = sorted(readers())
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("data", [b"", b" \r\n\t ", bytes(5000)], ids=["nothing", "blank", "nil"])
def test_empty_files_of_every_format(tmp_path, suffix, data) -> None:
    """Guards against an empty upload reaching a parser."""
    assert refused(tmp_path, f"a{suffix}", data).strip() == "tệp rỗng"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_huge_files_are_not_read(tmp_path, suffix) -> None:
    """Guards against 500 MB going into memory before anybody looks at the size."""
    path = tmp_path / f"a{suffix}"
    with path.open("wb") as file:
        file.truncate(500_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(InputError, match="tệp quá lớn \\(500 MB"):
        read(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_what_is_no_file(tmp_path) -> None:
    """Guards against waiting for ever on a pipe, and a device without end."""
    os.mkfifo(tmp_path / "a.md")
    (tmp_path / "b.md").mkdir()
    for name in ("a.md", "b.md", "c.md"):
        with pytest.raises(InputError, match=name):
            read(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le") + b"\0\0", "mật khẩu"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le") + b"\0\0", "mật khẩu"),
        ("a.doc", OLE + "PowerPoint Document".encode("utf-16-le") + b"\0\0", "không phải văn bản Word"),
        ("a.docx", word()[:-200], "bị hỏng hoặc bị cắt cụt"),
        ("a.docx", word()[:3000], "bị hỏng hoặc bị cắt cụt"),
        ("a.xlsx", excel()[:-300], "bị hỏng hoặc bị cắt cụt"),
        ("a.docx", changed(word(), "word/document.xml", lambda xml: xml[:-40]), "tài liệu Word bị hỏng"),
        ("a.xlsx", changed(excel(), "xl/worksheets/sheet1.xml", lambda xml: xml[:-40]), "bảng Excel bị hỏng"),
        ("a.docx", archive({"word/document.xml": b"<a/>"}), "tài liệu Word bị hỏng"),
        ("a.xlsx", archive({"xl/workbook.xml": b"<a/>"}), "bảng Excel bị hỏng"),
        ("a.docx", archive({"a.txt": b"a"}), "tệp nén ZIP"),
        ("a.docx", archive({"ppt/presentation.xml": b"<a/>"}), "bản trình chiếu"),
        ("a.pdf", one_page()[:900], "bị cắt cụt"),
        ("a.pdf", b"%PDF-1.7\nnothing\n%%EOF", "bị hỏng"),
        ("a.pdf", b"\x00\x01\x02 no pdf", "nội dung không phải định dạng .pdf"),
        ("a.docx", b"\x89PNG\r\n\x1a\n" + bytes(50) + b"x", "ảnh PNG"),
        ("a.txt", b"\xff\xd8\xff\xe0" + bytes(50) + b"x", "ảnh JPEG"),
        ("a.csv", b'STT,"' + b"a" * 200_000, "bảng CSV bị hỏng"),
        ("a.html", b"<html><body>" + b"<div>" * 5000 + b"x", "lồng nhau quá sâu"),
        ("a.html", b"<html><body>\xff\xfe\xfa\xfb khong ro bang ma", "không nhận ra bảng mã"),
        ("a.html", b"<html><meta charset=no-such-thing><body>\xff\xfe\xfa\xfb khong ro bang ma", "bảng mã không có: no-such-thing"),
    ],
)
def test_damaged_locked_and_foreign_files(tmp_path, name, data, reason) -> None:
    """Guards against tracebacks, and messages that do not tell what to do."""
    assert reason in refused(tmp_path, name, data)


@pytest.mark.parametrize(
    ("name", "data", "true"),
    [
        ("a.docx", f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>".encode(), ".html"),
        ("a.doc", f"<html><body><p>{TEXT}</p></body></html>".encode("utf-16"), ".html"),
        ("a.md", one_page(), ".pdf"),
        ("a.txt", word(), ".docx"),
        ("a.docx", excel(), ".xlsx"),
        ("a.pdf", word(), ".docx"),
        ("a.xlsx", f"STT\n{TEXT}".encode(), ".txt"),
    ],
)
def test_a_wrong_suffix_is_seen_and_told(tmp_path, name, data, true) -> None:
    """Guards against refusing a web page that was saved as .doc, and against reading it without saying so."""
    layout = reading(tmp_path, name, data)
    assert TEXT in layout.text
    assert layout.notes == (f"tệp mang đuôi {Path(name).suffix} nhưng nội dung là {true}; đã đọc theo nội dung",)


def test_zip_bombs(tmp_path, monkeypatch) -> None:
    """Guards against a small archive that fills the memory: by size, by tags, by number of entries."""
    big = b"<a>" + b" " * (_archives.LARGEST_XML + 1) + b"</a>"
    assert "giải nén ra quá lớn" in refused(tmp_path, "a.docx", changed(word(), "docProps/core.xml", lambda _: big))
    assert "giải nén ra quá lớn" in refused(tmp_path, "a.xlsx", changed(excel(), "xl/styles.xml", lambda _: big))
    assert "quá nhiều thành phần" in refused(tmp_path, "a.docx", archive({f"word/{i}": b"" for i in range(_archives.MOST_ENTRIES + 1)}))
    many = changed(word(), "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * _archives.MOST_TAGS))
    assert "tài liệu quá lớn" in refused(tmp_path, "a.docx", many)
    monkeypatch.setattr(_archives, "LARGEST_REST", 1000)
    assert "hình ảnh và phần đính kèm" in refused(
        tmp_path, "a.docx", archive({"word/document.xml": b"<a/>", "word/media/a.png": bytes(2000)})
    )


def test_entities_are_refused(tmp_path) -> None:
    """Guards against files of this machine read into a document (XXE), and laughs by the billion."""
    for part in ("word/document.xml", "word/_rels/document.xml.rels"):
        evil = changed(word(), part, lambda xml: b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + xml[xml.index(b"?>") + 2 :])
        assert "DOCTYPE/ENTITY" in refused(tmp_path, "a.docx", evil)
    wide = changed(word(), "word/document.xml", lambda xml: ("\ufeff" + xml.decode().replace("UTF-8", "UTF-16")).encode("utf-16-le"))
    assert TEXT in reading(tmp_path, "b.docx", wide).text
    wide = changed(word(), "word/document.xml", lambda _: '\ufeff<!DOCTYPE a [<!ENTITY x "b">]><a>&x;</a>'.encode("utf-16-le"))
    assert "DOCTYPE/ENTITY" in refused(tmp_path, "a.docx", wide)
    laughs = changed(excel(), "xl/workbook.xml", lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml)
    assert "DOCTYPE/ENTITY" in refused(tmp_path, "a.xlsx", laughs)


def test_locked_archive_and_strange_packing(tmp_path) -> None:
    """Guards against a password message that only says 'bad file', and packings that unpack without bound."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("word/document.xml", "<a/>")
    assert "không dùng" in refused(tmp_path, "a.docx", out.getvalue())
    data = bytearray(archive({"word/document.xml": b"<a/>"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "mật khẩu" in refused(tmp_path, "a.docx", bytes(data))


def test_deep_word_tables(tmp_path) -> None:
    """Guards against a stack that overflows, with all that is loaded after it."""
    for depth in (60, 2000):
        opened, closed = b"<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" * depth, b"<w:p/></w:tc></w:tr></w:tbl>" * depth
        data = changed(word(), "word/document.xml", deepened(opened + closed))
        if depth < 100:
            assert TEXT in reading(tmp_path, "a.docx", data).text
        else:
            assert "tài liệu Word bị hỏng" in refused(tmp_path, "a.docx", data)


def test_web_pages_that_claim_wide_cells_or_hold_too_much(tmp_path) -> None:
    """Guards against minutes spent on a table of a million columns, and memory for half a million elements."""
    began = time.perf_counter()
    wide = f"<html><body><table><tr>{'<td colspan=500 rowspan=500>a</td>' * 2000}</tr><tr><td>{TEXT}</td></tr></table></body></html>"
    assert TEXT in reading(tmp_path, "a.html", wide.encode()).text
    assert time.perf_counter() - began < 5
    assert "quá nhiều thành phần" in refused(tmp_path, "a.html", b"<html><body>" + b"<i>a</i>" * 400_001)
    assert "trang web quá lớn" in refused(tmp_path, "a.html", b"<html><body>" + b" " * 33_600_000)


def test_locked_and_long_pdfs(tmp_path) -> None:
    """Guards against 'damaged' where a password is meant, and hours spent on thousands of pages."""
    page = PdfPage()
    page.text(72, 100, TEXT)
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -44 >> /ID [<00> <00>]"
    assert "mật khẩu" in refused(tmp_path, "a.pdf", write_pdf([page], lock))
    assert f"quá nhiều trang ({worker.MOST_PAGES + 1}" in refused(tmp_path, "a.pdf", write_pdf([page] * (worker.MOST_PAGES + 1)))


# A small process starts the worker: until a child runs a program of its own, the memory of its parent counts as its.
MEASURE = """
import resource, subprocess, sys
command = [sys.executable, "-m", "loaders.readers._pdf.worker"]
subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the bounds of a process are those of Linux")
def test_pdf_bombs_end_their_own_process_only(tmp_path, monkeypatch) -> None:
    """Guards against a stream that unpacks to gigabytes, and forms that draw forms that draw forms."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(1500)) + packer.flush()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] /Contents 4 0 R /Resources << /XObject << /X5 5 0 R >> >> >>"
    bomb = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"
    assert "quá nhiều bộ nhớ" in refused(tmp_path, "a.pdf", write_raw_pdf([page, bomb]))
    with (tmp_path / "a.pdf").open("rb") as file:
        measured = subprocess.run([sys.executable, "-c", MEASURE], stdin=file, capture_output=True, check=True)
    assert int(measured.stdout) * 1024 < worker.MEMORY
    forms = [b"<< /Length 70 >>\nstream\n" + b"/X5 Do " * 10 + b"\nendstream"]
    for number in range(5, 13):
        drawn = f"/X{number + 1} Do ".encode() * 10
        own = f"/Length {len(drawn)} /Resources << /XObject << /X{number + 1} {number + 1} 0 R >> >>"
        forms.append(f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] {own} >>\nstream\n".encode() + drawn + b"\nendstream")
    forms.append(b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 8 >>\nstream\n0 0 m S \nendstream")
    monkeypatch.setattr(pdf, "_SECONDS", 3.0)
    reason = refused(tmp_path, "a.pdf", write_raw_pdf([page, *forms]))
    assert "quá nhiều bộ nhớ" in reason or "quá 3 giây" in reason


def test_a_program_that_hangs_is_ended(monkeypatch) -> None:
    """Guards against waiting for LibreOffice or OCR without end, and children that outlive them."""
    began = time.perf_counter()
    with pytest.raises(InputError, match="quá 1 giây"):
        _programs.run(["sh", "-c", "sleep 60 & sleep 60"], 1, "a.doc")
    assert time.perf_counter() - began < 10
    with pytest.raises(InputError, match="không chạy được"):
        _programs.run(["/no/such/program"], 1, "a.doc")


def scan(pages: int, text_pages: int = 0) -> bytes:
    made = []
    for number in range(pages):
        page = PdfPage()
        if number < text_pages:
            page.text(72, 100, TEXT)
        else:
            page.picture()
        made.append(page)
    return write_pdf(made)


def test_scans_without_ocr(tmp_path, monkeypatch) -> None:
    """Guards against an empty document where a scan was loaded, and against dropping scanned pages in silence."""
    monkeypatch.setattr(_programs, "find", lambda *names: None)
    assert "bản chụp không có lớp chữ (trang 1, 2); muốn đọc, hãy cài" in refused(tmp_path, "a.pdf", scan(2))
    assert "apt-get install ocrmypdf tesseract-ocr-vie" in refused(tmp_path, "a.pdf", scan(12))
    layout = reading(tmp_path, "a.pdf", scan(3, text_pages=2))
    assert TEXT in layout.text
    assert layout.notes == ("bỏ qua trang 3: ảnh chụp; muốn đọc, hãy cài ocrmypdf tesseract-ocr-vie",)


def test_scans_with_ocr(tmp_path, monkeypatch) -> None:
    """Guards against OCR without the Vietnamese model, and failures of it that go unseen. The programs are played by scripts."""
    (tmp_path / "read.pdf").write_bytes(one_page())
    for name, lines in (("tesseract", "echo vie"), ("ocrmypdf", f'for last; do :; done; cp "{tmp_path}/read.pdf" "$last"')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{lines}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    layout = reading(tmp_path, "a.pdf", scan(2))
    assert TEXT in layout.text
    assert layout.notes == ("trang 1, 2 là ảnh chụp, đã nhận dạng chữ bằng máy; hãy đối chiếu bản gốc",)
    (tmp_path / "ocrmypdf").write_text("#!/bin/sh\nexit 4\n")
    assert "nhận dạng chữ không thành công (ocrmypdf, mã 4)" in refused(tmp_path, "a.pdf", scan(2))
    (tmp_path / "tesseract").write_text("#!/bin/sh\necho eng\n")
    assert "hãy cài nhận dạng chữ tiếng Việt" in refused(tmp_path, "a.pdf", scan(2))


GOOD = {
    ".docx": word(),
    ".xlsx": excel(),
    ".csv": f"STT;Việc\n1;{TEXT}\n".encode(),
    ".html": f"<html><p>{TEXT}</html>".encode(),
    ".md": f"# A\n\n{TEXT}".encode(),
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(min_size=1, max_size=6)), max_size=5),
    st.integers(0, 1 << 20),
)
def test_any_damage_gives_a_layout_or_an_input_error(tmp_path, suffix, changes, cut) -> None:
    """Guards against errors of a library that nobody thought of: they would end the loading of all other files."""
    data = bytearray(GOOD[suffix])
    for at, new in changes:
        at %= len(data)
        data[at : at + len(new)] = new
    if cut % 3 == 0:
        del data[cut % len(data) :]
    with contextlib.suppress(InputError):
        layout = reading(tmp_path, f"a{suffix}", bytes(data))
        assert all(layout.text[b.start : b.end].strip() for b in layout.blocks)
