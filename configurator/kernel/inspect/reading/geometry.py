"""The content of a file, before it is examined."""

from __future__ import annotations

from dataclasses import dataclass

import cadquery as cq
import numpy as np

from configurator.domain.errors import Refused, refused
from configurator.domain.parts.findings import Finding
from configurator.kernel.inspect.reading.limits import MAX_TRIANGLES, MAX_VERTICES

EXPORT_AGAIN_HINT = "Download it again, or export it again from the program that made it."


@dataclass(frozen=True)
class Geometry:
    """Vertices (n, 3) float and faces (m, 3) as indices; the B-rep too where the file has one.

    `unit` is the one that the file states, in its own words, "" where it states none. The numbers are as they stand
    in the file, or where `is_in_mm` in mm already. `remarks` are on what the file holds and is not judged.
    """

    vertices: np.ndarray
    faces: np.ndarray
    unit: str = ""
    shape: cq.Shape | None = None
    is_in_mm: bool = False
    remarks: tuple[Finding, ...] = ()


def geometry_from_corners(corners: np.ndarray, unit: str = "") -> Geometry:
    """Triangles by themselves: (m, 3, 3) corners."""
    return Geometry(corners.reshape(-1, 3).astype(float), np.arange(3 * len(corners)).reshape(-1, 3), unit)


def unreadable_file(message: str, hint: str = EXPORT_AGAIN_HINT) -> Refused:
    """A refusal for a fault of the file."""
    return refused(message, "file", hint=hint)


def check_counts(vertices: int, triangles: int) -> None:
    """Raises Refused where there are more than are examined, whether counted or only claimed."""
    for number, most, what in ((triangles, MAX_TRIANGLES, "triangles"), (vertices, MAX_VERTICES, "corners")):
        if number > most:
            raise unreadable_file(
                f"It has {number:,} {what}; at most {most:,} are examined.", "Export it coarser, or reduce the mesh."
            )


def check_geometry(geometry: Geometry) -> None:
    """Raises Refused for no triangles, too many, corners that are missing and corners that are no numbers."""
    vertices, faces = geometry.vertices, geometry.faces
    check_counts(len(vertices), len(faces))
    if not len(faces):
        raise unreadable_file("It holds no triangles.", "Export a solid or a surface, not points or lines.")
    if faces.min() < 0 or faces.max() >= len(vertices):
        raise unreadable_file(f"Its triangles name corners that are not among its {len(vertices):,}.")
    wrong = int((~np.isfinite(vertices)).any(axis=1).sum())
    if wrong:
        raise unreadable_file(f"{wrong:,} of its corners are not numbers.", "Delete these corners, or export it again.")
