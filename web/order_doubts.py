"""What is doubtful in an order's parts, for whoever approves them, by the labels of what was entered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from configurator import catalogue
from configurator.domain.measures.sheets import read_values
from configurator.domain.orders.orders import Item
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import LengthUnit
from configurator.domain.parts.templates import Template
from configurator.services.designs.configure import configure
from configurator.services.orders.judge_pairs import PartValues, pair_doubts
from configurator.services.orders.order_items import read_sheet_record
from web.page_problems import FieldPlace, FieldPlaces, PageProblems, page_problems


def current_template(design: Design) -> Template[Any] | None:
    """The template that the design was made by; None where it has changed since."""
    template = catalogue.templates().get(design.template)
    return template if template is not None and template.version == design.version else None


def part_doubts(item: Item, unit: LengthUnit) -> PageProblems:
    """The warnings at the time of the order, of its sheet too; none where the template has changed since."""
    template = current_template(item.design)
    if template is None:
        return PageProblems()
    parameters = {name: value for name, value in item.design.parameters.items() if value is not None}
    sheet = read_sheet_record(template.parameters, item.sheet)
    problems = configure(template, sheet.merged_over(read_values(template.parameters, parameters))).problems
    return page_problems(problems, _places(template, item), unit)


def side_doubts(items: Sequence[Item], unit: LengthUnit) -> PageProblems:
    """The doubts about left against right, among the parts whose template is still what it was."""
    parts: list[PartValues] = []
    places: dict[str, FieldPlace] = {}
    for item in items:
        if template := current_template(item.design):
            labels = _places(template, item)
            parts.append(PartValues(template.id, item.design.parameters, item.id))
            places |= {**labels, **{f"{item.id}.{name}": _of_side(place, item) for name, place in labels.items()}}
    return page_problems(pair_doubts(parts), places, unit)


def _places(template: Template[Any], item: Item) -> FieldPlaces:
    """Each parameter by its label, and the table of what was entered for the item."""
    fields = template.parameters.model_fields.items()
    return {name: FieldPlace(str(field.title), f"#entered-{item.id}") for name, field in fields}


def _of_side(place: FieldPlace, item: Item) -> FieldPlace:
    return FieldPlace(f"{place.label}, {item.design.parameters.get('side', '')}", place.href)
