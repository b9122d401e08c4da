"""Targets against what was measured: known truths, to the last digit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from graph.registry import registry
from graph.store import Store, open_store
from queries import run
from tests import query_graph as g

SETTING = "document:qd-ttg-2023-950"
HAI_PHONG = "agency:ubnd-hai-phong"
Value = tuple[str, float, str]
"""Comparator, value and day."""


@contextmanager
def graph(targets: list[dict[str, Any]], measured: list[dict[str, Any]]) -> Iterator[Store]:
    """A decision that sets targets, and one report for each measured value, issued on its day."""
    text = g.Text(SETTING, "Quyết định số 950/QĐ-TTg", kind="decision", number="950/QĐ-TTg", issued_on="2023-01-05")
    for no, target in enumerate(targets):
        _tell(text, "Target", no, target)
    with open_store(":memory:") as store:
        store.write(registry().bundle())
        for no, value in enumerate(measured):
            day = value["day"] or "2024-02-02"
            report = g.Text(f"document:bc-{no}", f"Báo cáo {no}", kind="report", number=f"{no}/BC-X", issued_on=value.get("issued", day))
            if "by" in value:
                report.fact("Ban hành.", report.id, "ISSUED_BY", value["by"])
            _tell(report, "Measurement", no, value)
            store.write(report.bundle())
        if "by" in (targets[0] if targets else {}):
            text.fact("Ban hành.", SETTING, "ISSUED_BY", targets[0]["by"])
        store.write(text.bundle())
        yield store


def _tell(text: g.Text, kind: str, no: int, value: dict[str, Any]) -> None:
    said = value.get("said", f"{kind} {no} là {value['value']}")
    text.value(
        kind, said, value.get("indicator", "thẻ căn cước"), value["value"], value.get("unit", "thẻ"), value["day"], value.get("op", "=")
    )


def rows(targets: list[dict[str, Any]], measured: list[dict[str, Any]], as_of: str, **given: str) -> list[dict[str, Any]]:
    with graph(targets, measured) as store:
        return list(run(store, "progress", given, date.fromisoformat(as_of)).rows)


CARDS = {"value": 100_000_000, "day": "2024-12-31", "op": ">="}
FIRST, LATER = {"value": 78_500_000, "day": "2023-12-31"}, {"value": 86_000_000, "day": "2024-06-30"}


def test_the_arithmetic_is_told_step_by_step() -> None:
    """Guards against a verdict without its numbers, and against numbers that are not the exact ones."""
    (row,) = rows([CARDS], [FIRST, LATER], "2024-07-15")
    assert (row["value"], row["measured"], row["measured_on"]) == (100_000_000, 86_000_000, "2024-06-30")
    assert (row["difference"], row["share"], row["standing_code"]) == (-14_000_000, 86, "behind")
    assert row["arithmetic"] == (
        "Cần ít nhất 100.000.000 thẻ đến 2024-12-31, đo được 86.000.000 thẻ ngày 2024-06-30; "
        "86.000.000 / 100.000.000 = 86 %, còn thiếu 14.000.000 thẻ; "
        "từ 2023-12-31 đến 2024-06-30 tăng 7.500.000 thẻ trong 182 ngày; "
        "cần thêm 14.000.000 trong 184 ngày; với đà ấy đến hạn được ≈ 93.582.417,58 < 100.000.000: chậm."
    )
    assert row["arithmetic_en"].startswith("at least 100,000,000 thẻ by 2024-12-31 needed, 86,000,000 thẻ measured on 2024-06-30; ")
    assert row["arithmetic_en"].endswith("at that pace it comes to ≈ 93,582,417.58 < 100,000,000: behind.")
    assert {e["document"] for e in row["evidence"]} == {SETTING, "document:bc-0", "document:bc-1"}


@pytest.mark.parametrize(
    ("target", "measured", "as_of", "standing"),
    [
        (CARDS, [], "2024-07-15", "unknown"),
        (CARDS, [LATER], "2024-07-15", "short"),
        (CARDS, [FIRST, LATER], "2024-01-15", "short"),  # the later value is not known yet
        (CARDS, [FIRST, LATER], "2025-03-01", "short"),  # nothing is measured at the deadline
        (CARDS, [FIRST, LATER, {"value": 95_000_000, "day": "2024-12-31"}], "2025-03-01", "missed"),
        (CARDS, [LATER, {"value": 99_999_999, "day": "2025-01-10"}], "2025-03-01", "missed"),
        (CARDS, [LATER, {"value": 100_000_000, "day": "2024-12-31"}], "2025-03-01", "reached"),
        (CARDS, [LATER, {"value": 100_000_000, "day": "2025-01-01"}], "2025-03-01", "late"),
        (CARDS, [LATER, {"value": 93_000_000, "day": "2024-09-30"}], "2024-10-01", "on_track"),
        (CARDS, [{"value": 90_000_000, "day": "2024-01-01"}, {"value": 80_000_000, "day": "2024-06-30"}], "2024-07-01", "behind"),
        ({**CARDS, "day": ""}, [FIRST, LATER], "2024-07-15", "short"),
    ],
)
def test_how_a_target_stands(target: dict[str, Any], measured: list[dict[str, Any]], as_of: str, standing: str) -> None:
    """Guards against a verdict from fewer values than it needs, and against the last day counting as late."""
    (row,) = rows([target], measured, as_of)
    assert row["standing_code"] == standing


@pytest.mark.parametrize(
    ("op", "needed", "told", "value", "standing"),
    [
        (">=", 80.0, "=", 80.0, "reached"),
        (">", 80.0, "=", 80.0, "short"),
        (">", 80.0, ">", 80.0, "reached"),
        (">", 80.0, ">=", 80.0, "unknown"),
        ("=", 80.0, "=", 85.5, "reached"),
        (">=", 80.0, ">", 79.0, "short"),
        (">=", 80.0, "<", 80.0, "short"),
        (">=", 80.0, "<=", 80.0, "unknown"),
        (">=", 80.0, "<", 90.0, "unknown"),
        (">=", 80.0, "~", 80.0, "unknown"),
        (">=", 80.0, "~", 81.0, "reached"),
        ("<=", 2.0, "=", 2.0, "reached"),
        ("<", 2.0, "=", 2.0, "short"),
        ("<=", 2.0, "=", 2.5, "short"),
        ("<=", 2.0, "<", 2.0, "reached"),
        ("<=", 2.0, ">", 1.0, "unknown"),
        ("<=", 2.0, ">", 2.0, "short"),
    ],
)
def test_bounds_of_both_are_kept(op: str, needed: float, told: str, value: float, standing: str) -> None:
    """Guards against 'under 90' reaching a target of 80, and against 'at most' read as 'at least'."""
    target = {"value": needed, "day": "2024-12-31", "op": op, "unit": "%"}
    (row,) = rows([target], [{"value": value, "day": "2024-06-30", "op": told, "unit": "%"}], "2024-07-15")
    assert row["standing_code"] == standing


@pytest.mark.parametrize(
    ("target", "measured"),
    [
        ({"unit": "%"}, {"unit": "thẻ"}),
        ({"indicator": "thẻ căn cước"}, {"indicator": "tài khoản định danh"}),
        ({"said": "phấn đấu tăng 20% số thẻ", "value": 20, "unit": "%"}, {"said": "số thẻ đạt 85%", "value": 85, "unit": "%"}),
        ({"said": "số thẻ đạt 20%", "value": 20, "unit": "%"}, {"said": "số thẻ đã tăng thêm 85%", "value": 85, "unit": "%"}),
        ({"said": "cắt giảm ít nhất 50% bản sao", "value": 50, "unit": "%"}, {"said": "bản sao tăng 60%", "value": 60, "unit": "%"}),
        ({"by": HAI_PHONG}, {}),
        ({}, {"by": HAI_PHONG}),
        ({}, {"said": "Hải Phòng đã cấp 100 thẻ", "value": 100}),
    ],
)
def test_what_does_not_measure_the_same_is_not_compared(target: dict[str, Any], measured: dict[str, Any]) -> None:
    """Guards against shares compared with numbers, rises with levels, and a province with the country."""
    same: dict[str, Any] = {"value": 100, "day": "2024-06-30"}
    (row,) = rows([same | target], [same | measured], "2024-07-15")
    assert (row["standing_code"], row["measured"], row["share"]) == ("unknown", "", "")
    assert row["arithmetic"].endswith("chưa đủ số liệu.")


@pytest.mark.parametrize(
    ("target", "measured"),
    [
        ({"said": "giảm ít nhất 50% bản sao"}, {"said": "đã giảm 50% bản sao"}),
        ({"said": "đưa tỷ lệ tăng lên 50%"}, {"said": "tỷ lệ đạt 50%"}),
        ({"by": HAI_PHONG}, {"by": HAI_PHONG}),
        ({"said": "Hải Phòng đạt 50%"}, {"by": HAI_PHONG}),
        ({"unit": "%"}, {"unit": "phần trăm"}),
    ],
)
def test_what_measures_the_same_is_compared(target: dict[str, Any], measured: dict[str, Any]) -> None:
    """Guards against so much care that nothing is ever compared."""
    same: dict[str, Any] = {"value": 50, "day": "2024-06-30", "unit": "%"}
    (row,) = rows([same | target], [same | measured], "2024-07-15")
    assert row["standing_code"] == "reached"


def test_a_value_told_of_a_year_that_runs_was_measured_when_its_document_was_issued() -> None:
    """Guards against 'in 2024', told in April, standing on the last day of the year."""
    (row,) = rows([CARDS], [{"value": 90_000_000, "day": "2024-12-31", "issued": "2024-04-24"}], "2024-07-15")
    assert row["measured_on"] == "2024-04-24"


def test_shares_and_differences_have_no_digit_of_a_binary_fraction() -> None:
    """Guards against 40.019999999999996, and against a share that is rounded up to what is needed."""
    (row,) = rows([{"value": 80.0, "day": "2024-12-31", "unit": "%"}], [{"value": 39.98, "day": "2024-06-30", "unit": "%"}], "2024-07-15")
    assert (row["difference"], row["share"]) == (-40.02, 49.97)
    assert "39,98 / 80 = 49,975 %, còn thiếu 40,02 điểm %" in row["arithmetic"]
    (near,) = rows([CARDS], [{"value": 99_999_999, "day": "2024-06-30"}], "2024-07-15")
    assert near["share"] == 99.99
    assert "≈ 99,99 %" in near["arithmetic"]


def test_a_pace_is_taken_over_ninety_days_where_values_lie_so_far_apart() -> None:
    """Guards against two news of one week that tell the same number making a pace of nothing."""
    week = [{"value": 86_000_000, "day": "2024-06-24"}, LATER]
    (row,) = rows([CARDS], [FIRST, *week], "2024-07-15")
    assert row["earlier_on"] == "2023-12-31"
    (short,) = rows([CARDS], week, "2024-07-15")
    assert short["earlier_on"] == "2024-06-24"


def test_a_target_from_above_tells_what_is_too_much() -> None:
    """Guards against a share of 125 % that looks as if more than enough were done."""
    target = {"value": 2, "day": "2024-12-31", "op": "<=", "unit": "giây", "indicator": "thời gian trả lời"}
    told = [{"value": 4, "day": "2024-01-01", "unit": "giây", "indicator": "thời gian trả lời"},
            {"value": 3, "day": "2024-06-30", "unit": "giây", "indicator": "thời gian trả lời"}]  # fmt: skip
    (row,) = rows([target], told, "2024-07-15")
    assert (row["share"], row["difference"], row["standing_code"]) == ("", 1, "on_track")
    assert "3 - 2 = 1" in row["arithmetic"]
    assert "giảm 1 giây trong 181 ngày; cần bớt 1 trong 184 ngày" in row["arithmetic"]


def test_the_notes_count_all_and_the_standing_chooses() -> None:
    """Guards against 'none' where nothing is known, told as if all were reached."""
    targets = [CARDS, {"value": 50, "day": "2024-12-31", "indicator": "khác"}]
    with graph(targets, [FIRST, LATER]) as store:
        answer = run(store, "progress", {"status": "not_reached"}, date(2024, 7, 15))
        assert [row["standing_code"] for row in answer.rows] == ["behind"]
        assert answer.notes[0].vi == "2 chỉ tiêu - chưa đạt, đang chậm: 1; chưa đủ số liệu: 1."
        assert answer.notes[0].en == "2 targets - not reached yet, behind: 1; not enough data: 1."
        assert run(store, "progress", {"period": "2025"}, date(2024, 7, 15)).total == 0
        assert run(store, "progress", {"source": "950/QĐ-TTg", "about": "thẻ căn cước"}, date(2024, 7, 15)).total == 1
