"""Local and subordinate bodies built by pattern: 'UBND tỉnh X', 'Sở Khoa học và Công nghệ', 'Chủ tịch UBND thành phố Y', groups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from graph.ids import named
from graph.registry import Province, local_body, local_kind, registry
from graph.text import fold, match_form, squash
from loaders.recognise.heads import DIGIT, Headed
from loaders.recognise.spans import Mention
from loaders.recognise.words import ADVERBS, EXHORTING, TASK_VERBS, alternation

# What a body of one place is called, with the name it has in full.
_BODIES = {
    "ubnd": ("Ủy ban nhân dân", "ubnd"),
    "ủy ban nhân dân": ("Ủy ban nhân dân", "ubnd"),
    "hđnd": ("Hội đồng nhân dân", "hdnd"),
    "hội đồng nhân dân": ("Hội đồng nhân dân", "hdnd"),
    "thường trực hội đồng nhân dân": ("Thường trực Hội đồng nhân dân", "Thường trực Hội đồng nhân dân"),
    "thường trực hđnd": ("Thường trực Hội đồng nhân dân", "Thường trực Hội đồng nhân dân"),
    "tỉnh ủy": ("Tỉnh ủy", "tu"),
    "thành ủy": ("Thành ủy", "tu"),
    "công an": ("Công an", "cong-an"),
    "văn phòng ủy ban nhân dân": ("Văn phòng Ủy ban nhân dân", "van-phong-ubnd"),
    "văn phòng ubnd": ("Văn phòng Ủy ban nhân dân", "van-phong-ubnd"),
    "bảo hiểm xã hội": ("Bảo hiểm xã hội", "Bảo hiểm xã hội"),
    "kho bạc nhà nước": ("Kho bạc Nhà nước", "Kho bạc Nhà nước"),
    "cục thống kê": ("Cục Thống kê", "Cục Thống kê"),
    "cục thuế": ("Cục Thuế", "Cục Thuế"),
    "tỉnh đoàn": ("Tỉnh đoàn", "tinh-doan"),
    "thành đoàn": ("Thành đoàn", "thanh-doan"),
}
_BODY = Headed(
    r"(?P<body>văn phòng ủy ban nhân dân|văn phòng ubnd|thường trực hội đồng nhân dân|thường trực hđnd|ủy ban nhân dân|"
    r"ubnd|hội đồng nhân dân|hđnd|tỉnh ủy|"
    r"thành ủy|công an|bảo hiểm xã hội|kho bạc nhà nước|cục thống kê|cục thuế|tỉnh đoàn|thành đoàn)(?!\w)\s*"
    r"(?:(?P<unit>tỉnh|thành phố|tp\.?|phường|xã|đặc khu|quận|huyện|thị xã)(?!\w)\s*)?",
    _BODIES,
)
_NEED_NO_UNIT = ("tu", "tinh-doan", "thanh-doan", "Thường trực Hội đồng nhân dân")  # said without 'tỉnh': those of the text's own place
_WARD = re.compile(r"(?:[A-ZĐÂÊÔƠƯĂÁÀẢÃẠ][\w']*)(?: (?:[A-ZĐÂÊÔƠƯĂÁÀẢÃẠ][\w']*))*| ?\d{1,2}\b")
_SO = Headed(r"Sở\s+(?=[A-ZĐÂÊÔƠƯĂÁÀẢÃẠ])", ("Sở",))
_SO_STOP = re.compile(
    rf"\s*[,;:.()\"“”\n]|\s(?:có trách nhiệm|căn cứ|để|trước|theo|tại|trong|là|với|cùng|và các|và\s+(?:sở|ubnd|"
    rf"ủy ban|công an)|tỉnh|thành phố|tp|{alternation(TASK_VERBS)}|{alternation(EXHORTING)})(?!\w)"
)
_GROUP_END = (
    rf"(?=\s*(?:[;:.()]|,?\s+(?:{alternation(TASK_VERBS + ADVERBS)}|để|trong|theo|căn cứ|trên|trước|sau|vào|từ|cho|có liên quan|"
    rf"liên quan|đã|chưa|được|là|về|tại|này)(?!\w)|,\s*(?:bảo đảm|nhất là)|$))"
)
_GROUP = Headed(
    rf"(?<!\w)(?:(?:các|những|tất cả(?: các)?|toàn bộ(?: các)?)\s+(?:bộ|sở|cấp|nhà mạng|bệnh viện|cơ quan|đơn vị|"
    rf"địa phương|tỉnh|ngành|ban|doanh nghiệp|tập đoàn|trường|viện|tổ chức|tổ đại biểu|đoàn thể|hội|hiệp hội|ngân hàng|ủy ban|phường|"
    rf"xã|cơ sở (?:y tế|khám|giáo dục|đào tạo))[\w\s,&-]*?{_GROUP_END}"
    r"|(?:các\s+)?bộ trưởng(?:\s+các\s+bộ)?\s*,\s*(?:thủ trưởng|trưởng ngành|chủ tịch)[\w\s,;]{0,140}?(?:trung ương|"
    r"các cấp|thành phố|ngang bộ|chính phủ|cấp tỉnh)(?!\w)(?:;?\s*(?:chủ tịch\s+)?(?:ủy ban nhân dân|"
    r"ubnd)\s+(?:các\s+)?(?:tỉnh, thành phố|cấp tỉnh|các cấp)(?:\s+trực thuộc trung ương)?)?"
    r"|(?:mỗi|từng)\s+(?:bộ|tỉnh|cơ quan|đơn vị|địa phương|xã)(?:,\s*mỗi\s+\w+)*(?!\w)"
    r"|bộ,\s*(?:cơ quan|ban|ngành)[\w\s,]{0,60}?(?:địa phương|trung ương|ngang bộ|chính phủ)(?!\w)|sở,\s*(?:ban,\s*)?ngành(?!\w)"
    rf"|(?:ubnd|ủy ban nhân dân)\s+(?:các\s+(?:tỉnh|xã|phường|cấp|quận|huyện|thành phố)|cấp|xã,|tỉnh,|phường,|quận|"
    rf"huyện)[\w\s,]*?{_GROUP_END}"
    rf"|\d{{1,3}}\s+(?:bộ|cơ quan|địa phương|tỉnh)(?:,|\s+và)?[\w\s,]{{0,40}}?{_GROUP_END})",
    ("các", "những", "tất cả", "toàn bộ", "bộ trưởng", "mỗi", "từng", "bộ,", "sở,", "ubnd", "ủy ban nhân dân", DIGIT),
)


@cache
def _places() -> dict[str, Province]:
    """Every way a province is written, in match form, to the province."""
    return {match_form(written): province for province in reversed(registry().provinces) for written in (province.name, *province.surfaces)}


@cache
def _place_pattern() -> Headed:
    names = sorted(_places(), key=len, reverse=True)
    return Headed(r"(?<!\w)(?:" + "|".join(re.escape(n) for n in names) + r")(?!\w)", names)


def place_at(form: str, position: int) -> tuple[Province, int] | None:
    """The province named at `position` and where its name ends."""
    match = _place_pattern().pattern.match(form, position)
    return (_places()[match[0]], match.end()) if match else None


def places_named(text: str, form: str, start: int, end: int) -> Iterator[Province]:
    """The provinces named between two positions, in capitals as names are."""
    for match in _place_pattern().finditer(form, start, end):
        if text[match.start()].isupper():
            yield _places()[match[0]]


def bodies(text: str, form: str, start: int, end: int, home: Province | None) -> Iterator[Mention]:
    """Bodies of one place between two positions; a body without a place is that of `home`, or left out."""
    for match in _BODY.finditer(form, start, end):
        found = _body(text, form, match, home)
        if found:
            yield found
            yield from _more_places(text, form, found.end, end, _BODIES[match["body"]][1])
    for match in _BODIES_OF.finditer(form, start, end):
        yield from _more_places(text, form, match.end(), end, _BODIES[match["body"]][1], match.start())
    yield from _acting_places(text, form, start, end, home)
    yield from _elided_ministries(text, form, start, end)
    for match in _SO.finditer(text, start, end):
        if form[max(start, match.start() - 4) : match.start()] == "các ":
            continue
        yield _department(text, form, match, end, home)


_BODIES_OF = Headed(
    r"(?P<body>ủy ban nhân dân|ubnd|hội đồng nhân dân|công an)\s+(?:các\s+)?(?:tỉnh|thành phố)(?:,\s*thành phố)?\s*:?\s*(?=\S)",
    ("ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "công an"),
)
_NEXT_PLACE = re.compile(r"\s*(?:,|và|;)\s*(?:tỉnh|thành phố|tp\.?)?\s*")


def _more_places(text: str, form: str, at: int, end: int, key: str, opening: int | None = None) -> Iterator[Mention]:
    """The further places of a list: 'UBND các thành phố: Hà Nội, Cần Thơ', 'UBND thành phố Huế, tỉnh Quảng Trị'.

    `opening` is where a list begins that names no place before `at`: its words belong to the first mention.
    """
    while at < end:
        link = None if opening is not None else _NEXT_PLACE.match(form, at, end)
        begin = at if opening is not None else link.end() if link else end
        where = place_at(form, begin) if begin < end else None
        if where is None or not text[begin].isupper():
            return
        yield _provincial(begin if opening is None else opening, where[1], key, where[0])
        at, opening = where[1], None


_PLACE_UNIT = re.compile(r"(?:tỉnh|thành phố|tp\.?)\s+")


def place_body(text: str, form: str, position: int) -> Mention | None:
    """The people's committee that a place stands for, named at `position` in a list of bodies ('Bộ Y tế và TP. Hà Nội')."""
    unit = _PLACE_UNIT.match(form, position)
    where = place_at(form, unit.end()) if unit else None
    return _provincial(position, where[1], "ubnd", where[0]) if unit and where and text[unit.end()].isupper() else None


_ACTING = Headed(
    rf"(?<!\w)(?P<unit>tỉnh|thành phố|tp\.?)\s+(?=(?:cần|phải|{alternation(ADVERBS)})(?!\w))|(?<!\w)(?:tỉnh|"
    rf"thành phố|tp\.?)\s+(?P<place>(?=\S))",
    ("tỉnh", "thành phố", "tp"),
)
_JOINING = ("tổ chức", "đồng thời", "trong đó", "ngoài ra", "theo đó", "bên cạnh đó", "cùng với đó", "mặt khác")
_ACTS = re.compile(rf"\s+(?:cần|phải|{alternation(tuple(a for a in ADVERBS if a not in _JOINING))})(?!\w)")


def _acting_places(text: str, form: str, start: int, end: int, home: Province | None) -> Iterator[Mention]:
    """A place that is told to act stands for its people's committee: 'thành phố Đà Nẵng cần …', 'Thành phố chủ động …'."""
    for match in _ACTING.finditer(form, start, end):
        before = form[max(start, match.start() - 12) : match.start()].rstrip()
        if before.endswith(("ubnd", "nhân dân", "của", "các", "công an", "tại", "trên", "trong", "từ", "cấp")):
            continue
        if match["unit"] and home is not None and text[match.start()].isupper():
            yield _provincial(match.start(), match.start() + len(match["unit"]), "ubnd", home)
        where = place_at(form, match.end()) if match["unit"] is None else None
        if where and text[match.end()].isupper() and _ACTS.match(form, where[1], end):
            yield _provincial(match.start(), where[1], "ubnd", where[0])


_MINISTRIES = Headed(r"(?<!\w)(?:(?:[Cc]ác\s+)?Bộ\s*:\s*|[Cc]ác\s+Bộ\s+)(?=[A-ZĐÂÊÔƠƯÝ])", ("Các", "các", "Bộ"))


@cache
def _ministries() -> dict[str, tuple[str, str]]:
    """The ministries' names without 'Bộ', in match form, to (id, name)."""
    entries = (e for e in registry().entries.values() if e.node.name.startswith("Bộ "))
    surfaces = ((match_form(s), e.node) for e in entries for s in e.surfaces)
    return {form[3:]: (node.id, node.name) for form, node in surfaces if form.startswith("bộ ")}


@cache
def _ministry_pattern() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(sorted(map(re.escape, _ministries()), key=len, reverse=True)) + r")(?!\w)")


def _elided_ministries(text: str, form: str, start: int, end: int) -> Iterator[Mention]:
    """'các Bộ: Tài chính, Y tế, Tư pháp': the word 'Bộ' belongs to each name of the list."""
    for match in _MINISTRIES.finditer(text, start, end):
        at, opening = match.end(), match.start()
        while found := _ministry_pattern().match(form, at, end):
            id_, name = _ministries()[found[0]]
            yield Mention(opening, found.end(), "Agency", id_, name)
            link = re.compile(r"\s*(?:,|và)\s*").match(form, found.end(), end)
            if link is None:
                break
            at = opening = link.end()


def _body(text: str, form: str, match: re.Match[str], home: Province | None) -> Mention | None:
    if (match.start() and (form[match.start() - 1].isalnum())) or not text[match.start()].isupper():
        return None
    (kind, key), unit = _BODIES[match["body"]], match["unit"]
    where = place_at(form, match.end())
    if unit in ("phường", "xã", "đặc khu", "quận", "huyện", "thị xã"):
        ward = _WARD.match(text, match.end())
        if ward is None:
            return None
        name = f"{kind} {unit} {squash(ward[0])}"
        return Mention(match.start(), ward.end(), "Agency", named("Agency", name), name, {"kind": "commune_committee"})
    if where and text[match.end()].isupper():
        return _provincial(match.start(), where[1], key, where[0])
    # 'UBND tỉnh, thành phố' are those of all; 'UBND tỉnh' alone is that of the place the text speaks from.
    plural = re.compile(r"\s*,\s*(?:thành phố|tp)").match(form, match.start() + len(match[0].rstrip()))
    named_by_unit = unit in ("tỉnh", "thành phố", "tp", "tp.") or key in _NEED_NO_UNIT
    if named_by_unit and home is not None and not plural:
        return _provincial(match.start(), match.start() + len(match[0].rstrip()), key, home)
    return None


def _provincial(start: int, end: int, key: str, place: Province) -> Mention:
    id_, name = local_body(key, place)
    return Mention(start, end, "Agency", id_, name, {"kind": local_kind(key)})


@cache
def _departments() -> re.Pattern[str]:
    """The departments that provinces have, longest name first."""
    names = {match_form(s) for department in registry().departments for s in department.surfaces}
    return re.compile("(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")(?!\w)")


def _department(text: str, form: str, match: re.Match[str], end: int, home: Province | None) -> Mention:
    """A department: a known one by its name, another up to the next verb or mark; with the place after it, or `home`."""
    known = _departments().match(form, match.start(), end)
    stop = _SO_STOP.search(form, match.end(), end)
    until = known.end() if known else stop.start() if stop else end
    words = text[match.start() : until].split()
    until = until if len(words) <= 9 else match.start() + len(" ".join(words[:4]))
    name = squash(text[match.start() : until])
    gap = re.compile(r"\s*(?:tỉnh|thành phố|tp\.?)?\s*").match(form, until)
    where = place_at(form, gap.end()) if gap else None
    place, until = (where[0], where[1]) if gap and where and text[gap.end()].isupper() else (home, until)
    id_, full = local_body(name, place) if place else (named("Agency", name), name)
    return Mention(match.start(), until, "Agency", id_, full, {"kind": "local_department"}, aliases=(name,))


def groups(text: str, form: str, start: int, end: int) -> Iterator[Mention]:
    """Classes of bodies ('các bộ, ngành, địa phương', 'UBND các tỉnh, thành phố')."""
    for match in _GROUP.finditer(form, start, end):
        words = squash(text[match.start() : match.end()]).rstrip(" ,")
        if 2 <= len(words.split()) <= 25:
            name = words[0].upper() + words[1:]
            yield Mention(
                match.start(),
                match.start() + len(match[0].rstrip(" ,")),
                "Agency",
                named("Agency", f"nhóm {fold(name)}"),
                name,
                {"kind": "group"},
                group=True,
            )
