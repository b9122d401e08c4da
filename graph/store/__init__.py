"""Where the graph is kept: one protocol, one backend a module, chosen by URL."""

from graph.store.base import CHANGED, Alike, AlikeKind, Counts, Direction, Hit, Link, LoadedDocument, Reach, Reached, Store, Ways, Written
from graph.store.opening import open_store

__all__ = [
    "CHANGED",
    "Alike",
    "AlikeKind",
    "Counts",
    "Direction",
    "Hit",
    "Link",
    "LoadedDocument",
    "Reach",
    "Reached",
    "Store",
    "Ways",
    "Written",
    "open_store",
]
