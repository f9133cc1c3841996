"""What the factories that can make a part would take for it, and when: for a draft, and kept with an order."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import Connection

from configurator.domain.accounts.rights import Right
from configurator.domain.errors import refused
from configurator.domain.offers.offers import find_offer
from configurator.domain.orders.orders import Item, Order
from configurator.domain.places import Place, great_circle_km
from configurator.domain.production.capacity import able_machines
from configurator.domain.production.factories import Factory
from configurator.domain.production.quotes import Quote, QuoteRequest, quote_job
from configurator.services.common.access import require
from configurator.services.common.context import Context
from configurator.services.common.ownership import owner_of_order
from configurator.services.factories.factories import known_factories
from configurator.services.quotes.made_pieces import made_piece
from configurator.services.quotes.queues import read_queues
from configurator.store import events, orders, quotes
from configurator.store.database import read_transaction, write_transaction
from configurator.store.state_changes import unknown_id

log = logging.getLogger("configurator.services.quotes")
# Of the factories that can make a part so many are asked: the nearest, or the first by id where nobody says where to.
MAX_QUOTES = 10
Quotes = Mapping[str, tuple[Quote, ...]]


def quote_part(context: Context, request: QuoteRequest) -> tuple[Quote, ...]:
    """The quotes of the nearest factories that take jobs and can make it, nearest first; none where none can.

    Raises Refused for an unknown factory to collect at.
    """
    with read_transaction(context.engine) as connection:
        return ask_factories(connection, context, request)


def quote_both_ways(context: Context, request: QuoteRequest) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
    """As `quote_part`: the quotes as asked, and those of the other way, as a rush or without, by which to compare.

    Of a rush are only told those that take one.
    """
    other = replace(request, is_rush=not request.is_rush)
    with read_transaction(context.engine) as connection:
        nearest = able_factories(connection, request)
        compared = [each for each in nearest if request.is_rush or each.takes_rush]
        return _ask(connection, context, request, nearest), _ask(connection, context, other, compared)


def quote_order(context: Context, order_id: str) -> Quotes:
    """By item what was quoted last for an order, and is kept. Raises Refused for an unknown one, Forbidden."""
    with read_transaction(context.engine) as connection:
        require_right(context, orders.get_order(connection, order_id), Right.SEE_ORDER)
        return quotes.quotes_of_order(connection, order_id)


def order_requests(context: Context, order: Order) -> Mapping[str, QuoteRequest]:
    """By item what an order asks for, as far as it is made. Raises what `load_report` raises."""
    return {item.id: item_request(context, order, item) for item in order.items if item.size_mm}


def keep_order_quotes(context: Context, order: Order, requests: Mapping[str, QuoteRequest]) -> Quotes:
    """Quote the made items of an order by what they ask for, and keep that with it."""
    with read_transaction(context.engine) as connection:
        found = {item: ask_factories(connection, context, each) for item, each in requests.items()}
    with write_transaction(context.engine) as connection:
        now = events.now()
        for item, item_quotes in found.items():
            quotes.keep_quotes(connection, order.id, item, now, item_quotes)
    return found


def item_request(context: Context, order: Order, item: Item) -> QuoteRequest:
    """What an item asks for as it was made: by its report where it is to lie and how much it holds.

    Raises what `load_report` raises.
    """
    offer = find_offer(item.offer)
    piece = made_piece(context, offer, item.files, item.size_mm, item.quantity)
    return QuoteRequest(offer, piece, "made", order.place, order.pick_up, order.wish.is_rush)


def ask_factories(
    connection: Connection, context: Context, request: QuoteRequest, factories: Sequence[Factory] | None = None
) -> tuple[Quote, ...]:
    """As `quote_part`, within a transaction; of these factories, or of all that there are."""
    return _ask(connection, context, request, able_factories(connection, request, factories))


def _ask(
    connection: Connection, context: Context, request: QuoteRequest, factories: Sequence[Factory]
) -> tuple[Quote, ...]:
    """What each of these says to it, as far as it can make it."""
    queues = read_queues(context, connection, [each.id for each in factories])
    now = datetime.now(UTC)
    found = (quote_job(each, queues.get(each.id, ()), request, now) for each in factories)
    return tuple(each for each in found if each)


def able_factories(
    connection: Connection, request: QuoteRequest, factories: Sequence[Factory] | None = None
) -> tuple[Factory, ...]:
    """The nearest that take jobs and can make it; of these factories, or of all that there are. Raises Refused."""
    known = known_factories(connection, strict=False) if factories is None else factories
    able = (each for each in _asked(known, request) if able_machines(each, request.offer, request.piece))
    return tuple(islice(able, MAX_QUOTES))


def _asked(factories: Sequence[Factory], request: QuoteRequest) -> list[Factory]:
    if request.pick_up and request.pick_up not in {each.id for each in factories}:
        raise refused(f"There is no factory {request.pick_up!r}.", "pick_up", hint="See: configurator factory list")
    asked = [each for each in factories if each.state.takes_jobs and request.pick_up in ("", each.id)]
    return sorted(asked, key=lambda each: (_distance_km(each, request.place), each.id))


def _distance_km(factory: Factory, place: Place | None) -> float:
    return great_circle_km(place, factory.place) if place else 0.0


def require_right(context: Context, order: Order, right: Right) -> None:
    """Raises Forbidden where whoever asks has not this right to an order, Refused where they may not know of it."""
    require(context, right, owner_of_order(context, order), hidden=lambda: unknown_id("order", order.id))
