"""Four times the text takes about four times as long: guards against rules that look through all of a document for each of its parts."""

import time
from collections.abc import Callable

import pytest

from loaders.pipeline import extract
from loaders.readers import markdown
from tests.extraction import names, official

FOUR_TIMES_AT_MOST = 8  # linear growth gives 4, quadratic growth 16

SHAPES = [
    (lambda n: "\n\n".join(f"{i}. Bộ Y tế xây dựng danh mục số {i} trước ngày 30/6/2026." for i in range(1, n)), "orders"),
    (lambda n: "1. Theo " + ", ".join(f"Quyết định số {i}/QĐ-TTg ngày 2/1/2024" for i in range(1, n)) + ".", "citations in one sentence"),
    (
        lambda n: (
            "| STT | Nhiệm vụ | Chủ trì |\n|---|---|---|\n" + "".join(f"| {i} | Xây dựng danh mục số {i} | Bộ Y tế |\n" for i in range(n))
        ),
        "rows",
    ),
    (lambda n: "\n\n".join(f"{i}. Cơ sở dữ liệu bệnh viện vùng {i} (VD{i % 9}) do Bộ giữ." for i in range(1, n)), "short names"),
    (lambda n: "1. " + "Bộ Y tế và các bộ, ngành rà soát; " * n, "one long paragraph"),
]


def _seconds(body: str) -> float:
    layout = markdown.read(official(body).encode(), "x.md")
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        extract(layout, "x", "x.md")
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize(("shape", "comment"), SHAPES, ids=names(SHAPES))
def test_time_grows_with_the_text(shape: Callable[[int], str], comment: str) -> None:
    """Measured on the processor's time, the better of two runs."""
    _seconds(shape(10))  # what is compiled at first use
    small, large = _seconds(shape(150)), _seconds(shape(600))
    assert large < FOUR_TIMES_AT_MOST * max(small, 0.004), f"{comment}: {small:.3f} s, {large:.3f} s"
