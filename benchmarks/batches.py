"""How many orthoses an hour: one worker, two, and a fresh Python for each part.

All write STL and STEP, of random sizes over the template's range and of real people. Ours are also
examined, analysed and measured. The plain way makes fewer of them, two at a time, and counts by the part.
A process of either way has one core for the libraries that would take more by OpenMP or BLAS; BRepMesh,
where it is asked, meshes the faces side by side in both ways, as CadQuery's exporter has it do.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import cold
from alone import files_alone
from designs import random_designs, real_designs
from table import Row

from configurator import catalogue
from configurator.domain.parts.designs import Design
from configurator.pool import open_pool
from configurator.services.making.make import start_make

FORMATS = ["stl", "step"]
PLAIN = 20
LIMIT = 3
ORTHOSIS = "foot_orthosis"


def rows(number: int) -> Iterator[Row | str]:
    """Two workers against the plain way, and against one worker; each makes designs of its own."""
    designs = random_designs(catalogue.find(ORTHOSIS))
    two = seconds_each(list(islice(designs, number)), 2)
    yield beside_plain("random orthoses", designs, two, number, 11)
    one = seconds_each(list(islice(designs, number)), 1)
    yield Row("e", "two workers, times one", one / two, "", f"one: {one * 1000:.0f} ms a part", 1.75, False, 2)
    persons = real_designs(catalogue.find(ORTHOSIS))
    if real := list(islice(persons, number)):
        yield beside_plain("orthoses of real people", persons, seconds_each(real, 2), number, 14)
    else:
        yield "(d) the sample of people is not beside the checkout"


def beside_plain(what: str, designs: Iterator[Design], ours: float, number: int, goal: float) -> Row:
    """A batch that took so many seconds a part, times the plain way with other designs of the same kind."""
    plain = plain_each(list(islice(designs, min(PLAIN, number))))
    alone = seconds_alone(list(islice(designs, LIMIT)))
    details = f"{ours * 1000:.0f} ms a part, plain {plain * 1000:.0f} ms; limit: building, BRepMesh, STL, STEP in C++"
    return Row("d", f"batch of {what}, times plain", plain / ours, "", details, goal, False, plain / (alone / 2))


def seconds_each(designs: list[Design], workers: int) -> float:
    """Seconds a part of a batch in warm children; the first designs warm them."""
    with TemporaryDirectory() as folder, open_pool(workers) as pool, ThreadPoolExecutor(workers) as threads:

        def make(design: Design) -> None:
            with start_make(pool, design, FORMATS, Path(folder)) as started:
                started.finish()

        list(threads.map(make, designs[: 2 * workers]))
        start = perf_counter()
        list(threads.map(make, designs[2 * workers :]))
        return (perf_counter() - start) / len(designs[2 * workers :])


def plain_each(designs: list[Design]) -> float:
    """Seconds a part, each in a fresh Python, two at a time."""
    with ThreadPoolExecutor(2) as threads:
        start = perf_counter()
        list(threads.map(_run_plain, designs))
        return (perf_counter() - start) / len(designs)


def _run_plain(design: Design) -> None:
    with TemporaryDirectory() as folder:
        subprocess.run(cold.plain(design, folder), input=cold.parameters(design), text=True, check=True)


def seconds_alone(designs: list[Design]) -> float:
    """Seconds a part in C++ alone, on one core."""
    template = catalogue.find(ORTHOSIS)
    with TemporaryDirectory() as folder:
        spent = [files_alone(template, template.parameters(**each.parameters), Path(folder)) for each in designs]
    return sum(sum(each.values()) for each in spent) / len(spent) / 1000
