"""Where the graph is kept: one protocol, one backend a module, chosen by URL."""

from graph.store.base import Alike, AlikeKind, Counts, Direction, Hit, LoadedDocument, Reached, Store, Written
from graph.store.opening import open_store

__all__ = ["Alike", "AlikeKind", "Counts", "Direction", "Hit", "LoadedDocument", "Reached", "Store", "Written", "open_store"]
