"""Programmes, databases, platforms and laws: known ones under every name, new ones by the grammar of their names.

Guards against names cut too short or running on into the sentence, and against generic words taken for a name.
"""

import pytest

from tests.extraction import article, known, names, read

ASSETS = [
    # text, type, names, comment
    ("Đề án 06 được triển khai rộng.", "Programme", {"Đề án 06"}, "a programme by its short name"),
    pytest.param(
        "Đề án phát triển ứng dụng dữ liệu về dân cư (Đề án 06) được triển khai.",
        "Programme",
        {"Đề án 06"},
        "its long name with the short one in brackets",
        marks=known("a long name with its short form in brackets makes two programmes"),
    ),
    (
        "Bộ Y tế trình Chiến lược dữ liệu y tế giai đoạn 2026 - 2030 trong tháng này.",
        "Programme",
        {"Chiến lược dữ liệu y tế giai đoạn 2026 - 2030"},
        "a period belongs to the name",
    ),
    (
        "Thực hiện hiệu quả chương trình Chuyển đổi số quốc gia đến năm 2025, định hướng đến năm 2030.",
        "Programme",
        {"Chương trình Chuyển đổi số quốc gia đến năm 2025, định hướng đến năm 2030"},
        "a known programme in small letters",
    ),
    (
        "Thực hiện Chương trình cắt giảm, đơn giản hóa giấy tờ của bệnh viện năm 2026 trong tháng này.",
        "Programme",
        {"Chương trình cắt giảm, đơn giản hóa giấy tờ của bệnh viện năm 2026"},
        "two verbs that share their object",
    ),
    (
        "Kết nối CSDL quản lý văn bằng, chứng chỉ với cổng của trường.",
        "Database",
        {"Cơ sở dữ liệu quản lý văn bằng, chứng chỉ"},
        "a fixed pair",
    ),
    (
        "Rà soát CSDL xử lý vi phạm giao thông đường thủy.",
        "Database",
        {"Cơ sở dữ liệu xử lý vi phạm giao thông đường thủy"},
        "named by its purpose",
    ),
    ("Trên cơ sở dữ liệu đất đai và bản đồ, xã rà soát số nhà.", "Database", set(), "'trên cơ sở' dữ liệu is no database"),
    ("Cơ sở dữ liệu còn chậm, chưa đồng bộ ở nhiều nơi.", "Database", set(), "how a database is does not name it"),
    (
        "Nộp hồ sơ trên Cổng dịch vụ công của Bộ Lao động - Thương binh và Xã hội trước khi làm thẻ.",
        "Platform",
        {"Cổng dịch vụ công của Bộ Lao động - Thương binh và Xã hội"},
        "a portal with its owner",
    ),
    ("Góp ý gửi qua Hệ thống đến cơ quan soạn thảo định kỳ.", "Platform", set(), "'Hệ thống' said of one defined elsewhere opens no name"),
    (
        "Xây dựng Cổng thông tin quốc gia về bảo vệ trẻ em.",
        "Platform",
        {"Cổng thông tin quốc gia về bảo vệ trẻ em"},
        "a verb after 'về' is a notion",
    ),
    (
        "Vận hành Trung tâm dữ liệu quốc gia về dân cư của ngành.",
        "Platform",
        {"Trung tâm dữ liệu quốc gia về dân cư"},
        "about something of its own: not the national data centre",
    ),
    (
        "Cơ sở dữ liệu về bác sĩ làm việc ở nước ngoài theo hợp đồng (sau đây gọi là Cơ sở dữ liệu) do Bộ Y tế giữ.",
        "Database",
        {"Cơ sở dữ liệu về bác sĩ làm việc ở nước ngoài theo hợp đồng"},
        "a name goes on to the bracket that gives its short form",
    ),
    (
        "Nhập cơ sở dữ liệu về bảo trì công trình cầu.",
        "Database",
        {"Cơ sở dữ liệu về bảo trì công trình cầu"},
        "'công trình' holds no verb",
    ),
    ("Rà soát Kế hoạch phát triển kinh tế của địa phương.", "Programme", set(), "any plan"),
    (
        "Sở Y tế xem lại Kế hoạch triển khai thi hành Luật Dữ liệu trên địa bàn.",
        "Programme",
        {"Kế hoạch triển khai thi hành Luật Dữ liệu"},
        "a plan named by the act that it carries out",
    ),
    ("Đăng tin trên Cổng thông tin điện tử và bảng tin của xã.", "Platform", set(), "a portal of nobody named"),
    ("Nạo vét các Hệ thống thoát nước của phường.", "Platform", set(), "pipes and drains"),
    ("Người dân nộp tờ khai ở phường. Ảnh: VGP", "Platform", set(), "whose picture it is"),
    ("Bộ Y tế trình Đề án “Bệnh viện không giấy” trong năm nay.", "Programme", {"Đề án Bệnh viện không giấy"}, "a name in quotes"),
    (
        "Kế hoạch hoạt động năm 2026 của Ủy ban Quốc gia về chuyển đổi số đã ban hành.",
        "Programme",
        {"Kế hoạch hoạt động năm 2026 của Ủy ban Quốc gia về chuyển đổi số"},
        "a plan of a body",
    ),
    ("Chương trình làm việc buổi chiều và kế hoạch tổng thể.", "Programme", set(), "generic words"),
    ("Đề án này và chương trình trên đã xong.", "Programme", set(), "a reference back"),
    pytest.param(
        "Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai đoạn 2021 - 2025 đã hết.",
        "Programme",
        {"Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai đoạn 2021 - 2025"},
        "a national target programme",
        marks=known("'Chương trình mục tiêu quốc gia …' is not found"),
    ),
    ("Cơ sở dữ liệu quốc gia về đất đai đã chạy.", "Database", {"Cơ sở dữ liệu quốc gia về đất đai"}, "a national database"),
    ("CSDL quốc gia về dân cư đã chạy.", "Database", {"Cơ sở dữ liệu quốc gia về dân cư"}, "an abbreviation"),
    ("CSDLQG về dân cư và CSDL quốc gia về dân cư.", "Database", {"Cơ sở dữ liệu quốc gia về dân cư"}, "two abbreviations, one node"),
    ("Cơ sở dữ liệu quốc gia về dân\u00a0cư đã chạy.", "Database", {"Cơ sở dữ liệu quốc gia về dân cư"}, "a no-break space"),
    (
        "Cơ sở dữ liệu chuyên ngành về công chứng được lập.",
        "Database",
        {"Cơ sở dữ liệu chuyên ngành về công chứng"},
        "a new one, up to its verb",
    ),
    ("Các cơ sở dữ liệu quốc gia và cơ sở dữ liệu chuyên ngành đã kết nối.", "Database", set(), "classes of databases"),
    ("Cơ sở dữ liệu này được làm sạch, cơ sở dữ liệu phải đúng.", "Database", set(), "a reference back"),
    ("12 cơ sở dữ liệu đã chạy.", "Database", set(), "a count"),
    ("VNeID và Cổng Dịch vụ công quốc gia chạy tốt.", "Platform", {"VNeID", "Cổng Dịch vụ công quốc gia"}, "an app and a portal"),
    ("Trung tâm dữ liệu quốc gia đã mở.", "Platform", {"Trung tâm dữ liệu quốc gia"}, "the national data centre"),
    ("trung tâm dữ liệu quốc gia đã mở.", "Platform", {"Trung tâm dữ liệu quốc gia"}, "assets are written small too"),
    ("Nền tảng số được dùng nhiều, nền tảng số này tốt.", "Platform", set(), "generic words"),
    ("Xã hội số cần trung tâm dữ liệu lớn.", "Platform", set(), "a class of centres"),
    ("Luật Giao dịch điện tử và Luật Căn cước có hiệu lực.", "Document", {"20/2023/QH15", "26/2023/QH15"}, "laws by name"),
    ("Bộ luật Dân sự có hiệu lực.", "Document", {"91/2015/QH13"}, "a code"),
    ("Luật sư và luật pháp nói chung.", "Document", set(), "words with 'luật' in them"),
    (
        "Bộ Tư pháp xây dựng Nghị định quy định về dữ liệu mở của cơ quan nhà nước, trình Chính phủ.",
        "Document",
        {"Nghị định quy định về dữ liệu mở của cơ quan nhà nước"},
        "a decree to come has a name and no number",
    ),
]


@pytest.mark.parametrize(("text", "type_", "expected", "comment"), ASSETS, ids=names(ASSETS))
def test_assets(text: str, type_: str, expected: set[str], comment: str) -> None:
    """What a sentence names of one type; generic words name nothing."""
    facts = read(article(text))
    assert facts.names(type_) - {facts.own.name} == expected, comment


def test_law_of_the_day() -> None:
    """A law's name means the law of that name in force on the day of the text."""
    before, after = (
        read(article("Luật Giao dịch điện tử được nhắc tới.", day=day)).names("Document") for day in ("15/05/2022", "15/05/2025")
    )
    assert "51/2005/QH11" in before
    assert "20/2023/QH15" in after


def test_names_do_not_cross_lines() -> None:
    """The end of a paragraph ends a name."""
    facts = read(article("Bộ Y tế nói về Cơ sở dữ liệu quốc gia về\n\nbảo hiểm là chuyện khác."))
    assert "Cơ sở dữ liệu quốc gia về bảo hiểm" not in facts.names("Database")


def test_short_name_introduced_by_the_text() -> None:
    """'(sau đây gọi tắt là Kho số)': the later short name is the thing named before."""
    facts = read(article("Cơ sở dữ liệu quốc gia về bảo hiểm (sau đây gọi tắt là Kho số) đã chạy. Kho số được làm sạch."))
    (node,) = facts.of("Database")
    assert [m.quote for m in node.mentions] == ["Cơ sở dữ liệu quốc gia về bảo hiểm", "Kho số"]


def test_period_gives_the_days_of_a_programme() -> None:
    """'giai đoạn 2026 - 2030' dates the programme."""
    (node,) = read(article("Bộ Y tế trình Chiến lược dữ liệu y tế giai đoạn 2026 - 2030 trong tháng này.")).of("Programme")
    assert (node.get("starts_on"), node.get("ends_on"), node.get("kind")) == ("2026-01-01", "2030-12-31", "strategy")
