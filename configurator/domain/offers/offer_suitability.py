"""Whether a part may be made in an offer, and what would help where it may not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from configurator.domain.offers.installation import UNSAID, Installation
from configurator.domain.offers.offer_faults import family_fault, offer_faults
from configurator.domain.offers.offers import OFFERS, Offer
from configurator.domain.parts.designs import round_value
from configurator.domain.parts.kinds import words_of
from configurator.domain.parts.limits import outside_limits
from configurator.domain.parts.parameters import Parameters, parameter_values
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, refusal
from configurator.domain.quantities import show_quantity

P = TypeVar("P", bound=Parameters)
NO_OFFER = "No offer fits this part as it is."


@dataclass(frozen=True)
class OfferSuitability:
    """An offer, and every reason why the design must not be made in it, by kind."""

    offer: Offer
    faults: Mapping[str, str]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons, as sentences."""
        return tuple(self.faults.values())

    @property
    def fits(self) -> bool:
        """Whether the design may be made in it."""
        return not self.faults

    @property
    def lacks_judgement(self) -> bool:
        """Whether nothing is against it but that the part's author has not judged it."""
        return list(self.faults) == ["offer"]


def offer_objections(
    template: Template[P], parameters: P, offer: Offer, installation: Installation = UNSAID
) -> tuple[Problem, ...]:
    """Every refusal of making this design in this offer; empty if it may be made in it."""
    return tuple(_objections(template, parameters, offer, installation))


def assess_offers(
    template: Template[P], parameters: P, installation: Installation = UNSAID
) -> tuple[OfferSuitability, ...]:
    """Every offer with the reasons against it: first the author's, best first, then the others."""
    listed = dict.fromkeys([*(each for each in template.offers if each in OFFERS), *OFFERS])
    return tuple(
        OfferSuitability(OFFERS[each], offer_faults(template, parameters, OFFERS[each], installation))
        for each in listed
    )


def suitable_offers(template: Template[P], parameters: P, installation: Installation = UNSAID) -> tuple[str, ...]:
    """Ids of the offers in which this design may be made, in the author's order: best first."""
    return tuple(each.offer.id for each in assess_offers(template, parameters, installation) if each.fits)


def needed_offers_hint(template: Template[P], parameters: P, installation: Installation = UNSAID) -> str:
    """For a design that no offer fits: which offers would be needed; empty where there are none either."""
    judged = assess_offers(template, parameters, installation)
    if unjudged := [each.offer.id for each in judged if each.lacks_judgement]:
        return f"It would need {' or '.join(unjudged)}, which its author has not judged fit for it."
    thick = [each.offer for each in judged if list(each.faults) == ["wall"]]
    return _finer_offer_hint(template.wall(parameters), thick) if thick else ""


def _finer_offer_hint(wall: float, offers: Sequence[Offer]) -> str:
    """For a wall in mm that is thinner than all of these offers make."""
    finest = min(offers, key=lambda each: each.least_wall)
    needed = f"It would need an offer that makes walls of {show_quantity(round_value(wall), 'mm')}"
    return f"{needed}; the finest for it is {finest.id} with {show_quantity(finest.least_wall, 'mm')}."


def _objections(template: Template[P], parameters: P, offer: Offer, installation: Installation) -> Iterator[Problem]:
    others = suitable_offers(template, parameters, installation)
    for fault, message in offer_faults(template, parameters, offer, installation).items():
        words = _helpful_words(template, parameters, offer) if fault == "family" else {}
        fields = (*words, *_remedies_of(fault, template, parameters))
        remedies = [f"take {' or '.join(others)}"] if others else []
        if words:
            remedies += [f"set {name} to {word}" for name, word in words.items()]
        elif fields:
            remedies.append(_change_words(fault, template, parameters, fields))
        hint = _remedy_sentence(remedies) if remedies else needed_offers_hint(template, parameters, installation)
        yield refusal(message, "offer", *fields, hint=hint or NO_OFFER)


def _helpful_words(template: Template[P], parameters: P, offer: Offer) -> dict[str, str]:
    """The first word of each choice with which the design can be made of the offer's family."""
    words: dict[str, str] = {}
    for name, field in type(parameters).model_fields.items():
        for word in words_of(field):
            changed = parameters.model_copy(update={name: word})
            is_possible = not any(outside_limits(template.limits(changed), changed))
            if name not in words and is_possible and not family_fault(template, changed, offer):
                words[name] = word
    return words


def _remedies_of(fault: str, template: Template[P], parameters: P) -> Iterator[str]:
    """The parameters of which a little more or less helps against a fault of this kind."""
    if fault == "wall":
        wall = template.wall(parameters)
        yield from _parameters_that(parameters, lambda each: template.wall(each) > wall)
    if fault == "stock":
        sheet = template.sheet(parameters)
        yield from _parameters_that(parameters, lambda each: template.sheet(each) != sheet)
    if fault == "strain":
        strain = template.strain(parameters)
        yield from _parameters_that(parameters, lambda each: template.strain(each) < strain)


def _parameters_that(parameters: P, helps: Callable[[P], bool]) -> Iterator[str]:
    for name, value in parameter_values(parameters).items():
        if isinstance(value, float | int):
            changed = (parameters.model_copy(update={name: value * share}) for share in (0.99, 1.01))
            if any(map(helps, changed)):
                yield name


def _change_words(fault: str, template: Template[P], parameters: P, fields: Iterable[str]) -> str:
    """Such as *change a or b*; against strain also which way."""
    if fault != "strain":
        return f"change {' or '.join(fields)}"
    strain = template.strain(parameters)
    larger = {name: parameters.model_copy(update={name: 1.01 * getattr(parameters, name)}) for name in fields}
    return " or ".join(
        f"{'raise' if template.strain(each) < strain else 'lower'} {name}" for name, each in larger.items()
    )


def _remedy_sentence(remedies: list[str]) -> str:
    words = ", or ".join(remedies)
    return f"{words[0].upper()}{words[1:]}."
