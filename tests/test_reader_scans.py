"""A scan as it comes from an office's copier: a picture of a page, read by OCR with the Vietnamese model.

Guards against options that the installed programs do not know, and against a text layer that comes back without accents.
"""

from __future__ import annotations

import io
import os
import subprocess
import zlib
from pathlib import Path

import docx
import pypdfium2
import pytest

from loaders.readers import _programs, pdf
from tests.pdf_writer import write_raw_pdf

LINES = ("Bộ Y tế chủ trì xây dựng kho dữ liệu thuốc.", "Bộ Công an phối hợp thực hiện trước ngày 30 tháng 6 năm 2026.")


def needed(what: str, *names: str) -> str:
    """A program, or the end of the test: skipped, or failed where LUOCDO_REQUIRE_PROGRAMS=1."""
    found = _programs.find(*names)
    if found is None:
        reason = f"{names[0]} is not installed (Debian: apt-get install {what})"
        if os.environ.get("LUOCDO_REQUIRE_PROGRAMS") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def picture_of(path: Path) -> bytes:
    """A PDF whose one page is a picture of the first page of another."""
    image = pypdfium2.PdfDocument(path)[0].render(scale=3, grayscale=True).to_numpy()
    height, width = image.shape[:2]
    packed = zlib.compress(image.tobytes())
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>"
    drawn = b"q 595 0 0 842 0 0 cm /I Do Q"
    entries = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8"
    content = f"<< /Length {len(drawn)} >>\nstream\n".encode() + drawn + b"\nendstream"
    stream = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"
    return write_raw_pdf([page, content, stream])


def test_a_scanned_page(tmp_path) -> None:
    """Every word with its accents, and the note that a machine read it."""
    office = needed("libreoffice-writer-nogui", "soffice", "libreoffice")
    needed("ocrmypdf tesseract-ocr-vie", "ocrmypdf")
    needed("ocrmypdf tesseract-ocr-vie", "tesseract")
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    (tmp_path / "a.docx").write_bytes(stream.getvalue())
    options = ["--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([office, *options, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=120)
    layout = pdf.read(picture_of(tmp_path / "a.pdf"), "a.pdf")
    assert layout.notes == ("trang 1 là ảnh chụp, đã nhận dạng chữ bằng máy; hãy đối chiếu bản gốc",)
    for words in ("Bộ Y tế chủ trì xây dựng kho dữ liệu thuốc", "Bộ Công an phối hợp thực hiện trước ngày 30 tháng 6 năm 2026"):
        assert words in " ".join(layout.text.split())
