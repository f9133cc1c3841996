"""The time in the C++ libraries alone: a lower limit for every arrangement of their calls.

All on one core. Building is Python that calls the CAD kernel nearly all the time, and is counted whole.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest.mock import patch

import igl
from OCP.BRepMesh import BRepMesh_IncrementalMesh
from OCP.STEPControl import STEPControl_StepModelType, STEPControl_Writer
from OCP.StlAPI import StlAPI_Writer

from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.kernel.build.brep_mesh import ANGLE_RAD, CHORD_MM
from configurator.kernel.build.shape import build_plain
from configurator.kernel.render import postprocess

Stages = dict[str, float]


def files_alone(template: Template[Any], parameters: Parameters, folder: Path) -> Stages:
    """Milliseconds to build the part, for BRepMesh at the chord of the files, for its STL and for its STEP."""
    spent: Stages = {}
    with _timed(spent, "build"):
        shape = build_plain(template, parameters).wrapped
    with _timed(spent, "mesh"):
        BRepMesh_IncrementalMesh(shape, CHORD_MM, False, ANGLE_RAD, False)
    with _timed(spent, "stl"):
        writer = StlAPI_Writer()
        writer.ASCIIMode = False
        writer.Write(shape, str(folder / "alone.stl"))
    with _timed(spent, "step"):
        step = STEPControl_Writer()
        step.Transfer(shape, STEPControl_StepModelType.STEPControl_AsIs)
        step.WriteStream(BytesIO())
    return spent


def proof_alone(make: Callable[[], Any]) -> float:
    """Milliseconds that libigl searches for where the surface of the part that is made cuts through itself."""
    return spent_in(igl.predicates, "find_self_intersections", make)


def picture_alone(make: Callable[[], Any]) -> float:
    """Milliseconds that VTK draws, and hands over, the pictures that are made."""
    return spent_in(postprocess, "render_scene", make)


def spent_in(module: Any, name: str, run: Callable[[], Any]) -> float:
    """Milliseconds in a function, by its name in a module, while `run` runs."""
    spent: Stages = {name: 0.0}
    function = getattr(module, name)

    def timed(*arguments: Any, **options: Any) -> Any:
        with _timed(spent, name):
            return function(*arguments, **options)

    with patch.object(module, name, timed):
        run()
    return spent[name]


def medians(stages: list[Stages]) -> Stages:
    """The median of each stage."""
    return {name: statistics.median(each[name] for each in stages) for name in stages[0]}


@contextmanager
def _timed(spent: Stages, name: str) -> Iterator[None]:
    start = perf_counter()
    yield
    spent[name] = spent.get(name, 0.0) + (perf_counter() - start) * 1000
