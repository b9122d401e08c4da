"""Organs of a place's party committee, its forces and broadcaster, branches of companies: 'Ban Tổ chức Tỉnh ủy', 'VNPT Huế'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.ids import named
from graph.registry import Province, local_body
from graph.text import squash
from loaders.recognise.heads import Headed
from loaders.recognise.local_bodies import place_at
from loaders.recognise.spans import Mention

_PARTY = Headed(
    r"(?<!\w)(?P<head>ban thường vụ|thường trực|ban tuyên giáo và dân vận|ban tuyên giáo|ban dân vận|ban tổ chức|ban nội chính|"
    r"ban chấp hành|văn phòng|ủy ban kiểm tra|ban chỉ đạo của)\s+(?:tỉnh|thành) ủy(?!\w)",
    ("ban ", "thường trực", "văn phòng", "ủy ban kiểm tra"),
)
_OF_PLACE = Headed(
    r"(?<!\w)(?P<head>đảng ủy (?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|công an|quân sự|các cơ quan đảng)|thanh tra|"
    r"đài phát thanh(?: và|,| -) truyền hình|bộ chỉ huy quân sự|bộ chỉ huy bộ đội biên phòng|bộ tư lệnh|liên đoàn lao động|"
    r"ủy ban mặt trận tổ quốc(?: việt nam)?|hội nông dân|hội liên hiệp phụ nữ|hội cựu chiến binh|trung tâm phục vụ hành chính công|"
    r"ngân hàng nhà nước chi nhánh)(?!\w)\s*(?P<unit>(?:tỉnh|thành phố)(?!\w))?\s*",
    (
        "đảng ủy",
        "thanh tra",
        "đài phát thanh",
        "bộ chỉ huy",
        "bộ tư lệnh",
        "liên đoàn lao động",
        "ủy ban mặt trận",
        "hội nông dân",
        "hội liên hiệp phụ nữ",
        "hội cựu chiến binh",
        "trung tâm phục vụ",
        "ngân hàng nhà nước",
    ),
)
_BRANCH = Headed(r"(?<!\w)(?:viettel|vnpt|mobifone|viễn thông)\s+", ("viettel", "vnpt", "mobifone", "viễn thông"))
_FULL = {"ubnd": "Ủy ban nhân dân", "hđnd": "Hội đồng nhân dân"}


def local_units(text: str, form: str, start: int, end: int, home: Province | None) -> Iterator[Mention]:
    """Such units between two positions; one that names no place is that of `home`, or left out."""
    yield from _party(text, form, start, end, home)
    for match in _OF_PLACE.finditer(form, start, end):
        where = place_at(form, match.end()) if match.end() < end and text[match.end()].isupper() else None
        place = where[0] if where else home if match["unit"] else None
        if place is None or not text[match.start()].isupper():
            continue
        until = where[1] if where else match.start() + len(match[0].rstrip())
        head = _spelled(text[match.start() : match.end("head")])
        key = "mttq" if match["head"].startswith("ủy ban mặt trận") else head
        id_, name = local_body(key, place)
        yield Mention(
            match.start(), until, "Agency", id_, name, {"kind": "local_department"}, aliases=(f"{head} {match['unit'] or place.name}",)
        )
    for match in _BRANCH.finditer(form, start, end):
        where = place_at(form, match.end())
        if where and text[match.start()].isupper() and text[match.end()].isupper():
            name = squash(text[match.start() : where[1]])
            yield Mention(match.start(), where[1], "Agency", named("Agency", name), name, {"kind": "enterprise"})


def _party(text: str, form: str, start: int, end: int, home: Province | None) -> Iterator[Mention]:
    for match in _PARTY.finditer(form, start, end):
        after = re.compile(r"\s+").match(form, match.end(), end)
        where = place_at(form, after.end()) if after and text[after.end() : after.end() + 1].isupper() else None
        place = where[0] if where else home
        if place is None or not text[match.start()].isupper():
            continue
        name = f"{squash(text[match.start() : match.end('head')])} {local_body('tu', place)[1]}"
        until = where[1] if where else match.end()
        alias = squash(text[match.start() : match.end()])
        yield Mention(match.start(), until, "Agency", named("Agency", name), name, {"kind": "party"}, aliases=(alias,))


def _spelled(head: str) -> str:
    """'Đảng ủy UBND' with its abbreviation written out, as one node has one name."""
    return " ".join(_FULL.get(word.lower(), word) for word in head.split())
