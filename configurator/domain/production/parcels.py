"""The parts of one order as a group: made by as few factories as can be, each of which sends one parcel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from configurator.domain.production.factories import Factory
from configurator.domain.production.network import Network, as_network
from configurator.domain.production.parcel_choice import Group, choose_factories
from configurator.domain.production.parcel_dates import NO_DATES, ParcelDates
from configurator.domain.production.promises import Promise
from configurator.domain.production.route_reasons import objections
from configurator.domain.production.routing_requirements import RoutingRequirements
from configurator.domain.production.standings import find_standings

Needs = Mapping[str, RoutingRequirements]
# What each factory promises, for each item by its name.
ItemPromises = Mapping[str, Mapping[str, Promise]]


@dataclass(frozen=True)
class Parcel:
    """What one factory makes and sends together; km are None without a place. `items` are by the caller's names.

    `dates` are empty until somebody asks the factory for them.
    """

    factory: str
    distance_km: float | None
    items: tuple[str, ...]
    dates: ParcelDates = NO_DATES


@dataclass(frozen=True)
class Parcels:
    """How an order is divided, the largest parcel first, and the items that nobody can make.

    `lacks` says why the largest is not the only one: each item that its factory cannot make, with the reasons.
    """

    parcels: tuple[Parcel, ...]
    unplaced: tuple[str, ...] = ()
    lacks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

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
    promised = promises or {}
    group = Group(
        network, {name: find_standings(each, network, promised.get(name, {})) for name, each in needs.items()}
    )
    able = [item for item in needs if group.makers[item]]
    homes = {network.positions[each] for each in fixed.values() if each in network.positions}
    chosen = choose_factories(group, able, homes)
    parcels = sorted(_parcels(group, able, chosen, fixed), key=lambda each: (-len(each.items), each.factory))
    lacking = tuple(item for item in needs if item not in able)
    return Parcels(tuple(parcels), lacking, _lacks(group, parcels))


def _parcels(group: Group, items: Sequence[str], chosen: Sequence[int], fixed: Mapping[str, str]) -> list[Parcel]:
    """What each makes: an item goes where the most do that it can go with, then to whoever comes first for it."""
    made: dict[int, list[str]] = {each: [] for each in chosen}
    counts = {each: len(group.items_of(each, items)) for each in chosen}
    for item in items:
        ranks = group.ranks[item]
        made[min((each for each in chosen if each in ranks), key=lambda each: (-counts[each], ranks[each]))].append(
            item
        )
    return [_parcel(group, factory, each, fixed) for factory, each in made.items() if each]


def _parcel(group: Group, factory: int, items: Sequence[str], fixed: Mapping[str, str]) -> Parcel:
    standings, name = group.standings[items[0]], group.network.factories[factory].id
    distance_km = None if standings.need.place is None else float(standings.km[factory])
    return Parcel(name, distance_km, (*(item for item, home in fixed.items() if home == name), *items))


def _lacks(group: Group, parcels: Sequence[Parcel]) -> dict[str, tuple[str, ...]]:
    if len(parcels) < 2:
        return {}
    largest = group.network.factories[group.network.positions[parcels[0].factory]]
    others = [item for each in parcels[1:] for item in each.items if item in group.standings]
    return {item: tuple(objections(group.standings[item].need, largest)) for item in others}
