"""The dash knob: its volume, a published one from its numbers alone, and what of it cannot be drilled."""

from dataclasses import replace
from math import asin, pi, sin

import numpy as np
import pytest

from configurator.domain.measures.sheets import read_values
from configurator.domain.offers.offer_suitability import offer_objections, suitable_offers
from configurator.domain.offers.offers import OFFERS
from configurator.domain.problems import refusals
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_plain, build_shape
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design, configure
from templates_cad.dash_knob import LEAD_IN, SCREW_CLEAR, TEMPLATE, DashKnob, core, hub, screw_hole

HALF = screw_hole(DashKnob(screw="M3x0.5")) / 2


def judged(skirt_height, screw_height):
    given = {"screw": "M3x0.5", "fixing": "set screw", "skirt_height": skirt_height, "screw_height": screw_height}
    return configure(TEMPLATE, read_values(TEMPLATE.parameters, given), preview=True).problems


@pytest.mark.parametrize(
    ("screw_height", "hint"),
    [
        (3.0, "down by 0.05 mm into the skirt"),
        (5.0, "Move the screw up by 2.05 mm or move it down by 2.05 mm"),
        (7.0, "up by 0.05 mm"),
    ],
)
def test_a_screws_hole_through_the_skirts_edge_or_near_it_is_refused(screw_height, hint):
    (problem,) = refusals(judged(5.0, screw_height))
    assert problem.fields == ("screw_height", "skirt_height")
    assert hint in problem.hint


@pytest.mark.parametrize(("skirt_height", "screw_height"), [(5.0, 2.95), (5.0, 7.05), (4.0, 6.05)])
def test_one_in_the_skirt_or_clear_above_it_is_drilled(skirt_height, screw_height):
    assert refusals(judged(skirt_height, screw_height)) == []


def test_a_low_skirt_has_no_screw_in_it_and_a_short_shaft_none_above_it():
    low = refusals(judged(4.0, 3.0))
    assert low[0].fields[0] == "screw_height" and "clear above it" in low[0].message
    assert low[1].hint == "Move the screw up by 3.05 mm or make the skirt 1.05 mm higher."
    values = {"screw": "M3x0.5", "shaft_length": 6, "skirt_height": 4, "screw_height": 3}
    short = refusals(configure(TEMPLATE, read_values(DashKnob, values)).problems)
    assert any(each.fields[0] == "skirt_height" and "must lie in the skirt." in each.message for each in short)
    longer = refusals(configure(TEMPLATE, read_values(DashKnob, {**values, "shaft_length": 8})).problems)
    assert "or over one of 3.20 mm at most" in longer[0].message


@pytest.mark.parametrize("grip", ["flutes", "knurl", "diamond knurl"])
def test_the_screws_hole_is_drilled_into_a_plain_collar_that_the_grip_stands_out_from(grip):
    p = DashKnob(grip=grip)
    around = np.asarray(mesh_shape(build_plain(TEMPLATE, p)).vertices)
    outside = np.hypot(around[:, 0], around[:, 1])
    low, high = p.skirt_height + 0.01, p.screw_height + HALF + SCREW_CLEAR
    collar = outside[(around[:, 2] > low) & (around[:, 2] < high - 0.01)]
    assert collar.max() == pytest.approx(hub(p), abs=1e-3) and hub(p) < core(p)
    assert outside[around[:, 2] > high + 0.1].max() == pytest.approx(12, abs=0.02)


def bevel(radius, size):
    """The ring in mm3 that a chamfer of 45 degrees takes off an outside."""
    return pi * size**2 * (radius - size / 3)


@pytest.mark.parametrize("height", [18, 30])
def test_a_turned_knob_has_the_volume_of_discs_less_chamfers_and_bore(height):
    p = DashKnob(grip="plain", shaft="round", fixing="press fit", shaft_diameter=6, play=0.2, height=height)
    skirt = pi * 16**2 * 3 - bevel(16, 0.5)
    grip = pi * 12**2 * (height - 3) - bevel(12, 1)
    bore, lead_in = 3.1, LEAD_IN
    hole = pi * bore**2 * (p.shaft_length + 0.5) + pi * lead_in**2 * (bore + lead_in / 3)
    assert TEMPLATE.is_revolved(p)
    assert build_plain(TEMPLATE, p).Volume() == pytest.approx(skirt + grip - hole, rel=1e-6)


def test_a_published_wiper_knob_has_its_sizes():
    """1968 Ford Thunderbird, of the project's research: skirt, height and bore; its hub is the grip."""
    p = TEMPLATE.presets["thunderbird-1968-wiper-knob"]
    published = {"skirt": 33.27, "height": 28.57, "grip": 13.97, "bore": 6.24, "across_the_flat": 5.41}
    mesh = mesh_shape(build_shape(TEMPLATE, p, build_design(TEMPLATE, p)))
    measured = {each.dimension.name: each.measured for each in measure(mesh, TEMPLATE.dimensions(p))}
    assert {name: measured[name] for name in published} == pytest.approx(published, abs=0.05)


RIDGED = {
    "shaft": "serrated",
    "grip": "plain",
    "fixing": "press fit",
    "shaft_diameter": 6.0,
    "root_diameter": 5.2,
    "ridges": "18",
    "play": 0.2,
}
SPLINED = {**RIDGED, "shaft": "splined", "ridges": "6", "root_diameter": 4.6, "spline_width": 1.3}


def sizes_of(p):
    mesh = mesh_shape(build_plain(TEMPLATE, p))
    return {each.dimension.name: each.measured for each in measure(mesh, TEMPLATE.dimensions(p))}


def section_area(p):
    """mm2 of the bore: triangles from the middle to its corners, and the segments of its arcs."""
    inner, outer, count = (p.root_diameter + p.play) / 2, (p.shaft_diameter + p.play) / 2, int(p.ridges)
    if p.shaft == "serrated":
        within, without = 0.8 * pi / count, 0.2 * pi / count
    else:
        within, without = (asin((p.spline_width + p.play) / 2 / radius) for radius in (inner, outer))
    lands = (pi / count - within) * inner**2 + without * outer**2
    return count * (lands + inner * outer * sin(within - without))


@pytest.mark.parametrize("ridged", [RIDGED, SPLINED], ids=["serrated", "splined"])
def test_a_ridged_bore_holds_what_its_section_says(ridged):
    p = DashKnob(**ridged)
    short = p.model_copy(update={"shaft_length": p.shaft_length - 4})
    volumes = [build_plain(TEMPLATE, each).Volume() for each in (short, p)]
    assert volumes[0] - volumes[1] == pytest.approx(4 * section_area(p), rel=1e-6)


@pytest.mark.parametrize("ridged", [RIDGED, SPLINED], ids=["serrated", "splined"])
def test_a_ridged_bores_sizes_are_the_shafts_and_its_play(ridged):
    found = sizes_of(DashKnob(**ridged))
    asked = {
        "over_ridges": 6.2,
        "in_grooves": ridged["root_diameter"] + 0.2,
        "ridge_to_ridge": 360 / int(ridged["ridges"]),
    }
    asked |= {"spline_width": 1.5} if ridged is SPLINED else {}
    # Across lands between two corners of the mesh.
    assert {name: found[name] for name in asked} == pytest.approx(asked, abs=0.03)


@pytest.mark.parametrize(
    ("ridged", "change", "name"),
    [
        (RIDGED, {"shaft_diameter": 6.4}, "over_ridges"),
        (RIDGED, {"root_diameter": 5.0}, "in_grooves"),
        (RIDGED, {"ridges": "16"}, "ridge_to_ridge"),
        (SPLINED, {"spline_width": 1.1}, "spline_width"),
        (SPLINED, {"ridges": "8"}, "ridge_to_ridge"),
    ],
)
def test_a_bore_of_another_shaft_is_found_out_by_the_size_that_differs(ridged, change, name):
    asked, other = DashKnob(**ridged), DashKnob(**{**ridged, **change})
    own = {each.name: each for each in TEMPLATE.dimensions(asked)}[name]
    size = {each.name: each for each in TEMPLATE.dimensions(other)}[name]
    # Looked for where the other has it, held against what was asked.
    (found,) = measure(mesh_shape(build_plain(TEMPLATE, other)), [replace(size, nominal=own.nominal)])
    assert found.measured == pytest.approx(size.nominal, abs=0.03) and not found.ok


def test_a_broad_grooves_width_is_measured_between_its_sides():
    p = DashKnob(**{**SPLINED, "shaft_diameter": 10, "root_diameter": 9, "ridges": "4", "spline_width": 5.8})
    assert refusals(configure(TEMPLATE, read_values(DashKnob, p.model_dump())).problems) == []
    assert sizes_of(p)["spline_width"] == pytest.approx(6, abs=1e-3)


def test_a_groove_of_a_ridged_bore_lies_towards_the_set_screw():
    p = DashKnob(**{**RIDGED, "fixing": "set screw"})
    corners = np.asarray(mesh_shape(build_plain(TEMPLATE, p)).vertices)
    ground = corners[np.abs(corners[:, 2] - p.shaft_length - 0.5) < 1e-3]
    out = ground[np.linalg.norm(ground[:, :2], axis=1) > 3.09]
    turns = np.degrees(np.arctan2(out[:, 1], out[:, 0])) + 90
    # A tenth of 20 degrees to either side of the middle.
    near = turns[np.abs(turns) < 10]
    assert (near.min(), near.max()) == pytest.approx((-2, 2), abs=0.1)


@pytest.mark.parametrize(
    ("ridged", "change", "field"),
    [
        (RIDGED, {"root_diameter": 5.8}, "root_diameter"),
        (RIDGED, {"root_diameter": 3.9}, "root_diameter"),
        (RIDGED, {"ridges": "36"}, "ridges"),
        (RIDGED, {"ridges": "6"}, "ridges"),
        (SPLINED, {"ridges": "12"}, "ridges"),
        (SPLINED, {"spline_width": 2.2}, "spline_width"),
    ],
)
def test_ridges_that_no_bore_fits_are_refused_by_their_field(ridged, change, field):
    told = refusals(configure(TEMPLATE, read_values(DashKnob, {**ridged, **change})).problems)
    assert told[0].fields[0] == field and told[0].hint


def test_ridges_are_for_plastic_and_fine_ones_are_doubted():
    p = DashKnob(**RIDGED)
    assert suitable_offers(TEMPLATE, p) == ("mjf-pa12", "sls-pa12")
    (problem,) = offer_objections(TEMPLATE, p, OFFERS["mill-brass"])
    assert "shaft" in problem.fields and "plastic" in problem.message
    assert "turn-brass" in suitable_offers(TEMPLATE, DashKnob(**{**RIDGED, "shaft": "round"}))
    doubts = [each.message for each in configure(TEMPLATE, read_values(DashKnob, RIDGED)).problems]
    assert any("0.91 mm apart come out blunt" in each for each in doubts)
