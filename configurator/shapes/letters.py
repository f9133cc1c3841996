"""The faces of letters that stand out of a flat face or are cut into it: they take its place, without a boolean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cadquery as cq
from OCP.BRep import BRep_Tool
from OCP.Geom import Geom_Plane

from configurator.domain.parts.fonts import FontName, font_path

NEAR_MM = 1e-3
LEVEL_COSINE = 0.99  # of a face that lies level
FLAT_FACE = cq.Plane.XY()


@dataclass(frozen=True, eq=False)
class LetterFaces:
    """A letter in the plane z = 0, its line of text along x, its middle at 0; in mm.

    `holes` are the wires of the holes it makes in the plane, `openings` the flat faces within them, `islands` the
    rims, outer first, of what of the plane is left inside letters such as O. `faces` are those that take the place
    of the openings, and the islands' own, looking out of the material.
    """

    holes: tuple[cq.Wire, ...]
    openings: tuple[cq.Face, ...]
    islands: tuple[tuple[cq.Wire, ...], ...]
    faces: tuple[cq.Face, ...]


def letter_faces(character: str, size: float, relief: float, font: FontName = "mono") -> LetterFaces:
    """A letter in a size of type, in mm, that stands out by `relief` mm, or is cut in where that is negative."""
    return prism_faces(letter_prism(character, size, relief, font), relief)


def prism_faces(prism: cq.Shape, relief: float) -> LetterFaces:
    """The same of any solids that stand on z = 0, `relief` mm high, or hang from it where that is negative."""
    faces = prism.Faces()
    openings = [face for face in faces if _is_flush(face)]
    holes, islands = _holes_and_islands(openings)
    walls = [face if relief > 0 else _reverse_face(face) for face in faces if not _is_flush(face)]
    return LetterFaces(
        # Counter-clockwise seen from above: the underside of what stands out runs the other way.
        tuple(cq.Wire(hole.wrapped.Reversed()) if relief > 0 else hole for hole in holes),
        tuple(openings),
        tuple(map(tuple, islands)),
        (*walls, *map(_island_face, islands)),
    )


def letter_prism(character: str, size: float, relief: float, font: FontName = "mono") -> cq.Shape:
    """The letter as solids between the plane and `relief` mm above it."""
    strokes = _strokes(character, size, relief, font)
    return _united(strokes) if _has_overlaps(character, font) else strokes


def _strokes(character: str, size: float, relief: float, font: FontName) -> cq.Shape:
    """A solid for each of the letter's outlines."""
    return cq.Compound.makeText(character, size, relief, fontPath=font_path(font), position=FLAT_FACE)


@cache
def _has_overlaps(character: str, font: FontName) -> bool:
    """Whether outlines of a letter overlap, as cedilla and C do."""
    strokes = _strokes(character, 1, 1, font)
    count = len(strokes.Solids())
    return count > 1 and len(_united(strokes).Solids()) < count


def _united(strokes: cq.Shape) -> cq.Shape:
    first, *others = strokes.Solids()
    return first.fuse(*others).clean()


def _is_flush(face: cq.Face) -> bool:
    """Whether a face of a letter's prism lies in its plane."""
    surface = BRep_Tool.Surface_s(face.wrapped)
    if not isinstance(surface, Geom_Plane):
        return False
    position = surface.Position()
    return bool(abs(position.Direction().Z()) > LEVEL_COSINE and abs(position.Location().Z()) < NEAR_MM)


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
    return bool(
        large.xmin < small.center.x < large.xmax
        and large.ymin < small.center.y < large.ymax
        and small.DiagonalLength < large.DiagonalLength
    )


def _reverse_face(face: cq.Face) -> cq.Face:
    return cq.Face(face.wrapped.Reversed())
