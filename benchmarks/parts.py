"""What each stage of making a part costs, beside the bare CAD kernel writing the same kind of part in the same run.

Warm, one process, medians over random designs, no design made twice; orthoses are those of people of the
sample beside the checkout, where it is there. The bare kernel builds with the same function and writes
STL and STEP by CadQuery's own exporters at the same chord; everything else is what proof and the other
formats cost.
"""

from __future__ import annotations

import csv
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from plain import export
from table import Row

from configurator import catalogue
from configurator.domain.formats import FORMATS
from configurator.domain.parameters import Parameters
from configurator.domain.sheets import read_values
from configurator.domain.templates import Template
from configurator.kernel import job
from configurator.services.configure import configure, design_of
from configurator.services.drafting import drafting_for
from configurator.services.sweep import draw

PEOPLE = Path(__file__).parents[2] / "shared" / "data" / "anthropometry" / "ansur2_limbs_sample.csv"
DATE = "2026-01-01"
FILES = ("build", "mesh", "stl", "step", "3mf", "glb")
TRIANGLES = 50_000

Stages = dict[str, float]


def rows(rounds: int) -> Iterator[Row | str]:
    """The rows of every template, and its stages in ms, each also as a share of the bare kernel."""
    for template in catalogue.templates().values():
        middle, base, triangles = compared(template, rounds)
        yield from goals(template.id, middle, base, triangles)
        yield f"(i) {template.id}: {base:.0f} ms for the bare kernel, and times that:"
        yield from (f"      {name:<10}{spent / base:>7.2f}{spent:>9.1f} ms" for name, spent in middle.items())


def goals(name: str, middle: Stages, base: float, triangles: float) -> Iterator[Row]:
    """Files, proof and pictures of a template, from its medians."""
    files = sum(middle[stage] for stage in FILES)
    yield Row("a", f"{name}: four files, times the bare kernel", files / base, "", f"{files:.0f} ms", 1.25)
    proof = sum(middle[stage] for stage in ("examine", "measure"))
    scale = TRIANGLES / max(triangles, TRIANGLES)
    told = f"for {triangles:.0f} triangles, {proof:.0f} ms"
    yield Row("b", f"{name}: examining and measuring", proof * scale / 1000, "s", told, 0.3)
    yield Row("c", f"{name}: thumbnail", middle["thumbnail"] / 1000, "s", "256 x 256", 0.15)
    yield Row("c", f"{name}: product picture", middle["png"] / 1000, "s", "1200 x 900, with sizes", 1.2)
    drawn = middle["drawing"] + middle["pdf"]
    yield Row("c", f"{name}: drawing", drawn / 1000, "s", f"as PDF; DXF {middle['dxf']:.0f} ms more", 0.5)
    yield Row("c", f"{name}: quality sheet", middle["quality"] / 1000, "s", "with its picture", 0.3)
    yield Row("c", f"{name}: turntable", middle["turn"] / 1000, "s", "eight views")


def compared(template: Template[Any], rounds: int) -> tuple[Stages, float, float]:
    """Medians: milliseconds per stage, those of the bare kernel, and triangles."""
    designs = designs_of(template)
    ours: list[Stages] = []
    bare, triangles = [], []
    with tempfile.TemporaryDirectory() as folder:
        stages(template, next(designs), Path(folder)), plain(template, next(designs), Path(folder))
        for _ in range(rounds):
            made = stages(template, next(designs), Path(folder))
            ours.append(made["timings_ms"])
            triangles.append(made["report"]["triangles"])
            bare.append(plain(template, next(designs), Path(folder)))
    middle = {name: statistics.median(each[name] for each in ours) for name in ours[0]}
    return middle, statistics.median(bare), statistics.median(triangles)


def designs_of(template: Template[Any]) -> Iterator[Parameters]:
    """Of the sample's people where they have what the template asks, then drawn over its range; always the same."""
    chance = Random(template.id)
    yield from people(template)
    while True:
        yield template.parameters(**draw(template, chance))


def people(template: Template[Any]) -> Iterator[Parameters]:
    """The people of the sample in another order; nobody for a part that is not worn."""
    if template.id != "foot_orthosis" or not PEOPLE.exists():
        return
    with PEOPLE.open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    Random(1).shuffle(table)
    for person in table:
        given = read_values(template.parameters, {**person, "side": "left"}, strict=False)
        design = configure(template, given, complete=True).design
        if design is not None:
            yield template.parameters(**design.parameters)


def stages(template: Template[Any], parameters: Parameters, folder: Path) -> dict[str, Any]:
    """What making all files told."""
    design = design_of(template, parameters)
    request = {"template": template.id, "parameters": dict(design.parameters), "formats": list(FORMATS)}
    drafting = asdict(drafting_for(design, DATE))
    return job.make({**request, "directory": str(folder), "stem": "part", "drafting": drafting})


def plain(template: Template[Any], parameters: Parameters, folder: Path) -> float:
    """Milliseconds that the CAD kernel alone needs for the part's STL and STEP."""
    start = perf_counter()
    export(template, parameters, folder)
    return (perf_counter() - start) * 1000
