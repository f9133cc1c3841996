"""What of a design its shape depends on."""

from __future__ import annotations

from configurator import catalogue
from configurator.domain.parts.designs import Design
from configurator.domain.parts.parameters import shape_parameters


def shape_design(design: Design) -> Design:
    """The design with every parameter that does not alter the shape at its default: the same for all of one shape."""
    template = catalogue.find(design.template)
    parameters = template.parameters(**design.parameters)
    return Design(design.template, design.version, shape_parameters(parameters).model_dump())
