"""The pool's job for a file of another program: read it, examine it like a part of our own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import trimesh

from configurator.checks import checks
from configurator.domain.offers.check import size_limits
from configurator.domain.offers.manufacturability import Manufacturability, assess_manufacturability
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts import soundness
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.versions import versions
from configurator.kernel.export.report import FACTS
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.inspect import Examination, examine_mesh, welding
from configurator.kernel.inspect.body_count import count_bodies
from configurator.kernel.inspect.reading import ReadFile, read_file, step
from configurator.kernel.inspect.reading.geometry import Geometry, unreadable_file
from configurator.kernel.inspect.reading.limits import MAX_PIECES
from configurator.kernel.manufacturability import analyse_mesh
from configurator.kernel.timings import Clock

# Shares of the usual chord: a B-rep's facets may cross slightly, those of a finer mesh do not.
FINER = (0.8, 0.65, 0.5)
# What a face without a mesh brings about.
MESHING_CODES = (soundness.OPEN.code, soundness.VOLUME.code)


def with_file_remedy(finding: Finding) -> Finding:
    """The finding with a remedy for whoever has the file, not the template."""
    return replace(finding, hint=soundness.FILE_HINTS.get(finding.code, finding.hint))


def run_examine(request: dict[str, Any]) -> dict[str, Any]:
    """The report of a file, with timings_ms. Takes file (its path), unit ("" where there is none) and offers (ids).

    Manufacturability is assessed only for a sound mesh. Raises Refused, naming `file` or `unit`, for a
    file that cannot be read.
    """
    clock, path = Clock(), Path(request["file"])
    with clock.stage("read"):
        content = read_file(path, request["unit"])
    with clock.stage("examine"):
        mesh, examination = _examine_geometry(content.geometry)
    findings = [*_own_findings(examination, content.geometry), *content.geometry.remarks]
    sound = all(each.severity != "refusal" for each in findings)
    with clock.stage("study"):
        assessments = _assess_offers(mesh, request["offers"]) if sound else []
    return {**_make_report(path.name, content, examination, findings, assessments), "timings_ms": clock.stages}


def _examine_geometry(geometry: Geometry) -> tuple[trimesh.Trimesh, Examination]:
    """The welded mesh and its examination; a B-rep is meshed finer while its facets cross."""
    mesh, shape = _weld_mesh(geometry), geometry.shape
    examination = examine_mesh(mesh, shape)
    for finer in FINER if shape is not None else ():
        if not examination.self_intersecting:
            break
        mesh = _weld_mesh(step.mesh_brep(shape, geometry.unit, finer))
        examination = examine_mesh(mesh, shape)
    return mesh, examination


def _weld_mesh(geometry: Geometry) -> trimesh.Trimesh:
    mesh = welding.weld(trimesh.Trimesh(geometry.vertices, geometry.faces, process=False))
    if not len(mesh.faces):
        return mesh
    mesh = welding.weld_near(mesh)
    pieces = count_bodies(facets_of(mesh))
    if pieces > MAX_PIECES:
        raise unreadable_file(
            f"It falls into {pieces:,} pieces that do not touch; at most {MAX_PIECES:,} are examined.",
            "Delete the crumbs and islands, or export one part.",
        )
    return mesh


def _assess_offers(mesh: trimesh.Trimesh, offers: list[str]) -> list[Manufacturability]:
    """The manufacturability of the mesh in each of the offers."""
    if not offers:
        return []
    analysis = analyse_mesh(mesh, size_limits(checks()))
    return [assess_manufacturability(analysis, OFFERS[each], checks()) for each in offers]


def _own_findings(examination: Examination, geometry: Geometry) -> Iterator[Finding]:
    """What the examination found, with remedies for whoever has the file, and whether it holds several bodies."""
    is_unmeshed = any(each.code == soundness.UNMESHED.code for each in geometry.remarks)
    for each in examination.findings:
        # An open surface has no volume, so its mesh and its B-rep differ there in any case.
        is_consequence = each.code == soundness.VOLUME.code and not examination.watertight
        # A face without a mesh leaves a hole, for which the file is not to blame.
        if not is_consequence and not (is_unmeshed and each.code in MESHING_CODES):
            yield with_file_remedy(each)
    yield from _multiple_bodies(examination)


def _make_report(
    name: str,
    content: ReadFile,
    examination: Examination,
    findings: list[Finding],
    assessments: list[Manufacturability],
) -> dict[str, Any]:
    facts = asdict(examination)
    return {
        "file": name,
        "format": content.format,
        "unit": asdict(content.unit),
        **{each: facts[each] for each in FACTS},
        "findings": [each.as_dict() for each in findings],
        "making": [each.as_dict() for each in assessments],
        "versions": versions(),
        "digests": {"file": content.digest},
    }


def _multiple_bodies(examination: Examination) -> Iterator[Finding]:
    """A warning where a file holds more than one body, as it does not say how many there should be."""
    if examination.solids > 1:
        yield soundness.SEVERAL_BODIES.finding(count=examination.solids)
