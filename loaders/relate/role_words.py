"""What the words around a body say of its role: titles, orders, duties, partners, introductions. All in match form."""

from __future__ import annotations

import re

from loaders.recognise.heads import Headed
from loaders.recognise.words import VERB

TITLES = (
    r"(?:các\s+)?(?:đồng chí\s+)?(?:bộ trưởng(?:\s+các)?|thứ trưởng|chủ tịch|phó chủ tịch|giám đốc|tổng giám đốc|"
    r"thủ trưởng|thống đốc|tổng thanh tra|chủ nhiệm|trưởng ban|"
    r"tổ đảng ở(?:\s+thường trực)?|thường trực|viện trưởng|chánh án|cục trưởng|vụ trưởng|"
    r"bí thư|lãnh đạo|người đứng đầu|tổng kiểm toán|tổng biên tập|tư lệnh)\s+(?=\S)"
)
TITLE = re.compile(TITLES)
LINK = re.compile(r"\s*(?:,\s*(?:và\s+)?(?:cùng\s+)?|\s+và\s+|\s+với\s+|/|\s*-\s*)\s*")
RELATED = re.compile(
    r"\s*(?:,|và)?\s*(?:(?:các\s+)?(?:bộ|ngành|cơ quan|tổ chức|đơn vị|địa phương|doanh nghiệp|cá nhân|cấp ủy|"
    r"chính quyền|hiệp hội|chuyên gia|sở)(?:,|\s+và|\s)*\s*)*(?:có\s+)?liên quan(?!\w)(?:\s+(?:để|trong việc|"
    r"trong))?"
)
ORDER = re.compile(
    r"(?:(?P<by>[^,;:.]{0,80}?)\s+)??(?<!\w)(?P<cue>yêu cầu|giao(?! dịch| ban| thông| lưu| diện| tiếp| nhận| nộp)|"
    r"đề nghị|(?<!ban )(?<!sự )(?<!tác )chỉ đạo|phân công|nhắc(?! lại)|lưu ý|thống nhất giao|đồng ý giao|ủy quyền|"
    r"kính đề nghị)"
    r"(?:\s+(?:nhiệm vụ\s+)?(?:cho|đối với))?[\s:,]+(?=\S)"
)
CUE = Headed(
    r"(?<!\w)(?:yêu cầu|giao(?! dịch| ban| thông| lưu| diện| tiếp| nhận| nộp)|đề nghị|"
    r"(?<!ban )(?<!sự )(?<!tác )chỉ đạo|phân công)(?:\s+(?:cho|đối với))?[\s:]+(?=\S)",
    ("yêu cầu", "giao", "đề nghị", "chỉ đạo", "phân công"),
)
PAST_BEFORE = re.compile(r"(?<!\w)đã\s*$")
TOWARDS = re.compile(r"(?:đối với|về phía|phía|với|riêng(?:\s+đối với)?)\s+")
LEADS = re.compile(
    r"\s*(?:là\s+(?:cơ quan|đơn vị)\s+(?:thường trực|chủ trì|đầu mối)[^,;:.]*?,?\s*)?(?:chịu\s+trách nhiệm\s+|"
    r"có\s+trách nhiệm\s+|được giao\s+|làm\s+)?(?P<lead>chủ trì|đầu mối|làm đầu mối)(?!\w)(?:\s*,)?(?:\s+và)?\s*"
)
WITH = re.compile(
    r"\s*,?\s*(?:chủ động\s+|chặt chẽ\s+)?(?:(?:phối hợp|cùng phối hợp)(?:\s+chặt chẽ)?(?:\s+(?:với|cùng))?|cùng(?:\s+với)?)\s+"
)
ALONGSIDE = re.compile(r"\s*(?:cùng\s+)?với\s+")
# 'Nhiệm vụ lập kho dữ liệu … được giao cho Cục X cùng Công ty Y'
PASSIVE = re.compile(
    r"(?:nhiệm vụ|việc|công việc)\s+(?P<work>[^\W\d][^;.]{8,220}?)\s+(?:được\s+|đã được\s+)?(?:giao|phân công|"
    r"giao nhiệm vụ)\s+(?:cho\s+)?(?=\S)"
)
DUTY = re.compile(
    r"\s*(?:thì\s+)?(?:cũng\s+)?(?:có trách nhiệm|chịu trách nhiệm|được giao(?:\s+nhiệm vụ)?|có nhiệm vụ|"
    r"được phân công|được yêu cầu|được đề nghị|cam kết(?:\s+sẽ)?|phải|được\s+[^,;.]{3,60}?\s(?:giao(?:\s+nhiệm vụ)?|"
    r"phân công))(?!\w)\s*:?\s*"
)
# 'Các cơ quan được phân công chủ trì nhiệm vụ theo Kế hoạch này có trách nhiệm …'
WHO_ARE = re.compile(r"\s*(?:được (?:phân công|giao)|có)\s[^;.]{5,120}?\s(?=có trách nhiệm(?!\w)|chịu trách nhiệm(?!\w))")
DUTIES_OF = re.compile(r"(?:trách nhiệm|nhiệm vụ)(?:\s+(?:thi hành|tổ chức thực hiện|cụ thể|chính))?\s+của\s+(?:các đơn vị thuộc\s+)?")
TOGETHER = re.compile(r"(?:phối hợp|cùng)(?:\s+chặt chẽ)?(?:\s+(?:với|cùng))?\s+")
# 'phối hợp với Bộ X, doanh nghiệp đồng hành để xây dựng …': partners that are no bodies, up to the work
TO_WORK = re.compile(rf"[^;.]{{1,45}}?\s(?:để|trong việc|nhằm)\s+(?={VERB.pattern})")
# 'Đối với kinh phí, kết luận nêu rõ: Bộ X …', 'Thứ trưởng phân công: …'
SAID = re.compile(
    r"[^;.:]{0,140}?(?:nêu rõ|yêu cầu|chỉ rõ|chỉ đạo|lưu ý|đề nghị|kết luận|phân công|quán triệt|giao nhiệm vụ|"
    r"giao)(?:\s+(?:cụ thể|như sau|rõ))*(?:\s+(?:của|tại)\s[^;.:]{3,90})?\s*:\s+(?=\S)"
)
OF_BODY = re.compile(r"\s+(?:của|thuộc|-)\s+")
# 'từ 15/4 thu hồi …', 'trong quý II phải ký …': a date between the subject and its verb
# 'Cục X, Bộ Y có trách nhiệm': the ministry tells whose unit it is.
UNIT = re.compile(r"(?:cục|vụ|viện|trung tâm|tổng cục|thanh tra|văn phòng)\s")
APPOSED = re.compile(r",\s+(?=bộ\s[^;.]{3,60}?\s(?:có trách nhiệm|chịu trách nhiệm|chủ trì|là\s))")
DATED = re.compile(
    r"\s*,?\s*(?:ngay\s+)?(?:từ|trước|đến|trong|vào|chậm nhất)\s+(?:ngày\s+|tháng\s+|quý\s+|năm\s+)?(?:[\d/\-]+|[ivx]{1,4}(?!\w))"
    r"(?:\s+(?:tháng|năm)\s+\d+)*(?:\s+này)?\s*,?\s+(?=[^\W\d])"
)
NOT_YET_THEN = re.compile(r"\s+chưa\s[^,;]{5,140}?\s+thì\s+(?:phải\s+)?")
NOT_YET = re.compile(r"\s+(?:chưa|còn chưa|còn|đang)(?!\w)")
# Any verb will do after a named body; these words begin something else.
OPEN_VERB = re.compile(
    r"(?!(?:là|của|được|bị|có|không|chưa|và|với|tại|ở|về|các|những|việc|kinh phí|trường hợp|nếu|khi|để|theo|trong|"
    r"đây|do|cơ quan|đơn vị|thành viên|điện|kính|các đồng chí|lưu|như|từ|trên|dựa|sau|trước|tính|thời gian|sản phẩm|"
    r"xin|trân trọng|thông báo để)(?!\w))[^\W\d_]+(?!\w)\s+\S"
)
JOIN_VERB = re.compile(r"\s*(?:,|để|trong(?:\s+việc)?|việc|:|về|thì|và)\s+|\s*:\s*")
PAST = re.compile(
    r"\s*(?:,\s*)?(?:đã|đang|vừa|từng|mới|hiện|luôn|có(?! trách nhiệm| nhiệm vụ| văn bản| kế hoạch| giải pháp|"
    r" phương án)|không|chưa|còn|vẫn|được(?!\s+(?:[^,;.]{3,60}?\s)?(?:giao|phân công|yêu cầu|đề nghị)(?!\w))|bị|cho biết|cho hay|cho rằng|"
    r"khẳng định|nhấn mạnh|nhận định|báo cáo kết quả|là(?!\s+(?:(?:cơ quan|đơn vị)\s+(?:thường trực|chủ trì|"
    r"đầu mối)|đầu mối)))(?!\w)"
)
STANDING = re.compile(r"\s*là\s+(?:cơ quan|đơn vị)\s+(?:thường trực|chủ trì|đầu mối)[^,;:.]*,\s*")
FILLER = re.compile(
    r"\s*(?:căn cứ|theo|trên cơ sở)\s[^,;.]{3,40}\snày\s+(?=[^\W\d])|"
    r"\s*(?:,\s*)?(?:trong thời gian tới|thời gian tới|trong (?:tháng|quý|năm)[^,;]{0,25}|trước ngày[^,;]{0,35}|"
    r"theo [^,;]{3,60}|căn cứ[^,;]{0,120}|trên cơ sở[^,;]{0,140})\s*,\s*"
)
# What a body acts on, said without commas between it and its verb: up to the body or document named.
BASIS = re.compile(r"\s*(?:căn cứ|theo|trên cơ sở)\s+")
BASIS_OF = re.compile(
    r"(?:các\s+)?(?:hướng dẫn|quy định|yêu cầu|chỉ đạo|đề nghị|kế hoạch|nội dung|nhiệm vụ|phân công)[^,;.]{0,30}?(?:của|tại)"
)
LABEL = re.compile(r"(?:nhiệm vụ|nội dung|công việc)(?:\s+(?:thực hiện|cụ thể))?\s*:\s*")
LEAD_IN = re.compile(
    r"(?:đồng thời|cùng với đó|bên cạnh đó|ngoài ra|theo đó|trước mắt|mặt khác|trên cơ sở đó|song song(?: với)? đó|"
    r"trong đó|tiếp đó|sau đó|cụ thể|về [^,;:.]{3,60}|"
    r"trong [^,;:.]{3,60}|từ nay[^,;:.]{0,40}|đến [^,;:.]{3,40}|năm 20\d\d|để [^,;:.]{3,160}|nhằm [^,;:.]{3,160}|"
    r"thực hiện [^,;:.]{3,160}|căn cứ [^;:.]{3,200}?(?=\s+để\s)|căn cứ [^,;:.]{3,200}|trên cơ sở [^,;:.]{3,200}|"
    r"(?:sau khi|khi) [^,;:.]{3,60}(?= thì\s)|sau khi [^,;:.]{3,120}|tại [^,;:.]{3,60}|"
    r"theo [^,;:.]{3,80})(?:\s*[,:]\s*|\s+(?:thì|để)\s+)"
)
NO_WORK = re.compile(r"\s*(?:được|của|là|các nội dung sau)(?!\w)")
# 'bảo đảm thống nhất, đồng bộ và chính xác' tells how it is to be, and asks for no work.
STATE = re.compile(r"(?:(?<=bảo đảm )|(?<=đảm bảo ))(?:thống nhất|đồng bộ|công khai|liên thông|thông suốt)\s*(?:[,;.]|và\s|$)")
