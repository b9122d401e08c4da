"""Choosing a backend by URL."""

from __future__ import annotations

from graph.errors import StoreError
from graph.store.base import Store

SERVER_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def open_store(url: str) -> Store:
    """Open the store at `url`: a path is the embedded default (made if absent), ':memory:' lives in memory only, and neo4j:// or
    bolt:// (also +s and +ssc) is a Neo4j server."""
    scheme, _, rest = url.partition("://")
    if rest and scheme in SERVER_SCHEMES:
        from graph.store.neo4j import Neo4jStore

        return Neo4jStore.open(url)
    if "://" in url:
        raise StoreError(url.split("@")[-1], "địa chỉ kho không hợp lệ: hãy dùng một đường dẫn tệp, neo4j:// hoặc bolt://")
    from graph.store.sqlite import SqliteStore

    return SqliteStore.open(url)
