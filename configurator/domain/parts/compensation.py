"""Holes drawn wider than asked, for a process that closes them: of which parameters a part is built then."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from configurator.domain.parts.designs import Design, round_value
from configurator.domain.parts.dimensions import Diameter, Dimension
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template

P = TypeVar("P", bound=Parameters)


def drawn_parameters(template: Template[P], asked: P, widening_mm: float) -> P:
    """The parameters that the part is built of: its holes are wider by so much in diameter, where it is compensated."""
    if not widening_mm or template.compensate is None:
        return asked
    drawn = template.compensate(asked, widening_mm)
    return drawn.model_copy(update={name: round_value(value) for name, value in drawn.model_dump().items()})


def drawn_design(template: Template[P], design: Design, widening_mm: float) -> Design:
    """The design of the part as it is built: not what was asked for, and nobody's order."""
    drawn = drawn_parameters(template, template.parameters(**design.parameters), widening_mm)
    if not widening_mm or template.compensate is None:
        return design
    return replace(design, parameters=drawn.model_dump())


def expected_size(dimension: Dimension, widening_mm: float) -> float:
    """What a drawn dimension comes to on the finished part: of a bore so much less in diameter, else the same."""
    is_bore = isinstance(dimension, Diameter) and dimension.role == "bore"
    return dimension.nominal - widening_mm if is_bore else dimension.nominal
