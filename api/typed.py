"""Commands as they can be typed: the query that a question led to, quoted for a shell."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from api.settings import DEFAULT_STORE

_KEPT = ("--store", "--as-of")
"""Options that a command needs to lead to the same answer."""


def command(query: str, parameters: Mapping[str, str], options: Sequence[str] = ()) -> str:
    """The line that runs a query of the catalogue; `options` are further words of it.

    >>> command("citing", {"document": "06/QĐ-TTg", "relation": "CITES"})
    "luocdo query citing 'document=06/QĐ-TTg' relation=CITES"
    """
    return shlex.join(["luocdo", "query", query, *(f"{name}={value}" for name, value in parameters.items()), *options])


def options(store: str, as_of: date | None) -> list[str]:
    """The options of a command on a store and day; a store that the next command finds by itself, or with a password, is not told."""
    by_itself = {DEFAULT_STORE, os.environ.get("LUOCDO_STORE")}
    told = ["--store", store] if store not in by_itself and "@" not in store else []
    return told + (["--as-of", as_of.isoformat()] if as_of else [])


def kept_options(arguments: Sequence[str]) -> list[str]:
    """The options among the words of a command that the next needs too, without an address that holds a password."""
    return [word for option, value in _options(arguments) if "@" not in value for word in (option, value)]


def _options(arguments: Sequence[str]) -> Iterator[tuple[str, str]]:
    for place, argument in enumerate(arguments):
        name, sign, value = argument.partition("=")
        if name in _KEPT and (sign or place + 1 < len(arguments)):
            yield name, value if sign else arguments[place + 1]
