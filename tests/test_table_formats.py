"""Annex tables in every format: the same rows give the same tasks and targets, whatever file they come in.

Guards against a table that is read in one format and lost in another, and roles or days that move to another row.
"""

from __future__ import annotations

import pytest

from tests.table_formats import FORMATS, read

TASKS = [
    ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"],
    ["1", "Lập danh mục dữ liệu mở", "Bộ Y tế", "Bộ Công an", "6/2026", "Quyết định"],
    ["2", "Nối kho dữ liệu thuốc", "Bộ Tài chính", "Bộ Y tế, Bộ Nội vụ", "Quý IV/2026", "Báo cáo"],
]
VALUES = [
    ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026", "Năm 2030"],
    ["1", "Tỷ lệ hồ sơ nộp trên mạng", "%", "65", "≥ 90"],
    ["2", "Số kho dữ liệu được nối", "Kho", "1.200", "2.500"],
]


@pytest.mark.parametrize("format", FORMATS)
def test_tasks(format) -> None:
    """Lead, partners, day and product of each row, in each format."""
    facts, notes = read(TASKS, format)
    assert [(t.text, set(t.lead), set(t.partners), t.due) for t in facts.tasks] == [
        ("Lập danh mục dữ liệu mở", {"Bộ Y tế"}, {"Bộ Công an"}, "2026-06-30"),
        ("Nối kho dữ liệu thuốc", {"Bộ Tài chính"}, {"Bộ Y tế", "Bộ Nội vụ"}, "2026-12-31"),
    ]
    assert {node.get("output") for node in facts.of("Task")} == {"Quyết định", "Báo cáo"}
    assert notes == ()


@pytest.mark.parametrize("format", FORMATS)
def test_targets(format) -> None:
    """Each year column is a target due at the year's end, in the unit of its row, whatever the format."""
    facts, _ = read(VALUES, format)
    assert facts.tasks == []
    told = {
        (n.get("indicator"), n.get("comparator"), n.get("value"), n.get("unit"), n.get("due_on") or n.get("as_of"))
        for n in facts.of("Target")
    }
    assert told == {
        ("Tỷ lệ hồ sơ nộp trên mạng", "=", 65.0, "%", "2026-12-31"),
        ("Tỷ lệ hồ sơ nộp trên mạng", ">=", 90.0, "%", "2030-12-31"),
        ("Số kho dữ liệu được nối", "=", 1200.0, "Kho", "2026-12-31"),
        ("Số kho dữ liệu được nối", "=", 2500.0, "Kho", "2030-12-31"),
    }
