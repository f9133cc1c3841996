"""From a design to its B-rep: the template's solids, mirrored and marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import cadquery as cq

from configurator import catalogue
from configurator.domain.errors import failed
from configurator.domain.parts.bodies import Body
from configurator.domain.parts.designs import Design
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.kernel.build.bodies import AUTHOR_HINT, join_bodies
from configurator.kernel.build.brep import engrave_part


def parse_request(request: dict[str, Any]) -> tuple[Template[Any], Parameters, Design]:
    """What a request means by its template and parameters. Raises Refused for an unknown template."""
    template = catalogue.find(request["template"])
    parameters = template.parameters(**request["parameters"])
    return template, parameters, Design(template.id, template.version, request["parameters"])


def build_shape(template: Template[Any], parameters: Parameters, design: Design) -> cq.Shape:
    """The part in mm as it is delivered: built, mirrored where the template says so, engraved."""
    return engrave_part(build_plain(template, parameters), template, parameters, design).shape


def build_plain(template: Template[Any], parameters: Parameters) -> cq.Shape:
    """The part in mm before it is engraved: built, and mirrored where the template says so."""
    shape = _joined(template.build(parameters), tuple(template.bodies(parameters)))
    return shape.mirror("XZ") if template.mirror(parameters) else shape


def _joined(built: Any, bodies: Sequence[Body]) -> cq.Shape:
    if not bodies and not isinstance(built, Mapping):
        return as_shape(built)
    named = built if isinstance(built, Mapping) else {}
    return join_bodies({name: as_shape(each) for name, each in named.items()}, bodies)


def as_shape(built: Any) -> cq.Shape:
    """A Workplane's or Shape's solids, as one shape."""
    values = built.vals() if isinstance(built, cq.Workplane) else [built]
    solids = [solid for value in values if isinstance(value, cq.Shape) for solid in value.Solids()]
    if not solids:
        raise failed("The template built no solid.", hint=AUTHOR_HINT)
    return solids[0] if len(solids) == 1 else cq.Compound.makeCompound(solids)
