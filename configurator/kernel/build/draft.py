"""A design's solid before it is engraved, with a mesh as fine as a screen shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from OCP.Bnd import Bnd_Box
from OCP.BRepBndLib import BRepBndLib
from trimesh import Trimesh

from configurator.domain.errors import failed
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.kernel.build.brep import Brep, brep_of
from configurator.kernel.build.brep_mesh import ANGLE_RAD, CHORD_MM
from configurator.kernel.build.shape_cache import load_or_build
from configurator.kernel.build.tessellation import Tessellation, tessellate
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.timings import Clock

# A page shows a part about so many pixels long.
PART_PIXELS = 1000.0
# How far in pixels a facet may miss the surface: at one, the corners of a ring are visible.
FACET_PX = 0.5


def build_draft(
    template: Template[Any],
    parameters: Parameters,
    clock: Clock,
    pixels: float | None = PART_PIXELS,
    kept: Path | None = None,
) -> tuple[Tessellation, bytes]:
    """The part before it is engraved, meshed for so many pixels or as finely as for the files, and the part's bytes.

    Raises Failed if the mesh does not close.
    """
    with clock.stage("build"):
        shape, content = load_or_build(template, parameters, kept)
        brep = brep_of(shape)
    with clock.stage("mesh"):
        tessellation = tessellate(brep, CHORD_MM if pixels is None else draft_chord(brep, pixels), ANGLE_RAD)
        _check_closed(tessellation.mesh)
    return tessellation, content


def draft_chord(brep: Brep, pixels: float = PART_PIXELS) -> float:
    """How far in mm a facet may miss the surface, where the part's diagonal has so many pixels.

    Nets are meshed as finely as for the files: that is as quick.
    """
    if brep.nets is not None:
        return CHORD_MM
    box = Bnd_Box()
    BRepBndLib.Add_s(brep.shape.wrapped, box, False)
    return float(FACET_PX * box.SquareExtent() ** 0.5 / pixels)


def _check_closed(mesh: Trimesh) -> None:
    """Raise Failed unless every edge bounds two facets."""
    if not len(mesh.faces) or not facets_of(mesh).edges.closed:
        raise failed(
            "The draft of the part does not close.",
            hint="Try slightly different values; if it happens again, tell the template's author.",
        )
