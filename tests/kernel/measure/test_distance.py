from __future__ import annotations

import cadquery as cq
import numpy as np
import pytest
import trimesh

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import Box, Distance, X, Y, Z
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement

EXACT = 1e-4


def distance(nominal: float, **place: object) -> Distance:
    return Distance(**{"name": "d", "nominal": nominal, "tolerance": 0.05, "axis": Z, **place})


def measured(mesh: trimesh.Trimesh, dimension: Distance) -> Measurement:
    return measure(mesh, [dimension])[0]


def channel(gap: float = 5, floor: float = 3, wall: float = 10) -> trimesh.Trimesh:
    """A U of 20 x (gap + 8) x wall with its gap along y between y = +-gap/2, standing on z = 0."""
    body = cq.Workplane().box(20, gap + 8, wall, centered=(True, True, False))
    return mesh_shape(
        body.cut(cq.Workplane().box(30, gap, wall, centered=(True, True, False)).translate((0, 0, floor))).val()
    )


GAP = Box((-2, -1, 5), (2, 1, 8))
FLOOR = Box((-5, -2, -5), (5, 2, 20))


@pytest.mark.parametrize(("axis", "size"), [(X, 20), (Y, 13), (Z, 10), ((0, 0, -3), 10)])
def test_the_whole_part_between_the_jaws(axis: tuple[float, float, float], size: float) -> None:
    found = measured(channel(), distance(size, axis=axis))
    assert found.measured == pytest.approx(size, abs=EXACT)
    assert found.uncertainty < EXACT


def test_only_what_lies_in_the_box_is_between_the_jaws() -> None:
    assert measured(channel(floor=3), distance(3, box=FLOOR)).measured == pytest.approx(3, abs=EXACT)


def test_facets_larger_than_the_box_are_cut_at_its_walls() -> None:
    wedge = mesh_shape(cq.Workplane("XZ").polyline([(0, 0), (100, 0), (100, 50)]).close().extrude(20).val())
    box = Box((39, -11, -5), (40, -9, 90))
    assert measured(wedge, distance(20, box=box)).measured == pytest.approx(20, abs=EXACT)


def test_a_box_that_ends_flush_with_the_part_is_long_enough() -> None:
    assert measured(channel(), distance(10, box=Box((-50, -50, 0), (50, 50, 10)))).measured == pytest.approx(10)


@pytest.mark.parametrize("nominal", [1, 2.9, 3.1, 6])
def test_the_nominal_size_does_not_pull_the_measured_one(nominal: float) -> None:
    assert measured(channel(floor=3), distance(nominal, box=FLOOR)).measured == pytest.approx(3, abs=EXACT)
    gap = distance(nominal, axis=Y, jaws="inside", box=GAP)
    assert measured(channel(gap=3), gap).measured == pytest.approx(3, abs=EXACT)


@pytest.mark.parametrize("size", [2.5, 3.2, 4])
def test_the_measured_size_follows_the_solid(size: float) -> None:
    for found in (
        measured(channel(floor=size), distance(3, box=FLOOR)),
        measured(channel(gap=size), distance(3, axis=Y, jaws="inside", box=GAP)),
        measured(channel(wall=7 + size), distance(10, jaws="height")),
    ):
        assert found.measured - found.dimension.nominal == pytest.approx(size - 3, abs=EXACT)
        assert not found.ok


@pytest.mark.parametrize(
    "dimension",
    [
        distance(10),
        distance(3, box=FLOOR),
        distance(5, axis=Y, jaws="inside", box=GAP),
        distance(10, jaws="height"),
        distance(3, jaws="height", box=FLOOR),
    ],
    ids=["outside", "outside in a box", "inside", "height", "height in a box"],
)
def test_two_per_cent_of_shrinkage_shows(dimension: Distance) -> None:
    mesh = channel()
    assert measured(mesh, dimension).ok
    mesh.apply_scale(1.02)
    assert measured(mesh, dimension).measured == pytest.approx(1.02 * dimension.nominal, abs=EXACT)
    assert not measured(mesh, dimension).ok


@pytest.mark.parametrize(
    "box",
    [Box((-5, -5, -5), (5, 5, 8)), Box((-5, -5, 1), (5, 5, 20)), Box((-5, -5, 1), (5, 5, 2))],
    ids=["above", "below", "both"],
)
def test_a_box_that_cuts_the_part_off_is_never_measured_instead_of_it(box: Box) -> None:
    with pytest.raises(Failed, match="runs out of the box"):
        measured(mesh_shape(cq.Workplane().box(4, 4, 10, centered=(True, True, False)).val()), distance(7, box=box))


def test_a_box_that_ends_in_a_ring_of_vertices_still_cuts_the_part_off() -> None:
    stack = trimesh.creation.revolve(np.array([[0, 0], [5, 0], [5, 4], [5, 10], [0, 10]]))
    with pytest.raises(Failed, match="runs out of the box"):
        measured(stack, distance(4, box=Box((-9, -9, -1), (9, 9, 4))))


def test_a_height_is_taken_from_the_plate_that_the_part_stands_on() -> None:
    table = cq.Workplane().box(20, 20, 2).translate((0, 0, 9)).union(cq.Workplane().box(2, 2, 9).translate((9, 9, 4.5)))
    box = Box((-5, -5, 9), (5, 5, 20))
    found = measured(mesh_shape(table.val()), distance(10, jaws="height", box=box))
    assert found.measured == pytest.approx(10, abs=EXACT)
    assert found.ends[0][2] == pytest.approx(0, abs=EXACT)


def test_the_ends_are_as_far_apart_along_the_axis_as_was_measured() -> None:
    for dimension in (distance(10), distance(5, axis=Y, jaws="inside", box=GAP), distance(10, jaws="height")):
        found = measured(channel(), dimension)
        apart = np.subtract(found.ends[1], found.ends[0])
        assert apart == pytest.approx(found.measured * np.array(dimension.axis), abs=EXACT)


@pytest.mark.parametrize("axis", [X, (1, 1, 0), (1, 2, 3)])
def test_a_ball_is_measured_within_its_uncertainty(axis: tuple[float, float, float]) -> None:
    found = measured(mesh_shape(cq.Workplane().sphere(30).val()), distance(60, axis=axis))
    assert 60 - found.uncertainty < found.measured <= 60
    assert found.uncertainty < 0.1


@pytest.mark.parametrize("rise", [2, 5, 10])
@pytest.mark.parametrize("border", [0, 2])
def test_a_ridge_is_an_edge_however_flat_it_is(rise: float, border: float) -> None:
    """Its two faces lean by up to 26.6 degrees, and may end in roundings."""
    house = cq.Workplane("XZ").polyline([(-20, 0), (20, 0), (20, 10), (0, 10 + rise), (-20, 10)]).close().extrude(30)
    house = house.edges("|Y and (<X or >X)").fillet(border) if border else house
    found = measured(mesh_shape(house.val()), distance(10 + rise))
    assert found.measured == pytest.approx(10 + rise, abs=EXACT)
    # The facets of the slopes end at the roundings, which stand off them a little.
    assert found.uncertainty < (0.02 if border else EXACT)


@pytest.mark.parametrize("lean", [0, 3, 7, 11])
def test_a_flat_arch_of_few_facets_is_measured_within_its_uncertainty(lean: float) -> None:
    """An arc of 30 degrees and a radius of 40 mm over a block, along a line that leans."""
    half, way = np.radians(15), np.radians(lean)
    out, high = 40 * np.sin(half), 40 * np.cos(half)
    arch = cq.Workplane("XZ").moveTo(-out, high).threePointArc((0, 40), (out, high)).lineTo(out, 0).lineTo(-out, 0)
    axis = (float(np.sin(way)), 0.0, float(np.cos(way)))
    found = measured(mesh_shape(arch.close().extrude(20).val()), distance(40, axis=axis))
    expected = 40 + out * np.sin(way)
    assert abs(found.measured - expected) < found.uncertainty < 0.1


def test_the_least_gap_counts_between_inside_jaws() -> None:
    tapered = cq.Workplane("YZ").polyline([(-3, 0), (-3, 10), (3, 10), (2, 0)]).close().extrude(40, both=True)
    block = cq.Workplane().box(20, 20, 10, centered=(True, True, False)).cut(tapered)
    found = measured(mesh_shape(block.val()), distance(5.5, axis=Y, jaws="inside", box=Box((-1, -1, 4), (1, 1, 6))))
    assert found.measured == pytest.approx(5.4, abs=EXACT)


def test_inside_jaws_along_any_axis() -> None:
    turn = trimesh.transformations.rotation_matrix(0.3, (1, 0, 0), (0, 0, 6))
    mesh = channel()
    mesh.apply_transform(turn)
    box = Box((-1, -0.1, 5.9), (1, 0.1, 6.1))
    found = measured(mesh, distance(5, axis=tuple(turn[:3, 1]), jaws="inside", box=box))
    assert found.measured == pytest.approx(5, abs=EXACT)


def test_any_orientation_gives_the_same_size() -> None:
    turn = trimesh.transformations.random_rotation_matrix(np.array([0.1, 0.5, 0.9]))
    mesh = channel()
    mesh.apply_transform(turn)
    assert measured(mesh, distance(10, axis=tuple(turn[:3, 2]))).measured == pytest.approx(10, abs=EXACT)


@pytest.mark.parametrize("jaws", ["outside", "inside", "height"])
def test_the_mirrored_part_has_the_same_size(jaws: str) -> None:
    mesh = channel()
    mesh.apply_translation((0, 4, 0))
    box = Box((-2, 3, -1), (2, 5, 20)) if jaws != "inside" else Box((-2, 3, 5), (2, 4.5, 8))
    axis = {"outside": Z, "inside": (0, 1, 0.1), "height": Z}[jaws]
    dimension = distance(5, axis=axis, jaws=jaws, box=box)
    other = mesh.copy()
    other.apply_transform(np.diag([1, -1, 1, 1]))
    assert measured(other, mirrored(dimension)).measured == pytest.approx(measured(mesh, dimension).measured)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"box": Box((50, 0, 0), (60, 1, 1))}, "nothing of the part"),
        ({"axis": Y, "jaws": "inside", "box": Box((-1, -3, 1), (1, 3, 2))}, "material between the jaws"),
        ({"axis": X, "jaws": "inside", "box": GAP}, "do not meet"),
        ({"axis": (0, 0, 0)}, "no length"),
    ],
    ids=["empty box", "solid", "open end", "no axis"],
)
def test_what_cannot_be_measured_fails_and_names_the_dimension(place: dict[str, object], words: str) -> None:
    with pytest.raises(Failed, match=words) as caught:
        measured(channel(), distance(5, **place))
    assert caught.value.problems[0].fields == ("d",)
