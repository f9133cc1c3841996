"""An order as it stands in a JSON file: read strictly, every fault told at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from configurator import catalogue
from configurator.domain.errors import Refused
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.orders.order_files import LINE_BREAKS, ItemFile, OrderFile, SheetFile
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
    """What a file asks for, the key in it (or empty), the doubts, and what was decided for whoever asked."""

    ask: OrderRequest
    key: str
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def read_order_file(path: Path) -> OrderFileRequest:
    """The order in a file. Raises Refused with every fault, each naming its place, as in `items.0.foot_length`."""
    return read_order(read_object(path, ORDER_FILE_HINT), path.parent)


def read_order(content: Mapping[str, Any], folder: Path) -> OrderFileRequest:
    """The order in a file's content; paths of sheets are relative to `folder`. Raises Refused."""
    read = _validated(OrderFile, content)
    choices: list[BuiltItem] = []
    wrong: list[Problem] = []
    for number, item in enumerate(read.items):
        try:
            choices.append(_choice(item, folder, f"items.{number}"))
        except Refused as error:
            wrong += error.problems
    if wrong:
        raise Refused(*wrong)
    problems = tuple(problem for choice in choices for problem in choice.problems)
    notes = tuple(note for choice in choices for note in choice.notes)
    return OrderFileRequest(_ask(read, choices), read.key, problems, notes)


def _ask(read: OrderFile, choices: list[BuiltItem]) -> OrderRequest:
    wanted, to = tuple(choice.wanted for choice in choices), read.deliver_to
    label = {line: getattr(to, line) for line in LINE_BREAKS if getattr(to, line)} if to else {}
    place = Place(to.latitude, to.longitude) if to else None
    person = Person(read.patient, check_text("prescription", read.prescription), label)
    return OrderRequest(wanted, person, place, read.pick_up)


def _choice(item: ItemFile, folder: Path, where: str) -> BuiltItem:
    try:
        template = catalogue.find(item.template)
        if isinstance(item.sheet, str):
            sheet = read_sheet(folder / item.sheet, template)
        else:
            sheet = _inline(template.parameters, item.sheet)
        choice = build_item(template, sheet, item.offer, item.quantity)
    except Refused as error:
        raise Refused(*(_within(where, problem) for problem in error.problems)) from None
    problems = tuple(_within(where, problem) for problem in choice.problems)
    return BuiltItem(choice.wanted, problems, tuple(f"{where}: {note}" for note in choice.notes))


def _inline(parameters: type[Parameters], content: Any) -> Sheet:
    sheet = _validated(SheetFile, content, "sheet")
    measured = read_values(parameters, sheet.measurements, strict=False)
    return read_values(parameters, sheet.prescription).over(measured)


def _validated(model: type[M], content: Any, where: str = "") -> M:
    try:
        return model.model_validate(content)
    except ValidationError as error:
        found = validation_problems(model, error)
        raise Refused(*(_within(where, each) if where else each for each in found)) from None


def _within(where: str, problem: Problem) -> Problem:
    """The same problem with its place in the file."""
    return replace(problem, fields=tuple(f"{where}.{field}" for field in problem.fields if field) or (where,))
