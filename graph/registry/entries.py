"""What the registry holds: entries (one known thing each) and documents known by number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.model import Node

NO_DATES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Entry:
    """One known agency, programme, database, platform or document.

    `surfaces` are all names that mean it in running text. `weak_surfaces` mean several things ('BCT', 'TCT', 'Ban Chỉ đạo', a bare
    'Hòa Bình'): never match them without context. A surface without a small letter (see `is_cased`) is to be matched with its case.
    `since` gives, for a surface that meant something else before, the first day on which it means this. `confidence` is S (seen in a
    source), P (partly seen) or K (common knowledge, not confirmed); `sources` are ids of data/sources.yaml.
    `followed_by` is the programme of the next period; `lists` are ids of official lists (see Registry.lists).
    """

    node: Node
    surfaces: tuple[str, ...]
    confidence: str
    sources: tuple[str, ...] = ()
    weak_surfaces: tuple[str, ...] = ()
    since: Mapping[str, str] = field(default_factory=lambda: NO_DATES)
    followed_by: str = ""
    lists: tuple[str, ...] = ()

    @property
    def unconfirmed(self) -> bool:
        """Whether nobody has seen a source for it."""
        return self.confidence == "K"

    def alive(self, on: str) -> bool:
        """Whether it existed on the ISO date `on`, as far as its dates are known."""
        first, last = self.node.get("valid_from"), self.node.get("valid_to")
        return (not first or first <= on) and (not last or on <= last)


@dataclass(frozen=True, slots=True)
class Known:
    """A document known by number. `number` is the bare number ('20', '66.7'), `year` that of its number or signature."""

    node: Node
    type_code: str
    issuer_code: str
    number: str
    year: int

    @property
    def id(self) -> str:
        """The id of the document."""
        return self.node.id

    @property
    def issued_on(self) -> str:
        """ISO date of signature, '' where only the year is known."""
        return str(self.node.get("issued_on"))

    def in_force(self, on: str) -> bool:
        """Whether it was in force on the ISO date `on`, as far as its dates are known."""
        first = str(self.node.get("effective_on") or self.issued_on or self.year)
        expires = str(self.node.get("expires_on"))
        return first <= on and (not expires or on < expires)


@dataclass(frozen=True, slots=True)
class AssetList:
    """An official list of databases or platforms: set by document `basis`, in force from `issued_on` to `valid_to` ('' = still)."""

    id: str
    basis: str
    document: str
    issued_on: str
    valid_to: str
    count: int
    members: tuple[str, ...]


def is_cased(surface: str) -> bool:
    """Whether a surface has to be matched with its case: an abbreviation, without any small letter.

    >>> is_cased("MOT"), is_cased("Bộ TT&TT")
    (True, False)
    """
    return surface == surface.upper()
