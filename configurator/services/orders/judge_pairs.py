"""The parts of one order against each other: left and right are of one person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from configurator import catalogue
from configurator.domain.measures.pairs import LEFT, RIGHT, find_unlike
from configurator.domain.orders.requests import ItemRequest
from configurator.domain.parts.parameters import stated_names
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, warning


def pair_doubts(items: Sequence[ItemRequest]) -> Iterator[Problem]:
    """Warnings on any two parts of one template, by the names of both requests.

    A left and a right may differ by no more than two sides of one person do; two of one side by nothing that was
    measured, as one of them may be meant for the other side.
    """
    for one, other in combinations([each for each in items if each.configured.design], 2):
        template = catalogue.templates().get(one.template)
        if template is not None and one.template == other.template:
            yield from _pair_doubts(template, one, other)


def _pair_doubts(template: Template[Any], one: ItemRequest, other: ItemRequest) -> Iterator[Problem]:
    for name in stated_names(template.parameters):
        sides = (one.sheet.values().get(name), other.sheet.values().get(name))
        if sides in ((LEFT, RIGHT), (RIGHT, LEFT)):
            left, right = (one, other) if sides[0] == LEFT else (other, one)
            doubts = find_unlike(template.parameters, _values(left), _values(right))
            yield from (_of_both(each, left, right) for each in doubts)
        elif sides[0] == sides[1] and any(find_unlike(template.parameters, _values(one), _values(other))):
            message = f"Both are for the {sides[0]}, and are not the same."
            yield _of_both(warning(message, name, hint="Is one of them for the other side?"), one, other)


def _values(item: ItemRequest) -> Mapping[str, Any]:
    return item.sheet.values()


def _of_both(problem: Problem, one: ItemRequest, other: ItemRequest) -> Problem:
    """The problem with its fields in both requests."""
    fields = (field for item in (one, other) for field in problem.within(item.name).fields)
    return Problem(problem.severity, problem.message, problem.hint, tuple(dict.fromkeys(fields)))
