"""Dates and periods, and which of them is the deadline of a task.

Guards against deadlines taken from signatures, meetings, effect clauses and comparisons, and against a period that becomes
its first day instead of its last.
"""

from datetime import date

import pytest

from graph.text import match_form
from loaders.recognise.dates import recurring, whens
from tests.extraction import names, official, read

YEAR = 2026

PERIODS = [
    # text, (first, last) by ISO date, comment
    ("ngày 20 tháng 7 năm 2024", ("2024-07-20", "2024-07-20"), "a day in words"),
    ("ngày 05/8/2025", ("2025-08-05", "2025-08-05"), "a day with slashes"),
    ("ngày 05-8-2025", ("2025-08-05", "2025-08-05"), "a day with hyphens"),
    ("ngày 5.8.2025", ("2025-08-05", "2025-08-05"), "a day with points"),
    ("trước ngày 20 tháng 8", ("2026-08-20", "2026-08-20"), "no year: that of the text"),
    ("trước 15/8", ("2026-08-15", "2026-08-15"), "no 'ngày', no year, but a word that a day follows"),
    ("trong tháng 05/2024", ("2024-05-01", "2024-05-31"), "a month"),
    ("trong tháng 02 năm 2024", ("2024-02-01", "2024-02-29"), "February of a leap year"),
    ("trong tháng 2/2025", ("2025-02-01", "2025-02-28"), "February of another year"),
    ("trong tháng 12", ("2026-12-01", "2026-12-31"), "a month of the text's year"),
    ("quý III/2025", ("2025-07-01", "2025-09-30"), "a quarter"),
    ("quý IV năm 2025", ("2025-10-01", "2025-12-31"), "a quarter in words"),
    ("Quý 1/2027", ("2027-01-01", "2027-03-31"), "an Arabic quarter"),
    ("trong quý II", ("2026-04-01", "2026-06-30"), "a quarter of the text's year"),
    ("6 tháng đầu năm 2025", ("2025-01-01", "2025-06-30"), "the first half"),
    ("6 tháng cuối năm 2025", ("2025-07-01", "2025-12-31"), "the second half"),
    ("nửa cuối năm", ("2026-07-01", "2026-12-31"), "the second half of the text's year"),
    ("giai đoạn 2026 - 2030", ("2026-01-01", "2030-12-31"), "a period of years"),
    ("giai đoạn 2026–2030", ("2026-01-01", "2030-12-31"), "a period with an en dash"),
    ("từ năm 2025 đến năm 2027", ("2025-01-01", "2027-12-31"), "a period in words"),
    ("đến hết năm 2025", ("2025-01-01", "2025-12-31"), "a year"),
    ("Đến năm 2030", ("2030-01-01", "2030-12-31"), "a year with a capital before it"),
]


@pytest.mark.parametrize(("text", "expected", "comment"), PERIODS, ids=[row[2] for row in PERIODS])
def test_period(text: str, expected: tuple[str, str], comment: str) -> None:
    """A period has its first and its last day."""
    found = [(w.first.isoformat(), w.last.isoformat()) for w in whens(match_form(text), 0, len(text), YEAR)]
    assert found == [expected], comment


NO_PERIODS = [
    ("hoàn thành 8/12 nhiệm vụ", "a fraction"),
    ("đạt 58/63 địa phương", "a fraction with no such day"),
    ("ngày 31/02/2025", "a day that does not exist"),
    ("ngày 31 tháng 4 năm 2025", "a day that does not exist, in words"),
    ("tháng 13/2025", "a month that does not exist"),
    ("203/TB-VPCP", "a document"),
    ("phiên bản 2.5", "a version"),
    ("điểm 3.2 mục II", "a section"),
    ("năm 1234", "a year before the State"),
    ("tổng đài 1900 2025", "a telephone number"),
    ("2.025 hồ sơ", "a number with a point for thousands"),
]


@pytest.mark.parametrize(("text", "comment"), NO_PERIODS, ids=[row[1] for row in NO_PERIODS])
def test_no_period(text: str, comment: str) -> None:
    """What only looks like a date says no day."""
    assert list(whens(match_form(text), 0, len(text), YEAR)) == [], comment


def test_without_a_year_nothing_is_guessed() -> None:
    """Where the text has no date of its own, '20/8' stays unread instead of getting today's year."""
    text = match_form("trước ngày 20/8, trong quý II, trong tháng 7")
    assert list(whens(text, 0, len(text), None)) == []


RHYTHMS = [
    ("báo cáo hằng tháng", "hằng tháng"),
    ("báo cáo hàng quý", "hàng quý"),
    ("định kỳ 6 tháng", "định kỳ 6 tháng"),
    ("cập nhật thường xuyên", "thường xuyên"),
    ("mỗi năm một lần", "mỗi năm"),
    ("trong tháng 7 năm 2026", ""),
    ("quý III năm 2026", ""),
]


@pytest.mark.parametrize(("text", "expected"), RHYTHMS)
def test_rhythm(text: str, expected: str) -> None:
    """A rhythm is told in its own words, and a month or quarter is none."""
    assert recurring(match_form(text), 0, len(text)) == expected


def due(clause: str) -> tuple[str, str]:
    """(due_on, recurring) of the only task of an order signed on 10 March 2026."""
    facts = read(official(f"Phó Thủ tướng có ý kiến như sau:\n\n1. Bộ Y tế {clause}."))
    assert len(facts.tasks) == 1, facts.tasks
    return facts.tasks[0].due, facts.tasks[0].recurring


DEADLINES = [
    # clause, due_on, comment
    ("xây dựng chuẩn dữ liệu bệnh án, hoàn thành trước ngày 20 tháng 7 năm 2026", "2026-07-20", "'trước ngày' is the day named"),
    ("xây dựng chuẩn dữ liệu bệnh án, hoàn thành trước tháng 7/2026", "2026-06-30", "'trước tháng' ends the day before it"),
    ("xây dựng chuẩn dữ liệu bệnh án trước quý IV/2026", "2026-09-30", "'trước quý' ends the day before it"),
    ("xây dựng chuẩn dữ liệu bệnh án trong tháng 7/2026", "2026-07-31", "a month becomes its last day"),
    ("xây dựng chuẩn dữ liệu bệnh án trong tháng 7", "2026-07-31", "the document's year"),
    ("xây dựng chuẩn dữ liệu bệnh án trong quý III/2026", "2026-09-30", "a quarter becomes its last day"),
    ("xây dựng chuẩn dữ liệu bệnh án, chậm nhất ngày 31 tháng 7 năm 2026", "2026-07-31", "'chậm nhất'"),
    ("xây dựng chuẩn dữ liệu bệnh án, muộn nhất là ngày 30/9/2026", "2026-09-30", "'muộn nhất là'"),
    ("xây dựng chuẩn dữ liệu bệnh án, thời hạn: tháng 7 năm 2026", "2026-07-31", "a label"),
    ("xây dựng chuẩn dữ liệu bệnh án, xong trong nửa đầu năm 2026", "2026-06-30", "a half"),
    ("xây dựng chuẩn dữ liệu bệnh án trong 6 tháng cuối năm 2026", "2026-12-31", "the second half"),
    ("xây dựng chuẩn dữ liệu bệnh án đến hết năm 2027", "2027-12-31", "a year"),
    ("xây dựng chuẩn dữ liệu bệnh án trong giai đoạn 2026 - 2028", "2028-12-31", "a period of years"),
    ("trước ngày 15/8 xây dựng chuẩn dữ liệu bệnh án", "2026-08-15", "the deadline stands first"),
    ("xây dựng chuẩn dữ liệu bệnh án theo Nghị định số 47/2020/NĐ-CP ngày 09 tháng 4 năm 2020", "", "the date of a signature"),
    (
        "xây dựng chuẩn dữ liệu bệnh án theo Quyết định số 1813/QĐ-TTg ký ngày 28 tháng 10 năm 2021, xong trong tháng 9/2026",
        "2026-09-30",
        "the date of a signature, then the deadline",
    ),
    ("xây dựng chuẩn dữ liệu bệnh án theo luật có hiệu lực từ ngày 01 tháng 7 năm 2026", "", "the day of effect"),
    ("rút ngắn thời gian khám bệnh so với năm 2025", "", "a comparison"),
    ("thực hiện kết luận tại phiên họp ngày 02 tháng 3 năm 2026", "", "the day of a meeting"),
    ("công bố số liệu dữ liệu y tế tính đến ngày 31 tháng 12 năm 2025", "", "the day of a count"),
    ("triển khai Đề án phát triển dữ liệu y tế giai đoạn 2026 - 2030", "", "the period of a programme's name"),
    ("xây dựng chuẩn dữ liệu bệnh án", "", "no date at all"),
]


@pytest.mark.parametrize(("clause", "expected", "comment"), DEADLINES, ids=names(DEADLINES))
def test_deadline(clause: str, expected: str, comment: str) -> None:
    """Only a date that says when the work must be done is its deadline, and it is the last day allowed."""
    assert due(clause)[0] == expected, comment


def test_deadline_before_the_body() -> None:
    """A deadline may open the sentence, before the body it binds."""
    facts = read(official("Phó Thủ tướng có ý kiến như sau:\n\n1. Trước ngày 15/8, Bộ Y tế xây dựng chuẩn dữ liệu bệnh án."))
    assert facts.task("chuẩn dữ liệu").due == "2026-08-15"


RECURRING = [
    ("báo cáo Thủ tướng Chính phủ kết quả hằng tháng", "hằng tháng"),
    ("báo cáo Thủ tướng Chính phủ kết quả trước ngày 15 tháng 12 hằng năm", "hằng năm"),
    ("cập nhật kho dữ liệu bệnh án, định kỳ 6 tháng một lần", "định kỳ 6 tháng"),
]


@pytest.mark.parametrize(("clause", "rhythm"), RECURRING)
def test_recurring_work_has_no_day(clause: str, rhythm: str) -> None:
    """'trước ngày 15 tháng 12 hằng năm' is a rhythm: a single day would be met once and forgotten."""
    on, found = due(clause)
    assert (on, found) == ("", rhythm)


def test_day_that_lies_before_the_text_is_no_deadline() -> None:
    """A date whose year was assumed and that has passed cannot be meant."""
    assert due("rà soát danh mục dữ liệu y tế trong tháng 1")[0] == ""


def test_year_is_that_of_the_document() -> None:
    """The year left out is that of the signature, not of the machine's clock."""
    facts = read(
        official("Phó Thủ tướng có ý kiến như sau:\n\n1. Bộ Y tế xây dựng chuẩn dữ liệu trước ngày 20 tháng 11.", day="02 tháng 6 năm 2019")
    )
    assert facts.task("chuẩn dữ liệu").due == date(2019, 11, 20).isoformat()
