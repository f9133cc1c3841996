"""A design's solid before it is engraved, with a mesh as coarse as the eye will have it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cadquery as cq
from OCP.Bnd import Bnd_Box
from OCP.BRepBndLib import BRepBndLib
from trimesh import Trimesh

from configurator.domain.errors import failed
from configurator.domain.parameters import Parameters
from configurator.domain.templates import Template
from configurator.kernel.clock import Clock
from configurator.kernel.kept import plain_of
from configurator.kernel.mesh import ANGLE as FINE_ANGLE
from configurator.kernel.mesh import CHORD, mesh_shape

# A page shows a part about so many pixels long; its facets miss the surface by less than one of them.
PIXELS = 1000.0
# Measured: at 0.3 rad an orthosis takes half as long again as at 0.5, for roundings too small to show it.
ANGLE = 0.5


def drafted(
    template: Template[Any],
    parameters: Parameters,
    clock: Clock,
    pixels: float | None = PIXELS,
    kept: Path | None = None,
) -> tuple[cq.Shape, Trimesh, bytes]:
    """The part before it is engraved, a mesh for so many pixels or as fine as that of the files, and the part's bytes.

    Raises Failed if the mesh does not close.
    """
    with clock.stage("build"):
        shape, content = plain_of(template, parameters, kept)
    with clock.stage("mesh"):
        chord, angle = (CHORD, FINE_ANGLE) if pixels is None else (draft_chord(shape, pixels), ANGLE)
        mesh = mesh_shape(shape, chord, angle)
        _check_closed(mesh)
    return shape, mesh, content


def draft_chord(shape: cq.Shape, pixels: float = PIXELS) -> float:
    """How far in mm a facet may miss the surface: by one pixel, where the part's diagonal has so many.

    No less than in the files.
    """
    box = Bnd_Box()
    BRepBndLib.Add_s(shape.wrapped, box, False)
    return max(CHORD, float(box.SquareExtent() ** 0.5 / pixels))


def _check_closed(mesh: Trimesh) -> None:
    """Raise Failed unless every edge bounds two facets; those that do are listed once, for the shading as well."""
    if not len(mesh.faces) or 2 * len(mesh.face_adjacency) != 3 * len(mesh.faces):
        raise failed(
            "The draft of the part does not close.",
            hint="Try slightly different values; if it happens again, tell the template's author.",
        )
