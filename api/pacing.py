"""Callers that are slow: large answers go out piece by piece, and who does not read them, or does not send, is given up."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from fastapi import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PIECE = 256 * 1024
"""Bytes handed to the server at once: it keeps what the caller has not read yet."""
STALLED_SECONDS = 30
"""For one piece to be taken."""
WHOLE_SECONDS = 300
"""For a whole answer to be taken, or a body to arrive: the largest upload over a line of one megabit a second."""


class Pacing:
    """Sends large answers in pieces; the connection of a caller that takes none for a while, or all of them too slowly, is closed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and pace its answer."""

        async def pacing(message: Message) -> None:
            body = message.get("body", b"")
            if len(body) <= PIECE:
                return await send(message)
            end = time.monotonic() + WHOLE_SECONDS
            for start in range(0, len(body), PIECE):
                more = start + PIECE < len(body) or message.get("more_body", False)
                piece = {**message, "body": body[start : start + PIECE], "more_body": more}
                try:
                    await asyncio.wait_for(send(piece), min(STALLED_SECONDS, end - time.monotonic()))
                except TimeoutError:
                    raise ClientDisconnect from None

        with suppress(ClientDisconnect):  # an answer that is not complete makes the server close the connection
            await self.app(scope, receive, pacing)


def arriving(receive: Receive) -> Receive:
    """What is received, as long as all of it arrives in time; raises HTTPException 408 then."""
    end = time.monotonic() + WHOLE_SECONDS

    async def timed() -> Message:
        try:
            return await asyncio.wait_for(receive(), max(end - time.monotonic(), 0))
        except TimeoutError:
            raise HTTPException(408) from None

    return timed
