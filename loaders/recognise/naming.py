"""Where the name of a thing ends: at words that tell what it is for, where it stands or what is done with it."""

from __future__ import annotations

import re

from loaders.recognise.words import ADVERBS, NOUNS, TASK_VERBS, VERB, alternation, pair_end

# Words at which a name ends: what follows tells what the thing is for, where it stands or what is done with it.
_STOP_WORDS = (
    "phục vụ", "để", "với", "theo", "trong đó", "trong", "tại", "trên", "vào", "từ", "đến khi", "bảo đảm", "đảm bảo", "nhằm", "do", "đã",
    "đang", "sẽ", "được", "là", "cho", "mà", "khi", "thì", "này", "nêu", "gắn với", "qua", "thông qua", "trước", "sau", "đưa", "ban hành",
    "phê duyệt", "hoàn thành", "xong", "chậm nhất", "đúng", "hiện hành", "như", "của", "gồm", "bao gồm", "thuộc", "cũng", "cần", "phải",
    "bị", "làm ảnh hưởng", "đối với", "cao hơn", "thấp hơn", "hết hiệu lực", "kể từ", "hoặc", "không", "chưa", "giữa",
    "nhất là", "đến", "còn", "ngày càng", "thường xuyên", "đồng bộ", "thực hiện",
    "hoạt động ổn định", "hoạt động hiệu quả", "đồng thời", "góp phần", "hướng tới", "một cách", "cùng",
)  # fmt: skip
_STOPS = rf"\s(?:dùng(?!\s+chung)|có(?!\s+công(?!\w))|(?<!văn )bằng|{alternation(_STOP_WORDS)})(?!\w)"
# A verb ends a name where it has an object of its own; 'hạ tầng xây dựng,' keeps it.
_STOP = re.compile(
    rf"\.(?!\d)|[,;:()\[\]\"“”\n|/…]|{_STOPS}|"
    rf"(?<!dữ liệu)(?<!công)(?<!chương)(?<!quy)(?<!lộ)(?<!tiến)(?<!quá)(?<!giáo)\s"
    rf"(?!(?:{NOUNS})(?!\w))(?:{alternation(TASK_VERBS)})(?!\w)(?!\s*(?:[,;:.()]|$)|{_STOPS})"
)
_AND = re.compile(
    rf"\s(?:và|hoặc)\s+(?:các\s|{alternation(TASK_VERBS)}|cơ sở dữ liệu|csdl|nền tảng|hệ thống|cổng|trung tâm|kho|"
    rf"đề án|chương trình|bộ\s|ngân hàng)"
)
LONGEST = 14  # words in a name
# First words that cannot begin the name of a database without 'về'.
NO_NAME = re.compile(
    r"(?:đến|hiệu quả|ổn định|còn|chậm|ngày càng|nếu|khi|đồng bộ|thông suốt|hoạt động|mới|cũ|đó|trên|dưới)(?!\w)|"
    rf"(?:quản lý(?=\s+(?:bởi|của|tại)\s)|{alternation(ADVERBS)}|lên|vào|ra|xuống|dưới|chứa|lưu|hoạt động|tối thiểu|"
    rf"tối đa|liên thông|đầu|gốc|chính|"
    rf"thường|thông tin(?=\s*(?:[,;:.()]|$)))(?!\w)"
)
_ABOUT = re.compile(r"\s?về\s+")
PLURAL = re.compile(r"(?:các|những|nhiều|một số|mỗi|từng|\d[\d.]*|hệ thống các)\s+$")
# A system is named by what it does: these verbs open its name where they would end another.
PURPOSE_VERBS = re.compile(
    r"(?:\s*(?:,|và)?\s*(?:quản lý|giám sát|theo dõi|điều phối|xử lý|giải quyết|đánh giá|điều hành|tiếp nhận|đăng ký|"
    r"tra cứu|giám định|cảnh báo|hỗ trợ|báo cáo|định danh|xác thực|điều tra|thống kê|cấp|cung cấp)(?!\w))+(?=\s+\w)"
)


def name_end(form: str, start: int, end: int) -> int:
    """Where a name that begins at `start` ends: at a stop word, a verb, punctuation, or after so many words."""
    stop = _STOP.search(form, start - 1, end)  # the space before the first word lets that word be a stop
    while stop and (paired := pair_end(form, start, stop.start(), end)):
        stop = _STOP.search(form, paired, end)
    until = max(start, stop.start()) if stop else end
    joined = _AND.search(form, start, until)
    if joined:
        until = joined.start()
    words = list(re.finditer(r"\S+", form[start:until]))
    if len(words) > LONGEST:
        until = start + words[LONGEST - 1].end()
    return start + len(re.sub(r"(?:\s+(?:và|hoặc|với|các|của))+$", "", form[start:until].rstrip(" -'")))


def after_about(form: str, position: int, end: int) -> int:
    """Where what a thing is about may first end: after 'về' a verb is a notion ('Cổng … về bảo vệ dữ liệu cá nhân')."""
    about = _ABOUT.match(form, position, end)
    if about is None:
        return position
    verb = VERB.match(form, about.end(), end)
    return verb.end() + 1 if verb and form[verb.end() : verb.end() + 1] == " " else about.end()
