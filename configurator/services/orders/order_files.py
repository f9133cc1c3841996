"""Orders in JSON files: read strictly, with every fault reported at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from configurator import catalogue
from configurator.domain.errors import Refused, refused
from configurator.domain.measures.sheets import Sheet, has_shared, shared_part
from configurator.domain.orders.order_files import ItemFile, OrderFile, SheetFile
from configurator.domain.orders.orders import Person
from configurator.domain.orders.requests import ItemRequest, OrderRequest
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem
from configurator.domain.validation import StrictModel, validation_problems
from configurator.services.common.json_files import read_object
from configurator.services.designs.drawings import Drawings, ReadDrawing, refuse_drawing, with_drawings, with_sign_hints
from configurator.services.designs.sheets import combine_sheet, part_hint, read_sheet, with_side
from configurator.services.orders.address_places import address_place
from configurator.services.orders.misplaced import misplaced_hint
from configurator.services.orders.order_items import configure_item

M = TypeVar("M", bound=StrictModel)
ORDER_FILE_HINT = 'Write {"items": [...], "deliver_to": {...}, "key": "..."}.'


def read_order_file(path: Path, read_drawing: ReadDrawing = refuse_drawing) -> OrderRequest:
    """The order in a file; its items are called items.0 and so on. Raises Refused with every fault of its form.

    What cannot be made of it is among the problems of its items. Outlines of drawings are read by `read_drawing`.
    """
    return read_order(read_object(path, ORDER_FILE_HINT), path.parent, read_drawing)


def read_order(content: Mapping[str, Any], folder: Path, read_drawing: ReadDrawing = refuse_drawing) -> OrderRequest:
    """The order in a file's content; paths of sheets and drawings are relative to `folder`. Raises Refused."""
    order_file = _validated(OrderFile, content, hint_of=partial(misplaced_hint, content))
    items = tuple(
        _read_item(each, order_file.measurements, Drawings(folder, read_drawing), f"items.{number}")
        for number, each in enumerate(order_file.items)
    )
    _check_shared(order_file)
    address = order_file.deliver_to
    person = Person(
        order_file.patient, order_file.prescription, address.label() if address else {}, order_file.email.strip()
    )
    place, problems = address_place(address)
    device_type, wish = order_file.device_type, order_file.wish
    return OrderRequest(
        order_file.key, items, person, place, order_file.pick_up, problems=problems, device_type=device_type, wish=wish
    )


def _check_shared(order_file: OrderFile) -> None:
    """Raise Refused for a measurement of the whole order that belongs to the person or vehicle of none of its parts."""
    known = [
        catalogue.templates()[each.template] for each in order_file.items if each.template in catalogue.templates()
    ]
    for name in order_file.measurements:
        if not any(has_shared(each.parameters, name) for each in known):
            hint = "Write it in the sheet of the part that it is for."
            raise refused("No part of the order has it for a person or a vehicle.", f"measurements.{name}", hint=hint)


def _read_item(item_file: ItemFile, shared: Mapping[str, Any], drawings: Drawings, name: str) -> ItemRequest:
    read_item_sheet = partial(_read_item_sheet, item_file, shared, drawings)
    return configure_item(
        item_file.template, read_item_sheet, item_file.offer, item_file.quantity, name, item_file.zone, item_file.fluids
    )


def _read_item_sheet(
    item_file: ItemFile, shared: Mapping[str, Any], drawings: Drawings, template: Template[Any]
) -> Sheet:
    """The item's own sheet, with its drawings, over what is stated for the whole order."""
    sheet = _read_own_sheet(item_file, drawings.folder, template)
    own = with_drawings(template.parameters, sheet, drawings)
    return with_side(template, own, item_file.side).merged_over(shared_part(template.parameters, shared))


def _read_own_sheet(item_file: ItemFile, folder: Path, template: Template[Any]) -> Sheet:
    if isinstance(item_file.sheet, str):
        return read_sheet(folder / item_file.sheet, template, item_file.side)
    sheet = _validated(SheetFile, item_file.sheet, "sheet", partial(part_hint, template.parameters))
    values = {**sheet.measurements, **sheet.prescription}
    own = combine_sheet(template, sheet.measurements, sheet.prescription)
    return with_sign_hints(template.parameters, values, own, folder)


def _validated(model: type[M], content: Any, name: str = "", hint_of: Callable[[str], str] = lambda place: "") -> M:
    """The content as the model has it; `hint_of` a place in it goes before the model's own hint."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        problems = (_hinted(each, hint_of) for each in validation_problems(model, error))
        raise Refused(*(each.within(name) for each in problems)) from None


def _hinted(problem: Problem, hint_of: Callable[[str], str]) -> Problem:
    return replace(problem, hint=hint_of("".join(problem.fields)) or problem.hint)
