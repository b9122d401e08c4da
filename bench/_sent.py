"""What is sent to a Neo4j server while something is done, so that the bare driver can be given the same statements again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from neo4j import Driver, ManagedTransaction


class Sent(NamedTuple):
    """A statement with its parameters; `wrote` tells whether it changed anything."""

    statement: str
    values: dict[str, Any]
    wrote: bool


class _Read:
    """A result that was read already."""

    def __init__(self, rows: list[list[Any]]) -> None:
        self._rows = rows

    def values(self) -> list[list[Any]]:
        """All rows."""
        return self._rows


@contextmanager
def noted() -> Iterator[list[Sent]]:
    """Note every statement that is sent in managed transactions within the block."""
    sent: list[Sent] = []
    send = ManagedTransaction.run

    def noting(transaction: ManagedTransaction, statement: str, values: dict[str, Any]) -> _Read:
        result = send(transaction, statement, values)
        rows = result.values()
        sent.append(Sent(statement, values, result.consume().counters.contains_updates))
        return _Read(rows)

    with patch.object(ManagedTransaction, "run", noting):
        yield sent


def read_again(driver: Driver, sent: Sequence[Sent]) -> None:
    """Send reading statements again, in one transaction, and take in all that they give."""
    with driver.session() as session:
        session.execute_read(lambda work: [list(work.run(statement, values)) for statement, values, _ in sent])
