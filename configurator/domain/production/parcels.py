"""The parts of one order as a group: made by as few factories as can be, each of which sends one parcel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from configurator.domain.production.factories import Factory
from configurator.domain.production.network import Network, as_network
from configurator.domain.production.promises import Promise
from configurator.domain.production.route_reasons import objections
from configurator.domain.production.routing_requirements import RoutingRequirements
from configurator.domain.production.standings import Standings, find_standings

# Up to so many parcels every choice of factories is looked at, beyond that each next one takes the most that is left.
MAX_EXACT_PARCELS, MAX_EXACT_CHOICES = 3, 40
Needs = Mapping[str, RoutingRequirements]
# What each factory promises, for each item by its name.
ItemPromises = Mapping[str, Mapping[str, Promise]]


@dataclass(frozen=True)
class Parcel:
    """What one factory makes and sends together; km are None without a place. `items` are by the caller's names."""

    factory: str
    distance_km: float | None
    items: tuple[str, ...]


@dataclass(frozen=True)
class Parcels:
    """How an order is divided, the largest parcel first; items that nobody can make; why it is not one parcel."""

    parcels: tuple[Parcel, ...]
    unplaced: tuple[str, ...] = ()
    why: str = ""

    def factory_of(self, item: str) -> str:
        """The factory that is to make an item together with others; empty where it makes it alone, or nobody does."""
        return next((each.factory for each in self.parcels if item in each.items and len(each.items) > 1), "")


def plan_parcels(
    needs: Needs,
    factories: Network | Sequence[Factory],
    fixed: Mapping[str, str] | None = None,
    promises: ItemPromises | None = None,
) -> Parcels:
    """The fewest parcels; of as few, those that come first by wish, distance and id, as for one part.

    `fixed` has the factories that other items of the order already are at: they send a parcel anyway. Nothing goes back
    to a factory that failed it more often than another just to save a parcel.
    """
    network, fixed = as_network(factories), fixed or {}
    group = _Group(
        network, {item: find_standings(need, network, (promises or {}).get(item, {})) for item, need in needs.items()}
    )
    able = [item for item in needs if group.makers[item]]
    homes = {network.positions[each] for each in fixed.values() if each in network.positions}
    chosen = _choose(group, able, homes)
    parcels = sorted(_parcels(group, able, chosen, fixed), key=lambda each: (-len(each.items), each.factory))
    lacking = tuple(item for item in needs if item not in able)
    return Parcels(tuple(parcels), lacking, _why(group, able, parcels))


class _Group:
    """For each item who can make it, and for each factory what it can make of the whole."""

    def __init__(self, network: Network, standings: Mapping[str, Standings]) -> None:
        self.network, self.standings = network, standings
        self.makers = {item: _best_makers(each) for item, each in standings.items()}
        self.ranks = {item: {maker: rank for rank, maker in enumerate(makers)} for item, makers in self.makers.items()}

    def items_of(self, factory: int, items: Iterable[str]) -> frozenset[str]:
        """Those of the items that a factory can make."""
        return frozenset(each for each in items if factory in self.ranks[each])

    def rank(self, factory: int, items: Iterable[str]) -> int:
        """How it comes in the order of factories, added up over the items: less is better."""
        return sum(self.ranks[each][factory] for each in items)

    def best(self, items: Iterable[str]) -> int:
        """The factory that comes first of those that can make all of these."""
        wanted = frozenset(items)
        makers = set.intersection(*({*self.ranks[each]} for each in wanted))
        return min(makers, key=lambda each: (self.rank(each, wanted), each))


def _best_makers(standings: Standings) -> list[int]:
    """Those that can make it by rank, without any that failed it more often than the first."""
    order = standings.ranked()
    return [each for each in order if standings.failures[each] == standings.failures[order[0]]]


def _choose(group: _Group, items: Sequence[str], homes: set[int]) -> list[int]:
    """The factories that make the items between them, beside those that send a parcel anyway."""
    at_home = {item for home in homes for item in group.items_of(home, items)}
    left = [each for each in items if each not in at_home]
    return [*sorted(homes), *_cover(group, left)] if left else sorted(homes)


def _cover(group: _Group, items: Sequence[str]) -> list[int]:
    """The fewest factories that can make all the items between them, as far as every choice is looked at."""
    makes = {maker: group.items_of(maker, items) for item in items for maker in group.makers[item]}
    sets = {each for each in makes.values() if not any(each < other for other in makes.values())}
    choices = sorted(sets, key=lambda each: (group.rank(group.best(each), each) / len(each), sorted(each)))
    for count in range(1, MAX_EXACT_PARCELS + 1):
        tried = combinations(choices[:MAX_EXACT_CHOICES], count)
        covers = [each for each in tried if frozenset().union(*each) == frozenset(items)]
        if covers:
            return min((_settle(group, items, each) for each in covers), key=lambda each: _merit(group, items, each))
    return _take_the_most(group, items, choices)


def _settle(group: _Group, items: Sequence[str], cover: Sequence[frozenset[str]]) -> list[int]:
    """The factory for each part of a cover: of what two could make, each item goes with the first."""
    left, factories = set(items), []
    for part in sorted(cover, key=lambda each: (-len(each), sorted(each))):
        if part & left:
            factories.append(group.best(part & left))
            left -= part
    return factories


def _merit(group: _Group, items: Sequence[str], factories: Sequence[int]) -> tuple[int, list[int]]:
    return sum(min(group.ranks[each][at] for at in factories if at in group.ranks[each]) for each in items), [
        *factories
    ]


def _take_the_most(group: _Group, items: Sequence[str], choices: Sequence[frozenset[str]]) -> list[int]:
    left, factories = set(items), []
    while left:
        part = max(choices, key=lambda each: len(each & left)) & left
        factories.append(group.best(part))
        left -= part
    return factories


def _parcels(group: _Group, items: Sequence[str], chosen: Sequence[int], fixed: Mapping[str, str]) -> list[Parcel]:
    """What each makes: an item goes where the most do that it can go with, then to whoever comes first for it."""
    sizes = {each: len(group.items_of(each, items)) for each in chosen}
    at: dict[int, list[str]] = {each: [] for each in chosen}
    for item in items:
        at[
            min(
                (each for each in chosen if each in group.ranks[item]),
                key=lambda each: (-sizes[each], group.ranks[item][each]),
            )
        ].append(item)
    there = {name: [item for item, factory in fixed.items() if factory == name] for name in fixed.values()}
    return [
        _parcel(group, each, (*there.get(group.network.factories[each].id, ()), *made))
        for each, made in at.items()
        if made
    ]


def _parcel(group: _Group, factory: int, items: tuple[str, ...]) -> Parcel:
    standings = next(iter(group.standings.values()))
    distance_km = None if standings.need.place is None else float(standings.km[factory])
    return Parcel(group.network.factories[factory].id, distance_km, items)


def _why(group: _Group, items: Sequence[str], parcels: Sequence[Parcel]) -> str:
    """Why no factory makes all: what the one lacks that makes the most."""
    if len(parcels) < 2:
        return ""
    closest = group.network.factories[group.network.positions[parcels[0].factory]]
    missing = [each for each in items if each not in parcels[0].items]
    reasons = {each: objections(replace(group.standings[each].need, failures={}), closest) for each in missing}
    told = "; ".join(f"{each}: {', '.join(words)}" for each, words in reasons.items() if words)
    return (
        f"No factory can make all of it. {closest.title} comes closest. {told}."
        if told
        else "No factory can make all of it."
    )
