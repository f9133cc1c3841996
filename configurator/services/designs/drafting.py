"""For which offer a design's sheets are drawn."""

from __future__ import annotations

from dataclasses import replace

from configurator import catalogue
from configurator.domain.offers.offer_suitability import suitable_offers
from configurator.domain.offers.offers import find_offer
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import DEFAULT_DRAFTING, Drafting


def drafting_for(design: Design, date: str = "", wish: Drafting = DEFAULT_DRAFTING) -> Drafting:
    """The wish, dated, for its offer or else the first that fits; no offer where none does.

    Raises Refused for an unknown offer.
    """
    template = catalogue.find(design.template)
    fitting = suitable_offers(template, template.parameters(**design.parameters))
    offer = find_offer(wish.offer).id if wish.offer else next(iter(fitting), "")
    return replace(wish, offer=offer, date=wish.date or date)
