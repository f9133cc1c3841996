"""The drafting of a design's sheets: their offer and date."""

from __future__ import annotations

from dataclasses import replace

from configurator import catalogue
from configurator.domain.offers.compensation import hole_compensation_mm
from configurator.domain.offers.installation import UNSAID, Installation
from configurator.domain.offers.offer_suitability import suitable_offers
from configurator.domain.offers.offers import find_offer
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import DEFAULT_DRAFTING, Drafting


def compensated(design: Design, drafting: Drafting) -> Drafting:
    """The drafting with its offer's compensation of holes."""
    compensation = hole_compensation_mm(catalogue.find(design.template), drafting.offer)
    return replace(drafting, hole_compensation_mm=compensation)


def drafting_for(
    design: Design, date: str = "", wish: Drafting = DEFAULT_DRAFTING, installation: Installation = UNSAID
) -> Drafting:
    """The drafting `wish` with a date, for its offer or else the first that suits where it sits; for none if none does.

    Raises Refused for an unknown offer.
    """
    template = catalogue.find(design.template)
    suitable = suitable_offers(template, template.parameters(**design.parameters), installation)
    offer = find_offer(wish.offer).id if wish.offer else next(iter(suitable), "")
    return replace(wish, offer=offer, date=wish.date or date)
