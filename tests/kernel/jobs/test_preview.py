import errno
import io
import json
from pathlib import Path

import numpy as np
import pytest
from OCP.BRepMesh import BRepMesh_IncrementalMesh
from OCP.BRepTools import BRepTools
from PIL import Image
from support import outside_programs

from configurator import catalogue
from configurator.domain.errors import Blocked, Failed
from configurator.kernel.build import tessellation
from configurator.kernel.build.brep_mesh import _weld, mesh_shape
from configurator.kernel.build.shape import build_plain
from configurator.kernel.jobs import make, preview
from configurator.services.designs.configure import build_design
from configurator.shapes.triangles import shape_triangles

PARTS = ["grommet", "foot_orthosis"]


def request(folder, part="grommet", **values):
    template = catalogue.find(part)
    parameters = dict(build_design(template, template.parameters(**values)).parameters)
    return {"template": part, "parameters": parameters, "directory": str(folder), "stem": "part"}


def pictured(folder, width, height, **more):
    answer = preview.run_picture({**request(folder), "size": [width, height], "dimensions": True, **more})
    return Image.open(io.BytesIO((folder / answer["file"]).read_bytes()))


def nodes(path):
    """Those of a GLB by name."""
    content = path.read_bytes()
    length = int.from_bytes(content[12:16], "little")
    return {node["name"]: node for node in json.loads(content[20 : 20 + length])["nodes"]}


@pytest.mark.parametrize("part", PARTS)
def test_it_is_a_sound_glb_with_edges_and_dimension_lines(part, tmp_path):
    answer = preview.run_preview(request(tmp_path, part))
    issues = outside_programs.khronos_report(tmp_path / answer["file"])["issues"]
    assert (issues["numErrors"], issues["numWarnings"]) == (0, 0), issues["messages"]
    drawn = nodes(tmp_path / answer["file"])
    names = [each["name"] for each in answer["dimensions"]]
    assert set(drawn) == {"part", "edges", "dimensions", *names}
    assert [drawn[name]["extras"]["field"] for name in names] == [each["field"] for each in answer["dimensions"]]


@pytest.mark.parametrize("part", PARTS)
def test_its_facts_are_nearly_those_of_the_finished_part(part, tmp_path):
    answer = preview.run_preview(request(tmp_path, part))
    report = make.run_make({**request(tmp_path, part), "formats": []})["report"]
    size = np.linalg.norm(np.diff(report["bounds_mm"], axis=0))
    np.testing.assert_allclose(answer["bounds_mm"], report["bounds_mm"], atol=size / 500)
    assert answer["volume_mm3"] == pytest.approx(report["volume_mm3"], rel=0.02)
    for rough, made in zip(answer["dimensions"], report["dimensions"], strict=True):
        assert (rough["name"], rough["nominal"]) == (made["name"], made["nominal"])
        assert abs(rough["measured"] - made["measured"]) <= rough["uncertainty"] + made["uncertainty"], rough["name"]
    assert answer["unmeasured"] == []


@pytest.mark.parametrize("part", PARTS)
def test_a_sound_part_is_not_called_out_of_tolerance_by_its_draft(part, tmp_path):
    assert all(each["ok"] for each in preview.run_preview(request(tmp_path, part))["dimensions"])


def test_a_size_that_is_out_by_more_than_the_draft_can_err_is_told(tmp_path, monkeypatch):
    def larger(*asked):
        mesh = mesh_shape(*asked)
        mesh.apply_scale(1.05)
        return mesh

    monkeypatch.setattr(tessellation, "mesh_shape", larger)
    told = {each["name"]: each["ok"] for each in preview.run_preview(request(tmp_path))["dimensions"]}
    assert not told["height"] and not told["bore_diameter"]


def test_a_mirrored_part_is_measured_where_it_is(tmp_path):
    left, right = (preview.run_preview(request(tmp_path, "foot_orthosis", side=side)) for side in ("left", "right"))
    assert right["bounds_mm"][0][1] == pytest.approx(-left["bounds_mm"][1][1], abs=0.2)
    assert len(right["dimensions"]) == len(left["dimensions"])


def test_what_cannot_be_measured_is_named_and_left_out(tmp_path, monkeypatch):
    found = preview.delivered_dimensions

    def astray(template, parameters):
        first, *rest = found(template, parameters)
        return [preview.replace(first, centre=(500, 0, 0)), *rest]

    monkeypatch.setattr(preview, "delivered_dimensions", astray)
    answer = preview.run_preview(request(tmp_path))
    assert answer["unmeasured"] == ["groove_diameter"]
    assert "groove_diameter" not in [each["name"] for each in answer["dimensions"]]
    assert "groove_diameter" not in nodes(tmp_path / answer["file"])


def test_a_draft_that_does_not_close_is_refused(tmp_path, monkeypatch):
    def leaking(shape, chord, angle):
        mesh = mesh_shape(shape, chord, angle)
        mesh.update_faces(np.arange(len(mesh.faces)) > 0)
        return mesh

    monkeypatch.setattr(tessellation, "mesh_shape", leaking)
    with pytest.raises(Failed, match="does not close"):
        preview.run_preview(request(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_to_be_one(tmp_path, monkeypatch):
    def full(part, path):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(preview.glb, "write_glb", full)
    with pytest.raises(Blocked, match="No space left on device"):
        preview.run_preview(request(tmp_path))


@pytest.mark.parametrize("part", PARTS)
def test_the_same_design_gives_the_same_bytes(part, tmp_path):
    path = Path(tmp_path, "part.glb")
    found = [path.read_bytes() for _ in range(2) if preview.run_preview(request(tmp_path, part))]
    assert found[0] == found[1]


def test_meshing_on_all_cores_gives_the_same_mesh():
    template = catalogue.find("foot_orthosis")
    shape = build_plain(template, template.parameters())
    together = mesh_shape(shape, 0.3, 0.5)
    BRepTools.Clean_s(shape.wrapped)
    BRepMesh_IncrementalMesh(shape.wrapped, 0.3, False, 0.5, False)
    alone = _weld(shape_triangles(shape))
    assert alone.vertices.tobytes() == together.vertices.tobytes()
    assert alone.faces.tobytes() == together.faces.tobytes()


def test_a_picture_has_the_size_and_the_dimensions_that_are_asked_for(tmp_path):
    plain = pictured(tmp_path, 480, 360, dimensions=False)
    labelled = pictured(tmp_path, 480, 360)
    assert plain.size == labelled.size == (480, 360)
    assert plain.tobytes() != labelled.tobytes()
