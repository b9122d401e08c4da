"""What one running app holds: its settings, the store opened once, the counters, and the lock that loading takes."""

from __future__ import annotations

import asyncio
import secrets
import threading
from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from api.keeping import Answers
from api.metrics import Metrics
from api.settings import LANGUAGES, Settings
from api.words import Words
from graph.store import Store, open_store

LANGUAGE_COOKIE = "luocdo_lang"


class Service:
    """Settings and store of one app. A store that could not be opened yet is tried again when it is next needed.

    `token` tells this run of the service from others; `heavy` and `uploads` are the places for what may not run often at once.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.token = secrets.token_hex(8)
        self.metrics = Metrics()
        self.answers = Answers()
        self.heavy = asyncio.Semaphore(settings.limits.heavy)
        self.uploads = asyncio.Semaphore(1)
        self.loading = threading.Lock()
        self._opening = threading.Lock()
        self._store: Store | None = None

    @property
    def store(self) -> Store:
        """The open store; raises StoreError where it does not open."""
        with self._opening:
            if self._store is None:
                self._store = open_store(self.settings.store)
            return self._store

    def close(self) -> None:
        """Close the store."""
        with self._opening:
            if self._store is not None:
                self._store.close()
                self._store = None


async def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _store(service: Annotated[Service, Depends(_service)]) -> Store:
    return service.store


def language_of(request: Request) -> str:
    """The language asked for by `lang=`, else by the cookie of the switch, else Vietnamese."""
    wanted = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def words_of(request: Request) -> Words:
    """The messages in the language of the request."""
    return Words(language_of(request))


def _spoken(given: str | None) -> str | None:
    if given is not None and given not in LANGUAGES:
        raise PydanticCustomError("literal_error", "must be one of: {expected}", {"expected": ", ".join(LANGUAGES)})
    return given


async def _words(
    request: Request,
    lang: Annotated[
        str | None,
        Query(description="Ngôn ngữ | Language"),
        AfterValidator(_spoken),
        WithJsonSchema({"type": "string", "enum": list(LANGUAGES), "examples": ["en"]}),
    ] = None,
) -> Words:
    """As `words_of`, for programs: they are told of a language that there is not."""
    return words_of(request)


async def _page_words(request: Request) -> Words:
    return words_of(request)


ServiceNeeded = Annotated[Service, Depends(_service)]
StoreNeeded = Annotated[Store, Depends(_store)]
WordsNeeded = Annotated[Words, Depends(_words)]
PageWordsNeeded = Annotated[Words, Depends(_page_words)]
