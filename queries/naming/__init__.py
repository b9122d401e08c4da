"""From names to things: an index of all that the graph's documents, agencies, programmes, databases and platforms are called."""

from queries.naming.index import Named, NameIndex, index_of
from queries.naming.resolving import PREFERENCE, ambiguous, documents_called, resolve

__all__ = ["PREFERENCE", "NameIndex", "Named", "ambiguous", "documents_called", "index_of", "resolve"]
