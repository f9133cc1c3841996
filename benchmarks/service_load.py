"""The whole service under load: people on every kind of page, beside a batch, while orders are placed.

`service_load.py [PEOPLE SECONDS ROWS ORDERS]`. Prints what each route answers and how long that takes, beside one
person alone on the same server before; memory and open files; how long orders take until they are made, and how
many rows of the batch are made meanwhile. Exits with 1 for an answer that nobody should get (*busy* is none), an
order that is not made, or a batch that stands still.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from random import Random
from time import perf_counter, process_time, sleep

from answers import Answers, show_answers
from footprint import Footprint, footprint, largest, show_footprints
from interface import (
    batch_body,
    has_ended,
    order_body,
    random_design,
    read_order,
    rows_made,
    seconds_until_made,
    send,
    wait_until,
)
from served import Person, Service, read_json, service
from visitor import Sights, Visitor, prepare_sights
from visits import ORTHOSES_SHARE, VISITS, live

from web.links import API_PREFIX

# How often one person alone does everything, and how often the batch and the footprint are looked at.
ALONE_ROUNDS, LOOKS = 5, 20
# How long an order may take that is not made when the time is up, in s.
PATIENCE_S = 600.0


@dataclass(frozen=True)
class Load:
    """So many people for so many seconds, rows of one batch, and orders."""

    people: int = 200
    seconds: int = 300
    rows: int = 1000
    orders: int = 50


@dataclass(frozen=True)
class Observed:
    """All answers, the footprint at each look, rows of the batch made by then, and the orders' tokens."""

    answers: Answers = field(default_factory=Answers)
    footprints: list[Footprint] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    orders: list[str] = field(default_factory=list)


def main(load: Load) -> int:
    """Print all figures; 1 if anything is at fault."""
    with service() as running:
        sights, observed = prepare_sights(Person(running.port, "sights")), Observed()
        alone = visit_alone(running.port, sights)
        quiet, begun_s = footprint(running), process_time()
        batch = live_together(running, load, sights, observed)
        print(f"{load}; this client took {process_time() - begun_s:.0f} s of a processor")
        print(f"load of the machine in the last 1, 5 and 15 minutes: {os.getloadavg()}")
        show_answers(observed.answers, alone)
        moments = {"alone": quiet, "largest": largest(observed.footprints), "at the end": observed.footprints[-1]}
        show_footprints(moments)
        print(f"rows of the batch made, of {load.rows}, at each twentieth of the time: {observed.rows}", flush=True)
        faults = [*observed.answers.faults(), *faults_of_work(running.port, observed.orders, batch)]
    print(f"at fault: {'; '.join(faults)}" if faults else "nothing at fault")
    return int(bool(faults))


def visit_alone(port: int, sights: Sights) -> Answers:
    """What one person is answered who does everything in turn; the first time is not counted."""
    visitor = Visitor(Person(port, "alone"), Random(0), sights, Answers())
    for number in range(1 + ALONE_ROUNDS):
        if number == 1:
            visitor.answers = Answers()
        for each in VISITS:
            each(visitor)
    return visitor.answers


def live_together(running: Service, load: Load, sights: Sights, observed: Observed) -> str:
    """All at once, until the time is up; the address of the batch."""
    owner = Person(running.port, "owner")
    designs = [random_design(Random(number), 0.0) for number in range(load.rows)]
    batch: str = send(owner, "/batches", batch_body(designs, "load"))["follow"]
    visitors = [
        Visitor(Person(running.port, f"person-{number}"), Random(number), sights, observed.answers)
        for number in range(load.people)
    ]
    clinic = Visitor(Person(running.port, "clinic"), Random("clinic"), sights, observed.answers)
    acts: list[Callable[[], None]] = [
        *(partial(live, each, load.seconds) for each in visitors),
        partial(regularly, load.orders, load.seconds, lambda: place_order(clinic, observed.orders)),
        partial(regularly, LOOKS, load.seconds, lambda: observed.rows.append(rows_made(owner, batch))),
        partial(regularly, LOOKS, load.seconds, lambda: observed.footprints.append(footprint(running))),
    ]
    with ThreadPoolExecutor(len(acts)) as threads:
        for future in [threads.submit(act) for act in acts]:
            future.result()
    return batch


def regularly(times: int, seconds: float, act: Callable[[], None]) -> None:
    """So many times, the last time when the seconds are up."""
    begun = perf_counter()
    for number in range(1, times + 1):
        sleep(max(0.0, begun + seconds * number / times - perf_counter()))
        act()


def place_order(clinic: Visitor, tokens: list[str]) -> None:
    """One more, of another design."""
    design = random_design(clinic.rng, ORTHOSES_SHARE)
    answer = clinic.post("order placed", f"{API_PREFIX}/orders", order_body(design, f"load-{len(tokens)}"))
    if answer:
        tokens.append(read_json(answer)["token"])


def faults_of_work(port: int, orders: list[str], batch: str) -> Iterator[str]:
    """Prints how long orders took; those that are not made, and a batch of which no row ever is."""
    owner = Person(port, "owner")
    wait_until(lambda: all(has_ended(owner, each) for each in orders), PATIENCE_S)
    records = [read_order(owner, each) for each in orders]
    waits_s = [wait_s for each in records if (wait_s := seconds_until_made(each)) is not None]
    if waits_s:
        print(
            f"{len(waits_s)} orders made, {min(waits_s):.1f} to {max(waits_s):.1f} s after they were placed,", end=" "
        )
        print(f"median {statistics.median(waits_s):.1f} s")
    for each in records:
        if seconds_until_made(each) is None:
            yield f"an order is {each['order']['state']}: {[item['reason'] for item in each['order']['items']]}"
    if not wait_until(lambda: rows_made(owner, batch) > 0, PATIENCE_S):
        yield "no row is made"


if __name__ == "__main__":
    sys.exit(main(Load(*map(int, sys.argv[1:]))))
