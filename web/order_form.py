"""From an order form to the content of an order file, which `services.orders.order_files` reads and validates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from configurator.domain.errors import Refused, refused
from configurator.domain.orders.order_files import ADDRESS_LINES
from configurator.domain.problems import Problem
from configurator.services.orders.order_files import OrderFileRequest, read_order
from configurator.services.orders.town_lookup import list_countries, town_place

# The folder of sheet files: the sheets of a form are inline, so it is never read.
NO_FOLDER = Path("/nonexistent")
PICK_UP = "pick_up:"


def read_order_form(items: list[dict[str, Any]], form: Mapping[str, str], **person: str) -> OrderFileRequest:
    """The order that a form asks for. Raises Refused with every fault; each names a field of the form."""
    problems: list[Problem] = []
    delivery: dict[str, Any] = {}
    try:
        delivery = destination(form)
    except Refused as error:
        problems += error.problems
    try:
        # With faults in the address, the items are validated all the same: both are reported together.
        request = read_order({"items": items, **person, **(delivery or {"pick_up": "?"})}, NO_FOLDER)
    except Refused as error:
        problems += error.problems
    if problems:
        raise Refused(*map(_with_form_fields, problems))
    return request


def item(template: str, values: Mapping[str, Any], form: Mapping[str, str]) -> dict[str, Any]:
    """One part of an order. Raises Refused for a quantity that is no number."""
    text = form.get("quantity", "1").strip()
    if not (text.isascii() and text.isdigit()):
        raise refused(f"{text[:20]!r} is not a number of pieces.", "quantity", hint="Give a whole number, 1 to 1000.")
    sheet = {"prescription": dict(values)}
    return {"template": template, "sheet": sheet, "offer": form.get("offer", ""), "quantity": int(text[:9])}


def destination(form: Mapping[str, str]) -> dict[str, Any]:
    """`pick_up` or `deliver_to`, with the place of the town. Raises Refused."""
    choice = form.get("to", "")
    if choice.startswith(PICK_UP):
        return {"pick_up": choice.removeprefix(PICK_UP)}
    if choice != "address":
        raise refused("Where the parts go is not said.", "to", hint="Choose an address, or a factory to collect at.")
    lines = {line: form.get(line, "").strip() for line in ADDRESS_LINES}
    missing = [line for line in ADDRESS_LINES if line != "postcode" and not lines[line]]
    if missing:
        raise refused("The address is not complete.", *missing, hint=f"Fill in {', '.join(missing)}.")
    place = town_place(lines["country"], form.get("near", "").strip() or lines["city"])
    name = next((each.name for each in list_countries() if each.code == lines["country"]), lines["country"])
    return {"deliver_to": {**lines, "country": name, "latitude": place.latitude, "longitude": place.longitude}}


def _with_form_fields(problem: Problem) -> Problem:
    """The problem with the names of the form: `items.0.sheet.foot_length` is the field `foot_length`."""
    return replace(problem, fields=tuple(dict.fromkeys(field.rpartition(".")[2] for field in problem.fields)))
