"""Days and periods said in words, in both languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from graph.errors import QuestionError
from queries.plain import plain
from queries.times import Period, find_times, read_day, read_period

TODAY = date(2024, 8, 15)


@pytest.mark.parametrize(
    ("text", "bound", "period"),
    [
        ("trong tháng 7 năm 2024", "within", "2024-07-01..2024-07-31"),
        ("thang 7/2024", "within", "2024-07-01..2024-07-31"),
        ("in July 2024", "within", "2024-07-01..2024-07-31"),
        ("tháng 7", "within", "2024-07-01..2024-07-31"),
        ("tháng bảy năm 2024", "within", "2024-07-01..2024-07-31"),
        ("in May", "within", "2024-05-01..2024-05-31"),
        ("quý III/2025", "within", "2025-07-01..2025-09-30"),
        ("quy 3 nam 2025", "within", "2025-07-01..2025-09-30"),
        ("Q3 2025", "within", "2025-07-01..2025-09-30"),
        ("third quarter of 2025", "within", "2025-07-01..2025-09-30"),
        ("6 tháng cuối năm 2024", "within", "2024-07-01..2024-12-31"),
        ("first half of 2025", "within", "2025-01-01..2025-06-30"),
        ("năm nay", "within", "2024-01-01..2024-12-31"),
        ("năm ngoái", "within", "2023-01-01..2023-12-31"),
        ("tháng này", "within", "2024-08-01..2024-08-31"),
        ("next quarter", "within", "2024-10-01..2024-12-31"),
        ("tuần tới", "within", "2024-08-19..2024-08-25"),
        ("30 ngày tới", "ahead", "2024-08-15..2024-09-14"),
        ("trong hai tuần tới", "ahead", "2024-08-15..2024-08-29"),
        ("trong vòng 15 ngày", "ahead", "2024-08-15..2024-08-30"),
        ("within the next 30 days", "ahead", "2024-08-15..2024-09-14"),
        ("in the next two weeks", "ahead", "2024-08-15..2024-08-29"),
        ("in 10 days", "ahead", "2024-08-15..2024-08-25"),
        ("within a month", "ahead", "2024-08-15..2024-09-14"),
        ("từ tháng 5 đến tháng 7 năm 2024", "within", "2024-05-01..2024-07-31"),
        ("between May and July 2024", "within", "2024-05-01..2024-07-31"),
        ("từ 01/05/2024 đến 31/07/2024", "within", "2024-05-01..2024-07-31"),
        ("từ nay đến cuối năm", "within", "2024-08-15..2024-12-31"),
        ("from now until the end of the year", "within", "2024-08-15..2024-12-31"),
        ("từ tháng 6/2024 đến nay", "within", "2024-06-01..2024-08-15"),
        ("since June 2024 until now", "within", "2024-06-01..2024-08-15"),
        ("by mid-2025", "until", "..2025-06-30"),
        ("giữa năm 2025", "within", "2025-06-01..2025-06-30"),
        ("hai tuần tới", "ahead", "2024-08-15..2024-08-29"),
        ("trong vòng 2 tháng", "ahead", "2024-08-15..2024-10-14"),
        ("3 tháng qua", "within", "2024-05-17..2024-08-15"),
        ("in the past three months", "within", "2024-05-17..2024-08-15"),
        ("nửa sau năm 2024", "within", "2024-07-01..2024-12-31"),
        ("6 tháng cuối năm", "within", "2024-07-01..2024-12-31"),
        ("H2 2024", "within", "2024-07-01..2024-12-31"),
        ("2H2024", "within", "2024-07-01..2024-12-31"),
        ("tháng 11 này", "within", "2024-11-01..2024-11-30"),
        ("quý cuối năm 2024", "within", "2024-10-01..2024-12-31"),
        ("đến hết quý", "until", "..2024-09-30"),
        ("by the end of the month", "until", "..2024-08-31"),
        ("by year-end", "until", "2024-01-01..2024-12-31"),
        ("từ 1/5 đến 31/7/2024", "within", "2024-05-01..2024-07-31"),
        ("năm 2025 và 2026", "within", "2025-01-01..2026-12-31"),
        ("từ đầu năm đến nay", "within", "2024-01-01..2024-08-15"),
        ("since the beginning of the year", "after", "2024-01-01.."),
        ("so với tháng 5/2024, đến nay", "within", "2024-05-01..2024-08-15"),
        ("giai đoạn 2021-2025", "within", "2021-01-01..2025-12-31"),
        ("31 July 2024", "within", "2024-07-31..2024-07-31"),
        ("July 31st, 2024", "within", "2024-07-31..2024-07-31"),
        ("ngày 06 tháng 01 năm 2022", "within", "2022-01-06..2022-01-06"),
        ("ngày 15/8", "within", "2024-08-15..2024-08-15"),
        ("hôm nay", "within", "2024-08-15..2024-08-15"),
        ("đến hết năm 2024", "until", "2024-01-01..2024-12-31"),
        ("by the end of 2024", "until", "2024-01-01..2024-12-31"),
        ("trước ngày 20 tháng 7 năm 2024", "until", "..2024-07-20"),
        ("trước tháng 8/2024", "until", "..2024-07-31"),
        ("before 2025", "until", "..2024-12-31"),
        ("chậm nhất là 31/07/2024", "until", "..2024-07-31"),
        ("sau tháng 7/2024", "after", "2024-08-01.."),
        ("since 2023", "after", "2023-01-01.."),
        ("tính đến ngày 01/08/2024", "as_of", "2024-08-01..2024-08-01"),
        ("as of 2024-08-01", "as_of", "2024-08-01..2024-08-01"),
        ("tính đến hết tháng 6/2025", "as_of", "2025-06-01..2025-06-30"),
    ],
)
def test_a_time_in_words_is_the_days_it_means(text, bound, period):
    """Guards against a period that starts or ends a day off, and against a bound read as the period itself."""
    (found,) = find_times(plain(text), TODAY)
    assert (found.bound, str(found.period)) == (bound, period)
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize(
    "text",
    ["2.398 cơ sở dữ liệu", "you may submit", "31/02/2024", "tháng 13", "24/7", "Nghị định 73", "năm người", "trước Tết"],
)
def test_what_is_no_time_is_left_alone(text):
    """Guards against numbers, the modal 'may' and impossible dates being taken for times."""
    assert find_times(plain(text), TODAY) == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024-07-01..2024-07-31", "2024-07-01..2024-07-31"),
        ("..2024-07-31", "..2024-07-31"),
        ("2024", "2024-01-01..2024-12-31"),
        ("2024-07", "2024-07-01..2024-07-31"),
    ],
)
def test_a_period_is_read_from_iso_forms(text, period):
    """Guards against a half-open period being refused, as links and scripts write it."""
    assert str(read_period(text, TODAY)) == period


@pytest.mark.parametrize("text", ["2024-07-31..2024-07-01", "lúc nào đó", "2024-13-01..", "tháng 7 năm 2024 và sau đó", ""])
def test_what_is_no_period_is_refused(text):
    """Guards against a period read from a part of what was given, the rest being dropped without a word."""
    with pytest.raises(QuestionError):
        read_period(text, TODAY)


def test_a_day_may_be_given_as_the_last_of_a_longer_period():
    """Guards against 'hết tháng 6/2025' being read as its first day."""
    assert read_day("30/06/2025", TODAY) == read_day("tháng 6/2025", TODAY) == date(2025, 6, 30)
    with pytest.raises(QuestionError):
        read_day("chẳng bao giờ", TODAY)


def test_a_period_is_told_in_short_words():
    """Guards against answers that say 'from 2024-07-01 to 2024-07-31' for July."""
    assert Period.of_month(2024, 7).label.vi == "tháng 7/2024"
    assert Period.of_month(2024, 7, 3).label.en == "in Q3 2024"
    assert Period.of_year(2024).label.vi == "năm 2024"


@pytest.mark.parametrize(
    ("text", "said", "days"),
    [
        ("chậm 3 tháng", "3 thang", 90),
        ("trễ thêm 45 ngày thì sao", "them 45 ngay", 45),
        ("delayed by two weeks", "by two weeks", 14),
        ("60 days late", "60 days", 60),
    ],
)
def test_how_long_something_is_late_is_no_period(text, said, days):
    """Guards against a delay read as days from today, and against losing the word that says it is one."""
    (found,) = find_times(plain(text), TODAY)
    assert (found.bound, plain(text)[found.start : found.end]) == ("late", said)
    assert found.period == Period(TODAY, TODAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tuần tới tính từ 20/07/2024", [("within", "2024-07-22..2024-07-28"), ("as_of", "2024-07-20")]),
        ("trong 30 ngày tới kể từ 01/07/2024", [("ahead", "2024-07-01..2024-07-31"), ("as_of", "2024-07-01")]),
        ("in the next two weeks as of 2024-07-01", [("ahead", "2024-07-01..2024-07-15"), ("as_of", "2024-07-01")]),
        ("từ 01/07/2024 đến hôm nay", [("within", "2024-07-01..2024-08-15")]),
        ("từ 01/07/2024", [("after", "2024-07-01..")]),
    ],
)
def test_a_span_is_counted_from_the_day_that_is_said(text, told):
    """Guards against 'tuần tới' counted from today where another day is named, and a range taken for such a day."""
    spans = [(span.bound, str(span.period)) for span in find_times(plain(text), TODAY)]
    assert [(bound, period if bound != "as_of" else period.split("..")[0]) for bound, period in spans] == told
