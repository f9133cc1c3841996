"""A design's B-rep, before and after its code is cut into it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cadquery as cq
from OCP.TopAbs import TopAbs_ShapeEnum
from OCP.TopExp import TopExp
from OCP.TopTools import TopTools_IndexedMapOfShape

from configurator.domain.parts.designs import Design
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.kernel.build.engraving.engrave import Engraving, engrave_line
from configurator.kernel.build.nets.faces import NetShape, UnsupportedShape, net_shape


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
        except UnsupportedShape:
            return None


def brep_of(shape: cq.Shape) -> Brep:
    """A shape without an engraving."""
    return Brep(shape, shape)


def engrave_part(plain: cq.Shape, template: Template[Any], parameters: Parameters, design: Design) -> Brep:
    """The part with its design's code, where it has a place for it. Raises Failed where the mark finds no room."""
    mark = template.mark(parameters)
    if mark is None:
        return brep_of(plain)
    shape, engraving = engrave_line(plain, mark.line(design.code), mark)
    return Brep(shape, plain, engraving)


def has_its_faces(brep: Brep) -> bool:
    """Whether the shape has the faces of the plain one, with those of the letters for the ground, and no others."""
    engraving = brep.engraving
    expected, actual = TopTools_IndexedMapOfShape(), TopTools_IndexedMapOfShape()
    for face in brep.plain.Faces():
        if engraving is None or not face.isSame(engraving.ground):
            expected.Add(face.wrapped)
    for pocket in engraving.faces() if engraving is not None else ():
        expected.Add(pocket)
    TopExp.MapShapes_s(brep.shape.wrapped, TopAbs_ShapeEnum.TopAbs_FACE, actual)
    all_expected = all(expected.Contains(actual.FindKey(number)) for number in range(1, actual.Extent() + 1))
    return all_expected and actual.Extent() == expected.Extent()
