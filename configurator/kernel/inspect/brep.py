"""What the B-rep kernel says of its own solid, and whether the mesh is a mesh of it."""

from __future__ import annotations

from collections.abc import Iterator

import cadquery as cq
from OCP.BRepGProp import BRepGProp
from OCP.GProp import GProp_GProps

from configurator.domain.parts import soundness
from configurator.domain.parts.findings import Finding

# Both volumes come from triangles of the same surfaces, so they agree to rounding; a face that was
# not meshed, or a finer mesh made meanwhile, shows. A chord of 0.05 mm alters a small round by less.
VOLUME_TOLERANCE_SHARE = 0.005


def brep_findings(shape: cq.Shape, valid: bool, solids: int | None) -> Iterator[Finding]:
    """Refusals for a B-rep that is not `valid`, and for a wrong number of solids."""
    if not valid:
        yield soundness.NOT_VALID.finding()
    count = len(shape.Solids())
    if solids is not None and count != solids:
        yield soundness.SOLIDS.finding(count=count, stated=solids)


def volume_findings(shape: cq.Shape, meshed: float) -> Iterator[Finding]:
    """A refusal for a mesh of another volume, `meshed` in mm3, than the triangles that the kernel has of the shape."""
    within = triangulated_volume(shape)
    if not abs(meshed - within) <= VOLUME_TOLERANCE_SHARE * abs(within):
        yield soundness.VOLUME.finding(size=abs(meshed - within), meshed=meshed, exact=within)


def triangulated_volume(shape: cq.Shape) -> float:
    """The volume in mm3 within the triangles on the B-rep's faces, 0 where it was never meshed.

    `Shape.Volume()` integrates over the exact surfaces and can be wrong by half on valid solids
    with periodic splines: it is never used.
    """
    properties = GProp_GProps()
    BRepGProp.VolumeProperties_s(shape.wrapped, properties, True, False, True)
    return float(properties.Mass())
