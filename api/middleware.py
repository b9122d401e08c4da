"""What every request passes through: counting, what is refused unread, security headers, the size of bodies, and where forms come from."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Collection
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics
from api.pacing import arriving
from api.problems import broken, busy, problem
from api.settings import Limits
from graph import deadline

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
_METHODS = {*_SAFE_METHODS, "POST", "PUT", "PATCH", "DELETE", "TRACE"}
_REQUEST_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[\w.~%!$&'()*+,;=-]*)(:\d*)?", re.ASCII)
_LONGEST_PATH = 8192
_SENDERS = 16
"""Bodies that arrive at a time: each may be as large as an upload, and stands on the disk meanwhile."""


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
            route = getattr(scope.get("route"), "path_format", None) or "other"
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self.metrics.answered(method, route, status, time.perf_counter() - started)


class Answering:
    """Sees to it that every request has an answer: an id, an end in time, a problem where the program fails; HEAD is GET unsaid."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app, self.limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless nothing could be made of it."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        scope.setdefault("state", {})["request_id"] = request_id = _request_id(scope)
        silent = scope["method"] == "HEAD"
        inner = {**scope, "method": "GET"} if silent else scope
        started = False

        async def adding(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            elif silent:
                message = {**message, "body": b""}
            await send(message)

        try:
            with deadline.within(self.limits.seconds if scope["method"] in _SAFE_METHODS else 0):
                await (self._refusal(inner) or self.app)(inner, receive, adding)
        except ClientDisconnect:  # nobody is there to be answered
            raise
        except Exception as error:
            told = broken(Request(inner), error)
            if not started:  # else it is too late for an answer, and the connection ends: half of one must not be taken for all
                await told(inner, receive, adding)
            raise
        finally:
            scope["route"] = inner.get("route")

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        """The refusal of an address that is too long, or of a host that is none."""
        if len(scope["query_string"]) > self.limits.query or len(scope.get("raw_path", b"")) > _LONGEST_PATH:
            return problem(Request(scope), 414)
        host = Headers(scope=scope).get("host", "")
        return None if _HOST.fullmatch(host) else problem(Request({**scope, "headers": []}), 400)


def _request_id(scope: Scope) -> str:
    """The id that a caller or proxy gave the request, if it is fit for a log, else a new one."""
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


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
                _set_caching(headers, scope, message["status"])
            await send(message)

        await self.app(scope, receive, adding)


def _set_caching(headers: MutableHeaders, scope: Scope, status: int) -> None:
    """Answers of the API may be kept by their caller, but asked about each time; what has no ETag is not kept."""
    tag = scope.get("state", {}).get("etag")
    if tag and status in {200, 304}:
        headers["ETag"] = tag
        headers["Cache-Control"] = "private, no-cache"
        vary = {name.strip() for name in headers.get("Vary", "").split(",") if name.strip()}
        headers["Vary"] = ", ".join(sorted({*vary, "Accept-Encoding", "Cookie"}))
    elif scope["path"].startswith("/api/"):
        headers["Cache-Control"] = "no-store"
    elif scope["path"].startswith("/static/"):
        headers["Cache-Control"] = "no-cache"


class Guarding:
    """Refuses bodies above `limit` bytes or too slow, and forms sent by pages of sites other than `origins`."""

    def __init__(self, app: ASGIApp, limit: int, origins: Collection[str] = ()) -> None:
        self.app, self.limit, self.origins = app, limit, origins
        self._senders = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless it is too large, comes from elsewhere, or too many others are sending."""
        if scope["type"] != "http" or scope["method"] in _SAFE_METHODS:
            return await self.app(scope, receive, send)
        if _foreign(Headers(scope=scope), self.origins):
            return await problem(Request(scope), 403)(scope, receive, send)
        if self._senders >= _SENDERS:
            return await busy(Request(scope))(scope, receive, send)
        self._senders += 1
        try:
            await self.app(scope, self._counted(scope, arriving(receive)), send)
        finally:
            self._senders -= 1

    def _counted(self, scope: Scope, receive: Receive) -> Receive:
        """What is received, up to the limit; raises HTTPException 413 beyond, which the app's handlers answer as page or problem."""
        announced = Headers(scope=scope).get("content-length", "")
        received = int(announced) if announced.isdigit() and int(announced) > self.limit else 0

        async def counting() -> Message:
            nonlocal received
            if received > self.limit:
                raise HTTPException(413)
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.limit:
                raise HTTPException(413)
            return message

        return counting


def _foreign(headers: Headers, origins: Collection[str]) -> bool:
    """Whether a browser says that a page of a site that is not one of `origins` sends this request."""
    origin = headers.get("origin")
    if origin is None or origin in origins:
        return False
    try:
        return urlsplit(origin).netloc != headers.get("host")
    except ValueError:
        return True
