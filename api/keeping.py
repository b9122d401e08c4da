"""Answers kept as they were sent, by their ETag: what is asked again before the store changes is sent again without being worked out."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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


class Answers:
    """The answers of one run of the service, those least recently asked for forgotten first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, tag: str) -> Kept | None:
        """The answer with that tag."""
        with self._lock:
            if tag in self._kept:
                self._kept.move_to_end(tag)
            return self._kept.get(tag)

    def keep(self, tag: str, answer: Kept) -> None:
        """Keep an answer under its tag."""
        with self._lock:
            if tag in self._kept or len(answer.body) > self._most:
                return
            self._kept[tag] = answer
            self._bytes += len(answer.body)
            while self._bytes > self._most:
                _, forgotten = self._kept.popitem(last=False)
                self._bytes -= len(forgotten.body)


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
