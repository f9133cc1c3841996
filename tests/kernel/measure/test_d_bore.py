"""A bore with a flat: the diameter of its round, and across the flat."""

from __future__ import annotations

import cadquery as cq
import numpy as np
import pytest
import trimesh

from configurator.domain.parts.dimensions import Box, Diameter, Face, Position, Round
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure

EXACT = 1e-4
SHARES = pytest.mark.parametrize("share", [0.5, 0.75, 0.85, 0.9, 0.92, 0.95, 0.97])
MESHES = pytest.mark.parametrize("mesher", [{}, {"chord": 0.3, "angle": 0.6}], ids=["fine", "coarse"])


def knob(share, size=6.1, divided=False, **mesher) -> trimesh.Trimesh:
    """A block with a D-shaped bore along z, its flat at +x; `share` is the size across the flat over the diameter."""
    flat = (share - 0.5) * size
    bore = (
        cq.Workplane()
        .circle(size / 2)
        .extrude(12)
        .intersect(cq.Workplane().box(20, 20, 40).translate((flat - 10, 0, 0)))
    )
    mesh = mesh_shape(cq.Workplane().box(20, 20, 12, centered=(True, True, False)).cut(bore).val(), **mesher)
    return mesh.subdivide_to_size(0.8) if divided else mesh


def bore(nominal=6.1) -> Diameter:
    return Diameter(name="bore", nominal=nominal, tolerance=0.05, centre=(0, 0, 6), role="bore")


def across(nominal, flat) -> Position:
    hole = Round(centre=(0, 0, 6), diameter=6.1, point="far")
    face = Face(box=Box((flat - 0.3, -1, 1), (flat + 0.3, 1, 11)), facing=(-1, 0, 0))
    return Position(name="across", nominal=nominal, tolerance=0.05, of=hole, datum=face, axis=(-1, 0, 0))


@MESHES
@SHARES
def test_the_round_is_measured_beside_its_flat_within_its_uncertainty(share, mesher) -> None:
    found = measure(knob(share, **mesher), [bore()])[0]
    assert abs(found.measured - 6.1) < min(found.uncertainty, EXACT)


@SHARES
def test_a_finely_divided_flat_is_not_taken_for_part_of_the_round(share) -> None:
    found = measure(knob(share, divided=True), [bore()])[0]
    assert abs(found.measured - 6.1) < found.uncertainty + EXACT
    assert found.measured == pytest.approx(6.1, abs=0.05)


@pytest.mark.parametrize("share", [0.75, 0.85, 0.92])
def test_across_the_flat_follows_the_solid_whatever_was_asked(share) -> None:
    found = measure(knob(share), [across(5.0, (share - 0.5) * 6.1)])[0]
    assert abs(found.measured - share * 6.1) < found.uncertainty
    assert found.measured == pytest.approx(share * 6.1, abs=EXACT)


@pytest.mark.parametrize("size", [5.8, 6.0, 6.2, 6.6])
def test_the_round_follows_the_solid(size) -> None:
    assert measure(knob(0.9, size), [bore()])[0].measured == pytest.approx(size, abs=EXACT)


def test_two_per_cent_of_growth_shows() -> None:
    mesh = knob(0.9)
    mesh.apply_scale(1.02)
    for dimension, size in ((bore(), 6.1), (across(5.49, 2.44), 5.49)):
        found = measure(mesh, [dimension])[0]
        assert found.measured == pytest.approx(1.02 * size, abs=1e-3)
        assert not found.ok


def test_a_pin_is_held_by_the_round_and_not_by_the_flat() -> None:
    found = measure(knob(0.92), [bore()])[0]
    assert found.inscribed is not None
    assert 6.0 < found.inscribed <= 6.1


def test_a_round_without_a_flat_keeps_all_of_its_strips() -> None:
    whole = trimesh.creation.annulus(r_min=3, r_max=6, height=10, sections=9)
    found = measure(whole, [Diameter(name="d", nominal=6, tolerance=0.1, centre=(0, 0, 0), role="bore")])[0]
    assert found.measured == pytest.approx(6, abs=EXACT)
    assert np.linalg.norm(np.array(found.ends[0])[:2]) == pytest.approx(3, abs=EXACT)
