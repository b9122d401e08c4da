"""Documents larger than any official one: refused with a reason before they fill the memory, and nothing else is lost.

`python -m bench bounds` measures that what is accepted stays within 512 MB.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputError
from graph.store import open_store
from loaders import layout, readers
from loaders.pipeline import load
from loaders.report import FileReport
from tests.test_reader_hostile import TEXT, excel, one_page, word

FILES = {
    "a.txt": TEXT.encode(),
    "a.md": f"| a | b |\n|---|---|\n| c | {TEXT} |\n".encode(),
    "a.csv": f"a;b\nc;{TEXT}\n".encode(),
    "a.html": f"<html><body><p>{TEXT}</p><p>x</p></body></html>".encode(),
    "a.docx": word(),
    "a.xlsx": excel(),
    "a.pdf": one_page(),
}


@pytest.mark.parametrize("name", FILES)
def test_a_text_too_long(tmp_path, monkeypatch, name) -> None:
    """The kept text is bounded, whatever it is packed in."""
    monkeypatch.setattr(readers, "MOST_CHARACTERS", 20)
    (tmp_path / name).write_bytes(FILES[name])
    with pytest.raises(InputError, match=r"văn bản quá dài .*hãy tách thành nhiều tệp"):
        readers.read(tmp_path / name)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv"])
def test_a_text_file_too_large(tmp_path, monkeypatch, name) -> None:
    """A file of nothing but text is refused by its size, before it is decoded."""
    monkeypatch.setattr(readers, "LARGEST_TEXT", 20)
    (tmp_path / name).write_bytes(FILES[name])
    with pytest.raises(InputError, match="tệp văn bản quá lớn"):
        readers.read(tmp_path / name)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.xlsx", "a.html"])
def test_too_many_cells_or_paragraphs(tmp_path, monkeypatch, name) -> None:
    """A row of a million empty words would take a gigabyte."""
    monkeypatch.setattr(layout, "MOST_BLOCKS", 1)
    (tmp_path / name).write_bytes(FILES[name].replace(TEXT.encode(), f"{TEXT}\n\n{TEXT}".encode()) if name == "a.txt" else FILES[name])
    with pytest.raises(InputError, match="quá nhiều đoạn hoặc ô"):
        readers.read(tmp_path / name)


def test_nothing_else_is_lost(tmp_path: Path) -> None:
    """A refused file between two good ones is reported, and both are loaded."""
    for name, data in (("a.txt", TEXT.encode()), ("b.txt", b"\x89PNG" + bytes(99) + b"x"), ("c.txt", f"{TEXT} Hết.".encode())):
        (tmp_path / name).write_bytes(data)
    reports: list[FileReport] = []
    with open_store(str(tmp_path / "a.db")) as store:
        load(store, [tmp_path / f"{letter}.txt" for letter in "abc"], reports.append)
    assert [report.outcome for report in reports] == ["added", "failed", "added"]
    assert "ảnh PNG" in reports[1].error
