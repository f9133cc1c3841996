"""A week of orders on a network of factories: what was promised against what was kept, by each wish of a customer.

Everything that decides is the program's own: hours, holidays, machine times, schedules, quotes, routes. What befalls
the factories is drawn here, the same for every wish: jobs take longer or shorter than stated,
some parts fail, machines break down, and one factory is lost on Wednesday. Exits with 1 if a job was made twice,
was forgotten, or lay on a slot that another held.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from statistics import mean, median
from time import process_time
from typing import Any

from configurator.domain.offers.offers import find_offer
from configurator.domain.orders.wishes import Wish
from configurator.domain.places import Place, great_circle_km
from configurator.domain.production.capacity import QueuedJob, calendars, parcel_leaves, stated_time
from configurator.domain.production.factories import Factory, FactoryState
from configurator.domain.production.factory_files import read_factory
from configurator.domain.production.hours import Interval, merged
from configurator.domain.production.machine_rates import Piece
from configurator.domain.production.placing_anew import place_together, slot_choices
from configurator.domain.production.promises import Promise
from configurator.domain.production.quotes import Quote, QuoteRequest, quote_job
from configurator.domain.production.routing import RoutingRequirements, find_route
from configurator.domain.production.scheduling import Placement, Task, schedule

# The Wednesday of this week, 11 November, is a holiday in Poland and France.
MONDAY = datetime.fromisoformat("2026-11-09T00:00:00+00:00")
LOST_AT = MONDAY + timedelta(days=2, hours=9)
FACTORIES, ORDERS, BREAKDOWNS = 12, 500, 6
# How long a job takes against what is stated, as standard deviation; how many parts fail.
SPREAD, FAIL_SHARE = 0.1, 0.05
PLACES = (
    (52.5, 13.4), (48.1, 11.6), (50.9, 6.9), (53.6, 10.0), (45.8, 4.9), (48.9, 2.4),
    (52.2, 21.0), (54.4, 18.7), (50.1, 14.4), (52.4, 4.9), (51.5, -0.1), (52.5, -1.9),
)  # fmt: skip
HOURS = ("Mo-Fr 08:00-17:00; PH off", "Mo-Sa 07:00-19:00; PH off", "Mo-Fr 06:00-22:00; PH off")
CARD: dict[str, Any] = {
    "currency": "EUR", "tax": "without VAT", "materials": {"PA12": {"per_g": 0.35}, "PETG": {"per_g": 0.07}},
    "machine_hours": {"jet": 24, "printer": 3.5}, "labour_hour": 40, "set_up": 5, "post_processing": 1,
    "shipping": [{"up_to_km": 300, "days": 1, "price": 7}, {"up_to_km": 1000, "days": 3, "price": 15},
                 {"up_to_km": 4000, "days": 5, "price": 25}],
}  # fmt: skip


@dataclass(frozen=True)
class Ordered:
    """A part that somebody orders at a moment, how much longer than stated it takes, and how often it fails first."""

    id: str
    at: datetime
    request: QuoteRequest
    slowness: float
    failures: int


@dataclass
class Shop:
    """A factory with what it has to make, in order, what runs since when, and what has been on its machines."""

    factory: Factory
    now: datetime = MONDAY
    queue: dict[str, Ordered] = field(default_factory=dict)
    machines: dict[str, str] = field(default_factory=dict)
    running: dict[str, datetime] = field(default_factory=dict)
    broken: dict[str, list[Interval]] = field(default_factory=dict)
    held: list[tuple[str, Interval]] = field(default_factory=list)

    def queued(self) -> list[QueuedJob]:
        """The queue as the program sees it."""
        return [
            QueuedJob(
                each.id, self.machines[each.id], each.request.offer, each.request.piece, self.running.get(each.id)
            )
            for each in self.queue.values()
        ]

    def until(self, moment: datetime) -> Iterator[tuple[Ordered, datetime]]:
        """Go on working until then; whatever leaves a machine, and when it is ready for the parcel."""
        tasks = [self._task(each) for each in self.queue.values()]
        machines = [
            replace(each, maintenance=tuple(merged((*each.maintenance, *self.broken.get(each.id, ())))))
            for each in calendars(self.factory, self.now)
        ]
        for place in schedule(machines, tasks).placements:
            if place.starts < moment or place.task in self.running:
                self.running.setdefault(place.task, place.starts)
            if place.leaves <= moment:
                yield self._finish(place), place.ready
        self.now = moment

    def _task(self, job: Ordered) -> Task:
        machine = next(each for each in self.factory.machines if each.id == self.machines[job.id])
        time = stated_time(machine, job.request.piece)
        assert time is not None
        longer = self._bed_slowness(self.running.get(job.id, self.now)) if machine.id == "jet" else job.slowness
        real = replace(time, run_h=time.run_h * longer)
        return Task(job.id, ((machine.id, real),), max(self.now, job.at), running=self.running.get(job.id))

    def _bed_slowness(self, began: datetime) -> float:
        """That of all that lies in a bed of powder together: a build is slow or quick, not a job in it."""
        return slowness(Random(f"{self.factory.id} {began:%Y-%m-%d}"))

    def _finish(self, place: Placement) -> Ordered:
        since = self.running.pop(place.task)
        self.held.append((place.machine, Interval(since, place.leaves)))
        del self.machines[place.task]
        return self.queue.pop(place.task)

    def take(self, job: Ordered, machine: str) -> None:
        """One job more, behind the others."""
        self.queue[job.id], self.machines[job.id] = job, machine

    def break_down(self, machine: str, hours: float) -> None:
        """A machine stands still; what was on it begins anew."""
        self.broken.setdefault(machine, []).append(Interval(self.now, self.now + timedelta(hours=hours)))
        for job in [each for each in self.running if self.machines[each] == machine]:
            del self.running[job]


@dataclass
class Week:
    """The network while everybody wishes the same."""

    shops: dict[str, Shop]
    wish: Wish
    promised: dict[str, Promise] = field(default_factory=dict)
    arrived: dict[str, datetime] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    km: list[float] = field(default_factory=list)
    doubled: int = 0
    remade: int = 0
    moved: int = 0
    ordered_at: dict[str, datetime] = field(default_factory=dict)
    # What failed, was moved, or lay on a machine that stood broken or waited for it.
    hit: set[str] = field(default_factory=set)

    def work_until(self, moment: datetime) -> None:
        """Let every factory work; what fails is given out again."""
        failed = [job for shop in self.shops.values() for job in self._collect(shop, moment)]
        for job in failed:
            self.remade += 1
            self.hit.add(job.id)
            self.place(replace(job, at=moment))

    def _collect(self, shop: Shop, moment: datetime) -> Iterator[Ordered]:
        for job, ready in list(shop.until(moment)):
            self.failures[job.id] = self.failures.get(job.id, 0) + 1
            if self.failures[job.id] <= job.failures:
                yield job
                continue
            self.doubled += job.id in self.arrived
            assert shop.factory.rate_card and job.request.place
            distance_km = great_circle_km(job.request.place, shop.factory.place)
            band = shop.factory.rate_card.band(distance_km)
            assert band is not None
            self.arrived[job.id] = parcel_leaves(shop.factory, ready) + timedelta(days=band.days)
            self.km.append(distance_km)

    def ask(self, job: Ordered) -> dict[str, Quote]:
        """What the factories that take jobs quote for it."""
        up = {name: shop for name, shop in self.shops.items() if shop.factory.state.takes_jobs}
        asked = {name: quote_job(shop.factory, shop.queued(), job.request, job.at) for name, shop in up.items()}
        return {name: quote for name, quote in asked.items() if quote}

    def place(self, job: Ordered, proposed: str = "") -> None:
        """Give a job to a factory; what was promised first stays promised."""
        quotes = self.ask(job)
        chosen = self._choose(job, quotes, proposed)
        promise = quotes[chosen].promise
        assert promise is not None
        self.promised.setdefault(job.id, promise)
        self.ordered_at.setdefault(job.id, job.at)
        self.doubled += any(job.id in shop.queue for shop in self.shops.values())
        shop, machine = self.shops[chosen], quotes[chosen].machine
        if any(each.start <= job.at < each.end for each in shop.broken.get(machine, ())):
            self.hit.add(job.id)
        shop.take(job, machine)

    def _choose(self, job: Ordered, quotes: dict[str, Quote], proposed: str) -> str:
        """The factory that the program's route names."""
        offer, piece = job.request.offer, job.request.piece
        full = frozenset(name for name, quote in quotes.items() if quote.is_full)
        need = RoutingRequirements(
            offer.process,
            offer.material,
            piece.size_mm,
            job.request.place,
            wish=self.wish,
            full=full,
            proposed=proposed,
        )
        promises = {name: quote.promise for name, quote in quotes.items() if quote.promise}
        route = find_route(need, [self.shops[name].factory for name in self.shops], promises)
        assert route.chosen is not None
        return route.chosen.factory

    def lose(self, name: str, moment: datetime) -> None:
        """A factory is gone, with what lies on its machines: all of it is placed elsewhere, together."""
        shop = self.shops[name]
        jobs = [replace(each, at=moment) for each in shop.queue.values()]
        shop.factory = replace(shop.factory, state=FactoryState.DOWN)
        shop.queue, shop.machines, shop.running = {}, {}, {}
        choices = {
            job.id: slot_choices(self.ask(job).values(), self.wish, self.promised[job.id].arrives_at, len(jobs))
            for job in jobs
        }
        placed = place_together(choices)
        for job in jobs:
            self.moved += 1
            self.hit.add(job.id)
            self.place(job, placed[job.id].slot.factory if job.id in placed else "")


def main() -> int:
    """A week of the same orders for each wish; 1 if the books do not balance."""
    faults: list[str] = []
    for wish in Wish:
        if wish.is_rush:
            # Where everybody is in a hurry it is as where nobody is.
            continue
        began = process_time()
        week = run(wish)
        show(week, process_time() - began)
        faults += unbalanced(week)
    print("\n".join(faults) if faults else "no job doubled, none forgotten, no slot held twice")
    return int(bool(faults))


def run(wish: Wish) -> Week:
    """The week, and as long after it as the last job takes."""
    random = Random(22)
    week = Week({each.id: Shop(each) for each in map(factory, range(FACTORIES))}, wish)
    orders = sorted((ordered(random, number) for number in range(ORDERS)), key=lambda each: each.at)
    happenings: list[tuple[datetime, str, object]] = [(each.at, "order", each) for each in orders]
    happenings += [
        (MONDAY + timedelta(hours=random.uniform(8, 120)), "breakdown", random.random()) for _ in range(BREAKDOWNS)
    ]
    happenings.append((LOST_AT, "lost", "factory-0"))
    for moment, what, thing in sorted(happenings, key=lambda each: each[:2]):
        week.work_until(moment)
        if isinstance(thing, Ordered):
            week.place(thing)
        elif what == "lost":
            week.lose(str(thing), moment)
        else:
            break_one(week, float(str(thing)))
    moment = MONDAY + timedelta(days=7)
    while any(shop.queue for shop in week.shops.values()) and moment < MONDAY + timedelta(days=50):
        week.work_until(moment)
        moment += timedelta(days=1)
    return week


def break_one(week: Week, draw: float) -> None:
    """A machine of some factory stands still for a day."""
    shop = list(week.shops.values())[int(draw * len(week.shops))]
    machine = shop.factory.machines[int(draw * 1000) % len(shop.factory.machines)]
    if machine.slots == 1:
        week.hit |= {job for job, its_machine in shop.machines.items() if its_machine == machine.id}
        shop.break_down(machine.id, 24)


def factory(number: int) -> Factory:
    """Every third has a bed of powder, all have printers, one to four."""
    jet = {
        "id": "jet", "process": "mjf", "build_mm": [380, 284, 380], "materials": ["PA12"], "unattended": True,
        "set_up_h": 0.5, "post_processing_h": 0.25, "maintenance": "We 08:00-10:00",
        "rate": {"layer_mm": 0.08, "layer_s": 9, "cycle_h": 18, "packing": 0.08},
    }  # fmt: skip
    printer = {
        "id": "printer", "process": "fdm", "build_mm": [250, 210, 220], "materials": ["PETG"], "unattended": True,
        "slots": 1 + number % 4, "set_up_h": 0.25, "post_processing_h": 0.25, "rate": {"mm3_per_h": 12000},
    }  # fmt: skip
    latitude, longitude = PLACES[number]
    machines = [printer, jet] if number % 3 == 0 else [printer]
    card = {**CARD, "machine_hours": {each["id"]: 1 for each in machines}}
    card["materials"] = {name: price for name, price in CARD["materials"].items() if name == "PETG" or jet in machines}
    return read_factory({
        "id": f"factory-{number}", "title": f"Factory {number}", "hours": HOURS[number % 3], "machines": machines,
        "place": {"latitude": latitude, "longitude": longitude}, "rate_card": card,
    })  # fmt: skip


def ordered(random: Random, number: int) -> Ordered:
    """A part of a palm's to a foot's size, mostly of filament, ordered by day or night; half of them around Berlin."""
    latitude, longitude = PLACES[0] if random.random() < 0.5 else random.choice(PLACES)
    place = Place(latitude + random.uniform(-1, 1), longitude + random.uniform(-1, 1))
    offer = find_offer("mjf-pa12" if random.random() < 0.3 else "fdm-petg")
    piece = Piece(
        random.uniform(5_000, 90_000), (random.uniform(40, 200), random.uniform(30, 90), random.uniform(10, 60))
    )
    at = MONDAY + timedelta(hours=random.uniform(0, 7 * 24))
    failures = int(random.random() < FAIL_SHARE)
    request = QuoteRequest(offer, piece, "made", place)
    return Ordered(f"order-{number}", at, request, slowness(random), failures)


def slowness(random: Random) -> float:
    """How much longer than stated something takes, 1 for as long."""
    return max(0.5, random.gauss(1, SPREAD))


def show(week: Week, seconds: float) -> None:
    """Print what came of a week."""
    late_h = {
        name: (week.arrived[name] - datetime.fromisoformat(promise.arrives_at)).total_seconds() / 3600
        for name, promise in week.promised.items()
        if name in week.arrived
    }
    kept = [each for each in late_h.values() if each <= 0]
    late = sorted(each for each in late_h.values() if each > 0)
    unhit = [each <= 0 for name, each in late_h.items() if name not in week.hit]
    lead = lead_days(week)
    print(
        f"{week.wish:<20}{len(week.arrived)} of {ORDERS} arrived, "
        f"{100 * len(kept) / len(late_h):.1f} % as promised or before, "
        f"{100 * mean(unhit):.1f} % of those that nothing befell; late by {median(late or [0]):.1f} h (median), "
        f"{late[int(0.95 * len(late))] if late else 0:.1f} h (95 of 100)"
    )
    print(
        f"{'':<20}promised in {mean(lead[0]):.1f} days on average, arrived in {mean(lead[1]):.1f}, "
        f"95 of 100 in {sorted(lead[1])[int(0.95 * len(lead[1]))]:.1f}; {mean(week.km):.0f} km; "
        f"{week.remade} failed, {week.moved} moved from the lost factory; {seconds:.1f} s of processor"
    )


def unbalanced(week: Week) -> Iterator[str]:
    """What was made twice, is forgotten, or lay where another did."""
    if len(week.arrived) != ORDERS:
        yield f"{ORDERS - len(week.arrived)} are forgotten"
    if week.doubled:
        yield f"{week.doubled} are made twice"
    yield from overlaps(week)


def lead_days(week: Week) -> tuple[list[float], list[float]]:
    """Days from each order until it should arrive, and until it did."""
    day = timedelta(days=1)
    due = {name: datetime.fromisoformat(each.arrives_at) for name, each in week.promised.items()}
    promised, arrived = (
        [(at - week.ordered_at[name]) / day for name, at in each.items()] for each in (due, week.arrived)
    )
    return promised, arrived


def overlaps(week: Week) -> Iterator[str]:
    """Machines on which more builds lay at a time than they have slots; jobs that began together share a build."""
    for shop in week.shops.values():
        for machine in shop.factory.machines:
            spans = [span for name, span in shop.held if name == machine.id]
            if machine.id == "jet":
                spans = [max(each for each in spans if each.start == start) for start in {each.start for each in spans}]
            most = max((sum(each.start <= span.start < each.end for each in spans) for span in spans), default=0)
            if most > machine.slots:
                yield f"{most} builds at a time on {machine.slots} slots: {shop.factory.id} {machine.id}"


if __name__ == "__main__":
    sys.exit(main())
