"""Letters cut into a flat face, each worked out once for every size: its faces, and its facets.

The font's outlines and the kernel's work on them take the longest of all steps of an engraving.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import cadquery as cq
from OCP.BRepCheck import BRepCheck_Analyzer

from configurator.kernel.build.engraving.outlines import numbers_along, outlines_of, pocket_edges, pocket_facets
from configurator.kernel.geometry.fonts import font_path
from configurator.kernel.geometry.polygons import IndexArray, Points

NEAR_MM = 1e-3
FLAT_FACE = cq.Plane.XY()
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
    prism = _prism(character, height, depth)
    sides = list(zip(prism.Faces(), _flush_faces(character), strict=True))
    openings = [face for face, flush in sides if flush]
    holes, islands = _holes_and_islands(openings)
    faces = (*(_reverse_face(face) for face, flush in sides if not flush), *map(_island_face, islands))
    outlines = outlines_of(openings)
    points, facets = pocket_facets(openings, islands, outlines, depth)
    return Letter(
        holes=tuple(holes),
        faces=faces,
        valid=all(BRepCheck_Analyzer(face.wrapped).IsValid() for face in faces),
        points=points,
        facets=facets,
        rims=tuple(numbers_along(hole, outlines)[::-1] for hole in holes),
        edges=tuple(pocket_edges(outlines)),
        volume=depth * sum(opening.Area() for opening in openings),
    )


def _prism(character: str, height: float, depth: float) -> cq.Shape:
    return cq.Compound.makeText(character, height, -depth, fontPath=font_path(), position=FLAT_FACE)


@cache
def _flush_faces(character: str) -> tuple[bool, ...]:
    """Which faces of a letter's prism lie in its plane; cached, as this takes longer than the prism."""
    return tuple(abs(face.Center().z) < NEAR_MM for face in _prism(character, 1, 1).Faces())


def _holes_and_islands(openings: Sequence[cq.Face]) -> tuple[list[cq.Wire], list[list[cq.Wire]]]:
    """The holes that a letter makes in the plane; and the rims of what stands inside letters such as O, outer first.

    Inside a zero it has a hole itself, for the dot.
    """
    outer = [_box_wire(opening.outerWire()) for opening in openings]
    inner = [(_box_wire(wire), own) for own, opening in enumerate(openings) for wire in opening.innerWires()]
    holes = [outline.wire for outline in outer if not any(_is_within(outline, edge) for edge, _ in inner)]
    return holes, [
        [edge.wire, *(other.wire for at, other in enumerate(outer) if at != own and _is_within(other, edge))]
        for edge, own in inner
    ]


@dataclass(frozen=True)
class _BoxedWire:
    """A wire with its bounding box, which is computed once as it takes the longest of all here."""

    wire: cq.Wire
    box: cq.BoundBox


def _box_wire(wire: cq.Wire) -> _BoxedWire:
    return _BoxedWire(wire, wire.BoundingBox())


def _island_face(wires: Sequence[cq.Wire]) -> cq.Face:
    """The flat face between rims, looking up."""
    face = cq.Face.makeFromWires(wires[0], list(wires[1:]))
    return face if face.normalAt().z > 0 else _reverse_face(face)


def _is_within(inner: _BoxedWire, outer: _BoxedWire) -> bool:
    """Whether a wire is inside another that it does not cross; by their boxes, which is enough for letters."""
    small, large = inner.box, outer.box
    near = (small.center - large.center).Length < large.DiagonalLength / 4
    return bool(near and small.DiagonalLength < large.DiagonalLength)


def _reverse_face(face: cq.Face) -> cq.Face:
    return cq.Face(face.wrapped.Reversed())
