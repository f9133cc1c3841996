"""From a design to its B-rep: the template's solids, mirrored and marked."""

from __future__ import annotations

from typing import Any

import cadquery as cq

from configurator.domain.designs import Design
from configurator.domain.errors import failed
from configurator.domain.parameters import Parameters
from configurator.domain.templates import Template
from configurator.kernel.engrave import engrave


def build_shape(template: Template[Any], parameters: Parameters, design: Design) -> cq.Shape:
    """The part in mm as it is delivered: built, mirrored where the template says so, engraved."""
    shape = _as_shape(template.build(parameters))
    if template.mirror(parameters):
        shape = shape.mirror("XZ")
    mark = template.mark(parameters)
    return engrave(shape, design.code, mark) if mark is not None else shape


def _as_shape(built: Any) -> cq.Shape:
    """A Workplane's or Shape's solids, as one shape."""
    values = built.vals() if isinstance(built, cq.Workplane) else [built]
    solids = [solid for value in values if isinstance(value, cq.Shape) for solid in value.Solids()]
    if not solids:
        raise failed("The template built no solid.", hint="This is a fault of the template: tell its author.")
    return solids[0] if len(solids) == 1 else cq.Compound.makeCompound(solids)
