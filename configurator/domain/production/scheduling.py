"""When each of a factory's jobs could be made: finite and forward, from its hours, its slots and its queue.

Always a proposal: nothing is booked by it, and whoever asks keeps what they want of it. It knows no job beside those
it is given, each after those before it; what finds no place has its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from configurator.domain.production.hours import Interval, subtract
from configurator.domain.production.machine_rates import MachineTime
from configurator.domain.production.working_time import hours_long, work_end, work_start

# A job that runs longer than it should holds its machine for so long from now: when it ends nobody knows.
OVERDUE_H = 1.0


@dataclass(frozen=True)
class MachineCalendar:
    """A machine with its slots and when the shop is open; it stands still while it is maintained.

    Unattended it goes on while the shop is closed. On one whose builds are `shared` several jobs lie in one build.
    """

    id: str
    slots: int
    open: tuple[Interval, ...]
    maintenance: tuple[Interval, ...] = ()
    unattended: bool = False
    shared: bool = False

    @cached_property
    def worked(self) -> tuple[Interval, ...]:
        """When somebody can work at it."""
        return subtract(self.open, self.maintenance)


@dataclass(frozen=True)
class Task:
    """A job to place, with its hours on each machine that can make it; none before `earliest`.

    Of two the one of higher priority is placed first, then the one that comes first. One that is `running` is on its
    machine since that moment, whatever the hours.
    """

    id: str
    times: tuple[tuple[str, MachineTime], ...]
    earliest: datetime
    priority: int = 0
    running: datetime | None = None


@dataclass(frozen=True)
class Placement:
    """A task on a slot of a machine: it holds that from `starts` to `leaves`, and is ready for the parcel at `ready`.

    `build` names the build that it shares with others, by the first of them.
    """

    task: str
    machine: str
    slot: int
    starts: datetime
    leaves: datetime
    ready: datetime
    build: str

    @property
    def held(self) -> Interval:
        """When it holds its slot."""
        return Interval(self.starts, self.leaves)


@dataclass(frozen=True)
class Unplaced:
    """A task without a place, and why."""

    task: str
    reason: str


@dataclass(frozen=True)
class Schedule:
    """What could be done when, in the order in which it was placed, and what finds no place."""

    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]

    def of(self, task: str) -> Placement | None:
        """The place of a task, None where it has none."""
        return next((each for each in self.placements if each.task == task), None)


@dataclass
class _Build:
    """A build on a slot, how much of it is filled, and its hours: a job that takes longer does not fit in."""

    placement: Placement
    filled: float
    time: MachineTime
    runs: bool


@dataclass
class _Plan:
    """The builds by machine and slot, while tasks are placed."""

    builds: dict[tuple[str, int], list[_Build]] = field(default_factory=dict)

    def on(self, machine: str, slot: int) -> list[_Build]:
        return self.builds.setdefault((machine, slot), [])


def schedule(machines: Sequence[MachineCalendar], tasks: Iterable[Task]) -> Schedule:
    """The earliest end for each task in turn: those that run, then by priority, then as they come.

    No slot has two builds at a time, none begins while the shop is closed, none runs through maintenance.
    """
    plan, known = _Plan(), {each.id: each for each in machines}
    ordered = sorted(tasks, key=lambda each: (each.running is None, -each.priority))
    outcomes = [_place(plan, known, each) for each in ordered]
    placements = tuple(each for each in outcomes if isinstance(each, Placement))
    return Schedule(placements, tuple(each for each in outcomes if isinstance(each, Unplaced)))


def _place(plan: _Plan, machines: dict[str, MachineCalendar], task: Task) -> Placement | Unplaced:
    times = [(machines[name], time) for name, time in task.times if name in machines]
    if not times:
        return Unplaced(task.id, "none of its machines is there")
    found = [each for machine, time in times for each in _candidates(plan, machine, task, time)]
    if not found:
        names = " or ".join(machine.id for machine, _ in times)
        return Unplaced(task.id, f"{names} has no time for it in the days looked at")
    best, build = min(found, key=lambda each: (each[0].ready, each[0].leaves, each[0].machine, each[0].slot))
    time = dict(task.times)[best.machine]
    if build is None:
        plan.on(best.machine, best.slot).append(_Build(best, time.share, time, task.running is not None))
    else:
        build.filled += time.share
        build.placement = replace(build.placement, leaves=max(build.placement.leaves, best.leaves))
    return best


def _candidates(
    plan: _Plan, machine: MachineCalendar, task: Task, time: MachineTime
) -> Iterator[tuple[Placement, _Build | None]]:
    """The earliest place on each slot, with the build that it joins, if it joins one."""
    for slot in range(machine.slots):
        builds = plan.on(machine.id, slot)
        if task.running is not None:
            yield from _running(machine, task, time, slot, builds)
            continue
        if machine.shared:
            yield from _joined(machine, task, time, builds)
        placement = _earliest(machine, task, time, slot, [each.placement.held for each in builds])
        if placement is not None:
            yield placement, None


def _joined(
    machine: MachineCalendar, task: Task, time: MachineTime, builds: Sequence[_Build]
) -> Iterator[tuple[Placement, _Build]]:
    """Its places in builds that have not begun, have room and take no shorter."""
    for build in builds:
        shared = build.placement
        if build.runs or task.earliest > shared.starts or not _has_room(build, time):
            continue
        ready = work_end(machine.open, shared.leaves, time.post_h)
        if ready is not None:
            yield replace(shared, task=task.id, ready=ready), build


def _has_room(build: _Build, time: MachineTime) -> bool:
    is_longer = time.run_h > build.time.run_h or time.set_up_h > build.time.set_up_h
    return build.filled + time.share <= 1 and not is_longer


def _running(
    machine: MachineCalendar, task: Task, time: MachineTime, slot: int, builds: Sequence[_Build]
) -> Iterator[tuple[Placement, _Build | None]]:
    """Of one that is on the machine: it holds a slot from now until its hours are over, alone or in the build there."""
    build = builds[0] if builds else None
    if task.running is None or (build and not machine.shared):
        return
    due = task.running + hours_long(time.set_up_h + time.run_h)
    if not machine.unattended:
        due = work_end(machine.worked, task.running, time.set_up_h + time.run_h) or due
    leaves = due if due > task.earliest else task.earliest + hours_long(OVERDUE_H)
    leaves = max(leaves, build.placement.leaves) if build else leaves
    ready = work_end(machine.open, leaves, time.post_h)
    if ready is not None:
        name = build.placement.build if build else task.id
        yield Placement(task.id, machine.id, slot, task.earliest, leaves, ready, name), build


def _earliest(
    machine: MachineCalendar, task: Task, time: MachineTime, slot: int, held: Sequence[Interval]
) -> Placement | None:
    obstacles = [*held, *(machine.maintenance if machine.unattended else ())]
    moment = task.earliest
    while (span := _span(machine, moment, time)) is not None:
        clash = next((each for each in obstacles if each.overlaps(span)), None)
        if clash is None:
            ready = work_end(machine.open, span.end, time.post_h)
            return Placement(task.id, machine.id, slot, span.start, span.end, ready, task.id) if ready else None
        moment = clash.end
    return None


def _span(machine: MachineCalendar, moment: datetime, time: MachineTime) -> Interval | None:
    """From when somebody begins to set up, at that moment or later, until the machine is free again."""
    worked = machine.worked
    start = work_start(worked, moment)
    attended_h = time.set_up_h if machine.unattended else time.set_up_h + time.run_h
    end = start and work_end(worked, start, attended_h)
    if start is None or end is None:
        return None
    return Interval(start, end + hours_long(time.run_h) if machine.unattended else end)
