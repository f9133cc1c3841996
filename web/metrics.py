"""Metrics of this process, counted in memory, and of the database, read when asked, in Prometheus' text format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from sqlalchemy import Connection, Engine, event

from configurator.services.admin.status import Status

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
Samples = Mapping[tuple[str, ...], float]
PREFIX = "configurator_"
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
    """Have the application count its requests, what it refuses as busy, and its transactions."""
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
        Counter(
            PREFIX + "busy", "Requests refused as too many waited already, by route.", ("route",), registry=registry
        ),
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


def expose(app: Flask, status: Status) -> bytes:
    """All metrics: those that this process has counted, and those in the database."""
    registry = CollectorRegistry()
    registry.register(StatusCollector(status))
    return generate_latest(app.extensions[EXTENSION].registry) + generate_latest(registry)


@dataclass(frozen=True, eq=False)
class StatusCollector:
    """The numbers of a status as metrics."""

    status: Status

    def collect(self) -> Iterator[Metric]:
        """The metrics, one a name."""
        waiting: Samples = {(each.queue, each.kind, each.status): each.count for each in self.status.waiting}
        yield _gauge("queue_length", "Unfinished work.", ("queue", "kind", "status"), waiting)
        for noun, states in self.status.states.items():
            yield _gauge(noun, f"The {noun} by state.", ("state",), _one_label(states))
        yield _gauge("flagged_jobs", "Jobs that a person must look at.", (), {(): self.status.flagged_count})
        yield _gauge("bytes", "Sizes.", ("what",), _one_label(self.status.bytes))
        yield _counter("kernel_crashes", "Crashes of the kernel.", ("what",), _one_label(self.status.crashes))
        yield _counter("handed_over", "Jobs handed over.", ("factory",), _one_label(self.status.handed_over))
        yield _counter("job_flags", "Flags of jobs: failed hand-overs.", ("factory",), _one_label(self.status.troubles))


def _one_label(counts: Mapping[str, int]) -> Samples:
    return {(name,): count for name, count in counts.items()}


def _gauge(name: str, words: str, labels: tuple[str, ...], samples: Samples) -> Metric:
    return _filled(GaugeMetricFamily(PREFIX + name, words, labels=labels), samples)


def _counter(name: str, words: str, labels: tuple[str, ...], samples: Samples) -> Metric:
    return _filled(CounterMetricFamily(PREFIX + name, words, labels=labels), samples)


def _filled(family: Any, samples: Samples) -> Metric:
    for labels, value in samples.items():
        family.add_metric(labels, value)
    metric: Metric = family
    return metric


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
