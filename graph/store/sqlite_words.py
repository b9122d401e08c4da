"""The search index of the SQLite store: folded names, folded words, and search over them.

The text is folded before it is indexed, because FTS5's own folding knows accents but not đ.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from graph.store.codec import NodeFacts, dumps
from graph.store.wording import whole_names, words_of_names, words_of_text
from graph.text import fold

_EXACT, _WHOLE, _PREFIX, _ANY = 3.0, 2.0, 1.0, 0.0


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
    """Ids and scores of the nodes that match `text`, best first.

    Nodes called exactly so come first, then those with all its words, then those with words that begin like its words;
    if there is none of these, those with any of its words.
    """
    folded = fold(text)
    if not folded or limit <= 0:
        return []
    words = [f'"{word}"' for word in dict.fromkeys(folded.split())]
    found = dict.fromkeys(_called(c, folded, types, limit), _EXACT)
    steps = ((_WHOLE, " ".join(words)), (_PREFIX, " ".join(word + "*" for word in words)), (_ANY, " OR ".join(words)))
    for base, query in steps:
        if len(found) >= limit or (base == _ANY and found):
            break
        for id_, score in _matching(c, query, types, limit + len(found)):
            found.setdefault(id_, base + score)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]


def _called(c: sqlite3.Connection, folded: str, types: Sequence[str], limit: int) -> list[str]:
    return [
        id_
        for (id_,) in c.execute(
            "SELECT n.id FROM called JOIN node n ON n.no = called.node WHERE called.name = ?"
            " AND (?2 = '[]' OR n.type IN (SELECT value FROM json_each(?2))) ORDER BY n.id LIMIT ?3",
            (folded, dumps(list(types)), limit),
        )
    ]


def _matching(c: sqlite3.Connection, query: str, types: Sequence[str], limit: int) -> list[tuple[str, float]]:
    """Matches with a score between 0 and 1: bm25, a word in a name counting four times one in the text."""
    rows = c.execute(
        "SELECT n.id, round(bm25(words, 4.0, 1.0), 9) AS score FROM words JOIN node n ON n.no = words.rowid WHERE words MATCH ?1"
        " AND (?2 = '[]' OR n.type IN (SELECT value FROM json_each(?2))) ORDER BY score, n.id LIMIT ?3",
        (query, dumps(list(types)), limit),
    )
    return [(id_, round(-score / (1 - score), 9)) for id_, score in rows]
