"""What the store was told since one of its versions: the documents that were loaded, and what only they tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from queries.changing import Change
from queries.force import ACTS, acts
from queries.proof import Proof

_TYPES = {"tasks": ("Task",), "targets": ("Target",), "things": ("Database", "Platform", "Programme", "Agency")}
_PAIRS = {"amended": "amends", "deadlines": "moved"}


class Loaded:
    """The documents that were loaded, or whose text was loaded anew, after a version of the store.

    What a text said before it was loaded anew, and what was withdrawn, is kept nowhere and cannot be told.
    """

    def __init__(self, proof: Proof, since: int) -> None:
        self._store, self._proof = proof.store, proof
        self.documents = frozenset(document.id for document in self._store.documents() if document.version > since)
        self._issued = {id_: str(node.get("issued_on")) for id_, node in self._store.outlines(sorted(self.documents)).items()}

    def changes(self, kinds: Sequence[str]) -> Iterator[Change]:
        """What these documents brought: themselves, what they do to others, and what no other document tells."""
        if "documents" in kinds:
            yield from (Change("documents", day, id_, id_) for id_, day in self._issued.items())
        if "acts" in kinds:
            yield from self._acts()
        for kind, types in _TYPES.items():
            if kind in kinds:
                yield from self._first_told(kind, types)
        for kind in _PAIRS:
            if kind in kinds:
                yield from self._pairs(kind)

    def _acts(self) -> Iterator[Change]:
        ids = [node.id for node in self._store.find_outlines("Document")] if self.documents else []
        edges = (edge for some in self._store.edges_many(ids, "out", ACTS).values() for edge in some)
        told = (edge for edge in edges if not edge.get("basis") and {e.document for e in edge.evidence} <= self.documents)
        return (Change("acts", act.since, act.target, act.actor, facts=act.edges, act=act) for act in acts(self._proof, told))

    def _first_told(self, kind: str, types: Sequence[str]) -> Iterator[Change]:
        for node in (node for type_ in types for node in self._store.find(type_)) if self.documents else ():
            told = {mention.document for mention in node.mentions}
            if told and told <= self.documents:
                document = min(told)
                yield Change(kind, self._issued.get(document, ""), node.id, document)

    def _pairs(self, kind: str) -> Iterator[Change]:
        amended = self._store.alike("amends")
        pairs = amended if kind == "amended" else self._store.alike("moved")
        known = {(pair.first, pair.later) for pair in amended} if kind == "deadlines" else set()
        for pair in pairs:
            if {pair.told_first, pair.told_later} & self.documents and (pair.first, pair.later) not in known:
                yield Change(kind, pair.since, pair.later, pair.told_later, pair.first)
