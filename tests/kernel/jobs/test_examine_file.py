import json
from dataclasses import replace

import cadquery as cq
import numpy as np
import pytest
import trimesh
from support.strange_files import model, package, tetrahedron

from configurator.domain.errors import Crashed, Refused
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts import soundness
from configurator.domain.sha256 import sha256_of
from configurator.kernel.jobs import examine_file as judged
from configurator.kernel.jobs.examine_file import run_examine
from configurator.services.designs.examine import EXAMINE_LIMITS, KERNEL_EXAMINE

BALL = trimesh.creation.icosphere(subdivisions=3, radius=20)
BLOCK = trimesh.creation.box((30, 40, 50))


def asked(path, unit="mm", offers=()):
    return run_examine({"file": str(path), "unit": unit, "offers": list(offers)})


def codes(report):
    return {(each["severity"], each["code"]) for each in report["findings"]}


@pytest.fixture(scope="module")
def block(tmp_path_factory):
    """The same block in every format, by other programs' exporters."""
    folder = tmp_path_factory.mktemp("block")
    for name in ("part.stl", "part.ply", "part.obj"):
        BLOCK.export(folder / name)
    (folder / "part.3mf").write_bytes(_as_3mf(BLOCK))
    cq.exporters.export(cq.Workplane().box(30, 40, 50), str(folder / "part.step"))
    return folder


def _as_3mf(mesh):
    corners = "".join('<vertex x="{}" y="{}" z="{}"/>'.format(*each) for each in mesh.vertices.tolist())
    facets = "".join('<triangle v1="{}" v2="{}" v3="{}"/>'.format(*each) for each in mesh.faces.tolist())
    mesh_text = f"<mesh><vertices>{corners}</vertices><triangles>{facets}</triangles></mesh>"
    return package(model(objects=f'<object id="1">{mesh_text}</object>'))


@pytest.mark.parametrize("kind", ["stl", "ply", "obj", "3mf", "step"])
def test_a_sound_block_is_reported_alike_from_every_format(block, kind):
    path = block / f"part.{kind}"
    report = asked(path)
    assert (report["file"], report["format"]) == (path.name, kind)
    assert (report["watertight"], report["self_intersecting"], report["solids"]) == (True, False, 1)
    assert (report["triangles"], report["findings"]) == (12, [])
    assert report["volume_mm3"] == pytest.approx(60_000)
    assert report["area_mm2"] == pytest.approx(9_400)
    assert np.ptp(report["bounds_mm"], axis=0) == pytest.approx([30, 40, 50])
    assert report["valid"] is (True if kind == "step" else None)
    assert report["digests"] == {"file": sha256_of(path)}
    assert json.loads(json.dumps(report, allow_nan=False))["unit"]["value"] == "mm"


def test_a_sound_part_is_judged_for_each_offer_that_is_asked_for(block):
    report = asked(block / "part.stl", offers=OFFERS)
    assert [each["offer"] for each in report["making"]] == list(OFFERS)
    assert report["making"][0]["mass_g"] == pytest.approx(60 * OFFERS["fdm-pla"].density, rel=1e-3)


def test_a_thin_wall_speaks_against_an_offer(tmp_path):
    trimesh.creation.box((30, 40, 0.4)).export(tmp_path / "part.stl")
    (making,) = asked(tmp_path / "part.stl", offers=["fdm-pla"])["making"]
    assert making["thinnest_mm"] == pytest.approx(0.4, abs=0.01)
    assert making["findings"]


def test_what_is_not_sound_is_not_studied(tmp_path):
    trimesh.Trimesh(BALL.vertices, BALL.faces[1:], process=False).export(tmp_path / "part.stl")
    report = asked(tmp_path / "part.stl", offers=OFFERS)
    assert codes(report) == {("refusal", "open")}
    assert (report["making"], report["volume_mm3"]) == ([], None)


@pytest.mark.parametrize(
    ("mesh", "found"),
    [
        (trimesh.Trimesh(BALL.vertices, BALL.faces[:, ::-1], process=False), {("refusal", "inside_out")}),
        (trimesh.util.concatenate([BALL, BALL.copy().apply_translation((60, 0, 0))]), {("warning", "bodies")}),
        (
            trimesh.util.concatenate([BALL, BALL.copy().apply_translation((30, 0, 0))]),
            {("refusal", "self_intersecting"), ("warning", "bodies")},
        ),
    ],
    ids=["inside out", "two bodies", "overlapping bodies"],
)
def test_what_is_wrong_is_told_with_a_remedy_for_a_file(tmp_path, mesh, found):
    mesh.export(tmp_path / "part.stl")
    report = asked(tmp_path / "part.stl")
    assert codes(report) == found
    assert all(each["hint"] and "template" not in each["hint"] for each in report["findings"])


def test_many_bodies_are_counted_as_well_as_few(tmp_path):
    small = trimesh.creation.icosphere(subdivisions=1, radius=2)
    row = [small.copy().apply_translation((5 * number, 0, 0)) for number in range(30)]
    inner = trimesh.creation.icosphere(subdivisions=1, radius=0.5)
    trimesh.util.concatenate(row).export(tmp_path / "row.stl")
    trimesh.util.concatenate([*row, inner]).export(tmp_path / "nested.stl")
    assert codes(asked(tmp_path / "row.stl")) == {("warning", "bodies")}
    assert codes(asked(tmp_path / "nested.stl")) == {("warning", "bodies"), ("refusal", "nested")}


def test_more_pieces_than_are_examined_are_refused_by_their_number(tmp_path):
    corners = BALL.triangles + 1e-2 * np.arange(len(BALL.faces))[:, None, None]
    trimesh.Trimesh(corners.reshape(-1, 3), np.arange(corners.size // 3).reshape(-1, 3), process=False).export(
        tmp_path / "part.stl"
    )
    with pytest.raises(Refused, match="falls into 1,280 pieces"):
        asked(tmp_path / "part.stl")


def test_an_open_shell_is_told_as_open_alone(tmp_path):
    shell = cq.Shell.makeShell(cq.Workplane().box(30, 40, 50).faces().vals()[:-1])
    cq.exporters.export(cq.Workplane(shell), str(tmp_path / "part.step"))
    assert codes(asked(tmp_path / "part.step")) == {("refusal", "open")}


def test_loose_polygons_on_which_the_manifold_library_dies_are_told_as_open(tmp_path):
    corners = np.random.default_rng(3).uniform(-30, 30, (20, 3)).round(3)
    lines = ["v {} {} {}".format(*each) for each in corners.tolist()]
    faces = ["f 2 1 11 10 9 8 6", "f 5 7 12 15 13 14 4 3", "f 18 19 20 16 17"]
    (tmp_path / "part.obj").write_text("\n".join(lines + faces))
    assert ("refusal", "open") in codes(asked(tmp_path / "part.obj"))


def test_what_is_left_aside_is_told_beside_the_verdict(tmp_path):
    support = tetrahedron(2, 60, 'type="support"')
    (tmp_path / "part.3mf").write_bytes(package(model(support, '<item objectid="1"/><item objectid="2"/>')))
    report = asked(tmp_path / "part.3mf", offers=["sls-pa12"])
    assert codes(report) == {("warning", "left_aside")}
    assert np.ptp(report["bounds_mm"], axis=0) == pytest.approx([30, 30, 30])
    assert report["making"][0]["mass_g"] == pytest.approx(4.5 * OFFERS["sls-pa12"].density, abs=0.01)


def test_for_a_face_that_could_not_be_meshed_the_file_is_not_blamed(block, monkeypatch):
    missing = soundness.UNMESHED.finding(number=3, kind="cone", area=710.86)

    def without_a_face(path, unit, read=judged.read_file):
        content = read(path, unit)
        geometry = replace(content.geometry, faces=content.geometry.faces[2:], remarks=(missing,))
        return replace(content, geometry=geometry)

    monkeypatch.setattr(judged, "read_file", without_a_face)
    report = asked(block / "part.step", offers=["sls-pa12"])
    assert codes(report) == {("refusal", "unmeshed")}
    assert report["making"] == []


def test_a_brep_whose_facets_cross_by_a_hair_is_meshed_finer(block, monkeypatch):
    finer, real = [], judged.step.mesh_brep

    def meshed(shape, unit, fineness=1.0):
        finer.append(fineness)
        return real(shape, unit, fineness)

    def examined(mesh, shape, examine=judged.examine_mesh):
        found = examine(mesh, shape)
        return found if len(finer) == 3 else replace(found, self_intersecting=True)

    monkeypatch.setattr(judged.step, "mesh_brep", meshed)
    monkeypatch.setattr(judged, "examine_mesh", examined)
    assert asked(block / "part.step")["self_intersecting"] is False
    assert finer == pytest.approx([1, 0.8, 0.65])


def test_a_step_file_on_which_the_kernel_dies_ends_in_a_child_of_its_own(tmp_path, pool):
    nested = b"(" * 3_000_000 + b")" * 3_000_000
    head = b"ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\nFILE_NAME('','',(''),(''),'','','');\n"
    data = b"FILE_SCHEMA(('AUTOMOTIVE_DESIGN'));\nENDSEC;\nDATA;\n#1=A(" + nested + b");\nENDSEC;\nEND-ISO-10303-21;\n"
    (tmp_path / "part.step").write_bytes(head + data)
    with pytest.raises(Crashed, match="crashed"):
        pool.submit(
            KERNEL_EXAMINE, {"file": str(tmp_path / "part.step"), "unit": "", "offers": []}, EXAMINE_LIMITS
        ).result()


def test_what_needs_more_memory_than_it_may_take_is_told(tmp_path, pool):
    trimesh.creation.torus(40, 10, major_sections=1000, minor_sections=500).export(tmp_path / "part.stl")
    request = {"file": str(tmp_path / "part.stl"), "unit": "mm", "offers": []}
    with pytest.raises(Crashed, match=r"memory|crashed"):
        pool.submit(KERNEL_EXAMINE, request, type(EXAMINE_LIMITS)(EXAMINE_LIMITS.seconds, memory_gib=1.4)).result()
