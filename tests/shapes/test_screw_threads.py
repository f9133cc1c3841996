"""Modelled threads against their profiles: a section square to the axis passes through one whole pitch."""

from math import pi, radians, tan

import cadquery as cq
import numpy as np
import pytest
import trimesh
from support.sound_shapes import sound_volume

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import ThreadDiameter, ThreadPitch
from configurator.domain.standards.threads import thread
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.shapes.booleans import cut
from configurator.shapes.screw_threads import (
    CHAMFER_MM,
    LEAD_IN_MM,
    external_thread,
    sink_thread,
    thread_section_area,
    threaded_bore,
)

# Flats at the crest, in pitches: ISO 68-1, BS 84 before it is rounded, BS 93.
CRESTS = {60: 1 / 8, 55: 1 / 6, 47.5: 0.236}
# By so much a nut is wider than its bolt.
PLAY_MM = 0.3
# A thread of each angle of flanks and each series that is read off old cars.
PAIRS = ("M8x1.25", "3/8-16 UNC", "5/16-18 BSW", "1/4-26 BSF", "2 BA")


def radii(row, clearance=0.0):
    """Of the profile at even steps along one pitch."""
    crest = CRESTS[row.angle] * row.pitch
    flank = (row.major - row.minor) / 2 * tan(radians(row.angle / 2))
    along = (np.arange(4000) + 0.5) / 4000 * row.pitch
    corners = [0, crest, crest + flank, row.pitch - flank, row.pitch]
    major, minor = row.major / 2, row.minor / 2
    return np.interp(along, corners, [major, major, minor, minor, major]) + clearance / 2


def rod_volume(row, length, clearance=0.0):
    """Of a rod with a cone of 45 degrees at both ends."""
    profile, steps = radii(row, clearance), 400
    core, wide = (row.minor + clearance) / 2 - CHAMFER_MM, (row.major + clearance) / 2
    slopes = core + (np.arange(steps) + 0.5) / steps * (wide - core)
    cone = sum((np.minimum(profile, at) ** 2).mean() for at in slopes) * pi * (wide - core) / steps
    return 2 * cone + pi * (profile**2).mean() * (length - 2 * (wide - core))


def bore_volume(row, depth, clearance=0.0):
    """Of a bore with a countersink of 90 degrees."""
    wide, profile = (row.major + clearance) / 2 + LEAD_IN_MM, radii(row, clearance)
    heights = (np.arange(400) + 0.5) / 400 * wide
    cone = sum((np.maximum(profile, wide - z) ** 2).mean() for z in heights) * pi * wide / 400
    return cone + pi * (profile**2).mean() * (depth - wide)


def nut_of(row, height):
    """A round nut, threaded from z = 0 upwards but for two millimetres."""
    body = cq.Workplane().circle(row.major).extrude(height + 2)
    return sink_thread(body, row, height, cq.Plane((0, 0, 0), (1, 0, 0), (0, 0, -1)), PLAY_MM)


def overlap(nut, bolt):
    """mm3 within both meshes as they are delivered."""
    common = trimesh.boolean.intersection([nut, bolt], engine="manifold")
    return common.volume if len(common.faces) else 0.0


def sizes_of(mesh, row, role, low, high, clearance):
    """Pitch and both diameters of a full thread between two heights, as they are measured."""
    where = {"designation": row.name, "major": row.major, "centre": (0, 0, low), "axis": (0, 0, 1), "role": role}
    inner, outer = (row.minor + clearance, row.major + clearance) if role == "bore" else (row.major, row.minor)
    dimensions = [
        ThreadPitch(name="pitch", nominal=row.pitch, tolerance=0.01, depth=high - low, **where),
        ThreadDiameter(name="crest", nominal=inner, tolerance=0.01, depth=high - low, gauge="crest", **where),
        ThreadDiameter(name="root", nominal=outer, tolerance=0.01, depth=high - low, gauge="root", **where),
    ]
    return measure(mesh, dimensions)


@pytest.mark.parametrize("name", PAIRS)
def test_a_bolt_and_its_nut_have_the_tables_sizes_and_meet_nowhere(name):
    row = thread(name)
    height = 7 * row.pitch
    bolt, nut = (mesh_shape(each.val()) for each in (external_thread(row, height), nut_of(row, height)))
    chamfer, sink = (row.major - row.minor) / 2 + CHAMFER_MM, (row.major - row.minor) / 2 + LEAD_IN_MM
    found = [
        *sizes_of(bolt, row, "shaft", chamfer, height - chamfer, 0),
        *sizes_of(nut, row, "bore", sink, height, PLAY_MM),
    ]
    assert [each.dimension.name for each in found if not each.ok] == []
    assert overlap(nut, bolt) == 0
    # Half a pitch further in, teeth stand in teeth.
    bolt.apply_translation((0, 0, row.pitch / 2))
    assert overlap(nut, bolt) > 0.1 * (row.major - row.minor) * row.major * height


@pytest.mark.parametrize(
    ("name", "length", "clearance"), [("M10x1.5", 9, 0.0), ("1/4-26 BSF", 5, 0.2), ("2 BA", 4, 0.0)]
)
def test_a_rod_holds_what_its_profile_says(name, length, clearance):
    expected = rod_volume(thread(name), length, -clearance)
    assert sound_volume(external_thread(thread(name), length, clearance)) == pytest.approx(expected, rel=3e-3)


@pytest.mark.parametrize("name", ["M10x1.5", "3/8-16 BSW", "2 BA"])
def test_a_sunk_thread_takes_its_profile_and_a_countersink_out_of_any_flat_face(name):
    row = thread(name)
    block = cq.Workplane().rect(30, 20).extrude(40).rotate((0, 0, 0), (1, 1, 0), 50).translate((3, 4, 5))
    (top,) = block.faces(cq.selectors.DirectionMinMaxSelector(block.faces(">Z").val().normalAt(), True)).vals()
    sunk = sink_thread(block, row, 12, cq.Plane(top.Center(), normal=top.normalAt()), 0.2)
    assert 24000 - sound_volume(sunk) == pytest.approx(bore_volume(row, 12, 0.2), rel=5e-3)


def test_a_tool_cuts_a_thread_right_through():
    row = thread("M8x1.25")
    nut = cq.Workplane().rect(20, 20).extrude(8)
    taken = 3200 - sound_volume(cut(nut, threaded_bore(row, 9), "Thread"))
    assert taken == pytest.approx(bore_volume(row, 8), rel=5e-3)


@pytest.mark.parametrize("name", ["M10x1.5", "3/8-16 UNC", "3/8-16 BSW", "G 1/4", "0 BA"])
def test_a_section_is_that_of_the_profile(name):
    row = thread(name)
    assert thread_section_area(row) == pytest.approx(pi * (radii(row) ** 2).mean(), rel=1e-3)
    assert row.minor < 2 * (thread_section_area(row) / pi) ** 0.5 < row.major


def test_a_thread_that_is_all_chamfer_is_refused():
    with pytest.raises(Failed, match=r"The thread M10x1\.5 is so short that it is all chamfer"):
        external_thread(thread("M10x1.5"), 1.8)


def test_a_face_that_does_not_hold_the_countersink_is_refused():
    plate = cq.Workplane().rect(10, 10).extrude(20)
    with pytest.raises(Failed, match=r"The thread M10x1\.5 does not lie on one flat face"):
        sink_thread(plate, thread("M10x1.5"), 8, cq.Plane((0, 0, 0), (1, 0, 0), (0, 0, -1)))
