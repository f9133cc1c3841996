"""Where an order would be made and in how many parcels it would come, as pages say it before it is placed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from configurator import catalogue
from configurator.domain.actors import Actor
from configurator.domain.offers.offers import find_offer
from configurator.domain.orders.orders import NewItem
from configurator.domain.orders.requests import OrderRequest
from configurator.domain.production.parcel_dates import ParcelDates
from configurator.services.common.context import Context
from configurator.services.factories.factories import list_factories
from configurator.services.production.order_parcels import expected_parcels
from web.part_quotes import drafted_piece


@dataclass(frozen=True)
class ParcelShown:
    """One parcel: the factory's title, its distance in km (None where collected or unknown), its parts and days."""

    factory: str
    distance_km: float | None
    parts: tuple[str, ...]
    dates: ParcelDates


@dataclass(frozen=True)
class ParcelsShown:
    """All parcels; parts that nobody can make now; why the largest is not the only one: each part with the reasons."""

    parcels: tuple[ParcelShown, ...]
    unplaced: tuple[str, ...]
    lacks: tuple[tuple[str, str], ...]
    is_collected: bool


def shown_parcels(context: Context, actor: Actor, request: OrderRequest) -> ParcelsShown:
    """What would become of an order that is not placed. Raises Refused as placing it would."""
    order, plan = expected_parcels(context, actor, request, drafted_piece)
    factories = {each.id: each.title for each in list_factories(context)}
    titles = {str(number): part_title(item) for number, item in enumerate(order.items)}
    parcels = (
        ParcelShown(
            factories.get(each.factory, each.factory), each.distance_km, _titles(titles, each.items), each.dates
        )
        for each in plan.parcels
    )
    lacks = tuple((titles[item], "; ".join(reasons)) for item, reasons in plan.lacks.items() if reasons)
    return ParcelsShown(tuple(parcels), _titles(titles, plan.unplaced), lacks, bool(order.pick_up))


def part_title(item: NewItem) -> str:
    """How many of what in what."""
    template = catalogue.templates().get(item.design.template)
    title = template.title if template else item.design.template
    return f"{item.quantity} × {title} in {find_offer(item.offer).material}"


def _titles(titles: dict[str, str], items: Sequence[str]) -> tuple[str, ...]:
    return tuple(titles[each] for each in items)
