"""How full this process is, as metrics: the way to the kernel, connections, threads, and its database pool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prometheus_client.core import Metric

from web.metrics.families import Samples, Sums, counter, gauge, summary
from web.process_usage import ProcessUsage

WORK = ("work",)


@dataclass(frozen=True, eq=False)
class ProcessCollector:
    """The numbers of a process as metrics."""

    usage: ProcessUsage

    def collect(self) -> Iterator[Metric]:
        """The metrics, one a name."""
        yield from self._kernel()
        yield from self._database()
        if self.usage.server is not None:
            yield from self._server()

    def _kernel(self) -> Iterator[Metric]:
        yield gauge("kernel_callers", "Callers that wait for the kernel or have it.", WORK, self._gate("callers"))
        yield gauge("kernel_callers_max", "How many there may be.", WORK, self._gate("most"))
        yield counter("kernel_admitted", "Callers admitted.", WORK, self._gate("admitted"))
        yield counter("kernel_refused", "Callers told that it is busy.", WORK, self._gate("refused"))
        waits: Sums = {(work,): (each.turns, each.waited_s) for work, each in self.usage.gate.items()}
        yield summary("kernel_wait_seconds", "Waited until the kernel began.", WORK, waits)
        stages: Sums = {
            (step.work, step.step): (spent.times, spent.seconds) for step, spent in self.usage.times.items()
        }
        yield summary("page_work_seconds", "What the kernel spent for pages.", ("work", "step"), stages)

    def _gate(self, name: str) -> Samples:
        return {(work,): getattr(each, name) for work, each in self.usage.gate.items()}

    def _database(self) -> Iterator[Metric]:
        database = self.usage.database
        yield gauge("database_connections", "Connections in use.", (), {(): database.in_use})
        yield gauge("database_connections_max", "How many there may be.", (), {(): database.most})
        yield counter("database_refused", "Waited in vain for a connection, or to write.", (), {(): database.refused})

    def _server(self) -> Iterator[Metric]:
        server = self.usage.server
        assert server is not None
        yield gauge("connections", "Connections of clients.", (), {(): server.connections})
        yield gauge("connections_max", "How many there may be.", (), {(): server.most_connections})
        yield counter("connections_closed", "Closed to make room.", (), {(): server.closed_for_room})
        yield gauge("threads_busy", "Threads that answer.", (), {(): server.busy_threads})
        yield gauge("threads", "Threads.", (), {(): server.threads})
