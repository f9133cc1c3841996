"""How full a factory's machines are on the next days: hours booked against hours in which they can run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from configurator.domain.production.capacity import QueuedJob, calendars, queue_tasks
from configurator.domain.production.factories import Factory
from configurator.domain.production.hours import Interval, subtract
from configurator.domain.production.scheduling import MachineCalendar, Placement, schedule

LOAD_DAYS = 5
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class DayLoad:
    """One day of a machine (in UTC, ISO 8601): hours booked, and in which its slots can run; from now on, if today."""

    day: str
    booked_h: float
    open_h: float


@dataclass(frozen=True)
class MachineLoad:
    """The next days of a machine, and how many of its jobs are in none of them, as nobody knows how long they take."""

    machine: str
    days: tuple[DayLoad, ...]
    unknown: int


def machine_loads(
    factory: Factory, queue: Sequence[QueuedJob], now: datetime, days: int = LOAD_DAYS
) -> tuple[MachineLoad, ...]:
    """The load of each of its machines, as its jobs would be made in their order."""
    plan = schedule(calendars(factory, now), queue_tasks(factory, queue, now))
    unplaced = {each.task for each in plan.unplaced}
    spans = tuple(_days(now, days))
    return tuple(
        MachineLoad(
            machine.id,
            tuple(_day_load(machine, plan.placements, span) for span in spans),
            sum(job.machine == machine.id and job.id in unplaced for job in queue),
        )
        for machine in calendars(factory, now, days + 1)
    )


def _days(now: datetime, days: int) -> Iterable[Interval]:
    """The rest of today, and the days after it."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for number in range(days):
        start = midnight + timedelta(days=number)
        yield Interval(max(start, now), start + timedelta(days=1))


def _day_load(machine: MachineCalendar, placements: Sequence[Placement], day: Interval) -> DayLoad:
    # Jobs of one build hold its slot together.
    held = {(each.slot, each.build): each.held for each in placements if each.machine == machine.id}
    could_run = subtract([day], machine.maintenance) if machine.unattended else machine.worked
    # A machine that needs somebody stands while the shop is closed, though its part lies on it.
    booked_h = sum(_overlap_h(could_run, _cut(span, day)) for span in held.values() if span.overlaps(day))
    open_h = machine.slots * _overlap_h(could_run, day)
    return DayLoad(f"{day.start:%Y-%m-%d}", round(booked_h, 1), round(open_h, 1))


def _cut(span: Interval, day: Interval) -> Interval:
    return Interval(max(span.start, day.start), min(span.end, day.end))


def _overlap_h(intervals: Iterable[Interval], span: Interval) -> float:
    return sum(_cut(each, span).length / HOUR for each in intervals if each.overlaps(span))
