"""The sizes of the finished mesh: measured, never copied from the nominal ones.

One module per kind of dimension. A nominal size at most chooses between features that are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import trimesh

from configurator.domain.errors import Failed, failed
from configurator.domain.parts.dimensions import (
    Angle,
    AxisAngle,
    Depth,
    Diameter,
    Dimension,
    Distance,
    Girth,
    LetterSize,
    PitchCircle,
    Position,
    Radius,
    Thickness,
    ThreadDiameter,
    ThreadPitch,
)
from configurator.domain.problems import Problem
from configurator.kernel.geometry.facets import Facets, facets_of
from configurator.kernel.measure.angle import measure_angle
from configurator.kernel.measure.axis_angle import measure_axis_angle
from configurator.kernel.measure.depth import measure_depth
from configurator.kernel.measure.diameter import measure_diameter
from configurator.kernel.measure.distance import measure_distance
from configurator.kernel.measure.girth import measure_girth
from configurator.kernel.measure.letter_size import measure_letter_size
from configurator.kernel.measure.pitch_circle import measure_pitch_circle
from configurator.kernel.measure.position import measure_position
from configurator.kernel.measure.radius import measure_radius
from configurator.kernel.measure.thickness import measure_thickness
from configurator.kernel.measure.thread import measure_thread_diameter, measure_thread_pitch
from configurator.kernel.part import Measurement

MEASURE_BY_KIND: Mapping[type, Callable[[Facets, Any], Measurement]] = {
    Angle: measure_angle,
    AxisAngle: measure_axis_angle,
    Depth: measure_depth,
    Diameter: measure_diameter,
    Distance: measure_distance,
    Girth: measure_girth,
    LetterSize: measure_letter_size,
    ThreadPitch: measure_thread_pitch,
    PitchCircle: measure_pitch_circle,
    Position: measure_position,
    Radius: measure_radius,
    Thickness: measure_thickness,
    ThreadDiameter: measure_thread_diameter,
}
NO_TITLES: Mapping[str, str] = {}


def measure(
    mesh: trimesh.Trimesh, dimensions: Iterable[Dimension], titles: Mapping[str, str] = NO_TITLES
) -> tuple[Measurement, ...]:
    """Every dimension on a watertight mesh in mm, in their order; `titles` are their names for people.

    Raises `Failed`, with a problem for each, if any cannot be measured: the part is then not proven.
    """
    measured, problems = measure_some(mesh, dimensions, titles)
    if problems:
        raise Failed(*problems)
    return measured


def measure_some(
    mesh: trimesh.Trimesh, dimensions: Iterable[Dimension], titles: Mapping[str, str] = NO_TITLES
) -> tuple[tuple[Measurement, ...], tuple[Problem, ...]]:
    """Those dimensions that can be measured, and for each of the others a problem with its name as field.

    Raises `Failed` for a mesh on which nothing can.
    """
    if len(mesh.faces) == 0 or not np.isfinite(mesh.vertices).all():
        raise failed("The mesh is empty or has corners that are not numbers.", hint="Examine it first.")
    facets = facets_of(mesh)
    measured: list[Measurement] = []
    problems: list[Problem] = []
    for dimension in dimensions:
        try:
            measured.append(MEASURE_BY_KIND[type(dimension)](facets, dimension))
        except Failed as error:
            title = titles.get(dimension.name, dimension.name)
            problems += [_with_title(problem, dimension.name, title) for problem in error.problems]
    return tuple(measured), tuple(problems)


def _with_title(problem: Problem, name: str, title: str) -> Problem:
    return replace(problem, message=f"{title} could not be measured: {problem.message}.", fields=(name,))
