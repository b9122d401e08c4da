"""The tellings of the Neo4j store: what each document tells of each task, what tellings are to each other, and how they are shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from neo4j import ManagedTransaction

from graph.identity import Telling
from graph.store import neo4j_rows
from graph.store.codec import read_telling
from graph.store.ledger import Like, Told, key_of

_NEAR = """
UNWIND $sought AS one
UNWIND one.keys AS key
MATCH (:TellingKey {key: key})<-[:HAS_KEY]-(t:Telling)
WITH one, t, count(*) AS shared
WHERE shared >= $shared AND t.document <> one.document
RETURN one.document, one.task, t.facts
"""
_ADD = """
UNWIND $rows AS row
CREATE (t:Telling) SET t = row
WITH t
UNWIND t.keys AS key
MERGE (k:TellingKey {key: key})
CREATE (t)-[:HAS_KEY]->(k)
"""
_REMOVE = "UNWIND $told AS key MATCH (t:Telling {key: key}) DETACH DELETE t"
_REMOVE_KEYS = "UNWIND $keys AS key MATCH (k:TellingKey {key: key}) WHERE NOT (k)<-[:HAS_KEY]-() DELETE k"
_LIKENESSES = """
UNWIND $told AS key
MATCH (:Telling {key: key})-[l:LIKE]-(:Telling)
WITH DISTINCT l, startNode(l) AS a, endNode(l) AS b
RETURN a.document, a.task, b.document, b.task, l.kind, l.score, l.reasons
"""
_LIKEN = """
UNWIND $rows AS row
MATCH (a:Telling {key: row.first}) MATCH (b:Telling {key: row.second})
CREATE (a)-[l:LIKE]->(b) SET l = row.properties
"""
_SAME = "MATCH (s:Same) WHERE s.document IN $documents RETURN s.document, s.told, s.node"
_ALIKE = """
MATCH (a:Telling)-[l:LIKE {kind: $kind}]->(b:Telling)
OPTIONAL MATCH (s:Same {key: a.key})
OPTIONAL MATCH (t:Same {key: b.key})
RETURN a.facts, b.facts, coalesce(s.node, a.task), coalesce(t.node, b.task), l.reasons
"""


def alike_rows(tx: ManagedTransaction, kind: str) -> Iterable[tuple[Telling, Telling, str, str, str]]:
    """The likenesses of a kind, with the nodes under which the tasks are shown; for `settling.alike`."""
    for first, second, node, other, reasons in tx.run(_ALIKE, kind=kind):
        yield read_telling(first), read_telling(second), node, other, reasons


class Neo4jTellings:
    """The part of a ledger about tellings; see `Ledger`."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._tx = transaction
        # What is known without asking the server: nobody else writes meanwhile.
        self._untold: set[str] = set()  # documents without tellings
        self._unsaid: set[str] = set()  # documents without claims
        self._same: dict[str, dict[str, str]] = {}  # what stands in `same`, by document

    def _note_absent(self, document: str) -> None:
        """Remember that a document is not loaded, so that nothing of it has to be looked for."""
        self._untold.add(document)
        self._unsaid.add(document)
        self._same[document] = {}

    def _rows(self, statement: str, **values: Any) -> list[list[Any]]:
        return self._tx.run(statement, values).values()

    def tellings_of(self, documents: Collection[str]) -> list[Telling]:
        """The tellings of these documents."""
        asked = sorted(set(documents) - self._untold)
        rows = self._rows("MATCH (t:Telling) WHERE t.document IN $documents RETURN t.facts", documents=asked) if asked else []
        return [read_telling(facts) for (facts,) in rows]

    def tellings_of_tasks(self, tasks: Collection[str]) -> list[Telling]:
        """All tellings of tasks with these told ids."""
        rows = self._rows("MATCH (t:Telling) WHERE t.task IN $tasks RETURN t.facts", tasks=sorted(tasks))
        return [read_telling(facts) for (facts,) in rows]

    def near(self, sought: Mapping[Told, Collection[int]], shared: int) -> dict[Told, list[Telling]]:
        """For each set of keys the tellings of other documents that have at least `shared` of them."""
        wanted = [{"document": document, "task": task, "keys": list(keys)} for (document, task), keys in sought.items()]
        found: dict[Told, list[Telling]] = {}
        for document, task, facts in self._rows(_NEAR, sought=wanted, shared=shared):
            found.setdefault((document, task), []).append(read_telling(facts))
        return found

    def remove_tellings(self, tellings: Mapping[Told, Collection[int]]) -> None:
        """Forget tellings, given with their keys, and their likenesses."""
        self._rows(_REMOVE, told=_keys(tellings))
        self._rows(_REMOVE_KEYS, keys=_all(tellings))

    def add_tellings(self, tellings: Sequence[Telling], keys: Mapping[Told, Collection[int]]) -> None:
        """Keep tellings under their keys."""
        self._untold.difference_update(telling.document for telling in tellings)
        self._rows(_ADD, rows=[neo4j_rows.telling(telling, keys[key_of(telling)]) for telling in tellings])

    def likenesses(self, told: Collection[Told]) -> list[Like]:
        """All likenesses in which one of these tellings stands."""
        return [Like((a, b), (c, d), *rest) for a, b, c, d, *rest in self._rows(_LIKENESSES, told=_keys(told))]

    def add_likenesses(self, likenesses: Sequence[Like]) -> None:
        """Keep likenesses of tellings that are kept."""
        rows = [
            {"first": neo4j_rows.key(*x.first), "second": neo4j_rows.key(*x.second), "properties": neo4j_rows.likeness(x)}
            for x in likenesses
        ]
        self._rows(_LIKEN, rows=rows)

    def same(self, documents: Collection[str]) -> dict[Told, str]:
        """The nodes under which things of these documents are shown, by document and told id; read once, as only this ledger writes."""
        if missing := sorted(set(documents) - self._same.keys()):
            self._same |= {document: {} for document in missing}
            for document, told, node in self._rows(_SAME, documents=missing):
                self._same[document][told] = node
        return {(document, told): node for document in documents for told, node in self._same[document].items()}

    def set_same(self, shown: Mapping[Told, str]) -> None:
        """Show told things under these nodes; '' is for under their own ids."""
        for (document, told), node in shown.items():
            if document in self._same:
                self._same[document] = {**self._same[document], told: node}
                if not node:
                    del self._same[document][told]
        if gone := _keys(told for told, node in shown.items() if not node):
            self._rows("UNWIND $keys AS key MATCH (s:Same {key: key}) DELETE s", keys=gone)
        if rows := [neo4j_rows.same(*told, node) for told, node in shown.items() if node]:
            self._rows("UNWIND $rows AS row MERGE (s:Same {key: row.key}) SET s = row", rows=rows)


def _keys(told: Iterable[Told]) -> list[str]:
    return [neo4j_rows.key(*one) for one in told]


def _all(keys: Mapping[Told, Collection[int]]) -> list[int]:
    return sorted({key for some in keys.values() for key in some})
