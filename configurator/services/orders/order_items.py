"""From the sheet of one part to an item that can be ordered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from configurator import catalogue
from configurator.domain.errors import Refused, refused
from configurator.domain.measures.sheets import Sheet, SheetEntry, repeat_warnings
from configurator.domain.offers.installation import Installation, installation_problems, read_installation
from configurator.domain.offers.offer_suitability import NO_OFFER, needed_offers_hint, offer_objections, suitable_offers
from configurator.domain.offers.offers import OFFERS, Offer, find_offer
from configurator.domain.orders.orders import NewItem
from configurator.domain.orders.requests import ItemRequest
from configurator.domain.parts.designs import Configured
from configurator.domain.parts.kinds import parameter_unit
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem
from configurator.services.designs.configure import configure


@dataclass(frozen=True)
class ItemJudgement:
    """An item to store, or None and at least one refusal; notes on a default offer and ignored values."""

    item: NewItem | None
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


def configure_item(
    template: str,
    read_sheet: Callable[[Template[Any]], Sheet],
    offer: str = "",
    quantity: int = 1,
    name: str = "",
    zone: str = "",
    fluids: Sequence[str] | None = None,
) -> ItemRequest:
    """The request of one part; an unknown template and an unreadable sheet are refusals among its problems.

    So is a measured size that the sheet lacks: none is assumed in a part that is made to be used. `zone` and `fluids`
    are read as `read_installation` does.
    """
    sheet, configured = _configure(template, read_sheet)
    return with_installation(ItemRequest(template, sheet, configured, offer, quantity, name), zone, fluids)


def _configure(template: str, read_sheet: Callable[[Template[Any]], Sheet]) -> tuple[Sheet, Configured]:
    try:
        part_template = catalogue.find(template)
        sheet = read_sheet(part_template)
    except Refused as error:
        return Sheet({}), Configured(None, error.problems)
    return sheet, configure(part_template, sheet, complete=True)


def with_installation(request: ItemRequest, zone: str, fluids: Sequence[str] | None) -> ItemRequest:
    """The request with where the part sits and what touches it, or with what could not be read of it."""
    try:
        return replace(request, installation=read_installation(zone, fluids))
    except Refused as error:
        return replace(request, problems=error.problems)


def judge_item(request: ItemRequest) -> ItemJudgement:
    """The item in its offer, or in the first suitable one; else every objection, by the name of the request."""
    misplaced = (*request.problems, *_installation_problems(request))
    # Where it must not sit, or nobody knows where it does, no offer can be judged.
    offer, objections = (None, misplaced) if misplaced else _choose_offer(request)
    design = request.configured.design
    problems = tuple(each.within(request.name) for each in (*request.configured.problems, *objections))
    if design is None or offer is None:
        return ItemJudgement(None, problems)
    item = NewItem(design, offer.id, request.quantity, sheet_record(request.sheet), request.installation)
    return ItemJudgement(item, problems, _notes(request, offer))


def _installation_problems(request: ItemRequest) -> tuple[Problem, ...]:
    template = catalogue.templates().get(request.template)
    return tuple(installation_problems(template, request.installation)) if template else ()


def _choose_offer(request: ItemRequest) -> tuple[Offer | None, tuple[Problem, ...]]:
    """The offer, or none and why, unless that lies in the design alone."""
    try:
        requested = find_offer(request.offer) if request.offer else None
        if request.configured.design is None:
            return None, ()
        template = catalogue.find(request.template)
        parameters = template.parameters(**request.configured.design.parameters)
        if requested is None:
            return OFFERS[_first_suitable_offer(template, parameters, request.installation)], ()
        objections = offer_objections(template, parameters, requested, request.installation)
    except Refused as error:
        return None, error.problems
    return (None if objections else requested), objections


def _first_suitable_offer(template: Template[Any], parameters: Parameters, installation: Installation) -> str:
    suitable = suitable_offers(template, parameters, installation)
    if not suitable:
        ask = f"Ask for {' or '.join(template.offers)} to be told why." * bool(template.offers)
        hints = (ask, needed_offers_hint(template, parameters, installation))
        raise refused(NO_OFFER, "offer", hint=" ".join(filter(None, hints)))
    return suitable[0]


def _notes(request: ItemRequest, offer: Offer) -> tuple[str, ...]:
    notes = [] if request.offer else [f"{request.template}: {offer.id} is taken, the first offer that fits"]
    notes += [f"{request.template} ignores: {', '.join(request.sheet.ignored)}"] if request.sheet.ignored else []
    return tuple(f"{request.name}: {note}" if request.name else note for note in notes)


def sheet_record(sheet: Sheet) -> dict[str, Any]:
    """A sheet as an order stores it: by parameter its value, in the parameter's unit, and its entry.

    That is `entered` with its `unit`, `source`, `repeats` and `uncertainty`; the last two in the parameter's unit.
    """
    entries = {name: asdict(entry) for name, entry in sheet.entries.items()}
    for entry in entries.values():
        del entry["parameter"]
        entry["repeats"] = list(entry["repeats"])
    return entries


def read_sheet_record(parameters: type[Parameters], record: Mapping[str, Mapping[str, Any]]) -> Sheet:
    """The sheet that an order has stored, with the doubts that it had; what the parameters do not know is left out."""
    entries = {name: _read_record(name, entry) for name, entry in record.items() if name in parameters.model_fields}
    units = {name: parameter_unit(parameters.model_fields[name]) for name in entries}
    return Sheet(entries, tuple(each for name in entries for each in repeat_warnings(entries[name], units[name])))


def _read_record(name: str, entry: Mapping[str, Any]) -> SheetEntry:
    return SheetEntry(**{**entry, "parameter": name, "repeats": tuple(entry["repeats"])})
