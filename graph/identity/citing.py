"""Numbers cited without their year: which documents of a number a text of some day can mean."""

from __future__ import annotations

from collections.abc import Mapping

CITED_YEARS = 2
"""A number without a year means a document of the citing year or of the two before: offices number anew each year."""


def undated(document: str) -> str:
    """The id by which a dated official document is known where its year is not said; '' for other ids.

    >>> undated("document:tb-vpcp-2024-344"), undated("document:tb-vpcp-undated-344"), undated("document:luat-du-lieu")
    ('document:tb-vpcp-undated-344', '', '')
    """
    head, _, number = document.rpartition("-")
    start, _, year = head.rpartition("-")
    known = len(year) == 4 and year.isdigit() and number.replace("_", "").isdigit()
    return f"{start}-undated-{number}" if known else ""


def could_be(cited: str, day: str) -> list[str]:
    """The ids of the dated documents that a text of `day` (ISO) can mean by an undated number, the latest first.

    >>> could_be("document:tb-vpcp-undated-344", "2024-08-01")[0]
    'document:tb-vpcp-2024-344'
    """
    if "-undated-" not in cited or not day[:4].isdigit():
        return []
    return [cited.replace("-undated-", f"-{int(day[:4]) - back}-") for back in range(CITED_YEARS + 1)]


def meant(cited: str, day: str, known: Mapping[str, str]) -> str:
    """The only `known` document (id to date of issue, '' where unknown) that a text of `day` can mean; '' if none or several."""
    found = [id_ for id_ in could_be(cited, day) if id_ in known and known[id_] <= day]
    return found[0] if len(found) == 1 else ""
