"""A set of factories laid out for routing: who runs what in an index, places and build volumes in arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from configurator.domain.offers.machine_fit import SizeMm
from configurator.domain.places import EARTH_RADIUS_KM, Place
from configurator.domain.production.factories import Factory, FactoryState

# One entry a factory, in the order of their ids.
Mask: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.float64]
# Distances to 1 mm: what two machines compute for one and the same is the same.
KM_DIGITS = 6
# A part fits to 0.0001 mm, as `fits_machine` has it.
FIT_DIGITS = 4


@dataclass(frozen=True)
class _Rooms:
    """The machines of one process and material: whose each is, its bed's shorter and longer side and height in mm."""

    owners: NDArray[np.intp]
    sides: Numbers

    def hold(self, sizes: Iterable[SizeMm]) -> Mask:
        """Which of the machines have room for the part in one of the ways in which it may lie."""
        held = np.zeros(len(self.owners), bool)
        for x, y, z in sizes:
            excess = np.array([min(x, y), max(x, y), z]) - self.sides
            held |= (np.round(excess, FIT_DIGITS) <= 0).all(axis=1)
        return held


class Network:
    """Factories by id, with what routing asks of all of them at once; made once for a set of factories."""

    def __init__(self, factories: Iterable[Factory]) -> None:
        self.factories: Sequence[Factory] = sorted(factories, key=lambda each: each.id)
        self.positions: Mapping[str, int] = {each.id: number for number, each in enumerate(self.factories)}
        self._latitudes = np.radians([each.place.latitude for each in self.factories])
        self._longitudes = np.radians([each.place.longitude for each in self.factories])
        self._cosines = np.cos(self._latitudes)
        self._rooms = _rooms(self.factories)

    def __len__(self) -> int:
        return len(self.factories)

    def distances_km(self, place: Place | None) -> Numbers:
        """The great-circle distance of each factory, as `great_circle_km` has it, to 1 mm; 0 without a place."""
        if place is None:
            return np.zeros(len(self))
        across = np.sin((radians(place.latitude) - self._latitudes) / 2) ** 2
        along = np.sin((self._longitudes - radians(place.longitude)) / 2) ** 2
        share = np.minimum(1.0, np.sqrt(across + cos(radians(place.latitude)) * self._cosines * along))
        return np.asarray(np.round(2 * EARTH_RADIUS_KM * np.arcsin(share), KM_DIGITS))

    @cached_property
    def states(self) -> Mapping[FactoryState, Mask]:
        """Which factories are in each state."""
        return {state: np.array([each.state is state for each in self.factories], bool) for state in FactoryState}

    def only(self, *factories: str) -> Mask:
        """Those of these ids that are among them."""
        mask = np.zeros(len(self), bool)
        mask[[self.positions[each] for each in factories if each in self.positions]] = True
        return mask

    def counts(self, numbers: Mapping[str, int]) -> NDArray[np.intp]:
        """A number for each factory, from those by id; 0 for the others."""
        counts = np.zeros(len(self), np.intp)
        for factory, number in numbers.items():
            if factory in self.positions:
                counts[self.positions[factory]] = number
        return counts

    def with_process(self, process: str) -> Mask:
        """Which factories have a machine of this process."""
        return self._owners(rooms.owners for (each, _), rooms in self._rooms.items() if each == process)

    def running(self, process: str, material: str) -> Mask:
        """Which factories run this material on a machine of this process."""
        rooms = self._rooms.get((process, material))
        return self._owners([rooms.owners] if rooms else [])

    def fitting(self, process: str, material: str, sizes: Iterable[SizeMm]) -> Mask:
        """Which of them have room for a part that may lie in these ways, x, y, z in mm."""
        rooms = self._rooms.get((process, material))
        return self._owners([rooms.owners[rooms.hold(sizes)]] if rooms else [])

    def _owners(self, positions: Iterable[NDArray[np.intp]]) -> Mask:
        mask = np.zeros(len(self), bool)
        for each in positions:
            mask[each] = True
        return mask


def as_network(factories: Network | Sequence[Factory]) -> Network:
    """The same set laid out for routing."""
    return factories if isinstance(factories, Network) else Network(factories)


def _rooms(factories: Sequence[Factory]) -> Mapping[tuple[str, str], _Rooms]:
    """The machines by process and material; those without a material are found by process, under an empty one."""
    found: dict[tuple[str, str], list[tuple[int, SizeMm]]] = defaultdict(list)
    for position, factory in enumerate(factories):
        for machine in factory.machines:
            wide, deep, high = machine.build_mm
            room = (min(wide, deep), max(wide, deep), high)
            for material in (*machine.materials, *("",) * (not machine.materials)):
                found[machine.process, material].append((position, room))
    return {
        key: _Rooms(np.array([each for each, _ in machines], np.intp), np.array([room for _, room in machines], float))
        for key, machines in found.items()
    }
