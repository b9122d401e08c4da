"""PDF: the text layer with pages, columns and tables, ruled or set by space alone; scans through OCR where it is installed."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from graph.errors import InputError
from loaders.layout import Block, Layout
from loaders.readers import _programs

SUFFIXES = (".pdf",)

_SECONDS = 180.0
"""For one file; a page takes some 10 ms."""
_TAIL = 8192  # bytes within which the end mark stands
_OCR_SECONDS, _OCR_SECONDS_A_PAGE = 60.0, 40.0
_PACKAGES = "ocrmypdf tesseract-ocr-vie"
_ERRORS = {
    "locked": "tệp PDF được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại",
    "damaged": "tệp PDF bị hỏng hoặc bị cắt cụt",
}


def read(data: bytes, source: str) -> Layout:
    """Read a PDF; raises InputError where it is damaged, locked, too large, or a scan that nothing here can read."""
    if b"%%EOF" not in data[-_TAIL:]:
        raise InputError(source, "tệp PDF bị cắt cụt (thiếu phần cuối); hãy chép lại tệp gốc")
    answer = _answer(data, source)
    if len(answer["damaged"]) * 2 > answer["pages"]:
        raise InputError(source, _ERRORS["damaged"], _pages(answer["damaged"]))
    scanned: list[int] = list(range(1, answer["pages"] + 1)) if answer["garbled"] else answer["scanned"]
    notes = [f"bỏ qua {_pages(answer['damaged'])}: bị hỏng"] if answer["damaged"] else []
    if scanned:
        answer = _with_scans(answer, data, source, scanned, notes)
    return Layout(answer["text"], tuple(Block(*block) for block in answer["blocks"]), notes=tuple(notes))


def _with_scans(answer: dict[str, Any], data: bytes, source: str, scanned: list[int], notes: list[str]) -> dict[str, Any]:
    """The answer with what OCR makes of the scanned pages; without OCR those are left out, or all is refused where they are most."""
    if _can_recognise():
        notes.append(f"{_pages(scanned)} là ảnh chụp, đã nhận dạng chữ bằng máy; hãy đối chiếu bản gốc")
        return _answer(_recognised(data, source, len(scanned), answer["garbled"]), source)
    if len(scanned) * 2 > answer["pages"]:
        what = "các trang không có lớp chữ đọc được" if answer["garbled"] else f"bản chụp không có lớp chữ ({_pages(scanned)})"
        raise InputError(source, f"{what}; muốn đọc, hãy cài nhận dạng chữ tiếng Việt: apt-get install {_PACKAGES}")
    notes.append(f"bỏ qua {_pages(scanned)}: ảnh chụp; muốn đọc, hãy cài {_PACKAGES}")
    return answer


def _answer(data: bytes, source: str) -> dict[str, Any]:
    """What the worker says of the file."""
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-m", "loaders.readers._pdf.worker"]
    status, output = _programs.run(command, _SECONDS, source, data, {"PYTHONPATH": paths})
    if status:
        raise InputError(source, "tệp PDF bị hỏng nặng hoặc cần quá nhiều bộ nhớ")
    answer: dict[str, Any] = json.loads(output)
    if answer.get("error") == "pages":
        raise InputError(source, f"tệp PDF có quá nhiều trang ({answer['pages']}; tối đa {answer['most']}); hãy tách thành nhiều tệp")
    if "error" in answer:
        raise InputError(source, _ERRORS[answer["error"]])
    return answer


def _pages(numbers: list[int]) -> str:
    listed = ", ".join(map(str, numbers[:10]))
    return f"trang {listed}{', …' if len(numbers) > 10 else ''}"


def _can_recognise() -> bool:
    """Whether OCR with the Vietnamese model is installed."""
    tesseract = _programs.find("tesseract")
    if tesseract is None or _programs.find("ocrmypdf") is None:
        return False
    status, output = _programs.run([tesseract, "--list-langs"], 30, "tesseract")
    return status == 0 and "vie" in output.decode("utf-8", "replace").split()


def _recognised(data: bytes, source: str, pages: int, garbled: bool) -> bytes:
    """The PDF with a text layer from OCR."""
    with TemporaryDirectory() as folder:
        given, made = Path(folder) / "given.pdf", Path(folder) / "made.pdf"
        given.write_bytes(data)
        mode = "--force-ocr" if garbled else "--skip-text"
        options = ["--language", "vie", "--output-type", "pdf", "--optimize", "0", "--rotate-pages", "--deskew", "--quiet", "--jobs", "1"]
        command = [_programs.find("ocrmypdf") or "ocrmypdf", *options, mode, str(given), str(made)]
        status, _ = _programs.run(command, _OCR_SECONDS + _OCR_SECONDS_A_PAGE * pages, source)
        if status or not made.is_file():
            raise InputError(source, f"nhận dạng chữ không thành công (ocrmypdf, mã {status})")
        return made.read_bytes()
