"""Answers as JSON, and the places for those that may not be worked out often at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Depends, Response
from pydantic_core import to_json

from api.conditional import UnknownYet
from api.problems import BusyError
from api.state import ServiceNeeded


class Json(Response):
    """What an endpoint gives, written at once; a model that describes it does not see it."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The content as JSON in UTF-8."""
        return to_json(content)


@asynccontextmanager
async def _taken(places: asyncio.Semaphore, seconds: float) -> AsyncIterator[None]:
    """Hold one of the places until the answer is worked out; raises BusyError where none becomes free."""
    try:
        await asyncio.wait_for(places.acquire(), seconds)
    except TimeoutError:
        raise BusyError from None
    try:
        yield
    finally:
        places.release()


async def _heavy(service: ServiceNeeded, store: UnknownYet) -> AsyncIterator[None]:
    """A place for an answer that has to be worked out: who has it already needs none."""
    async with _taken(service.heavy, service.settings.limits.waiting):
        yield


async def _upload(service: ServiceNeeded) -> AsyncIterator[None]:
    async with _taken(service.uploads, service.settings.limits.waiting):
        yield


HEAVY = Depends(_heavy)
"""Held until the answer is sent, so that no more large ones than there are places stand in memory; see also `api.pacing`."""
UPLOAD = Depends(_upload, scope="function")
