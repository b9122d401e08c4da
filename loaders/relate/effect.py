"""When the document at hand comes into force."""

from __future__ import annotations

import re
from datetime import timedelta

from loaders.reading import Reading
from loaders.recognise import dates
from loaders.relate.clauses import sentences
from loaders.structure.outline import Mode

_EFFECTIVE = re.compile(r"có hiệu lực\s*(?:thi hành\s*)?(?:kể\s+)?(?:từ\s+)?(?=ngày)")
_FROM_SIGNING = re.compile(r"có hiệu lực\s*(?:thi hành\s*)?(?:kể\s+)?từ ngày\s+(?:ký|ban hành)")
_AFTER_SIGNING = re.compile(
    r"có hiệu lực\s*(?:thi hành\s*)?sau\s+(?P<days>\d{1,3})(?:\s*\([^)]{2,30}\))?\s+ngày,?\s*(?:kể\s+)?từ ngày\s+(?:ký|ban hành)"
)


def effect(reading: Reading) -> tuple[str, tuple[int, int] | None]:
    """The ISO day on which the document at hand comes into force, and the sentence that says so; '' and None where none does."""
    for passage in reading.passages:
        if passage.mode is Mode.CLOSING or passage.quoted:
            continue
        for start, end in sentences(reading.text, passage.block.start, passage.block.end):
            day = _said(reading, start, end)
            if day:
                return day, (start, end)
    return "", None


def _said(reading: Reading, start: int, end: int) -> str:
    form, signed = reading.form, reading.head.dated
    after = _AFTER_SIGNING.search(form, start, end)
    if after and signed and _is_own(form, start, after.start()):
        return (signed + timedelta(days=int(after["days"]))).isoformat()
    found = _EFFECTIVE.search(form, start, end)
    if found is None or not _is_own(form, start, found.start()):
        return ""
    when = next(dates.whens(form, found.end(), end, None), None)
    if when and when.kind == "day" and when.start - found.end() < 3:
        return when.first.isoformat()
    return signed.isoformat() if signed and _FROM_SIGNING.match(form, found.start()) else ""


def _is_own(form: str, start: int, verb: int) -> bool:
    return re.search(r"này\s*$", form[max(start, verb - 8) : verb]) is not None
