"""What a part would cost and when it would come, while it is configured: an estimate from its draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from configurator.domain.errors import ConfiguratorError, Refused
from configurator.domain.offers.machine_fit import SizeMm
from configurator.domain.offers.offer_suitability import suitable_offers
from configurator.domain.offers.offers import Offer, find_offer
from configurator.domain.orders.requests import OrderRequest
from configurator.domain.parts.designs import Design
from configurator.domain.places import Place
from configurator.domain.problems import Problem
from configurator.domain.production.machine_rates import Piece
from configurator.domain.production.quotes import Quote, QuoteRequest
from configurator.services.previews.shapes import shape_of
from configurator.services.quotes.quotes import quote_part
from web.configurations import Configuration
from web.context import web_context
from web.kernel_turns import read_visitor


@dataclass(frozen=True)
class Estimate:
    """The quotes for so many pieces in an offer; without an offer, or with problems, there are none."""

    offer: Offer | None = None
    quantity: int = 1
    quotes: tuple[Quote, ...] = ()
    problems: tuple[Problem, ...] = ()


def estimate_part(configuration: Configuration) -> Estimate:
    """One piece in the first offer that fits, sent to where nobody has said yet."""
    if configuration.design is None or configuration.parameters is None:
        return Estimate()
    offers = suitable_offers(configuration.template, configuration.parameters)
    return estimate_design(configuration.design, find_offer(offers[0])) if offers else Estimate()


def estimate_order(configuration: Configuration, request: OrderRequest, offer: Offer | None) -> Estimate:
    """The one part of an order that is being asked for, in an offer, with its pieces and where it goes."""
    if configuration.design is None or offer is None:
        return Estimate()
    quantity = request.items[0].quantity
    return estimate_design(configuration.design, offer, quantity, request.place, request.pick_up)


def estimate_design(
    design: Design,
    offer: Offer,
    quantity: int = 1,
    place: Place | None = None,
    pick_up: str = "",
    *,
    is_rush: bool = False,
) -> Estimate:
    """The quotes for a design by the volume and the box of its draft; why there is no draft, where there is none."""
    try:
        piece = draft_piece(draft_facts(design), quantity)
        request = QuoteRequest(offer, piece, "estimate", place, pick_up, is_rush)
        return Estimate(offer, quantity, quote_part(web_context(), request))
    except Refused:
        raise
    except ConfiguratorError as error:
        return Estimate(offer, quantity, problems=error.problems)


def draft_facts(design: Design) -> Mapping[str, Any]:
    """What the kernel says of a draft, made now unless it is known. Raises what the kernel raises, and Busy."""
    return web_context().previews.get("", shape_of(design), read_visitor()).facts


def draft_piece(facts: Mapping[str, Any], quantity: int) -> Piece:
    """The pieces of a draft."""
    low, high = facts["bounds_mm"]
    size: SizeMm = (high[0] - low[0], high[1] - low[1], high[2] - low[2])
    return Piece(facts["volume_mm3"], size, quantity)
