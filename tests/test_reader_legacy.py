"""Old and other office formats through LibreOffice; without it the message says what to install."""

from __future__ import annotations

import pytest

from graph.errors import InputError
from loaders.layout import CELL
from loaders.readers import _programs, legacy, read
from tests.test_reader_scans import needed

# Bộ Y tế chủ trì; a table of two cells.
RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}}\f0 B\u7897? Y t\u7871? ch\u7911? tr\u236? vi\u7879?c n\u224?y.\par"
    rb"\trowd\cellx3000\cellx6000\pard\intbl S\u7903? A\cell\pard\intbl Qu\u253? I\cell\row\pard H\u7871?t.\par}"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.rtf", RTF, "định dạng .rtf cần LibreOffice: apt-get install libreoffice-writer-nogui; hoặc lưu lại thành .docx"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le") + b"\0\0", "libreoffice-writer-nogui"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le") + b"\0\0", "libreoffice-calc-nogui; hoặc lưu lại thành .xlsx"),
        ("a.doc", OLE + "Workbook".encode("utf-16-le") + b"\0\0", "libreoffice-calc-nogui"),
    ],
)
def test_without_libreoffice(tmp_path, monkeypatch, name, data, reason) -> None:
    """Guards against 'cannot read' without a way out."""
    monkeypatch.setattr(_programs, "find", lambda *names: None)
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(tmp_path / name)
    assert reason in caught.value.reason


def needs_office() -> None:
    needed("libreoffice-writer-nogui", "soffice", "libreoffice")


def test_with_libreoffice(tmp_path) -> None:
    """Guards against a conversion that loses letters or cells; a document saved under another suffix is read as what it is."""
    needs_office()
    (tmp_path / "a.doc").write_bytes(RTF)
    layout = read(tmp_path / "a.doc")
    assert [layout.text[b.start : b.end] for b in layout.blocks] == ["Bộ Y tế chủ trì việc này.", "Sở A", "Quý I", "Hết."]
    assert [b.column for b in layout.blocks if b.kind == CELL] == [0, 1]


def test_what_libreoffice_cannot_read(tmp_path) -> None:
    """Guards against an empty document where a conversion failed."""
    needs_office()
    (tmp_path / "a.doc").write_bytes(OLE + "WordDocument".encode("utf-16-le") + b"\0\0" * 400)
    with pytest.raises(InputError, match=r"LibreOffice không đọc được tệp \.doc"):
        read(tmp_path / "a.doc")


def test_time_limit(tmp_path, monkeypatch) -> None:
    """Guards against a conversion that never ends holding up all others."""
    (tmp_path / "soffice").write_text("#!/bin/sh\nsleep 60\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setattr(_programs, "find", lambda *names: str(tmp_path / "soffice"))
    monkeypatch.setattr(legacy, "_SECONDS", 1.0)
    with pytest.raises(InputError, match="đọc quá 1 giây"):
        legacy.read(RTF, "a.rtf")
