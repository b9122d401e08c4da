"""Wordings of one indicator in several documents lead to one id, those of another do not."""

from __future__ import annotations

import pytest

from graph.identity.indicators import indicator_id

ONE = [
    ("Tỷ lệ hồ sơ trực tuyến toàn trình", "hồ sơ TTHC trực tuyến toàn trình"),
    ("hồ sơ thủ tục hành chính được nộp trực tuyến", "Tỷ lệ hồ sơ nộp trực tuyến"),
    ("hồ sơ trực tuyến toàn trình của cả nước trong tháng 6/2025", "hồ sơ trực tuyến toàn trình"),
    ("hồ sơ giải quyết thủ tục hành chính được số hóa", "hồ sơ TTHC đã được số hóa"),
    ("dân số trưởng thành có chữ ký số cá nhân", "người trưởng thành có chữ ký số cá nhân"),
    ("tài khoản định danh điện tử đã kích hoạt", "Tổng số tài khoản định danh kích hoạt"),
    ("thẻ căn cước công dân gắn chíp", "thẻ căn cước gắn chip"),
    ("hộ gia đình có Internet cáp quang", "tỉ lệ hộ gia đình có cáp quang"),
    ("Tỷ lệ DVC trực tuyến toàn trình", "dịch vụ công trực tuyến toàn trình"),
    ("mức độ hài lòng của người dân, doanh nghiệp", "Mức độ hài lòng của người dân và doanh nghiệp"),
    ("hồ sơ trực tuyến quý III/2026", "hồ sơ trực tuyến 6 tháng đầu năm 2026"),
]
TWO = [
    ("hồ sơ trực tuyến toàn trình", "hồ sơ trực tuyến"),
    ("hồ sơ trực tuyến toàn trình của khối bộ", "hồ sơ trực tuyến toàn trình của khối địa phương"),
    ("dịch vụ công trực tuyến toàn trình", "hồ sơ trực tuyến toàn trình"),
    ("kết quả giải quyết thủ tục hành chính", "kết quả điện tử"),
    ("hóa đơn", "hóa đơn điện tử"),
    ("người dân hài lòng", "doanh nghiệp hài lòng"),
    ("người trưởng thành có tài khoản thanh toán", "người cao tuổi có tài khoản thanh toán"),
    ("hộ gia đình có cáp quang", "xã có cáp quang"),
    ("hồ sơ được số hóa", "hồ sơ được nộp trực tuyến"),
    ("cơ sở dữ liệu đất đai", "cơ sở dữ liệu dân cư"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_wordings_of_one_indicator_meet(one: str, other: str) -> None:
    """Guards against a series that breaks where another document says the same in other words."""
    assert indicator_id(one, "%") == indicator_id(other, "%")


@pytest.mark.parametrize(("one", "other"), TWO)
def test_wordings_of_two_indicators_stay_apart(one: str, other: str) -> None:
    """Guards against values of different things in one series, and against a share taken for a count."""
    assert indicator_id(one, "%") != indicator_id(other, "%")
    assert indicator_id(one, "%") != indicator_id(one, "hồ sơ")


def test_words_that_are_all_filler_still_name_something() -> None:
    """Guards against an empty id that every such indicator would share."""
    assert len({indicator_id("tổng số", "%"), indicator_id("hiện nay", "%")}) == 2
