"""Names of programmes, databases, platforms and decrees that no registry knows: a head word and the name it opens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.ids import named
from graph.text import fold, squash
from loaders.recognise.spans import Mention
from loaders.recognise.words import ADVERBS, NOUNS, TASK_VERBS, VERB, alternation, pair_end

# Words at which a name ends: what follows tells what the thing is for, where it stands or what is done with it.
_STOP_WORDS = (
    "phục vụ", "để", "với", "theo", "trong đó", "trong", "tại", "trên", "vào", "từ", "đến khi", "bảo đảm", "đảm bảo", "nhằm", "do", "đã",
    "đang", "sẽ", "được", "là", "cho", "mà", "khi", "thì", "này", "nêu", "gắn với", "qua", "thông qua", "trước", "sau", "đưa", "ban hành",
    "phê duyệt", "hoàn thành", "xong", "chậm nhất", "đúng", "hiện hành", "như", "của", "gồm", "bao gồm", "thuộc", "cũng", "cần", "phải",
    "hết hiệu lực", "kể từ", "hoặc", "không", "chưa", "giữa", "nhất là", "đến", "còn", "ngày càng", "thường xuyên", "đồng bộ", "thực hiện",
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
_LONGEST = 14  # words in a name

_DATABASE = re.compile(r"(?<!\w)(?:hệ thống )?(?P<head>cơ sở dữ liệu|csdl|kho dữ liệu)(?!\w)")
_DATABASE_KIND = re.compile(r"\s+(?:quốc gia|dùng chung|chuyên ngành|tổng hợp|điện tử)(?!\w)")
# Words that make 'cơ sở dữ liệu …' a class of databases, not one.
_GENERIC = re.compile(
    r"\s*(?:$|[,;:.()]|quốc gia|chuyên ngành|dùng chung|của|các|khác|nêu trên|này|trọng yếu|quan trọng|lớn|số|mới|"
    r"thuộc|sẵn có|hiện có|tập trung|chung|thành phần|"
    r"nền tảng|cấp|ngành|trung ương|địa phương|và|hoặc|trực tuyến|mở|liên quan|có liên quan|bộ|tỉnh|thành phố|riêng|"
    r"đầy đủ|đồng bộ|thống nhất|hiện đại|còn lại)(?!\w)"
)
# First words that cannot begin the name of a database without 'về'.
_NO_NAME = re.compile(
    r"(?:đến|hiệu quả|ổn định|còn|chậm|ngày càng|nếu|khi|đồng bộ|thông suốt|hoạt động|mới|cũ|đó|trên|dưới)(?!\w)|"
    rf"(?:quản lý(?=\s+(?:bởi|của|tại)\s)|{alternation(ADVERBS)}|lên|vào|ra|xuống|dưới|chứa|lưu|hoạt động|tối thiểu|"
    rf"tối đa|liên thông|đầu|gốc|chính|"
    rf"thường|thông tin(?=\s*(?:[,;:.()]|$)))(?!\w)"
)
_ON_BASIS_OF = re.compile(r"(?<!\w)trên\s+$")  # 'trên cơ sở dữ liệu đất đai' stands on data, not on a database
_ABOUT = re.compile(r"\s?về\s+")
_PLURAL = re.compile(r"(?:các|những|nhiều|một số|mỗi|từng|\d[\d.]*|hệ thống các)\s+$")

# A system is named by what it does: these verbs open its name where they would end another.
_PURPOSE_VERBS = re.compile(
    r"(?:\s*(?:,|và)?\s*(?:quản lý|giám sát|theo dõi|điều phối|xử lý|giải quyết|đánh giá|điều hành|tiếp nhận|đăng ký|"
    r"tra cứu|giám định|cảnh báo|hỗ trợ|báo cáo|định danh|xác thực|điều tra|thống kê|cấp|cung cấp)(?!\w))+(?=\s+\w)"
)
_PLATFORM = re.compile(
    r"(?<!\w)(?P<head>nền tảng|cổng thông tin(?= quốc gia)|cổng|hệ thống thông tin|hệ thống|ứng dụng|phần mềm|"
    r"trục(?= (?:liên thông|tích hợp|"
    r"kết nối|lgsp|ndxp))|mạng(?= (?:truyền|thông tin|diện rộng|nội bộ))|sàn(?= (?:giao dịch|dữ liệu|thương mại))|"
    r"trung tâm dữ liệu|trung tâm điều hành|trung tâm giám sát, điều hành|kho(?! dữ liệu))(?!\w)"
)
_PLATFORM_GENERIC = re.compile(
    r"\s*(?:$|[,;:.()]|số(?!\s+\w+\s+(?:quốc gia|ngành))|này|của|các|khác|chính trị|pháp luật|hạ tầng|cơ sở|"
    r"dữ liệu(?!\s+\w)|điện tử|quốc gia|dùng chung|thông tin(?!\s+\w)|công nghệ|kỹ thuật|"
    r"vững chắc|quan trọng|cho|để|và|ngân hàng|tổ chức|y tế|giáo dục|đo lường|cơ quan|quản trị|máy tính|máy chủ|"
    r"lưu trữ|internet|viễn thông|di động|xã hội|lưới|5g|4g|công nghệ thông tin|"
    r"có|được|đã|đang|sẽ|trong|tại|trên|với|theo(?! dõi)|mới|lớn|hiện có|liên quan|văn bản|tiêu chuẩn|chỉ tiêu|quy định|"
    r"bộ|bảng|tài khoản)(?!\w)"
)
_LIST_OF_PLATFORMS = re.compile(
    r"(?:một số|các)\s+nền tảng(?:\s+số)?(?:\s+quan trọng)?\s*(?:như|gồm|bao gồm|:)\s*:?\s*(?=(?:nền tảng|cổng|"
    r"hệ thống)\s)|(?:là|như|gồm|:)\s+(?=nền tảng\s[^.;]*,[^.;]*nền tảng\s)"
)

_PROGRAMME = re.compile(
    r"(?<!\w)(?P<head>đề án|chương trình|chiến lược|kế hoạch|dự án|phong trào|quy hoạch)(?!\w)(?:\s+(?:quốc gia|tổng thể|hành động))?"
)
_QUOTED = re.compile(r"\s*[“\"‘]([^“”\"‘’\n]{6,240})[”\"’]")
_PROGRAMME_NAME = re.compile(
    r"\s+(?=(?:[A-ZĐÂÊÔƠƯĂÁÀẢÃẠÚÝ]|\d{2}\b|cắt giảm|rà soát|phổ cập|đào tạo|bồi dưỡng|tổng kết|kiểm tra|giám sát|"
    r"phát triển|chuyển đổi số|hoạt động|hành động|quốc gia|nâng cao|tổng thể|"
    r"ứng dụng|tăng cường|xây dựng|đẩy mạnh|thúc đẩy|triển khai|dữ liệu|bảo đảm|đổi mới|cải cách|hỗ trợ|khai báo|"
    r"số hóa))"
)
_NUMBERED = re.compile(r"(?<!\w)số\s+\d")  # 'Kế hoạch hành động số 459-KHHĐ/TU' is a document
_PERIOD = re.compile(r"20\d\d")
_APPROVED = re.compile(
    r"(?:phê duyệt|ban hành(?: kèm theo (?:quyết định|nghị quyết) này)?|thông qua)\s+(?P<head>đề án|chương trình|"
    r"chiến lược|kế hoạch|danh mục|quy chế)(?!\w)"
)
_APPROVED_END = re.compile(
    r"\s*(?:\(|nhằm\s|để\s|với (?:những|các) nội dung|gồm (?:những|các)|bao gồm|có hiệu lực|kèm theo|;|:|\.\s|\.$|$|\n|nêu tại)"
)

_DECREE = re.compile(
    r"(?<!\w)(?P<head>Nghị định|Thông tư|Nghị quyết)\s+"
    r"(?=(?:của [^,;.]{3,40}\s)?(?:quy định|về|sửa đổi|xử phạt|hướng dẫn)(?!\w))"
)
_DECREE_END = re.compile(
    r"[,;:.()\"“”\n|]|\s(?:trong (?:tháng|quý|năm)|trước ngày|hoàn thành|chậm nhất|để|nhằm|theo hướng|sớm|như sau|được|"
    r"đã|đang|sẽ|có hiệu lực)(?!\w)"
)


def assets(text: str, form: str, start: int, end: int) -> Iterator[Mention]:
    """Programmes, databases, platforms and decrees named between two positions, beside those of the registry."""
    yield from _decrees(text, form, start, end)
    yield from _programmes(text, form, start, end)
    yield from _databases(text, form, start, end)
    yield from _platforms(text, form, start, end)


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
    if len(words) > _LONGEST:
        until = start + words[_LONGEST - 1].end()
    return start + len(re.sub(r"(?:\s+(?:và|hoặc|với|các|của))+$", "", form[start:until].rstrip(" -'")))


def _after_about(form: str, position: int, end: int) -> int:
    """Where what a thing is about may first end: after 'về' a verb is a notion ('Cổng … về bảo vệ dữ liệu cá nhân')."""
    about = _ABOUT.match(form, position, end)
    if about is None:
        return position
    verb = VERB.match(form, about.end(), end)
    return verb.end() + 1 if verb and form[verb.end() : verb.end() + 1] == " " else about.end()


def _decrees(text: str, form: str, start: int, end: int) -> Iterator[Mention]:
    for match in _DECREE.finditer(text, start, end):
        if _PLURAL.search(form, max(start, match.start() - 12), match.start()):
            continue
        stop = _DECREE_END.search(form, match.end(), end)
        while stop and (paired := pair_end(form, match.end(), stop.start(), end)):
            stop = _DECREE_END.search(form, paired, end)
        until = match.start() + len(text[match.start() : stop.start() if stop else end].rstrip())
        name = squash(text[match.start() : until])
        if 5 <= len(name.split()) <= 30:
            kind = {"Nghị định": "decree", "Thông tư": "circular", "Nghị quyết": "resolution"}[match["head"]]
            yield Mention(match.start(), until, "Document", named("Document", name), name, {"kind": kind, "title": name})


def _programmes(text: str, form: str, start: int, end: int) -> Iterator[Mention]:
    for match in _PROGRAMME.finditer(form, start, end):
        found = _approved(text, form, match, end) or _quoted(text, match, end) or _plain_programme(text, form, match, end)
        if found and not _NUMBERED.search(form, match.end(), min(found[1], match.end() + 14)):
            yield _programme(text, *found)


def _approved(text: str, form: str, match: re.Match[str], end: int) -> tuple[int, int] | None:
    """The whole title after 'Phê duyệt Đề án …': commas and verbs belong to it."""
    before = _APPROVED.search(form, max(0, match.start() - 60), match.end())
    if before is None or before.start("head") != match.start() or not text[match.start()].isupper() or not text[before.start()].isupper():
        return None
    stop = _APPROVED_END.search(form, match.end(), end)
    until = stop.start() if stop else end
    return (match.start(), until) if 3 <= len(form[match.end() : until].split()) <= 45 else None


def _quoted(text: str, match: re.Match[str], end: int) -> tuple[int, int] | None:
    quoted = _QUOTED.match(text, match.end(), end)
    return (match.start(), quoted.end()) if quoted else None


def _plain_programme(text: str, form: str, match: re.Match[str], end: int) -> tuple[int, int] | None:
    if (
        not text[match.start()].isupper()
        or text[match.start() : match.end()].isupper()
        or not _PROGRAMME_NAME.match(text, match.start() + len(match["head"]), end)
    ):
        return None
    until = name_end_with_verbs(form, match.end(), end)
    if len(form[match.end() : until].split()) < 3 and not _PERIOD.search(form, match.end(), until):
        return None
    return match.start(), until


_NAME_STOP = re.compile(
    r"[;:.()\[\]\"“”\n|…]|,(?=\s|$)(?!\s*(?:giai đoạn|định hướng|tầm nhìn))|\s(?:được|do|đã|đang|sẽ|là|theo|tại|này|"
    r"ban hành|phê duyệt|nêu|kèm theo|(?<!công )(?<!quy )(?<!lộ )(?<!quá )(?<!giáo )trình|tiếp tục|và\s+(?:đề án|"
    r"chương trình|chiến lược|kế hoạch|các|tổ chức|triển khai)|"
    r"trước ngày|trong (?:tháng|quý|năm)|để|nhằm|trên địa bàn|bảo đảm|(?<!gắn )với)(?!\w)"
)


def name_end_with_verbs(form: str, start: int, end: int) -> int:
    """Where a programme's name ends: such names hold verbs, 'và' and, before their period, commas."""
    stop = _NAME_STOP.search(form, start, end)
    while stop and stop[0] == "," and (paired := pair_end(form, start, stop.start(), end) or _verbs_go_on(form, start, stop.end(), end)):
        stop = _NAME_STOP.search(form, paired, end)
    until = stop.start() if stop else end
    words = list(re.finditer(r"\S+", form[start:until]))
    if len(words) > 30:
        until = start + words[29].end()
    return start + len(form[start:until].rstrip(" ,-"))


def _verbs_go_on(form: str, start: int, comma: int, end: int) -> int | None:
    """'Chương trình cắt giảm, đơn giản hóa thủ tục …': two verbs that share their object; gives where the second ends."""
    if len(form[start:comma].split()) > _FEW or not VERB.match(form, start + len(form[start:comma]) - len(form[start:comma].lstrip())):
        return None
    second = VERB.match(form, comma + 1, end)
    return second.end() if second else None


_FEW = 3  # words before the comma: then they are the first of two verbs


def _programme(text: str, start: int, end: int) -> Mention:
    name = re.sub(r"[“”\"‘’]", "", squash(text[start:end])).strip(" ,.;")
    name = name[0].upper() + name[1:]
    years = [int(y) for y in _PERIOD.findall(name)]
    kinds = {"đề án": "scheme", "chương trình": "programme", "chiến lược": "strategy", "kế hoạch": "plan", "dự án": "project"}
    kind = next((v for k, v in kinds.items() if name.lower().startswith(k)), "programme")
    properties: dict[str, str | int | float | bool] = {"kind": kind}
    if len(years) > 1 and "giai đoạn" in name.lower() and years[0] < years[1]:
        properties |= {"starts_on": f"{years[0]}-01-01", "ends_on": f"{years[1]}-12-31"}
    bare = re.sub(r"^(?:Đề án|Chương trình|Chiến lược|Kế hoạch|Dự án|Phong trào)\s+", "", name)
    return Mention(
        start,
        end,
        "Programme",
        named("Programme", name),
        name,
        properties,
        aliases=(bare,) if "“" in text[start:end] or '"' in text[start:end] else (),
    )


def _databases(text: str, form: str, start: int, end: int) -> Iterator[Mention]:
    for match in _DATABASE.finditer(form, start, end):
        after = match.end()
        while qualifier := _DATABASE_KIND.match(form, after, end):
            after = qualifier.end()
        about = re.compile(r"\s*\([^)]{2,12}\)|\s+").match(form, after, end)
        position = about.end() if about else after
        introduced = form.startswith("về ", position)
        generic = _GENERIC.match(form, position, end) and not (
            form.startswith("ngành ", position) and text[position + 6 : position + 7].isupper()
        )
        purpose = _PURPOSE_VERBS.match(form, position, end) if text[match.start("head")].isupper() else None
        verb = (VERB.match(form, position, end) and not purpose) or _NO_NAME.match(form, position, end)
        if _ON_BASIS_OF.search(form, max(start, match.start() - 6), match.start()) and text[match.start()].islower():
            continue
        if not introduced and (generic or verb or _PLURAL.search(form, max(start, match.start() - 16), match.start())):
            continue
        until = name_end(form, purpose.end() if purpose else _after_about(form, position, end), end)
        if until <= position + 3 or len(form[match.end() : until].split()) > _LONGEST:
            continue
        words = squash(text[match.end() : until])
        if len(words.split()) < 2 or (not introduced and after == match.end() and len(words.split()) < 2):
            continue
        name = f"{'Kho dữ liệu' if match['head'] == 'kho dữ liệu' else 'Cơ sở dữ liệu'} {words}"
        yield Mention(match.start("head"), until, "Database", named("Database", words), name)


def _platforms(text: str, form: str, start: int, end: int) -> Iterator[Mention]:
    listed = [(m.end(), _sentence_end(form, m.end(), end)) for m in _LIST_OF_PLATFORMS.finditer(form, start, end)]
    for first, last in listed:
        yield from _listed_platforms(text, form, first, last)
    for match in _PLATFORM.finditer(form, start, end):
        if any(first <= match.start() < last for first, last in listed):
            continue
        found = _platform(text, form, match, start, end)
        if found:
            yield found


def _platform(text: str, form: str, match: re.Match[str], start: int, end: int) -> Mention | None:
    position = match.end()
    capital = (
        text[match.start()].isupper()
        and match.start() > start
        and form[match.start() - 2 : match.start()].strip() not in ("", ".", ";", ":", "-")
    )
    if national := re.compile(r" quốc gia(?= về )").match(form, position):
        position = national.end()
    introduced = form.startswith(" về ", position)
    if introduced and match["head"] == "nền tảng":
        position += 3
    elif (
        not capital
        or (not national and not match["head"].startswith(("trung tâm", "cổng", "kho")) and _PLATFORM_GENERIC.match(form, position, end))
        or _PLURAL.search(form, max(start, match.start() - 16), match.start())
        or _NO_NAME.match(form, position + 1, end)
        or _ABOUT_A_BODY.match(text, position, end)
    ):
        return None
    if owned := _owned(text, form, match, end):
        return owned
    opening = _PURPOSE_VERBS.match(form, position, end)
    until = name_end(form, opening.end() if opening else _after_about(form, position, end), end)
    words = squash(text[position:until])
    if len(words.split()) < 2 or (match["head"] in ("ứng dụng", "phần mềm") and not words[0].isupper()):
        return None
    return _platform_mention(match.start(), until, f"{match['head'].capitalize()}{' quốc gia' if national else ''} {words}")


# 'Cổng dịch vụ công của Bộ X', 'Trang thông tin điện tử tỉnh Y': what every body has is named with its owner.
_OWNED = re.compile(
    r"(?:cổng\s+(?:thông tin(?: điện tử)?|dịch vụ công(?: trực tuyến)?|dữ liệu(?: mở)?)|trung tâm (?:tích hợp dữ liệu|dữ liệu))"
    r"(?:\s+của)?\s+(?=(?:bộ|sở|ủy ban|ubnd|tỉnh|thành phố|tp\.?|cục|tổng cục|văn phòng|bảo hiểm|ngân hàng)\s)"
)
_OWNER = re.compile(r"\w+\.?\s+(?=[A-ZĐÂÊÔƠƯĂÁÀẢÃẠ])")
_ABOUT_A_BODY = re.compile(r"\s+về\s+(?:Bộ|Sở|Ủy ban|UBND|Văn phòng|Cục)\s")


def _owned(text: str, form: str, match: re.Match[str], end: int) -> Mention | None:
    """A portal or data centre named by its owner."""
    thing = _OWNED.match(form, match.start(), end)
    owner = _OWNER.match(text, thing.end(), end) if thing else None
    if owner is None:
        return None
    field = VERB.match(form, owner.end(), end)  # 'Cục Quản lý lao động …'
    until = name_end(form, field.end() + 1 if field else owner.end(), end)
    name = squash(text[match.start() : until])
    bare = name.replace(" của ", " ", 1)
    return _platform_mention(match.start(), until, name[0].upper() + name[1:], (bare,) if bare != name else ())


def _listed_platforms(text: str, form: str, start: int, end: int) -> Iterator[Mention]:
    """The items of 'một số nền tảng như nền tảng về A, B, C': each is a platform, with or without the head word."""
    for item in re.finditer(r"[^,;]+", form[start:end]):
        first = start + item.start() + (len(item[0]) - len(item[0].lstrip()))
        last = start + item.start() + len(item[0].rstrip(" ."))
        words = form[first:last]
        if words.startswith(("cơ sở dữ liệu", "csdl", "được ", "có ", "là ", "do ", "để ")) or not 1 <= len(words.split()) <= 10:
            continue
        about = re.match(r"(?:nền tảng\s+)(?:về\s+)?", words)
        cut = re.search(r"\s(?:được|để|gắn|phục vụ)(?!\w)", words)
        last = first + cut.start() if cut else last
        name = squash(text[first:last])
        core = squash(text[first + (about.end() if about else 0) : last])
        headed = core if re.match(r"(?:cơ sở\s+)?(?:hệ thống|cổng|trục|mạng)\s", core) else f"Nền tảng {core}"
        yield _platform_mention(first, last, headed[0].upper() + headed[1:], (name, core))


def _platform_mention(start: int, end: int, name: str, aliases: tuple[str, ...] = ()) -> Mention:
    kinds = {
        "cong": "portal",
        "ung dung": "app",
        "phan mem": "app",
        "mang": "network",
        "trung tam": "data_centre",
        "nen tang": "platform",
        "truc": "exchange",
    }
    kind = next((value for key, value in kinds.items() if fold(name).startswith(key)), "system")
    return Mention(start, end, "Platform", named("Platform", name), name, {"kind": kind}, aliases=aliases)


def _sentence_end(form: str, start: int, end: int) -> int:
    stop = re.compile(r"\.\s|\n|$").search(form, start, end)
    return stop.start() if stop else end
