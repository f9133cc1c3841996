"""The bezel against an integral over its profile, its ovals and its crowns, and the heads of standard screws."""

from math import pi

import numpy as np
import pytest

from configurator.domain.measures.sheets import read_values
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_shape
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design, configure
from templates_cad.bezel import (
    HEADS,
    TEMPLATE,
    Bezel,
    arc_breadth,
    band,
    head,
    head_height,
    inner,
    legs,
    outer,
    screw_count,
)

PRESETS = [pytest.param(each, id=name) for name, each in TEMPLATE.presets.items()]
# Of a profile's curve.
PARTS = 4000
OVAL = {"shape": "oval", "opening_width": 60, "opening_height": 36, "outer_width": 100, "outer_height": 76}


def shape_of(parameters):
    return build_shape(TEMPLATE, parameters, build_design(TEMPLATE, parameters))


def measured(parameters):
    found = measure(mesh_shape(shape_of(parameters)), TEMPLATE.dimensions(parameters))
    return {each.dimension.name: each.measured for each in found}


def curve(leg):
    """Share and height of places along a rational Bézier curve, by its definition."""
    t = np.linspace(0, 1, PARTS)
    powers = [1 - t, t] if len(leg) == 2 else [(1 - t) ** 2, 2 * t * (1 - t), t**2]
    weight = sum(power * control[2] for power, control in zip(powers, leg, strict=True))
    return [sum(p * c[2] * c[axis] for p, c in zip(powers, leg, strict=True)) / weight for axis in (0, 1)]


def ring_volume(p):
    """Height times what the area within the ellipse at a share gains, round the profile."""
    total = 0.0
    for leg in legs(p):
        share, height = curve(leg)
        a, b = (small + share * (large - small) for small, large in zip(inner(p), outer(p), strict=True))
        total -= np.sum((height[1:] + height[:-1]) / 2 * np.diff(pi * a * b))
    return float(total)


def screw_volume(p):
    sizes, rim = head(p), head_height(p)
    hole, wide = sizes.hole / 2, sizes.head / 2
    return pi * hole**2 * (rim - sizes.depth) + pi * sizes.depth * (hole**2 + hole * wide + wide**2) / 3


@pytest.mark.parametrize(
    "parameters",
    [
        *PRESETS,
        pytest.param(Bezel(**OVAL, profile="crowned", thickness=6, edge=2), id="oval, crowned, four screws"),
        pytest.param(Bezel(**OVAL, profile="flat", screws="none"), id="oval, flat"),
        pytest.param(
            Bezel(shape="oval", opening_width=36, opening_height=60, outer_width=76, outer_height=90, screws="2"),
            id="upright oval",
        ),
        pytest.param(Bezel(profile="stepped", thickness=20, edge=3, lip=5.8), id="a high lip beside heads"),
        pytest.param(Bezel(profile="crowned", screws="6", screw="M3"), id="crowned, six screws"),
    ],
)
def test_it_holds_what_its_profile_says(parameters):
    shape = shape_of(parameters)
    assert shape.isValid()
    volume = ring_volume(parameters) - screw_count(parameters) * screw_volume(parameters)
    assert shape.Volume() == pytest.approx(volume, rel=1e-5)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_is_within_its_limits(preset):
    assert configure(TEMPLATE, read_values(Bezel, preset.model_dump(exclude_none=True))).design


@pytest.mark.parametrize("profile", ["flat", "crowned", "stepped"])
def test_an_oval_has_the_four_sizes_that_were_measured(profile):
    found = measured(Bezel(**OVAL, profile=profile, thickness=4))
    for name in ("opening_width", "opening_height", "outer_width", "outer_height"):
        assert found[name] == pytest.approx(OVAL[name], abs=0.1)
    assert found["thickness"] == pytest.approx(4, abs=0.01)
    assert found["screws_across"] > found["screws_upright"] > 36


@pytest.mark.parametrize("screw", list(HEADS.rows))
def test_every_screws_hole_and_countersink_are_those_of_the_table(screw):
    found = measured(Bezel(thickness=6, screw=screw))
    assert found["screw_holes"] == pytest.approx(HEADS.rows[screw].hole, abs=2e-3)
    assert found["countersinks"] == pytest.approx(HEADS.rows[screw].head, abs=2e-3)


def test_heads_are_about_as_wide_as_two_shanks():
    for name, row in HEADS.rows.items():
        assert 1.7 < row.head / row.hole < 2.1, name


def test_a_crown_without_screws_is_round_to_its_middle():
    plain, screwed = (Bezel(profile="crowned", screws=screws) for screws in ("none", "4"))
    assert arc_breadth(plain) == band(plain) / 2
    assert band(screwed) - 2 * arc_breadth(screwed) == pytest.approx(head(screwed).head + 2)


def test_an_ovals_arcs_are_two_strips_each_whose_facets_lie_even():
    crowned = Bezel(**OVAL, profile="crowned", thickness=6, edge=2)
    strips = [face for face in shape_of(crowned).Faces() if face.geomType() == "BSPLINE"]
    # Both edges, and four halves of arcs, each of which ends where the next begins.
    assert len(strips) == 2 + 4
    joints = [min(vertex.Z for vertex in strip.Vertices()) for strip in strips]
    assert sum(2 < joint < 6 for joint in joints) == 2


@pytest.mark.parametrize("screws", ["2", "3", "4", "6"])
def test_screws_stand_in_the_middle_of_a_stepped_rings_flange(screws):
    found = measured(Bezel(profile="stepped", thickness=5, edge=3, screws=screws))
    across = found["screws_across"] if screws == "2" else found["screw_circle"]
    assert across == pytest.approx((60 + 2 * 4 + 90) / 2, abs=0.01)
    assert found["lip"] == pytest.approx(68, abs=0.01)
    assert found["edge"] == pytest.approx(3, abs=0.01)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"outer_width": 75}, "mm broad, for its section and its screws"),
        ({"outer_width": 40}, "mm broad, for its section and its screws"),
        ({"thickness": 2}, "some of the hole must remain"),
        ({"profile": "stepped", "edge": 2}, "some of the hole must remain"),
        ({"profile": "stepped", "edge": 3, "thickness": 3.5}, "the lip is raised by 1 mm"),
        ({"profile": "stepped", "edge": 3, "lip": 8}, "the flange must hold"),
        ({"profile": "crowned", "thickness": 12}, "countersinks need room"),
        ({**OVAL, "screws": "3"}, "at the ends of its axes"),
        ({**OVAL, "opening_height": 20}, "at most 2.2 times the other"),
        ({"opening_width": 140, "outer_width": 160, "screws": "none"}, "only glued"),
    ],
)
def test_what_is_doubtful_or_impossible_is_said_with_a_hint(values, words):
    problems = configure(TEMPLATE, read_values(Bezel, values)).problems
    assert [each for each in problems if words in each.message and each.hint]
