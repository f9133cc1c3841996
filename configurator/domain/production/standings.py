"""How all factories of a network stand to one job, in arrays: who can make it, and in which order they come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from configurator.domain.offers.machine_fit import fits_machine
from configurator.domain.orders.wishes import Wish
from configurator.domain.production.network import Mask, Network, Numbers
from configurator.domain.production.promises import Promise
from configurator.domain.production.route_reasons import NO_TIME, PLACED_TOGETHER, no_machine_words, pick_up_words
from configurator.domain.production.routing_requirements import RoutingRequirements
from configurator.domain.production.wish_ranks import WishRanks, wish_ranks


@dataclass(frozen=True)
class Standings:
    """One entry a factory: whether it can make the part, how often it failed it, whether it would be a parcel apart.

    `elsewhere` is whether another is proposed, `wish` its rank by the customer's wish, of which `ranks` has the words;
    `km` its distance.
    """

    need: RoutingRequirements
    network: Network
    able: Mask
    failures: NDArray[np.intp]
    apart: Mask
    elsewhere: Mask
    wish: Numbers
    km: Numbers
    ranks: WishRanks

    def ranked(self) -> list[int]:
        """The positions of those that can make it: failures first, then parcel, proposal, wish, distance and id."""
        able = np.flatnonzero(self.able)
        keys = (able, self.km[able], self.wish[able], self.elsewhere[able], self.apart[able], self.failures[able])
        return [int(each) for each in able[np.lexsort(keys)]]

    def nearest(self, among: Mask, limit: int) -> list[int]:
        """The positions of the nearest so many."""
        positions = np.flatnonzero(among)
        return [int(each) for each in positions[np.lexsort((positions, self.km[positions]))][:limit]]

    def machine(self, position: int) -> str:
        """The smallest of its machines that can make the part, empty for none."""
        need = self.need
        fitting = [
            each
            for each in self.network.factories[position].machines
            if each.process == need.process
            and need.material in each.materials
            and fits_machine(need.sizes_mm, each.build_mm)
        ]
        return min(fitting, key=lambda each: (prod(each.build_mm), each.id)).id if fitting else ""

    def count_reasons(self, among: Mask, best: int | None) -> dict[str, int]:
        """How many of them are not chosen for which reason, each counted by its first."""
        counts, left = {}, among.copy()
        for words, mask in (*self._against(), *(self._beaten(best) if best is not None else ())):
            found = left & mask
            if found.any():
                counts[words] = int(found.sum())
                left &= ~found
        return counts

    def _against(self) -> Iterator[tuple[str, Mask]]:
        need, network = self.need, self.network
        for state, mask in network.states.items():
            yield from ((words, mask) for words in state.objections[:1])
        if need.pick_up:
            yield pick_up_words(need), ~network.only(need.pick_up)
        yield no_machine_words(need), ~network.with_process(need.process)
        yield f"it does not run {need.material}", ~network.running(need.process, need.material)
        yield NO_TIME, network.only(*need.full) & ~self.able
        yield "the part is too large for its machines", ~self.able

    def _beaten(self, best: int) -> Iterator[tuple[str, Mask]]:
        yield "failed this item more often", self.failures > self.failures[best]
        yield "it would be a parcel of its own", self.apart & ~self.apart[best]
        yield PLACED_TOGETHER, self.elsewhere & ~self.elsewhere[best]
        beaten, known = self.wish > self.wish[best], np.isfinite(self.wish)
        yield self.need.wish.is_worse, beaten & known
        yield f"no {self.need.wish.measure} to compare is known of it", beaten
        yield Wish.NEAREST.is_worse, self.km > self.km[best]
        yield "as good, but later by id", self.able


def find_standings(need: RoutingRequirements, network: Network, promises: Mapping[str, Promise]) -> Standings:
    """How each factory stands to a job, with what it promises for it."""
    taking = np.zeros(len(network), bool)
    for state, mask in network.states.items():
        taking |= mask & state.takes_jobs
    able = taking & network.fitting(need.process, need.material, need.sizes_mm)
    if need.pick_up:
        able &= network.only(need.pick_up)
    free = able & ~network.only(*need.full)
    able = free if free.any() else able
    km = network.distances_km(need.place)
    ranks = wish_ranks(need.wish, promises, _by_distance(need, network, able, km))
    apart = ~network.only(need.parcel) if need.parcel else np.zeros(len(network), bool)
    elsewhere = ~network.only(need.proposed) if need.proposed else np.zeros(len(network), bool)
    failures = network.counts(need.failures)
    return Standings(need, network, able, failures, apart, elsewhere, _wish(ranks, network, able), km, ranks)


def _by_distance(need: RoutingRequirements, network: Network, able: Mask, km: Numbers) -> list[str]:
    if need.wish is not Wish.CHEAPEST:
        return []
    positions = np.flatnonzero(able)
    return [network.factories[each].id for each in positions[np.lexsort((positions, km[positions]))]]


def _wish(ranks: WishRanks, network: Network, able: Mask) -> Numbers:
    if ranks.wish is Wish.NEAREST:
        return np.zeros(len(network))
    wish = np.full(len(network), np.inf)
    for factory in ranks.promises:
        position = network.positions.get(factory)
        if position is not None and able[position]:
            wish[position] = ranks.of(factory)
    return wish
