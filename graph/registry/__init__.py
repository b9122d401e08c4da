"""The built-in registry: agencies with succession, provinces, databases, platforms, programmes, laws, document types."""

from graph.registry.entries import Entry, Registry, registry

__all__ = ["Entry", "Registry", "registry"]
