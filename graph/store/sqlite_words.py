"""The search index of the SQLite store: folded names, folded words, and what is found by them.

The text is folded before it is indexed, because FTS5's own folding knows accents but not đ.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.store import ranking
from graph.store.codec import NodeFacts, dumps
from graph.store.wording import whole_names, words_of_names, words_of_text

_OF_TYPES = "(:types = '[]' OR n.type IN (SELECT value FROM json_each(:types)))"
_CALLED = f"SELECT n.id FROM called JOIN node n ON n.no = called.node WHERE called.name = :name AND {_OF_TYPES} ORDER BY n.id LIMIT :limit"
_HAVING = (
    "SELECT n.id, length(n.name) AS letters FROM words JOIN node n ON n.no = words.rowid"
    f" WHERE words MATCH :query AND {_OF_TYPES} ORDER BY letters, n.id LIMIT :limit"
)
_SPREAD = "SELECT value, (SELECT count(*) FROM words WHERE words MATCH '\"' || value || '\"') FROM json_each(?)"
_ANY_OF = (
    "SELECT n.id, sum(f.weight) AS weight FROM (SELECT words.rowid AS no, w.value ->> 1 AS weight FROM json_each(:words) w"
    " JOIN words ON words MATCH '\"' || (w.value ->> 0) || '\"') f JOIN node n ON n.no = f.no"
    f" WHERE {_OF_TYPES} GROUP BY n.no ORDER BY weight DESC, length(n.name), n.id LIMIT :limit"
)


def add_words(c: sqlite3.Connection, nodes: Sequence[tuple[int, NodeFacts]]) -> None:
    """Index the nodes, given with their numbers."""
    c.executemany("INSERT INTO called (name, node) VALUES (?, ?)", [(name, no) for no, node in nodes for name in whole_names(node)])
    rows = [(no, words_of_names(node), words_of_text(node)) for no, node in nodes]
    c.executemany("INSERT INTO words (rowid, names, body) VALUES (?, ?, ?)", rows)


def remove_words(c: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Take nodes out of the index."""
    rows = [(no,) for no in numbers]
    c.executemany("DELETE FROM called WHERE node = ?", rows)
    c.executemany("DELETE FROM words WHERE rowid = ?", rows)


def ranked(c: sqlite3.Connection, text: str, types: Sequence[str], limit: int) -> list[tuple[str, float]]:
    """Ids and scores of the nodes that match `text`, best first; see `ranking`."""
    return ranking.ranked(_Found(c, types), text, limit)


class _Found:
    """What the index finds among nodes of some types; see `ranking.Finder`."""

    def __init__(self, connection: sqlite3.Connection, types: Sequence[str]) -> None:
        self._c = connection
        self._types = dumps(list(types))

    def called(self, name: str, limit: int) -> list[str]:
        """Nodes called just so."""
        return [id_ for (id_,) in self._rows(_CALLED, name=name, limit=limit)]

    def having(self, words: Sequence[str], prefix: bool, in_names: bool, limit: int) -> list[tuple[str, int]]:
        """Nodes that have all words, or words that begin so."""
        query = " AND ".join(f'"{word}"*' if prefix else f'"{word}"' for word in words)
        return self._rows(_HAVING, query=f"names : ({query})" if in_names else query, limit=limit)

    def spread(self, words: Sequence[str]) -> tuple[int, dict[str, int]]:
        """How many nodes there are, and how many have each word."""
        return self._c.execute("SELECT count(*) FROM node").fetchone()[0], dict(self._c.execute(_SPREAD, (dumps(list(words)),)))

    def any_of(self, weights: Mapping[str, int], limit: int) -> list[tuple[str, int]]:
        """Nodes that have one of the words."""
        return self._rows(_ANY_OF, words=dumps(sorted(weights.items())), limit=limit)

    def _rows(self, sql: str, **values: object) -> list[Any]:
        return self._c.execute(sql, {**values, "types": self._types}).fetchall()
