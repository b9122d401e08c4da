"""The time an answer may take: looked at by every read, carried into threads, over when the block ends."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.concurrency import run_in_threadpool

from graph import deadline
from graph.errors import TimeLimitError
from graph.store import open_store


def test_reads_end_when_the_time_is_over(samples_store: Path) -> None:
    """Guards against an answer that goes on for nobody, and a store that stays unusable after."""
    with open_store(str(samples_store)) as store:
        nodes = store.nodes()
        with deadline.within(1e-9):
            for read in (store.counts, lambda: store.get("agency:bca"), lambda: next(nodes), lambda: list(store.all_edges())):
                with pytest.raises(TimeLimitError, match="1e-09"):
                    read()
            assert deadline.left() == 0
        assert store.counts().documents == 16
        assert deadline.left() is None


def test_a_long_reading_ends_in_the_middle() -> None:
    """Guards against a limit that counts only until the first row."""
    with deadline.within(60):
        going = deadline.watched(iter(range(5000)))
        assert next(going) == 0
    with deadline.within(1e-9), pytest.raises(TimeLimitError):
        list(going)


def test_threads_take_it_along_and_no_limit_is_none() -> None:
    """Guards against a limit that holds only where it was set, and 0 that means at once."""

    async def asked() -> None:
        with deadline.within(60):
            left = await run_in_threadpool(deadline.left)
        assert left is not None
        assert 0 < left <= 60
        with deadline.within(0):
            assert await run_in_threadpool(deadline.left) is None

    asyncio.run(asked())
