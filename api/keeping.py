"""Answers kept as they were sent, by their ETag: what is asked again before the store changes is sent again without being worked out."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.bounded import Bounded

MOST, LARGEST = 64_000_000, 1_000_000
"""So many bytes are kept in all, and of one answer."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent: its headers without those that every answer gets, and its body, packed if it was."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class KeptError(Exception):
    """The answer is kept: it need not be worked out."""

    def __init__(self, answer: Kept) -> None:
        self.answer = answer


class Answers(Bounded[str, Kept]):
    """The answers of one run of the service, by their tags; each weighs its bytes."""

    def __init__(self, most: int = MOST) -> None:
        super().__init__(most, lambda answer: len(answer.body))


class Keeping:
    """Keeps every answer that has a tag and is not too large."""

    def __init__(self, app: ASGIApp, answers: Answers) -> None:
        self.app, self.answers = app, answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and keep its answer."""
        if scope["type"] != "http" or scope["method"] != "GET":
            return await self.app(scope, receive, send)
        head: tuple[tuple[bytes, bytes], ...] = ()

        async def keeping(message: Message) -> None:
            nonlocal head
            if message["type"] == "http.response.start":
                head = tuple(message["headers"]) if message["status"] == 200 and _length(message) <= LARGEST else ()
            elif message.get("more_body"):
                head = ()
            elif head and (tag := scope.get("state", {}).get("etag")):
                self.answers.keep(tag, Kept(head, message["body"]))
            await send(message)

        await self.app(scope, receive, keeping)


def _length(message: Message) -> int:
    """How long the body is; too long where nobody says."""
    length = Headers(raw=message["headers"]).get("content-length", "")
    return int(length) if length.isdigit() else LARGEST + 1
