import json
from dataclasses import replace
from math import nan

import cadquery as cq
import numpy as np
import pytest
import trimesh
from support import features, outside_programs
from support.badge import BADGE, Badge, badge_design

from configurator import __version__
from configurator.domain.parts.designs import Design
from configurator.domain.parts.dimensions import Angle, Box, Distance, X, Z
from configurator.kernel.build.bodies import body_mesh
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_shape
from configurator.kernel.export import glb
from configurator.kernel.jobs.make import _build_and_examine
from configurator.kernel.part import Measurement, Part
from configurator.kernel.timings import Clock
from templates_cad import grommet

TYPES = {5126: "<f4", 5125: "<u4", 5123: "<u2"}
HEIGHT = Distance(name="height", nominal=4.5, tolerance=0.05, axis=Z)
TILT = Angle(
    name="tilt", nominal=3.0, tolerance=0.5, box=Box(X, X), facing=Z, other_box=Box(X, X), other_facing=Z, about=X
)
MEASUREMENTS = (
    Measurement(HEIGHT, 4.51, 0.002, ((10, 0, 0), (10, 0, 4.5))),
    Measurement(TILT, 4.0, 0.1, ((0, 0, 0), (0, 5, 0))),
)


@pytest.fixture(scope="module")
def part():
    parameters = grommet.Grommet()
    design = Design("grommet", "1", parameters.model_dump())
    shape = build_shape(grommet.TEMPLATE, parameters, design)
    return Part(grommet.TEMPLATE, design, shape, mesh_shape(shape), MEASUREMENTS)


def with_shape(part, shape):
    return replace(part, shape=shape, mesh=mesh_shape(shape))


def written(part, folder):
    """(document, block) of the file, after checking the container as the specification lays it down."""
    path = folder / "part.glb"
    glb.write_glb(part, path)
    content = path.read_bytes()
    magic, version, length, json_length, json_kind = np.frombuffer(content[:20], "<u4").tolist()
    assert (magic, version, length, json_kind) == (0x46546C67, 2, len(content), 0x4E4F534A)
    start = 20 + json_length
    block_length, block_kind = np.frombuffer(content[start : start + 8], "<u4").tolist()
    assert (start % 4, block_length % 4, block_kind, start + 8 + block_length) == (0, 0, 0x004E4942, len(content))
    return json.loads(content[20:start]), content[start + 8 :]


def array(file, number):
    """The array of an accessor, after checking it against its own description."""
    document, block = file
    accessor = document["accessors"][number]
    view = document["bufferViews"][accessor["bufferView"]]
    kind = np.dtype(TYPES[accessor["componentType"]])
    assert view["byteOffset"] % 4 == 0
    values = np.frombuffer(block, kind, view["byteLength"] // kind.itemsize, view["byteOffset"])
    rows = values.reshape(-1, 3) if accessor["type"] == "VEC3" else values.reshape(-1, 1)
    assert len(rows) == accessor["count"]
    assert rows.min(axis=0).tolist() == accessor["min"]
    assert rows.max(axis=0).tolist() == accessor["max"]
    return rows if accessor["type"] == "VEC3" else values


def node(file, name):
    return next(node for node in file[0]["nodes"] if node["name"] == name)


def primitive(file, name):
    return file[0]["meshes"][node(file, name)["mesh"]]["primitives"][0]


def triangles(file):
    """Positions in mm and normals, both in the part's frame again, and faces."""
    found = primitive(file, "part")
    assert found["mode"] == 4
    positions, normals = (array(file, found["attributes"][name]) for name in ("POSITION", "NORMAL"))
    return 1000.0 * z_up(positions), z_up(normals), array(file, found["indices"]).reshape(-1, 3)


def lines(file, name):
    """(n, 2, 3) ends of the lines of a node in mm, in the part's frame again."""
    found = primitive(file, name)
    assert found["mode"] == 1
    points = 1000.0 * z_up(array(file, found["attributes"]["POSITION"]))
    return points[array(file, found["indices"]).reshape(-1, 2)]


def z_up(points):
    return points[:, [0, 2, 1]].astype(float) * (1, -1, 1)


def test_it_is_the_mesh_in_metres_with_y_up(part, tmp_path):
    written(part, tmp_path)
    read = trimesh.load_scene(tmp_path / "part.glb").geometry[f"grommet {part.design.code}"]
    read.merge_vertices(merge_norm=True)
    assert read.is_watertight
    assert 1e9 * read.volume == pytest.approx(part.mesh.volume, rel=1e-5)
    (low_x, low_y, low_z), (high_x, high_y, high_z) = part.mesh.bounds / 1000
    assert read.bounds == pytest.approx(np.array([[low_x, low_z, -high_y], [high_x, high_z, -low_y]]), abs=1e-8)


def test_each_named_body_is_a_node_of_its_own_under_the_part(tmp_path):
    badge, _ = _build_and_examine(BADGE, Badge(), badge_design(Badge()), Clock())
    document, _ = written(badge, tmp_path)
    root = next(each for each in document["nodes"] if each["name"] == "part")
    names = [document["nodes"][number]["name"] for number in root["children"]]
    assert names == [document["meshes"][document["nodes"][each]["mesh"]]["name"] for each in root["children"]]
    assert names == ["plate", "nuts"]
    read = trimesh.load_scene(tmp_path / "part.glb").geometry
    for body in badge.bodies:
        skin = read[body.name]
        skin.merge_vertices(merge_norm=True)
        assert skin.is_watertight
        assert 1e9 * skin.volume == pytest.approx(body_mesh(body, badge.mesh).volume, rel=1e-5)


def test_every_triangle_of_the_mesh_is_there_and_faces_out(part, tmp_path):
    positions, normals, faces = triangles(written(part, tmp_path))
    assert len(faces) == len(part.mesh.faces)
    assert np.abs(positions[faces] - part.mesh.triangles).max() < 1e-4
    assert np.abs(np.linalg.norm(normals, axis=1) - 1).max() < 1e-5
    assert np.einsum("ijk,ik->ij", normals[faces], part.mesh.face_normals).min() > 0.9


def test_a_box_has_crisp_edges(part, tmp_path):
    _, normals, _ = triangles(written(with_shape(part, cq.Workplane().box(10, 20, 30).val()), tmp_path))
    assert len(normals) == 24
    assert sorted(np.abs(normals).max(axis=1)) == pytest.approx([1.0] * 24)


def test_a_cylinder_is_shaded_round_with_flat_ends(part, tmp_path):
    rod = with_shape(part, cq.Workplane().circle(10).extrude(30).val())
    positions, normals, _ = triangles(written(rod, tmp_path))
    flat = np.abs(normals[:, 2]) > 0.5
    assert np.abs(normals[flat, 2]).min() == pytest.approx(1)
    assert np.abs(normals[~flat] - positions[~flat] * (0.1, 0.1, 0)).max() < 0.02


def test_the_face_beside_a_fillet_stays_flat(part, tmp_path):
    block = with_shape(part, cq.Workplane().box(40, 30, 20).edges("|Z").fillet(2).val())
    positions, normals, faces = triangles(written(block, tmp_path))
    side = np.abs(positions[faces][:, :, 0]).min(axis=1) > 19.99
    assert np.abs(normals[faces[side], 0]).min() > 0.9995


def test_the_edges_are_lines_on_the_part(part, tmp_path):
    drawn = lines(written(part, tmp_path), "edges")
    radii = np.hypot(drawn[:, :, 0], drawn[:, :, 1])
    assert radii[:, 0] == pytest.approx(radii[:, 1], abs=1e-4)
    expected = {4.0, 4.4, 7.0, 10.3, 10.7}
    assert set(np.unique(radii.round(3))) == expected
    assert np.linalg.norm(drawn[:, 0] - drawn[:, 1], axis=1).max() < 4


def test_each_dimension_is_a_line_with_its_sizes(part, tmp_path):
    file = written(part, tmp_path)
    children = [file[0]["nodes"][child]["name"] for child in node(file, "dimensions")["children"]]
    assert children == ["height", "tilt"]
    assert lines(file, "height").round(4).tolist() == [[[10, 0, 0], [10, 0, 4.5]]]
    assert lines(file, "tilt").round(4).tolist() == [[[0, 0, 0], [0, 5, 0]]]
    assert node(file, "height")["extras"] == {
        "kind": "distance", "title": "Height", "unit": "mm", "ok": True,
        "nominal": 4.5, "measured": 4.51, "uncertainty": 0.002, "tolerance": 0.05, "field": "",
    }  # fmt: skip
    tilt = node(file, "tilt")["extras"]
    assert (tilt["title"], tilt["unit"], tilt["measured"], tilt["ok"]) == ("Tilt", "deg", 4.0, False)


@pytest.mark.parametrize(
    ("dimensions", "words"),
    [
        (
            features.flange_dimensions,
            [("3x Ø", ""), ("PCD", ""), ("M10x1.5, 16 deep, drill Ø", ""), ("", "deep"), ("", "deep"), ("", "")],
        ),
        (features.bracket_dimensions, [("R", ""), ("Ø", ""), ("", ""), ("", ""), ("", "raised"), ("", ""), ("", "")]),
    ],
)
def test_a_dimension_says_what_stands_before_and_after_its_size(part, tmp_path, dimensions, words):
    sizes = [Measurement(each, each.nominal, 0.0, ((0, 0, 0), (0, 1, 0))) for each in dimensions()]
    file = written(replace(part, measurements=tuple(sizes)), tmp_path)
    extras = [node(file, each.dimension.name)["extras"] for each in sizes]
    assert [(each.get("sign", ""), each.get("manner", "")) for each in extras] == words
    assert [each["unit"] for each in extras] == ["deg" if each["kind"] == "axis_angle" else "mm" for each in extras]


def test_the_line_of_a_position_is_as_long_as_its_size(part, tmp_path):
    *_, position = features.bracket_dimensions()
    measurement = Measurement(position, 12.0, 0.0, ((30, 0, 6), (18, 8, 6)))
    file = written(replace(part, measurements=(measurement,)), tmp_path)
    assert lines(file, position.name).round(4).tolist() == [[[30, 8, 6], [18, 8, 6]]]


def test_the_file_says_what_it_is_and_who_made_it(part, tmp_path):
    document, _ = file = written(part, tmp_path)
    identity = {"template": "grommet", "version": "1", "digest": part.design.digest, "code": part.design.code}
    assert document["asset"] == {"version": "2.0", "generator": f"made-to-measure {__version__}", "extras": identity}
    assert document["meshes"][node(file, "part")["mesh"]]["extras"] == identity


def test_a_part_without_edges_or_dimensions_has_no_empty_nodes(part, tmp_path):
    ball = replace(with_shape(part, cq.Workplane().sphere(10).val()), measurements=())
    document, _ = written(ball, tmp_path)
    assert [found["name"] for found in document["nodes"]] == ["part"]
    assert document["scenes"][0]["nodes"] == [0]


def test_a_part_of_many_vertices_is_numbered_in_long_integers(part, tmp_path):
    sphere = trimesh.creation.icosphere(7, 10)
    assert len(sphere.vertices) > 65536
    positions, _, faces = triangles(written(replace(part, mesh=sphere), tmp_path))
    assert np.abs(positions[faces] - sphere.triangles).max() < 1e-4


def test_a_measure_that_is_no_number_is_an_error(part, tmp_path):
    broken = replace(part, measurements=(replace(MEASUREMENTS[0], measured=nan),))
    with pytest.raises(ValueError, match="JSON"):
        glb.write_glb(broken, tmp_path / "part.glb")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("shape", [None, cq.Workplane().sphere(10), cq.Workplane().box(9, 9, 9).edges().fillet(1)])
def test_the_validator_of_khronos_finds_nothing(part, shape, tmp_path):
    written(part if shape is None else with_shape(part, shape.val()), tmp_path)
    issues = outside_programs.khronos_report(tmp_path / "part.glb")["issues"]
    assert (issues["numErrors"], issues["numWarnings"]) == (0, 0), issues["messages"]
