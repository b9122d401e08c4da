"""From recognised stretches to things: numbers get their issuer and year, laws their number, short names what they stand for.

What stays unsure is recorded in the reading's `unresolved`, never guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from graph.ids import named
from graph.registry import Province
from graph.text import fold, squash
from loaders.reading import Reading
from loaders.recognise import assets, gazetteer, laws, local_bodies, local_units, units
from loaders.recognise.citations import Citations
from loaders.recognise.heads import Headed
from loaders.recognise.numbers import numbers
from loaders.recognise.short_names import called, up_to_definition
from loaders.recognise.spans import Mention, Placed, longest_first
from loaders.recognise.variants import unify
from loaders.structure.outline import Mode

_ORGAN = re.compile(
    r"(?<!\w)(?:(?:Văn phòng|Ban Thường vụ|Thường trực)\s+)?(?:Đảng ủy|Đảng đoàn|Ban [Cc]án sự đảng|Đảng bộ)(?:\s+cơ quan)?\s+$"
)
_OFFICE = re.compile(r"(?<!\w)(?:Văn phòng|Ban Thường vụ|Thường trực)\s+$")
# 'Ảnh: VGP', '(Nguồn: …)' tell where a picture or text was taken from.
_CREDIT = re.compile(r"(?<!\w)(?:ảnh|nguồn|video|clip|đồ họa|nguồn ảnh)(?:\s+minh h[oọ]ạ?a?)?\s*:\s*$")
_OF_UNIT = re.compile(r"\s+(?:của\s+)?(?:[Tt]ỉnh|[Tt]hành phố|TP\.?)(?!\w)")
_TITLE_WORDS = 4  # words of a title by which a document speaks of itself
_TOLD = (
    r"(?:sớm|khẩn trương|cũng|đã|sẽ|cần|phải|tiếp tục|chủ trì|tập trung|phối hợp|nghiên cứu|xây dựng|hoàn thiện|rà soát|"
    r"trình|đang|tham mưu|có trách nhiệm|được giao)"
)
_BARE = Headed(
    rf"(?<!\w)(?P<head>Bộ|Cục|Sở|Vụ|Viện|Ủy ban [Qq]uốc gia|Ban Chỉ đạo|Tổ công tác)(?: này(?!\w)|"
    rf"(?=\s+{_TOLD}(?!\w)))|(?<!\w)(?P<committee>Ủy ban [Qq]uốc gia|Ban Chỉ đạo)(?=\s+(?:và|tổ chức|họp)|\s*[,.;:])|"
    r"(?<!\w)(?P<any>[Cc]ơ quan|[Đđ]ơn vị) này(?!\w)",
    (
        "Bộ",
        "Cục",
        "Sở",
        "Vụ",
        "Viện",
        "Ủy ban",
        "Ban Chỉ đạo",
        "Tổ công tác",
        "Cơ quan",
        "cơ quan",
        "Đơn vị",
        "đơn vị",
    ),
)


def resolve(reading: Reading) -> None:
    """Find and settle every mention of the reading; sets its document id, home place and mentions."""
    spans = list(_spans(reading))
    found = [n for start, end in spans for n in numbers(reading.plain, reading.form, start, end)]
    reading.home = _home(reading, spans)
    citations = Citations(reading, found)
    reading.document = citations.own_id() or _article_id(reading)
    cited = [*citations.mentions()]
    cited += laws.laws(reading, cited, spans)
    cited += citations.short_forms(spans)
    taken = {m.start for m in cited}
    cited += [m for m in citations.by_issuer(spans) if m.start not in taken]
    registered = _registered(reading, spans)
    bodies, groups = _bodies(reading, spans, registered)
    recognised = [m for start, end in spans for m in assets.assets(reading.text, reading.form, start, end)]
    recognised = [up_to_definition(reading, m) for m in recognised]
    settled = _settle(
        reading,
        cited,
        [m for m in registered if m.type == "Agency"] + bodies,
        groups,
        [m for m in registered if m.type != "Agency"],
        recognised,
    )
    settled = unify(settled)
    settled += _bare_bodies(reading, settled, spans)
    settled += called(reading, settled)
    reading.keep_mentions([m for m in settled if not _CREDIT.search(reading.form, max(0, m.start - 24), m.start)])


def _spans(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where mentions count: the head's issuer and title, and every passage outside the closing part."""
    head = reading.head
    yield from (span for span in (head.issuer_span, head.title_span) if span and head.official)
    yield from ((p.block.start, p.block.end) for p in reading.passages if p.mode is not Mode.CLOSING)
    yield from ((listed.start, listed.end) for listed in reading.listing.listed)
    if reading.listing.shown:
        yield reading.listing.shown


def _home(reading: Reading, spans: list[tuple[int, int]]) -> Province | None:
    """The place whose bodies go unnamed: the issuer's, else the title's, else the only one the text names."""
    for span in (reading.head.issuer_span, reading.head.title_span):
        if span:
            named_there = _places(reading, [span])
            if len({p.slug for p in named_there}) == 1:
                return named_there[0]
    return _main_place(_places(reading, spans))


def _main_place(named_places: list[Province]) -> Province | None:
    """The only place that a local text speaks of, or the one it names often and far more than any other."""
    counted = Counter(p.slug for p in named_places)
    top = counted.most_common(1)
    if not top or (len(counted) > 1 and (top[0][1] < 3 or top[0][1] < 0.7 * counted.total())):
        return None
    return next(p for p in named_places if p.slug == top[0][0])


def _places(reading: Reading, spans: list[tuple[int, int]]) -> list[Province]:
    return [p for start, end in spans for p in local_bodies.places_named(reading.text, reading.form, start, end)]


def _article_id(reading: Reading) -> str:
    day = reading.head.dated.isoformat() if reading.head.dated else ""
    return named("Document", f"{day} {reading.head.title or reading.text[:80]}")


def _registered(reading: Reading, spans: list[tuple[int, int]]) -> list[Mention]:
    inside = _Inside(spans)
    day = reading.head.dated.isoformat() if reading.head.dated else ""
    found = (m for m in gazetteer.names(reading.text, reading.form, day) if "\n" not in reading.text[m.start : m.end] and inside(m.start))
    return [_with_place(reading, m) for m in found]


def _with_place(reading: Reading, mention: Mention) -> Mention:
    """A system that every province has, with the province it is said of: 'Hệ thống thông tin giải quyết TTHC tỉnh Đắk Lắk'."""
    if mention.type != "Platform" or "cấp tỉnh" not in mention.name:
        return mention
    unit = _OF_UNIT.match(reading.text, mention.end)
    if unit is None:
        return mention
    where = local_bodies.place_at(reading.form, unit.end() + 1)
    end = where[1] if where and reading.text[unit.end() + 1].isupper() else unit.end()
    return replace(mention, end=end, aliases=(squash(reading.text[mention.start : end]),))


class _Inside:
    """Whether a position lies in one of the spans (sorted, apart)."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self.at = 0

    def __call__(self, position: int) -> bool:
        while self.at and self.spans[self.at - 1][1] > position:
            self.at -= 1
        while self.at < len(self.spans) and self.spans[self.at][1] <= position:
            self.at += 1
        return self.at < len(self.spans) and self.spans[self.at][0] <= position


def _bodies(reading: Reading, spans: list[tuple[int, int]], registered: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    text, form = reading.text, reading.form
    bodies = [m for start, end in spans for m in local_bodies.bodies(text, form, start, end, reading.home)]
    bodies += [m for start, end in spans for m in local_units.local_units(text, form, start, end, reading.home)]
    bodies += list(_party_organs(reading, [*registered, *bodies]))
    known = [m for m in registered if m.type == "Agency"]
    ministry = _ministry(known)
    taken = Placed([*known, *bodies])
    bodies += [u for start, end in spans for u in units.units(text, start, end, ministry) if not taken.touches(u.start, u.end)]
    groups = [m for start, end in spans for m in local_bodies.groups(text, form, start, end)]
    starts = sorted(m.start for m in [*registered, *bodies] if m.type == "Agency" and m.id != "agency:chinh-phu")
    return bodies, [cut for m in groups if (cut := _before_named(m, starts, text))]


def _party_organs(reading: Reading, bodies: list[Mention]) -> Iterator[Mention]:
    """The Party's organs in a body: 'Đảng ủy Bộ Xây dựng', 'Đảng đoàn Quốc hội', 'Văn phòng Đảng ủy Chính phủ'."""
    for body in bodies:
        own = fold(body.name).startswith("dang uy")
        pattern = _OFFICE if own else _ORGAN
        found = pattern.search(reading.text, max(0, body.start - 50), body.start) if body.type == "Agency" and not body.group else None
        if found:
            name = f"{squash(found[0])} {body.name}"
            yield Mention(found.start(), body.end, "Agency", named("Agency", name), name, {"kind": "party"})


def _ministry(known: list[Mention]) -> Mention | None:
    """The ministry a text speaks of most, if one stands out: its 'Thanh tra Bộ', 'Văn phòng Bộ' are meant."""
    counted = Counter(m.id for m in known if m.name.startswith("Bộ ")).most_common(2)
    if not counted or (len(counted) > 1 and counted[1][1] * 2 > counted[0][1]):
        return None
    return next(m for m in known if m.id == counted[0][0])


def _before_named(group: Mention, starts: list[int], text: str) -> Mention | None:
    """A group's words end where a named body begins: 'các bộ, ngành và Bộ Công an'."""
    first = bisect_right(starts, group.start)
    if first == len(starts) or starts[first] >= group.end:
        return group
    inner = starts[first]
    end = group.start + len(re.sub(r"(?:\s|,|và|với|cùng)+$", "", text[group.start : inner]))
    return replace(group, end=end, name=text[group.start : end]) if end - group.start > 5 else None


def _settle(
    reading: Reading,
    cited: list[Mention],
    agencies: list[Mention],
    groups: list[Mention],
    registered: list[Mention],
    recognised: list[Mention],
) -> list[Mention]:
    """Settle overlaps layer by layer: bodies; documents; programmes; databases and platforms."""
    bodies = longest_first([*agencies, *groups])
    documents = longest_first(cited)
    taken, cites = Placed(bodies), Placed(documents)
    title = reading.head.title_span or (0, 0)
    named_documents = longest_first(
        [
            m
            for m in recognised
            if m.type == "Document" and cites.at(m.start) is None and not (title[0] <= m.start < title[1]) and not _is_own_title(reading, m)
        ]
    )
    layers = [bodies, documents, named_documents]
    for types in (("Programme",), ("Database", "Platform")):
        known = longest_first([m for m in registered if m.type in types and not _is_part(m, taken)])
        other = [m for m in recognised if m.type in types and taken.at(m.start) is None]
        layers.append(_prefer_known(known, other))
    programmes, in_registry = Placed(layers[3]), {m.id for m in registered}
    assets_ = [m for m in layers[4] if not _is_part(m, programmes) or m.id in in_registry]
    return [*layers[0], *layers[1], *layers[2], *layers[3], *assets_]


def _is_own_title(reading: Reading, mention: Mention) -> bool:
    """'Nghị định quy định …' in its own text is the document itself."""
    title, name = fold(reading.head.title), fold(mention.name)
    if not reading.head.official or not title:
        return False
    about = name.partition(" ")[2].partition(" ")[2]  # without 'Nghị định', 'Thông tư'
    same_kind = mention.properties.get("kind") == reading.head.kind
    return name.endswith(title[:60]) or (same_kind and len(about.split()) >= _TITLE_WORDS and title.startswith(about))


def _prefer_known(known: list[Mention], other: list[Mention]) -> list[Mention]:
    """Registry names win over recognised ones they touch, unless the recognised one goes on to tell another period."""
    kept: list[Mention] = []
    placed = Placed(known)
    for mention in longest_first(other):
        touched = placed.touching(mention.start, mention.end)
        if not touched:
            kept.append(mention)
        elif all(_another_period(k, mention) or _about_more(k, mention) for k in touched):
            known = [k for k in known if k not in touched]
            placed = Placed(known)
            kept.append(mention)
    return longest_first([*known, *kept])


def _about_more(known: Mention, longer: Mention) -> bool:
    """'Trung tâm dữ liệu quốc gia về dân cư' is not the 'Trung tâm dữ liệu quốc gia'."""
    return longer.start <= known.start and longer.type == known.type and fold(longer.name).startswith(f"{fold(known.name)} ve ")


def _another_period(known: Mention, longer: Mention) -> bool:
    years, known_years = set(re.findall(r"20\d\d", longer.name)), set(re.findall(r"20\d\d", known.name))
    return longer.start <= known.start and longer.end > known.end and bool(years) and bool(known_years) and not years & known_years


def _is_part(mention: Mention, others: Placed) -> bool:
    """Whether a mention is a part of another's words."""
    other = others.at(mention.start)
    return other is not None and mention.end <= other.end and (other.start, other.end) != (mention.start, mention.end)


def _bare_bodies(reading: Reading, settled: list[Mention], spans: list[tuple[int, int]]) -> Iterator[Mention]:
    """'Bộ', 'Cục', 'Sở' alone are the last one of that kind named before; 'cơ quan này' is the last body that was told to act."""
    bodies = Placed(m for m in settled if m.type == "Agency" and not m.group)
    taken = {m.start for m in settled}
    for start, end in spans:
        for match in _BARE.finditer(reading.text, start, end):
            if match.start() in taken:
                continue
            before = bodies.before(match.start())
            head = match["head"] or match["committee"]
            opening = f"{fold(head)} " if head else ""
            meant = next((m for m in before if (fold(m.name).startswith(opening) if head else _opens(reading, m))), None)
            if meant:
                yield replace(meant, start=match.start(), end=match.end())
            elif match["head"] == "Bộ":
                reading.leave(match.start(), match.end(), "Agency", "không rõ bộ nào được nhắc trước đó")


def _opens(reading: Reading, mention: Mention) -> bool:
    """Whether a body stands where a sentence's subject does."""
    before = reading.form[max(0, mention.start - 10) : mention.start]
    return (
        not before.strip()
        or reading.text[mention.start - 1] == "\n"
        or re.search(r"(?:[.;:,]|giao|yêu cầu|đề nghị)\s*$", before) is not None
    )
