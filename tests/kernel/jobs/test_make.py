"""Making a design: what leaves the kernel, and what does not."""

import errno
from collections import OrderedDict
from dataclasses import replace
from types import SimpleNamespace

import cadquery as cq
import numpy as np
import pytest
import trimesh

from configurator import catalogue
from configurator.domain.errors import Failed
from configurator.domain.parts import soundness
from configurator.domain.parts.reductions import Reduction, add_reduction
from configurator.domain.parts.templates import unknown_wall
from configurator.kernel.build import shape_cache
from configurator.kernel.export import writers
from configurator.kernel.jobs import make
from configurator.services.designs.configure import build_design


def request(folder, *formats):
    template = catalogue.find("grommet")
    parameters = dict(build_design(template, template.parameters()).parameters)
    return {
        "template": template.id, "parameters": parameters, "formats": formats, "directory": str(folder), "stem": "part"
    }  # fmt: skip


def test_every_format_and_the_report_lie_in_the_folder(tmp_path):
    answer = make.run_make(request(tmp_path, "stl", "step", "3mf", "glb", "png"))
    assert sorted(answer["files"]) == ["3mf", "glb", "png", "report", "step", "stl"]
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(answer["files"].values())
    assert set(answer["timings_ms"]) >= {"build", "mesh", "examine", "measure", "stl", "png"}


def test_a_full_disk_is_said_to_be_one(tmp_path, monkeypatch):
    def full(job, path):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writers, "write_stl", full)
    with pytest.raises(Failed, match="No space left on device") as raised:
        make.run_make(request(tmp_path, "stl"))
    assert raised.value.problems[0].fields == ("out",)
    assert "space" in raised.value.problems[0].hint


CROSSING = {"self_intersecting": True, "findings": ()}
STANDING_OFF = {"self_intersecting": False, "findings": (soundness.OTHER_MESH.finding(what="a facet lies off"),)}
TOO_SMALL = {"self_intersecting": False, "findings": (soundness.VOLUME.finding(meshed=98.0, exact=99.0),)}
SOUND = {"self_intersecting": False, "findings": ()}


@pytest.mark.parametrize("fault", [CROSSING, STANDING_OFF, TOO_SMALL])
def test_facets_that_are_out_by_a_hair_are_meshed_again_finer(fault, monkeypatch):
    meshes = []

    def examined(made, *stated):
        return SimpleNamespace(**(fault if len(meshes) < 3 else SOUND), bounds_mm=None)

    def meshed(brep, chord, angle):
        meshes.append((chord, angle))
        return SimpleNamespace(mesh=SimpleNamespace(faces=()), edges=None)

    monkeypatch.setattr(make, "examine_part", examined)
    monkeypatch.setattr(make, "tessellate", meshed)
    monkeypatch.setattr(make, "measure", lambda mesh, dimensions: ())
    template = catalogue.find("grommet")
    parameters = template.parameters()
    make._build_and_examine(template, parameters, build_design(template, parameters), make.Clock())
    assert meshes == [(each.chord, each.angle) for each in make.MESHES[:3]]
    assert meshes == sorted(set(meshes), reverse=True)


def test_what_was_made_smaller_stands_in_the_report(tmp_path, monkeypatch):
    build = shape_cache.build_plain

    def smaller(*asked):
        add_reduction(Reduction("Rim", 2.0, 1.2))
        return build(*asked)

    monkeypatch.setattr(shape_cache, "build_plain", smaller)
    monkeypatch.setattr(shape_cache, "_RECENT_SHAPES", OrderedDict())
    report = make.run_make(request(tmp_path, "stl"))["report"]
    assert report["reductions"] == [{"step": "Rim", "asked": 2.0, "made": 1.2}]
    monkeypatch.undo()
    assert make.run_make(request(tmp_path, "stl"))["report"]["reductions"] == []


def folded_cup(wall):
    """A cup whose inside comes within a hundredth of a millimetre of its outside, on a band: valid and watertight."""
    outside, inside = [(0, 0), (20, 0), (20, 30)], [(20 - wall, 30), (20 - wall, 20), (19.99, 16), (19.99, 12)]
    profile = [*outside, *inside, (20 - wall, 8), (20 - wall, wall), (0, wall)]
    return cq.Workplane("XZ").polyline(profile).close().revolve(360, (0, 0), (0, 1))


def test_a_wall_that_folds_to_nothing_is_refused_with_its_place(tmp_path, monkeypatch):
    template = replace(catalogue.find("grommet"), build=lambda p: folded_cup(2.0), dimensions=lambda p: ())
    monkeypatch.setattr(make, "parse_request", lambda request: _parsed(template))
    monkeypatch.setattr(shape_cache, "_RECENT_SHAPES", OrderedDict())
    with pytest.raises(
        Failed, match=r"a wall of 0\.0\d\d mm, where 1\.50 mm is the thinnest meant.* near \(.*1\d\.\d\) mm"
    ):
        make.run_make(request(tmp_path, "stl"))
    assert list(tmp_path.iterdir()) == []


def test_a_template_that_states_no_wall_is_not_refused_for_one(tmp_path, monkeypatch):
    template = replace(
        catalogue.find("grommet"), build=lambda p: folded_cup(2.0), dimensions=lambda p: (), wall=unknown_wall
    )
    monkeypatch.setattr(make, "parse_request", lambda request: _parsed(template))
    monkeypatch.setattr(shape_cache, "_RECENT_SHAPES", OrderedDict())
    assert make.run_make(request(tmp_path, "stl"))["files"]


def _parsed(template):
    parameters = template.parameters()
    return template, parameters, build_design(template, parameters)


def compensated(folder, mm, *formats):
    return {**request(folder, *formats), "drafting": {"hole_compensation_mm": mm}}


def bore_of(path):
    """The narrowest in mm that the mesh of a grommet leaves about its axis, measured at its corners."""
    return 2 * float(np.hypot(*trimesh.load(path).vertices[:, :2].T).min())


@pytest.mark.parametrize("mm", [0.1, 0.35, -0.2])
def test_a_compensated_bore_really_is_wider_in_the_file_and_the_groove_is_not(tmp_path, mm):
    asked = make.run_make(request(tmp_path, "stl"))["report"]
    as_asked = bore_of(tmp_path / "part.stl")
    answer = make.run_make(compensated(tmp_path, mm, "stl"))["report"]
    assert bore_of(tmp_path / "part.stl") == pytest.approx(as_asked + mm, abs=1e-3)
    groove, bore = answer["dimensions"][:2]
    assert (bore["nominal"], bore["drawn"], bore["expected"]) == pytest.approx((8.0, 8.0 + mm, 8.0))
    assert bore["measured"] == pytest.approx(8.0 + mm, abs=1e-3)
    assert (groove["nominal"], groove["drawn"], groove["expected"]) == (14.0, 14.0, 14.0)
    assert all(each["ok"] for each in answer["dimensions"])
    assert answer["hole_compensation_mm"] == mm
    assert answer["parameters"] == asked["parameters"]
    assert answer["digests"]["design"] == asked["digests"]["design"]


def test_the_report_says_where_the_part_sits_only_where_somebody_has_said(tmp_path):
    sits = "Sits: not said. Touched by: Water: rain, washing, condensation."
    asked = request(tmp_path, "stl")
    said = make.run_make({**asked, "drafting": {"installation": sits}})["report"]
    assert said["installation"] == sits and "installation" not in make.run_make(asked)["report"]


def test_without_compensation_a_report_says_nothing_of_it(tmp_path):
    plain, none = (make.run_make(each) for each in (request(tmp_path, "stl"), compensated(tmp_path, 0.0, "stl")))
    assert plain["report"] == none["report"]
    assert "hole_compensation_mm" not in plain["report"]
    assert not any({"drawn", "expected"} & set(each) for each in plain["report"]["dimensions"])


def test_a_part_whose_template_does_not_say_how_is_not_compensated(tmp_path, monkeypatch):
    monkeypatch.setattr(make, "parse_request", lambda _: parsed(compensate=None))
    report = make.run_make(compensated(tmp_path, 0.1, "stl"))["report"]
    assert "hole_compensation_mm" not in report
    assert report["dimensions"][1]["measured"] == pytest.approx(8.0, abs=1e-3)


def test_a_hole_that_was_not_widened_as_drawn_is_out_of_tolerance(tmp_path, monkeypatch):
    """The verdict comes from the mesh: a template that forgets the widening in what it builds does not pass."""
    grommet = catalogue.find("grommet")
    forgetful = lambda p: grommet.build(grommet.parameters())  # noqa: E731
    monkeypatch.setattr(make, "parse_request", lambda _: parsed(build=forgetful, id="forgetful"))
    report = make.run_make(compensated(tmp_path, 0.1, "stl"))["report"]
    assert [each["name"] for each in report["dimensions"] if not each["ok"]] == ["bore_diameter"]


def test_a_compensation_that_gives_another_part_is_refused(tmp_path, monkeypatch):
    dimensions = catalogue.find("grommet").dimensions
    fewer = lambda p: list(dimensions(p))[: 5 if p.cable_diameter > 8 else 6]  # noqa: E731
    monkeypatch.setattr(make, "parse_request", lambda _: parsed(dimensions=fewer))
    with pytest.raises(Failed, match="other dimensions"):
        make.run_make(compensated(tmp_path, 0.1, "stl"))


def parsed(**changes):
    return _parsed(replace(catalogue.find("grommet"), **changes))
