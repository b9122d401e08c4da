"""Bodies in running text: registry names, abbreviations, heads of bodies, local bodies, lists with the common word said once, groups.

Guards against bodies cut at the commas and hyphens of their own names, notions that hold a body's name ('Chính phủ số'),
persons taken for bodies, and classes of bodies taken for one body.
"""

import pytest

from tests.extraction import article, names, official, read

BODIES = [
    # text, bodies, comment
    ("Bộ Công an và Bộ Y tế đã họp.", {"Bộ Công an", "Bộ Y tế"}, "two names"),
    ("Bộ Lao động - Thương binh và Xã hội đã họp.", {"Bộ Lao động - Thương binh và Xã hội"}, "a name with a hyphen and 'và'"),
    ("Bộ Lao động – Thương binh và Xã hội đã họp.", {"Bộ Lao động - Thương binh và Xã hội"}, "the same with an en dash"),
    ("Bộ Văn hóa, Thể thao và Du lịch, Bộ Nội vụ đã họp.", {"Bộ Văn hóa, Thể thao và Du lịch", "Bộ Nội vụ"}, "a name with a comma"),
    ("Bộ TT&TT, Bộ KH&CN cùng dự.", {"Bộ Thông tin và Truyền thông", "Bộ Khoa học và Công nghệ"}, "abbreviations with '&'"),
    (
        "BHXH Việt Nam, NHNN và VPCP cùng dự.",
        {"Bảo hiểm xã hội Việt Nam", "Ngân hàng Nhà nước Việt Nam", "Văn phòng Chính phủ"},
        "abbreviations",
    ),
    ("BỘ CÔNG AN đã họp.", {"Bộ Công an"}, "capitals, as in heads"),
    ("Bộ\u00a0Công\u00a0an đã họp.", {"Bộ Công an"}, "no-break spaces"),
    ("Uỷ ban nhân dân tỉnh Khánh Hoà đã họp.", {"Ủy ban nhân dân tỉnh Khánh Hòa"}, "old tone placement"),
    ("Bộ trưởng Bộ Công an chủ trì buổi họp.", {"Bộ Công an"}, "the head stands for the body"),
    ("Thống đốc Ngân hàng Nhà nước Việt Nam dự.", {"Ngân hàng Nhà nước Việt Nam"}, "the head of the bank"),
    ("Chủ tịch Ủy ban nhân dân tỉnh Lào Cai dự.", {"Ủy ban nhân dân tỉnh Lào Cai"}, "the head of a people's committee"),
    ("Thủ tướng Chính phủ nhấn mạnh. Thủ tướng cũng nêu rõ.", {"Thủ tướng Chính phủ"}, "the Prime Minister, in short"),
    ("Phó Thủ tướng phát biểu.", set(), "a deputy is not the Prime Minister"),
    ("nguyên Thủ tướng đã dự.", set(), "a former one is not the Prime Minister"),
    ("Phó Thủ tướng Chính phủ phát biểu.", set(), "a deputy's title"),
    ("Xây dựng Chính phủ số, Chính phủ điện tử.", set(), "a goal is not the Government"),
    ("Chính phủ điều hành linh hoạt.", {"Chính phủ"}, "the Government"),
    ("bộ công an", set(), "without capitals it is no name"),
    (
        "Bộ Thông tin và Truyền thông (Cục An toàn thông tin) đã họp.",
        {"Bộ Thông tin và Truyền thông", "Cục An toàn thông tin"},
        "a unit in brackets",
    ),
    ("các Bộ: Tài chính, Y tế, Tư pháp đã nộp.", {"Bộ Tài chính", "Bộ Y tế", "Bộ Tư pháp"}, "'Bộ' said once, with a colon"),
    (
        "các Bộ Tài chính, Y tế và Tư pháp đã nộp.",
        {"Bộ Tài chính", "Bộ Y tế", "Bộ Tư pháp"},
        "'Bộ' said once, without a colon",
    ),
    (
        "các Bộ: Văn hóa, Thể thao và Du lịch, Nông nghiệp và Môi trường đã nộp.",
        {"Bộ Văn hóa, Thể thao và Du lịch", "Bộ Nông nghiệp và Môi trường"},
        "'Bộ' said once, names with commas",
    ),
    (
        "UBND các tỉnh, thành phố: Hà Nội, Cần Thơ, Quảng Trị đã nộp.",
        {f"Ủy ban nhân dân {p}" for p in ("thành phố Hà Nội", "thành phố Cần Thơ", "tỉnh Quảng Trị")},
        "'UBND' said once",
    ),
    ("UBND thành phố Huế, tỉnh Quảng Trị đã nộp.", {"Ủy ban nhân dân thành phố Huế", "Ủy ban nhân dân tỉnh Quảng Trị"}, "a list of places"),
    (
        "Sở Khoa học và Công nghệ thành phố Hải Phòng đã nộp.",
        {"Sở Khoa học và Công nghệ thành phố Hải Phòng"},
        "a department with its place",
    ),
    (
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Lào Cai đã nộp.",
        {"Sở Văn hóa, Thể thao và Du lịch tỉnh Lào Cai"},
        "a department with a comma in its name",
    ),
    ("Công an tỉnh Lào Cai và Công an thành phố Huế.", {"Công an tỉnh Lào Cai", "Công an thành phố Huế"}, "local police"),
    ("HĐND tỉnh Lào Cai, Thành ủy Hải Phòng.", {"Hội đồng nhân dân tỉnh Lào Cai", "Thành ủy Hải Phòng"}, "a council and a Party committee"),
    ("UBND phường Hồng Bàng và UBND xã Tân Lập.", {"Ủy ban nhân dân phường Hồng Bàng", "Ủy ban nhân dân xã Tân Lập"}, "communes"),
    ("Bộ Công an đã họp. Bộ cũng đã gửi báo cáo.", {"Bộ Công an"}, "'Bộ' is the ministry named before"),
    ("Bộ đã gửi báo cáo.", set(), "'Bộ' with nothing before it is left open"),
    ("các bộ, ngành, địa phương đã nộp.", set(), "a class of bodies is none of them"),
    (
        "Tập đoàn VNPT và Viettel cùng dự.",
        {"Tập đoàn Bưu chính Viễn thông Việt Nam", "Tập đoàn Công nghiệp - Viễn thông Quân đội"},
        "enterprises by their brand",
    ),
    ("Liên hợp quốc, Ngân hàng Thế giới cùng dự.", {"Liên hợp quốc", "Ngân hàng Thế giới"}, "international bodies"),
    ("tỉnh Lào Cai đẹp vào mùa xuân.", set(), "a place that is not told to act is no body"),
    (
        "thành phố Đà Nẵng cần rà soát danh mục dữ liệu.",
        {"Ủy ban nhân dân thành phố Đà Nẵng"},
        "a place that is told to act is its committee",
    ),
]


@pytest.mark.parametrize(("text", "expected", "comment"), BODIES, ids=names(BODIES))
def test_bodies(text: str, expected: set[str], comment: str) -> None:
    """The bodies that a sentence of a news article names, each once, in full."""
    assert read(article(text)).names("Agency") == expected, comment


GROUPS = [
    ("Các bộ, ngành, địa phương đã nộp báo cáo.", {"Các bộ, ngành, địa phương"}),
    (
        "Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ đã nộp báo cáo.",
        {"Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ"},
    ),
    ("Bộ Công an đã nộp báo cáo.", set()),
]


@pytest.mark.parametrize(("text", "expected"), GROUPS)
def test_groups(text: str, expected: set[str]) -> None:
    """A class of bodies is kept as a class, so that it never answers for one of them."""
    assert {n.name for n in read(article(text)).of("Agency") if n.get("kind") == "group"} == expected


def test_bare_ministry_without_antecedent_is_reported() -> None:
    """What cannot be told is reported, not guessed."""
    assert [u.text for u in read(article("Bộ đã gửi báo cáo.")).bundle.unresolved] == ["Bộ"]


def test_bodies_without_a_place_are_those_of_the_issuer() -> None:
    """A city's plan says 'Sở Tài chính' and 'UBND thành phố' for its own."""
    facts = read(
        official(
            "1. Sở Tài chính bố trí kinh phí cho việc số hóa hồ sơ.\n\n2. Văn phòng UBND thành phố theo dõi việc số hóa hồ sơ.", "plan"
        )
    )
    assert {"Sở Tài chính thành phố Hải Phòng", "Văn phòng Ủy ban nhân dân thành phố Hải Phòng"} <= facts.names("Agency")


def test_name_that_two_bodies_had_means_the_one_of_the_day() -> None:
    """'Tổ công tác Đề án 06' was set up anew in May 2025: the day of the text tells which one is meant."""
    before, after = (read(article("Tổ công tác Đề án 06 đã họp.", day=day)).of("Agency") for day in ("15/05/2024", "15/05/2026"))
    assert len(before) == len(after) == 1
    assert before[0].id != after[0].id


def test_distribution_list_names_nobody() -> None:
    """'Nơi nhận' lists who gets a copy: nothing there is said about them."""
    facts = read(official("1. Bộ Y tế xây dựng chuẩn dữ liệu.\n\nNơi nhận:\n\n- Bộ Ngoại giao;\n\n- Lưu: VT.\n\nKT. BỘ TRƯỞNG, CHỦ NHIỆM"))
    assert "Bộ Ngoại giao" not in facts.names("Agency")
    assert "Bộ Y tế" in facts.names("Agency")


ORGANS = [
    ("Hội đồng Thi đua - Khen thưởng tỉnh xét duyệt danh hiệu.", {"Hội đồng Thi đua - Khen thưởng tỉnh"}, "a council and what it does"),
    ("Trung tâm Dịch vụ việc làm Hà Tĩnh báo cáo rồi.", {"Trung tâm Dịch vụ việc làm Hà Tĩnh"}, "'việc làm' is no verb"),
    ("Đoàn công tác đến Hội An và Trường Sơn.", set(), "places that begin like a body"),
    ("Viện Nghiên cứu Bách Khoa số 5 đến rồi.", {"Viện Nghiên cứu Bách Khoa"}, "a name ends at a number told of it"),
    ("Đảng ủy Bộ Xây dựng đã gửi dự thảo.", {"Đảng ủy Bộ Xây dựng"}, "the Party's committee in a ministry"),
    ("Đảng ủy cơ quan Văn phòng Quốc hội phổ biến nghị quyết.", {"Đảng ủy cơ quan Văn phòng Quốc hội"}, "in an office"),
    ("Văn phòng Đảng ủy Chính phủ tổng hợp ý kiến.", {"Văn phòng Đảng ủy Chính phủ"}, "the office of a Party committee"),
    ("Bộ Xây dựng đã gửi dự thảo.", {"Bộ Xây dựng"}, "the ministry itself"),
]


@pytest.mark.parametrize(("text", "expected", "comment"), ORGANS, ids=names(ORGANS))
def test_party_organs(text: str, expected: set[str], comment: str) -> None:
    """The Party's organ in a body is not the body."""
    assert read(article(f"{text} Việc này được nhiều người quan tâm theo dõi.")).names("Agency") == expected, comment


def test_a_short_name_defined_a_few_words_later() -> None:
    """'… tại địa chỉ … (sau đây gọi tắt là Hệ thống)': 'Hệ thống' below is the one so defined, and opens no name of its own."""
    said = read(
        official(
            "Phó Thủ tướng có ý kiến như sau:\n\n1. Bộ Y tế vận hành Hệ thống theo dõi bệnh viện tại địa chỉ benhvien.example "
            "(sau đây gọi tắt là Hệ thống).\n\n2. Sở Y tế gửi số liệu qua Hệ thống đến từng bệnh viện.",
        )
    )
    assert said.names("Platform") == {"Hệ thống theo dõi bệnh viện"}
    assert said.task("gửi số liệu").needs == {"Hệ thống theo dõi bệnh viện"}


def test_the_system_that_every_province_has_goes_by_its_place_too() -> None:
    """'… TTHC tỉnh Đắk Lắk' is found under that name, not only as the class of such systems."""
    told = read(article("Sở Y tế nối kho số liệu với Hệ thống thông tin giải quyết TTHC tỉnh Đắk Lắk từ hôm qua."))
    (node,) = told.of("Platform")
    assert "Hệ thống thông tin giải quyết TTHC tỉnh Đắk Lắk" in node.aliases
