"""The skin that findings are about: just that, and nothing on a sound part."""

import json
import struct

import cadquery as cq
import numpy as np
import pytest
from support.analysis import analyse, assess
from support.drawings import part_of
from support.solids import block, meshed

from configurator import catalogue
from configurator.checks import checks
from configurator.domain.offers.check import Check
from configurator.domain.offers.manufacturability import assess_manufacturability
from configurator.domain.offers.offers import find_offer
from configurator.domain.parts.findings import Finding
from configurator.kernel.export import glb
from configurator.kernel.manufacturability.finding_regions import _overhanging_facets, finding_regions


def found(mesh, offer):
    return finding_regions(mesh, [assess(analyse(mesh), offer)], checks())


def ribbed(thick):
    """A plate of 60 x 40 x 6 with a rib of 30 x 10 on it at x = 0, so thick."""
    return meshed(block(60, 40, 6).union(block(thick, 30, 10, at=(0, 0, 8))))


def test_a_thin_rib_is_coloured_and_nothing_else():
    mesh = ribbed(0.6)
    (region,) = found(mesh, "mjf-pa12")
    assert (region.key, region.finding.code) == ("mjf-pa12/1", "thin_wall")
    middles = mesh.triangles_center[region.faces]
    assert (np.abs(middles[:, 0]) < 0.31).all()
    assert (middles[:, 2] > 2.9).all()
    assert mesh.area_faces[region.faces].sum() == pytest.approx(2 * 30 * 10, rel=0.1)


def test_a_sound_part_has_no_colour():
    assert found(ribbed(3.0), "mjf-pa12") == []


def test_a_small_hole_is_coloured_all_round():
    mesh = meshed(block(20, 20, 6).faces(">Z").workplane().hole(1.0))
    (region,) = found(mesh, "sls-pa12")
    assert region.finding.code == "small_hole"
    middles = mesh.triangles_center[region.faces]
    assert (np.hypot(middles[:, 0], middles[:, 1]) < 2.5).all()
    angles = np.arctan2(middles[:, 1], middles[:, 0])
    assert all(((angles > low) & (angles < low + np.pi / 2)).any() for low in np.arange(-np.pi, np.pi, np.pi / 2))


def test_what_leans_out_is_the_underside_and_not_what_rests_on_the_bed():
    mesh = meshed(cq.Workplane().circle(3).extrude(20).faces(">Z").workplane().circle(15).extrude(4))
    leaning = _overhanging_facets(np.eye(3), mesh.face_normals, mesh.triangles_center)
    assert mesh.area_faces[leaning].sum() == pytest.approx(np.pi * (15**2 - 3**2), rel=0.01)
    upside_down = np.diag([1.0, -1.0, -1.0])
    assert len(_overhanging_facets(upside_down, mesh.face_normals, mesh.triangles_center)) == 0


def coloured(mesh, **facts):
    """The facets that a check colours which finds something wrong with the first facet of every part."""
    place = tuple(map(float, mesh.triangles_center[0]))
    finding = Finding("first", "warning", "Its first facet is wrong.", place=place)
    check = Check(code="first", rank=1, meaning="", severity="", find=lambda analysis, offer: [finding], **facts)
    assessment = assess_manufacturability(analyse(mesh), find_offer("mjf-pa12"), [check])
    return [each.faces for each in finding_regions(mesh, [assessment], [check])]


def test_a_check_that_names_a_place_has_it_coloured_and_what_is_round_it():
    mesh = ribbed(0.6)
    (faces,) = coloured(mesh)
    near = np.linalg.norm(mesh.triangles_center - mesh.triangles_center[0], axis=1) <= 2.5
    assert list(faces) == list(np.flatnonzero(near))


def test_a_check_with_limits_has_coloured_what_is_narrower_in_place_of_that():
    mesh = ribbed(0.6)
    (faces,) = coloured(mesh, place="features", limits=lambda offer: {"wall": 0.7})
    middles = mesh.triangles_center[faces]
    assert (np.abs(middles[:, 0]) < 0.31).all() and (middles[:, 2] > 2.9).all()
    assert coloured(mesh, place="features", limits=lambda offer: {"wall": 0.5}) == []
    assert coloured(mesh, place="features") == []


def test_a_model_for_viewers_holds_them_apart_from_the_part(tmp_path):
    template = catalogue.find("grommet")
    part = part_of(template, template.parameters(hole_diameter=4.0, panel_thickness=0.5, cable_diameter=1.0))
    seen = found(part.mesh, "sls-pa12")
    glb.write_glb(part, tmp_path / "plain.glb"), glb.write_glb(part, tmp_path / "coloured.glb", seen)
    plain, coloured = (document(tmp_path / name) for name in ("plain.glb", "coloured.glb"))
    names = [node["name"] for node in coloured["nodes"]]
    assert "findings" not in [node["name"] for node in plain["nodes"]]
    assert "findings" in names and "sls-pa12/1" in names
    node = coloured["nodes"][names.index("sls-pa12/1")]
    assert node["extras"] == {"severity": "warning", "code": "small_hole"}


def document(path):
    content = path.read_bytes()
    (length,) = struct.unpack("<I", content[12:16])
    return json.loads(content[20 : 20 + length])
