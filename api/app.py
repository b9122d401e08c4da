"""The HTTP service: `create_app(settings)`; each module of api/routers adds its endpoints and is found by discovery."""

from __future__ import annotations

import importlib
import logging
import pkgutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware

import api.routers
from api import problems
from api.middleware import Counting, Guarding, Hardening
from api.pages import mount_static
from api.schemas import ProblemOut
from api.settings import Settings
from api.state import Service
from graph.errors import StoreError
from queries.running import catalogue
from viz.formats import formats

ABOUT = (
    "Đồ thị tri thức về nhiệm vụ chuyển đổi số của Việt Nam, mỗi thông tin kèm câu văn chứng minh. "
    "A knowledge graph of Vietnam's digital-transformation mandates, each fact with the sentence that proves it."
)
_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemOut, "description": "RFC 9457"} for status in (400, 404, 409, 422, 503)
}
_TAGS = {
    "ask": "Hỏi và truy vấn | Questions and queries",
    "search": "Tìm và đi trong đồ thị | Finding and walking",
    "entities": "Từng mục | Single things",
    "documents": "Văn bản | Documents",
    "export": "Tải về | Downloads",
    "health": "Vận hành | Operation",
}
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
        responses=_ERRORS,
        openapi_tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
    )
    app.state.service = service
    problems.install(app)
    for router in routers():
        app.include_router(router)
    mount_static(app)
    app.add_middleware(Guarding, limit=service.settings.upload_limit)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(Hardening)
    app.add_middleware(Counting, metrics=service.metrics)
    return app


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
    service.store.counts()
