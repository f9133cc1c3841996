"""A design's B-rep, before and after its code is cut into it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cadquery as cq

from configurator.domain.designs import Design
from configurator.domain.parameters import Parameters
from configurator.domain.templates import Template
from configurator.kernel.engrave import Engraving, engrave
from configurator.kernel.nets.faces import NetShape, NotOfNets, net_shape


@dataclass(frozen=True, eq=False)
class Brep:
    """The shape in mm as it is delivered, `plain` before the `engraving`, if there is one."""

    shape: cq.Shape
    plain: cq.Shape
    engraving: Engraving | None = None

    @cached_property
    def nets(self) -> NetShape | None:
        """The faces before the engraving, where they are planes and control nets; None where they are others."""
        try:
            return net_shape(self.plain)
        except NotOfNets:
            return None


def brep_of(shape: cq.Shape) -> Brep:
    """A shape without an engraving."""
    return Brep(shape, shape)


def marked(plain: cq.Shape, template: Template[Any], parameters: Parameters, design: Design) -> Brep:
    """The part with its design's code, where it has a place for it. Raises Failed where the mark finds no room."""
    mark = template.mark(parameters)
    if mark is None:
        return brep_of(plain)
    shape, engraving = engrave(plain, design.code, mark)
    return Brep(shape, plain, engraving)
