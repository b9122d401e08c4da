"""Targets against measurements: what is to be reached, what was reported, and numbers that are neither.

Guards against a result stored as a goal (or the reverse), against counts of meetings and laggards kept as results, and
against two indicators for one thing told in two documents.
"""

import pytest

from tests.extraction import article, names, official, read

TARGETS = [
    # sentence, (value, unit, comparator, due_on), comment
    ("Phấn đấu đến hết năm 2027, 80% hồ sơ thủ tục hành chính được nộp trực tuyến.", (80, "%", "=", "2027-12-31"), "'phấn đấu'"),
    ("Mục tiêu đến năm 2030 đạt tối thiểu 95% hồ sơ thủ tục hành chính nộp trực tuyến.", (95, "%", ">=", "2030-12-31"), "'mục tiêu'"),
    (
        "Bộ Y tế cần phải số hóa 100% văn bằng, chứng chỉ trong năm 2027, sau khi rà soát xong danh mục đến năm 2030.",
        (100, "%", "=", "2027-12-31"),
        "the date right after the value, over a fixed pair",
    ),
    ("Phấn đấu đến năm 2030 doanh thu tăng bình quân tối thiểu 30%/năm.", (30, "%", ">=", "2030-12-31"), "a rate by the year"),
    (
        "Phấn đấu đến năm 2030 có tối thiểu 25 thương vụ sáp nhập.",
        (25, "thương vụ", ">=", "2030-12-31"),
        "a thing in no list, with 'tối thiểu'",
    ),
    (
        "Đến hết năm 2026, ít nhất 70 triệu tài khoản định danh điện tử được kích hoạt.",
        (70000000, "tài khoản", ">=", "2026-12-31"),
        "a count",
    ),
]


@pytest.mark.parametrize(("sentence", "expected", "comment"), TARGETS, ids=names(TARGETS))
def test_target(sentence: str, expected: tuple[float, str, str, str], comment: str) -> None:
    """A value to be reached, with its day."""
    facts = read(article(sentence))
    assert facts.values("Target") == [expected], comment
    assert facts.values("Measurement") == [], comment


MEASUREMENTS = [
    # sentence, (value, unit, comparator, as_of), comment
    ("Đến nay, cả nước đã cấp trên 86 triệu thẻ căn cước.", (86000000, "thẻ", ">", "2026-03-10"), "a count to date"),
    ("Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến đã đạt 80,2%.", (80.2, "%", "=", "2026-03-10"), "'đã đạt'"),
    (
        "Tính đến ngày 31/12/2025, đã có 12 cơ sở dữ liệu quốc gia đi vào hoạt động.",
        (12, "cơ sở dữ liệu", "=", "2025-12-31"),
        "the day of the count",
    ),
]


@pytest.mark.parametrize(("sentence", "expected", "comment"), MEASUREMENTS, ids=names(MEASUREMENTS))
def test_measurement(sentence: str, expected: tuple[float, str, str, str], comment: str) -> None:
    """A value reported as reached, with its day."""
    facts = read(article(sentence))
    assert facts.values("Measurement") == [expected], comment
    assert facts.values("Target") == [], comment


NEITHER = [
    ("Dù vậy, còn 04 cơ quan và 07 địa phương chưa ban hành kế hoạch.", "laggards"),
    ("Cuộc họp lần thứ 3 của Ủy ban có 2 phiên.", "meetings"),
    ("Công dân từ đủ 15 tuổi được cấp tài khoản.", "an age"),
    ("Điều 12 khoản 3 điểm b quy định việc này.", "an article"),
    ("Luật có hiệu lực từ ngày 01/7/2026.", "a date"),
    ("Mạng 5G phủ sóng rộng.", "a generation of networks"),
    ("Giai đoạn 2026 - 2030 là lúc tăng tốc.", "a period"),
]


@pytest.mark.parametrize(("sentence", "comment"), NEITHER, ids=names(NEITHER))
def test_neither(sentence: str, comment: str) -> None:
    """Numbers that are no value of anything."""
    facts = read(article(sentence))
    assert facts.values("Target") + facts.values("Measurement") == [], comment


def test_heading_dates_the_targets_below_it() -> None:
    """'2. Mục tiêu đến hết năm 2027' dates each of its items."""
    facts = read(
        official(
            "II. MỤC TIÊU\n\n1. Đến hết năm 2027\n\na) Tối thiểu 75% hồ sơ thủ tục hành chính được nộp trực tuyến.\n\n"
            "2. Đến năm 2030\n\na) Tỷ lệ hồ sơ thủ tục hành chính được nộp trực tuyến đạt 95%.",
            "plan",
        )
    )
    assert facts.values("Target") == [(75, "%", ">=", "2027-12-31"), (95, "%", "=", "2030-12-31")]


def test_comparison_year_is_no_deadline() -> None:
    """'so với năm 2025' says what is compared."""
    facts = read(
        official("II. MỤC TIÊU\n\n1. Đến năm 2030\n\na) Cắt giảm ít nhất 50% thành phần hồ sơ là bản sao giấy so với năm 2025.", "plan")
    )
    assert facts.values("Target") == [(50, "%", ">=", "2030-12-31")]


def test_norms_set_no_targets() -> None:
    """Thresholds in a decree are rules."""
    facts = read(official("Điều 1. Điều kiện\n\n1. Doanh nghiệp có ít nhất 51% vốn nhà nước được cấp phép.", "decree"))
    assert facts.values("Target") == []


def test_target_and_measurement_share_their_indicator() -> None:
    """A target and a later result of the same thing meet in one indicator, whatever the filler words."""
    goal = read(article("Phấn đấu đến hết năm 2026, ít nhất 90 triệu thẻ căn cước được cấp."))
    result = read(article("Đến nay, cả nước đã có 86 triệu thẻ căn cước được cấp."))
    (one,), (other,) = goal.of("Indicator"), result.of("Indicator")
    assert one.id == other.id


def test_an_indicator_ends_with_a_whole_word() -> None:
    """Guards against 'của cả nước' cut to 'của cả n', and 'cơ sở' to 'cơ s', by words that are only told before a value."""
    facts = read(article("Đến nay, tỷ lệ hồ sơ trực tuyến toàn trình của cả nước đạt 45,5%."))
    assert [node.name.split()[-1] for node in facts.of("Indicator")] == ["nước"]


def test_evidence_is_the_clause() -> None:
    """The proof of a value is the clause around it, number included."""
    facts = read(article("Công tác số hóa có tiến bộ. Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến đã đạt 80,2%. Trời đẹp."))
    (node,) = facts.of("Measurement")
    assert [m.quote for m in node.mentions] == ["Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến đã đạt 80,2%."]


def test_goals_go_on_over_sentences() -> None:
    """After a sentence that sets goals, 'Đồng thời, 80% …' and 'Theo đó, …' set more, by the same day."""
    facts = read(
        article(
            "Theo kế hoạch, đến hết năm 2026, tỉnh đặt chỉ tiêu tỷ trọng kinh tế số đạt 15% tổng sản phẩm. Đồng thời, 80% người dân "
            "có tài khoản thanh toán; 50% dân số trưởng thành có chữ ký số.\n\nKế hoạch cũng đề ra các mục tiêu về doanh nghiệp.\n\n"
            "Theo đó, trên 40% doanh nghiệp nhỏ sẽ sử dụng nền tảng số."
        )
    )
    assert sorted((value, due) for value, _, _, due in facts.values("Target")) == [
        (15, "2026-12-31"),
        (40, ""),
        (50, "2026-12-31"),
        (80, "2026-12-31"),
    ]
    assert facts.values("Measurement") == []


def test_a_result_after_a_goal_stays_a_result() -> None:
    """Past words by the value end the goals."""
    facts = read(article("Năm nay tỉnh đặt mục tiêu 60% hồ sơ nộp trực tuyến. Đồng thời, đến nay đã có 45% người dân dùng tài khoản số."))
    assert [value for value, *_ in facts.values("Target")] == [60]
    assert [value for value, *_ in facts.values("Measurement")] == [45]


def test_what_is_asked_for_is_a_goal() -> None:
    """'yêu cầu … tích hợp 100% dịch vụ công' in news."""
    facts = read(article("Thủ tướng yêu cầu các bộ hoàn thành tích hợp 100% dịch vụ công trực tuyến lên cổng chung trong tháng 6/2026."))
    assert [value for value, *_ in facts.values("Target")] == [100]
    assert facts.values("Measurement") == []


RATES = [
    ("Người vi phạm bị phạt 2.000.000 đồng nếu không khai báo dữ liệu.", "a fine"),
    ("Mức chi hỗ trợ chữ ký số là 100.000 đồng mỗi người một năm.", "an allowance"),
    ("Đến năm 2050 đồng bộ dữ liệu của mọi ngành.", "'đồng bộ' is no currency"),
]


@pytest.mark.parametrize(("sentence", "comment"), RATES, ids=names(RATES))
def test_rates_are_no_values(sentence: str, comment: str) -> None:
    """Prices, fees and fines count nothing."""
    facts = read(article(sentence))
    assert not facts.values("Target"), comment
    assert not facts.values("Measurement"), comment


TO_COME = [
    # article of 10/3/2026, (value, due) of the targets, values of the measurements, comment
    ("Sau năm 2027, mỗi nhà đều có sổ và 30% hộ dân có hồ sơ số.", [(30, "")], [], "a year to come, by no day"),
    ("Đến cuối năm 2028, 45% hộ dân có hồ sơ số.", [(45, "2028-12-31")], [], "by a year to come"),
    ("Sau năm 2023, mỗi nhà đều có sổ và 30% hộ dân có hồ sơ số.", [], [30], "a year gone by"),
    ("Sau năm 2027, tỉnh làm tiếp; đến nay đã có 30% hộ dân có hồ sơ số.", [], [30], "past words by the value"),
]


@pytest.mark.parametrize(("sentence", "targets", "measured", "comment"), TO_COME, ids=names(TO_COME))
def test_a_time_to_come_makes_targets(sentence: str, targets: list[tuple[float, str]], measured: list[float], comment: str) -> None:
    """Guards against a share of a coming year kept as a result, and the reverse."""
    facts = read(article(sentence))
    assert [(value, due) for value, _, _, due in facts.values("Target")] == targets, comment
    assert [value for value, *_ in facts.values("Measurement")] == measured, comment


RESULTS = [
    # sentence, (value, unit) of the measurements, comment
    ("Cổng dữ liệu chia sẻ thông tin thuế cho 14 bộ, ngành.", [(14, "bộ, ngành")], "whom something reaches"),
    ("Cổng dữ liệu phải chia sẻ thông tin thuế cho 14 bộ, ngành.", [], "owed, not reached"),
    ("Mạng dùng chung được nhân rộng tại 38 chợ.", [(38, "chợ")], "where something reaches"),
    ("Hiện còn 8 sở có tỷ lệ số hóa hồ sơ thấp hơn 15%.", [], "a threshold that sets laggards apart"),
    ("Tỷ lệ số hóa hồ sơ hiện thấp hơn 15%.", [(15, "%")], "a share of the thing itself"),
    ("Việc rà soát đã xong (tổng số thửa đất đã đo là trên 9 triệu).", [(9000000, "thửa đất")], "the thing counted stands before"),
    ("Cả ngành đã cấp 5.200 mã (62,5%) cho hộ dân.", [(62.5, "%"), (5200, "mã")], "the share of what was counted, in brackets"),
    ("Trong tổng số hơn 4.000 trạm, hiện mới có 35% trạm đạt chuẩn.", [(35, "%"), (4000, "trạm")], "a whole and a share of it"),
    ("Văn bản số 4.000 người dân chưa được đọc.", [], "a number that names"),
    ("Kho số đã nhận 64% tổng số đơn của 3 địa phương.", [(64, "%")], "whose, not how many"),
]


@pytest.mark.parametrize(("sentence", "expected", "comment"), RESULTS, ids=names(RESULTS))
def test_results_of_news(sentence: str, expected: list[tuple[float, str]], comment: str) -> None:
    """Counts told in passing are results; thresholds and owners are none."""
    facts = read(article(sentence))
    assert sorted((value, unit) for value, unit, *_ in facts.values("Measurement")) == expected, comment
    assert facts.values("Target") == [], comment


def test_a_report_counts_up_to_its_day() -> None:
    """'Đến hết 20/02/2026, có 17 nhiệm vụ hoàn thành' in a report of March; a day to come reports nothing."""
    facts = read(official("Đến hết 20/02/2026, có 17 nhiệm vụ hoàn thành.\n\nĐến hết 20/11/2027, có 19 nhiệm vụ hoàn thành."))
    assert [value for value, *_ in facts.values("Measurement")] == [17]


def test_shares_listed_below_a_goals_heading() -> None:
    """Headings between do not end the goals, 'được hoàn thành' is no result there, and a share without a subject takes the last one."""
    facts = read(
        official(
            "II. MỤC TIÊU ĐẾN NĂM 2030\n\n1. Quản lý, chỉ đạo dựa trên dữ liệu\n\n"
            "- 100% nền tảng dùng chung được hoàn thành và đưa vào sử dụng.\n\n"
            "- 100% bộ, ngành, địa phương đạt cấp độ 4 và 60% đạt cấp độ 5 về quản trị dữ liệu.",
            "plan",
        )
    )
    assert sorted((n.properties["value"], n.properties["indicator"]) for n in facts.of("Target")) == [
        (60, "bộ, ngành, địa phương đạt cấp độ 5 về quản trị dữ liệu"),
        (100, "bộ, ngành, địa phương đạt cấp độ 4"),
        (100, "nền tảng dùng chung được"),
    ]
    assert facts.values("Measurement") == []


def test_what_several_counts_have_done() -> None:
    """'15/15 sở và 60/64 xã đã …': both counts are of those that have done it, and so is a share in brackets."""
    facts = read(article("Đến nay, 15/15 sở, ngành và 60/64 xã, phường (đạt trên 93%) đã nối mạng chung, nhờ đó việc nhanh hơn."))
    assert sorted((n.properties["value"], n.properties["indicator"]) for n in facts.of("Measurement")) == [
        (15, "sở, ngành đã nối mạng chung"),
        (60, "xã, phường đã nối mạng chung"),
        (93, "xã, phường đã nối mạng chung"),
    ]


def test_a_rate_by_heads() -> None:
    """'0,9/1.000 dân' is a rate, not nine tenths of a person; '850/1.000 dân' counts people."""
    facts = read(article("Phấn đấu đến năm 2028 tỷ lệ doanh nghiệp số trên 0,9/1.000 dân. Đến nay, 850/1.000 dân đã có mã số."))
    assert facts.values("Target") == [(0.9, "/1.000 dân", ">", "2028-12-31")]
    assert [(value, unit) for value, unit, *_ in facts.values("Measurement")] == [(850, "dân")]


def test_a_goal_told_again_is_one() -> None:
    """A caption that names nothing ('hướng tới mục tiêu chiếm 18% …') is the goal named elsewhere; with two named it stays apart."""
    again = "Tỉnh quyết tâm đổi mới, hướng tới mục tiêu chiếm 18% vào năm 2027."
    full = "Đến hết năm 2027, tỉnh phấn đấu kinh tế số sẽ chiếm 18% tổng sản phẩm."
    (node,) = read(article(f"{again}\n\n{full}")).of("Target")
    assert (node.properties["indicator"], len(node.mentions)) == ("kinh tế số", 2)
    two = read(article(f"{again}\n\n{full}\n\nĐến hết năm 2027, tỉnh phấn đấu du lịch sẽ chiếm 18% tổng sản phẩm."))
    assert len(two.of("Target")) == 3
