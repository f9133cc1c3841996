"""The parts of one order against each other: left and right are of one person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from configurator import catalogue
from configurator.domain.measures.pairs import LEFT, RIGHT, find_unlike
from configurator.domain.parts.parameters import stated_names
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, warning


@dataclass(frozen=True)
class PartValues:
    """What was entered for one part of a template, by parameter; `name` is what its sender calls it, if anything."""

    template: str
    values: Mapping[str, Any]
    name: str = ""


def pair_doubts(parts: Sequence[PartValues]) -> Iterator[Problem]:
    """Warnings on any two parts of one template; each field is named within its part, as in items.0.foot_length.

    A left and a right may differ by no more than two sides of one person do; two of one side by nothing that was
    measured, as one of them may be meant for the other side. All fields of the left, or of the first, come first.
    """
    for one, other in combinations(parts, 2):
        template = catalogue.templates().get(one.template)
        if template is not None and one.template == other.template:
            yield from _pair_doubts(template, one, other)


def _pair_doubts(template: Template[Any], one: PartValues, other: PartValues) -> Iterator[Problem]:
    for name in stated_names(template.parameters):
        sides = (one.values.get(name), other.values.get(name))
        if sides in ((LEFT, RIGHT), (RIGHT, LEFT)):
            left, right = (one, other) if sides[0] == LEFT else (other, one)
            doubts = find_unlike(template.parameters, left.values, right.values)
            yield from (_of_both(each, left, right) for each in doubts)
        elif sides[0] == sides[1] and any(find_unlike(template.parameters, one.values, other.values)):
            message = f"Both are for the {sides[0]}, and are not the same."
            yield _of_both(warning(message, name, hint="Is one of them for the other side?"), one, other)


def _of_both(problem: Problem, one: PartValues, other: PartValues) -> Problem:
    """The problem with its fields in both parts."""
    fields = (field for part in (one, other) for field in problem.within(part.name).fields)
    return replace(problem, fields=tuple(dict.fromkeys(fields)))
