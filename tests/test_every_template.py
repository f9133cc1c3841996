"""What every template must stand, whoever wrote it."""

import json
from dataclasses import replace
from functools import cache
from math import inf

import numpy as np
import pytest
from support import outside_programs
from support.analysis import analyse, assess
from support.built_parts import first_part, preset_part, presets, random_design, random_part
from support.fingerprints import FILE, build_part, fingerprint

from configurator import catalogue
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.offers.checks.form import MESH_SHARE
from configurator.domain.offers.inspection_limits import dimension_unit
from configurator.domain.offers.offer_suitability import suitable_offers
from configurator.domain.offers.offers import OFFERS
from configurator.domain.offers.processes import PROCESSES
from configurator.domain.parts.delivered import delivered_dimensions
from configurator.domain.parts.dimensions import Box, Face, Round
from configurator.domain.parts.drafting import Drafting
from configurator.domain.parts.kinds import Choice, ends_of, kind_of, limits_of, schema_extra
from configurator.domain.parts.parameters import used_values
from configurator.domain.places import Place
from configurator.domain.problems import refusals
from configurator.domain.production.factories import Factory, Machine
from configurator.domain.production.routing import find_route
from configurator.domain.production.routing_requirements import RoutingRequirements
from configurator.kernel.build import shape_cache
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_plain
from configurator.kernel.export.job import ExportJob
from configurator.kernel.export.write_files import write_files
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.inspect import examine_mesh, refusal_reasons
from configurator.kernel.jobs import make
from configurator.kernel.manufacturability.forms import off_revolution, off_sheet
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design, configure
from templates_cad._template import TEMPLATE as TO_COPY

TEMPLATES = list(catalogue.templates().values())
# How a part is sliced of which only the outlines of its layers are asked: thick and rough ones without a filling or
# anything round them, on a large bed.
COARSE = (
    "--bed-shape=0x0,400x0,400x400,0x400", "--nozzle-diameter=0.8", "--layer-height=0.6", "--first-layer-height=0.6",
    "--perimeters=1", "--fill-density=0", "--top-solid-layers=0", "--bottom-solid-layers=0", "--skirts=0",
    "--resolution=0.2",
)  # fmt: skip
PRESETS = [pytest.param(each, name, id=f"{each.id}-{name}") for each in TEMPLATES for name in each.presets]
RANDOM = [pytest.param(each, seed, id=f"{each.id}-{seed}") for each in TEMPLATES for seed in range(2)]


def test_none_that_comes_with_the_program_is_broken():
    ours = [entry for entry in catalogue.entries() if entry.module.startswith("templates_cad.")]
    assert [entry for entry in ours if entry.value is None] == []
    assert len(ours) >= len(TEMPLATES) > 0


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.id)
def test_it_says_all_that_people_need(template):
    fields = template.parameters.model_fields.values()
    assert set(template.preset_titles) <= set(template.presets)
    assert template.title and template.summary and template.group and template.presets and template.sources
    assert all(field.title and field.json_schema_extra["group"] for field in fields)
    assert all(field.description for field in fields if field.json_schema_extra["measured"])


@pytest.mark.parametrize("template", [*TEMPLATES, TO_COPY], ids=lambda each: each.id)
def test_everything_measured_has_its_line_in_a_drawing(template):
    fields = template.parameters.model_fields
    measured = {name for name, field in fields.items() if field.json_schema_extra["measured"]}
    assert measured <= set(template.measuring) <= set(fields)
    for line in template.measuring.values():
        assert line.mark in line.figure.marks.values()


def test_a_measured_field_without_a_line_is_found_out():
    bare = replace(TO_COPY, measuring={})
    with pytest.raises(AssertionError):
        test_everything_measured_has_its_line_in_a_drawing(bare)


@pytest.mark.parametrize("template", [*TEMPLATES, TO_COPY], ids=lambda each: each.id)
def test_its_offers_are_known_and_none_is_refused_where_it_is_used(template):
    assert template.offers
    assert set(template.offers) <= set(OFFERS)
    assert [each for each in template.offers if template.zone in OFFERS[each].refused] == []


@pytest.mark.parametrize("template", [*TEMPLATES, TO_COPY], ids=lambda each: each.id)
def test_every_preset_has_wall_enough_for_some_offer_and_none_thicker_than_what_is_measured(template):
    for preset in template.presets.values():
        measured = [each.nominal for each in template.dimensions(preset) if each.kind == "thickness"]
        assert suitable_offers(template, preset)
        assert template.wall(preset) <= min(measured, default=inf)


@pytest.mark.parametrize("template", [*TEMPLATES, TO_COPY], ids=lambda each: each.id)
def test_what_it_calls_turned_or_cut_from_sheet_has_that_form(template):
    forms = {PROCESSES[OFFERS[each].process].form for each in template.offers}
    designs = {name: each for name, each in template.presets.items() if {"revolved", "flat"} & forms}
    for name, parameters in designs.items():
        plain = preset_part(template.id, name).plain.copy()
        facets, sheet = facets_of(mesh_shape(plain)), template.sheet(parameters)
        assert not template.is_revolved(parameters) or off_revolution(facets) <= MESH_SHARE
        assert sheet is None or off_sheet(facets) == 0
        assert sheet is None or facets.vertices[:, 2].max() - facets.vertices[:, 2].min() == pytest.approx(sheet)
    assert "flat" not in forms or any(template.sheet(each) is not None for each in designs.values())


@pytest.mark.parametrize("template", [*TEMPLATES, TO_COPY], ids=lambda each: each.id)
def test_nobody_who_takes_a_preset_is_refused(template):
    for name, preset in template.presets.items():
        values = {field: value for field, value in used_values(preset).items() if value is not None}
        configured = configure(template, read_values(template.parameters, values), complete=True)
        assert [(each.fields, each.message) for each in refusals(configured.problems)] == [], name
        assert configured.design == build_design(template, preset), name


@pytest.mark.parametrize(("template", "preset"), PRESETS)
def test_a_preset_is_made_as_asked(template, preset):
    part = preset_part(template.id, preset)
    assert part.measurements
    assert [each.dimension.name for each in part.measurements if not each.ok] == []


@pytest.mark.parametrize(("template", "preset"), presets())
def test_a_preset_goes_to_a_usual_machine_exactly_where_no_finding_says_that_it_is_too_large(template, preset):
    part = preset_part(template.id, preset)
    analysis = analyse(part.mesh, part.measurements)
    x, y, z = np.ptp(part.mesh.bounds, axis=0).tolist()
    for offer in OFFERS.values():
        judged = assess(analysis, offer.id)
        if judged.orientation:
            usual = Machine("usual", offer.process, PROCESSES[offer.process].bed, (offer.material,))
            pose = judged.orientation.pose.size_mm
            need = RoutingRequirements(offer.process, offer.material, (x, y, z), None, pose_mm=pose)
            route = find_route(need, [Factory("one", "One", Place(0, 1), (usual,))])
            too_large = any(each.code == "too_large" for each in judged.findings)
            assert (route.chosen is None) == too_large == (not judged.orientation.fits)


@pytest.mark.parametrize(("template", "preset"), PRESETS)
def test_a_preset_has_the_shape_of_its_version(template, preset):
    stored = json.loads(FILE.read_text(encoding="utf-8"))[template.id][preset]
    found = fingerprint(template, preset_part(template.id, preset).mesh)
    assert found["version"] == stored["version"], "run make fingerprints, and commit what it writes"
    reason = "the shape has changed: raise the template's version, then run make fingerprints"
    for size in ("volume_mm3", "area_mm2", "bounds_mm"):
        np.testing.assert_allclose(found[size], stored[size], rtol=2e-4, atol=0.02, err_msg=reason)


@pytest.mark.parametrize(("template", "seed"), RANDOM)
def test_a_random_design_is_made_as_asked(template, seed):
    assert refusals(random_design(template.id, seed).problems) == []
    part = random_part(template.id, seed)
    assert [each.dimension.name for each in part.measurements if not each.ok] == []


@pytest.mark.parametrize("end", [0, -1], ids=["lowest", "highest"])
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.id)
def test_both_extremes_at_once_are_made_or_refused_with_a_field(template, end):
    values = {name: ends_of(field)[end] for name, field in template.parameters.model_fields.items()}
    configured = configure(template, read_values(template.parameters, values))
    if configured.design is None:
        assert all(problem.fields and problem.hint for problem in refusals(configured.problems))
    else:
        part = build_part(template, template.parameters(**configured.design.parameters))
        assert all(each.ok for each in part.measurements)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.id)
def test_a_mesh_two_per_cent_too_large_is_found_out_by_every_size(template):
    part = first_part(template)
    mesh = part.mesh.copy()
    mesh.apply_scale(1.02)
    sizes = [each for each in delivered_dimensions(template, part.parameters) if dimension_unit(each.kind) == "mm"]
    # A larger part carries its dimensions outwards with it, so each is looked for where it now is.
    for size in sizes:
        found = measure(mesh, [scaled(size, 1.02)])[0]
        assert not replace(found, dimension=size).ok, size.name
        assert found.measured == pytest.approx(1.02 * size.nominal, abs=1.02 * size.tolerance)


def scaled(dimension, factor):
    """The same dimension with its places (not its nominal) moved outwards."""

    def moved(value):
        match value:
            case tuple():
                return tuple(map(moved, value))
            case int() | float():
                return factor * value
            case Box():
                return Box(moved(value.low), moved(value.high))
            case Round():
                return replace(value, centre=moved(value.centre))
            case Face():
                return replace(value, box=moved(value.box))

    names = ("box", "other_box", "face", "floor", "centre", "centres", "repeats", "origin", "of", "datum")
    places = {
        name: moved(getattr(dimension, name)) for name in names if not isinstance(getattr(dimension, name, ""), str)
    }
    return replace(dimension, **places)


@pytest.mark.parametrize("template", [*TEMPLATES, TO_COPY], ids=lambda each: each.id)
def test_a_size_follows_the_parameter_that_it_is_said_to_show(template):
    shown = [(preset, size) for preset in template.presets.values() for size in template.dimensions(preset)]
    for preset, size in ((preset, size) for preset, size in shown if size.field):
        sizes = [_sizes(template, other).get(size.name) for other in others(preset, size.field)]
        least = nudge(preset, size.field) / 2
        assert any(each is None or abs(each - size.nominal) > least for each in sizes), size.name
    assert any(size.field for _, size in shown)


def _sizes(template, parameters):
    return {each.name: each.nominal for each in template.dimensions(parameters)}


def others(parameters, name):
    """The parameters with one of them moved by a nudge towards its middle, or with another word or outline."""
    field, value = type(parameters).model_fields[name], getattr(parameters, name)
    if limits_of(field) is None:
        kind = kind_of(field)
        values = kind.words if isinstance(kind, Choice) else kind.examples
        return [_with(parameters, name, each) for each in values if each != value]
    middle, step = sum(limits_of(field)) / 2, nudge(parameters, name)
    moved = middle if value is None else value + (step if value < middle else -step)
    return [_with(parameters, name, round(moved) if isinstance(value, int) else moved)]


def _with(parameters, name, value):
    return type(parameters)(**{**parameters.model_dump(), name: value})


def nudge(parameters, name):
    """A tenth of a parameter's range; of what is no number the least that differs."""
    limits = limits_of(type(parameters).model_fields[name])
    return 0.1 * (limits[1] - limits[0]) if limits else 1e-3


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.id)
def test_left_out_values_are_warned_about_and_a_complete_sheet_is_not(template):
    given = next(iter(template.presets.values())).model_dump(exclude_none=True)
    shown = configure(template, Sheet({}), preview=True).problems
    assert refusals(shown) == []
    assert "Not given" in str(shown[0])
    complete = configure(template, read_values(template.parameters, given), complete=True)
    assert not any("Not given" in problem.message for problem in complete.problems)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.id)
def test_its_3mf_and_stl_are_manifold_to_a_slicer(template, tmp_path):
    files = write(first_part(template), ["3mf", "stl", "glb"], tmp_path)
    for kind in ("3mf", "stl"):
        assert "manifold = yes" in outside_programs.slicer_output("--info", files[kind])
    issues = outside_programs.khronos_report(files["glb"])["issues"]
    assert (issues["numErrors"], issues["numWarnings"]) == (0, 0), issues["messages"]
    outside_programs.slicer_output("--export-gcode", *COARSE, "--output", tmp_path / "part.gcode", files["3mf"])


def write(part, formats, folder):
    """Paths of the part's files by format."""
    names = write_files(ExportJob(part, [], Drafting(), make.Clock()), formats, folder / "part")
    return {kind: folder / name for kind, name in names.items()}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.id)
def test_a_leaking_part_is_refused(template):
    part = first_part(template)
    mesh = part.mesh.copy()
    mesh.update_faces(np.arange(len(mesh.faces)) > 0)
    assert refusal_reasons(examine_mesh(mesh, part.plain, template.solids))


@pytest.mark.parametrize("template", [*TEMPLATES, TO_COPY], ids=lambda each: each.id)
def test_what_it_says_cannot_alter_the_part_does_not(template):
    plain, mesh_of = template.parameters(), cache(lambda each: mesh_shape(build_plain(template, each)))
    for name, field in template.parameters.model_fields.items():
        if schema_extra(field, "shapes") is False:
            for value in limits_of(field):
                other = plain.model_copy(update={name: value})
                assert mesh_of(other).vertices.tobytes() == mesh_of(plain).vertices.tobytes()
                assert delivered_dimensions(template, other) == delivered_dimensions(template, plain)


@pytest.mark.parametrize("template", [*TEMPLATES, TO_COPY], ids=lambda each: each.id)
def test_its_files_are_the_same_built_anew_and_read(template, tmp_path):
    parameters, file = next(iter(template.presets.values())), tmp_path / "shape"
    built = first_part(template)
    shape_cache._RECENT_SHAPES.clear()
    anew = build_part(template, parameters)
    assert files_of(built, tmp_path / "built") == files_of(anew, tmp_path / "anew")
    # What is read or remembered is made from these bytes, as what is built is.
    content = shape_cache.load_or_build(template, parameters)[1]
    file.write_bytes(content)
    shape_cache._RECENT_SHAPES.clear()
    assert shape_cache.load_or_build(template, parameters, file)[1] == content


def files_of(part, folder):
    """Every file's bytes by format."""
    folder.mkdir()
    return {kind: path.read_bytes() for kind, path in write(part, ["stl", "step", "3mf", "glb"], folder).items()}
