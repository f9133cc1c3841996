"""Writes the files of a part in all requested formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from configurator.domain.offers.manufacturability import Manufacturability
from configurator.domain.parts.drafting import Drafting
from configurator.domain.parts.formats import file_name
from configurator.kernel import render
from configurator.kernel.drawing import draw_sheet
from configurator.kernel.drawing.dxf import write_dxf
from configurator.kernel.drawing.pdf import write_pdf
from configurator.kernel.export import FILE_WRITERS, glb, threemf
from configurator.kernel.export.quality_sheet import make_quality_sheet
from configurator.kernel.manufacturability.finding_regions import finding_regions
from configurator.kernel.part import Part
from configurator.kernel.render import turntable
from configurator.kernel.render.appearance import appearance_of
from configurator.kernel.timings import Clock

Write = Callable[[Path], object]


def write_files(
    part: Part, assessments: Sequence[Manufacturability], kinds: list[str], stem: Path, drafting: Drafting, clock: Clock
) -> dict[str, str]:
    """The file names by format, each `stem` and its ending. Raises OSError, and Failed if one cannot be made."""
    files = {kind: file_name(stem.name, kind) for kind in kinds}
    writers = {
        **_plain_writers(part),
        **_picture_writers(part, drafting),
        **_drawing_writers(part, kinds, drafting, clock),
    }
    writers["findings"] = lambda path: glb.write_glb(
        replace(part, measurements=()), path, finding_regions(part.mesh, assessments)
    )
    if "3mf" in files:
        writers["3mf"] = _package_writer(part, clock)
    for kind, name in files.items():
        with clock.stage(kind):
            writers[kind](stem.with_name(name))
    return files


def _plain_writers(part: Part) -> Mapping[str, Write]:
    return {kind: partial(write, part) for kind, write in FILE_WRITERS.items()}


def _picture_writers(part: Part, drafting: Drafting) -> Mapping[str, Write]:
    return {
        "png": lambda path: render.write_picture(part, path, appearance_of(drafting.offer)),
        "thumb": lambda path: render.write_thumb(part, path, appearance_of(drafting.offer)),
        "turn": lambda path: turntable.write_turntable(part, path, appearance_of(drafting.offer)),
        "quality": lambda path: path.write_bytes(make_quality_sheet(part, drafting)),
    }


def _drawing_writers(part: Part, kinds: list[str], drafting: Drafting, clock: Clock) -> Mapping[str, Write]:
    """One drawing in two formats."""
    if not {"pdf", "dxf"} & {*kinds}:
        return {}
    with clock.stage("drawing"):
        sheet = draw_sheet(part, drafting)
    title = f"{part.template.title} {part.design.code}"
    return {
        "pdf": lambda path: path.write_bytes(write_pdf(sheet, title)),
        "dxf": lambda path: path.write_text(write_dxf(sheet, drafting.unit), encoding="utf-8"),
    }


def _package_writer(part: Part, clock: Clock) -> Write:
    with clock.stage("thumbnail"):
        thumbnail = render.thumbnail(part)
    return lambda path: threemf.write_3mf(part, path, thumbnail)
