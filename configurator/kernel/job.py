"""What the pool calls: make one design, prove it, write its files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from configurator import catalogue
from configurator.domain.designs import Design
from configurator.domain.digests import sha256_of
from configurator.domain.dimensions import mirrored
from configurator.domain.errors import Failed, blocked
from configurator.domain.parameters import Parameters
from configurator.domain.templates import Template
from configurator.kernel import picture
from configurator.kernel.build import build_shape
from configurator.kernel.examine import Examination, examine, faults
from configurator.kernel.export import WRITERS, threemf
from configurator.kernel.measure import measure
from configurator.kernel.mesh import CHORD, mesh_shape
from configurator.kernel.part import Part
from configurator.kernel.report import report_of

# In mm. Facets of a sound surface may cross by a hair where it bends most; a finer mesh tells.
CHORDS = (CHORD, 0.8 * CHORD, 0.65 * CHORD, 0.5 * CHORD)


def make(request: dict[str, Any]) -> dict[str, Any]:
    """Build a design and write its files, named after `stem`, into `directory`.

    Takes template, parameters, formats, directory, stem. Returns files (format -> file name, and
    "report" where there are any), the report itself and timings_ms. Raises Failed for a part that
    must not leave the house.
    """
    clock = Clock()
    template, parameters, design = _design(request)
    part, examination = _made(template, parameters, design, clock)
    folder, stem = Path(request["directory"]), request["stem"]
    try:
        files, report = _write(part, examination, request["formats"], folder / stem, clock)
    except OSError as error:
        raise blocked(
            f"The files could not be written: {error.strerror or error}.",
            "out",
            hint="Free some space, then try again.",
        ) from None
    return {"files": files, "report": report, "timings_ms": clock.stages}


class Clock:
    """Milliseconds per stage, in the order in which they ran."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what runs inside."""
        start = perf_counter()
        yield
        spent = (perf_counter() - start) * 1000
        self.stages[name] = round(self.stages.get(name, 0.0) + spent, 1)


def _design(request: dict[str, Any]) -> tuple[Template[Any], Parameters, Design]:
    template = catalogue.find(request["template"])
    parameters = template.parameters(**request["parameters"])
    return template, parameters, Design(template.id, template.version, request["parameters"])


def _made(template: Template[Any], parameters: Parameters, design: Design, clock: Clock) -> tuple[Part, Examination]:
    """The proven part; Failed with every fault where it is not what it should be."""
    with clock.stage("build"):
        shape = build_shape(template, parameters, design)
    for chord in CHORDS:
        with clock.stage("mesh"):
            mesh = mesh_shape(shape, chord)
        with clock.stage("examine"):
            examination = examine(mesh, shape, template.solids)
        if not examination.self_intersecting:
            break
    wrong = faults(examination)
    if wrong:
        raise Failed(*wrong)
    with clock.stage("measure"):
        dimensions = list(template.dimensions(parameters))
        if template.mirror(parameters):
            dimensions = [mirrored(dimension) for dimension in dimensions]
        measurements = measure(mesh, dimensions)
    return Part(template, design, shape, mesh, measurements), examination


def _write(
    part: Part, examination: Examination, formats: list[str], stem: Path, clock: Clock
) -> tuple[dict[str, str], dict[str, Any]]:
    """Every format and, where there are any, the report: their names by format, and the report itself."""
    files = {kind: f"{stem.name}.{kind}" for kind in formats}
    for kind, name in files.items():
        with clock.stage(kind):
            _write_one(part, kind, stem.with_name(name))
    report = report_of(part, examination, {kind: sha256_of(stem.with_name(name)) for kind, name in files.items()})
    if files:
        files["report"] = f"{stem.name}.report.json"
        text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
        stem.with_name(files["report"]).write_text(text, encoding="utf-8")
    return files, report


def _write_one(part: Part, kind: str, path: Path) -> None:
    if kind == "3mf":
        threemf.write(part, path, thumbnail=picture.thumbnail(part))
    elif kind == "png":
        picture.write(part, path)
    else:
        WRITERS[kind](part, path)
