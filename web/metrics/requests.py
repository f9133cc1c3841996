"""Requests and transactions of this process, counted in memory."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram
from sqlalchemy import Connection, Engine, event

from web.metrics.families import PREFIX

EXTENSION = "metrics"
# In s: from a page without a preview to one that waits for its kernel.
REQUEST_BUCKETS_S = (0.01, 0.05, 0.1, 0.3, 1, 3, 10, 30)
TRANSACTION_BUCKETS_S = (0.001, 0.005, 0.02, 0.1, 0.5, 2, 10)


@dataclass(frozen=True)
class ProcessMetrics:
    """What this process counts."""

    registry: CollectorRegistry
    requests: Histogram
    refusals: Counter
    transactions: Histogram


def count_requests(app: Flask, engine: Engine) -> None:
    """Have the application count its requests, those told to come again, and its transactions."""
    registry = CollectorRegistry()
    counted = app.extensions[EXTENSION] = ProcessMetrics(
        registry,
        Histogram(
            PREFIX + "request_seconds",
            "Requests, by route and status.",
            ("method", "route", "status"),
            registry=registry,
            buckets=REQUEST_BUCKETS_S,
        ),
        Counter(PREFIX + "busy", "Requests told to come again later (503), by route.", ("route",), registry=registry),
        Histogram(
            PREFIX + "transaction_seconds",
            "Transactions of the database.",
            registry=registry,
            buckets=TRANSACTION_BUCKETS_S,
        ),
    )
    app.before_request(_note_begin)
    app.after_request(lambda response: _count_response(counted, response))
    _time_transactions(engine, counted.transactions)


def counted_metrics(app: Flask) -> CollectorRegistry:
    """What the application has counted since its start."""
    counted: ProcessMetrics = app.extensions[EXTENSION]
    return counted.registry


def _note_begin() -> None:
    g.began = perf_counter()


def _count_response(counted: ProcessMetrics, response: Response) -> Response:
    # By rule: an address may hold a token, and there are too many.
    route = str(request.url_rule) if request.url_rule else "none"
    if hasattr(g, "began"):
        labels = (request.method, route, str(response.status_code))
        counted.requests.labels(*labels).observe(perf_counter() - g.began)
    if response.status_code == 503 and "Retry-After" in response.headers:
        counted.refusals.labels(route).inc()
    return response


def _time_transactions(engine: Engine, histogram: Histogram) -> None:
    def begin(connection: Connection) -> None:
        connection.info["began"] = perf_counter()

    def end(connection: Connection) -> None:
        if "began" in connection.info:
            histogram.observe(perf_counter() - connection.info.pop("began"))

    event.listen(engine, "begin", begin)
    event.listen(engine, "commit", end)
    event.listen(engine, "rollback", end)
