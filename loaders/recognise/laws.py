"""Laws and codes cited by name: with their number beside it, by the date of passing, or by the one in force at the time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.ids import named
from graph.model import Scalar
from graph.registry import law_names, registry
from graph.text import fold, match_form, squash
from loaders.recognise import dates
from loaders.recognise.heads import Headed
from loaders.recognise.spans import Mention

if TYPE_CHECKING:
    from loaders.reading import Reading

_UPPER = "A-ZĐÂÊÔƠƯĂÁÀẢÃẠ"
# 'Luật Việt Nam' is the country's law as a whole.
_LAW = Headed(
    rf"(?<!\w)(?:Bộ luật|Luật|LUẬT|Pháp lệnh)\s+(?!Việt Nam(?!\w)|[sS]ửa đổi(?!\w))(?=(?P<upper>[{_UPPER}])|[^\W\d_])",
    ("Bộ luật", "Luật", "LUẬT", "Pháp lệnh"),
)
_STOP = re.compile(
    r"[,;:.()\[\]\"“”\n|/]|\s(?:số(?=\s*:?\s*\d)|ngày|năm|được|có|đã|sẽ|thì|để|nhằm|theo|tại|do|của|với|hoặc|"
    r"hiện hành|này|quy định|sửa đổi|ban hành|trong|bảo đảm|phù hợp|trước|đến|từ|vào|khi|cho|là|và|cùng|về)(?!\w)"
)
_HARD_STOP = re.compile(r"[;:()\[\]\"“”\n|/]|\.(?:\s|$)|\ssố(?=\s*:?\s*\d)|\sngày\s")
_LONGEST = 24  # words in a known name
# The number decides where a name ends ('Luật Phòng, chống tác hại của thuốc lá số 09/2012/QH13'), unless something else is told between.
_NUMBERED = re.compile(r"[^;:()\[\]\"“”\n|/.]{3,150}?(?=,?\s+số:?\s*\d{1,3}/(?:\d{4}/)?(?:QH|UBTVQH)\d)")
_TELLS = re.compile(
    r"(?<!\w)(?:luật|bộ luật|pháp lệnh|nghị quyết|nghị định|quyết định(?= số)|được|đã|có hiệu lực|quy định|này|ban hành|ngày)(?!\w)"
)
_DRAFTED = re.compile(r"\s*\((?:sửa đổi|thay thế|sửa đổi, bổ sung)\)|\s+(?:sửa đổi|thay thế)(?:, bổ sung)?(?!\w|\s*,?\s*bổ sung một số)")
# Words of law-making before a name with '(sửa đổi)': what is drafted or submitted is a bill, not the law in force.
_DRAFTING = re.compile(
    r"(?<!\w)(?:dự án|dự thảo|hồ sơ|xây dựng|soạn thảo|trình quốc hội|trình|nghiên cứu|hoàn thiện|đề xuất|đề nghị|lập đề nghị|"
    r"cho ý kiến|thảo luận|xem xét|thông qua)(?:\s+(?:các|về|đối với|dự án|dự thảo|hồ sơ|đề nghị xây dựng|xây dựng|thông qua))*\s+$"
)
_NUMBER_FOLLOWS = re.compile(r"\s*,?\s*(?:\(?(?:luật\s+)?số:?\s*)")
_DATE_FOLLOWS = re.compile(r"\s*,?\s*(?:được quốc hội thông qua\s+)?(?=ngày\s)")
# 'Luật sửa đổi, bổ sung một số điều của Luật A và Luật B': a law by what it amends.
_AMENDING = Headed(
    r"(?<!\w)(?P<head>(?:Luật|LUẬT|Pháp lệnh)\s+(?:[sS]ửa đổi|SỬA ĐỔI)(?:,?\s*(?:bổ sung|BỔ SUNG))?(?:\s+(?:một số điều|MỘT SỐ ĐIỀU))?"
    r"(?:\s+có liên quan đến [^;.\n]{3,40}?)?)\s+(?:của|tại|CỦA)\s+(?:(?:các|\d+)\s+)?(?=(?:[Ll]uật|LUẬT|Bộ luật|Pháp lệnh)\s)",
    ("Luật", "LUẬT", "Pháp lệnh"),
)
_NEXT_AMENDED = re.compile(r"\s*(?:,|và|,\s*và)\s+")
_PLURAL_STOP = re.compile(r"[,;:.()\"\n]|\s(?:số(?=\s*:?\s*\d)|ngày|và|có|được|đã)(?!\w)")
_ENACTS = re.compile(r"ban hành\s+$")
_MAKES = re.compile(r"(?:dự án|dự thảo|xây dựng|trình|thông qua)\s+$")


@dataclass(frozen=True, slots=True)
class _Name:
    """A law's name in the text: `end` of the name, `shown` with a remark such as '(sửa đổi)'; `bill` says that it is only drafted."""

    start: int
    end: int
    shown: int
    bill: bool


def laws(reading: Reading, cited: list[Mention], spans: list[tuple[int, int]]) -> list[Mention]:
    """The laws named in `spans`. Where the number stands right after the name, the cited number gets the name."""
    by_start = {m.start: m for m in cited}
    found = []
    for start, end in spans:
        taken: set[int] = set()
        for amending in _AMENDING.finditer(reading.text, start, end):
            if _ENACTS.search(reading.form, max(start, amending.start() - 24), amending.start()):
                continue  # 'Quốc hội ban hành Luật sửa đổi, bổ sung …' is the law at hand
            law, number = _amending(reading, by_start, amending, end)
            found.append(law)
            taken.add(number)
        free = {at: m for at, m in by_start.items() if at not in taken} if taken else by_start
        found += [_law(reading, free, name, end) for name in _names(reading.text, reading.form, start, end)]
    return found


def _names(text: str, form: str, start: int, end: int) -> Iterator[_Name]:
    for match in _LAW.finditer(text, start, end):
        known = max(_known_end(text, match.start(), end), _numbered_end(form, match.end(), end))
        if not match["upper"] and not _is_name(form[match.start() : known]):
            continue
        until = max(known, _plain_end(form, match, end)) if match["upper"] else known
        until = match.start() + len(text[match.start() : until].rstrip(" ,"))
        if len(text[match.start() : until].split()) < 2:
            continue
        drafted = _DRAFTED.match(form, until, end)
        bill = drafted is not None and _DRAFTING.search(form, max(start, match.start() - 60), match.start()) is not None
        yield _Name(match.start(), until, drafted.end() if drafted else until, bill)


def _is_name(words: str) -> bool:
    """Whether words in small letters are a law's name ('Luật thuế giá trị gia tăng' in older texts, but 'Luật quy định', 'Luật được')."""
    return match_form(law_names().get(fold(words), "")) == words


def _known_end(text: str, start: int, end: int) -> int:
    """Where the longest known name that begins at `start` ends; `start` if none does."""
    stop = _HARD_STOP.search(text, start, end)
    words = list(re.finditer(r"[^\s,]+", text[start : stop.start() if stop else end]))[:_LONGEST]
    for count in range(len(words), 1, -1):
        until = start + words[count - 1].end()
        if fold(text[start:until]) in law_names():
            return until
    return start


def _numbered_end(form: str, start: int, end: int) -> int:
    found = _NUMBERED.match(form, start, end)
    return found.end() if found and not _TELLS.search(found[0]) else start


def _plain_end(form: str, head: re.Match[str], end: int) -> int:
    """Where a name no list knows ends: at a word that begins something else, or a comma that joins no like term."""
    at = head.end()
    while True:
        stop = _STOP.search(form, at, end)
        until = stop.start() if stop else end
        if len(form[head.start() : until].split()) > 14:
            return head.start()
        if stop is None or stop[0] != "," or not _goes_on(form[head.end() : until], form[until + 1 : until + 40]):
            return until
        at = until + 1


def _goes_on(name: str, after: str) -> bool:
    """Whether a comma lies inside a name: before it a bare verb ('Phòng, chống …'), or after it a term like the one before
    ('Thuế xuất khẩu, thuế nhập khẩu', 'Khám bệnh, chữa bệnh')."""
    before, following = name.replace(",", " ").split(), re.findall(r"\w+", after)[:2]
    return bool(following) and (len(before) == 1 or following[0] == before[0] or (len(following) > 1 and following[1] == before[-1]))


def _amending(reading: Reading, by_start: dict[int, Mention], match: re.Match[str], limit: int) -> tuple[Mention, int]:
    """The amending law and where the number that is its own begins (-1 if it stands without one).

    In a citation the number or date behind the amended laws is the amending law's; where the amending law is only being made,
    it is that of the last amended one.
    """
    form = reading.form
    end = match.end()
    for amended in _names(reading.text, form, match.end(), limit):
        joined = amended.start == end or _NEXT_AMENDED.fullmatch(form, end, amended.start)
        if not joined:
            break
        end = amended.end
    if end == match.end():  # 'Luật sửa đổi, bổ sung một số điều của các luật về thuế'
        stop = _PLURAL_STOP.search(form, end, limit)
        end = match.start() + len(form[match.start() : stop.start() if stop else limit].rstrip())
    name = squash(reading.text[match.start() : end])
    start, shown = match.start("head"), match.end("head")
    made = _MAKES.search(form, max(0, start - 24), start)
    number = None if made else _number_at(by_start, form, end, limit)
    properties: dict[str, Scalar] = {"kind": "law", "title": name}
    if number is not None:
        return Mention(start, shown, "Document", number.id, name, {**number.properties, **properties}), number.start
    meant = "" if made else _meant(reading, name, end, limit)
    said = _said(reading, end, limit) if not made else ""
    properties |= {"issued_on": said} if said else {}
    return Mention(start, shown, "Document", meant or named("Document", f"{said} {name}".strip()), name, properties), -1


def _number_at(by_start: dict[int, Mention], form: str, end: int, limit: int) -> Mention | None:
    follows = _NUMBER_FOLLOWS.match(form, end, limit)
    if follows is None:
        return None
    exact = by_start.get(follows.end()) or by_start.get(follows.start())
    # 'văn bản quy phạm pháp luật số …' ends in a word that numbers take along
    return exact or next((m for m in by_start.values() if m.start <= follows.end() < m.end), None)


def _law(reading: Reading, by_start: dict[int, Mention], found: _Name, limit: int) -> Mention:
    start, end = found.start, found.end
    number = _number_at(by_start, reading.form, end, limit)
    known_name, known_end = ("", end) if number else _known_prefix(reading.text, start, end)
    end, shown = known_end, max(found.shown, known_end) if known_end == end else known_end
    name = known_name or law_names().get(fold(reading.text[start:end]), "") or squash(reading.text[start:end])
    if number is not None:
        properties = {**number.properties, "kind": "law", "title": name}
        return Mention(start, number.end, "Document", number.id, name, properties)
    if found.bill:
        bill = squash(reading.text[start:shown])
        return Mention(start, shown, "Document", named("Document", f"{name} (sửa đổi)"), bill, {"kind": "law", "title": bill})
    meant = _meant(reading, name, end, limit)
    if meant:
        return Mention(start, shown, "Document", meant, name, {"kind": "law", "title": name})
    return Mention(
        start,
        shown,
        "Document",
        named("Document", name),
        name,
        {"kind": "law", "title": name},
        aliases=(squash(reading.text[start:shown]),),
    )


def _known_prefix(text: str, start: int, end: int) -> tuple[str, int]:
    """The longest beginning of the name that the registry knows, and where it ends; the whole name where it knows none."""
    words = list(re.finditer(r"[^\s,]+", text[start:end]))
    for count in range(len(words), 1, -1):
        until = start + words[count - 1].end()
        known = registry().laws.get(fold(text[start:until]))
        if known:
            return known[0].node.name, until
        if fold(text[start:until]) in law_names():
            return law_names()[fold(text[start:until])], until
    return "", end


def _said(reading: Reading, end: int, limit: int) -> str:
    """The ISO date that follows a name, '' if none does."""
    lead = _DATE_FOLLOWS.match(reading.form, end, limit)
    said = next(dates.whens(reading.form, lead.end(), min(limit, lead.end() + 40), None), None) if lead else None
    return said.first.isoformat() if said and said.kind == "day" else ""


def _meant(reading: Reading, name: str, end: int, limit: int) -> str:
    """The id of the law meant: the one passed on the date said, or the only one in force on the text's day; '' if unsure."""
    known = registry().laws.get(fold(name), ())
    said = _said(reading, end, limit)
    if said:
        return next((law.id for law in known if law.issued_on == said), "")
    day = reading.head.dated
    possible = known if day is None else [law for law in known if law.in_force(day.isoformat())]
    if not possible and day is not None:  # passed, and not yet in force
        possible = [law for law in known if law.issued_on and law.issued_on <= day.isoformat() < str(law.node.get("effective_on"))]
    return possible[0].id if len(possible) == 1 else ""
