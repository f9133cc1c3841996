"""The pool's job for one design: build it, examine it, write its files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from configurator.checks import checks
from configurator.domain.errors import Failed, failed
from configurator.domain.offers.check import size_limits
from configurator.domain.offers.manufacturability import Manufacturability, assess_manufacturability
from configurator.domain.offers.offers import OFFERS
from configurator.domain.offers.reports import Report
from configurator.domain.parts import soundness
from configurator.domain.parts.compensation import drawn_parameters, expected_size
from configurator.domain.parts.delivered import delivered_dimensions, delivered_inserts
from configurator.domain.parts.designs import Design
from configurator.domain.parts.dimensions import Dimension
from configurator.domain.parts.drafting import Drafting
from configurator.domain.parts.folded_walls import folded_findings, thinnest_meant
from configurator.domain.parts.formats import REPORT
from configurator.domain.parts.inserts import Insert, MadeInsert
from configurator.domain.parts.mesh_analysis import MeshAnalysis
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.reductions import record_reductions
from configurator.domain.parts.templates import Template
from configurator.domain.sha256 import sha256_of
from configurator.formats import check_formats, file_name
from configurator.kernel.build.bodies import AUTHOR_HINT, part_bodies
from configurator.kernel.build.brep import engrave_part
from configurator.kernel.build.brep_mesh import ANGLE_RAD, CHORD_MM
from configurator.kernel.build.nets.spacing import Fineness
from configurator.kernel.build.shape import parse_request
from configurator.kernel.build.shape_cache import cache_file, load_or_build
from configurator.kernel.build.tessellation import tessellate
from configurator.kernel.export import explain_full_disk
from configurator.kernel.export.job import ExportJob
from configurator.kernel.export.report import make_report
from configurator.kernel.export.write_files import write_files
from configurator.kernel.geometry.axes import as_point
from configurator.kernel.inspect import Examination, refusal_reasons
from configurator.kernel.inspect.part import examine_part
from configurator.kernel.manufacturability import analyse_mesh
from configurator.kernel.measure import measure
from configurator.kernel.measure.insert_holes import measure_inserts
from configurator.kernel.part import Measurement, Part
from configurator.kernel.timings import Clock

# Chords in mm and angles in rad, coarsest first. Facets of a sound surface may cross slightly where it bends most, or
# along an edge that it goes over smoothly, stand off it beside a hole, or cut off too much of a small round part; those
# of a finer mesh do not.
MESHES = (
    Fineness(CHORD_MM, ANGLE_RAD),
    Fineness(CHORD_MM, 2 / 3 * ANGLE_RAD),
    Fineness(0.8 * CHORD_MM, 2 / 3 * ANGLE_RAD),
    Fineness(CHORD_MM, ANGLE_RAD / 3),
    Fineness(0.5 * CHORD_MM, ANGLE_RAD / 2),
)
OFF_SURFACE = (soundness.OTHER_MESH.code, soundness.VOLUME.code)
# One part in this many gets the CAD kernel's whole check beside the check in parts, and both must agree.
WHOLE_CHECK_INTERVAL = 100


def run_make(request: dict[str, Any]) -> dict[str, Any]:
    """Build a design and write its files, named after `stem`, into `directory`.

    Takes template, parameters, formats, directory, stem and, where there are any, drafting (for sheets), shape (a file
    of the shape built before) and progress (a file for the stage that has begun). Returns files (format -> file name,
    and "report" where there are any), the report itself and timings_ms. Raises Failed for a part that must not be
    delivered, Refused for a format that its template cannot be made in.
    """
    clock = Clock(Path(request["progress"]) if "progress" in request else None)
    template, parameters, design = parse_request(request)
    check_formats(request["formats"], template)
    stem, drafting = Path(request["directory"], request["stem"]), Drafting(**request.get("drafting", {}))
    part, examination = _build_and_examine(
        template, parameters, design, clock, cache_file(request), drafting.hole_compensation_mm
    )
    with clock.stage("study"):
        analysis = _analyse(part, parameters)
        assessments = _assess_offers(part, analysis)
    with explain_full_disk():
        job = ExportJob(part, assessments, drafting, clock)
        files, report = _write_output(job, examination, request["formats"], stem)
    return {"files": files, "report": report.as_dict(), "timings_ms": clock.stages}


def _build_and_examine(
    template: Template[Any],
    parameters: Parameters,
    design: Design,
    clock: Clock,
    shape_file: Path | None = None,
    widening_mm: float = 0.0,
) -> tuple[Part, Examination]:
    """The examined part and its examination. Raises Failed with every reason for which it is refused.

    Its holes are `widening_mm` wider in diameter than the parameters ask, where its template says how.
    """
    asked, parameters = parameters, drawn_parameters(template, parameters, widening_mm)
    with clock.stage("build"), record_reductions() as reductions:
        plain, _ = load_or_build(template, parameters, shape_file)
        brep = engrave_part(plain, template, parameters, design)
    bodies = tuple(template.bodies(parameters))
    for fine in MESHES:
        with clock.stage("mesh"):
            tessellation = tessellate(brep, fine.chord, fine.angle)
            clock.note(f"{len(tessellation.mesh.faces):,} triangles")
        with clock.stage("examine"):
            examination = examine_part(tessellation, template.solids, _needs_whole_check(design), bodies)
        if not _needs_finer_mesh(examination):
            break
    reasons = refusal_reasons(examination)
    if reasons:
        raise Failed(*reasons)
    with clock.stage("measure"):
        measurements = measure(tessellation.mesh, delivered_dimensions(template, parameters))
        inserts = measure_inserts(tessellation.mesh, delivered_inserts(template, parameters))
        if parameters is not asked:
            measurements = _against_asked(measurements, delivered_dimensions(template, asked), widening_mm)
            inserts = _as_asked(inserts, delivered_inserts(template, asked))
    reduced = tuple(reductions)
    named = part_bodies(brep, tessellation.mesh, bodies)
    mesh, edges, done_mm = tessellation.mesh, tessellation.edges, widening_mm if parameters is not asked else 0.0
    part = Part(template, design, brep.shape, mesh, measurements, reduced, plain, edges, named, inserts, done_mm)
    return part, examination


def _needs_finer_mesh(examination: Examination) -> bool:
    off = any(finding.code in OFF_SURFACE for finding in examination.findings)
    return examination.self_intersecting or off


def _against_asked(
    drawn: tuple[Measurement, ...], asked: tuple[Dimension, ...], widening_mm: float
) -> tuple[Measurement, ...]:
    """The measurements of a compensated part, each beside what was asked. Raises Failed if it has other dimensions."""
    _check_names("dimensions", [each.dimension.name for each in drawn], [each.name for each in asked])
    return tuple(
        replace(
            each, dimension=dimension, drawn=each.dimension.nominal, expected=expected_size(each.dimension, widening_mm)
        )
        for each, dimension in zip(drawn, asked, strict=True)
    )


def _as_asked(drawn: tuple[MadeInsert, ...], asked: tuple[Insert, ...]) -> tuple[MadeInsert, ...]:
    """The inserts of a compensated part, with the holes that the finished part is to have."""
    _check_names("inserts", [each.name for each in drawn], [each.name for each in asked])
    return tuple(replace(each, diameter=round(one.diameter, 4)) for each, one in zip(drawn, asked, strict=True))


def _check_names(what: str, drawn: list[str], asked: list[str]) -> None:
    if drawn != asked:
        raise failed(f"With its holes compensated the part has other {what}.", hint=AUTHOR_HINT)


def _needs_whole_check(design: Design) -> bool:
    """Whether it is one of the designs that get the whole check: one in `WHOLE_CHECKS`, by its digest."""
    return int(design.digest, 16) % WHOLE_CHECK_INTERVAL == 0


def _analyse(part: Part, parameters: Parameters) -> MeshAnalysis:
    """What decides how the part can be made. Raises Failed where a wall of it has folded to nothing."""
    analysis = analyse_mesh(part.mesh, size_limits(checks()), part.measurements)
    low, high = part.mesh.bounds
    bounds = (as_point(low), as_point(high))
    wall = thinnest_meant(part.template.wall(parameters), [each.dimension for each in part.measurements])
    folded = [finding.as_problem(bounds) for finding in folded_findings(analysis, wall)]
    if folded:
        raise Failed(*folded)
    return analysis


def _assess_offers(part: Part, analysis: MeshAnalysis) -> list[Manufacturability]:
    """The manufacturability of the part in each offer of its template."""
    offers = [OFFERS[each] for each in part.template.offers if each in OFFERS]
    return [assess_manufacturability(analysis, each, checks()) for each in offers]


def _write_output(
    job: ExportJob, examination: Examination, formats: list[str], stem: Path
) -> tuple[dict[str, str], Report]:
    """Every format and, where there are any, the report: their names by format, and the report itself."""
    files = write_files(job, formats, stem)
    digests = {kind: sha256_of(stem.with_name(name)) for kind, name in files.items()}
    report = make_report(job.part, examination, job.assessments, digests, job.drafting.installation)
    if files:
        files[REPORT] = file_name(stem.name, REPORT)
        text = json.dumps(report.as_dict(), indent=2, ensure_ascii=False) + "\n"
        stem.with_name(files[REPORT]).write_text(text, encoding="utf-8")
    return files, report
