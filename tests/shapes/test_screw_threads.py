"""Modelled threads against their profiles: a section square to the axis passes through one whole pitch."""

from math import pi, radians, tan

import cadquery as cq
import numpy as np
import pytest
from support.sound_shapes import sound_volume

from configurator.domain.errors import Failed
from configurator.domain.standards.threads import thread
from configurator.shapes.booleans import cut
from configurator.shapes.screw_threads import BLANK_MM, CHAMFER_MM, external_thread, thread_section_area, threaded_bore

# Flats at the crest, in pitches: ISO 68-1, BS 84 before it is rounded, BS 93.
CRESTS = {60: 1 / 8, 55: 1 / 6, 47.5: 0.236}


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
    core, wide = (row.minor + clearance) / 2 - CHAMFER_MM, (row.major + clearance) / 2 + BLANK_MM
    slopes = core + (np.arange(steps) + 0.5) / steps * (wide - core)
    cone = sum((np.minimum(profile, at) ** 2).mean() for at in slopes) * pi * (wide - core) / steps
    return 2 * cone + pi * (profile**2).mean() * (length - 2 * (wide - core))


@pytest.mark.parametrize(
    ("name", "length", "clearance"), [("M10x1.5", 9, 0.0), ("1/4-26 BSF", 5, 0.2), ("2 BA", 4, 0.0)]
)
def test_a_rod_holds_what_its_profile_says(name, length, clearance):
    expected = rod_volume(thread(name), length, -clearance)
    assert sound_volume(external_thread(thread(name), length, clearance)) == pytest.approx(expected, rel=6e-3)


@pytest.mark.parametrize(("name", "depth"), [("M10x1.5", 6), ("3/8-16 BSW", 6)])
def test_a_threaded_bore_takes_its_profile_and_a_countersink(name, depth):
    row = thread(name)
    nut = cq.Workplane().rect(30, 30).extrude(10)
    taken = 9000 - sound_volume(cut(nut, threaded_bore(row, depth), "Bore"))
    wide, profile = row.major / 2 + BLANK_MM, radii(row)
    heights = (np.arange(400) + 0.5) / 400 * wide
    cone = sum((np.maximum(profile, wide - z) ** 2).mean() for z in heights) * pi * wide / 400
    assert taken == pytest.approx(cone + thread_section_area(row) * (depth - wide), rel=1e-2)


@pytest.mark.parametrize("name", ["M10x1.5", "3/8-16 UNC", "3/8-16 BSW", "G 1/4", "0 BA"])
def test_a_section_is_that_of_the_profile(name):
    row = thread(name)
    assert thread_section_area(row) == pytest.approx(pi * (radii(row) ** 2).mean(), rel=1e-3)
    assert row.minor < 2 * (thread_section_area(row) / pi) ** 0.5 < row.major


def test_a_thread_that_is_all_chamfer_is_refused():
    with pytest.raises(Failed, match=r"A thread M10x1\.5 of 2 mm is all chamfer"):
        external_thread(thread("M10x1.5"), 2)
