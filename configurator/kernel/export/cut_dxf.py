"""What a cutter follows, as DXF: lines, arcs and circles of a flat sheet at true size in mm, a layer for each tool."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import atan2, degrees, tau
from typing import Any, Final

import cadquery as cq
from ezdxf.layouts.layout import Modelspace

from configurator.domain.errors import Refused, refused
from configurator.domain.parts.outlines import Loop, Segment
from configurator.domain.parts.outlines.merging import arc_runs, is_whole_circle
from configurator.domain.parts.outlines.segments import Place, arc_segments, distance
from configurator.kernel.drawing.dxf import document_text, new_document

# Layers, each with its colour by AutoCAD's numbers: red and blue, which most cutters' programs tell apart.
CUT_OUTER: Final = "CUT_OUTER"
CUT_HOLES: Final = "CUT_HOLES"
LAYERS: Final = {CUT_HOLES: 5, CUT_OUTER: 1}
# A sine: how far a side may lean.
SQUARE: Final = 1e-6
# Of heights in mm.
HEIGHT_DIGITS: Final = 4


def cutting_file(shape: cq.Shape) -> str:
    """The text of a DXF file: holes on one layer, what frees the piece on another; the same shape gives the same text.

    Nothing is offset for the width of the cut. Raises Refused for what is no flat sheet of lines and arcs.
    """
    document = new_document("mm")
    for name, colour in LAYERS.items():
        document.layers.add(name, color=colour)
    space = document.modelspace()
    for face in _lower_faces(shape):
        for hole in face.innerWires():
            _add_loop(space, _loop(hole), CUT_HOLES)
        _add_loop(space, _loop(face.outerWire()), CUT_OUTER)
    return document_text(document)


def _lower_faces(shape: cq.Shape) -> list[cq.Face]:
    """Those on which a sheet lies. Raises Refused where there is more than two levels and upright sides."""
    level: list[cq.Face] = []
    others: list[cq.Face] = []
    for face in shape.Faces():
        (level if _is_level(face) else others).append(face)
    heights = {round(each.Center().z, HEIGHT_DIGITS) for each in level}
    if len(heights) != 2 or not all(map(_is_upright, others)):
        raise _no_sheet("it is not of even thickness")
    return [each for each in level if round(each.Center().z, HEIGHT_DIGITS) == min(heights)]


def _is_level(face: cq.Face) -> bool:
    return face.geomType() == "PLANE" and abs(face.normalAt().z) > 1 - SQUARE


def _is_upright(face: cq.Face) -> bool:
    if face.geomType() == "CYLINDER":
        return abs(face._geomAdaptor().Cylinder().Axis().Direction().Z()) > 1 - SQUARE
    return face.geomType() == "PLANE" and abs(face.normalAt().z) < SQUARE


def _no_sheet(why: str) -> Refused:
    hint = "Leave cut_dxf out; step has the solid."
    return refused(f"No cutter can follow this part: {why}.", "formats", hint=hint)


def _loop(wire: cq.Wire) -> Loop:
    """Its edges in turn, round circles as four arcs. Raises Refused for other curves."""
    pieces = [_segments(edge) for edge in wire.Edges()]
    return Loop(tuple(_in_turn(pieces)))


def _segments(edge: cq.Edge) -> list[Segment]:
    start, middle, end = (_flat(edge.positionAt(share)) for share in (0.0, 0.5, 1.0))
    if edge.geomType() == "LINE":
        return [Segment(start, end)]
    if edge.geomType() != "CIRCLE":
        raise _no_sheet("it has curves that are neither lines nor arcs")
    centre = _flat(edge.arcCenter())
    first, half, last = (atan2(each[1] - centre[1], each[0] - centre[0]) for each in (start, middle, end))
    turn = (half - first) % tau * 2
    onwards = (last - first) % tau or tau
    return arc_segments(centre, start, end, onwards if turn <= tau else onwards - tau)


def _flat(place: cq.Vector) -> Place:
    return place.x, place.y


def _in_turn(pieces: Sequence[list[Segment]]) -> Iterator[Segment]:
    """Each from where the last one ends: turned round where it begins there instead."""
    left = list(pieces)
    run = left.pop(0)
    while True:
        yield from run
        if not left:
            return
        following = min(left, key=lambda each: min(distance(run[-1].end, end) for end in (each[0].start, each[-1].end)))
        left.remove(following)
        is_ahead = distance(run[-1].end, following[0].start) < distance(run[-1].end, following[-1].end)
        run = following if is_ahead else [each.backwards() for each in reversed(following)]


def _add_loop(space: Modelspace, loop: Loop, layer: str) -> None:
    for run in arc_runs(list(loop.segments)):
        _add_run(space, run, {"layer": layer})


def _add_run(space: Modelspace, run: list[Segment], attributes: dict[str, Any]) -> None:
    """A line, or the arcs of one circle as one arc or as the whole circle."""
    first, last = run[0], run[-1]
    if not first.radius:
        space.add_line(first.start, first.end, dxfattribs=attributes)
    elif is_whole_circle(run):
        space.add_circle(first.centre, abs(first.radius), dxfattribs=attributes)
    else:
        ends = (first.start, last.end) if first.radius > 0 else (last.end, first.start)
        start, end = (degrees(atan2(y - first.centre[1], x - first.centre[0])) for x, y in ends)
        space.add_arc(first.centre, abs(first.radius), start, end, dxfattribs=attributes)
