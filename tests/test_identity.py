"""Whether two documents tell one task, two, or one whose deadline moved: pairs of our own writing, judged from both sides."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity import SHARED, Telling, clusters, judge, keys, tellings
from tests.identity_bundles import BCA, BKHCN, BTC, BTTTT, told

NOTICE, LATER, NEWS = "document:tb-vpcp-2025-9001", "document:ct-ttg-2025-9002", "document:2025-05-09-tin"
MARKET = "Xây dựng Đề án phát triển thị trường dữ liệu, trình Thủ tướng Chính phủ"
SIGNS = "Xây dựng tiêu chuẩn kỹ thuật về chữ ký số từ xa cho thiết bị di động của doanh nghiệp nhỏ"
SCHEME = "programme:de-an-thi-truong-du-lieu"
DAN_CU, DAT_DAI = "database:quoc-gia-ve-dan-cu", "database:quoc-gia-ve-dat-dai"

Case = tuple[str, dict[str, Any], dict[str, Any], str]
CASES: list[Case] = [
    ("news of the notice", {"text": SIGNS, "lead": BCA}, {"text": f"{SIGNS} trong năm nay", "lead": BCA, "by": NOTICE}, "same"),
    ("news that names no lead", {"text": SIGNS, "lead": BCA}, {"text": SIGNS, "by": NOTICE}, "same"),
    ("news in its own words", {"text": SIGNS, "lead": BCA},
     {"text": "Sớm có tiêu chuẩn kỹ thuật cho chữ ký số từ xa, chữ ký trên thiết bị di động", "lead": BCA, "by": NOTICE}, "same"),
    ("number without a year", {"text": SIGNS, "lead": BCA}, {"text": SIGNS, "lead": BCA, "by": "document:tb-vpcp-undated-9001"}, "same"),
    ("one has no deadline", {"text": SIGNS, "lead": BCA, "due": "2025-09-30"}, {"text": SIGNS, "lead": BCA}, "same"),
    ("ministry that took over", {"text": SIGNS, "lead": BTTTT}, {"text": SIGNS, "lead": BKHCN}, "same"),
    ("the scheme", {"text": MARKET, "lead": BCA, "makes": SCHEME},
     {"text": f"Hoàn thiện {MARKET[9:]}", "lead": BCA, "makes": SCHEME}, "same"),
    ("spelled out", {"text": "Hoàn thành số hóa hồ sơ TTHC lĩnh vực hộ tịch còn lưu giấy", "lead": BTC},
     {"text": "Số hóa hồ sơ thủ tục hành chính lĩnh vực hộ tịch còn lưu giấy", "lead": BTC}, "same"),
    ("later deadline", {"text": SIGNS, "lead": BCA, "due": "2025-09-30"}, {"text": SIGNS, "lead": BCA, "due": "2025-12-31"}, "moved"),
    ("later deadline of a scheme", {"text": MARKET, "lead": BCA, "makes": SCHEME, "due": "2025-08-20"},
     {"text": f"Tiếp thu ý kiến, {MARKET}", "lead": BCA, "makes": SCHEME, "due": "2025-10-31"}, "moved"),
    ("other deadline in one order", {"text": SIGNS, "lead": BCA, "due": "2025-09-30"},
     {"text": SIGNS, "lead": BCA, "due": "2025-10-30", "by": NOTICE}, "apart"),
    ("other number", {"text": f"{SIGNS} tại 12 bệnh viện", "lead": BCA}, {"text": f"{SIGNS} tại 34 bệnh viện", "lead": BCA}, "apart"),
    ("other level", {"text": f"{SIGNS} ở cấp xã", "lead": BCA}, {"text": f"{SIGNS} ở cấp tỉnh", "lead": BCA}, "apart"),
    ("other database", {"text": SIGNS, "lead": BCA, "needs": DAN_CU}, {"text": SIGNS, "lead": BCA, "needs": DAT_DAI}, "apart"),
    ("other lead, other order", {"text": SIGNS, "lead": BCA}, {"text": SIGNS, "lead": BTC}, ""),
    ("other field", {"text": "Xây dựng bản đồ số hạ tầng giao thông thủy phục vụ cứu hộ", "lead": BCA},
     {"text": "Xây dựng bản đồ số hạ tầng giao thông ngầm phục vụ cứu hộ", "lead": BCA}, ""),
    ("words that are grammar without accents", {"text": "Xây dựng bản đồ số hạ tầng kỹ thuật phục vụ cứu hộ đô thị", "lead": BCA},
     {"text": "Xây dựng bản đồ số hạ tầng kỹ thuật phục vụ cứu hộ nông thôn", "lead": BCA}, ""),
    ("no lead in two orders", {"text": SIGNS}, {"text": SIGNS}, ""),
    ("departments of two provinces", {"text": SIGNS, "lead": "agency:nhom-cac-so", "by": "document:kh-ubnd-hue-2025-9"},
     {"text": SIGNS, "lead": "agency:nhom-cac-so", "by": "document:kh-ubnd-hai-phong-2025-8"}, ""),
    ("departments of one province", {"text": SIGNS, "lead": "agency:nhom-cac-so", "by": "document:kh-ubnd-hue-2025-9"},
     {"text": SIGNS, "lead": "agency:nhom-cac-so", "by": "document:qd-ubnd-hue-2025-8"}, "same"),
    ("every order's last line", {"text": "Theo dõi, đôn đốc, tổng hợp, báo cáo Thủ tướng Chính phủ", "lead": BCA},
     {"text": "Theo dõi, đôn đốc, tổng hợp, báo cáo Thủ tướng Chính phủ", "lead": BCA}, ""),
    ("each its own scheme", {"text": "Cân đối vốn sự nghiệp và huy động nguồn xã hội hóa cho các hoạt động của Đề án", "lead": BTC},
     {"text": "Cân đối vốn sự nghiệp và huy động nguồn xã hội hóa cho các hoạt động của Đề án", "lead": BTC}, ""),
    ("much work on one database", {"text": "Xây dựng quy chế tra cứu dữ liệu đất đai", "lead": BCA, "makes": DAT_DAI},
     {"text": "Đưa dữ liệu đất đai lên máy chủ mới", "lead": BCA, "makes": DAT_DAI}, ""),
]  # fmt: skip


def _pair(one: dict[str, Any], other: dict[str, Any]) -> tuple[Telling, Telling]:
    news = other.get("by", "").startswith("document:tb-vpcp")
    second = told(NEWS, "2025-05-09", other, kind="article") if news else told(LATER, "2025-06-02", other)
    (a,), (b,) = tellings(told(NOTICE, "2025-05-06", one)), tellings(second)
    return a, b


@pytest.mark.parametrize(("one", "other", "kind"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_two_tellings_are_judged_alike_from_both_sides(one: dict[str, Any], other: dict[str, Any], kind: str) -> None:
    """Guards against two tasks made one (the worse mistake), one kept as two, and a verdict that depends on who is asked first."""
    a, b = _pair(one, other)
    assert [found.kind if (found := judge(*pair)) else "" for pair in ((a, b), (b, a))] == [kind, kind]
    if kind in ("same", "moved"):
        assert len(keys(a) & keys(b)) >= SHARED, "the pair would never be looked at"


def test_tasks_of_one_document_are_never_one() -> None:
    """Guards against a third document that makes one task of two: the better of the two joins it."""
    both = told(NOTICE, "2025-05-06", {"text": SIGNS, "lead": BCA}, {"text": f"{SIGNS} và hợp tác xã", "lead": BCA})
    news = told(NEWS, "2025-05-09", {"text": SIGNS, "lead": BCA, "by": NOTICE}, kind="article")
    all_ = [*tellings(both), *tellings(news)]
    same = {}
    for a in all_:
        for b in all_:
            if a.task < b.task and (found := judge(a, b)) and found.kind == "same":
                same[a.task, b.task] = found.score
    assert len(same) == 2
    shown = clusters(all_, same)
    assert shown == {"task:2025-05-09-tin-0": "task:tb-vpcp-2025-9001-0"} | {t.task: t.task for t in tellings(both)}


@given(st.permutations(range(6)))
def test_the_group_does_not_depend_on_the_order(order: list[int]) -> None:
    """Guards against groups that depend on which telling comes first: one without a deadline fits either of two that have one."""
    dues = ["2025-09-30", "", "2025-10-31", "", "2025-09-30", "2025-10-31"]
    all_ = [
        tellings(told(f"document:tb-vpcp-2025-90{i}", f"2025-05-{i + 10}", {"text": SIGNS, "lead": BCA, "due": due}))[0]
        for i, due in enumerate(dues)
    ]
    same = {(a.task, b.task): f.score for a in all_ for b in all_ if a.task < b.task and (f := judge(a, b)) and f.kind == "same"}
    assert clusters([all_[i] for i in order], dict(sorted(same.items(), key=lambda item: order.index(int(item[0][0][-3]))))) == clusters(
        all_, same
    )
