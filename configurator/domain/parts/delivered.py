"""A part as it is delivered: its dimensions, sections and front, mirrored with it, and whether it carries its code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from configurator.domain.parts.designs import Design
from configurator.domain.parts.dimensions import Dimension, Point
from configurator.domain.parts.inserts import Insert
from configurator.domain.parts.mirroring import mirrored
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


def delivered_front(template: Template[P], parameters: P) -> tuple[Point, Point]:
    """From where one looks at the part, and what is then upright."""
    directions = template.front, template.up
    return (_mirrored(directions[0]), _mirrored(directions[1])) if template.mirror(parameters) else directions


def delivered_inserts(template: Template[P], parameters: P) -> tuple[Insert, ...]:
    """What is put into the part, and where."""
    inserts = tuple(template.inserts(parameters))
    if not template.mirror(parameters):
        return inserts
    return tuple(replace(each, place=_mirrored(each.place), axis=_mirrored(each.axis)) for each in inserts)


def mirrored_section(section: Section) -> Section:
    """The same section of the part reflected in the plane y = 0."""
    return replace(section, origin=_mirrored(section.origin), normal=_mirrored(section.normal))


def _mirrored(point: Point) -> Point:
    x, y, z = point
    return (x, -y, z)


def has_engraved_code(template: Template[Any] | None, design: Design) -> bool:
    """Whether the part carries its design's code; not, as far as anybody can tell, where its template has changed."""
    if template is None or template.version != design.version:
        return False
    mark = template.mark(template.parameters(**design.parameters))
    return mark is not None and mark.code


def code_words(is_engraved: bool) -> str:
    """Where the design's code is, for whoever has the part in his hands."""
    return "engraved on the part" if is_engraved else "not on the part: label the bag"
