"""What factories promise for an item that is to be made: what a route ranks them by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from configurator.domain.offers.offers import find_offer
from configurator.domain.orders.orders import Item, Order
from configurator.domain.production.factories import Factory
from configurator.domain.production.machine_rates import Piece
from configurator.domain.production.promises import Promise
from configurator.domain.production.quotes import Quote, QuoteRequest
from configurator.services.common.context import Context
from configurator.services.quotes.quotes import ask_factories


def ask_for_item(
    context: Context, connection: Connection, order: Order, item: Item, factories: Sequence[Factory] | None = None
) -> tuple[Quote, ...]:
    """What the nearest that can make it say to an item, of these factories or of all.

    It reads nothing but the database, so that it may stand in a transaction that routes. Of an item that an earlier
    version made nobody says anything.
    """
    if item.volume_mm3 is None or not item.size_mm:
        return ()
    x, y, z = item.size_mm
    piece = Piece(item.volume_mm3, (x, y, z), item.quantity)
    request = QuoteRequest(find_offer(item.offer), piece, "made", order.place, order.pick_up)
    return ask_factories(connection, context, request, factories)


def promises_of(quotes: Iterable[Quote]) -> Mapping[str, Promise]:
    """By factory what its quote promises, without those that cannot tell a day."""
    return {each.factory: each.promise for each in quotes if each.promise}


def full_factories(quotes: Iterable[Quote]) -> frozenset[str]:
    """Those that have no time for it in the days looked at."""
    return frozenset(each.factory for each in quotes if each.is_full)
