"""Platforms, portals, apps and systems that no registry knows: a head word and the name it opens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.ids import named
from graph.text import fold, squash
from loaders.recognise.heads import Headed
from loaders.recognise.naming import NO_NAME, PLURAL, PURPOSE_VERBS, after_about, name_end
from loaders.recognise.spans import Mention
from loaders.recognise.words import VERB

_PLATFORM = Headed(
    r"(?<!\w)(?P<head>nền tảng|cổng thông tin(?= quốc gia)|cổng|hệ thống thông tin|hệ thống|ứng dụng|phần mềm|"
    r"trục(?= (?:liên thông|tích hợp|"
    r"kết nối|lgsp|ndxp))|mạng(?= (?:truyền|thông tin|diện rộng|nội bộ))|sàn(?= (?:giao dịch|dữ liệu|thương mại))|"
    r"trung tâm dữ liệu|trung tâm điều hành|trung tâm giám sát, điều hành|kho(?! dữ liệu))(?!\w)",
    ("nền tảng", "cổng", "hệ thống", "ứng dụng", "phần mềm", "trục", "mạng", "sàn", "trung tâm", "kho"),
)
_PLATFORM_GENERIC = re.compile(
    r"\s*(?:$|[,;:.()]|(?:thoát|cấp) nước|thu gom|sóng|chiếu sáng|đường (?:bộ|sắt)|đê điều|số(?!\s+\w+\s+(?:quốc gia|"
    r"ngành))|này|của|các|khác|chính trị|pháp luật|hạ tầng|cơ sở|"
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
# 'Cổng dịch vụ công của Bộ X', 'Trang thông tin điện tử tỉnh Y': what every body has is named with its owner.
_OWNED = re.compile(
    r"(?:cổng\s+(?:thông tin(?: điện tử)?|ttđt|dịch vụ công(?: trực tuyến)?|dữ liệu(?: mở)?)|trung tâm (?:tích hợp dữ liệu|dữ liệu))"
    r"(?:\s+của)?\s+(?=(?:bộ|sở|ủy ban|ubnd|tỉnh|thành phố|tp\.?|cục|tổng cục|văn phòng|bảo hiểm|ngân hàng)\s)"
)
# What every body has: without an owner these words name no portal.
_EVERYBODYS = re.compile(
    r"(?:thong tin(?: dien tu)?|ttdt|dich vu cong(?: truc tuyen)?|thanh phan|du lieu)(?: (?:thanh phan|va|doi|ve)(?: .*)?)?"
)
_HOLDS_DATA = re.compile(r"dữ liệu|số|điện tử|học liệu|thông tin|tài liệu")
_OWNER = re.compile(r"\w+\.?\s+(?=[A-ZĐÂÊÔƠƯĂÁÀẢÃẠ])")
_ABOUT_A_BODY = re.compile(r"\s+về\s+(?:Bộ|Sở|Ủy ban|UBND|Văn phòng|Cục)\s")


def platforms(text: str, form: str, start: int, end: int) -> Iterator[Mention]:
    """Platforms named between two positions, one by one or as items of a list."""
    lists = _LIST_OF_PLATFORMS.finditer(form, start, end) if form.find("nền tảng", start, end) >= 0 else ()
    listed = [(m.end(), _sentence_end(form, m.end(), end)) for m in lists]
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
        or PLURAL.search(form, max(start, match.start() - 16), match.start())
        or NO_NAME.match(form, position + 1, end)
        or _ABOUT_A_BODY.match(text, position, end)
    ):
        return None
    if owned := _owned(text, form, match, end):
        return owned
    opening = PURPOSE_VERBS.match(form, position, end)
    until = name_end(form, opening.end() if opening else after_about(form, position, end), end)
    words = squash(text[position:until])
    if _EVERYBODYS.fullmatch(fold(words)) or (match["head"] == "kho" and not _HOLDS_DATA.search(words)):
        return None
    if words.isupper():
        words = words.lower()
    if len(words.split()) < 2 or (match["head"] in ("ứng dụng", "phần mềm") and not words[0].isupper()):
        return None
    return _platform_mention(match.start(), until, f"{match['head'].capitalize()}{' quốc gia' if national else ''} {words}")


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
