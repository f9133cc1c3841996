"""A part's dimensions and sections as it is delivered: mirrored with it, where its template says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from configurator.domain.parts.dimensions import Dimension, mirrored
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Section, Template

P = TypeVar("P", bound=Parameters)


def delivered_dimensions(template: Template[P], parameters: P) -> tuple[Dimension, ...]:
    """What to measure on the part."""
    dimensions = tuple(template.dimensions(parameters))
    return tuple(map(mirrored, dimensions)) if template.mirror(parameters) else dimensions


def delivered_sections(template: Template[P], parameters: P) -> tuple[Section, ...]:
    """Where a drawing cuts the part open."""
    sections = tuple(template.sections(parameters))
    return tuple(map(mirrored_section, sections)) if template.mirror(parameters) else sections


def mirrored_section(section: Section) -> Section:
    """The same section of the part reflected in the plane y = 0."""
    (x, y, z), (right, left, up) = section.origin, section.normal
    return replace(section, origin=(x, -y, z), normal=(right, -left, up))
