"""Metrics in Prometheus' text format: counted in this process, or read when asked."""

from __future__ import annotations

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest

from configurator.services.admin.status import Status
from web.metrics.process import ProcessCollector
from web.metrics.status import StatusCollector
from web.process_usage import ProcessUsage

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4


def expose(counted: CollectorRegistry, usage: ProcessUsage, status: Status) -> bytes:
    """All metrics: those that were counted, those of this process now, and those in the database."""
    registry = CollectorRegistry()
    registry.register(ProcessCollector(usage))
    registry.register(StatusCollector(status))
    return generate_latest(counted) + generate_latest(registry)
