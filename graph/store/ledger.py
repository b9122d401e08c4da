"""The ledger: the row operations that the rules of writing need, so that they are the same on every backend.

`writing`, `settling` and `citations` hold the rules and know no database. A backend gives them a ledger inside a write transaction.
Operations take lists and give maps, so that a document costs a server a fixed few round trips and not one for each of its tasks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from graph.identity import Telling
from graph.model import Bundle, Edge, Node, Unresolved
from graph.store.codec import Claims

Told = tuple[str, str]
"""A document, and the id under which it tells something."""


def key_of(telling: Telling) -> Told:
    """By what a telling is known."""
    return telling.document, telling.task


@dataclass(frozen=True, slots=True)
class Held:
    """The row of a loaded document: `digest` of its text, `facts` the digest of its claims."""

    source: str
    digest: str
    facts: str
    characters: int


@dataclass(frozen=True, slots=True)
class Spare:
    """A text that waits beside the kept one of its document."""

    source: str
    digest: str
    characters: int


@dataclass(frozen=True, slots=True)
class Kept:
    """All that a loaded document says, under the ids that its things are shown as; edges may lead to things it does not describe."""

    source: str
    text: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    unresolved: tuple[Unresolved, ...]


@dataclass(frozen=True, slots=True)
class Like:
    """What two tellings of different documents are to each other; see `graph.identity.Likeness`. The `first` is the earlier of the two."""

    first: Told
    second: Told
    kind: str
    score: float
    reasons: str


class Ledger(Protocol):
    """What stands in a store, row by row, inside one write transaction."""

    # -- documents, and the texts that wait beside them --
    def held(self, document: str) -> Held | None:
        """The row of a loaded document; None if it is not loaded."""
        ...

    def from_source(self, source: str) -> list[str]:
        """The loaded documents that were read from a source file, by id."""
        ...

    def keep(self, bundle: Bundle, digest: str, facts: str) -> None:
        """Write the row of a document and what it leaves unresolved, in the place of what stood there."""
        ...

    def rename_source(self, document: str, source: str) -> None:
        """The kept text now comes from another source file."""
        ...

    def drop(self, document: str) -> None:
        """Forget the row of a document, whose claims are gone already, and what it left unresolved."""
        ...

    def spares(self, document: str) -> list[Spare]:
        """The texts that wait beside a document."""
        ...

    def spare_text(self, document: str, source: str) -> str:
        """The whole bundle of a waiting text, as `codec.bundle_to_json` wrote it."""
        ...

    def add_spare(self, document: str, spare: Spare, data: str) -> None:
        """Let a text wait; `data` is its whole bundle."""
        ...

    def drop_spares(self, document: str, source: str | None = None) -> None:
        """Forget the waiting texts of a document, or only the one from `source`."""
        ...

    def drop_spares_elsewhere(self, source: str, document: str) -> None:
        """Forget the waiting texts from a source file, but for those of `document`."""
        ...

    # -- claims --
    def replace_claims(self, claims: Mapping[str, Claims | None]) -> None:
        """Forget all that these documents say, keep these claims instead (None: nothing), and merge anew what that touches.

        The rows of the documents stand. An edge may lead to a node that only another of the documents describes.
        Raises the version of the store.
        """
        ...

    def kept(self, documents: Collection[str]) -> dict[str, Kept]:
        """All that loaded documents say."""
        ...

    # -- tellings of tasks, and what they are to each other --
    def tellings_of(self, documents: Collection[str]) -> list[Telling]:
        """The tellings of these documents."""
        ...

    def tellings_of_tasks(self, tasks: Collection[str]) -> list[Telling]:
        """All tellings of tasks with these told ids."""
        ...

    def near(self, sought: Mapping[Told, Collection[int]], shared: int) -> dict[Told, list[Telling]]:
        """For each set of keys the tellings of other documents that have at least `shared` of them."""
        ...

    def remove_tellings(self, tellings: Mapping[Told, Collection[int]]) -> None:
        """Forget tellings, given with their keys, and their likenesses."""
        ...

    def add_tellings(self, tellings: Sequence[Telling], keys: Mapping[Told, Collection[int]]) -> None:
        """Keep tellings under their keys."""
        ...

    def likenesses(self, told: Collection[Told]) -> list[Like]:
        """All likenesses in which one of these tellings stands."""
        ...

    def add_likenesses(self, likenesses: Sequence[Like]) -> None:
        """Keep likenesses of tellings that are kept."""
        ...

    # -- under which node a told thing is shown, where that is another than told --
    def same(self, documents: Collection[str]) -> dict[Told, str]:
        """The nodes under which things of these documents are shown, by document and told id."""
        ...

    def set_same(self, shown: Mapping[Told, str]) -> None:
        """Show told things under these nodes; '' is for under their own ids."""
        ...

    # -- numbers cited without their year --
    def named_documents(self, document: str) -> list[str]:
        """The ids of official documents that stand in the claims of a document."""
        ...

    def known(self, ids: Iterable[str], without: str = "") -> dict[str, str]:
        """Those of the documents that some text other than that of `without` names by this very id, with the day of issue ('' unknown)."""
        ...

    def citing(self, ids: Iterable[str]) -> list[str]:
        """The documents that told one of these ids, whichever node it is shown as now."""
        ...
