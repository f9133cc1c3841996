"""Letters cut into a flat face, each worked out once for every size: its faces, and its facets.

The font's outlines and the kernel's work on them take the longest of all steps of an engraving.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cadquery as cq
from OCP.BRepCheck import BRepCheck_Analyzer

from configurator.kernel.build.engraving.outlines import numbers_along, outlines_of, pocket_edges, pocket_facets
from configurator.kernel.geometry.polygons import IndexArray, Points
from configurator.shapes.letters import letter_faces

# How many letters, each in one size of type, are cached: 0.1 MB each at most.
CACHED_LETTERS = 512


@dataclass(frozen=True, eq=False)
class Letter:
    """A letter cut into the plane z = 0, its line of text along x, its middle at 0; in mm.

    `holes` are the wires of the holes it makes in the plane; `faces` those of its pockets and of
    what stands inside it, looking out of the material; `valid` is the kernel's verdict on them.
    `points` (n, 3) and `facets` (m, 3) are the same faces in triangles, `rims` the points round each
    of the holes, clockwise from outside, `edges` the points along each edge. `volume` is what is cut out, in mm3.
    """

    holes: tuple[cq.Wire, ...]
    faces: tuple[cq.Face, ...]
    valid: bool
    points: Points
    facets: IndexArray
    rims: tuple[IndexArray, ...]
    edges: tuple[IndexArray, ...]
    volume: float


@lru_cache(maxsize=CACHED_LETTERS)
def letter_of(character: str, height: float, depth: float) -> Letter:
    """A letter of the code, in type so many mm high, cut so many mm deep."""
    cut = letter_faces(character, height, -depth)
    outlines = outlines_of(cut.openings)
    points, facets = pocket_facets(cut.openings, cut.islands, outlines, depth)
    return Letter(
        holes=cut.holes,
        faces=cut.faces,
        valid=all(BRepCheck_Analyzer(face.wrapped).IsValid() for face in cut.faces),
        points=points,
        facets=facets,
        rims=tuple(numbers_along(hole, outlines)[::-1] for hole in cut.holes),
        edges=tuple(pocket_edges(outlines)),
        volume=depth * sum(opening.Area() for opening in cut.openings),
    )
