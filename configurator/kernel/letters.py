"""Letters cut into a flat face, each worked out once for every size: its faces, and its facets.

The font's outlines and the kernel's work on them take longer than all else in an engraving.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import cadquery as cq
import manifold3d
import numpy as np
from numpy.typing import NDArray
from OCP.BRep import BRep_Tool
from OCP.BRepAdaptor import BRepAdaptor_Curve
from OCP.BRepCheck import BRepCheck_Analyzer
from OCP.BRepTools import BRepTools_WireExplorer
from OCP.GCPnts import GCPnts_TangentialDeflection
from OCP.TopAbs import TopAbs_Orientation

Points = NDArray[np.float64]
Numbers = NDArray[np.int64]
NEAR_MM = 1e-3
# Outlines of letters, finer than the part's own surface: mm off the curve, and rad from chord to chord.
CHORD_MM, TURN_RAD = 0.02, 0.3
LEVEL = cq.Plane.XY()
# Letters times sizes of type that are kept: 0.1 MB each at most.
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
    facets: Numbers
    rims: tuple[Numbers, ...]
    edges: tuple[Numbers, ...]
    volume: float


@lru_cache(maxsize=CACHED_LETTERS)
def letter_of(sign: str, height: float, depth: float) -> Letter:
    """A letter of the code, in type so many mm high, cut so many mm deep."""
    prism = _prism(sign, height, depth)
    sides = list(zip(prism.Faces(), _flush(sign), strict=True))
    openings = [face for face, flush in sides if flush]
    holes, islands = _holes_and_islands(openings)
    faces = (*(_reversed(face) for face, flush in sides if not flush), *map(_island, islands))
    outlines = _outlines(openings)
    points, facets = _facets(openings, islands, outlines, depth)
    return Letter(
        holes=tuple(holes),
        faces=faces,
        valid=all(BRepCheck_Analyzer(face.wrapped).IsValid() for face in faces),
        points=points,
        facets=facets,
        rims=tuple(_numbers(hole, outlines)[::-1] for hole in holes),
        edges=tuple(_edges(outlines)),
        volume=depth * sum(opening.Area() for opening in openings),
    )


@cache
def font_path() -> str:
    """DejaVu Sans Mono Bold, which matplotlib brings along: the same outlines on every machine."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib is not installed: it brings the font for the engraved code")
    return str(Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / "DejaVuSansMono-Bold.ttf")


def _prism(sign: str, height: float, depth: float) -> cq.Shape:
    return cq.Compound.makeText(sign, height, -depth, fontPath=font_path(), position=LEVEL)


@cache
def _flush(sign: str) -> tuple[bool, ...]:
    """Which faces of a letter's prism lie in its plane: finding that takes longer than the prism."""
    return tuple(abs(face.Center().z) < NEAR_MM for face in _prism(sign, 1, 1).Faces())


def _holes_and_islands(openings: Sequence[cq.Face]) -> tuple[list[cq.Wire], list[list[cq.Wire]]]:
    """The holes that a letter makes in the plane; and the rims of what stands inside letters such as O, outer first.

    Inside a zero it has a hole itself, for the dot.
    """
    outer = [_boxed(opening.outerWire()) for opening in openings]
    inner = [(_boxed(wire), own) for own, opening in enumerate(openings) for wire in opening.innerWires()]
    holes = [outline.wire for outline in outer if not any(_within(outline, edge) for edge, _ in inner)]
    return holes, [
        [edge.wire, *(other.wire for at, other in enumerate(outer) if at != own and _within(other, edge))]
        for edge, own in inner
    ]


@dataclass(frozen=True)
class _Boxed:
    """A wire with its box, which takes longer to find than all that is asked of it."""

    wire: cq.Wire
    box: cq.BoundBox


def _boxed(wire: cq.Wire) -> _Boxed:
    return _Boxed(wire, wire.BoundingBox())


def _island(wires: Sequence[cq.Wire]) -> cq.Face:
    """The flat face between rims, looking up."""
    face = cq.Face.makeFromWires(wires[0], list(wires[1:]))
    return face if face.normalAt().z > 0 else _reversed(face)


def _within(inner: _Boxed, outer: _Boxed) -> bool:
    """Whether a wire lies amid another, given that they do not cross: as far as letters go, by their boxes."""
    small, large = inner.box, outer.box
    near = (small.center - large.center).Length < large.DiagonalLength / 4
    return bool(near and small.DiagonalLength < large.DiagonalLength)


def _reversed(face: cq.Face) -> cq.Face:
    return cq.Face(face.wrapped.Reversed())


@dataclass(frozen=True, eq=False)
class _Outline:
    """A wire in the plane as points (n, 2), the opening on its left; they are numbered from `first`."""

    wire: cq.Wire
    points: Points
    first: int

    @property
    def numbers(self) -> Numbers:
        return self.first + np.arange(len(self.points))


def _outlines(openings: Sequence[cq.Face]) -> list[_Outline]:
    """All that bounds the openings: counter-clockwise outside, clockwise inside."""
    found: list[_Outline] = []
    for opening in openings:
        for wire in _wires(opening):
            points = _polygon(wire, opening)
            outside = wire.isSame(opening.outerWire())
            points = points if (signed_area(points) > 0) == outside else points[::-1]
            found.append(_Outline(wire, points, sum(len(each.points) for each in found)))
    return found


def _polygon(wire: cq.Wire, face: cq.Face) -> Points:
    """(n, 2) points round a wire."""
    points: list[tuple[float, float]] = []
    walk = BRepTools_WireExplorer(wire.wrapped, face.wrapped)
    while walk.More():
        cuts = GCPnts_TangentialDeflection(BRepAdaptor_Curve(walk.Current()), TURN_RAD, CHORD_MM)
        piece = [cuts.Value(number).Coord()[:2] for number in range(1, cuts.NbPoints() + 1)]
        backwards = walk.Current().Orientation() == TopAbs_Orientation.TopAbs_REVERSED
        points += piece[:0:-1] if backwards else piece[:-1]
        walk.Next()
    return np.array(points)


def signed_area(polygon: Points) -> float:
    """Of a polygon (n, 2), positive where it runs counter-clockwise."""
    (x, y), (next_x, next_y) = polygon.T, np.roll(polygon, -1, axis=0).T
    return float((x * next_y - y * next_x).sum() / 2)


def _facets(
    openings: Sequence[cq.Face], islands: Sequence[Sequence[cq.Wire]], outlines: Sequence[_Outline], depth: float
) -> tuple[Points, Numbers]:
    """Walls, floors and islands; the points of the floors follow those in the plane, in the same order."""
    flat = np.concatenate([outline.points for outline in outlines])
    count = len(flat)
    points = np.column_stack([np.tile(flat, (2, 1)), np.repeat([0.0, -depth], count)])
    walls = [wall for outline in outlines for wall in _walls(outline, count)]
    floors = [filled(_rings(_wires(opening), outlines), flat) + count for opening in openings]
    tops = [filled([ring[::-1] for ring in _rings(island, outlines)], flat) for island in islands]
    return points, np.concatenate([*walls, *floors, *tops])


def _walls(outline: _Outline, down: int) -> tuple[Numbers, Numbers]:
    here, there = outline.numbers, np.roll(outline.numbers, -1)
    return np.stack([here, there, here + down], axis=1), np.stack([there, there + down, here + down], axis=1)


def filled(rings: Sequence[Numbers], flat: Points) -> Numbers:
    """(m, 3) triangles between rings of points, the outer one counter-clockwise."""
    triangles = np.asarray(manifold3d.triangulate([flat[ring] for ring in rings]), dtype=np.int64)
    return np.concatenate(rings)[triangles]


def _wires(face: cq.Face) -> list[cq.Wire]:
    return [face.outerWire(), *face.innerWires()]


def _rings(wires: Sequence[cq.Wire], outlines: Sequence[_Outline]) -> list[Numbers]:
    return [_numbers(wire, outlines) for wire in wires]


def _numbers(wire: cq.Wire, outlines: Sequence[_Outline]) -> Numbers:
    return next(outline.numbers for outline in outlines if outline.wire.isSame(wire))


def _edges(outlines: Sequence[_Outline]) -> Iterator[Numbers]:
    """Each outline in the plane and on the floor, and the edges upright between their corners."""
    count = sum(len(outline.points) for outline in outlines)
    for outline in outlines:
        closed = np.append(outline.numbers, outline.first)
        yield from (closed, closed + count)
        yield from np.stack([outline.numbers, outline.numbers + count], axis=1)[_is_corner(outline.points)]


def _is_corner(polygon: Points) -> NDArray[np.bool_]:
    """(n,) where a polygon turns by more than it does along a curve."""
    ahead = np.roll(polygon, -1, axis=0) - polygon
    behind = np.roll(ahead, 1, axis=0)
    turn = np.arctan2(behind[:, 0] * ahead[:, 1] - behind[:, 1] * ahead[:, 0], (behind * ahead).sum(axis=1))
    return np.abs(turn) > TURN_RAD
