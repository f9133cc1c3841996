"""What the database says, as metrics: it has what all workers have done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prometheus_client.core import Metric

from configurator.services.admin.status import Status
from web.metrics.families import Samples, Sums, counter, gauge, one_label, summary


@dataclass(frozen=True, eq=False)
class StatusCollector:
    """The numbers of a status as metrics."""

    status: Status

    def collect(self) -> Iterator[Metric]:
        """The metrics, one a name."""
        status = self.status
        waiting: Samples = {(each.queue, each.kind, each.status): each.count for each in status.waiting}
        yield gauge("queue_length", "Unfinished work.", ("queue", "kind", "status"), waiting)
        for noun, states in status.states.items():
            yield gauge(noun, f"The {noun} by state.", ("state",), one_label(states))
        yield gauge("flagged_jobs", "Jobs that a person must look at.", (), {(): status.flagged_count})
        yield gauge("bytes", "Sizes.", ("what",), one_label(status.bytes))
        yield gauge("free_bytes", "Room on the disks.", ("what",), one_label(status.free_bytes))
        yield counter("kernel_crashes", "Crashes of the kernel.", ("what",), one_label(status.crashes))
        yield counter("handed_over", "Jobs handed over.", ("factory",), one_label(status.handed_over))
        yield counter("job_flags", "Flags of jobs: failed hand-overs.", ("factory",), one_label(status.troubles))
        work: Sums = {(each.work, each.step, each.outcome): (each.times, each.seconds) for each in status.work}
        yield summary("work_seconds", "What the workers spent.", ("work", "step", "outcome"), work)
