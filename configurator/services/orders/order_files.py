"""Orders in JSON files: read strictly, with every fault reported at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from configurator import catalogue
from configurator.domain.errors import Refused
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.orders.order_files import ADDRESS_LINES, ItemFile, OrderFile, SheetFile
from configurator.domain.orders.orders import OrderRequest, Person
from configurator.domain.parts.parameters import Parameters
from configurator.domain.places import Place
from configurator.domain.problems import Problem
from configurator.domain.validation import StrictModel, validation_problems
from configurator.services.common.actors import check_text
from configurator.services.common.json_files import read_object
from configurator.services.designs.sheets import read_sheet
from configurator.services.orders.order_items import BuiltItem, build_item

M = TypeVar("M", bound=StrictModel)
ORDER_FILE_HINT = 'Write {"items": [...], "deliver_to": {...}, "key": "..."}.'


@dataclass(frozen=True)
class OrderFileRequest:
    """The order of a file, its idempotency key (or empty), warnings, and notes on defaults and ignored values."""

    request: OrderRequest
    key: str
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def read_order_file(path: Path) -> OrderFileRequest:
    """The order in a file. Raises Refused with every fault, each naming its place, as in `items.0.foot_length`."""
    return read_order(read_object(path, ORDER_FILE_HINT), path.parent)


def read_order(content: Mapping[str, Any], folder: Path) -> OrderFileRequest:
    """The order in a file's content; paths of sheets are relative to `folder`. Raises Refused."""
    order_file = _validated(OrderFile, content)
    items: list[BuiltItem] = []
    problems: list[Problem] = []
    for number, item_file in enumerate(order_file.items):
        try:
            items.append(_build_file_item(item_file, folder, f"items.{number}"))
        except Refused as error:
            problems += error.problems
    if problems:
        raise Refused(*problems)
    doubts = tuple(problem for item in items for problem in item.problems)
    notes = tuple(note for item in items for note in item.notes)
    return OrderFileRequest(_order_request(order_file, items), order_file.key, doubts, notes)


def _order_request(order_file: OrderFile, built_items: list[BuiltItem]) -> OrderRequest:
    items, destination = tuple(item.request for item in built_items), order_file.deliver_to
    label = (
        {line: getattr(destination, line) for line in ADDRESS_LINES if getattr(destination, line)}
        if destination
        else {}
    )
    place = Place(destination.latitude, destination.longitude) if destination else None
    person = Person(order_file.patient, check_text("prescription", order_file.prescription), label)
    return OrderRequest(items, person, place, order_file.pick_up)


def _build_file_item(item_file: ItemFile, folder: Path, prefix: str) -> BuiltItem:
    try:
        template = catalogue.find(item_file.template)
        if isinstance(item_file.sheet, str):
            sheet = read_sheet(folder / item_file.sheet, template)
        else:
            sheet = _inline_sheet(template.parameters, item_file.sheet)
        item = build_item(template, sheet, item_file.offer, item_file.quantity)
    except Refused as error:
        raise Refused(*(_with_prefix(prefix, problem) for problem in error.problems)) from None
    problems = tuple(_with_prefix(prefix, problem) for problem in item.problems)
    return BuiltItem(item.request, problems, tuple(f"{prefix}: {note}" for note in item.notes))


def _inline_sheet(parameters: type[Parameters], content: Any) -> Sheet:
    sheet = _validated(SheetFile, content, "sheet")
    measured = read_values(parameters, sheet.measurements, strict=False)
    return read_values(parameters, sheet.prescription).merged_over(measured)


def _validated(model: type[M], content: Any, prefix: str = "") -> M:
    try:
        return model.model_validate(content)
    except ValidationError as error:
        problems = validation_problems(model, error)
        raise Refused(*(_with_prefix(prefix, problem) if prefix else problem for problem in problems)) from None


def _with_prefix(prefix: str, problem: Problem) -> Problem:
    """The same problem with its place in the file."""
    return replace(problem, fields=tuple(f"{prefix}.{field}" for field in problem.fields if field) or (prefix,))
