"""For which offer a design's sheets are drawn."""

from __future__ import annotations

from dataclasses import replace

from configurator import catalogue
from configurator.domain.designs import Design
from configurator.domain.drafting import PLAIN, Drafting
from configurator.domain.fitness import fitting_offers
from configurator.domain.offers import find_offer


def drafting_for(design: Design, date: str = "", wish: Drafting = PLAIN) -> Drafting:
    """The wish, dated, for its offer or else the first that fits; no offer where none does.

    Raises Refused for an unknown offer.
    """
    template = catalogue.find(design.template)
    fitting = fitting_offers(template, template.parameters(**design.parameters))
    offer = find_offer(wish.offer).id if wish.offer else next(iter(fitting), "")
    return replace(wish, offer=offer, date=wish.date or date)
