"""What a cell of a table says: who leads and who helps, by when, a bare value, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.text import match_form, squash
from loaders.reading import Reading
from loaders.recognise import dates
from loaders.recognise.spans import Mention
from loaders.relate.deadlines import NONE, Deadline
from loaders.relate.draft import Span

DITTO = re.compile(r"[\"'`]{1,2}|〃|//|-?\s?n\.?t\.?\s?-?|như trên|như (?:mục|dòng|hàng) trên")
"""A cell that says what the one above says."""
NOTHING = re.compile(r"[-_./\\…*\s]*|không(?: có)?|0")
"""A cell that says there is nothing to say."""
MARKED = re.compile(r"[x×✓✔√●•+]")
"""A cell that only marks its column."""
CLOCK = re.compile(r"\d{1,2}\s?(?:[h:]|giờ)\s?(?:\d{2})?\s*(?:-|đến|$)")
"""A time of day: the table is an agenda, and lays nothing on anybody."""

_HELPS = re.compile(r"(?<!\w)(?:cơ quan |đơn vị )?phối hợp(?!\w)(?:\s+(?:thực hiện|với))?\s*:?")
_LEADS = re.compile(r"(?<!\w)(?:cơ quan |đơn vị )?(?:chủ trì|đầu mối)(?!\w)")
_IN_BRACKETS = re.compile(r"\(\s*(?:cùng\s+)?(?P<role>phối hợp|chủ trì)\s*\)")
_MONTHS = r"(?P<m>0?[1-9]|1[0-2])"
_BARE = (
    ("day", re.compile(r"(?<![\d/.\-])(?P<y>20\d\d)-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)")),
    ("quarter", re.compile(r"(?<!\w)q(?:úy|uý|\.)?\s?(?P<q>i{1,3}|iv|[1-4])\s?[/\-.,\s]\s?(?P<y>20\d\d)(?!\d)")),
    ("month", re.compile(rf"(?<![\d/.\-])(?:t\.?\s?)?{_MONTHS}\s?[/\-.]\s?(?P<y>20\d\d)(?![\d/])")),
    ("year", re.compile(r"(?<![\w/.\-])(?P<y>20\d\d)(?![\w/]|\.\d|-\w)")),
)
_SINCE = re.compile(r"(?<!\w)(?:kể từ|từ|bắt đầu(?: từ)?|sau|theo)\s*(?:ngày|tháng|năm|quý|khi)?\s*$")
_BEFORE = re.compile(r"trước\s*(?:tháng|quý|năm|hết)?\s*$")


def cell_deadline(reading: Reading, cells: Sequence[Span]) -> Deadline:
    """The deadline that cells of nothing but deadlines give: the last of their days; the words and a rhythm otherwise."""
    cells = [cell for cell in cells if not MARKED.fullmatch(reading.form, *cell)]  # a cross says that it was done, or not when
    if not cells:
        return NONE
    last: date | None = None
    for start, end in cells:
        found = list(_days(reading, start, end))
        last = max([*found, *([last] if last else [])], default=None)
    words = "; ".join(squash(reading.text[start:end]) for start, end in cells)
    rhythm = next((r for cell in cells if (r := dates.recurring(reading.form, *cell))), "")
    return Deadline(last.isoformat() if last else "", words, rhythm, *cells[0])


def _days(reading: Reading, start: int, end: int) -> Iterator[date]:
    """The last day of each date or period of a cell that is no beginning."""
    form = reading.form
    avoid = reading.dated_names(start, end)
    taken: list[Span] = []
    for when in dates.whens(form, start, end, reading.spoken_year):
        taken.append((when.start, when.end))
        if not _overlaps(avoid, when.start, when.end) and not _SINCE.search(form, max(start, when.start - 25), when.start):
            ends_before = when.kind not in ("day", "range") and _BEFORE.search(form, max(start, when.start - 16), when.start)
            yield when.first - timedelta(days=1) if ends_before else when.last
    for kind, pattern in _BARE:
        for match in pattern.finditer(form, start, end):
            if _overlaps([*taken, *avoid], *match.span()) or _SINCE.search(form, max(start, match.start() - 25), match.start()):
                continue
            bounds = _bounds(kind, match)
            if bounds:
                taken.append(match.span())
                ends_before = kind != "day" and _BEFORE.search(form, max(start, match.start() - 16), match.start())
                yield bounds[0] - timedelta(days=1) if ends_before else bounds[1]


def _overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    return any(s < end and start < e for s, e in spans)


def _bounds(kind: str, match: re.Match[str]) -> tuple[date, date] | None:
    part = match.groupdict()
    year = int(part["y"])
    if kind == "year":
        return date(year, 1, 1), date(year, 12, 31)
    if kind == "quarter":
        quarter = dates.ROMAN.get(part["q"]) or int(part["q"])
        return date(year, quarter * 3 - 2, 1), dates.month_end(year, quarter * 3)
    try:
        first = date(year, int(part["m"]), int(part.get("d") or 1))
    except ValueError:
        return None
    return first, first if kind == "day" else dates.month_end(year, first.month)


def bodies(reading: Reading, cell: Span, helps: bool = False) -> tuple[list[Mention], list[Mention]]:
    """Who leads and who helps by one cell. `helps` says that its column is that of helpers: then words decide only where they stand.

    'Chủ trì: A; Phối hợp: B', 'A chủ trì, phối hợp với B', 'A (chủ trì), B (phối hợp)', or plain names.
    """
    form = reading.form
    found = [m for m in reading.within(*cell) if m.type == "Agency"]
    marks = {m.start(): m["role"] for m in _IN_BRACKETS.finditer(form, *cell)}
    if marks:
        return _by_brackets(found, marks, helps)
    turn = _HELPS.search(form, *cell)
    if turn is None or (helps and not _LEADS.search(form, *cell)):
        leads_at = _LEADS.search(form, *cell)
        return ([], found) if helps and leads_at is None else (found, [])
    back = _LEADS.search(form, turn.end(), cell[1])
    leads = [m for m in found if m.end <= turn.start() or (back and m.start >= back.end())]
    return leads, [m for m in found if m not in leads]


def _by_brackets(found: Sequence[Mention], marks: dict[int, str], helps: bool) -> tuple[list[Mention], list[Mention]]:
    """The role that the bracket behind a body gives to it and to those before it; without one the column's."""
    leads: list[Mention] = []
    partners: list[Mention] = []
    for body in found:
        role = next((marks[at] for at in sorted(marks) if at >= body.end), "phối hợp" if helps else "chủ trì")
        (leads if role == "chủ trì" else partners).append(body)
    return leads, partners


_SIGNS = {"≥": ">=", ">=": ">=", "≤": "<=", "<=": "<=", ">": ">", "<": "<", "~": "~", "≈": "~"}
_WORDS = (
    (">=", r"tối thiểu|ít nhất|không dưới|không thấp hơn|từ|đạt tối thiểu"),
    ("<=", r"tối đa|không quá|không vượt quá|không cao hơn"),
    (">", r"trên|hơn|vượt"),
    ("<", r"dưới|thấp hơn"),
    ("~", r"khoảng|gần|xấp xỉ|ước"),
)
_VALUE = re.compile(
    r"(?:đạt\s+)?(?:(?P<sign>>=|<=|[≥≤><~≈])|(?P<words>" + "|".join(words for _, words in _WORDS) + r"))?\s*(?:đạt\s+)?"
    r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)\s*(?P<to>-\s*\d+(?:[.,]\d+)?\s*)?"
    r"(?P<unit>%|(?!trở lên)[^\W\d][^\d;:()]{0,30}?)?"
    r"\s*(?P<up>trở lên)?"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_MAGNITUDE = re.compile(r"((?:nghìn|ngàn|triệu|tỷ|tỉ)(?:\s+t[ỷỉ])?)(?!\w)")


@dataclass(frozen=True, slots=True)
class Number:
    """The value of a cell that holds nothing else. `unit` is '' where the cell does not name it."""

    comparator: str
    value: float
    unit: str


def cell_value(written: str) -> Number | None:
    """The value a cell holds; None where it holds words, several values or none. Magnitudes are multiplied out.

    >>> cell_value("≥ 80%"), cell_value("1,5 triệu người"), cell_value("Hoàn thành")
    (Number(comparator='>=', value=80.0, unit='%'), Number(comparator='=', value=1500000.0, unit='người'), None)
    """
    written = written.strip(" .;")
    match = _VALUE.fullmatch(match_form(written))
    if match is None:
        return None
    figures = match["number"]
    if _THOUSANDS.fullmatch(figures):
        figures = figures.replace(".", "")
    words = match["words"] or ""
    comparator = _SIGNS.get(match["sign"] or "") or next((sign for sign, known in _WORDS if words and re.fullmatch(known, words)), "=")
    if match["up"] or (match["to"] and comparator == "="):  # 'từ 80 đến 100' is at least 80
        comparator = ">="
    times, unit = magnitude(written[match.start("unit") : match.end("unit")] if match["unit"] else "")
    return Number(comparator, round(float(figures.replace(",", ".")) * times, 6), unit)


def magnitude(unit: str) -> tuple[float, str]:
    """A unit without its magnitude, and what that multiplies by.

    >>> magnitude("Tỷ đồng"), magnitude("hồ sơ")
    ((1000000000.0, 'đồng'), (1.0, 'hồ sơ'))
    """
    match = _MAGNITUDE.match(match_form(unit))
    times = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
    if match is None:
        return 1.0, unit
    product = 1.0
    for word in match[1].split():
        product *= times[word]
    return product, unit[match.end() :].strip()
