"""What choosing a factory costs among many, beside judging and spelling out each of them, in one run.

python benchmarks/routing.py [factories] [routes]
"""

from __future__ import annotations

import json
import random
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from time import process_time
from typing import Any

from table import Row, show

from configurator.domain.places import Place, great_circle_km
from configurator.domain.production.factories import Factory, FactoryState, Machine
from configurator.domain.production.network import Network
from configurator.domain.production.route_reasons import objections
from configurator.domain.production.routing import Candidate, find_route
from configurator.domain.production.routing_requirements import RoutingRequirements

SELLS = (
    ("mjf", ("PA12", "TPU")), ("sls", ("PA12", "TPU")), ("fdm", ("PETG", "TPU", "PLA")), ("cut", ("NBR", "EPDM")),
)  # fmt: skip
STATES = (FactoryState.UP, *FactoryState)
# The plain way is some thirty times slower, and as steady.
PLAIN_SHARE = 50


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
