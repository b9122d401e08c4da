"""Ids computed from what a thing is: the same input gives the same id on every machine and in every store.

An id is `type:rest`, the rest being ASCII letters, digits, hyphens and underscores, so it can stand in a URL path.
"""

from __future__ import annotations

import hashlib

from graph.text import fold, slug

_LONGEST = 80


def named(node_type: str, name: str) -> str:
    """The id of a thing known by its name: a slug, shortened with a digest where it is long.

    >>> named("Database", "đất đai")
    'database:dat-dai'
    """
    text = slug(name)
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 11].rstrip('-')}-{digest(name)}"
    return f"{node_type.lower()}:{text}"


def numbered(kind_code: str, issuer_code: str, year: int | None, number: str) -> str:
    """The id of an official document: type code, issuer, year of issue and number; an unknown year is said.

    >>> numbered("NĐ", "CP", 2019, "73"), numbered("TB", "VPCP", None, "344")
    ('document:nd-cp-2019-73', 'document:tb-vpcp-undated-344')
    """
    number = ".".join(str(int(part)) for part in number.split("."))
    return f"document:{slug(f'{kind_code} {issuer_code}')}-{year or 'undated'}-{number.replace('.', '_')}"


def told(node_type: str, document: str, *parts: object) -> str:
    """The id of something one document tells (a task, target, measurement): the document and a digest of `parts`."""
    return f"{node_type.lower()}:{document.split(':', 1)[1]}-{digest(*parts)}"


def digest(*parts: object) -> str:
    """Ten hexadecimal digits of the SHA-256 of the folded parts."""
    joined = "\x1f".join(fold(str(part)) for part in parts)
    return hashlib.sha256(joined.encode("utf8")).hexdigest()[:10]
