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
from random import Random
from time import perf_counter
from typing import Any

from served import Person, server

from configurator import catalogue
from configurator.domain.designs import Design
from configurator.domain.templates import Template
from configurator.pool import open_pool
from configurator.services.configure import design_of
from configurator.services.drafts import request_for
from configurator.services.preview import Previews
from configurator.services.sweep import draw
from web.links import preview_url

KERNEL = "configurator.kernel.preview"
# Milliseconds that one way of having a design takes.
Way = Callable[[Design], float]
WARM_UP = 3


def main(rounds: int) -> None:
    """Print a line for every template: the ratio first, then medians and 95th percentiles."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_pool(preload=KERNEL) as ours,
        open_pool(preload=KERNEL) as theirs,
        server() as (port, _),
    ):
        previews, person = Previews(ours, Path(folder), most_waiting=1), Person(port, "bench")
        ways = {
            "service": timed(lambda design: previews.get("", design)),
            "http": timed(lambda design: person.preview(preview_url(design))),
        }
        for template in catalogue.templates().values():
            show(template, rounds, ways, lambda design: theirs.run("previews:bare", request_for(design, Path()))["ms"])


def show(template: Template[Any], rounds: int, ways: dict[str, Way], plain: Way) -> None:
    """Compare ways of getting a preview with the bare kernel, over random designs of a template."""
    spent = compared(random_designs(template), rounds, {**ways, "bare": plain})
    for name in ways:
        ratio = statistics.median(spent[name]) / statistics.median(spent["bare"])
        print(f"{template.id}: {ratio:.2f} times the bare kernel, by {name}")
    for name, times in spent.items():
        slow = statistics.quantiles(times, n=20)[-1]
        print(f"  {name:<8}{statistics.median(times):>7.1f} ms; 95 of 100 within {slow:.1f} ms")


def compared(designs: Iterator[Design], rounds: int, ways: dict[str, Way]) -> dict[str, list[float]]:
    """Milliseconds of every way, which take turns at being the first with a design."""
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(WARM_UP + rounds):
        design = next(designs)
        for name in list(ways)[:: 1 if number % 2 else -1]:
            spent[name].append(ways[name](design))
    return {name: times[WARM_UP:] for name, times in spent.items()}


def random_designs(template: Template[Any]) -> Iterator[Design]:
    """Designs drawn over the template's range, the same in every run."""
    chance = Random(template.id)
    while True:
        yield design_of(template, template.parameters(**draw(template, chance)))


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

    from configurator.kernel.build import as_shape, asked
    from configurator.kernel.draft import ANGLE, draft_chord

    template, parameters, _ = asked(request)
    start = perf_counter()
    shape = as_shape(template.build(parameters))
    built = perf_counter() - start
    chord = draft_chord(shape)
    start = perf_counter()
    BRepMesh_IncrementalMesh(shape.wrapped, chord, False, ANGLE, False)
    return {"ms": (built + perf_counter() - start) * 1000}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
