"""Choosing a backend by URL."""

from __future__ import annotations

from graph.errors import StoreError
from graph.store.base import Store

SERVER_SCHEMES = ("neo4j://", "bolt://", "neo4j+s://", "bolt+s://")


def open_store(url: str) -> Store:
    """Open the store at `url`: a path is the embedded default (made if absent), ':memory:' lives in memory only."""
    if url.startswith(SERVER_SCHEMES):
        raise StoreError(url.split("@")[-1], "máy chủ Neo4j chưa được hỗ trợ trong phiên bản này")
    if "://" in url:
        raise StoreError(url, "địa chỉ kho không hợp lệ: hãy dùng một đường dẫn tệp")
    from graph.store.sqlite import SqliteStore

    return SqliteStore.open(url)
