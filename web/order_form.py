"""From an order form to what `services.order_files` reads: one way of asking, whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from configurator.domain.errors import Refused, refused
from configurator.domain.orders.order_files import LINE_BREAKS
from configurator.domain.problems import Problem
from configurator.services.orders.order_files import OrderFileRequest, read_order
from configurator.services.orders.towns import countries, town_place

# No sheet of a form is a file: this is never read.
NOWHERE = Path("/nonexistent")
PICK_UP = "pick_up:"


def read_order_form(items: list[dict[str, Any]], given: Mapping[str, str], **person: str) -> OrderFileRequest:
    """The order that a form asks for. Raises Refused with every fault; each names a field of the form."""
    wrong: list[Problem] = []
    where: dict[str, Any] = {}
    try:
        where = destination(given)
    except Refused as error:
        wrong += error.problems
    try:
        # With faults in the address, the items are judged all the same: both are told at once.
        request = read_order({"items": items, **person, **(where or {"pick_up": "?"})}, NOWHERE)
    except Refused as error:
        wrong += error.problems
    if wrong:
        raise Refused(*map(_plainly, wrong))
    return request


def item(template: str, values: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """One part of an order. Raises Refused for a quantity that is no number."""
    text = given.get("quantity", "1").strip()
    if not (text.isascii() and text.isdigit()):
        raise refused(f"{text[:20]!r} is not a number of pieces.", "quantity", hint="Give a whole number, 1 to 1000.")
    sheet = {"prescription": dict(values)}
    return {"template": template, "sheet": sheet, "offer": given.get("offer", ""), "quantity": int(text[:9])}


def destination(given: Mapping[str, str]) -> dict[str, Any]:
    """`pick_up` or `deliver_to`, with the place of the town. Raises Refused."""
    to = given.get("to", "")
    if to.startswith(PICK_UP):
        return {"pick_up": to.removeprefix(PICK_UP)}
    if to != "address":
        raise refused("Where the parts go is not said.", "to", hint="Choose an address, or a factory to collect at.")
    lines = {line: given.get(line, "").strip() for line in LINE_BREAKS}
    needed = [line for line in LINE_BREAKS if line != "postcode" and not lines[line]]
    if needed:
        raise refused("The address is not complete.", *needed, hint=f"Fill in {', '.join(needed)}.")
    place = town_place(lines["country"], given.get("near", "").strip() or lines["city"])
    name = next((each.name for each in countries() if each.code == lines["country"]), lines["country"])
    return {"deliver_to": {**lines, "country": name, "latitude": place.latitude, "longitude": place.longitude}}


def _plainly(problem: Problem) -> Problem:
    """Names as the form has them: `items.0.sheet.foot_length` is the field `foot_length`."""
    return replace(problem, fields=tuple(dict.fromkeys(field.rpartition(".")[2] for field in problem.fields)))


def item_of(fields: Iterable[str], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of the problems that concern one of the fields."""
    wanted = set(fields)
    return tuple(problem for problem in problems if wanted & set(problem.fields))
