"""Names of programmes, databases, platforms and decrees that no registry knows."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.recognise.databases import databases
from loaders.recognise.drafts import decrees
from loaders.recognise.platforms import platforms
from loaders.recognise.programmes import programmes
from loaders.recognise.spans import Mention


def assets(text: str, form: str, start: int, end: int) -> Iterator[Mention]:
    """Programmes, databases, platforms and decrees named between two positions, beside those of the registry."""
    yield from decrees(text, form, start, end)
    yield from programmes(text, form, start, end)
    yield from databases(text, form, start, end)
    yield from platforms(text, form, start, end)
