"""Where an address lies: as its degrees say, else where its town does."""

from __future__ import annotations

from configurator.domain.errors import Refused
from configurator.domain.orders.order_files import AddressFile
from configurator.domain.places import Place
from configurator.domain.problems import Problem, refusal
from configurator.services.orders.town_choice import town_place

DELIVER_TO = "deliver_to"


def address_place(address: AddressFile | None) -> tuple[Place | None, tuple[Problem, ...]]:
    """The place of an address, None without one; or why none can be told, by the names in an order's file."""
    if address is None:
        return None, ()
    lacking = [name for name in ("latitude", "longitude") if getattr(address, name) is None]
    if len(lacking) == 1:
        hint = "Give both, or neither: then the town is looked up."
        return None, (refusal("It is missing.", f"{DELIVER_TO}.{lacking[0]}", hint=hint),)
    try:
        return address.place() or _look_up(address), ()
    except Refused as error:
        return None, tuple(each.within(DELIVER_TO) for each in error.problems)


def _look_up(address: AddressFile) -> Place:
    return town_place(address.country, address.city, address.region, address.postcode)
