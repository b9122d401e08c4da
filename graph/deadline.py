"""A time by which an answer must be there: set once around it, looked at by every read of a store."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from graph.errors import TimeLimitError

_T = TypeVar("_T")
_BETWEEN_LOOKS = 1024
"""Items of a long reading between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class _Deadline:
    end: float
    seconds: float


_CURRENT: ContextVar[_Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let what runs in the block, also in threads that take its context along, end after `seconds`; 0 is without end."""
    token = _CURRENT.set(_Deadline(time.monotonic() + seconds, seconds) if seconds else None)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def check() -> None:
    """Raise TimeLimitError where the time that was given is over."""
    deadline = _CURRENT.get()
    if deadline is not None and time.monotonic() > deadline.end:
        raise TimeLimitError(deadline.seconds)


def watched(items: Iterable[_T]) -> Iterator[_T]:
    """The items of a long reading, as long as there is time for them."""
    for place, item in enumerate(items):
        if place % _BETWEEN_LOOKS == 0:
            check()
        yield item


def left() -> float | None:
    """The seconds that are left; None where there is no end."""
    deadline = _CURRENT.get()
    return None if deadline is None else max(deadline.end - time.monotonic(), 0.0)
