"""Days as users write them."""

from __future__ import annotations

import re
from datetime import date

from graph.errors import QuestionError

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_VIETNAMESE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def parse_day(text: str) -> date:
    """The day written as 2024-08-01 or 01/08/2024; raises QuestionError for anything else.

    >>> parse_day("1/8/2024")
    datetime.date(2024, 8, 1)
    """
    stripped = text.strip()
    try:
        if found := _ISO.fullmatch(stripped):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _VIETNAMESE.fullmatch(stripped):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:  # 31/02/2024 has the form of a date
        pass
    raise QuestionError(f"'{text}' không phải là một ngày: hãy viết như 2024-08-01 hoặc 01/08/2024.")
