"""Laws by name: names with commas, long names, amending laws, bills.

Guards against a name cut at its first comma, a known short name that swallows a longer one, a number given to the wrong law, and a
bill taken for the law in force.
"""

import pytest

from graph.registry import law_names, registry
from graph.text import fold
from tests.extraction import article, read

NAMES = [
    # sentence, {name: number or ''}, comment
    (
        "Áp dụng Luật Quản lý, sử dụng tài sản công số 15/2017/QH14.",
        {"Luật Quản lý, sử dụng tài sản công": "15/2017/QH14"},
        "commas",
    ),
    ("Rà soát Luật Thuế xuất khẩu, nhập khẩu.", {"Luật Thuế xuất khẩu, thuế nhập khẩu": ""}, "another way to call it"),
    (
        "Rà soát Luật Thuế xuất khẩu, thuế nhập khẩu, Luật Dược.",
        {"Luật Thuế xuất khẩu, thuế nhập khẩu": "", "Luật Dược": ""},
        "a list",
    ),
    (
        "Rà soát Luật Đầu tư theo phương thức đối tác công tư và Luật Đầu tư.",
        {"Luật Đầu tư theo phương thức đối tác công tư": "64/2020/QH14", "Luật Đầu tư": "61/2020/QH14"},
        "a long name and the short one it begins with",
    ),
    (
        "Sửa Luật Quản lý và đầu tư vốn nhà nước tại doanh nghiệp trong năm 2026.",
        {"Luật Quản lý và đầu tư vốn nhà nước tại doanh nghiệp": "68/2025/QH15"},
        "a name with 'và' and 'tại'",
    ),
    (
        "Theo Luật Phòng, chống tệ nạn mạng số 77/2031/QH17 thì phải báo cáo.",
        {"Luật Phòng, chống tệ nạn mạng": "77/2031/QH17"},
        "an unknown name: the number says where it ends",
    ),
    (
        "Theo Luật Khám nghiệm, giám nghiệm phải báo cáo.",
        {"Luật Khám nghiệm, giám nghiệm phải báo cáo": ""},
        "like terms",
    ),
    ("Theo Luật Đất đai, các địa phương báo cáo.", {"Luật Đất đai": "31/2024/QH15"}, "the sentence goes on behind the comma"),
    ("Luật Dữ liệu, Luật Căn cước có hiệu lực.", {"Luật Dữ liệu": "60/2024/QH15", "Luật Căn cước": "26/2023/QH15"}, "two names"),
    ("Luật đất đai số 31/2024/QH15 và Luật căn cước.", {"Luật Đất đai": "31/2024/QH15", "Luật Căn cước": "26/2023/QH15"}, "small letters"),
    ("Luật được thông qua, Luật quy định rõ.", {}, "words that only look like a name without their accents"),
    ("Luật Việt Nam không cấm việc này.", {}, "the country's law as a whole"),
    (
        "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15;",
        {"Luật Ban hành văn bản quy phạm pháp luật": "64/2025/QH15"},
        "a name that ends in 'luật'",
    ),
    (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức số 52/2019/QH14;",
        {
            "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức": "52/2019/QH14",
            "Luật Cán bộ, công chức": "80/2025/QH15",
            "Luật Viên chức": "",
        },
        "the number behind the amended laws is the amending one's",
    ),
    (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Dược ngày 21 tháng 11 năm 2024;",
        {"Luật sửa đổi, bổ sung một số điều của Luật Dược": "", "Luật Dược": ""},
        "an amending law by its date",
    ),
    (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của các Luật về thuế ngày 26 tháng 11 năm 2014;",
        {"Luật sửa đổi, bổ sung một số điều của các Luật về thuế": ""},
        "laws amended as a class",
    ),
    ("Quốc hội cho ý kiến về dự án Luật Căn cước (sửa đổi).", {"Luật Căn cước (sửa đổi)": ""}, "a bill is not the law in force"),
    ("Luật Đất đai (sửa đổi) đã có hiệu lực.", {"Luật Đất đai": "31/2024/QH15"}, "a revised law in force"),
]


@pytest.mark.parametrize(("sentence", "expected", "comment"), NAMES, ids=[row[-1] for row in NAMES])
def test_laws(sentence: str, expected: dict[str, str], comment: str) -> None:
    """Which laws a sentence names, and by which number."""
    found = {node.name: str(node.get("number")) for node in read(article(sentence)).of("Document") if node.get("kind") == "law"}
    assert found == expected, comment


def test_every_way_to_call_a_law_leads_to_its_name() -> None:
    """Names known without a number stand beside those of the registry, each under one name."""
    assert law_names()[fold("Luật Thuế xuất khẩu, nhập khẩu")] == "Luật Thuế xuất khẩu, thuế nhập khẩu"
    assert registry().laws.keys() <= law_names().keys()
