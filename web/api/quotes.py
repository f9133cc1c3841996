"""Quotes for a part that is not ordered, and those that are kept with an order."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from configurator import catalogue
from configurator.domain.errors import Refused, refused
from configurator.domain.measures.sheets import read_values
from configurator.domain.offers.offer_suitability import NO_OFFER, offer_objections, suitable_offers
from configurator.domain.offers.offers import Offer, find_offer
from configurator.domain.orders.requests import MAX_QUANTITY
from configurator.domain.parts.designs import Design
from configurator.domain.places import Place
from configurator.domain.production.quotes import Quote
from configurator.domain.validation import StrictModel
from configurator.services.designs.configure import configure
from configurator.services.orders.views import find_order
from configurator.services.quotes.quotes import quote_order
from configurator.services.quotes.quotes import quote_part as ask_for_quotes
from web.api.operations import Answer, Operation
from web.api.schemas import EXAMPLE, Shape, TemplateId, Text, Values, sheet_values, with_example
from web.context import web_context
from web.part_quotes import draft_request


class Near(StrictModel):
    """Where the part goes, in degrees."""

    latitude: Annotated[float, Field(ge=-90, le=90, description="Degrees, -90 (south) to 90.")]
    longitude: Annotated[float, Field(ge=-180, le=180, description="Degrees, -180 (west) to 180.")]


class QuoteAsked(StrictModel):
    """A part with all its sizes, and where it goes, if that is known already."""

    model_config = with_example(
        {"template": "grommet", "values": EXAMPLE, "near": {"latitude": 51.45, "longitude": -2.59}}
    )

    template: TemplateId
    values: Values
    offer: Annotated[Text, Field(description="The id of an offer, or leave it out for the first that fits.")] = ""
    quantity: Annotated[int, Field(ge=1, le=MAX_QUANTITY, description=f"Pieces, 1 to {MAX_QUANTITY}.")] = 1
    near: Annotated[Near | None, Field(description="Where it goes, or leave it out.")] = None
    pick_up: Annotated[Text, Field(description="The id of the factory where it is collected, or leave it out.")] = ""
    rush: Annotated[bool, Field(description="Before the jobs that wait, at a higher price.")] = False


class QuoteLineShown(Shape):
    """One line of a price."""

    name: str
    words: Annotated[str, Field(description="How it was reckoned.")]
    price: Annotated[str, Field(description='An amount such as "12.30".')]


class QuoteShown(Shape):
    """What one factory quotes; moments in UTC, ISO 8601, empty where they are on request."""

    factory: str
    title: str
    machine: str
    basis: Annotated[Literal["estimate", "made"], Field(description="By a draft, or by the report of what is made.")]
    quantity: int
    grams: Annotated[str, Field(description="Of all pieces.")]
    machine_h: Annotated[float | None, Field(description="The machine's hours that are charged; null if not stated.")]
    distance_km: float | None
    ships_at: str
    arrives_at: str
    date_reasons: Annotated[list[str], Field(description="Why a day is on request.")]
    lines: list[QuoteLineShown]
    price_reasons: Annotated[list[str], Field(description="Why the price is on request.")]
    lacks_shipping: Annotated[bool, Field(description="Whether the parcel is not in it, as nobody said where to.")]
    total: Annotated[str | None, Field(description="The sum of the lines; null on request.")]
    currency: str
    tax: str
    rate_card: Annotated[str, Field(description="The digest of the rate card; empty without one.")]
    rate_card_version: str
    quoted_at: str
    expires_at: str
    is_rush: bool
    hours_by: Annotated[
        str, Field(description="By what the hours of a machine for filament are told, and why; empty for others.")
    ]


class Quoted(Shape):
    """The quotes of the factories that can make it, the nearest first."""

    offer: str
    quotes: list[QuoteShown]


class ItemQuoted(Shape):
    """What was quoted last for an item of an order."""

    item: str
    quotes: list[QuoteShown]


class OrderQuoted(Shape):
    """What is kept with an order; nothing before its files are made."""

    items: list[ItemQuoted]


def quote_part(body: QuoteAsked) -> Quoted:
    """Estimate what a part costs and when it comes, at each factory that can make it.

    By the volume and the box of a draft. Every measured size must be given; nothing is ordered or kept.
    """
    if body.near and body.pick_up:
        raise refused("It is sent or collected, not both.", "near", "pick_up", hint="Leave one of them out.")
    design, offer = _read_part(body)
    place = Place(body.near.latitude, body.near.longitude) if body.near else None
    request = draft_request(design, offer, body.quantity, place, body.pick_up, is_rush=body.rush)
    quotes = ask_for_quotes(web_context(), request)
    return Quoted(offer=offer.id, quotes=_shapes(quotes))


def show_quotes(token: str) -> OrderQuoted:
    """What was quoted last for each part of an order, as it is kept with it."""
    context = web_context()
    kept = quote_order(context, find_order(context, token).id)
    return OrderQuoted(items=[ItemQuoted(item=item, quotes=_shapes(quotes)) for item, quotes in kept.items()])


def _read_part(body: QuoteAsked) -> tuple[Design, Offer]:
    template = catalogue.find(body.template)
    sheet = read_values(template.parameters, sheet_values(body.values), strict=False)
    design = configure(template, sheet, complete=True).require_design()
    parameters = template.parameters(**design.parameters)
    if not body.offer:
        fitting = suitable_offers(template, parameters)
        if not fitting:
            raise refused(NO_OFFER, "offer", hint="POST the values to designs: its answer says why.")
        return design, find_offer(fitting[0])
    offer = find_offer(body.offer)
    if objections := offer_objections(template, parameters, offer):
        raise Refused(*objections)
    return design, offer


def _shapes(quotes: tuple[Quote, ...]) -> list[QuoteShown]:
    return [QuoteShown.model_validate(each.as_dict()) for each in quotes]


OPERATIONS = (
    Operation("POST", "/quotes", quote_part, (Answer(200, "The quotes.", Quoted),), body=QuoteAsked),
    Operation("GET", "/orders/{token}/quotes", show_quotes, (Answer(200, "The quotes.", OrderQuoted),)),
)
