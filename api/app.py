"""The HTTP service: `create_app(settings)`; each module of api/routers adds its endpoints and is found by discovery."""

from __future__ import annotations

import importlib
import logging
import pkgutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from importlib.metadata import version

from fastapi import APIRouter, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

import api.routers
from api import problems
from api.describing import describe
from api.keeping import Keeping
from api.middleware import Answering, Counting, Guarding, Hardening
from api.pacing import Pacing
from api.pages import mount_static
from api.parameters import parameter_names
from api.settings import Settings
from api.state import Service
from graph.errors import StoreError
from queries.as_of import in_force
from queries.naming import index_of
from queries.running import catalogue
from viz.formats import formats

ABOUT = (
    "Đồ thị tri thức về nhiệm vụ chuyển đổi số của Việt Nam, mỗi thông tin kèm câu văn chứng minh. "
    "A knowledge graph of Vietnam's digital-transformation mandates, each fact with the sentence that proves it."
)
_TAGS = {
    "ask": "Hỏi và truy vấn | Questions and queries",
    "search": "Tìm và đi trong đồ thị | Finding and walking",
    "entities": "Từng mục | Single things",
    "documents": "Văn bản | Documents",
    "export": "Tải về | Downloads",
    "health": "Vận hành | Operation",
}
_ASKED_WITH = ("If-None-Match", "X-Request-Id")
_READABLE = ("ETag", "Link", "Retry-After", "Content-Disposition", "X-Request-Id")
"""Headers that pages of other sites may send and read, where these are let in at all."""
_LOG = logging.getLogger("luocdo")


def routers() -> Iterator[APIRouter]:
    """The routers of api/routers, by name."""
    for info in sorted(pkgutil.iter_modules(api.routers.__path__), key=lambda info: info.name):
        yield importlib.import_module(f"api.routers.{info.name}").router


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service over the store of `settings` (by default those of the environment); the store opens when it starts."""
    service = Service(settings or Settings.from_environment())
    app = FastAPI(
        title="Lược đồ",
        version=version("luocdo"),
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        generate_unique_id_function=lambda route: route.name,
        openapi_tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
    )
    app.state.service = service
    problems.install(app)
    for router in routers():
        app.include_router(router)
    mount_static(app)
    describe(app)
    app.state.parameters = parameter_names(app.openapi())
    _add_middleware(app, service)
    return app


def _add_middleware(app: FastAPI, service: Service) -> None:
    """What every request passes through, from the inside to the outside."""
    settings = service.settings
    app.add_middleware(Guarding, limit=settings.upload_limit, origins=settings.cors_origins)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(Keeping, answers=service.answers)
    app.add_middleware(Answering, limits=settings.limits)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=("GET", "HEAD", "POST"),
            allow_headers=_ASKED_WITH,
            expose_headers=_READABLE,
        )
    app.add_middleware(Hardening)
    app.add_middleware(Counting, metrics=service.metrics)
    app.add_middleware(Pacing)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    service: Service = app.state.service
    try:
        await run_in_threadpool(_warm, service)
    except StoreError as error:  # the service starts all the same: /readyz says why it cannot answer yet
        _LOG.error("%s", error)
    yield
    service.close()


def _warm(service: Service) -> None:
    """Open the store and load what the first question would have to wait for."""
    formats()
    catalogue()
    store = service.store
    store.counts()
    index_of(store)
    in_force(store, date.today())
    store.reach("", "in", ("DEPENDS_ON",))
