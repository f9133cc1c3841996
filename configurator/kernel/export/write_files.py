"""Writes all files that are asked for of a part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from configurator.domain.offers.manufacturability import Making
from configurator.domain.parts.drafting import Drafting
from configurator.domain.parts.formats import file_name
from configurator.kernel import render
from configurator.kernel.drawing import draw
from configurator.kernel.drawing.dxf import dxf
from configurator.kernel.drawing.pdf import pdf
from configurator.kernel.export import WRITERS, glb, threemf
from configurator.kernel.export.quality_sheet import quality_sheet
from configurator.kernel.manufacturability.finding_regions import regions
from configurator.kernel.part import Part
from configurator.kernel.render import turntable
from configurator.kernel.render.appearance import look_of
from configurator.kernel.timings import Clock

Write = Callable[[Path], object]


def write_files(
    part: Part, makings: Sequence[Making], kinds: list[str], stem: Path, drafting: Drafting, clock: Clock
) -> dict[str, str]:
    """Their names by format, each `stem` and its ending. Raises OSError, and Failed where one cannot be drawn."""
    files = {kind: file_name(stem.name, kind) for kind in kinds}
    writers = {**_plain(part), **_pictures(part, drafting), **_drawings(part, kinds, drafting, clock)}
    writers["findings"] = lambda path: glb.write(replace(part, measurements=()), path, regions(part.mesh, makings))
    if "3mf" in files:
        writers["3mf"] = _package(part, clock)
    for kind, name in files.items():
        with clock.stage(kind):
            writers[kind](stem.with_name(name))
    return files


def _plain(part: Part) -> Mapping[str, Write]:
    return {kind: partial(write, part) for kind, write in WRITERS.items()}


def _pictures(part: Part, drafting: Drafting) -> Mapping[str, Write]:
    return {
        "png": lambda path: render.write(part, path, look_of(drafting.offer)),
        "thumb": lambda path: render.write_thumb(part, path, look_of(drafting.offer)),
        "turn": lambda path: turntable.write(part, path, look_of(drafting.offer)),
        "quality": lambda path: path.write_bytes(quality_sheet(part, drafting)),
    }


def _drawings(part: Part, kinds: list[str], drafting: Drafting, clock: Clock) -> Mapping[str, Write]:
    """One drawing in two formats."""
    if not {"pdf", "dxf"} & {*kinds}:
        return {}
    with clock.stage("drawing"):
        sheet = draw(part, drafting)
    title = f"{part.template.title} {part.design.code}"
    return {
        "pdf": lambda path: path.write_bytes(pdf(sheet, title)),
        "dxf": lambda path: path.write_text(dxf(sheet, drafting.unit), encoding="utf-8"),
    }


def _package(part: Part, clock: Clock) -> Write:
    with clock.stage("thumbnail"):
        thumbnail = render.thumbnail(part)
    return lambda path: threemf.write(part, path, thumbnail)
