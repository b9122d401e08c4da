"""The words that tell a value apart: of goals and results, of what is measured, of numbers that count nothing."""

from __future__ import annotations

import re

from loaders.recognise.words import VERB

TARGET = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|tiến tới|đến (?:hết )?(?:năm|tháng|quý)|tới năm|bảo đảm|đảm bảo|tối thiểu|ít nhất|"
    r"phải đạt|cần đạt|tăng ít nhất|thuộc nhóm|hướng tới|trước năm|sẽ|dự kiến|mốc cần tới|đạt mức|đạt ở mức|"
    r"xếp hạng|không quá)(?!\w)"
)
REPORT = re.compile(
    r"(?<!\w)(?:đã|đến nay|tính đến|hiện nay|hiện có|hiện|ước đạt|ước|có|cả nước có|đạt được|toàn quốc có|"
    r"trong năm 20\d\d, |năm 20\d\d, |lũy kế|vượt|tăng trưởng|giảm xuống|được tích hợp|được kết nối|được cấp|là|"
    r"cao hơn|so với|cấp|tiếp nhận|kích hoạt|đạt|chiếm|mới ở mức|chỉ)(?!\w)"
)
PAST = re.compile(
    r"(?<!\w)(?:đã|đến nay|tính đến|hiện nay|hiện có|ước đạt|lũy kế|cả nước có|toàn quốc có|vượt|được hoàn thành|"
    r"so với (?:cùng kỳ|mục tiêu|năm|mức))(?!\w)"
)
STRONG_PAST = re.compile(r"(?<!\w)(?:đến nay|tính đến|hiện nay|hiện có|ước đạt|lũy kế|năm qua)(?!\w)")
# The head words of what is measured: the indicator begins with them.
HEADED = re.compile(
    r"(?<!\w)(?:tỷ lệ|tỉ lệ|tổng số|số lượng|tỷ trọng|mức độ|thời gian|doanh thu|số (?=thẻ|tài khoản|hồ sơ|lượt|"
    r"dịch vụ|doanh nghiệp)|chỉ số|(?<=, )còn khối|khối (?=bộ|tỉnh))"
)
COMPARED = re.compile(r"(?:so với|cùng kỳ|từ|của|sau)\s*$")
LARGE = 1000
NEGATED = re.compile(
    r"(?<!\w)(?:chưa|không|thiếu|còn)(?:\s+\w+){0,2}\s*$|^\s*(?:[\w,]+\s+){0,5}?(?:chưa|còn chậm|không có|không thực hiện)(?!\w)"
)
# Numbers that count meetings, years of age, articles and the like are no values.
NO_VALUE = re.compile(
    r"(?:lần thứ|phiên|thứ|điều|khoản|điểm|mục|phụ lục|trang|(?<!tổng )số|bảng|từ|giai đoạn|quý|khóa|cấp độ|mức độ|phiên bản|"
    r"nhiệm kỳ|tập|chương|phần)\s*$"
)
NO_UNIT = re.compile(
    r"\s*(?:tháng|năm|tuổi|trở lên|giờ|ngày|phiên|hội nghị|cuộc|đợt|buổi|nhóm|trụ cột|tăng cường|đẩy mạnh|rõ|không|"
    r"nội dung|vấn đề|câu|phần|mục|điểm|khoản)(?!\w)"
)
EXAMPLES = re.compile(r"(?:(?:với|từ|thay vì|hơn) mức|thay vì|từ)\s*$|(?:cao hơn|thấp hơn|vượt|chênh|nhích|tăng thêm)[^,;]{0,40}$")
MISPRINT = re.compile(r"(?:đọc là|in là|viết là|sửa thành|sửa lại là)(?!\w)")
LEADING = re.compile(
    r"^(?:(?:phấn đấu|mục tiêu|đến hết|đến|tới|hết|trong|năm|tháng|quý|bảo đảm|đảm bảo|có|đã|đạt|là|tỷ lệ|tỉ lệ|và|"
    r"với|trên|ước|khoảng|tại|được|cũng|hiện|nay|hiện nay|đến nay|tính đến|ngoài ra|đồng thời|bên cạnh đó|trong đó|"
    r"cả nước|toàn quốc|tổng số|số lượng|số|tối thiểu|ít nhất|phải|cần|theo đó|như|khi|các|thì|mới|tích hợp|cấp|"
    r"kích hoạt|tiếp nhận|hơn|gần|:|,|-|\d{4}|\d{1,2}/\d{4})(?!\w)[\s,:]*)+"
)
TRAILING = re.compile(
    r"(?:[\s,:;.]*(?:(?<!\w)(?:đạt|là|có|được|ước đạt|ước|giảm xuống|tăng lên|tăng|giảm|đến|xuống|lên|chiếm|với|hiện nay|hiện|"
    r"đã|khoảng|hơn|trên|dưới|gần|ở|mức|tối thiểu|ít nhất|thấp hơn|cao hơn|lên tới|còn|phải|cần|và|của|cho|đạt ở|"
    r"xấp xỉ|sẽ|phấn đấu)|\())+$"
)
# 'bộ, ngành, địa phương' and 'cán bộ, công chức, viên chức' are said as one.
LIST_END = r",(?! (?:ngành|địa phương|công chức|viên chức)(?!\w))"
AFTER_END = re.compile(
    rf"[;:.()]|{LIST_END}|"
    r"\s(?:phục vụ|nhằm|để|theo|tại|với|trong đó|bảo đảm|đảm bảo|góp phần|qua|so với|gấp|tăng|vượt|"
    r"cao hơn|vào|trước|từ|đến|trên tổng số|trên cổng|cho công dân|cho người dân|khi|do|"
    r"và\s+(?:\d|phấn đấu|tiến tới|hướng tới)|hoàn thành)(?!\w)"
)
# 'Kế hoạch cũng đề ra các mục tiêu cụ thể …': what follows are goals.
SETS_GOALS = re.compile(r"(?<!\w)(?:đặt|đề|nêu)\s+(?:ra\s+)?(?:các\s+|những\s+|nhiều\s+)?(?:mục tiêu|chỉ tiêu)(?!\w)")
GOES_ON = re.compile(
    r"(?:đồng thời|theo đó|bên cạnh đó|ngoài ra|cùng với đó|trong đó|cụ thể)(?!\w)|(?:trên |ít nhất |tối thiểu |khoảng )?\d[\d.,]*\s?%"
)
WILL = re.compile(r"(?<!\w)sẽ(?!\w)")
ASKED = re.compile(r"(?<!\w)(?:yêu cầu|đề nghị|cần phải)(?!\w)(?:(?!\s(?:hiện|còn|đang)\s)[^;.])*$")
NEAR = 70  # characters
LEADS_ON = re.compile(r"[;.(:\d,]|\svà\s|(?<!\w)(?:so với|từ|tăng|giảm)(?!\w)")
VERB_BEFORE = re.compile(rf"(?<!đã )(?<!\w)(?:{VERB.pattern})$")
MONEY = frozenset({"đồng", "vnd", "usd", "đồng/năm"})
# Prices, fees, fines and allowances are rates, no results and no goals.
RATE = re.compile(
    r"(?<!\w)(?:mức (?:chi|thu|phạt|phí|giá|hỗ trợ|đóng|lương)|phạt|(?<!kinh )phí|trợ cấp|phụ cấp|giá vé|thù lao)(?!\w)[^;.]*$"
)
# 'Sau năm 2030, …', 'Đến năm 2030, …': what the sentence tells is to come, where that year is.
TO_COME = re.compile(r"(?:(?:kể từ |từ )?sau|đến(?: hết| cuối)?|tới) năm 20\d\d(?!\w)")
AFTER_YEAR = re.compile(r"(?:kể từ |từ )?sau năm 20\d\d(?!\w)")
# 'Đến hết 24/5, …': what the sentence tells is done, where that day is past.
UP_TO = re.compile(r"(?:tính )?đến (?:hết )?(?:ngày )?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?")
OPENS_SHARE = re.compile(r"(?:trên |ít nhất |tối thiểu |khoảng )?\d[\d.,]*\s?%")
GOALS_HEADING = re.compile(r"(?:các |một số )?(?:mục tiêu|chỉ tiêu)(?!\w)")
# '90% đạt cấp độ 5': a share of what the value before it is a share of.
ELLIPTIC = re.compile(r"(?:đạt|có|được|sử dụng|dùng)(?!\w)")
SUBJECT_END = re.compile(r"\s(?:đạt|có|được|sử dụng|dùng|đã|sẽ|phải)(?!\w)")
# '9 bộ có tỷ lệ phê duyệt thấp hơn 10%': the share sets apart those counted.
THRESHOLD = re.compile(r"\d\s+[^\d;.]{2,60}?\scó (?:tỷ lệ|tỉ lệ|mức)(?!\w)[^\d;.]*$")
# '70% tổng số hồ sơ của 2 địa phương' says whose, not how many.
OWNERS = re.compile(r"%[^,;.\d]*\scủa\s*$")
# 'chia sẻ thông tin cho 11 bộ', 'nhân rộng tại 45 chợ': whom something reaches is a result.
OWED = re.compile(r"(?<!\w)(?:phải|cần|sẽ|yêu cầu|đề nghị|giao)(?!\w)")
REACHES = re.compile(
    r"(?<!\w)(?:tích hợp|đồng bộ|chia sẻ|kết nối|liên thông|cung cấp|nhân rộng|phủ sóng|áp dụng)(?!\w)"
    r"[^;.:]*\s(?:cho|với|tại|tới)\s+\d[^;.:]*$"
)
# 'xã, phường (đạt trên 99%)': the share of what was counted right before.
IN_BRACKETS = re.compile(r"\s*\((?:(?:đạt|chiếm|bằng|tương đương|tỷ lệ|tỉ lệ|khoảng)\s+)*$")
# '22/22 bộ, ngành và 63/63 địa phương đã xây dựng …': what all those counted have done.
HAS_DONE = re.compile(r"\sđã\s[^;:.()]*")
# 'tỉnh phấn đấu kinh tế số': who strives is not what is measured.
STRIVES = re.compile(r"^.*(?<!\w)phấn đấu\s+")
# Words that name nothing that is measured.
FILLERS = frozenset(
    ("tỷ", "tỉ", "lệ", "trọng", "mục", "chỉ", "tiêu", "hướng", "tới", "phấn", "đấu", "đạt", "chiếm", "sẽ", "được", "là", "mức", "đặt", "ra")
)
