"""Why a factory cannot make a part, in words: every reason that there is."""

from __future__ import annotations

from collections.abc import Sequence

from configurator.domain.offers.machine_fit import SizeMm, box_sizes, closest_size, excess_mm, fits_machine
from configurator.domain.offers.processes import PROCESSES
from configurator.domain.parts.designs import round_value
from configurator.domain.production.factories import Factory, Machine
from configurator.domain.production.routing_requirements import RoutingRequirements
from configurator.domain.quantities import show_quantity

PLACED_TOGETHER = "with the other jobs that lost their factory it is placed elsewhere"
NO_TIME = "it has no time for it in the weeks to come"


def objections(need: RoutingRequirements, factory: Factory) -> list[str]:
    """All reasons against a factory; none where it can make the part."""
    able = [each for each in factory.machines if each.process == need.process]
    supplied = [each for each in able if need.material in each.materials]
    reasons = [*factory.state.objections, *_pick_up_reasons(need, factory)]
    if not able:
        reasons.append(no_machine_words(need))
    elif not supplied:
        reasons.append(f"it does not run {need.material} on {' or '.join(sorted(each.id for each in able))}")
    if able and not any(fits_machine(need.sizes_mm, each.build_mm) for each in supplied or able):
        reasons.append(_size_reason(need, supplied or able))
    return reasons or ([NO_TIME] if factory.id in need.full else [])


def no_machine_words(need: RoutingRequirements) -> str:
    """That a factory lacks the process."""
    return f"it has no machine for {PROCESSES[need.process].title}"


def pick_up_words(need: RoutingRequirements) -> str:
    """That the customer collects at another factory."""
    return f"the customer collects at {need.pick_up}"


def count_text(number: int, thing: str) -> str:
    """1 other, 2 others."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _pick_up_reasons(need: RoutingRequirements, factory: Factory) -> list[str]:
    return [pick_up_words(need)] if need.pick_up not in ("", factory.id) else []


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
