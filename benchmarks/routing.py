"""What choosing a factory costs among many, beside judging and spelling out each of them, in one run.

python benchmarks/routing.py [factories] [routes]
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import Any

from sqlalchemy import event
from table import Row, show

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from support import ordering

from configurator.domain.places import Place, great_circle_km
from configurator.domain.production.factories import Factory, FactoryState, Machine
from configurator.domain.production.factory_files import factory_facts
from configurator.domain.production.machine_rates import PieceRate, StatedTimes
from configurator.domain.production.network import Network
from configurator.domain.production.rate_cards import RateCard, ShippingBand
from configurator.domain.production.route_reasons import objections
from configurator.domain.production.routing import Candidate, find_route
from configurator.domain.production.routing_requirements import RoutingRequirements
from configurator.services.common.context import Context, open_context
from configurator.services.production.route import route_job
from configurator.settings import read_settings
from configurator.store import factories as factory_rows
from configurator.store.database import write_transaction

SELLS = (
    ("mjf", ("PA12", "TPU")), ("sls", ("PA12", "TPU")), ("fdm", ("PETG", "TPU", "PLA")), ("cut", ("NBR", "EPDM")),
)  # fmt: skip
STATES = (FactoryState.UP, *FactoryState)
# The plain way is some thirty times slower, and as steady.
PLAIN_SHARE = 50
# Routes with all that a store adds to them: so many orders are placed, made and approved first.
STORED_ROUTES = 40
TIMES = StatedTimes(PieceRate(5.0), 0.5, 0.1)
CARD = RateCard("EUR", "without VAT", shipping=(ShippingBand(20_100, 3, Decimal(9)),))


def main(factories: int, routes: int) -> None:
    """Print median and record size of both ways, and how many times less the one takes."""
    show(rows(factories, routes))


def rows(factories: int, routes: int) -> Iterator[Row]:
    """Milliseconds and kilobytes a route."""
    chance = random.Random(7)
    known = [_factory(chance, number) for number in range(factories)]
    needs = [_need(chance) for _ in range(routes)]
    network = Network(known)
    plain_ms, plain_kb = _measured(lambda need: plain_route(need, known), needs[::PLAIN_SHARE])
    route_ms, route_kb = _measured(lambda need: find_route(need, network).as_dict(), needs)
    layout_ms, _ = _measured(lambda _: (Network(known), {})[1], needs[:5])
    told = f"median of {routes:,}; each judged and spelt out: {plain_ms:.1f} ms"
    yield Row("r", f"a route among {factories:,} factories", route_ms, "ms", told, 1.5)
    yield Row(
        "r", "times less than each judged and spelt out", plain_ms / route_ms, "", "in the same run", 10, less=False
    )
    yield Row("r", "record of a route", route_kb, "kB", f"each spelt out: {plain_kb:.0f} kB", 4)
    yield Row("r", "the network laid out, once for a set of factories", layout_ms, "ms", "")
    within_ms, before_ms = stored_routes(known)
    told = f"in it {within_ms:.1f} ms, before it {before_ms:.1f} ms, medians of {STORED_ROUTES} routes in a store"
    share = within_ms / (within_ms + before_ms)
    yield Row("r", "of a route with promises within the transaction", share, "", told, 0.6)


def stored_routes(known: Sequence[Factory]) -> tuple[float, float]:
    """Median ms of processor time of a route with what factories promise: in its write transaction, and before it."""
    with tempfile.TemporaryDirectory() as folder:
        context = open_context(read_settings({"CONFIGURATOR_DATA": folder}))
        with write_transaction(context.engine) as connection:
            for each in known:
                machines = tuple(replace(machine, times=TIMES) for machine in each.machines)
                promising = replace(each, machines=machines, hours="Mo-Fr 08:00-17:00; PH off", rate_card=CARD)
                factory_rows.save_factory(connection, each.id, factory_facts(promising))
        jobs = [ordering.job_in_state(context, "waiting", str(number)) for number in range(STORED_ROUTES)]
        timed = [_stored_route(context, each.id) for each in jobs]
        context.engine.dispose()
    return statistics.median(within for within, _ in timed), statistics.median(before for _, before in timed)


def _stored_route(context: Context, job: str) -> tuple[float, float]:
    """Milliseconds in the write transaction, which alone is committed, and in all else."""
    began, within = 0.0, 0.0

    def begin(_: Any) -> None:
        nonlocal began
        began = process_time()

    def commit(_: Any) -> None:
        nonlocal within
        within += process_time() - began

    event.listen(context.engine, "begin", begin)
    event.listen(context.engine, "commit", commit)
    start = process_time()
    route_job(context, ordering.WORKER, job)
    whole = process_time() - start
    event.remove(context.engine, "begin", begin)
    event.remove(context.engine, "commit", commit)
    return within * 1000, (whole - within) * 1000


def plain_route(need: RoutingRequirements, factories: Sequence[Factory]) -> dict[str, Any]:
    """Every factory judged by itself, with all reasons against it and its distance."""
    assert need.place is not None
    judged = [
        Candidate(each.id, "", great_circle_km(need.place, each.place), tuple(objections(need, each)))
        for each in factories
    ]
    ranked = sorted(judged, key=lambda each: (bool(each.reasons), each.distance_km, each.factory))
    return {"chosen": ranked[0].as_dict(), "rejected": [each.as_dict() for each in ranked[1:]]}


def _measured(route: Callable[[RoutingRequirements], dict[str, Any]], needs: Sequence[RoutingRequirements]) -> Any:
    """Median ms of processor time, and of kB as JSON."""
    spent, sizes = [], []
    for need in needs:
        start = process_time()
        record = route(need)
        spent.append((process_time() - start) * 1000)
        sizes.append(len(json.dumps(record)) / 1000)
    return statistics.median(spent), statistics.median(sizes)


def _factory(chance: random.Random, number: int) -> Factory:
    machines = tuple(_machine(chance, f"m{each}") for each in range(chance.randint(1, 4)))
    return Factory(f"factory-{number:04}", "Anywhere", _place(chance), machines, chance.choice(STATES))


def _machine(chance: random.Random, name: str) -> Machine:
    process, materials = chance.choice(SELLS)
    x, y, z = (chance.uniform(150, 400) for _ in range(3))
    return Machine(name, process, (x, y, z), tuple(chance.sample(materials, chance.randint(1, len(materials)))))


def _need(chance: random.Random) -> RoutingRequirements:
    process, materials = chance.choice(SELLS)
    x, y, z = (chance.uniform(10, 320) for _ in range(3))
    return RoutingRequirements(process, chance.choice(materials), (x, y, z), _place(chance))


def _place(chance: random.Random) -> Place:
    return Place(round(chance.uniform(-60, 70), 1), round(chance.uniform(-180, 180), 1))


if __name__ == "__main__":
    main(*(int(each) for each in (*sys.argv[1:], *("1000", "10000")[len(sys.argv) - 1 :])))
