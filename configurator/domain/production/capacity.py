"""From a factory with its queue to when it could make one job more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from configurator.domain.offers.machine_fit import fits_machine
from configurator.domain.offers.offers import Offer
from configurator.domain.production.factories import Factory, Machine
from configurator.domain.production.hours import open_intervals
from configurator.domain.production.machine_hours import timed_machine
from configurator.domain.production.machine_rates import MachineTime, Piece, PowderRate, machine_time
from configurator.domain.production.scheduling import MachineCalendar, Schedule, Task, schedule

# How many days ahead a place is looked for.
HORIZON_DAYS = 60


@dataclass(frozen=True)
class QueuedJob:
    """A job that a factory has: on which machine, since when it runs if it does, its piece if that is known.

    A rush goes before those that wait, where the factory takes one.
    """

    id: str
    machine: str
    offer: Offer
    piece: Piece | None
    running: datetime | None = None
    is_rush: bool = False


def able_machines(factory: Factory, offer: Offer, piece: Piece) -> list[Machine]:
    """The machines that can make it: of its process, that run its material, with room for it."""
    return [
        each
        for each in factory.machines
        if each.process == offer.process
        and offer.material in each.materials
        and fits_machine(_sizes(piece), each.build_mm)
    ]


def stated_time(machine: Machine, piece: Piece) -> MachineTime | None:
    """The hours of the piece on the machine, None where neither it states them nor a slicer told them."""
    return machine_time(timed_machine(machine, piece).times, machine.build_mm, piece)


def calendars(factory: Factory, now: datetime, days: int = HORIZON_DAYS) -> list[MachineCalendar]:
    """Its machines with their slots, and when it is open from now on."""
    end = now + timedelta(days=days)
    opened = open_intervals(factory.hours, factory.place, now, end)
    return [
        MachineCalendar(
            each.id,
            each.slots,
            opened,
            open_intervals(each.maintenance, factory.place, now, end) if each.maintenance else (),
            each.unattended,
            isinstance(each.times.rate, PowderRate),
        )
        for each in factory.machines
    ]


def parcel_leaves(factory: Factory, ready: datetime) -> datetime:
    """When the parcel of what is ready leaves: as the shop closes; at once where it never does, or not within a day."""
    opened = open_intervals(factory.hours, factory.place, ready, ready + timedelta(days=1)) if factory.hours else ()
    closing = next((each.end for each in opened), ready)
    return closing if closing < ready + timedelta(days=1) else ready


def queue_tasks(factory: Factory, queue: Sequence[QueuedJob], now: datetime) -> Iterator[Task]:
    """The tasks of the jobs that it has; of those whose hours are not known, with none."""
    machines = {each.id: each for each in factory.machines}
    for job in queue:
        machine = machines.get(job.machine)
        time = stated_time(machine, job.piece) if machine and job.piece else None
        times = ((machine.id, time),) if machine and time else ()
        yield Task(job.id, times, now, _priority(factory, job.is_rush), job.running)


def job_task(factory: Factory, offer: Offer, piece: Piece, now: datetime, *, is_rush: bool = False) -> Task:
    """The task of one job more, on every machine that can make it and states its hours; its name is empty."""
    machines = able_machines(factory, offer, piece)
    times = ((each.id, stated_time(each, piece)) for each in machines)
    return Task("", tuple((name, time) for name, time in times if time), now, _priority(factory, is_rush))


def _priority(factory: Factory, is_rush: bool) -> int:
    return int(is_rush and factory.takes_rush)


def plan_job(factory: Factory, queue: Sequence[QueuedJob], task: Task, now: datetime) -> tuple[Schedule, str]:
    """Where the task finds its place behind the queue, and why none can be told, empty where one can.

    Machines take the factory's margin longer than they state, as a date is promised by it. A queue with a job of
    unknown length, on a machine that the task could take, has no end that anybody knows.
    """
    names = {name for name, _ in task.times}
    queued = list(queue_tasks(factory, queue, now))
    unknown = {job.id for job, each in zip(queue, queued, strict=True) if not each.times and job.machine in names}
    plan = schedule(calendars(factory, now), [_with_margin(factory, each) for each in (*queued, task)])
    if unknown:
        return plan, f"how long {len(unknown)} of the jobs before it take{'s' * (len(unknown) == 1)} is not known"
    return plan, next((each.reason for each in plan.unplaced if each.task == task.id), "")


def _with_margin(factory: Factory, task: Task) -> Task:
    longer = 1 + factory.margin_percent / 100
    times = tuple((machine, replace(time, run_h=time.run_h * longer)) for machine, time in task.times)
    return replace(task, times=times)


def _sizes(piece: Piece) -> tuple[tuple[float, float, float], ...]:
    """All ways in which it may lie: as it best does, and its box on any side."""
    return (*piece.sizes_mm, *replace(piece, pose_mm=None).sizes_mm)
