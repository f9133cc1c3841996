"""`configurator build` in a fresh process beside the plain script in another: both write STL and STEP of a grommet.

They take turns, each with a design of its own. Ours starts a second process for the kernel, which reads
its libraries while the first parses its arguments; ours also examines and measures. The limit is a fresh
Python that does nothing but load the CAD kernel's one library.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from designs import random_designs
from table import Row

from configurator import catalogue
from configurator.domain.parts.designs import Design

ROUNDS = 7
LIBRARY = [sys.executable, "-c", "import OCP.gp, os; os._exit(0)"]


def rows(rounds: int) -> Iterator[Row]:
    """Medians of so many rounds, of seven at least."""
    designs = random_designs(catalogue.find("grommet"))
    spent = [_round_ms(next(designs), next(designs)) for _ in range(1 + max(ROUNDS, rounds))][1:]
    ours, plain, library = (statistics.median(each) for each in zip(*spent, strict=True))
    details = f"{ours:.0f} and {plain:.0f} ms; limit: to load OCP, {library:.0f} ms"
    yield Row("j", "`build` of a grommet from cold, times plain", ours / plain, "", details, 1.0, limit=library / plain)


def _round_ms(one: Design, other: Design) -> tuple[float, float, float]:
    with TemporaryDirectory() as folder:
        return (_run_ms(build(one, folder)), _run_ms(plain(other, folder), parameters(other)), _run_ms(LIBRARY))


def build(design: Design, folder: str) -> list[str]:
    """The command that makes a design."""
    settings = [f"--set={name}={value}" for name, value in design.parameters.items() if value is not None]
    make = ["-m", "configurator", "build", design.template, *settings]
    return [sys.executable, *make, "--format", "stl,step", "--out", folder]


def plain(design: Design, folder: str) -> list[str]:
    """The plain way to make a design, whose parameters it awaits on its standard input."""
    return [sys.executable, str(Path(__file__).with_name("plain.py")), design.template, folder]


def parameters(design: Design) -> str:
    """As the plain way awaits them."""
    return json.dumps(dict(design.parameters))


def _run_ms(command: list[str], text: str = "") -> float:
    start = perf_counter()
    subprocess.run(command, input=text, text=True, check=True, capture_output=True)
    return (perf_counter() - start) * 1000
