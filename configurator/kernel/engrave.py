"""The design's code cut into a flat face, so that a part without its papers can be named.

The letters become holes in the flat face and pockets behind it, sewn in along shared edges. A
boolean operation gives the same part and takes forty times as long on a free-form solid.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import cadquery as cq
from OCP.BRepBuilderAPI import BRepBuilderAPI_MakeSolid, BRepBuilderAPI_Sewing
from OCP.TopAbs import TopAbs_FACE, TopAbs_SHELL
from OCP.TopExp import TopExp
from OCP.TopoDS import TopoDS
from OCP.TopTools import TopTools_IndexedMapOfShape

from configurator.domain.errors import failed
from configurator.domain.templates import Mark

NEAR = 1e-3  # mm
SEWING = 1e-5  # mm
PITCH = 0.72  # from letter to letter, in heights of type


def engrave(solid: cq.Shape, code: str, mark: Mark) -> cq.Shape:
    """`solid` with `code` cut `mark.depth` mm into the flat face at the mark.

    Raises Failed where the mark does not lie on one flat face that holds all of the text.
    """
    plane = cq.Plane(origin=mark.centre, xDir=mark.reading, normal=mark.normal)
    ground = _flat_face(solid, plane, _corners(code, mark))
    openings, pockets = _letters(plane, code, mark)
    others = [face for face in solid.Faces() if not face.isSame(ground)]
    pierced, *islands = _pierced(ground, openings)
    return _sewn([*others, pierced, *islands, *pockets], pierced, ground.normalAt())


def _letters(plane: cq.Plane, code: str, mark: Mark) -> tuple[list[cq.Face], list[cq.Face]]:
    """Of all letters, each a prism, the faces in the plane, and those of the pockets behind it.

    Letters are set one by one, as some of the font touch their neighbour.
    """
    openings: list[cq.Face] = []
    pockets: list[cq.Face] = []
    for index, letter in enumerate(code):
        place = (index - (len(code) - 1) / 2) * PITCH * mark.height
        prism = _prism(letter, mark.height, mark.depth, cq.Workplane(plane).center(place, 0).plane)
        for face, flush in zip(prism.Faces(), _flush(letter), strict=True):
            (openings if flush else pockets).append(face)
    return openings, pockets


@cache
def _flush(letter: str) -> tuple[bool, ...]:
    """Which faces of a letter's prism lie in its plane: finding that takes longer than the prism."""
    return tuple(abs(face.Center().z) < NEAR for face in _prism(letter, 1, 1, cq.Plane.XY()).Faces())


def _prism(letter: str, height: float, depth: float, plane: cq.Plane) -> cq.Shape:
    return cq.Compound.makeText(letter, height, -depth, fontPath=font_path(), position=plane)


def _corners(code: str, mark: Mark) -> list[tuple[float, float]]:
    """Corners of the line of text in the mark's plane."""
    half, high = len(code) * PITCH * mark.height / 2, mark.height / 2
    return [(-half, -high), (half, -high), (half, high), (-half, high)]


@cache
def font_path() -> str:
    """DejaVu Sans Mono Bold, which matplotlib brings along: the same outlines on every machine."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib is not installed: it brings the font for the engraved code")
    return str(Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / "DejaVuSansMono-Bold.ttf")


def _flat_face(solid: cq.Shape, plane: cq.Plane, corners: list[tuple[float, float]]) -> cq.Face:
    """The flat face in the plane that all the corners lie on."""
    points = [cq.Vertex.makeVertex(*plane.toWorldCoords(corner).toTuple()) for corner in corners]
    for face in solid.Faces():
        flat = face.geomType() == "PLANE" and abs(face.normalAt().dot(plane.zDir)) > 1 - 1e-6
        if flat and all(face.distance(point) < NEAR for point in points):
            return face
    raise failed("The mark does not lie on one flat face.", hint="This is a fault of the template: tell its author.")


def _pierced(ground: cq.Face, openings: list[cq.Face]) -> list[cq.Face]:
    """The flat face with a hole for each letter, and what stands inside letters such as O."""
    outlines = [_boxed(opening.outerWire()) for opening in openings]
    edges = [(_boxed(inner), index) for index, opening in enumerate(openings) for inner in opening.innerWires()]
    islands = [_island(edge, outlines[:own] + outlines[own + 1 :]) for edge, own in edges]
    standing = [outline.wire for outline in outlines if not any(_within(outline, edge) for edge, _ in edges)]
    return [cq.Face.makeFromWires(ground.outerWire(), [*ground.innerWires(), *standing]), *islands]


@dataclass(frozen=True)
class _Boxed:
    """A wire with its box, which takes longer to find than all that is asked of it."""

    wire: cq.Wire
    box: cq.BoundBox


def _boxed(wire: cq.Wire) -> _Boxed:
    return _Boxed(wire, wire.BoundingBox())


def _island(edge: _Boxed, others: list[_Boxed]) -> cq.Face:
    """What stands inside a letter, with the dot that a zero has in it."""
    return cq.Face.makeFromWires(edge.wire, [other.wire for other in others if _within(other, edge)])


def _within(inner: _Boxed, outer: _Boxed) -> bool:
    """Whether a wire lies amid another, given that they do not cross: as far as letters go, by their boxes."""
    small, large = inner.box, outer.box
    near = (small.center - large.center).Length < large.DiagonalLength / 4
    return bool(near and small.DiagonalLength < large.DiagonalLength)


def _sewn(faces: list[cq.Face], known: cq.Face, outward: cq.Vector) -> cq.Solid:
    """One solid; `known` is one of the faces, which must look `outward`."""
    sewing = BRepBuilderAPI_Sewing(SEWING)
    for face in faces:
        sewing.Add(face.wrapped)
    sewing.Perform()
    sewn = sewing.SewedShape()
    if sewing.NbFreeEdges() or sewn.ShapeType() != TopAbs_SHELL:
        raise failed("The mark could not be sewn into the part.", hint="Change a size a little and try again.")
    # The kernel's own way to orient a solid asks where infinity is, which takes ten times as long.
    found = TopTools_IndexedMapOfShape()
    TopExp.MapShapes_s(sewn, TopAbs_FACE, found)
    face = found.FindKey(found.FindIndex(sewing.Modified(known.wrapped)))
    if cq.Face(face).normalAt().dot(outward) < 0:
        sewn = sewn.Reversed()
    return cq.Solid(BRepBuilderAPI_MakeSolid(TopoDS.Shell_s(sewn)).Solid())
