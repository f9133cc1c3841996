"""What each stage of making a part costs, beside the bare CAD kernel writing the same kind of part in the same run.

Warm, one process, medians over random designs, no design made twice, each into an empty folder; orthoses
are those of people of the sample beside the checkout, where it is there. The bare kernel builds with the
same function and writes STL and STEP by CadQuery's own exporters at the same chord; these mesh the faces
side by side on all cores, as ours do where they ask the kernel for the mesh. The bare kernel's mesh, by
which examining and measuring are counted, is BRepMesh on one core. All else takes one core in both ways.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from alone import Stages, files_alone, medians, picture_alone, proof_alone
from designs import designs_of
from plain import export
from table import Row

from configurator import catalogue
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.formats import formats_of
from configurator.kernel.build.brep import engrave_part
from configurator.kernel.build.shape_cache import load_or_build
from configurator.kernel.build.tessellation import tessellate
from configurator.kernel.jobs import make
from configurator.services.designs.configure import build_design
from configurator.services.designs.drafting import drafting_for

DATE = "2026-01-01"
FILES = ("build", "mesh", "stl", "step", "3mf", "glb")
# Times the bare kernel: four files; and, times its mesh, the proof.
FILES_GOALS = {"foot_orthosis": 0.7, "grommet": 1.25}
PROOF_GOALS = {"foot_orthosis": 0.3}
SHEET_GOAL = 200  # ms
WARM_UP = 2


@dataclass(frozen=True)
class Compared:
    """Medians in ms: our stages, the bare kernel, and the C++ calls alone; and which mesher made the mesh."""

    ours: Stages
    bare: float
    alone: Stages
    way: str


def rows(rounds: int) -> Iterator[Row | str]:
    """The rows of every template, and its stages in ms, each also as a share of the bare kernel."""
    for template in catalogue.templates().values():
        times = compared(template, rounds)
        yield from goals(template.id, times)
        yield from sheets(template.id, times)
        yield f"(i) {template.id}, meshed by {times.way}: {times.bare:.0f} ms for the bare kernel, and times that:"
        yield from (f"      {name:<10}{spent / times.bare:>7.2f}{spent:>9.1f} ms" for name, spent in times.ours.items())
        yield "      C++ alone: " + ", ".join(f"{name} {spent:.1f} ms" for name, spent in times.alone.items())


def goals(name: str, times: Compared) -> Iterator[Row]:
    """Files and proof of a template."""
    files = sum(times.ours[stage] for stage in FILES)
    limit = sum(times.alone[stage] for stage in ("build", "mesh", "stl", "step"))
    details = f"{files:.0f} and {times.bare:.0f} ms; limit: building, BRepMesh, STL and STEP in C++, {limit:.0f} ms"
    goal = FILES_GOALS.get(name)
    yield Row("a", f"{name}: four files, times bare", files / times.bare, "", details, goal, limit=limit / times.bare)
    proof, mesh = times.ours["examine"] + times.ours["measure"], times.alone["mesh"]
    details = f"{proof:.0f} and {mesh:.0f} ms; limit: libigl alone, {times.alone['proof']:.0f} ms"
    goal, limit = PROOF_GOALS.get(name), times.alone["proof"] / mesh
    yield Row("b", f"{name}: examine and measure, times BRepMesh", proof / mesh, "", details, goal, limit=limit)


def sheets(name: str, times: Compared) -> Iterator[Row]:
    """Pictures and papers of a template."""
    ours, alone = times.ours, times.alone
    drawing = ours["drawing"] + ours["pdf"]
    for what, spent, goal, limit in (
        ("product picture", ours["png"], SHEET_GOAL, alone["png"]),
        (f"drawing as PDF, DXF {ours['dxf']:.0f} ms more", drawing, SHEET_GOAL, None),
        ("quality sheet", ours["quality"], SHEET_GOAL, alone["quality"]),
        ("thumbnail", ours["thumbnail"], None, None),
        ("turntable", ours["turn"], None, None),
    ):
        details = f"{spent / times.bare:.2f} times the bare kernel" + (
            "; limit: VTK alone" if limit is not None else ""
        )
        yield Row("c", f"{name}: {what}", spent, "ms", details, goal, limit=limit)


def compared(template: Template[Any], rounds: int) -> Compared:
    """Medians of so many rounds; every way has designs of its own."""
    designs = designs_of(template)
    for _ in range(WARM_UP):
        stages(template, next(designs)), plain(template, next(designs)), alone(template, next(designs))
    ours, bare, limit = [], [], []
    for _ in range(rounds):
        ours.append(stages(template, next(designs))["timings_ms"])
        bare.append(plain(template, next(designs)))
        limit.append(alone(template, next(designs)))
    return Compared(medians(ours), statistics.median(bare), medians(limit), way_of(template, next(designs)))


def stages(template: Template[Any], parameters: Parameters, kinds: tuple[str, ...] | None = None) -> dict[str, Any]:
    """The answer of the kernel that made the files: report, timings_ms and file names."""
    design = build_design(template, parameters)
    wanted = list(formats_of(template) if kinds is None else kinds)
    request = {"template": template.id, "parameters": dict(design.parameters), "formats": wanted}
    drafting = asdict(drafting_for(design, DATE))
    with TemporaryDirectory() as folder:
        return make.run_make({**request, "directory": folder, "stem": "part", "drafting": drafting})


def plain(template: Template[Any], parameters: Parameters) -> float:
    """Milliseconds that the CAD kernel alone needs for the part's STL and STEP."""
    with TemporaryDirectory() as folder:
        start = perf_counter()
        export(template, parameters, Path(folder))
        return (perf_counter() - start) * 1000


def alone(template: Template[Any], parameters: Parameters) -> Stages:
    """Milliseconds in C++ alone: of the files, of the proof, and of two pictures."""
    with TemporaryDirectory() as folder:
        spent = files_alone(template, parameters, Path(folder))
    spent["proof"] = proof_alone(lambda: stages(template, parameters, ()))
    for kind in ("png", "quality"):
        spent[kind] = picture_alone(lambda kind=kind: stages(template, parameters, (kind,)))
    return spent


def way_of(template: Template[Any], parameters: Parameters) -> str:
    """The mesher of a part of this template."""
    shape, _ = load_or_build(template, parameters)
    return tessellate(engrave_part(shape, template, parameters, build_design(template, parameters))).way
