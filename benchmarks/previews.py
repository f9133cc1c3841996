"""How long a live preview takes, beside the bare CAD kernel that builds the same design and meshes the same draft.

All warm, each in a child of its own of the same kind, turn by turn, in the same run; no design twice.
The bare kernel calls the template's `build` and `BRepMesh_IncrementalMesh` on one core, and is timed
inside its child. A preview is timed from outside: also its way to the child and back, edges, normals,
measuring, and the file; by HTTP also its way through the server, compressed as for a browser.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from designs import random_designs
from served import Person, server
from table import Row

from configurator import catalogue
from configurator.domain.parts.designs import Design
from configurator.pool import open_pool
from configurator.services.common.kernel_gate import KernelGate
from configurator.services.previews.drafts import preview_request
from configurator.services.previews.previews import Previews
from configurator.services.previews.shapes import shape_of
from web.links import preview_url

KERNEL = "configurator.kernel.jobs.preview"
# Milliseconds that one way of making a preview takes.
Way = Callable[[Design], float]
WARM_UP = 3


# Median in ms by HTTP.
GOALS = {"foot_orthosis": 100, "grommet": 25}

Spent = dict[str, list[float]]


def main(rounds: int) -> None:
    """Print a line for every template: the ratio first, then medians and 95th percentiles."""
    for name, spent in measured(rounds):
        show(name, spent)


def rows(rounds: int) -> Iterator[Row]:
    """The median by HTTP of every template; its limit is the bare kernel."""
    for name, spent in measured(rounds):
        http, bare = (statistics.median(spent[way]) for way in ("http", "bare"))
        details = f"{http / bare:.2f} times the bare kernel, which is the limit"
        yield Row("k", f"{name}: preview over HTTP, median", http, "ms", details, GOALS.get(name), limit=bare)


def measured(rounds: int) -> Iterator[tuple[str, Spent]]:
    """Each template by name, with milliseconds of every way."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_pool(preload=KERNEL) as ours,
        open_pool(preload=KERNEL) as theirs,
        server() as (port, _),
    ):
        previews, person = Previews(ours, Path(folder), KernelGate()), Person(port, "bench")
        ways = {
            "service": timed(lambda design: previews.get("", shape_of(design))),
            "http": timed(lambda design: person.get(preview_url(shape_of(design)))),
            "bare": lambda design: theirs.run("previews:bare", preview_request(design, Path()))["ms"],
        }
        for template in catalogue.templates().values():
            yield template.id, compared(random_designs(template), rounds, ways)


def show(template: str, spent: Spent) -> None:
    """What every way took, beside the bare kernel."""
    for name in ("service", "http"):
        ratio = statistics.median(spent[name]) / statistics.median(spent["bare"])
        print(f"{template}: {ratio:.2f} times the bare kernel, by {name}")
    for name, times in spent.items():
        slow = statistics.quantiles(times, n=20)[-1]
        print(f"  {name:<8}{statistics.median(times):>7.1f} ms; 95 of 100 within {slow:.1f} ms")


def compared(designs: Iterator[Design], rounds: int, ways: dict[str, Way]) -> Spent:
    """Milliseconds of every way, which take turns at being the first with a design."""
    spent: Spent = {name: [] for name in ways}
    for number in range(WARM_UP + rounds):
        design = next(designs)
        for name in list(ways)[:: 1 if number % 2 else -1]:
            spent[name].append(ways[name](design))
    return {name: times[WARM_UP:] for name, times in spent.items()}


def timed(get: Callable[[Design], Any]) -> Way:
    """A way of getting previews with its duration."""

    def way(design: Design) -> float:
        start = perf_counter()
        get(design)
        return (perf_counter() - start) * 1000

    return way


def bare(request: dict[str, Any]) -> dict[str, float]:
    """In the child: milliseconds for a design's solid and its draft mesh, and nothing else."""
    from OCP.BRepMesh import BRepMesh_IncrementalMesh

    from configurator.kernel.build.brep import brep_of
    from configurator.kernel.build.brep_mesh import ANGLE_RAD
    from configurator.kernel.build.draft import draft_chord
    from configurator.kernel.build.shape import as_shape, parse_request

    template, parameters, _ = parse_request(request)
    start = perf_counter()
    shape = as_shape(template.build(parameters))
    built = perf_counter() - start
    chord = draft_chord(brep_of(shape))
    start = perf_counter()
    BRepMesh_IncrementalMesh(shape.wrapped, chord, False, ANGLE_RAD, False)
    return {"ms": (built + perf_counter() - start) * 1000}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
