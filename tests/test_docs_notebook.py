"""The notebook of the documentation: it runs, and what it shows is about what is written down in it."""

from __future__ import annotations

import copy
from typing import Any

import nbformat
import pytest

from scripts.notebook import NOTEBOOK, differences, ran


@pytest.fixture(scope="module")
def kept() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)


def test_it_runs_and_shows_what_is_written_down(kept: Any) -> None:
    """Guards against a cell that fails for whoever tries it, and outputs of a program of the past."""
    assert differences(kept, ran()) == []


def test_another_output_is_noticed(kept: Any) -> None:
    """Guards the test above against a comparison that lets everything through."""
    other = copy.deepcopy(kept)
    counted, asked, drawn = (next(cell for cell in other.cells if cell.id == id_) for id_ in ("cell-3", "cell-5", "cell-17"))
    counted.outputs[0].text = "2 văn bản, 581 thông tin, 3 tệp lỗi"
    asked.outputs = []
    drawn.outputs[0].data["image/svg+xml"] = "<svg/>"
    assert differences(kept, other) == ["cell-3", "cell-5", "cell-17"]


def test_it_is_short_and_in_both_languages(kept: Any) -> None:
    """Guards against a notebook that nobody goes through, and explanations in one language."""
    assert NOTEBOOK.stat().st_size < 200_000
    assert all(cell.source.count("*") >= 2 for cell in kept.cells if cell.cell_type == "markdown")
    assert all(cell.outputs for cell in kept.cells if cell.cell_type == "code")
