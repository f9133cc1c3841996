"""What speaks against making a part in an offer: where it sits, what touches it, its author, its form, walls, strain.

Where it sits is what whoever orders it says, or else what its template does.
"""

from __future__ import annotations

from typing import TypeVar

from configurator.domain.offers.fluid_entries import Fluid
from configurator.domain.offers.fluids import resistance
from configurator.domain.offers.installation import Installation
from configurator.domain.offers.offers import Offer
from configurator.domain.offers.processes import PROCESSES
from configurator.domain.parts.designs import round_value
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.domain.quantities import show_quantity

P = TypeVar("P", bound=Parameters)
# A sheet is as thick as a design where both agree to so many mm: no closer are gaskets measured.
SHEET_MATCH_MM = 0.05


def offer_faults(template: Template[P], parameters: P, offer: Offer, installation: Installation) -> dict[str, str]:
    """What is wrong with the offer, by kind: zone, each fluid, form, offer, family, stock, wall, strain."""
    faults = {}
    zone = installation.zone_of(template)
    if zone is not None and zone in offer.refused:
        faults["zone"] = f"{offer.id} must not be used here ({zone}): {offer.refused[zone]}."
    for fluid in installation.fluids_of(template):
        if objection := _fluid_fault(offer, fluid):
            faults[fluid] = objection
    if form := _form_fault(template, parameters, offer):
        faults["form"] = form
    elif offer.id not in template.offers:
        faults["offer"] = f"The part's author has not judged {offer.id} fit for it."
    own = {
        "family": family_fault(template, parameters, offer),
        "stock": _stock_fault(template, parameters, offer),
        "wall": _wall_fault(template, parameters, offer),
        "strain": _strain_fault(template, parameters, offer),
    }
    return faults | {kind: fault for kind, fault in own.items() if fault}


def _fluid_fault(offer: Offer, fluid: Fluid) -> str:
    """Why it must not touch the fluid, or that nobody knows whether it may; empty if it may."""
    known = resistance(offer.material, fluid)
    if known.resists == "unfit":
        return f"{offer.id} must not touch {fluid}: {known.why}."
    return f"Whether {offer.id} stands {fluid} is unknown: {known.why}." if known.resists == "unknown" else ""


def _form_fault(template: Template[P], parameters: P, offer: Offer) -> str:
    """Why its process cannot make such a form; empty if it can."""
    form = PROCESSES[offer.process].form
    if form == "revolved" and not template.is_revolved(parameters):
        return f"{offer.id} makes bodies of revolution only, and this part is none."
    if form == "flat" and template.sheet(parameters) is None:
        return f"{offer.id} makes flat parts of even thickness only, and this part is none."
    return ""


def family_fault(template: Template[P], parameters: P, offer: Offer) -> str:
    """That the design is worked out for other materials, or for what is melted in; empty if it is not."""
    if offer.family != "plastic" and any(each.heat_set for each in template.inserts(parameters)):
        return f"Heat-set inserts are melted into plastic; {offer.id} is {offer.family}."
    family = template.family(parameters)
    return "" if family in (None, offer.family) else f"It is worked out for {family}; {offer.id} is {offer.family}."


def _stock_fault(template: Template[P], parameters: P, offer: Offer) -> str:
    """That it is not as thick as any of the sheets; empty if it is, or is not cut from sheet."""
    sheet = template.sheet(parameters) if offer.stock else None
    if sheet is None or any(abs(sheet - each) <= SHEET_MATCH_MM for each in offer.stock):
        return ""
    sheets = ", ".join(show_quantity(each, "") for each in offer.stock)
    return f"It is {show_quantity(sheet, 'mm')} thick; {offer.id} comes in sheets of {sheets} mm."


def _strain_fault(template: Template[P], parameters: P, offer: Offer) -> str:
    """That fitting it stretches it further than it bears, or than anybody has said; empty if it does not."""
    strain = round_value(template.strain(parameters))
    if strain <= (offer.strain or 0.0):
        return ""
    known = f"{offer.id} bears {_percent(offer.strain)}" if offer.strain else f"what {offer.id} bears is unknown"
    return f"Fitting strains it by {_percent(strain)}; {known}."


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"


def _wall_fault(template: Template[P], parameters: P, offer: Offer) -> str:
    """That it has a thinner wall than the offer needs; empty if it has not."""
    # A wall of 1.5 mm that arithmetic makes 1.4999999999999982 is one of 1.5 mm.
    wall = round_value(template.wall(parameters))
    if wall >= offer.least_wall:
        return ""
    return f"It has a wall of {show_quantity(wall, 'mm')}; {offer.id} needs {show_quantity(offer.least_wall, 'mm')}."
