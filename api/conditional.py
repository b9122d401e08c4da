"""Conditional requests: an answer is named by the state of the store and by what was asked, before it is worked out."""

from __future__ import annotations

import re
from datetime import date
from hashlib import blake2b
from typing import Annotated

from fastapi import Depends, Request

from api.keeping import KeptError
from api.state import ServiceNeeded, language_of
from graph.store import Store

_TAG = re.compile(r'(?:W/)?("[^"]*")')


class NotModifiedError(Exception):
    """The caller has the answer already."""


def _name(request: Request, token: str, version: int) -> None:
    """Name the answer to `request` by a strong ETag; raises NotModifiedError where If-None-Match holds it.

    '*' in it matches nothing here: whether there is any answer to the request is not known before it is worked out.
    A version counts from 0 in every store, and what a store gives depends on the program: so the tag is also of this run of the
    service over this store, which `token` stands for.
    """
    tag = f'"{_digest(request, token, version)}"'
    request.state.etag = tag
    if tag in _TAG.findall(request.headers.get("if-none-match", "")):
        raise NotModifiedError


def _unless_known(request: Request, service: ServiceNeeded) -> Store:
    """The store; its version is read before the answer, so that a tag never stands for an older state than it names.

    Raises NotModifiedError or KeptError where the answer need not be worked out.
    """
    store = service.store
    _name(request, service.token, store.version)
    if (kept := service.answers.get(request.state.etag)) is not None:
        raise KeptError(kept)
    return store


async def _name_fixed(request: Request, service: ServiceNeeded) -> None:
    _name(request, service.token, 0)


UnknownYet = Annotated[Store, Depends(_unless_known)]
"""The store for an endpoint that reads; one whose answer the caller has already is not run."""
SAME_ALWAYS = Depends(_name_fixed)
"""For an endpoint whose answers do not depend on the store."""


def _digest(request: Request, token: str, version: int) -> str:
    """Whatever the bytes of an answer depend on: where no day is asked about, also the day that it is."""
    scope = request.scope
    today = "" if "as_of" in request.query_params else date.today().isoformat()
    packed = "gzip" in request.headers.get("accept-encoding", "")
    parts = (token, str(version), scope["path"], scope["query_string"].decode("latin-1"), language_of(request), today, str(packed))
    return blake2b("\n".join(parts).encode("utf8", "surrogateescape"), digest_size=16).hexdigest()
