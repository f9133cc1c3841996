"""What each stage of making a part costs, beside the bare CAD kernel writing the same kind of part in the same run.

Warm, one process, medians over random designs, no design made twice. The bare kernel builds with the
same function and writes STL and STEP by CadQuery's own exporters at the same chord; everything else is
what proof and the other formats cost.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import cadquery as cq

from configurator import catalogue
from configurator.domain.parameters import Parameters
from configurator.domain.templates import Template
from configurator.kernel import job
from configurator.kernel.mesh import ANGLE, CHORD
from configurator.services.configure import design_of
from configurator.services.make import FORMATS
from configurator.services.sweep import draw


def main(rounds: int) -> None:
    """Print a table for every template."""
    with tempfile.TemporaryDirectory() as folder:
        for template in catalogue.templates().values():
            show(template, rounds, Path(folder))


def show(template: Template[Any], rounds: int, folder: Path) -> None:
    """Medians of a template's stages in ms, each also as a share of the bare kernel."""
    designs = random_designs(template)
    stages(template, next(designs), folder), plain(template, next(designs), folder)
    ours, bare = [], []
    for _ in range(rounds):
        ours.append(stages(template, next(designs), folder))
        bare.append(plain(template, next(designs), folder))
    middle = {name: statistics.median(each[name] for each in ours) for name in ours[0]}
    base = statistics.median(bare)
    files = sum(middle[name] for name in ("build", "mesh", "stl", "step"))
    print(f"\n{template.id}: STL and STEP {files / base:.2f} times the bare kernel, which takes {base:.0f} ms")
    for name, spent in middle.items():
        print(f"  {name:<8}{spent / base:>7.2f}{spent:>9.1f} ms")


def random_designs(template: Template[Any]) -> Iterator[Parameters]:
    """Designs drawn over the template's range, the same in every run."""
    chance = Random(template.id)
    while True:
        yield template.parameters(**draw(template, chance))


def stages(template: Template[Any], parameters: Parameters, folder: Path) -> dict[str, float]:
    """Milliseconds per stage of making all files."""
    design = design_of(template, parameters)
    request = {"template": template.id, "parameters": dict(design.parameters), "formats": list(FORMATS)}
    timings: dict[str, float] = job.make({**request, "directory": str(folder), "stem": "part"})["timings_ms"]
    return timings


def plain(template: Template[Any], parameters: Parameters, folder: Path) -> float:
    """Milliseconds that the CAD kernel alone needs for the part's STL and STEP."""
    start = perf_counter()
    built = template.build(parameters)
    part = built if isinstance(built, cq.Workplane) else cq.Workplane(built)
    cq.exporters.export(part, str(folder / "bare.stl"), tolerance=CHORD, angularTolerance=ANGLE)
    cq.exporters.export(part, str(folder / "bare.step"))
    return (perf_counter() - start) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
