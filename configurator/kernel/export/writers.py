"""The writers of the formats that this program brings: each writes one file, and raises OSError where it cannot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from configurator.checks import checks
from configurator.kernel import render
from configurator.kernel.drawing import dxf, pdf
from configurator.kernel.export import cut_dxf, glb, quality_sheet, step, stl, threemf
from configurator.kernel.export.job import ExportJob
from configurator.kernel.manufacturability.finding_regions import finding_regions
from configurator.kernel.render import turntable


def write_stl(job: ExportJob, path: Path) -> None:
    """The mesh as STL."""
    stl.write_stl(job.part, path)


def write_step(job: ExportJob, path: Path) -> None:
    """The B-rep as STEP; raises Failed where it cannot be translated."""
    step.write_step(job.part, path)


def write_3mf(job: ExportJob, path: Path) -> None:
    """The mesh as 3MF with a thumbnail; raises Failed without OpenGL."""
    with job.clock.stage("thumbnail"):
        thumbnail = render.thumbnail(job.part)
    threemf.write_3mf(job.part, path, thumbnail)


def write_glb(job: ExportJob, path: Path) -> None:
    """The mesh as GLB with its dimensions."""
    glb.write_glb(job.part, path)


def write_findings(job: ExportJob, path: Path) -> None:
    """The mesh as GLB, with the facets apart that findings are about."""
    regions = finding_regions(job.part.mesh, job.assessments, checks())
    glb.write_glb(replace(job.part, measurements=()), path, regions)


def write_picture(job: ExportJob, path: Path) -> None:
    """The product picture as PNG; raises Failed without OpenGL."""
    render.write_picture(job.part, path, job.appearance, job.drafting.picture_unit or job.drafting.unit)


def write_thumbnail(job: ExportJob, path: Path) -> None:
    """A small picture as PNG; raises Failed without OpenGL."""
    render.write_thumb(job.part, path, job.appearance)


def write_turntable(job: ExportJob, path: Path) -> None:
    """The part turning, as WebP; raises Failed without OpenGL."""
    turntable.write_turntable(job.part, path, job.appearance)


def write_pdf(job: ExportJob, path: Path) -> None:
    """The drawing as PDF."""
    path.write_bytes(pdf.write_pdf(job.drawing, f"{job.part.template.title} {job.part.design.code}"))


def write_dxf(job: ExportJob, path: Path) -> None:
    """The drawing as DXF."""
    path.write_text(dxf.write_dxf(job.drawing, job.drafting.unit), encoding="utf-8")


def write_cut_dxf(job: ExportJob, path: Path) -> None:
    """The outline of a flat sheet as DXF for a cutter; raises Refused for what is none."""
    path.write_text(cut_dxf.cutting_file(job.part.plain or job.part.shape), encoding="utf-8")


def write_quality_sheet(job: ExportJob, path: Path) -> None:
    """The quality sheet as PDF; raises Failed without fonts or OpenGL."""
    path.write_bytes(quality_sheet.make_quality_sheet(job.part, job.drafting))
