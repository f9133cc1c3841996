"""Threads: drilled to be tapped, and modelled."""

from __future__ import annotations

from math import radians, tan

import cadquery as cq
import numpy as np
import pytest
import trimesh
from support.threads import threaded

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import ThreadDiameter, ThreadPitch
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement

EXACT = 1e-4
M10 = {"tolerance": 0.05, "designation": "M10x1.5", "major": 10, "centre": (0, 0, 0), "axis": (0, 0, 1), "depth": 12}
# Vertices about the axis and along a pitch; the last do not repeat from tooth to tooth.
MESHES = pytest.mark.parametrize("grid", [(64, 40), (20, 12), (31, 13.7)], ids=["fine", "coarse", "uneven"])


def thread(gauge, nominal, **place) -> ThreadDiameter:
    return ThreadDiameter(**{**M10, "name": "t", "gauge": gauge, "nominal": nominal, "role": "shaft", **place})


def pitch(nominal=1.5, **place) -> ThreadPitch:
    return ThreadPitch(**{**M10, "name": "p", "nominal": nominal, "role": "shaft", **place})


def measured(mesh: trimesh.Trimesh, dimension) -> Measurement:
    return measure(mesh, [dimension])[0]


def drilled(size=8.5, deep=20.0, **mesher) -> trimesh.Trimesh:
    """A block on z = 0 with a hole from below that ends in a drill's point of 118 degrees."""
    radius = size / 2
    outline = [(0, 0), (radius, 0), (radius, deep), (0, deep + radius / tan(radians(59)))]
    drill = cq.Workplane("XZ").polyline(outline).close().revolve(360, (0, 0), (0, 1))
    return mesh_shape(cq.Workplane().box(30, 30, 40, centered=(True, True, False)).cut(drill).val(), **mesher)


@pytest.mark.parametrize("mesher", [{}, {"chord": 0.3, "angle": 0.6}], ids=["fine", "coarse"])
def test_a_drilled_hole_is_measured_as_its_drill(mesher) -> None:
    found = measured(drilled(**mesher), thread("drill", 8.5, role="bore"))
    assert abs(found.measured - 8.5) < min(found.uncertainty, EXACT)


@pytest.mark.parametrize("size", [8.0, 8.4, 8.6, 9.0])
def test_the_drill_follows_the_solid(size) -> None:
    found = measured(drilled(size), thread("drill", 8.5, role="bore"))
    assert found.measured == pytest.approx(size, abs=EXACT)
    assert not found.ok


def test_a_hole_that_ends_before_the_thread_fails() -> None:
    with pytest.raises(Failed, match=r"ends 11\.00 mm deep"):
        measured(drilled(deep=11), thread("drill", 8.5, role="bore"))


@MESHES
@pytest.mark.parametrize("outside", [None, 20], ids=["rod", "nut"])
def test_a_modelled_thread_is_measured_within_its_uncertainty(grid, outside) -> None:
    mesh = threaded(1.5, 10, 8.16, 12, *grid, outside=outside)
    role = "bore" if outside else "shaft"
    crest, root = (8.16, 10) if outside else (10, 8.16)
    for dimension in (pitch(role=role), thread("crest", crest, role=role), thread("root", root, role=role)):
        found = measured(mesh, dimension)
        assert abs(found.measured - dimension.nominal) < found.uncertainty + 1e-9
        assert found.measured == pytest.approx(
            dimension.nominal, abs=0.004 if dimension.kind == "thread_pitch" else EXACT
        )


@pytest.mark.parametrize("size", [1.25, 1.45, 1.55, 1.75])
def test_the_pitch_follows_the_solid_whatever_was_asked(size) -> None:
    assert measured(threaded(size, 10, 8.16, 12), pitch()).measured == pytest.approx(size, abs=1e-3)


def test_crest_and_root_follow_the_solid() -> None:
    mesh = threaded(1.5, 9.7, 8.4, 12)
    assert measured(mesh, thread("crest", 10)).measured == pytest.approx(9.7, abs=EXACT)
    assert measured(mesh, thread("root", 8.16)).measured == pytest.approx(8.4, abs=EXACT)


@pytest.mark.parametrize("part", [threaded(1.5, 10, 8.16, 12), threaded(1.5, 10, 8.16, 12, outside=20)])
def test_two_per_cent_of_growth_shows(part) -> None:
    mesh = part.copy()
    mesh.apply_scale(1.02)
    role = "shaft" if measured_role(part) else "bore"
    found = measured(mesh, pitch(role=role, tolerance=0.02))
    assert found.measured == pytest.approx(1.53, abs=1e-3)
    assert not found.ok


def measured_role(mesh) -> bool:
    return mesh.extents[0] < 15


def test_two_starts_have_the_pitch_from_tooth_to_tooth() -> None:
    assert measured(threaded(1.5, 10, 8.16, 12, starts=2), pitch()).measured == pytest.approx(1.5, abs=1e-3)


def test_a_left_handed_thread_must_be_asked_for() -> None:
    left = threaded(1.5, 10, 8.16, 12, hand=-1)
    with pytest.raises(Failed, match="left-handed"):
        measured(left, pitch())
    assert measured(left, pitch(designation="M10x1.5 LH")).measured == pytest.approx(1.5, abs=1e-3)


def test_a_mirrored_part_mirrors_its_thread_and_that_is_found_out() -> None:
    mesh = threaded(1.5, 10, 8.16, 12)
    mesh.apply_transform(np.diag([1, -1, 1, 1]))
    with pytest.raises(Failed, match="left-handed"):
        measured(mesh, mirrored(pitch()))


def test_a_drilled_hole_is_the_same_in_a_mirror() -> None:
    mesh = drilled()
    mesh.apply_transform(np.diag([1, -1, 1, 1]))
    assert measured(mesh, mirrored(thread("drill", 8.5, role="bore"))).measured == pytest.approx(8.5, abs=EXACT)


@pytest.mark.parametrize("dimension", [pitch(), thread("crest", 10), thread("root", 8)], ids=["pitch", "crest", "root"])
def test_what_is_no_thread_fails(dimension) -> None:
    plain = mesh_shape(cq.Workplane().circle(5).extrude(12).val())
    with pytest.raises(Failed, match="no teeth"):
        measured(plain, dimension)
    with pytest.raises(Failed, match="no teeth"):
        measured(mesh_shape(cq.Workplane().box(60, 60, 60).val()), dimension)
    with pytest.raises(Failed, match="rings and no thread"):
        measured(threaded(1.5, 10, 8.16, 12, starts=0), dimension)
    with pytest.raises(Failed, match="less than three turns"):
        measured(threaded(1.5, 10, 8.16, 3), dimension)
