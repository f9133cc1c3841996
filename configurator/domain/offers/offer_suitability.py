"""Whether a part may be made in an offer: where it is used, what its author judged, its form, how thin it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from configurator.domain.offers.offers import OFFERS, Offer
from configurator.domain.offers.processes import PROCESSES
from configurator.domain.parts.designs import round_value
from configurator.domain.parts.parameters import Parameters, parameter_values
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, refusal
from configurator.domain.quantities import show_quantity

P = TypeVar("P", bound=Parameters)
# A sheet is as thick as a design where both agree to so many mm: no closer are gaskets measured.
SHEET_MATCH_MM = 0.05
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


def offer_objections(template: Template[P], parameters: P, offer: Offer) -> tuple[Problem, ...]:
    """Every refusal of making this design in this offer; empty if it may be made in it."""
    return tuple(_objections(template, parameters, offer))


def assess_offers(template: Template[P], parameters: P) -> tuple[OfferSuitability, ...]:
    """Every offer with the reasons against it: first the author's, best first, then the others."""
    listed = dict.fromkeys([*(each for each in template.offers if each in OFFERS), *OFFERS])
    return tuple(OfferSuitability(OFFERS[each], _faults(template, parameters, OFFERS[each])) for each in listed)


def suitable_offers(template: Template[P], parameters: P) -> tuple[str, ...]:
    """Ids of the offers in which this design may be made, in the author's order: best first."""
    return tuple(each.offer.id for each in assess_offers(template, parameters) if each.fits)


def needed_offers_hint(template: Template[P], parameters: P) -> str:
    """For a design that no offer fits: which offers would be needed; empty where there are none either."""
    unjudged = [each.offer.id for each in assess_offers(template, parameters) if each.lacks_judgement]
    needed = f"It would need {' or '.join(unjudged)}, which its author has not judged fit for it."
    return needed * bool(unjudged)


def _objections(template: Template[P], parameters: P, offer: Offer) -> Iterator[Problem]:
    others = suitable_offers(template, parameters)
    for fault, message in _faults(template, parameters, offer).items():
        fields = tuple(_remedies_of(fault, template, parameters))
        remedies = [f"take {' or '.join(others)}"] if others else []
        if fields:
            remedies.append(f"change {' or '.join(fields)}")
        hint = _remedy_sentence(remedies) if remedies else needed_offers_hint(template, parameters)
        yield refusal(message, "offer", *fields, hint=hint or NO_OFFER)


def _faults(template: Template[P], parameters: P, offer: Offer) -> dict[str, str]:
    """What is wrong with the offer, by kind: zone, form, offer, stock, wall."""
    faults = {}
    if template.zone is not None and template.zone in offer.refused:
        faults["zone"] = f"{offer.id} must not be used here ({template.zone}): {offer.refused[template.zone]}."
    if form := _form_fault(template, parameters, offer):
        faults["form"] = form
    elif offer.id not in template.offers:
        faults["offer"] = f"The part's author has not judged {offer.id} fit for it."
    if stock := _stock_fault(template, parameters, offer):
        faults["stock"] = stock
    if (wall := _wall(template, parameters)) < offer.least_wall:
        thin, least = show_quantity(wall, "mm"), show_quantity(offer.least_wall, "mm")
        faults["wall"] = f"It has a wall of {thin}; {offer.id} needs {least}."
    return faults


def _form_fault(template: Template[P], parameters: P, offer: Offer) -> str:
    """Why its process cannot make such a form; empty if it can."""
    form = PROCESSES[offer.process].form
    if form == "revolved" and not template.is_revolved(parameters):
        return f"{offer.id} makes bodies of revolution only, and this part is none."
    if form == "flat" and template.sheet(parameters) is None:
        return f"{offer.id} makes flat parts of even thickness only, and this part is none."
    return ""


def _stock_fault(template: Template[P], parameters: P, offer: Offer) -> str:
    """That it is not as thick as any of the sheets; empty if it is, or is not cut from sheet."""
    sheet = template.sheet(parameters) if offer.stock else None
    if sheet is None or any(abs(sheet - each) <= SHEET_MATCH_MM for each in offer.stock):
        return ""
    sheets = ", ".join(show_quantity(each, "") for each in offer.stock)
    return f"It is {show_quantity(sheet, 'mm')} thick; {offer.id} comes in sheets of {sheets} mm."


def _wall(template: Template[P], parameters: P) -> float:
    # A wall of 1.5 mm that arithmetic makes 1.4999999999999982 is one of 1.5 mm.
    wall: float = round_value(template.wall(parameters))
    return wall


def _remedies_of(fault: str, template: Template[P], parameters: P) -> Iterator[str]:
    """The parameters of which a little more or less helps against a fault of this kind."""
    if fault == "wall":
        wall = template.wall(parameters)
        yield from _parameters_that(parameters, lambda each: template.wall(each) > wall)
    if fault == "stock":
        sheet = template.sheet(parameters)
        yield from _parameters_that(parameters, lambda each: template.sheet(each) != sheet)


def _parameters_that(parameters: P, helps: Callable[[P], bool]) -> Iterator[str]:
    for name, value in parameter_values(parameters).items():
        if isinstance(value, float | int):
            changed = (parameters.model_copy(update={name: value * share}) for share in (0.99, 1.01))
            if any(map(helps, changed)):
                yield name


def _remedy_sentence(remedies: list[str]) -> str:
    words = ", or ".join(remedies)
    return f"{words[0].upper()}{words[1:]}."
