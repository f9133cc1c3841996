"""Runs the durable workflows: the only module that knows both the engine and the services."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from time import monotonic
from typing import Any

from dbos import DBOS
from sqlalchemy.exc import InterfaceError, OperationalError

from configurator.domain.actors import Actor
from configurator.domain.identifiers import new_id
from configurator.folders import work_folder, writable_folder
from configurator.logs import request_id
from configurator.pool import open_pool
from configurator.queue import APPLICATION_VERSION, BATCHES, MAILING, MAKING, PRODUCING, QUOTING
from configurator.services.common.context import Context, MakingContext
from configurator.services.orders.order_mails import send_order_mail
from configurator.services.production.dispatch import (
    dispatch_job,
    factory_of_job,
    postpone_job,
    postpone_withdrawal,
    take_back_job,
)
from configurator.services.production.route import route_job
from configurator.services.quotes.made_orders import quote_sliced_order
from configurator.store import events, jobs
from configurator.store.database import read_transaction
from configurator.worker.factory_slots import FactorySlots
from configurator.worker.heartbeat import BEAT_INTERVAL_S, keep_heartbeat
from configurator.worker.precedence import Precedence
from configurator.worker.recovery import Recovery, executor_name
from configurator.worker.runner import Runner
from configurator.worker.signals import ctrl_c_blocked, stop_on_signal

log = logging.getLogger("configurator.worker.worker")
# How often a worker looks for work, in s; with nothing to do that costs some 2 % of a processor.
POLL_INTERVAL_S = 0.5
# How many items, and how many rows, a worker takes for each child: the next is at hand before it looks again.
ITEMS_PER_CHILD = 2
# How many jobs are handed over at once: that waits for disks, not for processors. Half of them for slow factories.
MAX_HANDOVERS, MAX_SLOW_HANDOVERS = 8, 4
# How many mails are sent at once.
MAX_MAILS = 2
# How many orders are sliced at once: the slicer keeps several processors busy.
MAX_SLICED_ORDERS = 1
# How long a worker that is to stop waits for the work it has begun, in s.
SHUTDOWN_GRACE_S = 5


def run_worker(
    context: Context, scratch: Path, children: int, *, until_idle: bool = False, with_parent: bool = False
) -> None:
    """Work until stopped or, with `until_idle`, until nothing is left to do; work that waits for a retry counts.

    Stopped by SIGTERM, by Ctrl-C, or with `with_parent` by the end of the process that started this
    one, it ends the process; with status 1 if it was to go on until idle. What is unfinished when the
    process ends, however it ends, is done by another worker, or by the next one. Raises Blocked if the
    scratch folder cannot be written.
    """
    name = f"{socket.gethostname()}-{os.getpid()}-{new_id()}"
    parent = os.getppid() if with_parent else None
    # Previews, for which somebody waits, have priority.
    os.nice(5)
    with stop_on_signal() as stop:
        with (
            keep_heartbeat(context.engine, name, context.times),
            writable_folder(scratch),
            work_folder(scratch) as own,
            ExitStack() as stack,
        ):
            with ctrl_c_blocked():
                pool = stack.enter_context(open_pool(children))
                actor = Actor(executor_name(name), "worker")
                runner = Runner(context.with_pool(pool, own), actor, stop, Precedence(children))
                engine = _launch_engine(runner, children)
            log.info("worker %s is at work with %d children", name, children)
            _run_recovery(Recovery(context, name, scratch, engine), stop, until_idle, parent)
            _stop_engine(SHUTDOWN_GRACE_S if stop.is_set() else 0)
            if stop.is_set():
                pool.stop()
        log.info("worker %s has stopped", name)
        if stop.is_set():
            # The threads of unfinished work are blocked for good, and would not let the process end.
            os._exit(int(until_idle))


def _run_recovery(recovery: Recovery, stop: threading.Event, until_idle: bool, parent: int | None) -> None:
    """Run the recovery in another thread, as it may wait for the database: this one receives the signals."""
    thread = threading.Thread(target=recovery.run, args=(stop, until_idle), daemon=True)
    thread.start()
    while thread.is_alive() and not stop.wait(BEAT_INTERVAL_S):
        if parent not in (None, os.getppid()):
            stop.set()


def _launch_engine(runner: Runner, children: int) -> DBOS:
    _register_making(runner)
    _register_producing(runner.context, runner.actor)
    _register_mailing(runner.context, runner.actor)
    _register_quoting(runner.context)
    engine = DBOS(
        config={
            "name": "configurator",
            "system_database_engine": runner.context.engine,
            "executor_id": runner.actor.id,
            "application_version": APPLICATION_VERSION,
            # Its warnings report every query that fails while the database is away, at length.
            "log_level": "ERROR",
        }
    )
    DBOS.launch()
    at_hand = ITEMS_PER_CHILD * children
    at_once = {MAKING: at_hand, BATCHES: at_hand, PRODUCING: MAX_HANDOVERS, MAILING: MAX_MAILS}
    at_once[QUOTING] = MAX_SLICED_ORDERS
    for queue, concurrency in at_once.items():
        DBOS.register_queue(
            queue, worker_concurrency=concurrency, polling_interval_sec=POLL_INTERVAL_S, on_conflict="always_update"
        )
    return engine


def _stop_engine(grace_s: int) -> None:
    """Take no more work, and wait so long (s) for the work that was begun."""
    options = {"destroy_registry": True, "workflow_completion_timeout_sec": grace_s}
    thread = threading.Thread(target=DBOS.destroy, kwargs=options, daemon=True)
    thread.start()
    # Without its database the engine would not end at all.
    thread.join(grace_s + 3)


def _register_making(runner: Runner) -> None:
    """The workflows by the names under which `configurator.services.common.workflows` enqueues them."""

    @_retried_step("make")
    def make(item: str, attempt: int) -> bool:
        return runner.make(item, attempt)

    @DBOS.workflow(name="make_item")
    def make_item(item: str, attempt: int) -> None:
        while make(item, attempt):
            pass

    @_retried_step("make_one")
    def make_one(batch: str, number: int, attempt: int) -> bool:
        return runner.make_row(batch, number, attempt)

    @DBOS.workflow(name="make_row")
    def make_row(batch: str, number: int, attempt: int) -> None:
        while make_one(batch, number, attempt):
            pass


def _register_producing(context: MakingContext, actor: Actor) -> None:
    @_retried_step("route")
    def route(job: str) -> None:
        with _request_of_job(context, job):
            routed = route_job(context, actor, job)
            log.info("job %s: %s", routed.ticket, f"to {routed.factory}" if routed.factory else routed.reason)

    slots = FactorySlots(MAX_SLOW_HANDOVERS)

    @_retried_step("hand_over")
    def deliver(job: str) -> None:
        with _request_of_job(context, job), slots.hold(factory_of_job(context, job)) as has_turn:
            if not has_turn:
                postpone_job(context, job)
                return
            began = monotonic()
            dispatch_job(context, actor, job)
            log.info("job %s: handed over or flagged in %.0f ms", job, 1000 * (monotonic() - began))

    @_retried_step("withdraw")
    def take_back(factory: str, ticket: str) -> None:
        with slots.hold(factory) as has_turn:
            take_back_job(context, factory, ticket) if has_turn else postpone_withdrawal(context, factory, ticket)

    @DBOS.workflow(name="produce_job")
    def produce_job(job: str) -> None:
        route(job)
        deliver(job)

    @DBOS.workflow(name="withdraw_job")
    def withdraw_job(factory: str, ticket: str) -> None:
        take_back(factory, ticket)


def _register_mailing(context: MakingContext, actor: Actor) -> None:
    @_retried_step("send")
    def send(order: str, number: int, attempt: int) -> None:
        send_order_mail(context, actor, order, number, attempt)

    @DBOS.workflow(name="send_mail")
    def send_mail(order: str, number: int, attempt: int) -> None:
        send(order, number, attempt)


def _register_quoting(context: MakingContext) -> None:
    @_retried_step("quote")
    def quote(order: str, attempt: int) -> None:
        with read_transaction(context.engine) as connection:
            request = events.request_of_order(connection, order)
        with request_id(request):
            quote_sliced_order(context, order, attempt)

    @DBOS.workflow(name="quote_order")
    def quote_order(order: str, attempt: int) -> None:
        quote(order, attempt)


def _request_of_job(context: Context, job: str) -> AbstractContextManager[None]:
    """What is logged in the block carries the id of the request that placed the job's order."""
    with read_transaction(context.engine) as connection:
        return request_id(events.request_of_order(connection, jobs.get_job(connection, job).order))


def _retried_step(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A step that is retried for some seven minutes while the database is away; `Recovery` requeues other failures."""
    return DBOS.step(
        name=name,
        retries_allowed=True,
        interval_seconds=0.5,
        backoff_rate=1.5,
        max_attempts=16,
        should_retry=lambda error: isinstance(error, OperationalError | InterfaceError),
    )
