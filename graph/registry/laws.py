"""Names of laws, where they cannot be told from their grammar."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from graph.registry.build import registry
from graph.registry.source import read
from graph.text import fold


@cache
def law_names() -> Mapping[str, str]:
    """Every known name of a law, folded -> its name as passed: of those in the registry, and of those in data/laws.yaml."""
    names = {name: known[0].node.name for name, known in registry().laws.items()}
    for row in read("laws"):
        name, also = (row, ()) if isinstance(row, str) else (row["name"], row["also"])
        names |= {fold(one): name for one in (name, *also)}
    return names
