"""What a part would cost and when it would come, while it is configured: an estimate from its draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request

from configurator.domain.errors import ConfiguratorError
from configurator.domain.offers.offer_suitability import OfferSuitability, suitable_offers
from configurator.domain.offers.offers import Offer, find_offer
from configurator.domain.orders.orders import NewItem
from configurator.domain.orders.requests import OrderRequest
from configurator.domain.orders.wishes import Wish
from configurator.domain.parts.designs import Design
from configurator.domain.places import Place
from configurator.domain.problems import Problem
from configurator.domain.production.machine_rates import Piece
from configurator.domain.production.quotes import Quote, QuoteRequest
from configurator.services.common.kernel_gate import Busy
from configurator.services.previews.shapes import shape_of
from configurator.services.quotes.draft_pieces import draft_piece
from configurator.services.quotes.quotes import quote_both_ways
from web.configurations import Configuration
from web.context import web_context
from web.kernel_turns import read_visitor


@dataclass(frozen=True)
class Estimate:
    """The quotes for so many pieces in an offer; without an offer, or with problems, there are none.

    `others` has by factory what it quotes for the other way: as a rush, or without.
    """

    offer: Offer | None = None
    quantity: int = 1
    quotes: tuple[Quote, ...] = ()
    others: Mapping[str, Quote] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def estimate_part(configuration: Configuration, *, waits: bool = False) -> Estimate:
    """One piece in the first offer that fits, sent to where nobody has said yet.

    Raises Busy where whoever asks waits, and asks again.
    """
    if configuration.design is None or configuration.parameters is None:
        return Estimate()
    offers = suitable_offers(configuration.template, configuration.parameters)
    return _estimate(configuration.design, find_offer(offers[0]), waits=waits) if offers else Estimate()


def estimate_order(
    design: Design | None, order: OrderRequest, offers: Sequence[OfferSuitability], quantity: int
) -> Estimate:
    """A part of an order that is being asked for, where that goes, in the material chosen or else in the first offered.

    Nothing without a design, or where no material fits.
    """
    fitting = [each.offer for each in offers if each.fits]
    chosen = {each.offer for each in order.items}
    offer = next((each for each in fitting if each.id in chosen), next(iter(fitting), None))
    if design is None or offer is None:
        return Estimate()
    # As coarse as it is kept with the order: the price then is for the same distance.
    place = order.place.coarse() if order.place else None
    return _estimate(design, offer, quantity, place, order.pick_up, is_rush=order.wish == Wish.RUSH)


def _estimate(
    design: Design,
    offer: Offer,
    quantity: int = 1,
    place: Place | None = None,
    pick_up: str = "",
    *,
    is_rush: bool = False,
    waits: bool = False,
) -> Estimate:
    try:
        request = draft_request(design, offer, quantity, place, pick_up, is_rush=is_rush)
        quotes, others = quote_both_ways(web_context(), request)
        return Estimate(offer, quantity, quotes, {each.factory: each for each in others})
    except ConfiguratorError as error:
        if waits and isinstance(error, Busy):
            raise
        return Estimate(offer, quantity, problems=error.problems)


def draft_request(
    design: Design,
    offer: Offer,
    quantity: int = 1,
    place: Place | None = None,
    pick_up: str = "",
    *,
    is_rush: bool = False,
) -> QuoteRequest:
    """What is asked of factories for a design, by the volume and the box of its draft. Raises as `draft_facts`."""
    piece = draft_piece(draft_facts(design), quantity)
    return QuoteRequest(offer, piece, "estimate", place, pick_up, is_rush)


def drafted_piece(item: NewItem) -> Piece | None:
    """How large an item's pieces are by its draft; None where no draft can be made now."""
    try:
        return draft_piece(draft_facts(item.design), item.quantity)
    except ConfiguratorError:
        return None


def draft_facts(design: Design) -> Mapping[str, Any]:
    """What the kernel says of a draft, made now unless it is known. Raises what the kernel raises, and Busy."""
    client = request.headers.get("X-Client", "")
    return web_context().previews.get(client, shape_of(design), read_visitor()).facts
