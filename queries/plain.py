"""Text for matching in place: `plain` strips accents and case and keeps every position."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from graph.text import match_form


@lru_cache(maxsize=8192)
def _base(character: str) -> str:
    return "d" if character == "đ" else unicodedata.normalize("NFD", character)[0]


def plain(text: str) -> str:
    """`text` in lower case without accents, of the same length, so that a position in it is one in `text`.

    >>> plain("Quyết định số 06/QĐ–TTg")
    'quyet dinh so 06/qd-ttg'
    """
    return "".join(map(_base, match_form(text)))
