"""From what somebody entered about one part to an item that can be ordered."""

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
    """An item that can be ordered, the doubts about it, and what was decided or ignored for whoever asked."""

    wanted: ItemRequest
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def build_item(template: Template[Any], sheet: Sheet, offer: str = "", quantity: int = 1) -> BuiltItem:
    """The item; without an offer, in the first that fits. Raises Refused with all that stands against it.

    A measured size that the sheet lacks is a refusal: none is assumed in what is made to be used.
    """
    known = find_offer(offer) if offer else None
    configured = configure(template, sheet, complete=True)
    design = configured.accepted()
    parameters = template.parameters(**design.parameters)
    taken = known or OFFERS[_first(template, parameters)]
    wrong = offer_objections(template, parameters, taken)
    if wrong:
        raise Refused(*wrong)
    notes = [f"{template.id}: {taken.id} is taken, the first offer that fits"] if known is None else []
    notes += [f"{template.id} ignores: {', '.join(sheet.ignored)}"] if sheet.ignored else []
    return BuiltItem(ItemRequest(design, taken.id, quantity, sheet_record(sheet)), configured.problems, tuple(notes))


def sheet_record(sheet: Sheet) -> dict[str, Any]:
    """A sheet as an order keeps it: by parameter its value, in the parameter's unit, and how it was given.

    That is `entered` with its `unit`, `source`, `repeats` and `uncertainty`; the last two in the parameter's unit.
    """
    entries = {name: asdict(entry) for name, entry in sheet.entries.items()}
    for entry in entries.values():
        del entry["parameter"]
        entry["repeats"] = list(entry["repeats"])
    return entries


def _first(template: Template[Any], parameters: Parameters) -> str:
    fitting = suitable_offers(template, parameters)
    if not fitting:
        known = " or ".join(template.offers)
        raise refused(
            "No offer fits this part as it is.", "offer", hint=f"Ask for {known} to be told why." * bool(known)
        )
    return fitting[0]
