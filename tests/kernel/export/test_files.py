import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import cadquery as cq
import lib3mf
import numpy as np
import pytest
import trimesh
from PIL import Image
from support.badge import BADGE, Badge, badge_design
from support.outside_programs import needs_slicer

from configurator import __version__
from configurator.domain.errors import Failed
from configurator.kernel.build.bodies import body_mesh
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_shape
from configurator.kernel.export import glb, step, stl, threemf
from configurator.kernel.jobs.make import _build_and_examine
from configurator.kernel.part import Measurement, Part
from configurator.kernel.timings import Clock
from configurator.services.designs.configure import build_design
from configurator.shapes.triangles import STL_TRIANGLE
from templates_cad import grommet

SIZES = grommet.Grommet(hole_diameter=20, cable_diameter=12)
# Where processes of these tests find `support`.
TESTS = str(Path(__file__).parents[2])
FILE_WRITERS = {"stl": stl.write_stl, "step": step.write_step, "3mf": threemf.write_3mf, "glb": glb.write_glb}


def made(parameters=SIZES):
    template, design = grommet.TEMPLATE, build_design(grommet.TEMPLATE, parameters)
    shape = build_shape(template, parameters, design)
    height = next(dimension for dimension in grommet.dimensions(parameters) if dimension.name == "height")
    measured = Measurement(height, height.nominal, 0.001, ((0, 0, 0), (0, 0, height.nominal)))
    return Part(template, design, shape, mesh_shape(shape), (measured,))


def vase(part):
    """The same papers on a free-form solid."""
    angles = np.linspace(0, 2 * np.pi, 13)
    wires = []
    for height, radius in ((0, 30), (20, 36), (45, 28), (70, 34)):
        points = [cq.Vector(1.5 * radius * np.cos(a), radius * np.sin(a), height) for a in angles[:-1]]
        spline = cq.Edge.makeSpline(points, periodic=True, parameters=np.linspace(0, 1, 13).tolist())
        wires.append(cq.Wire.assembleEdges([spline]))
    shape = cq.Solid.makeLoft(wires)
    return replace(part, shape=shape, mesh=mesh_shape(shape))


@pytest.fixture(scope="module")
def part():
    return made()


@pytest.fixture(scope="module", params=["turned", "free-form"])
def any_part(request, part):
    return part if request.param == "turned" else vase(part)


def read_3mf(path):
    model = lib3mf.get_wrapper().CreateModel()
    reader = model.QueryReader("3mf")
    reader.SetStrictModeActive(True)
    reader.ReadFromFile(str(path))
    assert reader.GetWarningCount() == 0
    return model


def metadata(model):
    group = model.GetMetaDataGroup()
    entries = [group.GetMetaData(index) for index in range(group.GetMetaDataCount())]
    return {(entry.GetNameSpace(), entry.GetName()): entry.GetValue() for entry in entries}


def test_stl_names_the_part_and_its_unit_and_does_not_begin_like_text(part, tmp_path):
    stl.write_stl(part, tmp_path / "part.stl")
    header = (tmp_path / "part.stl").read_bytes()[:80].decode("ascii")
    assert not header.startswith("solid")
    assert header.split() == ["made-to-measure", f"{__version__},", "mm,", "grommet", part.design.code]


def test_stl_holds_the_mesh_with_normals_that_point_out(any_part, tmp_path):
    stl.write_stl(any_part, tmp_path / "part.stl")
    content = (tmp_path / "part.stl").read_bytes()
    triangles = np.frombuffer(content[84:], STL_TRIANGLE)
    assert int.from_bytes(content[80:84], "little") == len(triangles) == len(any_part.mesh.faces)
    corners = triangles["corners"].astype(float)
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    unit = cross / np.linalg.norm(cross, axis=1, keepdims=True)
    assert np.abs(unit - triangles["normal"]).max() < 1e-3
    read = trimesh.load(tmp_path / "part.stl")
    assert read.is_watertight
    assert read.volume == pytest.approx(any_part.mesh.volume, rel=1e-6)


def test_step_comes_back_as_one_valid_solid_of_the_same_size(any_part, tmp_path):
    step.write_step(any_part, tmp_path / "part.step")
    read = cq.importers.importStep(str(tmp_path / "part.step")).val()
    assert (read.ShapeType(), read.isValid()) == ("Solid", True)
    assert mesh_shape(read).volume == pytest.approx(any_part.mesh.volume, rel=1e-4)
    assert np.abs(mesh_shape(read).bounds - any_part.mesh.bounds).max() < 1e-3


def test_step_of_a_turned_part_has_the_volume_of_the_formula(part, tmp_path):
    step.write_step(part, tmp_path / "part.step")
    read = cq.importers.importStep(str(tmp_path / "part.step")).val()
    assert read.Volume() == pytest.approx(grommet.volume(SIZES), rel=1e-9)


def test_step_says_what_it_is_where_it_comes_from_and_no_time(part, tmp_path, capfd):
    step.write_step(part, tmp_path / "part.step")
    name = f"grommet {part.design.code}"
    # Line breaks mean nothing in a STEP file, and the kernel sets them where it likes.
    header, data = (tmp_path / "part.step").read_text("ascii").replace("\n", "").split("DATA;")
    assert f"FILE_DESCRIPTION(('template grommet version 1, design digest:',    '{part.design.digest}')" in header
    assert f"FILE_NAME('{name}','1970-01-01T00:00:00',(    'made-to-measure {__version__}')" in header
    assert f"'made-to-measure {__version__}','');" in header
    assert "AP242_MANAGED_MODEL_BASED_3D_ENGINEERING" in header
    assert f"PRODUCT('{name}','{name}'" in data
    assert "SI_UNIT(.MILLI.,.METRE.)" in data
    assert capfd.readouterr().out == ""


def test_step_keeps_every_solid(part, tmp_path):
    hollow = cq.Workplane().box(30, 30, 30).cut(cq.Workplane().sphere(5)).val()
    pair = cq.Compound.makeCompound([hollow, part.shape.moved(cq.Location((50, 0, 0)))])
    step.write_step(replace(part, shape=pair), tmp_path / "part.step")
    read = cq.importers.importStep(str(tmp_path / "part.step")).solids().vals()
    assert sorted(solid.Volume() for solid in read) == pytest.approx(sorted([hollow.Volume(), part.shape.Volume()]))


def test_step_of_what_is_no_solid_fails_and_leaves_no_file(part, tmp_path):
    surface = replace(part, shape=cq.Face.makePlane(10, 10))
    with pytest.raises(Failed, match="whole part"):
        step.write_step(surface, tmp_path / "part.step")
    assert list(tmp_path.iterdir()) == []


def test_3mf_is_read_strictly_as_the_same_closed_mesh_in_mm(any_part, tmp_path):
    threemf.write_3mf(any_part, tmp_path / "part.3mf")
    with zipfile.ZipFile(tmp_path / "part.3mf") as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None
    model = read_3mf(tmp_path / "part.3mf")
    assert model.GetUnit() == lib3mf.ModelUnit.MilliMeter
    found = model.GetMeshObjects()
    assert found.MoveNext()
    mesh = found.GetCurrentMeshObject()
    assert mesh.IsManifoldAndOriented()
    assert (mesh.GetVertexCount(), mesh.GetTriangleCount()) == (len(any_part.mesh.vertices), len(any_part.mesh.faces))
    vertices = np.array([vertex.Coordinates for vertex in mesh.GetVertices()])
    assert np.abs(vertices - any_part.mesh.vertices).max() < 1e-5
    faces = np.array([triangle.Indices for triangle in mesh.GetTriangleIndices()])
    assert np.array_equal(faces, any_part.mesh.faces)


def test_3mf_names_the_part_and_carries_its_parameters(part, tmp_path):
    threemf.write_3mf(part, tmp_path / "part.3mf")
    model = read_3mf(tmp_path / "part.3mf")
    found = model.GetMeshObjects()
    found.MoveNext()
    mesh = found.GetCurrentMeshObject()
    assert (mesh.GetName(), mesh.GetPartNumber()) == (f"grommet {part.design.code}", part.design.code)
    ours = "urn:made-to-measure:design"
    assert metadata(model) == {
        ("", "Title"): f"Cable grommet {part.design.code}",
        ("", "Designer"): f"made-to-measure {__version__}",
        ("", "Application"): f"made-to-measure {__version__}",
        ("", "Description"): grommet.TEMPLATE.summary,
        (ours, "template"): "grommet",
        (ours, "version"): "1",
        (ours, "digest"): part.design.digest,
        (ours, "code"): part.design.code,
        (ours, "parameter.form"): "one cable",
        (ours, "parameter.standard"): "as measured",
        (ours, "parameter.hole_diameter"): "20 mm",
        (ours, "parameter.panel_thickness"): "1.5 mm",
        (ours, "parameter.cable_diameter"): "12 mm",
    }


def test_3mf_shows_the_thumbnail_it_is_given(part, tmp_path):
    picture = io.BytesIO()
    Image.new("RGB", (32, 24), "white").save(picture, "PNG")
    threemf.write_3mf(part, tmp_path / "part.3mf", picture.getvalue())
    assert read_3mf(tmp_path / "part.3mf").HasPackageThumbnailAttachment()
    with zipfile.ZipFile(tmp_path / "part.3mf") as package:
        assert package.read("Metadata/thumbnail.png") == picture.getvalue()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
@pytest.mark.parametrize("kind", FILE_WRITERS)
def test_a_full_disk_is_an_error(part, kind):
    with pytest.raises(OSError, match="No space left"):
        FILE_WRITERS[kind](part, Path("/dev/full"))


@pytest.mark.parametrize("kind", FILE_WRITERS)
def test_another_design_gives_other_bytes(part, kind, tmp_path):
    other = made(SIZES.model_copy(update={"cable_diameter": 12.1}))
    FILE_WRITERS[kind](part, tmp_path / "one")
    FILE_WRITERS[kind](other, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() != (tmp_path / "two").read_bytes()


def made_badge():
    """A part of the bodies plate and nuts, of which the latter is two solids."""
    return _build_and_examine(BADGE, Badge(), badge_design(Badge()), Clock())[0]


@pytest.fixture(scope="module")
def badge():
    return made_badge()


def test_step_names_each_body_as_a_component_of_the_part(badge, tmp_path):
    step.write_step(badge, tmp_path / "part.step")
    read = cq.Assembly.importStep(str(tmp_path / "part.step"))
    assert read.name == f"badge {badge.design.code}"
    solids = {child.name: [solid for shape in child.shapes for solid in shape.Solids()] for child in read.children}
    assert {name: len(all) for name, all in solids.items()} == {"plate": 1, "nuts": 2}
    exact = [sum(solid.Volume() for solid in all) for all in solids.values()]
    assert exact == pytest.approx([body_mesh(each, badge.mesh).volume for each in badge.bodies], rel=0.005)


def test_3mf_has_each_body_as_a_named_object_of_one_item(badge, tmp_path):
    threemf.write_3mf(badge, tmp_path / "part.3mf")
    model = read_3mf(tmp_path / "part.3mf")
    items, meshes, whole = model.GetBuildItems(), model.GetMeshObjects(), model.GetComponentsObjects()
    assert items.Count() == whole.Count() == 1
    assert whole.MoveNext()
    assert whole.GetCurrentComponentsObject().GetName() == f"badge {badge.design.code}"
    assert whole.GetCurrentComponentsObject().GetComponentCount() == 2
    for body in badge.bodies:
        assert meshes.MoveNext()
        mesh = meshes.GetCurrentMeshObject()
        assert (mesh.GetName(), mesh.GetTriangleCount()) == (body.name, len(body.faces))
        assert mesh.IsManifoldAndOriented()
    assert not meshes.MoveNext()


@needs_slicer
def test_a_slicer_reads_the_bodies_of_a_3mf_where_they_are(badge, tmp_path):
    threemf.write_3mf(badge, tmp_path / "part.3mf")
    command = ["prusa-slicer", "--info", str(tmp_path / "part.3mf")]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
    heights = [float(line.split("=")[1]) for line in told.splitlines() if line.startswith("min_z")]
    assert heights == pytest.approx([0, 4])
    assert [line.split("=")[1].strip() for line in told.splitlines() if line.startswith("manifold")] == ["yes", "yes"]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """What another process, whose hashes are others, writes: a folder of files by format for each of two parts."""
    folder = tmp_path_factory.mktemp("elsewhere")
    path = os.pathsep.join([TESTS, os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": path}
    subprocess.run([sys.executable, __file__, str(folder)], check=True, env=environment, timeout=120)
    return folder


@pytest.mark.parametrize("name", ["grommet", "badge"])
def test_one_design_gives_the_same_bytes_in_every_process_and_every_time(part, badge, elsewhere, tmp_path, name):
    here = {"grommet": part, "badge": badge}[name]
    for kind, writer in FILE_WRITERS.items():
        for time in ("one", "two"):
            writer(here, tmp_path / time)
        one, two, there = (path.read_bytes() for path in (tmp_path / "one", tmp_path / "two", elsewhere / name / kind))
        assert one == two == there, kind


if __name__ == "__main__":
    for name, to_write in {"grommet": made(), "badge": made_badge()}.items():
        folder = Path(sys.argv[1], name)
        folder.mkdir()
        for format_name, write in FILE_WRITERS.items():
            write(to_write, folder / format_name)
