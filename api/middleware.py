"""What every request passes through: counting, security headers, the size of bodies, and where forms come from."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics
from api.problems import problem
from api.words import Words

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DOCS_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""The page of the API's documentation sets styles on its elements."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class Counting:
    """Counts requests by route, status and time."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count its answer."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        started, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            route = getattr(scope.get("route"), "path", None) or "other"
            self.metrics.answered(scope["method"], route, status, time.perf_counter() - started)


class Hardening:
    """Adds the security headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its answer."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = DOCS_POLICY if scope["path"] == "/docs" else POLICY
                for name, value in _HEADERS.items():
                    headers[name] = value
                if scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "no-cache"
            await send(message)

        await self.app(scope, receive, adding)


class Guarding:
    """Refuses bodies above `limit` bytes, and forms sent by pages of other sites."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless it is too large or comes from elsewhere."""
        if scope["type"] != "http" or scope["method"] in _SAFE_METHODS:
            return await self.app(scope, receive, send)
        headers = Headers(scope=scope)
        words = Words("vi")
        if _foreign(headers):
            return await problem(403, words, words("problem.403_detail"), scope["path"])(scope, receive, send)
        announced = headers.get("content-length", "")
        received = int(announced) if announced.isdigit() and int(announced) > self.limit else 0

        async def counting() -> Message:
            nonlocal received
            if received > self.limit:  # raised here, not answered: the app's handlers know page from program
                raise HTTPException(413)
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.limit:
                raise HTTPException(413)
            return message

        await self.app(scope, counting, send)


def _foreign(headers: Headers) -> bool:
    """Whether a browser says that a page of another site sends this request."""
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")
