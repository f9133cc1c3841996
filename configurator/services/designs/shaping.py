"""What of a design its shape depends on."""

from __future__ import annotations

from configurator import catalogue
from configurator.domain.parts.designs import Design
from configurator.domain.parts.parameters import shape_parameters


def shape_design(design: Design) -> Design:
    """The design with all that cannot alter its shape at the defaults: one for all that look alike."""
    template = catalogue.find(design.template)
    parameters = template.parameters(**design.parameters)
    return Design(design.template, design.version, shape_parameters(parameters).model_dump())
