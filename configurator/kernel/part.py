"""A finished part, as it passes from step to step of the kernel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from configurator.domain.parts.designs import Design
from configurator.domain.parts.dimensions import Dimension, Point
from configurator.domain.parts.inserts import MadeInsert
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.reductions import Reduction
from configurator.domain.parts.templates import Template

if TYPE_CHECKING:
    import cadquery as cq
    import numpy as np
    from numpy.typing import NDArray
    from trimesh import Trimesh


@dataclass(frozen=True)
class Measurement:
    """A dimension measured on the finished mesh; `ends` are the two points to draw it between.

    The true size lies within `uncertainty` of `measured`, as far as the mesh can tell. For bores
    `inscribed` is the diameter of the largest pin that passes between the mesh's facets. A `draft`
    was measured on a mesh too coarse to prove a size. The dimension is the one asked for; where holes are
    compensated `drawn` is its size in the model, and `expected` the one on the finished part.
    """

    dimension: Dimension
    measured: float
    uncertainty: float
    ends: tuple[Point, Point]
    inscribed: float | None = None
    draft: bool = False
    drawn: float | None = None
    expected: float | None = None

    @property
    def ok(self) -> bool:
        """Whether the measured size is within tolerance of the drawn one; of a draft, whether it may be."""
        doubt = self.uncertainty if self.draft else 0.0
        drawn = self.dimension.nominal if self.drawn is None else self.drawn
        # A template that computes with numpy has sizes whose comparison is no plain bool, which JSON needs.
        return bool(abs(self.measured - drawn) <= self.dimension.tolerance + doubt)


@dataclass(frozen=True, eq=False)
class PartBody:
    """A named body of a part: its solids in mm, and its `faces` (k,) as indices of the part's mesh.

    `engraved` says whether the design's code is on it.
    """

    name: str
    shape: cq.Shape
    faces: NDArray[np.int64]
    engraved: bool


@dataclass(frozen=True)
class Part:
    """One design made: its B-rep in mm, its mesh (welded, in mm), its measurements, and its reductions.

    `plain` is the B-rep before it was engraved, where it is known. `edges` are those that a draughtsman
    would draw, as polylines (n, 3) through vertices of the mesh; None where they have to be taken from the B-rep.
    `bodies` are the named ones, none of a part whose template names none; `inserts` are what is put in.
    Its holes are drawn `hole_compensation_mm` wider in diameter than asked.
    """

    template: Template[Any]
    design: Design
    shape: cq.Shape
    mesh: Trimesh
    measurements: tuple[Measurement, ...]
    reductions: tuple[Reduction, ...] = ()
    plain: cq.Shape | None = None
    edges: tuple[NDArray[np.float64], ...] | None = None
    bodies: tuple[PartBody, ...] = ()
    inserts: tuple[MadeInsert, ...] = ()
    hole_compensation_mm: float = 0.0

    @property
    def parameters(self) -> Parameters:
        """The parameters it was made with."""
        return self.template.parameters(**self.design.parameters)
