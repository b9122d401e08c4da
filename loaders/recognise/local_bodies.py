"""Local and subordinate bodies built by pattern: 'UBND tỉnh X', 'Sở Khoa học và Công nghệ', 'Chủ tịch UBND thành phố Y', groups of bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from graph.ids import named
from graph.registry import Province, local_body, registry
from graph.text import fold, match_form, squash
from loaders.recognise.spans import Mention

# What a body of one place is called, with the name it has in full.
_BODIES = {
    "ubnd": ("Ủy ban nhân dân", "ubnd"),
    "ủy ban nhân dân": ("Ủy ban nhân dân", "ubnd"),
    "hđnd": ("Hội đồng nhân dân", "hdnd"),
    "hội đồng nhân dân": ("Hội đồng nhân dân", "hdnd"),
    "tỉnh ủy": ("Tỉnh ủy", "tu"),
    "thành ủy": ("Thành ủy", "tu"),
    "công an": ("Công an", "cong-an"),
}
_BODY = re.compile(
    r"(?P<body>ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|tỉnh ủy|thành ủy|công an)\s+"
    r"(?:(?P<unit>tỉnh|thành phố|tp\.?|phường|xã|đặc khu|quận|huyện|thị xã)(?!\s*,)\s*)?(?P<place>)"
)
_WARD = re.compile(r"(?:[A-ZĐÂÊÔƠƯĂÁÀẢÃẠ][\w']*)(?:\s+(?:[A-ZĐÂÊÔƠƯĂÁÀẢÃẠ][\w']*|\d{1,2}\b))*")
_SO = re.compile(r"Sở\s+(?=[A-ZĐÂÊÔƠƯĂÁÀẢÃẠ])")
_SO_STOP = re.compile(r"\s*(?:[,;:.()\"“”\n]|chủ trì|phối hợp|có trách nhiệm|theo dõi|tham mưu|tổng hợp|báo cáo|khẩn trương|căn cứ|để|và các|và\s+(?:sở|ubnd|ủy ban|công an)|tỉnh|thành phố|tp\b)")
_GROUP = re.compile(
    r"(?P<group>(?:các|những)\s+(?:bộ|sở|cơ quan|đơn vị|địa phương|tỉnh|ngành|ban|doanh nghiệp|tập đoàn|trường|viện|tổ chức|ngân hàng|ủy ban)"
    r"(?:[\w\s,&]|-(?!\s))*?(?=\s*(?:[;:.()]|,?\s+(?:chủ trì|phối hợp|khẩn trương|tập trung|rà soát|xây dựng|hoàn thành|hoàn thiện|thực hiện|triển khai|tổ chức|có trách nhiệm|cần|phải|tiếp tục|chủ động|căn cứ|để|trong|theo|trên|sớm)|$))"
    r"|bộ,\s*(?:cơ quan|ban|ngành)[\w\s,]{0,60}?(?:địa phương|trung ương|ngang bộ|chính phủ)|\bsở,\s*(?:ban,\s*)?ngành|ubnd\s+(?:các\s+)?(?:xã|cấp|tỉnh,|quận|huyện|phường)[\w\s,]*"
    r"|ủy ban nhân dân\s+(?:các\s+(?:tỉnh|xã|cấp)|cấp|xã,|tỉnh,)[\w\s,]*?(?=\s*(?:[;:.()]|,?\s+(?:chủ trì|phối hợp|khẩn trương|tập trung|rà soát|xây dựng|hoàn thành|ban hành|thực hiện|chỉ đạo|căn cứ|để|trong|theo)|$)))"
)


@cache
def _places() -> dict[str, Province]:
    """Every way a province is written, in match form, to the province."""
    return {match_form(written): province for province in reversed(registry().provinces) for written in (province.name, *province.surfaces)}


@cache
def _place_pattern() -> re.Pattern[str]:
    names = sorted(_places(), key=len, reverse=True)
    return re.compile("(?:" + "|".join(re.escape(n) for n in names) + r")(?!\w)")


def place_at(form: str, position: int) -> tuple[Province, int] | None:
    """The province named at `position` and where its name ends."""
    match = _place_pattern().match(form, position)
    return (_places()[match[0]], match.end()) if match else None


def places_named(text: str, form: str, start: int, end: int) -> Iterator[Province]:
    """The provinces named between two positions, in capitals as names are."""
    for match in _place_pattern().finditer(form, start, end):
        if text[match.start()].isupper() and not (match.start() and form[match.start() - 1].isalnum()):
            yield _places()[match[0]]


def bodies(text: str, form: str, start: int, end: int, home: Province | None) -> Iterator[Mention]:
    """Bodies of one place between two positions; a body without a place is that of `home`, or left out."""
    for match in _BODY.finditer(form, start, end):
        found = _body(text, form, match, home)
        if found:
            yield found
    for match in _SO.finditer(text, start, end):
        yield _department(text, form, match, end, home)


def _body(text: str, form: str, match: re.Match[str], home: Province | None) -> Mention | None:
    if match.start() and (form[match.start() - 1].isalnum()) or not text[match.start()].isupper():
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
    named_by_unit = unit in ("tỉnh", "thành phố", "tp", "tp.") or key == "tu"
    if named_by_unit and home is not None:
        return _provincial(match.start(), match.start() + len(match[0].rstrip()), key, home)
    return None


def _provincial(start: int, end: int, key: str, place: Province) -> Mention:
    id_, name = local_body(key, place)
    return Mention(start, end, "Agency", id_, name, {"kind": "provincial_body"})


def _department(text: str, form: str, match: re.Match[str], end: int, home: Province | None) -> Mention:
    stop = _SO_STOP.search(form, match.end(), end)
    until = stop.start() if stop else end
    name = squash(text[match.start() : until])
    if len(name.split()) > 9:  # no department is called that: keep the words in capitals only
        name = " ".join(name.split()[:5])
        until = match.start() + len(name)
    tail = re.compile(r"\s*(?:tỉnh|thành phố|tp\.?)?\s*").match(form, until)
    where = place_at(form, tail.end()) if tail else None
    place, until = (where[0], where[1]) if where and text[where[1] - 1 : where[1]].isalpha() and text[tail.end()].isupper() else (home, until)  # type: ignore[union-attr]
    id_, full = local_body(name, place) if place else (named("Agency", name), name)
    return Mention(match.start(), until, "Agency", id_, full, {"kind": "provincial_department"}, aliases=(name,))


def groups(text: str, form: str, start: int, end: int) -> Iterator[Mention]:
    """Classes of bodies ('các bộ, ngành, địa phương', 'UBND các tỉnh, thành phố')."""
    for match in _GROUP.finditer(form, start, end):
        words = squash(match[0]).rstrip(" ,")
        if 2 <= len(words.split()) <= 25:
            name = words[0].upper() + words[1:]
            yield Mention(match.start(), match.start() + len(match[0].rstrip(" ,")), "Agency", named("Agency", f"nhóm {fold(name)}"), name, {"kind": "group"}, group=True)
