"""What the full text indexes of a Neo4j store find: folded names as a whole by one, folded words by the other.

The text is folded before it is indexed, so that Neo4j finds what the embedded store finds; folded words hold letters and digits only,
nothing that the query language of the index would read as its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from neo4j import ManagedTransaction

from graph.store import ranking
from graph.store.neo4j_connection import rows
from graph.store.neo4j_schema import NAMES_INDEX, WORDS_INDEX

_QUERY = "CALL db.index.fulltext.queryNodes($index, $query) YIELD node AS n"
_OF_TYPES = "WHERE $types = [] OR any(label IN labels(n) WHERE label IN $types)"
_CALLED = f"{_QUERY} {_OF_TYPES} RETURN n.id ORDER BY n.id LIMIT $limit"
_HAVING = f"{_QUERY} {_OF_TYPES} RETURN n.id, size(n.name) AS letters ORDER BY letters, n.id LIMIT $limit"
_SPREAD = f"""
UNWIND $words AS query CALL (query) {{ {_QUERY.replace("$query", "query")} RETURN count(*) AS number }}
RETURN query, number, COUNT {{ (:Entity) }}
"""
_ANY_OF = f"""
UNWIND $words AS word
WITH word[0] AS query, word[1] AS weight
{_QUERY.replace("$query", "query")}
WITH n, weight {_OF_TYPES}
WITH n, sum(weight) AS weight
RETURN n.id, weight ORDER BY weight DESC, size(n.name), n.id LIMIT $limit
"""


def ranked(work: ManagedTransaction, text: str, types: Sequence[str], limit: int) -> list[tuple[str, float]]:
    """Ids and scores of the nodes that match `text`, best first; see `ranking`."""
    return ranking.ranked(_Found(work, types), text, limit)


class _Found:
    """What the indexes find among nodes of some types; see `ranking.Finder`."""

    def __init__(self, work: ManagedTransaction, types: Sequence[str]) -> None:
        self._work = work
        self._types = list(types)

    def called(self, name: str, limit: int) -> list[str]:
        """Nodes called just so."""
        return [id_ for (id_,) in self._rows(_CALLED, index=NAMES_INDEX, query=f'"{name}"', limit=limit)]

    def having(self, words: Sequence[str], prefix: bool, in_names: bool, limit: int) -> list[tuple[str, int]]:
        """Nodes that have all words, or words that begin so."""
        query = " ".join(f"+{word}{'*' * prefix}" for word in words)
        found = self._rows(_HAVING, index=WORDS_INDEX, query=f"folded_names:({query})" if in_names else query, limit=limit)
        return [(id_, letters) for id_, letters in found]

    def spread(self, words: Sequence[str]) -> tuple[int, dict[str, int]]:
        """How many nodes there are, and how many have each word."""
        found = self._rows(_SPREAD, index=WORDS_INDEX, words=list(words))
        return found[0][2], {word: number for word, number, _ in found}

    def any_of(self, weights: Mapping[str, int], limit: int) -> list[tuple[str, int]]:
        """Nodes that have one of the words."""
        words = [list(item) for item in sorted(weights.items())]
        return [(id_, weight) for id_, weight in self._rows(_ANY_OF, index=WORDS_INDEX, words=words, limit=limit)]

    def _rows(self, cypher: str, **values: object) -> list[Any]:
        return rows(self._work, cypher, types=self._types, **values)
