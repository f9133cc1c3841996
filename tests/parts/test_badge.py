"""The badge against closed forms: its volume without text, and how its sizes follow its text."""

from math import hypot, pi

import numpy as np
import pytest

from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_plain, build_shape
from configurator.services.designs.configure import build_design
from templates_cad.badge import (
    TEMPLATE,
    Badge,
    least_length,
    most_corner,
    plate_length,
    stud,
    stud_centres,
    stud_chamfer,
)


def volume_of(parameters):
    return build_shape(TEMPLATE, parameters, build_design(TEMPLATE, parameters)).Volume()


def rounded_rectangle(wide, high, corner):
    return wide * high - (4 - pi) * corner**2


def rod(p):
    """Of a stud behind the plate, less the ring that the chamfer takes."""
    radius, chamfer = stud(p) / 2, stud_chamfer(p)
    return pi * radius**2 * p.stud_length - pi * chamfer**2 * (radius - chamfer / 3)


@pytest.mark.parametrize(("fixing", "count"), [("tape", 0), ("two studs", 2), ("four studs", 4)])
def test_a_blank_plate_has_the_volume_of_plate_border_and_studs(fixing, count):
    p = Badge(words="", plate_length=80, plate_height=30, fixing=fixing, hole_spacing=50)
    wide, high = 80 - 2 * p.border, 30 - 2 * p.border
    inner = rounded_rectangle(wide, high, p.corner - p.border)
    outer = rounded_rectangle(80, 30, p.corner)
    expected = outer * (p.thickness + p.relief) - inner * p.relief + count * rod(p)
    assert build_plain(TEMPLATE, p).Volume() == pytest.approx(expected, rel=1e-6)
    # Its code is cut into the back.
    assert TEMPLATE.mark(p) is not None
    assert 0.99 * expected < volume_of(p) < expected


def test_a_plate_is_as_long_as_its_studs_need_or_has_even_margins():
    short, long = Badge(words="I", hole_spacing=60), Badge(words="OVERDRIVE", hole_spacing=40)
    assert plate_length(short) == least_length(short) == 60 + stud(short) + 2
    assert plate_length(long) > least_length(long)
    assert plate_length(Badge(words="I" * 20, capital=20, plate_height=80)) <= 300


@pytest.mark.parametrize("words", ["HELM", "Hd", "pH"])
def test_letters_stand_as_far_from_the_sides_as_from_the_nearest_of_top_and_bottom(words):
    p = Badge(words=words, fixing="tape", plate_height=30)
    x, y, _ = np.abs(mesh_shape(build_plain(TEMPLATE, p)).vertices).T
    # Corners inside the border are letters'.
    inside = (x < plate_length(p) / 2 - p.border - 1) & (y < 15 - p.border - 1)
    beside, above = plate_length(p) / 2 - x[inside].max(), 15 - y[inside].max()
    assert beside == pytest.approx(above, abs=0.05)


def test_letters_stand_upright_for_whoever_looks_at_the_front():
    assert (TEMPLATE.front, TEMPLATE.up) == ((0.0, 0.0, 1.0), (0.0, 1.0, 0.0))


def test_a_stud_in_a_corner_stays_on_the_plate_however_round_that_is():
    p = Badge(words="", plate_height=60, fixing="four studs", hole_spacing=50, hole_rise=50)
    corner = most_corner(p)
    x, y, _ = stud_centres(p)[-1]
    away = hypot(x - (plate_length(p) / 2 - corner), y - (p.plate_height / 2 - corner))
    assert away + stud(p) / 2 + 0.5 == pytest.approx(corner)


def test_free_letters_are_prisms_of_their_own_without_plate_or_code():
    p = Badge(words="I L", capital=20, form="free letters", thickness=4)
    shape = build_shape(TEMPLATE, p, build_design(TEMPLATE, p))
    wide = 2 * shape.Solids()[0].BoundingBox().xlen
    assert [each.name for each in TEMPLATE.bodies(p)] == ["letters"]
    assert len(shape.Solids()) == 2
    assert shape.Solids()[0].Volume() == pytest.approx(wide / 2 * 20 * 4, rel=1e-6)
    assert TEMPLATE.mark(p) is None


@pytest.mark.parametrize(("words", "is_refused"), [(" ", True), ("mini", False)])
def test_letters_that_are_none_or_fall_apart_are_told_by_their_field(words, is_refused):
    (problem,) = TEMPLATE.check(Badge(words=words, form="free letters"))
    assert problem.fields == ("words",)
    assert (problem.severity == "refusal") is is_refused
