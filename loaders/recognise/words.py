"""Closed word lists of the grammars, in match form, with what each is for."""

from __future__ import annotations

import re

# Verbs with which an obligation begins: the doing of work that ends in something.
TASK_VERBS = (
    "xây dựng", "hoàn thiện", "hoàn thành", "ban hành", "trình", "tham mưu", "rà soát", "tổng rà soát", "sửa đổi", "bổ sung", "nghiên cứu",
    "đề xuất", "triển khai", "tổ chức", "báo cáo", "kết nối", "tích hợp", "chia sẻ", "đồng bộ", "liên thông", "chuẩn hóa", "số hóa",
    "làm sạch", "cập nhật", "công bố", "công khai", "cung cấp", "đưa", "nâng cấp", "mở rộng", "phát triển", "thiết lập", "hình thành",
    "thành lập", "kiện toàn", "đánh giá", "kiểm tra", "giám sát", "theo dõi", "đôn đốc", "tổng hợp", "hướng dẫn", "bố trí", "cân đối",
    "phân bổ", "đầu tư", "đào tạo", "bồi dưỡng", "tập huấn", "tuyên truyền", "phối hợp", "chủ trì", "thực hiện", "xử lý", "giải quyết",
    "khắc phục", "tháo gỡ", "bảo đảm", "đảm bảo", "duy trì", "vận hành", "khai thác", "thống nhất", "xác định", "lập", "phê duyệt",
    "thẩm định", "quy định", "cấp", "chuyển đổi", "chuyển", "tái cấu trúc", "cắt giảm", "đơn giản hóa", "tạo lập", "thu thập", "quản lý",
    "quản trị", "ứng dụng", "thí điểm", "nhân rộng", "sơ kết", "tổng kết", "gửi", "đăng ký", "lựa chọn", "cụ thể hóa", "chỉ đạo",
    "phân công", "giao", "quán triệt", "phổ biến", "khảo sát", "đo lường", "thống kê", "kiểm soát", "đối soát", "xác thực", "cải tiến",
    "cải thiện", "mua sắm", "thuê", "lắp đặt", "đấu thầu", "phủ sóng", "phổ cập", "giao ban", "tái sử dụng", "nạp", "khai trương", "ra mắt",
    "mở", "thu hút", "huy động", "tiếp nhận", "bàn giao", "hợp tác", "liên kết", "xem xét", "quyết định", "soạn thảo", "biên soạn",
    "thay thế", "bãi bỏ", "gắn", "trang bị", "sắp xếp", "chuẩn bị", "nắm bắt", "phân cấp", "thông tin", "dùng", "sử dụng", "chi trả", "bỏ",
    "chấm dứt", "rút ngắn", "kéo dài", "tích lũy", "lồng ghép", "thiết kế", "kết thúc", "khởi công", "chấm điểm", "đặt", "tạo", "đón",
    "hỗ trợ", "ký", "tiếp tục", "cho phép", "thử nghiệm", "kiểm thử", "chạy thử", "diễn tập", "ứng cứu", "phát động", "nghiệm thu",
    "tính toán", "dự báo", "cảnh báo", "giảng dạy", "biên tập", "phát hành", "chuyển giao", "soạn", "lắp", "rà", "chốt", "thu hồi",
    "chấn chỉnh", "xóa", "kích hoạt", "thu nhận", "thanh tra", "đối chiếu", "cử", "gom", "ngăn chặn", "bảo vệ", "áp dụng", "khôi phục",
    "thẩm tra", "giảm", "cài đặt", "đặt hàng", "cấp phép", "điều chỉnh", "hoàn tất", "sửa", "làm rõ", "làm tốt", "bảo trì", "đẩy nhanh",
)  # fmt: skip
# Verbs of mere encouragement: a task only with a named lead, a deadline or a product.
EXHORTING = (
    "tăng cường", "đẩy mạnh", "nâng cao", "quan tâm", "chú trọng", "huy động", "ưu tiên", "phát huy", "quán triệt", "thúc đẩy", "coi trọng",
    "đổi mới", "khuyến khích", "tạo điều kiện", "tập trung", "quyết liệt", "gương mẫu", "bám sát", "chủ động", "nêu cao", "đề cao",
    "siết chặt", "tạo đột phá", "phấn đấu", "bảo đảm", "đảm bảo", "khơi dậy", "lan tỏa", "đồng hành", "chung tay", "thấm nhuần",
    "quyết tâm", "nỗ lực",
)  # fmt: skip
# Words that may stand between a subject and its verb, or before the verb of an order.
ADVERBS = (
    "khẩn trương", "khẩn thương", "sớm", "tiếp tục", "tập trung", "chủ động", "chỉ", "kịp thời", "nhanh chóng", "thường xuyên", "định kỳ",
    "quyết liệt", "nghiêm túc", "đồng thời", "cùng với đó", "bên cạnh đó", "ngoài ra", "trước mắt", "trong đó", "cũng", "cần", "phải", "sẽ",
    "hãy", "tích cực", "trực tiếp", "ngay", "đẩy nhanh", "phấn đấu", "bảo đảm", "theo đó", "mặt khác", "song song", "tăng tốc", "dứt điểm",
    "đẩy nhanh tiến độ", "ưu tiên", "căn cứ chức năng, nhiệm vụ được giao", "theo chức năng, nhiệm vụ được giao",
    "theo chức năng, nhiệm vụ", "theo thẩm quyền", "phải", "trước hết", "nhất là", "hằng năm", "hằng quý", "hằng tháng", "hàng năm",
    "hàng quý", "hàng tháng", "đẩy mạnh", "tổ chức", "chỉ đạo", "có trách nhiệm", "chịu trách nhiệm", "được giao", "có nhiệm vụ", "nghiêm",
)  # fmt: skip

# Fixed pairs of the administrative language, told in one breath: their comma belongs to the name that holds them.
PAIRED = (
    "văn bằng, chứng chỉ", "giấy phép, chứng chỉ", "cán bộ, công chức, viên chức", "cán bộ, công chức", "công chức, viên chức",
    "phí, lệ phí", "thuế, phí và lệ phí", "thuế, phí, lệ phí", "khoa học, công nghệ", "công nghệ, đổi mới sáng tạo",
    "định danh, xác thực", "định danh và xác thực", "giám sát, đánh giá", "giám sát, điều hành", "giám sát, quản lý", "chỉ đạo, điều hành",
    "quản lý, điều hành", "quản lý, giám sát", "quản lý, sử dụng", "quản lý, khai thác", "quản lý, theo dõi", "quản lý, vận hành",
    "theo dõi, giám sát", "theo dõi, đánh giá", "theo dõi, đôn đốc", "theo dõi, quản lý", "kiểm tra, giám sát", "kiểm tra, đánh giá",
    "thanh tra, kiểm tra", "tiếp nhận, giải quyết", "tiếp nhận, xử lý", "tiếp nhận, trả lời", "phản ánh, kiến nghị", "tổ chức, cá nhân",
    "cá nhân, tổ chức", "bản án, quyết định", "khám bệnh, chữa bệnh", "khám, chữa bệnh", "phòng, chống", "phòng cháy, chữa cháy",
    "học sinh, sinh viên", "khiếu nại, tố cáo", "thi đua, khen thưởng", "tài sản, thu nhập", "xuất cảnh, nhập cảnh",
    "xuất nhập cảnh, quá cảnh", "xuất khẩu, nhập khẩu", "thuế xuất khẩu, thuế nhập khẩu", "tích hợp, chia sẻ", "kết nối, chia sẻ",
    "kết nối, liên thông", "thông tin, báo cáo", "biển, hải đảo", "thể dục, thể thao", "văn hóa, thể thao", "bưu chính, viễn thông",
    "sản phẩm, hàng hóa", "sản phẩm, dịch vụ", "người dân, doanh nghiệp", "hợp tác xã, doanh nghiệp", "di vật, cổ vật", "tu bổ, phục hồi",
    "quy hoạch, xây dựng", "lưu trữ, khai thác", "thu thập, tổng hợp", "thu thập, lưu trữ", "tổng hợp, phân tích", "phân tích, dự báo",
    "giám sát, cảnh báo", "cảnh báo, giám sát", "cảnh báo, dự báo", "dự báo, cảnh báo", "ứng phó, khắc phục", "điều tra, truy tố",
    "vùng trồng, cơ sở đóng gói", "hóa đơn, chứng từ", "nhà ở, thị trường", "trợ giúp xã hội, giảm nghèo", "lao động, việc làm",
    "ngư dân, tàu cá", "cơ chế, chính sách", "chức năng, nhiệm vụ", "kinh tế, xã hội", "quốc phòng, an ninh", "an ninh, trật tự",
    "an ninh, an toàn", "an toàn, an ninh", "trật tự, an toàn", "sản xuất, kinh doanh", "đầu tư, kinh doanh", "chính trị, xã hội",
    "khoa học, công nghệ và đổi mới sáng tạo",
)  # fmt: skip


def alternation(words: tuple[str, ...]) -> str:
    """The words as one pattern, longest first."""
    return "|".join(sorted((re.escape(w).replace(r"\ ", r"\s+") for w in set(words)), key=len, reverse=True))


_PAIRED = re.compile(rf"(?<!\w)(?:{alternation(PAIRED)})(?!\w)")


def pair_end(form: str, start: int, position: int, end: int) -> int | None:
    """Where the fixed pair ends that `position` lies in, if it lies in one between `start` and `end`."""
    found = (m.end() for m in _PAIRED.finditer(form, max(start, position - 40), min(end, position + 40)) if m.start() <= position < m.end())
    return next(found, None)


# Words that only look like verbs of work: parts of nouns.
NOUNS = (
    r"chuyển đổi số|trình (?:tự|độ|bày|diễn)|cấp (?:ủy|xã|tỉnh|bộ|độ|trên|dưới|có|huyện|cơ sở|trung ương)|"
    r"giao (?:thông|dịch|diện|lưu|tiếp)|thông tin (?:và|truyền|mạng|số|điện)|"
    r"quy định (?:của|tại|này|hiện hành|pháp luật)|thuê bao|quản lý nhà nước|báo cáo viên|lập trình|bộ |mở đầu"
)
VERB = re.compile(rf"(?!(?:{NOUNS})(?!\w))(?:{alternation(TASK_VERBS + EXHORTING)})(?!\w)")
EXHORTING_VERB = re.compile(rf"(?:{alternation(EXHORTING)})(?!\w)")
ADVERB = re.compile(rf"(?:(?:{alternation(ADVERBS)})(?!\w)[\s,:]*)+")
