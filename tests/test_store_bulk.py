"""Many documents written in one transaction: the store then holds exactly what it holds when they are written one by one."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench._graph import Graph
from graph.errors import StoreError
from graph.model import REGISTRY, Bundle
from graph.registry import registry
from graph.store.sqlite import SqliteStore
from tests.identity_bundles import BCA, BTC, told
from tests.store_oracle import check_file, dump, random_bundle
from tests.test_store_identity import BEFORE, CITED, LETTER, SIGNS, cited, documents

DATED = "document:tb-vpcp-2024-344"
CITING = [
    cited(LETTER, "2024-08-20", CITED),
    told(DATED, "2024-07-25", {"text": SIGNS, "lead": BCA}),
    cited("document:x", "2024-01-01", BEFORE),
    told("document:2024-09-02-bao", "2024-09-02", {"text": SIGNS, "lead": BCA, "by": CITED}, kind="article"),
    cited("document:y", "2023-05-05", CITED, BEFORE),
    cited("document:z", "2024-09-09", DATED),
    told("document:2025-01-03-bao", "2025-01-03", {"text": f"{SIGNS} nữa", "lead": BTC, "by": CITED}, kind="article"),
]
TELLING = [*documents(), *CITING]

random_writes = st.builds(
    lambda seed, document, source, length: random_bundle(seed, document, "" if document == REGISTRY else source, length=length),
    st.integers(0, 5),
    st.sampled_from(["document:0", "document:1", "document:2", REGISTRY]),
    st.sampled_from(["", "a.txt", "b.txt", "c.txt"]),
    st.sampled_from([6, 8, 10, 12]),
)
told_writes = st.sampled_from(TELLING)
# A bundle to write, or an end of what is written together.
writes = st.lists(st.one_of(random_writes, told_writes, told_writes, told_writes, st.none()), min_size=4, max_size=24)


def everything(store: SqliteStore) -> dict[str, Any]:
    """All that a store says, and all that it keeps to go on from."""
    kinds = ("moved", "amends", "apart")
    found: dict[str, Any] = {kind: store.alike(kind) for kind in kinds} | dump(store)  # type: ignore[arg-type]
    found["bundles"] = list(store.bundles())
    found["search"] = [(hit.node.id, hit.score) for text in ("chu ky so", "ten a", "tb-vpcp 344") for hit in store.search(text, limit=50)]
    with store._connections.read() as c:
        found["rows"] = {name: sorted(c.execute(sql)) for name, sql in ROWS.items()}
    return found


ROWS = {
    "claims": "SELECT n.id, v.facts, c.priority, c.document, c.proof FROM node n JOIN node_variant v ON v.thing = n.no"
    " JOIN node_claim c ON c.variant = v.no",
    "edge claims": "SELECT s.id, t.id, e.type, e.qualifier, e.properties, v.facts, c.priority, c.document, c.proof FROM edge e"
    " JOIN node s ON s.no = e.source JOIN node t ON t.no = e.target JOIN edge_variant v ON v.thing = e.no JOIN edge_claim c"
    " ON c.variant = v.no",
    "nodes": "SELECT id, type, name, name_en, aliases, properties FROM node",
    "tellings": "SELECT t.document, t.task, t.facts, k.key FROM telling t JOIN telling_key k ON k.telling = t.no",
    "likenesses": "SELECT min(a.document || a.task, b.document || b.task), max(a.document || a.task, b.document || b.task), l.kind,"
    " l.score, l.reasons FROM likeness l JOIN telling a ON a.no = l.first JOIN telling b ON b.no = l.second",
    "same": "SELECT * FROM same",
    "documents": "SELECT id, source, digest, facts, characters FROM document",
    "spares": "SELECT * FROM spare",
    "called": "SELECT called.name, n.id FROM called JOIN node n ON n.no = called.node",
    "words": "SELECT n.id, w.names, w.body FROM words w JOIN node n ON n.no = w.rowid",
    "unresolved": "SELECT * FROM unresolved",
}


def batches(sequence: list[Bundle | None]) -> Iterator[list[Bundle]]:
    """What stands between the ends."""
    batch: list[Bundle] = []
    for bundle in [*sequence, None]:
        if bundle is None:
            yield batch
            batch = []
        else:
            batch.append(bundle)


@given(writes)
@settings(max_examples=3 * settings().max_examples)
def test_many_at_once_are_as_one_by_one(sequence: list[Bundle | None]) -> None:
    """Guards against groups, citations, spares, merged values and words that come out otherwise when written together."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kho.db"
        with SqliteStore.open(str(path)) as together, SqliteStore.open(":memory:") as single:
            for batch in batches(sequence):
                assert together.write_many(batch) == [single.write(bundle) for bundle in batch]
            assert everything(together) == everything(single)
            for bundle in sequence:
                assert bundle is None or together.write(bundle) == single.write(bundle)
        check_file(path)


@pytest.mark.parametrize("size", [7, 60])
def test_a_made_up_graph_at_once_is_as_one_by_one(size: int) -> None:
    """The same for documents in the form and number of a real load: hubs, tasks told again, numbers without a year."""
    bundles = [registry().bundle(), *Graph(2_000)]
    with SqliteStore.open(":memory:") as together, SqliteStore.open(":memory:") as single:
        for begin in range(0, len(bundles), size):
            together.write_many(bundles[begin : begin + size])
        for bundle in bundles:
            single.write(bundle)
        assert everything(together) == everything(single)


def test_nothing_is_kept_of_many_where_one_fails(tmp_path: Path) -> None:
    """Guards against half of a transaction."""
    path = tmp_path / "kho.db"
    with SqliteStore.open(str(path)) as store:
        store.write(TELLING[0])
        before = everything(store)

        def failing() -> Iterator[Bundle]:
            yield from TELLING[1:4]
            raise sqlite3.OperationalError("giữa chừng")

        with pytest.raises(StoreError, match="giữa chừng"):
            store.write_many(failing())
        assert everything(store) == before
    check_file(path)
