"""Counters of one process, in the text format that Prometheus reads."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

BUCKETS = (0.005, 0.025, 0.1, 0.5, 2.5, 10.0)
"""Upper bounds, in seconds, of the histogram of request times."""

Labels = tuple[tuple[str, str], ...]


class Metrics:
    """How many requests were answered, how, and how fast; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[Labels] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._within: Counter[tuple[str, float]] = Counter()
        self._loaded: Counter[Labels] = Counter()

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request to `route` (its template, never the path, so that the number of series stays small)."""
        with self._lock:
            self._requests[("method", method), ("route", route), ("status", str(status))] += 1
            self._seconds[route] += seconds
            for bound in BUCKETS:
                self._within[route, bound] += seconds <= bound

    def loaded(self, outcome: str) -> None:
        """Count one uploaded file by what became of it."""
        with self._lock:
            self._loaded[("outcome", outcome),] += 1

    def text(self, gauges: Mapping[str, Mapping[Labels, float]]) -> str:
        """All counters and the given gauges as Prometheus text."""
        with self._lock:
            lines = [*_series("luocdo_requests_total", "counter", sorted(self._requests.items()))]
            lines += [*_series("luocdo_documents_loaded_total", "counter", sorted(self._loaded.items())), *self._histogram()]
        for name, values in gauges.items():
            lines += _series(name, "gauge", sorted(values.items()))
        return "\n".join(lines) + "\n"

    def _histogram(self) -> Iterable[str]:
        name = "luocdo_request_seconds"
        yield f"# TYPE {name} histogram"
        for route in sorted(self._seconds):
            total = sum(count for labels, count in self._requests.items() if ("route", route) in labels)
            for bound in BUCKETS:
                yield f"{name}_bucket{_labels((('route', route), ('le', str(bound))))} {self._within[route, bound]}"
            yield f"{name}_bucket{_labels((('route', route), ('le', '+Inf')))} {total}"
            yield f"{name}_sum{_labels((('route', route),))} {self._seconds[route]:.6f}"
            yield f"{name}_count{_labels((('route', route),))} {total}"


def _series(name: str, kind: str, values: Iterable[tuple[Labels, float]]) -> Iterable[str]:
    yield f"# TYPE {name} {kind}"
    for labels, value in values:
        yield f"{name}{_labels(labels)} {value}"


def _labels(labels: Labels) -> str:
    if not labels:
        return ""
    escaped = (f'{key}="{_escaped(value)}"' for key, value in labels)
    return "{" + ",".join(escaped) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
