"""The presets of a template that nobody can order: no offer fits them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from configurator.domain.error_places import error_words
from configurator.domain.offers.offer_suitability import assess_offers
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template

P = TypeVar("P", bound=Parameters)


def presets_without_offer(template: Template[Any]) -> Mapping[str, tuple[str, ...]]:
    """Name of a preset that no offer fits -> why each of the template's own offers does not.

    None where the template has no offers at all, as one that is not finished.
    """
    reasons = {name: _reasons(template, preset) for name, preset in template.presets.items() if template.offers}
    return {name: each for name, each in reasons.items() if each}


def _reasons(template: Template[P], preset: P) -> tuple[str, ...]:
    """Why its offers do not fit; empty where one does."""
    try:
        offers = assess_offers(template, preset)
    # The wall of a template may raise anything.
    except Exception as error:
        return (f"Its wall cannot be worked out ({error_words(error, {template.module})}).",)
    if any(each.fits for each in offers):
        return ()
    own = (each for each in offers if each.offer.id in template.offers)
    return tuple(reason for each in own for reason in each.reasons)
