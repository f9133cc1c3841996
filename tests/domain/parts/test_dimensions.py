from dataclasses import replace
from typing import get_args

import pytest

from configurator.domain.parts.dimensions import (
    Angle,
    AxisAngle,
    Box,
    Depth,
    Diameter,
    Dimension,
    Distance,
    Face,
    Girth,
    LetterSize,
    PitchCircle,
    Position,
    Radius,
    Round,
    Thickness,
    ThreadDiameter,
    ThreadPitch,
)
from configurator.domain.parts.mirroring import mirrored

BOX, OTHER = Box((1, 2, 3), (4, 6, 8)), Box((-1, -9, 0), (1, -5, 1))
M6 = {"designation": "M6", "major": 6, "centre": (1, 2, 3), "axis": (0, 1, 0), "depth": 9}
ALL = [
    Distance(name="a", nominal=1, tolerance=0.1, axis=(0, 0.6, 0.8), box=BOX, jaws="inside"),
    Diameter(name="b", nominal=1, tolerance=0.1, centre=(1, 2, 3), axis=(0, 1, 0), role="bore"),
    Girth(name="c", nominal=1, tolerance=0.1, origin=(1, 2, 3), normal=(0, 0.6, 0.8)),
    Thickness(name="d", nominal=1, tolerance=0.1, origin=(1, 2, 3), direction=(0, -1, 0)),
    Angle(
        name="e", nominal=1, tolerance=0.1, box=BOX, facing=(0, 0.6, 0.8), other_box=OTHER, other_facing=(0, 0, -1),
        about=(-1, 0.5, 0),
    ),
    Diameter(name="f", nominal=1, tolerance=0.1, centre=(1, 2, 3), repeats=((4, 5, 6), (7, 8, 9)), role="bore"),
    PitchCircle(name="g", nominal=1, tolerance=0.1, centres=((1, 2, 3), (4, 5, 6), (7, 8, 9)), size=2, axis=(0, 1, 0)),
    ThreadDiameter(name="h", nominal=1, tolerance=0.1, **M6),
    ThreadPitch(name="i", nominal=1, tolerance=0.1, **M6),
    Position(
        name="j", nominal=1, tolerance=0.1, of=Round(centre=(1, 2, 3), diameter=4, axis=(0, 1, 0)),
        datum=Face(box=BOX, facing=(0, 1, 0)), axis=(0, 1, 0),
    ),
    Depth(name="k", nominal=1, tolerance=0.1, face=BOX, floor=OTHER, axis=(0, 0.6, 0.8)),
    LetterSize(name="l", nominal=1, tolerance=0.1, box=BOX, facing=(0, 0.6, 0.8), up=(0, 0.8, -0.6), of="height"),
    Radius(name="m", nominal=1, tolerance=0.1, origin=(1, 2, 3), axis=(0, 1, 0)),
    AxisAngle(
        name="n", nominal=1, tolerance=0.1, of=Round(centre=(1, 2, 3), diameter=4),
        datum=Round(centre=(4, 5, 6), diameter=4, axis=(0, 1, 0)),
    ),
]  # fmt: skip
# The fields that are places or directions.
PLACES = {
    *("axis", "box", "centre", "repeats", "centres", "origin", "normal", "direction", "facing", "up", "other_box"),
    *("other_facing", "about", "of", "datum", "face", "floor"),
}
EACH = pytest.mark.parametrize("dimension", ALL, ids=lambda each: f"{each.name} {each.kind}")


def test_the_middle_of_a_box():
    assert BOX.centre == (2.5, 4, 5.5)


def test_every_kind_is_mirrored_here():
    assert {type(each) for each in ALL} == set(get_args(Dimension))


@EACH
def test_mirrored_twice_it_is_as_before(dimension):
    assert mirrored(dimension) != dimension
    assert mirrored(mirrored(dimension)) == dimension


@EACH
def test_mirroring_moves_places_only(dimension):
    places = [name for name in vars(dimension) if vars(mirrored(dimension))[name] != vars(dimension)[name]]
    assert places
    assert set(places) <= PLACES
    assert replace(mirrored(dimension), **{name: getattr(dimension, name) for name in places}) == dimension


def test_a_mirrored_box_has_its_corners_in_order():
    box = mirrored(ALL[0]).box
    assert box == Box((1, -6, 3), (4, -2, 8))
    assert all(low <= high for low, high in zip(box.low, box.high, strict=True))


def cross(a, b):
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def test_an_angle_keeps_its_sign_when_mirrored():
    before, after = ALL[4], mirrored(ALL[4])
    turns = [dot(cross(each.other_facing, each.facing), each.about) for each in (before, after)]
    assert turns[0] == turns[1] != 0


def test_features_and_lists_of_points_are_mirrored_too():
    position, pattern = mirrored(ALL[9]), mirrored(ALL[5])
    assert position.of.centre == (1, -2, 3)
    assert position.datum.box == Box((1, -6, 3), (4, -2, 8))
    assert position.datum.facing == (0, -1, 0)
    assert pattern.repeats == ((4, -5, 6), (7, -8, 9))
