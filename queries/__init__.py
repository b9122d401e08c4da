"""The questions: a catalogue written once over the store's primitives, and the parser of questions in words."""

from queries.ask import ask
from queries.describing import describe
from queries.graphs import subgraph, whole
from queries.naming import resolve
from queries.running import catalogue, run

__all__ = ["ask", "catalogue", "describe", "resolve", "run", "subgraph", "whole"]
