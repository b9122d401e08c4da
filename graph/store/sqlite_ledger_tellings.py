"""The tellings of the SQLite store: what each document tells of each task, what tellings are to each other, and how they are shown.

Rows are known by number inside the file; the ledger knows them by document and task.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence

from graph.identity import Telling
from graph.store.codec import dumps, read_telling
from graph.store.ledger import Like, Told, key_of

_LISTED = "(SELECT value FROM json_each(?))"
_NUMBERS = "SELECT t.document, t.task, t.no FROM json_each(?) w JOIN telling t ON t.task = w.value ->> 1 AND t.document = w.value ->> 0"
_NEAR = (
    "SELECT t.facts FROM (SELECT telling FROM telling_key WHERE key IN " + _LISTED + " GROUP BY telling HAVING count(*) >= ?) k"
    " JOIN telling t ON t.no = k.telling WHERE t.document <> ?"
)
_LIKE = (
    "SELECT a.document, a.task, b.document, b.task, l.kind, l.score, l.reasons FROM likeness l"
    " JOIN telling a ON a.no = l.first JOIN telling b ON b.no = l.second WHERE l.{end} IN " + _LISTED
)
_ALIKE = (
    "SELECT a.facts, b.facts, coalesce(s.node, a.task), coalesce(t.node, b.task), l.reasons FROM likeness l"
    " JOIN telling a ON a.no = l.first JOIN telling b ON b.no = l.second"
    " LEFT JOIN same s ON s.document = a.document AND s.told = a.task"
    " LEFT JOIN same t ON t.document = b.document AND t.told = b.task WHERE l.kind = ?"
)


def alike_rows(c: sqlite3.Connection, kind: str) -> Iterable[tuple[Telling, Telling, str, str, str]]:
    """The likenesses of a kind, with the nodes under which the tasks are shown; for `settling.alike`."""
    for first, second, node, other, reasons in c.execute(_ALIKE, (kind,)):
        yield read_telling(first), read_telling(second), node, other, reasons


class SqliteTellings:
    """The part of a ledger about tellings; see `Ledger`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection

    def tellings_of(self, documents: Collection[str]) -> list[Telling]:
        """The tellings of these documents."""
        return self._tellings("document", documents)

    def tellings_of_tasks(self, tasks: Collection[str]) -> list[Telling]:
        """All tellings of tasks with these told ids."""
        return self._tellings("task", tasks)

    def _tellings(self, column: str, values: Collection[str]) -> list[Telling]:
        rows = self._c.execute(f"SELECT facts FROM telling WHERE {column} IN {_LISTED} ORDER BY no", (dumps(sorted(values)),))
        return [read_telling(facts) for (facts,) in rows]

    def near(self, sought: Mapping[Told, Collection[int]], shared: int) -> dict[Told, list[Telling]]:
        """For each set of keys the tellings of other documents that have at least `shared` of them."""
        found = {}
        for told, keys in sought.items():
            rows = self._c.execute(_NEAR, (dumps(sorted(keys)), shared, told[0]))
            found[told] = [read_telling(facts) for (facts,) in rows]
        return found

    def remove_tellings(self, tellings: Mapping[Told, Collection[int]]) -> None:
        """Forget tellings, given with their keys, and their likenesses."""
        numbers = self._numbers(tellings)
        gone = [(no,) for no in numbers.values()]
        self._c.executemany("DELETE FROM likeness WHERE first = ?1 OR second = ?1", gone)
        keyed = [(key, numbers[told]) for told, keys in tellings.items() for key in keys]
        self._c.executemany("DELETE FROM telling_key WHERE key = ? AND telling = ?", keyed)
        self._c.executemany("DELETE FROM telling WHERE no = ?", gone)

    def add_tellings(self, tellings: Sequence[Telling], keys: Mapping[Told, Collection[int]]) -> None:
        """Keep tellings under their keys."""
        last = self._c.execute("SELECT coalesce(max(no), 0) FROM telling").fetchone()[0]
        numbers = {key_of(telling): no for no, telling in enumerate(tellings, last + 1)}
        self._c.executemany(
            "INSERT INTO telling (no, document, task, facts) VALUES (?, ?, ?, ?)",
            [(numbers[key_of(t)], t.document, t.task, dumps(t.as_dict())) for t in tellings],
        )
        keyed = [(key, numbers[told]) for told in numbers for key in sorted(keys[told])]
        self._c.executemany("INSERT INTO telling_key (key, telling) VALUES (?, ?)", keyed)

    def likenesses(self, told: Collection[Told]) -> list[Like]:
        """All likenesses in which one of these tellings stands."""
        numbers = dumps(sorted(self._numbers(told).values()))
        sql = " UNION ".join(_LIKE.format(end=end) for end in ("first", "second"))
        return [Like((a, b), (c, d), *rest) for a, b, c, d, *rest in self._c.execute(sql, (numbers, numbers))]

    def add_likenesses(self, likenesses: Sequence[Like]) -> None:
        """Keep likenesses of tellings that are kept."""
        numbers = self._numbers({end for like in likenesses for end in (like.first, like.second)})
        rows = [(numbers[like.first], numbers[like.second], like.kind, like.score, like.reasons) for like in likenesses]
        self._c.executemany("INSERT INTO likeness VALUES (?, ?, ?, ?, ?)", rows)

    def same(self, documents: Collection[str]) -> dict[Told, str]:
        """The nodes under which things of these documents are shown, by document and told id."""
        rows = self._c.execute("SELECT document, told, node FROM same WHERE document IN " + _LISTED, (dumps(sorted(documents)),))
        return {(document, told): node for document, told, node in rows}

    def set_same(self, shown: Mapping[Told, str]) -> None:
        """Show told things under these nodes; '' is for under their own ids."""
        self._c.executemany("DELETE FROM same WHERE document = ? AND told = ?", [told for told, node in shown.items() if not node])
        rows = [(*told, node) for told, node in sorted(shown.items()) if node]
        self._c.executemany("INSERT OR REPLACE INTO same VALUES (?, ?, ?)", rows)

    def _numbers(self, told: Iterable[Told]) -> dict[Told, int]:
        """The row numbers of tellings."""
        rows = self._c.execute(_NUMBERS, (dumps(sorted(told)),))
        return {(document, task): no for document, task, no in rows}
