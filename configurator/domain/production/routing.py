"""Chooses the factory for a part: which can make it, and which of those is best, with reasons for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from math import prod
from typing import Any

from configurator.domain.offers.machine_fit import SizeMm, box_sizes, closest_size, excess_mm, fits_machine
from configurator.domain.offers.processes import PROCESSES
from configurator.domain.parts.designs import round_value
from configurator.domain.places import Place, great_circle_km
from configurator.domain.production.factories import Factory, Machine
from configurator.domain.quantities import show_quantity


@dataclass(frozen=True)
class RoutingRequirements:
    """What a job requires of a factory.

    `size_mm` is the part's box, along x, y, z; `place` is the coarse destination; `pick_up` is the id of
    the factory where the customer collects; `failures` has how often each factory has failed this item;
    `pose_mm` is the size of the part as it best lies, z up, where a pose was chosen.
    """

    process: str
    material: str
    size_mm: SizeMm
    place: Place | None
    pick_up: str = ""
    failures: Mapping[str, int] = field(default_factory=dict)
    pose_mm: SizeMm | None = None

    @property
    def sizes_mm(self) -> tuple[SizeMm, ...]:
        """The ways in which the part may lie: its box on any side, and its pose."""
        return (*box_sizes(self.size_mm), *((self.pose_mm,) if self.pose_mm else ()))


@dataclass(frozen=True)
class Candidate:
    """A factory with the machine that can make the part, and why it was chosen or not; km are None without a place."""

    factory: str
    machine: str
    distance_km: float | None
    reasons: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: factory, machine, distance_km (to 0.1), reasons."""
        distance_km = None if self.distance_km is None else round(self.distance_km, 1)
        return {**asdict(self), "distance_km": distance_km, "reasons": list(self.reasons)}


@dataclass(frozen=True)
class Route:
    """The chosen factory, or None where none can; the others, those that could have made it first."""

    chosen: Candidate | None
    rejected: tuple[Candidate, ...]

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: chosen, rejected."""
        chosen = self.chosen.as_dict() if self.chosen else None
        return {"chosen": chosen, "rejected": [each.as_dict() for each in self.rejected]}


def find_route(need: RoutingRequirements, factories: Sequence[Factory]) -> Route:
    """Of those that can: the one that failed this item least, then the nearest, then the first by id."""
    candidates = sorted((_candidate(need, factory) for factory in factories), key=lambda each: _rank(each, need))
    unable = [each for each in candidates if each.reasons]
    able = [each for each in candidates if not each.reasons]
    if not able:
        return Route(None, tuple(unable))
    best, *others = able
    chosen = replace(best, reasons=tuple(_choice_reasons(best, others, need)))
    outranked = [replace(each, reasons=tuple(_rejection_reasons(each, best, need))) for each in others]
    return Route(chosen, (*outranked, *unable))


def _rank(candidate: Candidate, need: RoutingRequirements) -> tuple[int, float, str]:
    return need.failures.get(candidate.factory, 0), candidate.distance_km or 0.0, candidate.factory


def _candidate(need: RoutingRequirements, factory: Factory) -> Candidate:
    """Without reasons where the factory can make it, else with all reasons against it."""
    able = [each for each in factory.machines if each.process == need.process]
    supplied = [each for each in able if need.material in each.materials]
    fitting = [each for each in supplied if fits_machine(need.sizes_mm, each.build_mm)]
    reasons = [*factory.state.objections, *_pick_up_reasons(need, factory)]
    if not able:
        reasons.append(f"it has no machine for {PROCESSES[need.process].title}")
    elif not supplied:
        reasons.append(f"it does not run {need.material} on {' or '.join(sorted(each.id for each in able))}")
    if able and not any(fits_machine(need.sizes_mm, each.build_mm) for each in supplied or able):
        reasons.append(_size_reason(need, supplied or able))
    machine = min(fitting, key=lambda each: (prod(each.build_mm), each.id)).id if fitting else ""
    distance_km = None if need.place is None else great_circle_km(need.place, factory.place)
    return Candidate(factory.id, machine, distance_km, tuple(reasons))


def _pick_up_reasons(need: RoutingRequirements, factory: Factory) -> list[str]:
    return [f"the customer collects at {need.pick_up}"] if need.pick_up not in ("", factory.id) else []


def _size_reason(need: RoutingRequirements, machines: Sequence[Machine]) -> str:
    """By how much the part is too large for the machine that comes closest, lying as it comes closest."""
    closest = min(machines, key=lambda each: (max(_excess(need, each)), each.id))
    excess_text = " and ".join(show_quantity(excess, "mm") for excess in _excess(need, closest) if excess > 0)
    room = _size_text(closest.build_mm)
    return f"the part ({_part_text(need, closest)}) is {excess_text} too large for {closest.id} ({room})"


def _excess(need: RoutingRequirements, machine: Machine) -> list[float]:
    return list(map(round_value, excess_mm(closest_size(need.sizes_mm, machine.build_mm), machine.build_mm)))


def _part_text(need: RoutingRequirements, machine: Machine) -> str:
    """The size of its box, or of its pose where that comes closer to fitting."""
    closest = closest_size(need.sizes_mm, machine.build_mm)
    return _size_text(need.size_mm) if closest in box_sizes(need.size_mm) else f"{_size_text(closest)} as it best lies"


def _size_text(size: SizeMm) -> str:
    return f"{' x '.join(show_quantity(round(each, 1), '') for each in size)} mm"


def _choice_reasons(best: Candidate, others: Sequence[Candidate], need: RoutingRequirements) -> Iterator[str]:
    worse = [each for each in others if _rank(each, need)[0] > _rank(best, need)[0]]
    equal = len(others) - len(worse) + 1
    if need.pick_up:
        yield "the customer collects there"
    elif not others:
        yield "no other can make it"
    if worse:
        yield f"{_count_text(len(worse), 'other')} failed this item more often"
    if equal > 1:
        nearest = "first" if best.distance_km is None else f"nearest ({best.distance_km:.0f} km)"
        yield f"{nearest} of the {equal} left" if worse else f"{nearest} of {equal} that can make it"


def _rejection_reasons(other: Candidate, best: Candidate, need: RoutingRequirements) -> Iterator[str]:
    failures = _rank(other, need)[0]
    if failures > _rank(best, need)[0]:
        yield f"failed this item before ({_count_text(failures, 'time')})"
    far, near = other.distance_km or 0.0, best.distance_km or 0.0
    if far > near:
        # Two distances that differ must not read alike.
        digits = 0 if far - near >= 1 else 3
        yield f"farther: {far:.{digits}f} km, {near:.{digits}f} km to {best.factory}"
    elif failures == _rank(best, need)[0]:
        yield f"as good as {best.factory}, which comes first by id"


def _count_text(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
