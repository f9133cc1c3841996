"""From the sheet of one part to an item that can be ordered."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from configurator.domain.errors import Refused, refused
from configurator.domain.measures.sheets import Sheet
from configurator.domain.offers.offer_suitability import offer_objections, suitable_offers
from configurator.domain.offers.offers import OFFERS, find_offer
from configurator.domain.orders.orders import ItemRequest
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem
from configurator.services.designs.configure import configure


@dataclass(frozen=True)
class BuiltItem:
    """An item that can be ordered, warnings, and notes on a default offer and ignored values."""

    request: ItemRequest
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def build_item(template: Template[Any], sheet: Sheet, offer: str = "", quantity: int = 1) -> BuiltItem:
    """The item; without an offer, in the first suitable one. Raises Refused with every objection.

    A measured size that the sheet lacks is a refusal: none is assumed in a part that is made to be used.
    """
    requested = find_offer(offer) if offer else None
    configured = configure(template, sheet, complete=True)
    design = configured.require_design()
    parameters = template.parameters(**design.parameters)
    chosen_offer = requested or OFFERS[_first_suitable_offer(template, parameters)]
    objections = offer_objections(template, parameters, chosen_offer)
    if objections:
        raise Refused(*objections)
    notes = [f"{template.id}: {chosen_offer.id} is taken, the first offer that fits"] if requested is None else []
    notes += [f"{template.id} ignores: {', '.join(sheet.ignored)}"] if sheet.ignored else []
    return BuiltItem(
        ItemRequest(design, chosen_offer.id, quantity, sheet_record(sheet)), configured.problems, tuple(notes)
    )


def sheet_record(sheet: Sheet) -> dict[str, Any]:
    """A sheet as an order stores it: by parameter its value, in the parameter's unit, and its entry.

    That is `entered` with its `unit`, `source`, `repeats` and `uncertainty`; the last two in the parameter's unit.
    """
    entries = {name: asdict(entry) for name, entry in sheet.entries.items()}
    for entry in entries.values():
        del entry["parameter"]
        entry["repeats"] = list(entry["repeats"])
    return entries


def _first_suitable_offer(template: Template[Any], parameters: Parameters) -> str:
    suitable = suitable_offers(template, parameters)
    if not suitable:
        offers = " or ".join(template.offers)
        raise refused(
            "No offer fits this part as it is.", "offer", hint=f"Ask for {offers} to be told why." * bool(offers)
        )
    return suitable[0]
