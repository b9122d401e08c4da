"""Whether the service lives and can answer, and its counters."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from api.metrics import Labels
from api.schemas import ReadyOut, StatusOut
from api.state import Service, ServiceNeeded, StoreNeeded
from graph.errors import StoreError

router = APIRouter(tags=["health"])


@router.get("/healthz", response_model=StatusOut, summary="Còn chạy | Lives")
async def health() -> dict[str, str]:
    """The process lives; answers also while every worker waits for the store."""
    return {"status": "ok"}


@router.get("/readyz", response_model=ReadyOut, summary="Trả lời được | Can answer")
def ready(store: StoreNeeded) -> dict[str, object]:
    """The store opens and answers; 503 with the reason where it does not."""
    return {"status": "ok", "version": store.version}


@router.get("/metrics", response_class=PlainTextResponse, summary="Số đếm cho Prometheus | Counters")
def metrics(service: ServiceNeeded) -> PlainTextResponse:
    """Counters of requests and sizes of the store, for Prometheus; `luocdo_ready` is 0 where the store does not answer."""
    return PlainTextResponse(service.metrics.text(_gauges(service)), media_type="text/plain; version=0.0.4; charset=utf-8")


def _gauges(service: Service) -> dict[str, dict[Labels, float]]:
    try:
        counts = service.store.counts()
    except StoreError:
        return {"luocdo_ready": {(): 0}}
    return {
        "luocdo_ready": {(): 1},
        "luocdo_documents": {(): counts.documents},
        "luocdo_unresolved_mentions": {(): counts.unresolved},
        "luocdo_nodes": {(("type", name),): count for name, count in counts.nodes.items()},
        "luocdo_edges": {(("type", name),): count for name, count in counts.edges.items()},
    }
