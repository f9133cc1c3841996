"""How many orthoses an hour: one worker, two, and a fresh Python for each part.

All write STL and STEP of real sizes drawn over the template's range. Ours are also examined, studied
and measured. The plain way makes fewer of them, two at a time, and counts by the part.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from previews import random_designs
from table import Row

from configurator import catalogue
from configurator.domain.designs import Design
from configurator.pool import open_pool
from configurator.services.make import making

FORMATS = ["stl", "step"]
PLAIN = 20


def rows(number: int) -> Iterator[Row]:
    """Two workers against the plain way, and against one worker; each makes designs of its own."""
    designs = random_designs(catalogue.find("foot_orthosis"))
    two, one = (seconds_each(list(islice(designs, number)), workers) for workers in (2, 1))
    plain = plain_each(list(islice(designs, min(PLAIN, number))))
    told = f"{two * 1000:.0f} ms a part, the plain way {plain * 1000:.0f} ms"
    yield Row("d", "batch of orthoses, times the plain way", plain / two, "", told, 10, less=False)
    yield Row("e", "two workers, times one", one / two, "", f"one: {one * 1000:.0f} ms a part", 1.8, less=False)


def seconds_each(designs: list[Design], workers: int) -> float:
    """Seconds a part of a batch in warm children; the first designs warm them."""
    with TemporaryDirectory() as folder, open_pool(workers) as pool, ThreadPoolExecutor(workers) as people:

        def make(design: Design) -> None:
            with making(pool, design, FORMATS, Path(folder)) as started:
                started.finish()

        list(people.map(make, designs[: 2 * workers]))
        start = perf_counter()
        list(people.map(make, designs[2 * workers :]))
        return (perf_counter() - start) / len(designs[2 * workers :])


def plain_each(designs: list[Design]) -> float:
    """Seconds a part, each in a fresh Python, two at a time."""
    with ThreadPoolExecutor(2) as people:
        start = perf_counter()
        list(people.map(_plain, designs))
        return (perf_counter() - start) / len(designs)


def _plain(design: Design) -> None:
    with TemporaryDirectory() as folder:
        command = [sys.executable, str(Path(__file__).with_name("plain.py")), design.template, folder]
        subprocess.run(command, input=json.dumps(dict(design.parameters)), text=True, check=True)
