"""What each stage of making a part costs, beside the bare CAD kernel writing the same part in the same run.

Warm, one process, medians. The bare kernel builds the part with the same function and writes STL and
STEP by CadQuery's own exporters at the same chord; everything else is what proof and other formats cost.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
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


def main(rounds: int) -> None:
    """Print a table for every template's first preset."""
    with tempfile.TemporaryDirectory() as folder:
        for template in catalogue.templates().values():
            show(template, next(iter(template.presets.values())), rounds, Path(folder))


def show(template: Template[Any], parameters: Parameters, rounds: int, folder: Path) -> None:
    """Medians of one part's stages in ms, each also as a share of the bare kernel."""
    ours, bare = in_turn(
        rounds, lambda: stages(template, parameters, folder), lambda: plain(template, parameters, folder)
    )
    middle = {name: statistics.median(each[name] for each in ours) for name in ours[0]}
    base = statistics.median(bare)
    files = sum(middle[name] for name in ("build", "mesh", "stl", "step"))
    print(f"\n{template.id}: STL and STEP {files / base:.2f} times the bare kernel, which takes {base:.0f} ms")
    for name, spent in middle.items():
        print(f"  {name:<8}{spent / base:>7.2f}{spent:>9.1f} ms")


def in_turn(rounds: int, *work: Callable[[], Any]) -> list[list[Any]]:
    """Each piece of work once to warm up, then all in turn, `rounds` times; their results."""
    for each in work:
        each()
    results: list[list[Any]] = [[] for _ in work]
    for _ in range(rounds):
        for each, result in zip(work, results, strict=True):
            result.append(each())
    return results


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
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
