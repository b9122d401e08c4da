"""One value of a row as people read it or as a program types it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from viz.words import say

# What XML 1.0 cannot hold: kept texts may carry form feeds and the like, and Office files and GraphML are XML.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet read a text as a formula."""


def printable(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def day(value: object) -> date | None:
    """The date of an ISO day, or None for anything else.

    >>> day("2024-07-31"), day("2024"), day("2024-02-31")
    (datetime.date(2024, 7, 31), None, None)
    """
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def shown_day(value: date, language: str) -> str:
    """A date for people: 31/07/2024 in Vietnamese, 31 July 2024 in English."""
    return value.strftime("%d/%m/%Y") if language == "vi" else f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def shown(value: Any, language: str) -> str:
    """Any scalar or list of a row as people read it; nothing is the empty text.

    >>> shown("2024-07-31", "vi"), shown(0.5, "vi"), shown(78500000, "vi"), shown(78500000.0, "en")
    ('31/07/2024', '0,5', '78.500.000', '78,500,000')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("page_yes" if value else "page_no", language)
    if isinstance(value, int | float):
        return _number(value, language)
    if isinstance(value, Mapping):
        return shown(value.get(language) or value.get("vi") or value.get("name"), language)
    if isinstance(value, list | tuple):
        return "; ".join(shown(item, language) for item in value)
    found = day(value)
    return shown_day(found, language) if found else printable(str(value))


def plain(value: Any) -> str:
    """Any scalar or list of a row as data: ISO dates, a point in decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | tuple):
        return "; ".join(plain(item) for item in value)
    return printable(str(value))


def _number(value: float, language: str) -> str:
    # Small whole numbers may be years or ordinals: only what has five digits or more is grouped.
    whole = float(value).is_integer()
    text = f"{value:,.0f}" if whole and abs(value) >= 10_000 else f"{value:.0f}" if whole else f"{value:,.10g}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
