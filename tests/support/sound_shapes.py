"""Whether a shape may leave as a part: the program's own examination, and the volume of its mesh."""

from __future__ import annotations

import cadquery as cq

from configurator.kernel.build.brep import brep_of
from configurator.kernel.build.tessellation import tessellate
from configurator.kernel.inspect.part import examine_part

FINE_MM = 0.01


def sound_volume(built, solids=1, chord=FINE_MM):
    """Of the mesh in mm3; fails unless it is one valid solid, watertight, that does not cut itself."""
    shape = built.val() if isinstance(built, cq.Workplane) else built
    examination = examine_part(tessellate(brep_of(shape), chord), solids)
    assert [finding.message for finding in examination.findings] == []
    assert examination.valid and examination.watertight and not examination.self_intersecting
    return examination.volume_mm3
