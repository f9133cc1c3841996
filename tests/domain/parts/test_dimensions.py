from dataclasses import replace

import pytest

from configurator.domain.parts.dimensions import Angle, Box, Diameter, Distance, Girth, Thickness, mirrored

BOX, OTHER = Box((1, 2, 3), (4, 6, 8)), Box((-1, -9, 0), (1, -5, 1))
ALL = [
    Distance(name="a", nominal=1, tolerance=0.1, axis=(0, 0.6, 0.8), box=BOX, jaws="inside"),
    Diameter(name="b", nominal=1, tolerance=0.1, centre=(1, 2, 3), axis=(0, 1, 0), role="bore"),
    Girth(name="c", nominal=1, tolerance=0.1, origin=(1, 2, 3), normal=(0, 0.6, 0.8)),
    Thickness(name="d", nominal=1, tolerance=0.1, origin=(1, 2, 3), direction=(0, -1, 0)),
    Angle(
        name="e", nominal=1, tolerance=0.1, box=BOX, facing=(0, 0.6, 0.8), other_box=OTHER, other_facing=(0, 0, -1),
        about=(-1, 0.5, 0),
    ),
]  # fmt: skip
EACH = pytest.mark.parametrize("dimension", ALL, ids=lambda each: each.kind)


def test_the_middle_of_a_box():
    assert BOX.centre == (2.5, 4, 5.5)


@EACH
def test_mirrored_twice_it_is_as_before(dimension):
    assert mirrored(dimension) != dimension
    assert mirrored(mirrored(dimension)) == dimension


@EACH
def test_mirroring_moves_places_only(dimension):
    places = [name for name in vars(dimension) if vars(mirrored(dimension))[name] != vars(dimension)[name]]
    assert places
    assert not {"name", "nominal", "tolerance", "kind", "jaws", "role", "height", "reach", "spot"} & set(places)
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
    before, after = ALL[-1], mirrored(ALL[-1])
    turns = [dot(cross(each.other_facing, each.facing), each.about) for each in (before, after)]
    assert turns[0] == turns[1] != 0
