"""Gears on their meshes: circles and thickness against the formulas; pairs that turn through a tooth in each other."""

from dataclasses import replace
from functools import cache
from math import acos, atan2, cos, pi, radians, sin, sqrt, tan

import cadquery as cq
import numpy as np
import pytest
from OCP.gp import gp_Pnt, gp_Vec
from scipy.optimize import brentq
from shapely import Polygon
from shapely.affinity import rotate, translate
from shapely.ops import polygonize
from trimesh.intersections import mesh_plane

from configurator.domain.standards.gears import GearPair, Toothing, involute
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.shapes.bspline import curve
from configurator.shapes.gear_profile import gear_outline
from configurator.shapes.gears import bored, gear_solid, on_hub

GEARS = {
    "24 teeth": Toothing(teeth=24, module=1),
    "12 teeth, undercut": Toothing(teeth=12, module=1),
    "10 teeth, shifted": Toothing(teeth=10, module=1.5, shift=0.4, thinning=0.05),
    "in inches": Toothing(teeth=16, module=25.4 / 24, pressure=radians(14.5)),
    "helical": Toothing(teeth=20, module=2, helix=radians(25)),
    "left-handed": Toothing(teeth=17, module=1, helix=radians(-15)),
}
# The middles of so many parts of a tooth's pitch.
STEPS = 15
# Just above the lower end, where the mesh has its corners on the outline.
LOW = 5e-4


@cache
def mesh_of(gear, width=1.0):
    return mesh_shape(gear_solid(gear, width), 0.004)


def section(mesh, height):
    """The polygon in which a plane meets the mesh."""
    segments = mesh_plane(mesh, (0, 0, 1), (0, 0, height))[..., :2].round(9)
    (polygon,) = polygonize([each for each in segments if np.ptp(each, axis=0).any()])
    return polygon


@pytest.mark.parametrize("name", GEARS)
def test_a_mesh_has_the_formulas_circles_and_thickness(name):
    gear = GEARS[name]
    outline = section(mesh_of(gear), LOW)
    corners = np.asarray(outline.exterior.coords)
    radii = np.hypot(*corners.T)
    assert 2 * radii.max() == pytest.approx(gear.tip_diameter, abs=0.005)
    assert 2 * radii.min() == pytest.approx(gear.root_diameter, abs=0.005)
    thickness, pitch = arcs_at(outline, gear.pitch_diameter / 2)
    assert thickness == pytest.approx([gear.thickness] * gear.teeth, abs=0.005)
    assert sum(pitch) + sum(thickness) == pytest.approx(pi * gear.pitch_diameter, rel=1e-6)


def arcs_at(outline, radius):
    """Lengths along a circle inside the outline, and outside it."""
    turns = np.linspace(0, 2 * pi, 1441)
    circle = Polygon(radius * np.column_stack([np.cos(turns), np.sin(turns)])).exterior
    crossings = sorted(atan2(p.y, p.x) % (2 * pi) for p in circle.intersection(outline.exterior).geoms)
    arcs = radius * np.diff([*crossings, crossings[0] + 2 * pi])
    return (arcs[::2], arcs[1::2]) if is_inside(outline, radius, crossings) else (arcs[1::2], arcs[::2])


def is_inside(outline, radius, crossings):
    middle = (crossings[0] + crossings[1]) / 2
    return outline.contains(
        Polygon(np.add((radius * cos(middle), radius * sin(middle)), [[0, 0], [1e-4, 0], [0, 1e-4]]))
    )


@pytest.mark.parametrize("name", GEARS)
def test_flanks_are_involutes_of_the_base_circle(name):
    """Normals of an involute touch its base circle: taken of the splines that the gear is made of."""
    gear = GEARS[name]
    for number in (2, 3):
        flank = curve(np.column_stack([gear_outline(gear)[number], np.zeros(len(gear_outline(gear)[number]))]))
        arms = []
        for share in np.linspace(0.02, 1, 25):
            place, along = gp_Pnt(), gp_Vec()
            flank.D1(float(share * flank.LastParameter()), place, along)
            arms.append((place.X() * along.X() + place.Y() * along.Y()) / along.Magnitude())
        assert arms == pytest.approx([gear.base_diameter / 2] * len(arms), abs=2e-3 * gear.module)


def base_radius(outline, gear):
    """Of the involute through a tooth's thickness at two circles: their half angles differ by those of inv."""
    radii = (gear.pitch_diameter / 2 - 0.2, gear.tip_diameter / 2 - 0.1)
    halves = [np.mean(arcs_at(outline, radius)[0]) / 2 / radius for radius in radii]

    def lack(base):
        low, high = (involute(acos(base / radius)) for radius in radii)
        return halves[0] - halves[1] - (high - low)

    return brentq(lack, 0.8 * radii[0], 0.999 * radii[0])


def test_base_circles_and_contact_ratio_of_a_pair_of_meshes_are_the_formulas():
    one, other = Toothing(teeth=24, module=1), Toothing(teeth=20, module=1)
    bases, tips = [], []
    for gear in (one, other):
        outline = section(mesh_of(gear), LOW)
        bases.append(base_radius(outline, gear))
        tips.append(np.hypot(*np.asarray(outline.exterior.coords).T).max())
        assert bases[-1] == pytest.approx(gear.base_diameter / 2, abs=0.02)
    pressure = acos(sum(bases) / 22)
    path = sum(sqrt(tip**2 - base**2) for tip, base in zip(tips, bases, strict=True)) - 22 * sin(pressure)
    assert path / (2 * pi * bases[0] / 24) == pytest.approx(GearPair(one, other, 22).contact_ratio, abs=0.02)


PAIRS = {
    "odometer": (Toothing(teeth=12, module=1), Toothing(teeth=48, module=1), 30.0),
    "14.5 degrees": (
        Toothing(teeth=14, module=1, pressure=radians(14.5)),
        Toothing(teeth=20, module=1, pressure=radians(14.5)),
        17.0,
    ),
    "further apart": (Toothing(teeth=20, module=1), Toothing(teeth=25, module=1), 22.7),
    "helical": (
        Toothing(teeth=15, module=1, helix=radians(20)),
        Toothing(teeth=25, module=1, helix=radians(-20)),
        20 / cos(radians(20)),
    ),
    "shifted": (Toothing(teeth=10, module=1, shift=0.5), Toothing(teeth=24, module=1, shift=-0.5), 17.0),
}


def overlap(one, other, distance, share):
    """mm2 that two outlines have in common after a share of a tooth's pitch."""
    turn = 360 * share / one[1]
    ahead = rotate(one[0], turn, origin=(0, 0))
    behind = rotate(other[0], 180 + 180 / other[1] - turn * one[1] / other[1], origin=(0, 0))
    return ahead.intersection(translate(behind, distance, 0)).area


@pytest.mark.parametrize("name", PAIRS)
def test_a_pair_turns_through_a_tooth_without_interference(name):
    one, other, distance = PAIRS[name]
    backlash = GearPair(one, other, distance).backlash
    assert backlash > -1e-6
    outlines = [(section(mesh_of(each), LOW), each.teeth) for each in (one, other)]
    areas = [overlap(*outlines, distance, (step + 0.5) / STEPS) for step in range(STEPS)]
    # Of the mesh's own error.
    assert max(areas) < 2e-3
    # And they touch: nearer by a little more than the backlash they jam.
    nearer = distance - (backlash + 0.04) / (2 * tan(one.transverse_pressure))
    assert max(overlap(*outlines, nearer, (step + 0.5) / STEPS) for step in range(STEPS)) > 5e-3


def test_a_right_handed_tooth_rises_counter_clockwise():
    gear = GEARS["helical"]
    mesh = mesh_of(gear, 3.0)
    turn = 2 * 3 * tan(gear.helix) / gear.pitch_diameter
    low, high = section(mesh, LOW), section(mesh, 3.0 - LOW)
    assert rotate(low, np.degrees(turn), origin=(0, 0)).symmetric_difference(high).area < 0.2
    assert rotate(low, -np.degrees(turn), origin=(0, 0)).symmetric_difference(high).area > 1


def test_a_bore_and_a_hub_leave_a_sound_solid_of_the_volume_of_its_parts():
    large, small = GEARS["24 teeth"], GEARS["12 teeth, undercut"]
    areas = [section(mesh_of(each), LOW).area for each in (large, small)]
    joined = on_hub(gear_solid(large, 4), gear_solid(small, 6, 5), 8.0, 4, 5)
    whole = bored(joined, cq.Workplane().circle(2.5), 0, 11)
    assert whole.isValid() and len(whole.Solids()) == 1
    mesh = mesh_shape(whole, 0.005)
    assert mesh.is_watertight
    assert mesh.volume == pytest.approx(4 * areas[0] + 6 * areas[1] + 16 * pi - 11 * 6.25 * pi, rel=1e-3)


def test_thinner_teeth_leave_circles_as_they_are():
    plain = GEARS["24 teeth"]
    thin = replace(plain, thinning=0.1)
    assert (thin.tip_diameter, thin.root_diameter) == (plain.tip_diameter, plain.root_diameter)
    assert len(gear_outline(thin)) == 24 * 9
