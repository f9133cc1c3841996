"""How full this process is at this moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask

from configurator.domain.work_times import Spent, Step
from configurator.services.admin.database_usage import DatabaseUsage, database_usage
from configurator.services.common.kernel_gate import GateUsage, KernelWork
from web.connections import BoundedServer, ServerUsage
from web.context import WebContext

SERVER = "server"


@dataclass(frozen=True)
class ProcessUsage:
    """The gate to the kernel, the pool of the database, the server if there is one, and times of the kernel's work."""

    gate: Mapping[KernelWork, GateUsage]
    database: DatabaseUsage
    server: ServerUsage | None
    times: Mapping[Step, Spent]


def remember_server(app: Flask, server: BoundedServer) -> None:
    """Have the application know the server that it is served by."""
    app.extensions[SERVER] = server


def read_usage(app: Flask, context: WebContext) -> ProcessUsage:
    """As it is now."""
    server: BoundedServer | None = app.extensions.get(SERVER)
    return ProcessUsage(
        context.gate.usage(), database_usage(context.engine), server.usage() if server else None, context.times.sums()
    )
