"""Several equal holes, and the circle that their axes lie on."""

from __future__ import annotations

from dataclasses import replace

import cadquery as cq
import numpy as np
import pytest
import trimesh

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import Diameter, PitchCircle
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement

EXACT = 1e-4
TURNS = np.radians([90, 210, 330])
MESHES = pytest.mark.parametrize("mesher", [{}, {"chord": 0.3, "angle": 0.6}], ids=["fine", "coarse"])


def centres(pitch_circle=52.0):
    return tuple((pitch_circle / 2 * np.cos(turn), pitch_circle / 2 * np.sin(turn), 5.0) for turn in TURNS)


def flange(pitch_circle=52.0, holes=(8.5, 8.5, 8.5), shifts=((0, 0),) * 3, **mesher) -> trimesh.Trimesh:
    plate = cq.Workplane().circle(45).extrude(10)
    for (x, y, _), hole, (right, up) in zip(centres(pitch_circle), holes, shifts, strict=True):
        plate = plate.cut(cq.Workplane().center(x + right, y + up).circle(hole / 2).extrude(10))
    return mesh_shape(plate.val(), **mesher)


def holes(nominal=8.5, **place) -> Diameter:
    first, *others = centres()
    standard = {"name": "holes", "nominal": nominal, "tolerance": 0.05, "role": "bore"}
    return Diameter(**{**standard, "centre": first, "repeats": tuple(others), **place})


def circle(nominal=52.0, **place) -> PitchCircle:
    standard = {"name": "circle", "nominal": nominal, "tolerance": 0.05, "centres": centres(), "size": 8.5}
    return PitchCircle(**{**standard, **place})


def measured(mesh: trimesh.Trimesh, dimension) -> Measurement:
    return measure(mesh, [dimension])[0]


@MESHES
def test_equal_holes_and_their_circle_are_measured_within_their_uncertainty(mesher) -> None:
    mesh = flange(**mesher)
    for dimension in (holes(), circle()):
        found = measured(mesh, dimension)
        assert abs(found.measured - dimension.nominal) < min(found.uncertainty, EXACT)


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("size", [8.3, 8.7])
def test_the_worst_hole_decides(number, size) -> None:
    sizes = [size if each == number else 8.5 for each in range(3)]
    found = measured(flange(holes=sizes), holes())
    assert found.measured == pytest.approx(size, abs=EXACT)
    assert not found.ok


def test_the_pin_must_pass_through_all_holes() -> None:
    mesh = flange(holes=(8.5, 8.45, 8.6))
    alone = measured(mesh, holes(centre=centres()[1], repeats=()))
    assert measured(mesh, holes()).inscribed == alone.inscribed


@pytest.mark.parametrize("size", [50.5, 51.8, 52.2, 53.5])
def test_the_circle_follows_the_holes(size) -> None:
    assert measured(flange(size), circle()).measured == pytest.approx(size, abs=EXACT)


@pytest.mark.parametrize("nominal", [40, 51.9, 52.1, 60])
def test_the_nominal_size_does_not_pull_the_circle(nominal) -> None:
    assert measured(flange(), circle(nominal)).measured == pytest.approx(52, abs=EXACT)


def test_a_hole_off_the_circle_decides() -> None:
    four = np.radians([0, 90, 180, 270])
    places = [(26 * np.cos(turn), 26 * np.sin(turn)) for turn in four]
    places[0] = (26.4, 0)
    plate = cq.Workplane().circle(45).extrude(10).cut(cq.Workplane().pushPoints(places).circle(4.25).extrude(10))
    asked = circle(centres=tuple((26 * np.cos(turn), 26 * np.sin(turn), 5.0) for turn in four))
    # The fitted circle moves by half of the shift and grows by a quarter: the hole stays 0.1 beyond it.
    assert measured(mesh_shape(plate.val()), asked).measured == pytest.approx(52.4, abs=0.01)


def test_two_per_cent_of_growth_shows() -> None:
    mesh = flange()
    mesh.apply_scale(1.02)
    for dimension in (holes(), circle()):
        found = measured(mesh, dimension)
        assert found.measured == pytest.approx(1.02 * dimension.nominal, abs=EXACT)
        assert not found.ok


def test_the_mirrored_part_has_the_same_sizes() -> None:
    mesh = flange(shifts=((0.3, 0.2), (0, 0), (0, 0)))
    other = mesh.copy()
    other.apply_transform(np.diag([1, -1, 1, 1]))
    for dimension in (holes(), circle()):
        there = measured(other, mirrored(dimension)).measured
        assert there == pytest.approx(measured(mesh, dimension).measured, abs=EXACT)


def test_the_axes_may_lie_any_way() -> None:
    turn = trimesh.transformations.random_rotation_matrix(np.array([0.3, 0.2, 0.9]))
    mesh = flange()
    mesh.apply_transform(turn)
    moved = tuple(tuple(turn[:3, :3] @ np.array(each)) for each in centres())
    found = measured(mesh, circle(centres=moved, axis=tuple(turn[:3, 2])))
    assert found.measured == pytest.approx(52, abs=EXACT)


@pytest.mark.parametrize("dimension", [holes(), circle()], ids=["holes", "circle"])
def test_one_hole_that_is_not_there_fails_all(dimension) -> None:
    place = {"role": "shaft"}
    for asked in (replace(dimension, **place), dimension):
        mesh = flange() if asked is not dimension else flange(shifts=((0, 0), (9, 9), (0, 0)))
        with pytest.raises(Failed, match="nothing round"):
            measured(mesh, asked)


@pytest.mark.parametrize("count", [1, 2])
def test_two_holes_have_no_circle(count) -> None:
    with pytest.raises(Failed, match="three axes or more"):
        measured(flange(), circle(centres=centres()[:count]))
