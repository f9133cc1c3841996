"""Small parts with a dimension of every kind between features, as templates."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin, tan

import cadquery as cq

from configurator.domain.parts.dimensions import (
    AxisAngle,
    Box,
    Depth,
    Diameter,
    Face,
    LetterSize,
    PitchCircle,
    Position,
    Radius,
    Round,
    ThreadDiameter,
    ThreadPitch,
    X,
    Y,
    Z,
)
from configurator.domain.parts.lettering import Lettering
from configurator.domain.parts.templates import Section
from configurator.shapes.lettering import sink_letters
from templates_cad import grommet

HOLES = tuple((26 * cos(turn), 26 * sin(turn), 10.0) for turn in map(radians, (90, 210, 330)))
TOLERANCE = {"tolerance": 0.1}
LEAN = (sin(radians(20)), 0.0, cos(radians(20)))
CAPITAL_MM = 6.0


def flange():
    """A plate of 80 mm with three holes, a boss drilled to be tapped, and a pocket."""
    radius, deep = 4.25, 20
    outline = [(0, 30), (radius, 30), (radius, 30 - deep), (0, 30 - deep - radius / tan(radians(59)))]
    drill = cq.Workplane("XZ").polyline(outline).close().revolve(360, (0, 0), (0, 1))
    plate = cq.Workplane().circle(40).extrude(12).union(cq.Workplane().circle(14).extrude(30)).cut(drill)
    plate = plate.cut(cq.Workplane().pushPoints([place[:2] for place in HOLES]).circle(4.25).extrude(12))
    return plate.cut(cq.Workplane(origin=(0, -26, 8)).rect(10, 8).extrude(9))


def flange_dimensions():
    yield Diameter(name="holes", nominal=8.5, centre=HOLES[0], repeats=HOLES[1:], role="bore", **TOLERANCE)
    yield PitchCircle(name="hole_circle", nominal=52, centres=HOLES, size=8.5, **TOLERANCE)
    thread = {"designation": "M10x1.5", "major": 10, "centre": (0, 0, 30), "axis": (0, 0, -1), "depth": 16}
    yield ThreadDiameter(name="thread", nominal=8.5, **thread, **TOLERANCE)
    boss, hole = Box((-13, -13, 29), (13, 13, 31)), Box((-5, -5, 5), (5, 5, 25))
    yield Depth(name="drilled_depth", nominal=20, face=boss, floor=hole, end="full diameter", **TOLERANCE)
    plate, pocket = Box((-39, -39, 11), (39, 39, 13)), Box((-6, -32, 5), (6, -20, 9))
    yield Depth(name="pocket_depth", nominal=4, face=plate, floor=pocket, **TOLERANCE)
    middle = Round(centre=(0, 0, 15), diameter=8.5)
    yield Position(
        name="hole_from_middle", nominal=26, of=Round(centre=HOLES[0], diameter=8.5), datum=middle, **TOLERANCE
    )


def countersunk():
    """A plate of 6 mm with a countersunk screw hole, and two letters of 5 mm sunk 0.6 mm beside it."""
    plate = cq.Workplane().box(44, 20, 6, centered=(True, True, False)).faces(">Z").workplane().cskHole(4.5, 9, 90)
    return sink_letters(plate, Lettering(text="HO", capital=5), 0.6, cq.Plane((-12.5, 0, 6)))


def bracket():
    """A rounded plate with a D-shaped bore in a boss, a leaning bore and two raised letters made of bars."""
    plate = cq.Workplane().box(60, 40, 12, centered=(True, True, False)).edges("|Z").fillet(6)
    plate = plate.union(cq.Workplane(origin=(-16, 0, 6)).circle(12).extrude(14))
    bore = cq.Workplane(origin=(-16, 0, 8)).circle(4).extrude(30)
    plate = plate.cut(bore.intersect(cq.Workplane().box(60, 20, 90).translate((-43.2, 0, 0))))
    along = cq.Vector(*LEAN)
    plate = plate.cut(cq.Workplane(cq.Solid.makeCylinder(2.5, 80, cq.Vector(18, 8, 6) - along * 40, along)))
    for x in (9, 12, 17, 20):
        plate = plate.union(cq.Workplane(origin=(x, -10, 12)).rect(1.5, CAPITAL_MM).extrude(0.8))
    return plate


def bracket_dimensions():
    corner = 6 * sin(radians(45))
    yield Radius(name="corner", nominal=6, origin=(24 + corner, 14 + corner, 6), axis=Z, **TOLERANCE)
    yield Diameter(name="bore", nominal=8, centre=(-16, 0, 15), role="bore", **TOLERANCE)
    flat = Face(box=Box((-13.5, -2, 9), (-13, 2, 19)), facing=(-1, 0, 0))
    far = Round(centre=(-16, 0, 15), diameter=8, point="far")
    yield Position(name="across_flat", nominal=6.8, of=far, datum=flat, axis=(-1, 0, 0), **TOLERANCE)
    letters = {"box": Box((6, -16, 10), (23, -4, 14)), "facing": Z, "up": Y}
    yield LetterSize(name="letter_height", nominal=CAPITAL_MM, of="height", **letters, **TOLERANCE)
    yield LetterSize(name="letter_relief", nominal=0.8, of="relief", **letters, **TOLERANCE)
    leaning = Round(centre=(18, 8, 6), diameter=5, axis=LEAN)
    top, end = Box((0, -19, 11), (29, 19, 12.3)), Box((29, -12, 1), (31, 12, 11))
    yield AxisAngle(name="lean", nominal=20, of=leaning, datum=Face(box=top, facing=Z), **TOLERANCE)
    datum = Face(box=end, facing=X)
    yield Position(name="bore_from_end", nominal=12, of=leaning, datum=datum, axis=(-1, 0, 0), **TOLERANCE)


def stud_dimensions():
    """Of the rod that `support.threads.threaded` makes with a pitch of 1.5 from 10 to 8.16 mm, 12 long."""
    thread = {"designation": "M10x1.5", "major": 10, "centre": (0, 0, 0), "axis": Z, "depth": 12, "role": "shaft"}
    yield ThreadDiameter(name="crests", nominal=10, gauge="crest", **thread, **TOLERANCE)
    yield ThreadDiameter(name="roots", nominal=8.16, gauge="root", **thread, **TOLERANCE)
    yield ThreadPitch(name="pitch", nominal=1.5, **thread, **TOLERANCE)


def template(build, dimensions, mirror=False):
    """The grommet's template with another solid, cut open along x."""
    return replace(
        grommet.TEMPLATE,
        build=lambda p: build(),
        dimensions=lambda p: tuple(dimensions()),
        sections=lambda p: (Section(origin=(0, 0, 0), normal=(0, -1, 0)),),
        notes=lambda p: (),
        mark=lambda p: None,
        mirror=lambda p: mirror,
    )


FLANGE, BRACKET = template(flange, flange_dimensions), template(bracket, bracket_dimensions)
