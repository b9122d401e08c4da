"""Writing very many bundles, as a restore or a copy does: several a transaction where the store can, each by itself where it cannot."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from graph.model import Bundle
from graph.store.base import Store, Written

_CHARACTERS = 1000
"""So much text weighs as one relation, so that long texts that say little are not all held together."""


@runtime_checkable
class ManyAtOnce(Protocol):
    """A store that can write several bundles in one transaction. So many `relations_at_once` are worth it: a server is slower at
    very large transactions than at small ones."""

    relations_at_once: int

    def write_many(self, bundles: Iterable[Bundle]) -> list[Written]:
        """Keep what all these bundles say, as `Store.write` one after the other would; all of it or nothing."""
        ...


def write_all(store: Store, bundles: Iterable[Bundle]) -> Iterator[Written]:
    """Write bundles in order and give what became of each; what was given is kept, whatever comes after."""
    if not isinstance(store, ManyAtOnce):
        yield from map(store.write, bundles)
        return
    for batch in _batches(bundles, store.relations_at_once):
        yield from store.write_many(batch)


def _batches(bundles: Iterable[Bundle], relations: int) -> Iterator[list[Bundle]]:
    batch: list[Bundle] = []
    size = 0
    for bundle in bundles:
        batch.append(bundle)
        size += len(bundle.edges) + len(bundle.text) // _CHARACTERS + 1
        if size >= relations:
            yield batch
            batch, size = [], 0
    yield batch


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the search for cycles, which goes through all that a batch holds again and again and finds nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
