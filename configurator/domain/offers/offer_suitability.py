"""Whether a part may be made in an offer: where it is used, what its author judged, how thin it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from configurator.domain.offers.offers import OFFERS, Offer
from configurator.domain.parts.designs import round_value
from configurator.domain.parts.parameters import Parameters, parameter_values
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, refusal
from configurator.domain.quantities import show_quantity

P = TypeVar("P", bound=Parameters)


@dataclass(frozen=True)
class OfferSuitability:
    """An offer, and every reason why the design must not be made in it."""

    offer: Offer
    reasons: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether the design may be made in it."""
        return not self.reasons


def offer_objections(template: Template[P], parameters: P, offer: Offer) -> tuple[Problem, ...]:
    """Every refusal of making this design in this offer; empty if it may be made in it."""
    return tuple(_objections(template, parameters, offer))


def assess_offers(template: Template[P], parameters: P) -> tuple[OfferSuitability, ...]:
    """Every offer with the reasons against it: first the author's, best first, then the others."""
    wall = _wall(template, parameters)
    listed = dict.fromkeys([*(each for each in template.offers if each in OFFERS), *OFFERS])
    return tuple(
        OfferSuitability(OFFERS[each], tuple(_faults(template, wall, OFFERS[each]).values())) for each in listed
    )


def suitable_offers(template: Template[P], parameters: P) -> tuple[str, ...]:
    """Ids of the offers in which this design may be made, in the author's order: best first."""
    return tuple(each.offer.id for each in assess_offers(template, parameters) if each.fits)


def _objections(template: Template[P], parameters: P, offer: Offer) -> Iterator[Problem]:
    wall = _wall(template, parameters)
    faults = _faults(template, wall, offer)
    others = suitable_offers(template, parameters)
    for fault, message in faults.items():
        fields = _wall_parameters(template, parameters) if fault == "wall" else ()
        remedies = [f"take {' or '.join(others)}"] if others else []
        if fields:
            remedies.append(f"change {' or '.join(fields)}")
        yield refusal(message, "offer", *fields, hint=_remedy_sentence(remedies))


def _faults(template: Template[P], wall: float, offer: Offer) -> dict[str, str]:
    """What is wrong with the offer, by kind: zone, offer, wall."""
    faults = {}
    if template.zone is not None and template.zone in offer.refused:
        faults["zone"] = f"{offer.id} must not be used here ({template.zone}): {offer.refused[template.zone]}."
    if offer.id not in template.offers:
        faults["offer"] = f"The part's author has not judged {offer.id} fit for it."
    if wall < offer.least_wall:
        thin, least = show_quantity(wall, "mm"), show_quantity(offer.least_wall, "mm")
        faults["wall"] = f"It has a wall of {thin}; {offer.id} needs {least}."
    return faults


def _wall(template: Template[P], parameters: P) -> float:
    # A wall of 1.5 mm that arithmetic makes 1.4999999999999982 is one of 1.5 mm.
    wall: float = round_value(template.wall(parameters))
    return wall


def _wall_parameters(template: Template[P], parameters: P) -> tuple[str, ...]:
    """The parameters of which a little more or less makes the thinnest wall thicker."""
    wall = template.wall(parameters)

    def helps(name: str, value: float) -> bool:
        changed = (parameters.model_copy(update={name: value * share}) for share in (0.99, 1.01))
        return any(template.wall(each) > wall for each in changed)

    numbers = {name: value for name, value in parameter_values(parameters).items() if isinstance(value, float | int)}
    return tuple(name for name, value in numbers.items() if helps(name, value))


def _remedy_sentence(remedies: list[str]) -> str:
    words = ", or ".join(remedies)
    return f"{words[0].upper()}{words[1:]}." if words else "No offer fits this part as it is."
