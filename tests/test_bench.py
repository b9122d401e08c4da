"""The measurements themselves: they must measure what they say."""

from __future__ import annotations

import pytest

from bench import _peers, memory
from bench.__main__ import main
from tests.extraction import read

TEXT = "Bộ Công an và BCA kết nối Cơ sở dữ liệu quốc gia về dân cư; chính phủ số, bca thì không."


def test_made_up_documents_say_something_new_each_time() -> None:
    """Guards against a long load that measures one document over and over, or documents without facts."""
    assert memory.document(7) == memory.document(7)
    first, second = read(memory.document(7)), read(memory.document(8))
    assert len(first.tasks) == len(second.tasks) == 15
    assert first.own.id != second.own.id
    assert {task.text for task in first.tasks}.isdisjoint(task.text for task in second.tasks)


def test_slope_is_that_of_the_second_half() -> None:
    """Guards against a leak hidden by the start, and a start taken for a leak."""
    assert memory.slope([0, 1000, 2000, 3000, 4000, 5000], [0, 80, 90, 100, 100, 100]) == pytest.approx(0, abs=1e-6)
    assert memory.slope([0, 1000, 2000, 3000, 4000, 5000], [0, 80, 90, 100, 110, 120]) == pytest.approx(10)


def test_peers_look_for_the_same_names() -> None:
    """Guards against a comparison with a pattern that finds nothing."""
    assert {"Bộ Công an", "BCA", "Cơ sở dữ liệu quốc gia về dân cư"} <= set(_peers.phrases())
    _, work = _peers.plain_re()
    spans = work(TEXT)
    assert isinstance(spans, list)
    assert [TEXT[start:end] for start, end in spans][:3] == ["Bộ Công an", "BCA", "Cơ sở dữ liệu quốc gia về dân cư"]
    assert "bca" not in [TEXT[start:end] for start, end in spans]


def test_an_unknown_measurement_is_refused() -> None:
    """Guards against a mistyped name that measures nothing and says so to nobody."""
    with pytest.raises(SystemExit, match="extraction"):
        main(["extracton"])
