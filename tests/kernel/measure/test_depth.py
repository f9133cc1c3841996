"""How deep holes and pockets are."""

from __future__ import annotations

from math import radians, tan

import cadquery as cq
import numpy as np
import pytest
import trimesh

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import Box, Depth
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement

EXACT = 1e-4
MESHES = pytest.mark.parametrize("mesher", [{}, {"chord": 0.3, "angle": 0.6}], ids=["fine", "coarse"])
TOP = Box((-19, -14, 19), (19, 14, 21))
HOLE = Box((-6, 1, 0.5), (6, 13, 18))


def block(deep=12.0, point=0.0, chamfer=0.0, pocket=None, **mesher) -> trimesh.Trimesh:
    """40 x 30 x 20 on z = 0 with a hole of 8 mm in its top at (0, 7), with a drill's point of so many degrees."""
    bottom = 4 / tan(radians(point / 2)) if point else 0
    outline = [(0, 20), (4, 20), (4, 20 - deep), (0, 20 - deep - bottom)]
    drill = cq.Workplane("XZ").polyline(outline).close().revolve(360, (0, 0), (0, 1)).translate((0, 7, 0))
    body = cq.Workplane().box(40, 30, 20, centered=(True, True, False)).cut(drill)
    if chamfer:
        body = body.faces(">Z").edges("%CIRCLE").chamfer(chamfer)
    if pocket:
        body = body.cut(cq.Workplane("XY", origin=(0, -7, 20 - pocket)).rect(20, 6).extrude(pocket))
    return mesh_shape(body.val(), **mesher)


def depth(nominal=12.0, **place) -> Depth:
    return Depth(**{"name": "d", "nominal": nominal, "tolerance": 0.05, "face": TOP, "floor": HOLE, **place})


def measured(mesh: trimesh.Trimesh, dimension: Depth) -> Measurement:
    return measure(mesh, [dimension])[0]


@MESHES
@pytest.mark.parametrize("end", ["floor", "full diameter"])
@pytest.mark.parametrize("chamfer", [0, 0.5])
def test_a_flat_hole_is_measured_either_way(end, chamfer, mesher) -> None:
    found = measured(block(chamfer=chamfer, **mesher), depth(end=end))
    assert abs(found.measured - 12) < min(found.uncertainty, EXACT)


@MESHES
@pytest.mark.parametrize("point", [90, 118, 140])
def test_a_drilled_hole_is_as_deep_as_its_full_diameter(point, mesher) -> None:
    found = measured(block(point=point, **mesher), depth(end="full diameter"))
    assert abs(found.measured - 12) < min(found.uncertainty, EXACT)


@pytest.mark.parametrize("point", [118, 140, 160])
def test_a_drills_point_is_no_floor(point) -> None:
    with pytest.raises(Failed, match=r"faces as stated|not flat|not square"):
        measured(block(point=point), depth())


def test_a_pocket_is_measured_from_the_face_round_it() -> None:
    pocket = Box((-11, -11, 1), (11, -3, 19))
    assert measured(block(pocket=3.5), depth(3.5, floor=pocket)).measured == pytest.approx(3.5, abs=EXACT)


@pytest.mark.parametrize("end", ["floor", "full diameter"])
@pytest.mark.parametrize("deep", [6, 11.9, 12.1, 15])
def test_the_measured_size_follows_the_solid(deep, end) -> None:
    found = measured(block(deep), depth(end=end))
    assert found.measured == pytest.approx(deep, abs=EXACT)
    assert not found.ok


@pytest.mark.parametrize("nominal", [2, 11.9, 12.1, 30])
def test_the_nominal_size_does_not_pull_the_measured_one(nominal) -> None:
    assert measured(block(), depth(nominal)).measured == pytest.approx(12, abs=EXACT)


def test_two_per_cent_of_growth_shows() -> None:
    mesh = block(point=118)
    mesh.apply_scale(1.02)
    top = Box((-19, -14, 20), (19, 14, 21))
    found = measured(mesh, depth(face=top, end="full diameter"))
    assert found.measured == pytest.approx(12.24, abs=EXACT)
    assert not found.ok


def test_the_mirrored_part_has_the_same_size() -> None:
    mesh = block()
    mesh.apply_transform(np.diag([1, -1, 1, 1]))
    assert measured(mesh, mirrored(depth())).measured == pytest.approx(12, abs=EXACT)


def test_a_leaning_face_is_measured_square_to_the_hole_over_its_middle() -> None:
    mesh = block()
    mesh.vertices[:, 2] += np.where(mesh.vertices[:, 2] > 19.9, 0.02 * mesh.vertices[:, 0], 0)
    assert measured(mesh, depth()).measured == pytest.approx(12, abs=0.01)


@pytest.mark.parametrize(
    ("deep", "place", "words"),
    [
        (20, {}, "faces as stated"),
        (20, {"end": "full diameter"}, "runs out of the box"),
        (12, {"face": Box((-19, -14, 30), (19, 14, 31))}, "nothing of the part"),
        (12, {"floor": Box((-19, -14, 12), (-9, -9, 18))}, "nothing of the part"),
        (12, {"floor": TOP, "face": HOLE}, "not below the face"),
        (12, {"floor": Box((-19, -14, 1), (19, 14, 21))}, "not flat"),
        (12, {"floor": TOP, "end": "full diameter"}, "runs out of the box"),
    ],
    ids=["through", "through along its wall", "no face", "no hole", "upside down", "two floors", "only the mouth"],
)
def test_what_cannot_be_measured_fails_and_names_the_dimension(deep, place, words) -> None:
    with pytest.raises(Failed, match=words) as caught:
        measured(block(deep), depth(**place))
    assert caught.value.problems[0].fields == ("d",)
