"""Booleans that are held against what they must come to: the CAD kernel's may be wrong and valid all the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cadquery as cq
import numpy as np
from numpy.typing import NDArray
from OCP.BRepGProp import BRepGProp
from OCP.BRepMesh import BRepMesh_IncrementalMesh
from OCP.BRepTools import BRepTools
from OCP.GProp import GProp_GProps
from OCP.TopAbs import TopAbs_ShapeEnum
from OCP.TopExp import TopExp
from OCP.TopTools import TopTools_IndexedMapOfShape

from configurator.domain.errors import Failed, failed
from configurator.shapes.outline import PlanArray
from configurator.shapes.triangles import shape_triangles
from configurator.shapes.turned import workplane_of

PlaceArray = NDArray[np.bool_]

# Of the meshes that volumes are taken from.
CHECK_CHORD_MM, CHECK_ANGLE_RAD = 0.02, 0.3
# So many places are asked whether they are inside the meshes; those nearer to a skin than this are not judged.
CHECK_PLACES, NEAR_SKIN_MM = 40, 3 * CHECK_CHORD_MM
# Towards the corners of a tetrahedron: how it is found that a skin is near.
AROUND = np.array([(0, 0, 0), (1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1)]) * NEAR_SKIN_MM
# Evenly spread in a box: powers of the root of x^4 = x + 1 (Roberts, The unreasonable effectiveness of quasirandom
# sequences, 2018).
SPREAD = 1.2207440846057596 ** -np.arange(1, 4)
HINT = "Try slightly different values; if it happens again, tell the template's author."


@dataclass(frozen=True)
class Boolean:
    """One of the three: the name of cadquery's method, and whether places are in the result by whether they are in
    part and tool."""

    method: str
    holds: Callable[[PlaceArray, PlaceArray], PlaceArray]
    least: Callable[[float, float], float]
    most: Callable[[float, float], float]


CUT = Boolean("cut", lambda part, tool: part & ~tool, lambda part, tool: part - tool, lambda part, _: part)
FUSE = Boolean("fuse", lambda part, tool: part | tool, max, lambda part, tool: part + tool)
INTERSECT = Boolean("intersect", lambda part, tool: part & tool, lambda part, tool: 0.0, min)


def cut(part: cq.Workplane, tool: cq.Workplane, step: str, solids: int = 1) -> cq.Workplane:
    """The part without what is in the tool. Raises Failed, which names the step, where the result cannot be right.

    It must be valid, of so many `solids`, lessened by no more than the tool's volume, by something, and right at places
    in and about the tool. Volumes are those of meshes.
    """
    return _checked(CUT, part, tool, step, solids)


def fuse(part: cq.Workplane, tool: cq.Workplane, step: str, solids: int = 1, unite: bool = True) -> cq.Workplane:
    """The part with the tool. Raises Failed as `cut` does; the tool adds at most its volume.

    Faces of both that go on from one another are one, unless `unite` says not to.
    """
    return _checked(FUSE, part, tool, step, solids, unite)


def intersect(part: cq.Workplane, tool: cq.Workplane, step: str, solids: int = 1) -> cq.Workplane:
    """What is in the part and in the tool. Raises Failed as `cut` does; it is no larger than either."""
    return _checked(INTERSECT, part, tool, step, solids)


def mesh_volume(shapes: Sequence[cq.Shape]) -> float:
    """Sum of the volumes in mm3 within the shapes' meshes; `Shape.Volume()` can be wrong by half."""
    total = 0.0
    for shape in shapes:
        BRepMesh_IncrementalMesh(shape.wrapped, CHECK_CHORD_MM, False, CHECK_ANGLE_RAD, True)
        properties = GProp_GProps()
        BRepGProp.VolumeProperties_s(shape.wrapped, properties, True, False, True)
        total += properties.Mass()
    return total


def _checked(
    boolean: Boolean, part: cq.Workplane, tool: cq.Workplane, step: str, solids: int, unite: bool = True
) -> cq.Workplane:
    parts, tools = _solids(part), _solids(tool)
    result = _result(boolean, parts, tools, step, unite)
    try:
        _require_sound(result, parts, step, solids)
        _require_volume(boolean, parts, tools, result, step)
        _require_places(boolean, parts, tools, result, step)
    finally:
        # Triangles would be kept with the shape, and taken for those of a finer mesh.
        for shape in (*parts, *tools, result):
            BRepTools.Clean_s(shape.wrapped)
    return workplane_of(result)


def _solids(part: cq.Workplane) -> list[cq.Shape]:
    return [solid for value in part.vals() if isinstance(value, cq.Shape) for solid in value.Solids()]


def _result(boolean: Boolean, parts: Sequence[cq.Shape], tools: Sequence[cq.Shape], step: str, unite: bool) -> cq.Shape:
    whole = parts[0] if len(parts) == 1 else cq.Compound.makeCompound(parts)
    other = tools if boolean is not INTERSECT or len(tools) == 1 else [cq.Compound.makeCompound(tools)]
    try:
        result = getattr(whole, boolean.method)(*other)
        result = result.clean() if unite else result
    except Exception as error:
        # The kernel's own errors share no narrower class.
        raise _failed(step, f"the CAD kernel gives up ({type(error).__name__})") from error
    return result.Solids()[0] if len(result.Solids()) == 1 else result


def _require_sound(result: cq.Shape, parts: Sequence[cq.Shape], step: str, solids: int) -> None:
    count = len(result.Solids())
    if count != solids:
        raise _failed(step, f"it gives {count} solids where {solids} should be")
    if not result.isValid():
        raise _failed(step, "it gives a solid that is not valid")
    if _faces(*parts).Extent() == _faces(result).Extent() == _faces(*parts, result).Extent():
        raise _failed(step, "it changes nothing")


def _require_volume(
    boolean: Boolean, parts: Sequence[cq.Shape], tools: Sequence[cq.Shape], result: cq.Shape, step: str
) -> None:
    volume, other, after = mesh_volume(parts), mesh_volume(tools), mesh_volume([result])
    doubt = CHECK_CHORD_MM * (_area_of_others(parts, result) + sum(tool.Area() for tool in tools))
    low, high = boolean.least(volume, other), boolean.most(volume, other)
    if not low - doubt <= after <= high + doubt or after <= 0:
        raise _failed(step, f"it holds {after:.1f} mm3 where {max(low, 0.0):.1f} to {high:.1f} are possible")


def _area_of_others(parts: Sequence[cq.Shape], result: cq.Shape) -> float:
    """Of the result's faces that the parts do not have: those they share have the same triangles in both."""
    before = _faces(*parts)
    return sum(face.Area() for face in result.Faces() if not before.Contains(face.wrapped))


def _require_places(
    boolean: Boolean, parts: Sequence[cq.Shape], tools: Sequence[cq.Shape], result: cq.Shape, step: str
) -> None:
    skins = [_corners(shapes) for shapes in (parts, tools, [result])]
    places = _places(parts, tools)
    for away in AROUND:
        # Near a skin the meshes may differ: only what is wrong all around counts.
        places = places[_are_wrong(boolean, skins, places + away)]
    if len(places):
        at = ", ".join(f"{value:.1f}" for value in places[0])
        raise _failed(step, f"its result is wrong at ({at})")


def _are_wrong(boolean: Boolean, skins: Sequence[PlanArray], places: PlanArray) -> PlaceArray:
    """(n,) whether the result is at each place what the other two do not come to."""
    in_part, in_tool, in_result = (_turns_around(skin, places) > 0.5 for skin in skins)
    return np.asarray(boolean.holds(in_part, in_tool) != in_result)


def _corners(shapes: Sequence[cq.Shape]) -> PlanArray:
    """(3, m, 3) corners of the triangles that the shapes have."""
    return np.concatenate([shape_triangles(each) for each in shapes]).swapaxes(0, 1).astype(float)


def _turns_around(corners: PlanArray, places: PlanArray) -> PlanArray:
    """(n,) how often triangles (3, m, 3) go round each place (van Oosterom and Strackee, 1983)."""
    a, b, c = corners[:, None] - places[:, None]
    one, two, three = (np.linalg.norm(side, axis=-1) for side in (a, b, c))
    volume = np.einsum("nmi,nmi->nm", a, np.cross(b, c))
    ab, bc, ca = (np.einsum("nmi,nmi->nm", *pair) for pair in ((a, b), (b, c), (c, a)))
    angles = np.arctan2(volume, one * two * three + ab * three + bc * one + ca * two)
    return np.asarray(angles.sum(axis=1) / (2 * np.pi))


def _places(parts: Sequence[cq.Shape], tools: Sequence[cq.Shape]) -> PlanArray:
    """(n, 3) places spread over the box that the tools have in common with the parts, in mm."""
    (low, high), (tool_low, tool_high) = _box(parts), _box(tools)
    low, high = np.maximum(low, tool_low), np.minimum(high, tool_high)
    shares = np.arange(1, CHECK_PLACES + 1)[:, None] * SPREAD % 1.0
    return np.asarray(low + shares * (high - low))


def _box(shapes: Sequence[cq.Shape]) -> tuple[PlanArray, PlanArray]:
    boxes = [shape.BoundingBox() for shape in shapes]
    low = np.min([(box.xmin, box.ymin, box.zmin) for box in boxes], axis=0)
    return low, np.max([(box.xmax, box.ymax, box.zmax) for box in boxes], axis=0)


def _faces(*shapes: cq.Shape) -> TopTools_IndexedMapOfShape:
    faces = TopTools_IndexedMapOfShape()
    for shape in shapes:
        TopExp.MapShapes_s(shape.wrapped, TopAbs_ShapeEnum.TopAbs_FACE, faces)
    return faces


def _failed(step: str, what: str) -> Failed:
    return failed(f"{step}: {what}.", hint=HINT)
